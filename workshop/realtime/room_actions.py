"""What is done beside the session's course: let in, ask out, take a call, reply to one person, ring."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from workshop import engine
from workshop.live import topics
from workshop.live.protocol import BELL, NOTICE, SIGNAL, NoticeFrame, SignalFrame
from workshop.live.submit import Live
from workshop.realtime.broadcast import Broadcaster
from workshop.realtime.fallback_letters import EVERYBODY
from workshop.realtime.presence import Presence
from workshop.realtime.signals import Signals
from workshop.session import commands as cmd
from workshop.session import latecomers
from workshop.session import side_commands as side
from workshop.session.audience_names import audiences, role_of
from workshop.session.choices import clean
from workshop.session.errors import Refused
from workshop.session.state import Session
from workshop.sharing import Peers
from workshop.store import people, shared_texts
from workshop.store.database import StoreUnavailable


@dataclass(slots=True)
class RoomActions:
    """Carries out what changes no session: each method does one of `side_commands.RoomAction`."""

    live: Live
    presence: Presence
    broadcaster: Broadcaster
    signals: Signals
    peers: Peers

    def carry_out(self, session: Session, action: side.RoomAction) -> None:
        """Raises Refused where it cannot be done, StoreUnavailable where it could not be kept."""
        ACTIONS[type(action)](self, session, action)

    def admit(self, session: Session, action: side.Admit) -> None:
        self._set_state(session, action.person, "in")
        if latecomers.unplaced(session, action.person) and self.presence.is_here(session.id, action.person):
            with self.live.database.read() as conn:
                found = people.by_id(conn, session.id, action.person)
            if found:
                topics.arrive(self.live, session, found.person, found.id in self.signals.resting(session.id))

    def admit_all(self, session: Session, action: side.AdmitAll) -> None:
        with self.live.database.read() as conn:
            waiting = {p.id for p in people.everyone(conn, session.id) if p.state == "waiting"}
        for person in action.people:
            if person in waiting:
                self.admit(session, side.Admit(person))

    def remove(self, session: Session, action: side.Remove) -> None:
        self._set_state(session, action.person, "out")
        if self.live.submit(session.id, cmd.Depart(action.person)).status != "ok":
            raise StoreUnavailable  # others were quicker, again and again: the console asks once more
        self.signals.gone(session.id, action.person)

    def remove_unseen(self, session: Session, _action: side.RemoveUnseen) -> None:
        unseen = self.presence.unseen(session.id)
        if not unseen:
            raise Refused("Everybody who joined was here, or came within the last minute.")
        self.live.database.write(lambda conn: people.delete(conn, session.id, unseen))
        for person in unseen:
            self.presence.came_elsewhere(session.id, person)  # not here: they are awaited no more, anywhere
            self.peers.tell("came", session=session.id, person=person)

    def _set_state(self, session: Session, person: str, state: str) -> None:
        if not self.live.database.write(lambda conn: people.set_state(conn, session.id, person, state)):
            raise Refused("There is no such person here.")
        self.show_state(session, person, state)
        self.peers.tell("state", session=session.id, person=person, state=state)

    def show_state(self, session: Session, person: str, state: str) -> None:
        """Let in, or asked out: every window of theirs here goes where it belongs."""
        self.broadcaster.own.bump(session.id, person)
        for connection in self.presence.of_person(session.id, person):
            connection.who = replace(connection.who, state=state) if connection.who else None
            self.broadcaster.welcome(connection)
        self.presence.changed(session.id)

    def take_call(self, session: Session, action: side.TakeCall) -> None:
        if not self.signals.take_call(session.id, action.person, action.by):
            raise Refused("This call is closed already.")
        self.to_person(session.id, action.person, SIGNAL, SignalFrame(kind="taken"))

    def close_call(self, session: Session, action: side.CloseCall) -> None:
        self.signals.clear(session.id, action.person)
        self.to_person(session.id, action.person, SIGNAL, SignalFrame(kind="back"))

    def reply(self, session: Session, action: side.Reply) -> None:
        text = action.text.strip()
        if not text:
            raise Refused("Please write something first.")
        if not self.to_person(session.id, action.person, NOTICE, NoticeFrame(text=text, private=True)):
            raise Refused(
                "This person is not connected just now, so the reply was not sent. Please try again in a moment."
            )

    def to_person(self, session_id: str, person: str, event: str, body: Mapping[str, object]) -> bool:
        """To all pages of one person, on whatever process; False where there is none."""
        there, n = self.presence.elsewhere.has(session_id, person), self.broadcaster.letters.number()
        if there or self.presence.asks(session_id, person):
            self.peers.tell("to", session=session_id, person=person, event=event, body=body, n=n)
        return self.to_person_here(session_id, person, event, body, n) or there

    def to_person_here(self, session_id: str, person: str, event: str, body: Mapping[str, object], n: int) -> bool:
        """`n`: the number of the letter, for who can only ask."""
        connections = self.presence.of_person(session_id, person)
        for connection in connections:
            self.broadcaster.emit_to(connection, event, body)
        left = self.broadcaster.leave(event, body, session_id, person, n)
        return left or bool(connections)

    def give_back(self, session: Session, action: side.GiveBack) -> None:
        """Only the writer's own key opens what tells them, so everybody is sent theirs: nobody learns whose."""
        said = clean(action.line)
        done = self.live.database.write(
            lambda conn: shared_texts.give_back(conn, session.id, action.step, action.item, said)
        )
        if not done:
            raise Refused("Whoever wrote this has taken it back or written it anew. Please look once more.")
        self.live.database.checkpoint()
        self.broadcaster.own.bump(session.id)
        engine.spawn(self.broadcaster.own.send_to_all, session)
        self.peers.tell("own", session=session.id, person="", group=False)

    def ring(self, session: Session, _action: side.Ring) -> None:
        if session.phase != "live":
            if session.phase == "lobby":
                raise Refused("The workshop has not started yet.")
            raise Refused("This workshop has ended.")
        n = self.broadcaster.letters.number()
        self.peers.tell("ring", session=session.id, n=n)
        self.ring_here(session, n)

    def ring_here(self, session: Session, n: int) -> None:
        for audience in audiences(session):
            if role_of(audience) == "participant":
                self.broadcaster.emit_to_all(BELL, {}, session.id, audience)
        self.broadcaster.leave(BELL, {}, session.id, EVERYBODY, n)


ACTIONS: dict[type, Callable[[RoomActions, Session, Any], None]] = {
    side.Admit: RoomActions.admit,
    side.AdmitAll: RoomActions.admit_all,
    side.Remove: RoomActions.remove,
    side.RemoveUnseen: RoomActions.remove_unseen,
    side.TakeCall: RoomActions.take_call,
    side.CloseCall: RoomActions.close_call,
    side.Reply: RoomActions.reply,
    side.GiveBack: RoomActions.give_back,
    side.Ring: RoomActions.ring,
}

"""What the other processes tell, and what this one tells them of who is here: two halves of one table of words.

word         what                                        told by
v            a session was changed; the database has it   every commit
here         who sits at a process, every five seconds    `_tell_who_is_here`
bye, hello   a process leaves; one comes and asks all     stop and start
touch        something that is counted has changed        `Pulse`
signals      hands, quiet moments, calls                  `Signals`
own          one's own state is another                   answers, texts that came back
state        somebody was let in or asked out             `RoomActions`
to, ring     a word or a bell for people who sit there    `RoomActions`
joined, came somebody is awaited; they are no ghost       the door, `RoomActions`
answered     a command's answer, should it be asked twice `Realtime`
signed out, dismiss, deleted, strangers: whose windows close there
tool         a program leads, which needs no console      the API
voted        who answered a poll that closes, not what    `Live`
counted      whose answers a result is made of, not which `Live`
"""

from dataclasses import astuple
from typing import Any

from workshop import engine
from workshop.extensions import socketio
from workshop.live import own_state
from workshop.realtime import lost_words
from workshop.realtime.presence_elsewhere import Desk, Told
from workshop.realtime.service import Realtime
from workshop.realtime.voters_elsewhere import SOON, VotersElsewhere
from workshop.session import events as ev
from workshop.session.state import Session
from workshop.sharing.peers import Body, Peers
from workshop.store import people
from workshop.store.database import StoreUnavailable

TELL_EVERY = 5.0


class Hearing:
    """Ties `Realtime` to the other processes. Where there are none, nothing here ever runs."""

    def __init__(self, realtime: Realtime, peers: Peers) -> None:
        self.realtime, self.peers = realtime, peers
        self.voters = VotersElsewhere(realtime, peers)
        self._seen: dict[str, Session] = {}  # up to where we went along with what others did
        self._changed: set[str] = set()
        self._arrived: dict[str, set[str]] = {}  # session → who came since it was told: they may have left already
        self._telling = False
        self._doubts = False  # words to us may have been lost
        for kind, by in self._table().items():
            peers.hear(kind, by)

    def start(self) -> None:
        here = self.realtime
        here.presence.changed = self._on_changed
        here.presence.arrived = self._on_arrived
        here.signals.told = lambda session, words: self.peers.tell("signals", session=session, words=words)
        here.live.listeners.append(self._on_committed)
        here.live.voters.tell_late = self.voters.on_late
        self.peers.start(self._came_back)
        engine.spawn(self._keep_telling)

    def stop(self) -> None:
        self.peers.tell("bye")
        self.peers.stop()

    def _table(self) -> dict[str, Any]:
        return {
            "v": self._v, "here": self._here, "bye": self._bye, "hello": self._hello, "touch": self._touch,
            "signals": self._signals, "own": self._own, "state": self._state, "to": self._to, "ring": self._ring,
            "joined": self._joined, "came": self._came, "answered": self._answered, "signed out": self._signed_out,
            "dismiss": self._dismiss, "deleted": self._deleted, "tool": self._tool, "voted": self.voters.hear_voted,
            "strangers": self._strangers, "counted": self.voters.hear_counted,
        }  # fmt: skip

    # Who is here

    def _on_changed(self, session_id: str) -> None:
        """The first of a crowd is told at once, the others together."""
        self._changed.add(session_id)
        if not self._telling:
            self._telling = True
            engine.spawn(self._tell_changed)

    def _on_arrived(self, session_id: str, person: str) -> None:
        self._arrived.setdefault(session_id, set()).add(person)
        self._on_changed(session_id)

    def _tell_changed(self) -> None:
        try:
            while self._changed:
                changed, self._changed = self._changed, set()
                for session_id in changed:
                    self._tell_who_is_here(session_id)
                engine.sleep(SOON)
        finally:
            self._telling = False

    def _keep_telling(self) -> None:
        while True:
            engine.sleep(TELL_EVERY)
            engine.attempt(self._tell_all)
            self._forget_process()
            if self.peers.away or self._doubts:
                engine.attempt(self._look_again)

    def _tell_all(self) -> None:
        self.peers.tell("here", session="", people={}, desks=[])  # heard by ourselves too: a sign that we can hear
        for session_id in self.realtime.presence.sessions_told():
            self._tell_who_is_here(session_id)

    def _tell_who_is_here(self, session_id: str) -> None:
        present, desks = self.realtime.presence.as_told(session_id)
        came = [*self._arrived.pop(session_id, set()) - present.keys()]
        self.peers.tell("here", session=session_id, people=present, desks=[astuple(desk) for desk in desks], came=came)

    def _came_back(self) -> None:
        """At the start, and after a time in which nobody could be heard."""
        self.realtime.presence.expect_nobody()
        self.peers.tell("hello")
        self._share_all()
        for session_id in self.realtime.presence.sessions():
            self._news(session_id)
        self._doubts = True

    def _look_again(self) -> None:
        self._doubts = False
        try:
            lost_words.look_again(self.realtime)
        except StoreUnavailable:
            self._doubts = True

    def _share_all(self) -> None:
        for session_id in self.realtime.presence.sessions_told():
            self._tell_who_is_here(session_id)
            if words := self.realtime.signals.all_of(session_id):
                self.peers.tell("signals", session=session_id, words=words)
        for session_id in self.realtime.broadcaster.leader_absence.by_tools():
            self.peers.tell("tool", session=session_id)

    def _hello(self, _process: str, _body: Body) -> None:
        self.realtime.presence.expect_nobody()
        self._share_all()
        self._doubts = True

    def _here(self, process: str, body: Body) -> None:
        session_id, elsewhere = body["session"], self.realtime.presence.elsewhere
        if not session_id:
            return
        before = self.realtime.presence.here(session_id)
        desks = elsewhere.desks(session_id)
        told = Told(body["people"], [Desk(*each) for each in body["desks"]])
        self.realtime.presence.hear(process, session_id, told)
        for person in body.get("came", ()):  # and left since; a process of an earlier version does not say
            self.realtime.presence.came_elsewhere(session_id, person)
        if before != self.realtime.presence.here(session_id) or desks != elsewhere.desks(session_id):
            self._others_changed(session_id, before)

    def _bye(self, process: str, _body: Body) -> None:
        self._forget_process(process)

    def _forget_process(self, process: str = "") -> None:
        """It left; or, without a name, some were silent for too long. Groups are told of whoever does not come back."""
        for session_id, gone in self.realtime.presence.elsewhere.lost(process).items():
            here = self.realtime.presence.here(session_id)
            engine.attempt(self._others_changed, session_id, here | gone)

    def _others_changed(self, session_id: str, before: set[str]) -> None:
        here = self.realtime
        now = here.presence.here(session_id)
        found = [person for person in now - before if here.presence.found(session_id, person)]
        if not any(True for _ in here.presence.of(session_id)):
            return
        here.pulse.touch_here(session_id)
        here.broadcaster.leader_absence.look(session_id)
        session = here.live.session(session_id)
        for person in found:
            if session:
                here.broadcaster.own.send_to_group(session, person)
        for person in before - now:
            here.broadcaster.group_absence.miss_later(session_id, person)

    # What others did

    def _on_committed(self, before: Session, after: Session, events: Any) -> None:
        self._catch_up(before)
        self._seen[after.id] = after
        for event in events:
            if isinstance(event, ev.PollClosing):
                self.voters.tell(after.id, event.step, after.polls[event.step].epoch)
            if isinstance(event, ev.PollCounted):
                self.voters.tell_counted(after, event.step)
        self.peers.tell("v", session=after.id, v=after.v)

    def _v(self, _process: str, body: Body) -> None:
        self._news(body["session"])

    def _news(self, session_id: str) -> None:
        here = self.realtime
        session = here.live.session(session_id)
        if session is not None:
            self._catch_up(session)
            here.broadcaster.on_news(session)

    def _catch_up(self, now: Session) -> None:
        """What ended elsewhere is over here, too; who answered a poll that closes is told."""
        before = self._seen.get(now.id)
        if before is not None and before.v >= now.v:
            return
        self._seen[now.id] = now
        if before is not None:
            self.realtime.live.caught_up(before, now)
        for step, run in now.polls.items():
            known = before.polls.get(step) if before else None
            same = known is not None and (known.phase, known.epoch, known.until) == (run.phase, run.epoch, run.until)
            if run.phase == "closing" and not same:
                self.voters.tell(now.id, step, run.epoch)

    def _touch(self, _process: str, body: Body) -> None:
        for session_id in body["sessions"]:
            if session_id in self.realtime.presence.sessions_told():
                self.realtime.pulse.touch_here(session_id)

    def _signals(self, _process: str, body: Body) -> None:
        self.realtime.signals.hear(body["session"], body["words"], lambda person: self._name(body["session"], person))
        self.realtime.pulse.touch_here(body["session"])

    def _name(self, session_id: str, person: str) -> str:
        with self.realtime.live.database.read() as conn:
            found = people.by_id(conn, session_id, person)
        return found.nickname if found else ""

    def _own(self, _process: str, body: Body) -> None:
        session, own = self.realtime.live.session(body["session"]), self.realtime.broadcaster.own
        if session is None:
            return
        if body["group"]:
            circle = own_state.circle_here(session, body["person"])
            own.send_to(session, circle.group.people if circle else ())
        elif body["person"]:
            own.send_again(session, body["person"])
        else:
            own.bump(session.id)
            own.send_to_all(session)

    def _state(self, _process: str, body: Body) -> None:
        """Who was let in or asked out; whether they are in, the database says."""
        session = self.realtime.live.session(body["session"])
        with self.realtime.live.database.read() as conn:
            found = people.by_id(conn, body["session"], body["person"])
        if session and found:
            self.realtime.actions.show_state(session, found.id, found.state)

    def _to(self, _process: str, body: Body) -> None:
        told = (body["event"], body["body"], self._number(body))
        self.realtime.actions.to_person_here(body["session"], body["person"], *told)

    def _ring(self, _process: str, body: Body) -> None:
        session = self.realtime.live.session(body["session"])
        if session:
            self.realtime.actions.ring_here(session, self._number(body))

    def _number(self, body: Body) -> int:
        """Of the letter; a process of an earlier version tells none."""
        return int(body.get("n") or self.realtime.broadcaster.letters.number())

    def _joined(self, _process: str, body: Body) -> None:
        self.realtime.presence.expect(body["session"], body["person"])

    def _came(self, _process: str, body: Body) -> None:
        self.realtime.presence.came_elsewhere(body["session"], body["person"])

    def _answered(self, _process: str, body: Body) -> None:
        session_id, sender, given = body["marker"]
        self.realtime.keep_answer((session_id, sender, given), body["answer"])

    def _signed_out(self, _process: str, body: Body) -> None:
        self.realtime.app.extensions["workshop-signed-out"].end(body["mark"])
        self.realtime.close_consoles_here(body["mark"])

    def _dismiss(self, _process: str, body: Body) -> None:
        for connection in self.realtime.presence.of_member(body["session"], body["member"]):
            socketio.server.disconnect(connection.sid)

    def _strangers(self, _process: str, body: Body) -> None:
        self.realtime.close_phones_here(body["session"], body["person"])

    def _deleted(self, _process: str, body: Body) -> None:
        self._seen.pop(body["session"], None)
        self.realtime.forget(body["session"])

    def _tool(self, _process: str, body: Body) -> None:
        self.realtime.broadcaster.leader_absence.led_by_tool(body["session"])

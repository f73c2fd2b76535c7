"""What the other processes tell, and what this one tells them of who is here: two halves of one table of words.

word         what                                        told by
v            a session was changed; the database has it   every commit
here         who sits at a process, every five seconds    `WhoIsHere`
moved        who came and went, where many sit            `WhoIsHere`
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

import time
from typing import Any

from workshop import engine
from workshop.extensions import socketio
from workshop.live import own_state
from workshop.realtime import lost_words
from workshop.realtime.service import Realtime
from workshop.realtime.voters_elsewhere import VotersElsewhere
from workshop.realtime.who_is_here import WhoIsHere
from workshop.session import events as ev
from workshop.session.state import Session
from workshop.sharing.peers import Body, Peers
from workshop.store import people
from workshop.store.database import StoreUnavailable

TELL_EVERY = 5.0
STOOD_STILL = 30.0  # less than the age at which a word is not believed any more


class Hearing:
    """Ties `Realtime` to the other processes. Where there are none, nothing here ever runs."""

    def __init__(self, realtime: Realtime, peers: Peers) -> None:
        self.realtime, self.peers = realtime, peers
        self.voters = VotersElsewhere(realtime, peers)
        self.seats = WhoIsHere(realtime, peers)
        self._seen: dict[str, Session] = {}  # up to where we went along with what others did
        self._doubts = False  # words to us may have been lost
        for kind, by in self._table().items():
            peers.hear(kind, by)

    def start(self) -> None:
        here = self.realtime
        here.presence.changed = self.seats.on_changed
        here.presence.arrived = self.seats.on_arrived
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
            "v": self._v, "here": self.seats.hear, "moved": self.seats.hear_moved, "bye": self._bye,
            "hello": self._hello, "touch": self._touch,
            "signals": self._signals, "own": self._own, "state": self._state, "to": self._to, "ring": self._ring,
            "joined": self._joined, "came": self._came, "answered": self._answered, "signed out": self._signed_out,
            "dismiss": self._dismiss, "deleted": self._deleted, "tool": self._tool, "voted": self.voters.hear_voted,
            "strangers": self._strangers, "counted": self.voters.hear_counted,
        }  # fmt: skip

    # Coming and going of processes, and of words

    def _keep_telling(self) -> None:
        while True:
            begun = time.time()
            engine.sleep(TELL_EVERY)
            self._round(time.time() - begun)

    def _round(self, passed: float) -> None:
        """`passed`: seconds since the last one. A machine that stood still took words for recordings, which are old."""
        if passed > STOOD_STILL:
            engine.attempt(self._came_back)
        engine.attempt(self.seats.tell_all)
        self.seats.forget()
        if self.peers.away or self._doubts:
            engine.attempt(self._look_again)

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
            self.seats.tell(session_id)
            if words := self.realtime.signals.all_of(session_id):
                self.peers.tell("signals", session=session_id, words=words)
        for session_id in self.realtime.broadcaster.leader_absence.by_tools():
            self.peers.tell("tool", session=session_id)

    def _hello(self, _process: str, _body: Body) -> None:
        self.realtime.presence.expect_nobody()
        self._share_all()
        self._doubts = True

    def _bye(self, process: str, _body: Body) -> None:
        self.seats.forget(process)

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

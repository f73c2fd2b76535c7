"""Who sits at which process: told whole every five seconds, and news four times a second. Two halves again.

Where many sit, news are only who came and who went: ten thousand who come would else be told of anew with each of those
who come after them.
"""

import sys
from dataclasses import astuple

from workshop import engine
from workshop.realtime.presence_elsewhere import Desk, Told
from workshop.realtime.service import Realtime
from workshop.realtime.voters_elsewhere import SOON
from workshop.sharing.peers import Body, Peers

FEW = 200  # people of a session here: all of them are told at each coming and going


class WhoIsHere:
    """Of one process: what it tells of its own people, and what it makes of what others tell."""

    def __init__(self, realtime: Realtime, peers: Peers) -> None:
        self.realtime, self.peers = realtime, peers
        self._changed: set[str] = set()
        self._arrived: dict[str, set[str]] = {}  # session → who came since it was told: they may have left already
        self._as_told: dict[str, dict[str, str]] = {}  # session → who sits here, as the others were told
        self._telling = False

    def on_changed(self, session_id: str) -> None:
        """The first of a crowd is told at once, the others together."""
        self._changed.add(session_id)
        if not self._telling:
            self._telling = True
            engine.spawn(self._tell_changed)

    def on_arrived(self, session_id: str, person: str) -> None:
        self._arrived.setdefault(session_id, set()).add(person)
        self.on_changed(session_id)

    def _tell_changed(self) -> None:
        try:
            while self._changed:
                changed, self._changed = self._changed, set()
                for session_id in changed:
                    self._tell_news(session_id)
                engine.sleep(SOON)
        finally:
            self._telling = False

    def tell_all(self) -> None:
        self.peers.tell("here", session="", people={}, desks=[])  # heard by ourselves too: a sign that we can hear
        for session_id in self.realtime.presence.sessions_told():
            self.tell(session_id)

    def tell(self, session_id: str) -> None:
        """All of them."""
        self._tell_news(session_id, few=sys.maxsize)

    def _tell_news(self, session_id: str, few: int = FEW) -> None:
        present, there = self.realtime.presence.as_told(session_id)
        before, desks = self._as_told.pop(session_id, {}), [astuple(desk) for desk in there]
        came = [*self._arrived.pop(session_id, set()) - present.keys()]
        if present:
            self._as_told[session_id] = present
        if len(before) <= few:
            self.peers.tell("here", session=session_id, people=present, desks=desks, came=came)
            return
        new = dict(present.items() - before.items())
        gone = [*before.keys() - present.keys()]
        self.peers.tell("moved", session=session_id, people=new, gone=gone, desks=desks, came=came)

    def hear(self, process: str, body: Body) -> None:
        session_id, presence = body["session"], self.realtime.presence
        if not session_id:
            return
        before, desks = presence.here(session_id), presence.elsewhere.desks(session_id)
        presence.hear(process, session_id, Told(body["people"], _desks(body)))
        self._came_and_went(body)
        now = presence.here(session_id)
        if before != now or desks != presence.elsewhere.desks(session_id):
            self._others_changed(session_id, now - before, before - now)

    def hear_moved(self, process: str, body: Body) -> None:
        """Whoever did not hear all of them, because words were lost, does so within five seconds."""
        session_id, presence = body["session"], self.realtime.presence
        concerned = {*body["people"], *body["gone"]}
        before, desks = self._here_of(session_id, concerned), presence.elsewhere.desks(session_id)
        presence.hear_moved(process, session_id, body["people"], body["gone"], _desks(body))
        self._came_and_went(body)
        now = self._here_of(session_id, concerned)
        if concerned or desks != presence.elsewhere.desks(session_id):
            self._others_changed(session_id, now - before, before - now)

    def _here_of(self, session_id: str, people: set[str]) -> set[str]:
        return {person for person in people if self.realtime.presence.is_here(session_id, person)}

    def _came_and_went(self, body: Body) -> None:
        """In between; a process of an earlier version does not say."""
        for person in body.get("came", ()):
            self.realtime.presence.came_elsewhere(body["session"], person)

    def forget(self, process: str = "") -> None:
        """It left; or, without a name, some were silent for too long. Groups are told of whoever does not come back."""
        for session_id, gone in self.realtime.presence.elsewhere.lost(process).items():
            engine.attempt(self._others_changed, session_id, set(), gone - self.realtime.presence.here(session_id))

    def _others_changed(self, session_id: str, came: set[str], gone: set[str]) -> None:
        here = self.realtime
        found = [person for person in came if here.presence.found(session_id, person)]
        if not any(True for _ in here.presence.of(session_id)):
            return
        here.pulse.touch_here(session_id)
        here.broadcaster.leader_absence.look(session_id)
        session = here.live.session(session_id) if found else None
        for person in found:
            if session:
                here.broadcaster.own.send_to_group(session, person)
        for person in gone:
            here.broadcaster.group_absence.miss_later(session_id, person)


def _desks(body: Body) -> list[Desk]:
    return [Desk(*each) for each in body["desks"]]

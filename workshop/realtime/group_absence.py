"""Somebody's line is silent: after a while their group is told."""

from collections.abc import Callable

from workshop import engine
from workshop.live.submit import Live
from workshop.realtime.presence import ASIDE_SECONDS, Presence
from workshop.session.state import Session

PATIENCE = 8.0  # seconds without a line before the group is told


class GroupAbsence:
    """`tell(session, person_id)` carries it to the group."""

    def __init__(self, live: Live, presence: Presence, tell: Callable[[Session, str], object]) -> None:
        self.live, self.presence, self.tell = live, presence, tell
        self._gone = engine.later(PATIENCE, self._miss)
        self._aside = engine.later(ASIDE_SECONDS + 1, self._miss)

    def miss_later(self, session_id: str, person_id: str) -> None:
        """A phone that sleeps for a moment is not away; one that stays away leaves somebody alone in a group."""
        self._gone.add(session_id, person_id)

    def look_later(self, session_id: str, person_id: str) -> None:
        """Whether somebody came back from a page beside the room."""
        self._aside.add(session_id, person_id)

    def _miss(self, session_id: str, person_id: str) -> None:
        session = self.live.session(session_id)
        if session and session.group_of(person_id) and self.presence.miss(session_id, person_id):
            self.tell(session, person_id)

"""When nobody who can lead is connected: phones and the shared screen are told calmly, and nothing stops.

Kept nowhere. Whoever comes meanwhile reads it with their stage.
"""

import time
from collections.abc import Callable

from workshop import engine
from workshop.live.submit import Live
from workshop.realtime.presence import Presence
from workshop.session.state import Session

# Seconds after a console closed. A reload takes two or three, and a console whose server was away tries again
# after five at the most: neither is a reason for a word.
PATIENCE = 8.0


class LeaderAbsence:
    """`tell(session_id, on)` carries it to the room."""

    def __init__(self, live: Live, presence: Presence, tell: Callable[[str, bool], None]) -> None:
        self.live, self.presence, self.tell = live, presence, tell
        self._alone_since: dict[str, float] = {}
        self._on: set[str] = set()
        self._by_tool: set[str] = set()

    def is_on(self, session: Session) -> bool:
        return session.id in self._on and session.phase == "live"

    def look(self, session_id: str, *, silent: bool = False) -> None:
        """Somebody came or went. `silent`: their line was dead for longer than our patience before we noticed."""
        if self.presence.can_lead(session_id):
            self._by_tool.discard(session_id)
            self._end(session_id)
        elif session_id not in self._alone_since and session_id not in self._by_tool:
            since = self._alone_since[session_id] = time.monotonic()
            engine.spawn(self._wait, session_id, since, 0.0 if silent else PATIENCE)

    def led_by_tool(self, session_id: str) -> None:
        """A program leads, through the API: it needs no console."""
        self._by_tool.add(session_id)
        self._end(session_id)

    def by_tools(self) -> frozenset[str]:
        """Sessions that a program leads, for a process that comes."""
        return frozenset(self._by_tool)

    def _wait(self, session_id: str, since: float, seconds: float) -> None:
        engine.sleep(seconds)
        session = self.live.session(session_id)
        if session is None or self._alone_since.get(session_id) != since:
            return
        if session.phase == "live":
            self._on.add(session_id)
            self.tell(session_id, True)
        else:
            del self._alone_since[session_id]

    def _end(self, session_id: str) -> None:
        self._alone_since.pop(session_id, None)
        if session_id in self._on:
            self._on.discard(session_id)
            self.tell(session_id, False)

    def forget(self, session_id: str) -> None:
        self._alone_since.pop(session_id, None)
        self._on.discard(session_id)
        self._by_tool.discard(session_id)

"""What is told once, for browsers that can only ask: a bell, a reply, a call that was taken. In memory, for moments.

Each question may come to another process, so a letter lies at all of them, under one number.
"""

import time
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workshop import engine
from workshop.engine import Later

SECONDS = 15.0  # five times as long as a phone waits between two questions
ON_ITS_WAY = 1000  # ms in which a letter comes to the other processes: until then whoever asks has not missed it
EVERYBODY = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """`person` is an id, or `EVERYBODY` in the room."""

    n: int
    at: float
    person: str
    event: str
    body: Mapping[str, object]


@dataclass(slots=True)
class Letters:
    """Per session. Letters have numbers, so that each page of one person hears each of them once."""

    _waiting: dict[str, deque[Letter]] = field(default_factory=dict)
    _n: int = 0  # of the newest
    _old: Later = field(init=False)

    def __post_init__(self) -> None:
        self._old = engine.later(SECONDS + 1, self._drop_old)

    def number(self) -> int:
        """Of the next one."""
        return max(self._n, self._clock()) + 1

    def leave(self, session_id: str, person: str, event: str, body: Mapping[str, object], n: int) -> None:
        self._n = max(self._n, n)
        letter = Letter(n, time.monotonic(), person, event, body)
        self._waiting.setdefault(session_id, deque()).append(letter)
        self._old.add(session_id)

    def newest(self) -> int:
        return max(self._n, self._clock() - ON_ITS_WAY)

    def _clock(self) -> int:
        """Numbers follow the clock, since a phone may ask another process the next time."""
        return int(engine.now() * 1000)

    def since(self, session_id: str, n: int, to: Iterable[str]) -> list[tuple[str, Mapping[str, object]]]:
        """(event, body) of those with a greater number that are for one of `to`, the oldest first."""
        self._drop_old(session_id)
        wanted = set(to)
        return [
            (each.event, each.body)
            for each in self._waiting.get(session_id, ())
            if each.n > n and each.person in wanted
        ]

    def _drop_old(self, session_id: str) -> None:
        waiting = self._waiting.get(session_id)
        while waiting and waiting[0].at < time.monotonic() - SECONDS:
            waiting.popleft()
        if waiting is not None and not waiting:
            del self._waiting[session_id]

    def forget(self, session_id: str) -> None:
        self._waiting.pop(session_id, None)

"""A crowd that comes at once is let in a few at a time, so that those inside are served in between."""

import time
from collections import deque
from collections.abc import Callable
from typing import Any

SHORT, LONG = 0.010, 0.020  # seconds that a turn may take: in less, more are let in; after more, fewer
FEWEST, MOST = 1, 8


class Turnstile:
    """`enter()` returns at once while the server is at ease; else when it is one's turn, in the order of coming.

    `event`, `sleep`, `spawn`: the engine's. How many enter in a turn follows from how long the last turns took.
    """

    def __init__(
        self, event: Callable[[], Any], sleep: Callable[[float], None], spawn: Callable[[Callable[[], None]], None]
    ) -> None:
        self._event, self._sleep, self._spawn = event, sleep, spawn
        self._waiting: deque[Any] = deque()
        self._each = 4
        self._left = self._each
        self._turning = False

    def enter(self) -> None:
        if not self._turning:
            self._turning = True
            self._spawn(self._turn)
        if self._left > 0 and not self._waiting:
            self._left -= 1
            return
        place = self._event()
        self._waiting.append(place)
        place.wait(None)

    def _turn(self) -> None:
        begin = time.thread_time()
        while self._waiting or self._left < self._each:
            self._sleep(0)
            now = time.thread_time()
            self._adapt(now - begin)
            begin = now
            self._left = self._each
            while self._waiting and self._left > 0:
                self._left -= 1
                self._waiting.popleft().send()
        self._turning = False

    def _adapt(self, took: float) -> None:
        """Of this thread's own time, so that a busy machine makes nobody wait for longer."""
        if took > LONG:
            self._each = max(FEWEST, self._each // 2)
        elif took < SHORT:
            self._each = min(MOST, self._each + 1)

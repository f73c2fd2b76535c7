"""One task for all who wait for the same thing, where each would else have one, and on threads a thread, of its own."""

import time
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

TICK = 0.25  # seconds
AT_ONCE = 50  # calls, before others have their turn


class Rounds:
    """`go_on()`: `work` is called every `seconds` for as long as `needed()`; an idle server does nothing.

    `sleep`, `spawn`, `lock`: the engine's. What makes it needed is done before `go_on` is called.
    """

    def __init__(
        self, seconds: float, needed: Callable[[], bool], work: Callable[[], object],
        sleep: Callable[[float], None], spawn: Callable[[Callable[[], None]], None], lock: AbstractContextManager[Any],
    ) -> None:  # fmt: skip
        self._seconds, self._needed, self._work = seconds, needed, work
        self._sleep, self._spawn, self._lock = sleep, spawn, lock
        self._running = False

    def go_on(self) -> None:
        with self._lock:
            if self._running:
                return
            self._running = True
        self._spawn(self._run)

    def _run(self) -> None:
        while self._is_needed():
            self._rest()
            self._work()

    def _rest(self) -> None:
        """Whoever overslept had the server held up: what came meanwhile is heard before anybody is found late."""
        began = time.monotonic()
        self._sleep(self._seconds)
        if time.monotonic() - began > 2 * self._seconds:
            self._sleep(self._seconds)

    def _is_needed(self) -> bool:
        """Under the lock: on threads, whoever comes between this look and the end would else be waited on by nobody."""
        with self._lock:
            self._running = self._needed()
            return self._running


class Later:
    """`add(…)`: `call(…)` in `seconds`, in the order of adding, with up to a quarter of a second more.

    `rounds(seconds, needed, work)` and `attempt`: the engine's.
    """

    def __init__(
        self, seconds: float, call: Callable[..., object],
        rounds: Callable[..., Rounds], attempt: Callable[..., None], sleep: Callable[[float], None],
    ) -> None:  # fmt: skip
        self._seconds, self._call, self._attempt, self._sleep = seconds, call, attempt, sleep
        self._waiting: deque[tuple[float, tuple[Any, ...]]] = deque()
        self._rounds = rounds(TICK, lambda: bool(self._waiting), self._call_due)

    def add(self, *args: Any) -> None:
        self._waiting.append((time.monotonic() + self._seconds, args))
        self._rounds.go_on()

    def _call_due(self) -> None:
        now, called = time.monotonic(), 0
        while self._waiting and self._waiting[0][0] <= now:
            self._attempt(self._call, *self._waiting.popleft()[1])
            called += 1
            if called % AT_ONCE == 0:
                self._sleep(0)

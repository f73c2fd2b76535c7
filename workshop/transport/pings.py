"""One clock for the pings of all, instead of a task for each; monotonic, so that nobody goes when the clock is set."""

import time
from collections import deque
from typing import Any

from workshop import engine

TICK = 0.25  # seconds
AT_ONCE = 200  # pings, before others have their turn


class Pings:
    """`wait(socket)`: in `ping_interval` seconds it is pinged, and gone where it does not answer in `ping_timeout`."""

    def __init__(self, interval: float, timeout: float) -> None:
        self._interval, self._timeout = interval, timeout
        self._due: deque[tuple[float, Any]] = deque()
        self._pinged: deque[tuple[float, Any, float]] = deque()
        self._rounds = engine.rounds(TICK, lambda: bool(self._due or self._pinged), self._look)

    def wait(self, socket: Any) -> None:
        self._due.append((time.monotonic() + self._interval, socket))
        self._rounds.go_on()

    def _look(self) -> None:
        engine.attempt(self._ping_due)
        engine.attempt(self._close_silent)

    def _ping_due(self) -> None:
        now, sent = time.monotonic(), 0
        while self._due and self._due[0][0] <= now:
            _, socket = self._due.popleft()
            if socket.closed or socket.closing:
                continue
            socket.last_ping = now
            self._pinged.append((now + self._timeout, socket, now))
            socket.ping()
            sent += 1
            if sent % AT_ONCE == 0:
                engine.sleep(0)

    def _close_silent(self) -> None:
        now = time.monotonic()
        while self._pinged and self._pinged[0][0] <= now:
            _, socket, at = self._pinged.popleft()
            if socket.last_ping == at and not socket.closed:
                engine.spawn(socket.close, False, False, socket.server.reason.PING_TIMEOUT)

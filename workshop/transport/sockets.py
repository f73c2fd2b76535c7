"""python-engineio's own socket with a guard before it: the stock path, in every mode."""

import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import engineio.exceptions
import engineio.packet
import engineio.socket

from workshop.transport.backlog import kind_of
from workshop.transport.counters import count
from workshop.transport.frames import POLICY, Refused
from workshop.transport.limits import UNSENT_BYTES, UNSENT_PACKETS, UNSENT_SECONDS, Bucket
from workshop.transport.untaken import Untaken
from workshop.transport.websocket import Websocket, answer_to


@dataclass(slots=True, eq=False)
class Unsent:
    packet: Any
    size: int
    kind: str
    since: float


class GuardedSocket(engineio.socket.Socket):
    """One client. `cut(reason)` ends it from anywhere, without waiting; its `disconnect` runs within a second."""

    websocket: Websocket | None = None
    opening = b""
    person, shared = "", None
    said_connect = was_cut = False
    _unsent_bytes, asked_at = 0, 0.0
    _untaken: Untaken | None = None
    last_ping: float | None
    greet: Callable[[], object] | None = None  # called once, right after this client was told that it is connected

    def __init__(self, server: Any, sid: str) -> None:
        super().__init__(server, sid)
        self.guard = server.guard
        self.bucket = Bucket()

    def handle_get_request(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Websockets only. An upgrade that is none would otherwise leave a socket behind, and a poll that waits."""
        opening = answer_to(environ)
        if opening is None or self.connected:
            count("bad_upgrade")
            self.closed = True
            return self.server._bad_request("This is no websocket.")
        self.opening = opening
        self.guard.came(self)
        return self._upgrade_websocket(environ, start_response)

    def _websocket_handler(self, ws: Any) -> Any:
        try:
            return super()._websocket_handler(ws)
        finally:
            self.guard.left(self)

    # In

    def spend(self) -> None:
        """Charge one frame. Raises Refused."""
        if not self.bucket.spend() or not (self.shared is None or self.shared.spend()):
            raise Refused("flood")

    # Pings

    @property
    def line(self) -> Any:
        """The socket of the operating system; None before the upgrade, and where it is closed."""
        return self.websocket.line if self.websocket else None

    def schedule_ping(self) -> None:
        """By the clock of all, and not in a task of its own: as one begins, and at each pong."""
        if self.last_ping:
            self.last_ping = None
            self.guard.pings.wait(self)
        if self.line is not None and self not in self.guard.behind and self.unread(time.monotonic()) is not None:
            self.guard.watch(self)  # whoever answers a ping has read it, and all before it

    def check_ping_timeout(self) -> bool:
        return not self.closed

    def ping(self) -> None:
        self.send(engineio.packet.Packet(engineio.packet.PING))

    def unread(self, now: float) -> float | None:
        """For how many seconds they have taken nothing of what the kernel has for them; None where they have all."""
        line = self.line
        if line is None:
            return None
        self._untaken = self._untaken or Untaken()
        seconds = self._untaken.seconds(line, now)
        if seconds is None:
            self._untaken = None
        return seconds

    def look_no_more(self) -> None:
        """They have read all."""
        self.guard.behind.pop(self, None)

    # Out

    def hold(self) -> None:
        """What is written from now on may wait until `release`, to go out in one piece."""

    def release(self) -> None:
        pass

    def send(self, pkt: Any) -> None:
        """As python-engineio's, with an end to what waits. A newer stage or own state replaces one that is unsent."""
        if self.closed or self.was_cut or not self.check_ping_timeout():
            return
        one = Unsent(pkt, len(pkt.data) if isinstance(pkt.data, str) else 64, kind_of(pkt.data), time.monotonic())
        if waiting := self.queue.qsize():
            waiting -= self._drop_older(one.kind) if one.kind else 0
            self.guard.watch(self)
        if waiting >= UNSENT_PACKETS or (waiting and self._unsent_bytes + one.size > UNSENT_BYTES):
            self.cut("slow_reader")
            return
        self._unsent_bytes += one.size
        self.queue.put(one)

    def _drop_older(self, kind: str) -> int:
        """How many (one, or none) are not sent any more."""
        with getattr(self.queue, "mutex", None) or nullcontext():  # of the standard library's queue
            waiting = self.queue.queue
            older = next((each for each in waiting if each is not None and each.kind == kind), None)
            if older is None:
                return 0
            waiting.remove(older)
            self._unsent_bytes -= older.size
        self.queue.task_done()
        return 1

    def poll(self) -> list[Any]:
        """One packet at a time, so that what is not written yet is in the queue, where it is counted."""
        try:
            one = self.queue.get(timeout=self.server.ping_interval + self.server.ping_timeout)
        except self.server.get_queue_empty_exception():
            raise engineio.exceptions.QueueEmpty() from None
        self.queue.task_done()
        if one is None:
            return []
        self._unsent_bytes -= one.size
        return [one.packet]

    def overdue(self, now: float) -> str:
        """Why this client has to go by now, or ""."""
        unread, oldest = self.unread(now), self._oldest()
        if unread is None and oldest is None:
            self.look_no_more()
        waited = max(unread or 0.0, now - oldest.since if oldest else 0.0)
        return "slow_reader" if waited > UNSENT_SECONDS else ""

    def _oldest(self) -> Unsent | None:
        try:
            oldest: Unsent | None = self.queue.queue[0]
        except IndexError:
            return None
        return oldest

    # The end

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        """Whoever closes does not wait until a client has read the goodbye."""
        super().close(wait=False, abort=abort, reason=reason)
        if self.closed:
            self.server.sockets.pop(self.sid, None)

    def cut(self, reason: str, code: int = POLICY) -> None:
        if self.was_cut or self.closed:
            return
        self.was_cut = True
        count(reason)
        if self.websocket:
            self.websocket.goodbye(code)

"""python-engineio's own socket with a guard before it: the stock path, in every mode."""

import time
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import engineio.exceptions
import engineio.socket

from workshop.transport.backlog import kind_of
from workshop.transport.counters import count
from workshop.transport.frames import POLICY, Refused
from workshop.transport.limits import UNSENT_BYTES, UNSENT_PACKETS, UNSENT_SECONDS, Bucket
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

    # Out

    def send(self, pkt: Any) -> None:
        """As python-engineio's, with an end to what waits. A newer stage or own state replaces one that is unsent."""
        if self.closed or self.was_cut or not self.check_ping_timeout():
            return
        one = Unsent(pkt, len(pkt.data) if isinstance(pkt.data, str) else 64, kind_of(pkt.data), time.monotonic())
        if waiting := self.queue.qsize():
            waiting -= self._drop_older(one.kind) if one.kind else 0
            self.guard.behind[self] = None
            self.guard.look_soon()
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
        try:
            oldest = self.queue.queue[0]
        except IndexError:
            self.guard.behind.pop(self, None)
            return ""
        return "slow_reader" if oldest is not None and now - oldest.since > UNSENT_SECONDS else ""

    # The end

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        """Whoever closes does not wait until a client has read the goodbye."""
        super().close(wait=False, abort=abort, reason=reason)

    def cut(self, reason: str, code: int = POLICY) -> None:
        if self.was_cut or self.closed:
            return
        self.was_cut = True
        count(reason)
        if self.websocket:
            self.websocket.goodbye(code)

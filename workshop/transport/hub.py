"""The hub socket: a websocket without a greenlet, a queue or a timer of its own, driven by eventlet's hub.

After the handshake the connection leaves eventlet.wsgi. What is sent goes straight into the socket; where that is full
the rest waits in a bounded backlog, in order. It touches, beside what the guard does: `GreenSocket.fd`,
`hub.add` and `hub.remove`. tests/transport/test_insides.py tells which change makes that wrong.
"""

import io
import logging
import time
from collections import deque
from contextlib import suppress
from typing import Any

from eventlet import hubs, patcher

from workshop import engine
from workshop.transport.backlog import Backlog, kind_of
from workshop.transport.counters import count
from workshop.transport.frames import CLOSE, GOODBYE, PING, POLICY, PONG, FrameReader, Refused, closing, frame
from workshop.transport.limits import HALF_FRAME_SECONDS, INBOX, KERNEL_BYTES, UNSENT_SECONDS, Bucket
from workshop.transport.packets import GOODBYE as GOODBYE_PACKET
from workshop.transport.packets import MESSAGE, check_engine
from workshop.transport.sockets import GuardedSocket

log = logging.getLogger("workshop.transport")
_socket = patcher.original("socket")
LINGER = 1.0  # seconds
_PING, _BYE = frame(b"2"), frame(b"1") + closing(GOODBYE)
OF_THE_REQUEST = ("eventlet.input", "eventlet.set_idle", "eventlet.posthooks", "headers_raw", "workshop.reader")
_NOTHING, _NO_ERRORS = io.BytesIO(), io.StringIO()  # a buffer of 8 KB for each would be most of what is kept


class HubSocket(GuardedSocket):
    """`write` may be called from anywhere and never waits; `on_readable` and `on_writable` run in the hub."""

    sock: Any = None
    backlog: Backlog | None = None
    _reading: Any = None
    _writing: Any = None
    _inbox: deque[str] | None = None
    _held: Backlog | None = None
    _ends = False
    _until = 0.0

    def __init__(self, server: Any, sid: str) -> None:
        """Not python-engineio's, which makes a queue."""
        self.server, self.sid, self.guard = server, sid, server.guard
        self.last_ping: float | None = time.monotonic()
        self.connected = self.upgrading = self.upgraded = self.closing = self.closed = False
        self.session: dict[str, Any] = {}
        self.bucket = Bucket()
        self._reader = FrameReader(self.spend)
        self._early: list[Any] = []

    def _upgrade_websocket(self, environ: dict[str, Any], _start_response: Any) -> list[bytes]:
        green, early = engine.take_over(environ)
        self.sock = _socket.socket(fileno=green.fd.detach())
        self.sock.setblocking(False)
        self.sock.setsockopt(_socket.SOL_SOCKET, _socket.SO_SNDBUF, KERNEL_BYTES)
        self.connected = self.upgraded = True
        _slim(environ)
        self.write(b"".join([self.opening, *map(_framed, self._early)]))  # in one piece: each wakes up whoever reads
        self.opening, self._early = b"", []
        hubs.get_hub().schedule_call_global(0, self._listen, early)
        return engine.give_back()

    def _listen(self, early: bytes) -> None:
        if self.sock is not None:
            hub = hubs.get_hub()
            self._reading = hub.add(hub.READ, self.sock.fileno(), self.on_readable, self._on_hub_error, None)
            if early:
                self._hear(early)

    @property
    def line(self) -> Any:
        return self.sock

    # Out

    def hold(self) -> None:
        if self._held is None:
            self._held = Backlog()

    def release(self) -> None:
        held, self._held = self._held, None
        if held:
            self.write(held.whole())

    def send(self, pkt: Any) -> None:
        """One packet of python-engineio, as an ack is."""
        if self.sock is not None:
            self.write(_framed(pkt), kind_of(pkt.data))
        elif not self.upgraded:
            self._early.append(pkt)

    def write(self, data: bytes, kind: str = "") -> None:
        """A whole frame, or nothing at all where the client is gone."""
        sock = self.sock
        if sock is None:
            return
        waiting = self._held if self._held is not None else self.backlog
        if waiting is not None:
            if not waiting.add(data, kind):
                self.cut("slow_reader")
            return
        try:
            sent = sock.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.lost()
            return
        if sent != len(data):
            self._keep(data[sent:])

    def _keep(self, rest: bytes) -> None:
        self.backlog = Backlog(rest)
        hub = hubs.get_hub()
        self._writing = hub.add(hub.WRITE, self.sock.fileno(), self.on_writable, self._on_hub_error, None)
        self._watch()

    def on_writable(self, _fd: int) -> None:
        backlog = self.backlog
        try:
            while backlog:
                sent = self.sock.send(backlog.first())
                whole = sent == len(backlog.first())
                backlog.sent(sent)
                if not whole:
                    return
        except BlockingIOError:
            return
        except OSError:
            self.lost()
            return
        self.backlog = None
        _remove(self._writing)
        self._writing = None
        if self._ends:
            self._let_go()

    def ping(self) -> None:
        self.write(_PING)

    # In

    def on_readable(self, _fd: int) -> None:
        if self.sock is None:
            return  # let go in this very turn, by what was heard on another line
        try:
            data = self.sock.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.lost()
        elif not self.closed:
            self._hear(data)

    def _hear(self, data: bytes) -> None:
        try:
            self._reader.feed(data)
            while self.sock is not None and (message := self._reader.take()) is not None:
                self._take(*message)
        except Refused as refused:
            self.cut(refused.reason, refused.code)
        except Exception:
            log.exception("A frame could not be handled.")
            self.lost()
        if self._reader.since:
            self._watch()

    def _take(self, kind: int, payload: str | bytes) -> None:
        if isinstance(payload, str):
            self._take_text(payload)
        elif kind == PING:
            self.write(frame(payload, PONG))
        elif kind == CLOSE:
            self.lost()

    def _take_text(self, text: str) -> None:
        kind = check_engine(text)
        if kind == MESSAGE:
            self._put(text[1:])
        elif kind == GOODBYE_PACKET:
            engine.spawn(self.close, False, True, self.server.reason.CLIENT_DISCONNECT)
        else:
            self.schedule_ping()

    def _put(self, message: str) -> None:
        """Messages of one client are handled one after another, in a greenlet that lives as long as there are any."""
        if self._inbox is None:
            self._inbox = deque((message,))
            engine.spawn(self._work_off)
        elif len(self._inbox) >= INBOX:
            raise Refused("flood")
        else:
            self._inbox.append(message)

    def _work_off(self) -> None:
        inbox = self._inbox
        while inbox and not self.was_cut:
            self.guard.message(self.sid, inbox.popleft())
            if inbox:
                engine.sleep(0)
        self._inbox = None

    # The end

    def _watch(self) -> None:
        if self.sock is not None:
            self.guard.watch(self)

    def overdue(self, now: float) -> str:
        if self._until and now > self._until:
            self._let_go()
            return ""
        unread, half = self.unread(now), self._reader.since
        if max(unread or 0.0, now - self.backlog.since if self.backlog else 0.0) > UNSENT_SECONDS:
            return "slow_reader"
        if half and now - half > HALF_FRAME_SECONDS:
            return "half_frame"
        if unread is None and not (self.backlog or half or self._until):
            self.look_no_more()
        return ""

    def cut(self, reason: str, code: int = POLICY) -> None:
        if self.was_cut or self.sock is None:
            return
        self.was_cut = True
        count(reason)
        if self.backlog is None:
            with suppress(OSError):
                self.sock.send(closing(code))
        self.lost()

    def _on_hub_error(self, *_: object) -> None:
        self.lost()

    def lost(self, reason: str | None = None) -> None:
        """The line is gone: nothing is read or written any more, and the server is told in a greenlet of its own."""
        self._let_go()
        if not self.closed and not self.closing:
            engine.spawn(self.close, False, True, reason or self.server.reason.TRANSPORT_CLOSE)

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        """What was written before is still sent, however slowly it is read; `disconnect` runs now."""
        if self.closed or self.closing:
            return
        self.closing = True
        self.release()
        told = reason or self.server.reason.SERVER_DISCONNECT
        self.server._trigger_event("disconnect", self.sid, told, run_async=False)
        if self.sock is not None and not abort:
            self.write(_BYE)
        self.closed = self._ends = True
        self.server.sockets.pop(self.sid, None)
        if reason == self.server.reason.CLIENT_DISCONNECT and self.sock is not None:
            self._until = time.monotonic() + LINGER  # whoever says goodbye hangs up, and may do so first
            self._watch()
        elif self.backlog is None or abort:
            self._let_go()

    def _let_go(self) -> None:
        for listener in (self._reading, self._writing):
            _remove(listener)
        self._reading = self._writing = None
        sock, self.sock, self.backlog = self.sock, None, None
        self._reader.forget()
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(_socket.SHUT_WR)
            sock.close()
            self.guard.left(self)


def _framed(pkt: Any) -> bytes:
    return frame(pkt.encode().encode())


def _slim(environ: dict[str, Any]) -> None:
    """Socket.IO keeps the request as long as the connection, and gives it to every handler."""
    for name in OF_THE_REQUEST:
        environ.pop(name, None)
    environ.update({"wsgi.input": _NOTHING, "wsgi.errors": _NO_ERRORS})


def _remove(listener: Any) -> None:
    if listener is not None:
        hubs.get_hub().remove(listener)

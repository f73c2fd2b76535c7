"""A websocket over any socket that blocks its own thread only: how the stock path reads and writes, in every mode."""

import binascii
import os
import re
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha1
from typing import Any

from workshop import engine
from workshop.transport.frames import CLOSE, GOODBYE, PING, PONG, FrameReader, Refused, closing, frame
from workshop.transport.limits import HALF_FRAME_SECONDS, KERNEL_BYTES, UNSENT_SECONDS
from workshop.transport.packets import check_engine

_MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_KEY = re.compile(r"[A-Za-z0-9+/]{22}==")
SILENCE = 30.0  # seconds; Engine.IO's pings end a silent connection before


def answer_to(environ: dict[str, Any]) -> bytes | None:
    """The head that opens the websocket that `environ` asks for; None where it asks as no browser does."""
    words = [word.strip() for word in environ.get("HTTP_CONNECTION", "").lower().split(",")]
    key = environ.get("HTTP_SEC_WEBSOCKET_KEY", "")
    asks = environ.get("HTTP_UPGRADE", "").lower() == "websocket" and "upgrade" in words
    if not asks or environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13" or not _KEY.fullmatch(key):
        return None
    with suppress(binascii.Error):
        accept = b64encode(sha1(key.encode() + _MAGIC, usedforsecurity=False).digest())
        return (
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
        )
    return None


class Websocket:
    """What python-engineio takes for the websocket of a mode: called with a request, it calls `handler(self)`.

    `handler` is a method of a GuardedSocket, who charges each frame and is told why its client goes.
    """

    def __init__(self, handler: Callable[["Websocket"], object], _server: Any) -> None:
        self._handler, self._owner = handler, handler.__self__  # type: ignore[attr-defined]
        self._writing = threading.Lock()

    def __call__(self, environ: dict[str, Any], _start_response: Any) -> Iterable[bytes]:
        self.line, early = engine.take_over(environ)
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BYTES)
        self._reader = FrameReader(self._owner.spend)
        if early:
            self._reader.feed(early)
        self._owner.websocket = self
        try:
            self.line.sendall(self._owner.opening)
            self._handler(self)
        except OSError:
            self._owner.close(abort=True)  # gone while we greeted
            self._owner.guard.left(self._owner)
        finally:
            self.end()
            self._reader.forget()
        return engine.give_back()

    def wait(self) -> str | None:
        """The next message; None once the client is gone, or was cut."""
        try:
            return self._wait()
        except Refused as refused:
            self._owner.cut(refused.reason, refused.code)
        except OSError:
            pass
        return None

    def _wait(self) -> str | None:
        engine.sleep(0)  # a full buffer would otherwise be worked off without a pause
        while True:
            if self._owner.was_cut or self._owner.closed:
                return None
            message = self._reader.take()
            if message is None:
                if not self._read():
                    return None
            elif isinstance(message[1], str):
                check_engine(message[1])
                return message[1]
            elif message[0] == CLOSE:
                return None
            else:
                if message[0] == PING:
                    self._send(frame(message[1], PONG))
                engine.sleep(0)

    def _read(self) -> bool:
        """False at the end of the stream."""
        since = self._reader.since
        left = since + HALF_FRAME_SECONDS - time.monotonic() if since else SILENCE
        try:
            if left <= 0:
                raise TimeoutError("timed out")
            self.line.settimeout(left)
            data = self.line.recv(65536)
        except TimeoutError:
            if since:
                raise Refused("half_frame") from None
            raise
        self._reader.feed(data)
        return bool(data)

    def send(self, message: str) -> None:
        """Raises OSError once the client is gone."""
        self._send(frame(message.encode()))

    def _send(self, data: bytes) -> None:
        """All of it, in UNSENT_SECONDS; the time-out of the socket is the reader's, so it is only a time to look."""
        until = time.monotonic() + UNSENT_SECONDS
        with self._writing:
            view = memoryview(data)
            while view:
                if time.monotonic() > until:
                    self._owner.cut("slow_reader")
                    raise TimeoutError("unread")
                with suppress(TimeoutError):
                    view = view[self.line.send(view) :]

    def goodbye(self, code: int = GOODBYE) -> None:
        """Say why, where that needs no waiting; then neither side hears the other any more."""
        if self._writing.acquire(blocking=False):
            with suppress(OSError):  # writev is patched by nobody, and the descriptor never blocks
                os.writev(self.line.fileno(), [closing(code)])
            self._writing.release()
        self.end()

    def close(self) -> None:
        self.goodbye()

    def end(self) -> None:
        with suppress(OSError):
            self.line.shutdown(socket.SHUT_RDWR)

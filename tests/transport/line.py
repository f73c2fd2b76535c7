"""A websocket as bytes: for whoever sends what no client library would."""

import json
import re
import socket
import time
from contextlib import suppress
from typing import Any

import requests
from websocket import ABNF

from tests.support.server import Server

KEY = "dGhlIHNhbXBsZSBub25jZQ=="
_COUNT = re.compile(r'workshop_refused_total\{reason="(\w+)"\} (\d+)')


def frame(payload: bytes, kind: int = ABNF.OPCODE_TEXT, final: bool = True) -> bytes:
    """Masked, as a client must."""
    return ABNF(int(final), 0, 0, 0, kind, 1, payload).format()


def counts(server: Server) -> dict[str, int]:
    """What `/metrics` says of the refused."""
    told = requests.get(f"{server.url}/metrics", timeout=10).text
    return {reason: int(times) for reason, times in _COUNT.findall(told)}


def head(server: Server, cookie: str = "", **other: str | None) -> bytes:
    """The request of an upgrade; `Name=None` leaves a header out."""
    fields: dict[str, Any] = {
        "Host": server.url.partition("//")[2], "Connection": "Upgrade", "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13", "Sec_WebSocket_Key": KEY, "Cookie": cookie or None, **other,
    }  # fmt: skip
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items() if value is not None]
    return "\r\n".join(["GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", *lines, "", ""]).encode()


class Line:
    """One TCP connection to the server, upgraded unless `upgrade` is False."""

    def __init__(self, server: Server, cookie: str = "", upgrade: bool = True) -> None:
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        self._buffer = b""
        if upgrade:
            self.socket.sendall(head(server, cookie))
            self._read_head()

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def _read_head(self) -> None:
        while b"\r\n\r\n" not in self._buffer:
            got = self.socket.recv(4096)
            assert got, "closed before it was open"
            self._buffer += got
        first, self._buffer = self._buffer.split(b"\r\n\r\n", 1)
        assert b" 101 " in first, first

    def send(self, data: bytes) -> None:
        with suppress(OSError):  # cut while it was being sent
            self.socket.sendall(data)

    def say(self, text: str) -> None:
        self.send(frame(text.encode()))

    def come_in(self, session: str) -> None:
        self.say("40" + json.dumps({"proto": 1, "session": session, "as": "participant", "tab": "t"}))
        self.until('42["hello"')

    def until(self, start: str) -> str:
        """The next message that begins so."""
        while True:
            found = self._message()
            if found.startswith(start):
                return found

    def _message(self) -> str:
        """Pings are answered on the way."""
        kind, payload = self._take(2)
        size = payload & 127
        size = int.from_bytes(self._take({126: 2, 127: 8}[size]), "big") if size > 125 else size
        text = bytes(self._take(size)).decode("utf-8", "replace")
        if text == "2":
            self.say("3")
        return text if kind & 15 == ABNF.OPCODE_TEXT else f"<{kind & 15}>"

    def _take(self, size: int) -> bytes:
        while len(self._buffer) < size:
            got = self.socket.recv(65536)
            if not got:
                raise ConnectionError("closed")
            self._buffer += got
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        return taken

    def is_cut(self, within: float) -> bool:
        """Whether the server ends this connection, whatever else it says until then."""
        until = time.monotonic() + within
        with suppress(ConnectionError):
            while (left := until - time.monotonic()) > 0:
                self.socket.settimeout(left)
                try:
                    if not self.socket.recv(65536):
                        return True
                except TimeoutError:
                    return False
            return False
        return True

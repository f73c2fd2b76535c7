"""A participant's websocket, frame by frame: what somebody who listens on the wire could measure."""

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from typing import Any

from websocket import ABNF, WebSocket, WebSocketException, create_connection

from tests.support.server import Server

WAIT = 60


class Wire:
    """Sends and reads Socket.IO's frames as text; keeps every frame that came."""

    def __init__(self, server: Server, session: str, cookie: str, headers: tuple[str, ...] = ()) -> None:
        self.frames: list[str] = []
        self._ids, self._n = count(), count(1)
        self._address = server.url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self._headers = [f"Cookie: {cookie}", *headers]
        self._auth = {"proto": 1, "session": session, "as": "participant", "tab": "t1"}
        self._connect()

    def _connect(self) -> None:
        self._socket: WebSocket = create_connection(
            self._address, timeout=WAIT, header=self._headers, suppress_origin=True
        )
        try:
            self._socket.send("40" + json.dumps(self._auth))
            self.hello = self.until('42["hello"')
        except (WebSocketException, OSError):
            self._socket.close()
            raise

    def until(self, start: str) -> str:
        """The next frame that begins so."""
        while True:
            frame = str(self._socket.recv())
            if frame == "2":
                self.pong()
            self.frames.append(frame)
            if frame.startswith(start):
                return frame

    def op(self, key: str, body: dict[str, Any], n: int | None = None) -> dict[str, Any]:
        return json.loads(self.ask(key, body, n).partition("[")[2][:-1])

    def ask(self, key: str, body: dict[str, Any], n: int | None = None) -> str:
        """The frame of the ack."""
        op = {"key": key, "n": n or next(self._n), "body": body}
        try:
            return self._ask(op)
        except (WebSocketException, OSError):  # silent for so long that the server took us for gone
            self.leave()
            self._connect()
            return self._ask(op)

    def _ask(self, op: dict[str, Any]) -> str:
        return self.until(f"43{self.send(op)}[")

    def send(self, op: dict[str, Any]) -> int:
        """The number that its ack will have."""
        asked = next(self._ids)
        self._socket.send(f"42{asked}" + json.dumps(["op", op], ensure_ascii=False))  # as a browser does
        return asked

    def say(self, *event: Any) -> None:
        """Without asking for an ack."""
        self._socket.send("42" + json.dumps(event))

    def burst(self, ops: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """All of them at once; each with its ack, as the acks come."""
        asked = [self.send(op) for op in ops]
        for op, number in zip(ops, asked, strict=True):
            yield op, json.loads(self.until(f"43{number}[").partition("[")[2][:-1])

    def pong(self) -> None:
        self._socket.send("3")

    def cut(self, raw: bytes) -> None:
        """These bytes, then nothing more."""
        self._socket.sock.sendall(raw)
        self._socket.shutdown()

    def come_and_go(self) -> None:
        """A second connection, whose goodbye comes right with its first word."""
        second = create_connection(self._address, timeout=WAIT, header=self._headers, suppress_origin=True)
        words = ("40" + json.dumps(self._auth), "41")
        second.sock.sendall(b"".join(ABNF.create_frame(word, ABNF.OPCODE_TEXT).format() for word in words))
        second.settimeout(1)
        with suppress(WebSocketException, OSError):
            while second.recv():
                pass
        second.close()

    def raw(self) -> socket.socket:
        """The bare line, for who sends what no client would."""
        return self._socket.sock

    def leave(self) -> None:
        self._socket.close()
        self._socket.shutdown()  # after a close frame of the server, the line above does nothing

"""A line of anybody's, on which nothing is looked for but canaries."""

import json
import re
import select
from typing import Any

from websocket import WebSocketConnectionClosedException, create_connection

from tests.support.server import Server

CANARY = re.compile(r"kanari-[0-9a-z]+-[0-9]+x")


class Ear:
    """A line of anybody's. Every frame is searched for canaries when it comes, and forgotten."""

    def __init__(self, server: Server, auth: dict[str, Any], cookie: str = "") -> None:
        url = server.url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        headers = [f"Cookie: {cookie}"] if cookie else []
        self.heard: set[str] = set()
        self.said = ""  # the newest frames, for who asks for a name in them
        self.mine: dict[str, Any] = {}
        self.open, self._asked = True, 0
        more = {"suppress_origin": True, "skip_utf8_validation": True}  # done letter by letter, it costs half a room
        self._line = create_connection(url, timeout=20, header=headers, **more)
        self._line.send("40" + json.dumps({"proto": 1, "tab": "t1", **auth}))
        while self.open and not self._read().startswith(('42["hello"', "44")):
            pass

    def _read(self) -> str:
        try:
            frame = str(self._line.recv())
        except (WebSocketConnectionClosedException, ConnectionError):
            self.open = False
            return ""
        if frame == "2":
            self._say("3")
        if "kanari" in frame or "42[" in frame[:3]:
            self._keep(frame)
        if not frame or frame.startswith(("41", "44")):
            self.open = False
        return frame

    def _say(self, frame: str) -> None:
        """The server has cut whoever did not read for long, as where a busy machine plays many rooms in turn."""
        try:
            self._line.send(frame)
        except (WebSocketConnectionClosedException, ConnectionError):
            self.open = False

    def _keep(self, frame: str) -> None:
        self.heard |= set(CANARY.findall(frame))
        self.said = self.said[-20_000:] + frame
        if frame.startswith(('42["hello"', '42["mine"')):
            event, body = json.loads(frame[2:])
            self.mine = body.get("mine", {}) if event == "hello" else body

    def drain(self) -> None:
        while self.open and select.select([self._line.sock], [], [], 0)[0]:
            self._read()

    def ask(self, event: str, body: dict[str, Any]) -> dict[str, Any]:
        self.drain()
        self._asked += 1
        if not self.open:
            return {"status": "gone"}
        self._say(f"42{self._asked}" + json.dumps([event, body]))
        while self.open:
            frame = self._read()
            if frame.startswith(f"43{self._asked}["):
                return json.loads(frame.partition("[")[2][:-1])
        return {"status": "gone"}

    def leave(self) -> None:
        self._line.shutdown()

"""Plain Socket.IO clients, as an outside program would be one: a phone, a console, a projector."""

import threading
import time
from collections.abc import Callable
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import socketio

from tests.support.server import KEY, Server

WAIT = 60.0  # seconds: only what goes wrong takes as long; a busy machine may need ten
A_LOOK = 0.2
HEARD = (
    "hello", "stage", "mine", "pulse", "tally", "beat", "closing", "notice", "bye", "people", "board", "signal", "bell",
    "holding", "reload",
)  # fmt: skip


class Client:
    """Connects, remembers every event, keeps the newest stage by the rule of protocol.md."""

    def __init__(
        self, server: Server, session: str, role: str, *, cookie: str = "", key: str = "", **asks: str
    ) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.stage: dict[str, Any] = {}
        self.mine: dict[str, Any] = {}
        self.pulse: dict[str, int] = {}
        self._news = threading.Condition()
        self._leaves = False
        self.sio = socketio.Client(reconnection=False)
        for event in HEARD:
            self.sio.on(event, self._hear(event))
        self.sio.on("disconnect", self._cut)
        auth = {"proto": 1, "session": session, "as": role, "tab": "t1", **({"key": key} if key else {}), **asks}
        headers = {"Cookie": cookie} if cookie else {}
        url = server.url
        path = f"{urlsplit(url).path}/socket.io"
        self.sio.connect(
            url, headers=headers, auth=auth, transports=["websocket"], wait_timeout=WAIT, socketio_path=path
        )
        self.until(lambda c: any(event == "hello" for event, _ in c.heard))  # a stage may come before it

    def _hear(self, event: str) -> Callable[[Any], None]:
        def heard(body: Any) -> None:
            with self._news:
                self.heard.append((event, body))
                if event in ("hello", "stage") and (event == "hello" or body["v"] > self.stage.get("v", -1)):
                    self.stage = body
                if event in ("hello", "mine"):
                    self.mine = body.get("mine", {}) if event == "hello" else body
                if event == "pulse":
                    self.pulse = body
                self._news.notify_all()

        return heard

    def until(self, seen: Callable[["Client"], Any], seconds: float = WAIT) -> "Client":
        """Wait until `seen(self)` is true."""
        deadline = time.monotonic() + seconds
        with self._news:
            while not seen(self):
                left = deadline - time.monotonic()
                assert left > 0, f"waited in vain; last: {[e for e, _ in self.heard[-8:]]} {self.stage}"
                self._news.wait(min(left, A_LOOK))  # that a line was cut is told by nobody
        return self

    def at(self, step: str, phase: str = "") -> "Client":
        return self.until(lambda c: c.stage.get("step") == step and (not phase or c.stage["phase"] == phase))

    def call(self, event: str, body: Any) -> dict[str, Any]:
        return self.sio.call(event, body, timeout=WAIT)

    def leave(self) -> None:
        self._leaves = True
        self.sio.disconnect()
        self._let_go()

    def _cut(self, *_: Any) -> None:
        if not self._leaves:
            self._let_go()

    def _let_go(self) -> None:
        """Where the line was reset, the library leaves it open: some other test would hear of it as garbage."""
        if self.sio.eio.ws:
            self.sio.eio.ws.shutdown()


class Phone(Client):
    """A participant."""

    def __init__(self, server: Server, session: str, cookie: str) -> None:
        self._n = count(1)
        super().__init__(server, session, "participant", cookie=cookie)

    def op(self, key: str, body: dict[str, Any], n: int | None = None) -> dict[str, Any]:
        return self.call("op", {"key": key, "n": n or next(self._n), "body": body})


class Console(Client):
    """A facilitator, who always says which v they looked at."""

    def __init__(self, server: Server, session: str, **asks: str) -> None:
        super().__init__(server, session, "facilitator", key=KEY, **asks)

    def command(self, command: str, **more: Any) -> dict[str, Any]:
        return self.call("command", {"command": command, "from": self.stage["v"], **more})

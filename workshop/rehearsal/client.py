"""One connection over a real websocket, as docs/protocol.md says: a phone's, a console's or a projector's."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

import engineio.client
import requests
import socketio
import websocket
from socketio.exceptions import SocketIOError

from workshop.rehearsal.api import Door
from workshop.util.phrases import phrase

engineio.client.requests, engineio.client.websocket = requests, websocket  # left out where servers begin (extensions)
PATIENCE = 15.0
TRIES = 4
EVENTS = ("hello", "stage", "mine", "people", "board", "disconnect")
WAITING = re.compile(r'data-command="show"\s+data-step="([^"]*)"\s+data-item="([^"]*)"')


class Away(Exception):
    """The connection could not be made, or was not there; its text is a phrase."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What opens a session to one client: a participant's cookie, or the facilitator's key."""

    door: Door
    session: str
    cookie: str = ""


class Client:
    """Keeps the newest stage, one's own state, and when each v was reached."""

    role = "participant"

    def __init__(self, name: str, entry: Pass) -> None:
        self.name, self.entry = name, entry
        self.stage: dict[str, Any] = {}
        self.mine: dict[str, Any] = {}
        self.people: dict[str, Any] = {}
        self.board: dict[str, Any] = {}
        self.hellos = 0
        self.losses = 0  # connections that ended unasked
        self.away = True  # not connected, and not meant to be
        self.reached_at: list[tuple[int, float]] = []
        self.news = threading.Condition()
        self._n = count(1)
        self._sio: socketio.Client | None = None

    def connect(self) -> None:
        """Come in, or come back. Returns once the `hello` is there; raises Away."""
        self._sio = sio = socketio.Client(reconnection_delay=1, reconnection_delay_max=2, handle_sigint=False)
        for event in EVENTS:
            sio.on(event, self._hearer(event, sio))
        before = self.hellos
        try:
            sio.connect(
                self.entry.door.url, headers=self._headers, auth=self._auth(),
                transports=["websocket"], wait_timeout=PATIENCE,
            )  # fmt: skip
        except SocketIOError as error:
            raise Away(phrase("{name} could not connect: {error}.", name=self.name, error=error)) from None
        if not self.until(lambda c: c.hellos > before):  # a stage may come first; one's own state comes with this
            raise Away(phrase("{name} was connected and got no first screen.", name=self.name))
        self.away = False

    def _headers(self) -> dict[str, str]:
        return {"Cookie": self.entry.cookie} if self.entry.cookie else {}

    def _auth(self) -> dict[str, Any]:
        key = {} if self.role == "participant" else {"key": self.entry.door.key}
        return {"proto": 1, "session": self.entry.session, "as": self.role, "tab": "rehearsal", **key}

    def leave(self) -> None:
        self.away = True
        if self._sio:
            self._sio.disconnect()

    # What comes down

    def _hearer(self, event: str, sio: socketio.Client) -> Callable[..., None]:
        def hear(body: Any = None) -> None:
            with self.news:
                if sio is self._sio:  # not a connection that was left
                    getattr(self, f"_on_{event}")(body)
                self.news.notify_all()

        return hear

    def _on_hello(self, body: dict[str, Any]) -> None:
        self.hellos += 1
        self.mine = body["mine"]
        self._take(body)

    def _on_stage(self, body: dict[str, Any]) -> None:
        if body["v"] > self.v:
            self._take(body)

    def _take(self, body: dict[str, Any]) -> None:
        self.stage = body
        self.reached_at.append((body["v"], time.monotonic()))

    def _on_mine(self, body: dict[str, Any]) -> None:
        self.mine = body

    def _on_people(self, body: dict[str, Any]) -> None:
        known = {} if body["whole"] else {person["id"]: person for person in self.people.get("people", [])}
        known.update((person["id"], person) for person in body["people"])
        left = [person for i, person in known.items() if i not in body["gone"]]
        self.people = {**body, "people": left}

    def _on_board(self, body: dict[str, Any]) -> None:
        self.board = body

    def _on_disconnect(self, _reason: object) -> None:
        if not self.away:
            self.losses += 1

    # What is seen

    @property
    def v(self) -> int:
        return int(self.stage.get("v", -1))

    @property
    def step(self) -> str:
        return str(self.stage.get("step", ""))

    @property
    def phase(self) -> str:
        return str(self.stage.get("phase", ""))

    def when(self, v: int) -> float | None:
        """The moment at which v, or a later one, was there."""
        with self.news:
            return next((at for seen, at in self.reached_at if seen >= v), None)

    def until(self, seen: Callable[["Client"], Any], seconds: float = PATIENCE) -> bool:
        """Wait until `seen(self)` holds; False where it did not in time."""
        deadline = time.monotonic() + seconds
        with self.news:
            while not seen(self):
                left = deadline - time.monotonic()
                if left <= 0:
                    return False
                self.news.wait(left)
        return True

    # What goes up

    def call(self, event: str, body: dict[str, Any]) -> dict[str, Any]:
        """The ack. Sent again while none comes or it says `later`: an `op` has its n, a command its id. Raises Away."""
        for _ in range(TRIES):
            ack = self._call(event, body)
            if ack is not None and ack.get("status") != "later":
                return ack
            time.sleep((ack or {}).get("ms", 500) / 1000)
        asked = f"{event} {body.get('key') or body.get('command')}"
        raise Away(phrase("{name} got no answer to {asked}.", name=self.name, asked=asked))

    def _call(self, event: str, body: dict[str, Any]) -> dict[str, Any] | None:
        assert self._sio is not None
        try:
            ack = self._sio.call(event, body, timeout=PATIENCE)
        except SocketIOError:
            return None
        return ack if isinstance(ack, dict) else None

    def op(self, key: str, body: dict[str, Any]) -> dict[str, Any]:
        return self.call("op", {"key": key, "n": next(self._n), "body": body})


class Console(Client):
    role = "facilitator"

    def waiting(self, step_id: str) -> list[str]:
        """The ids of the texts of this step that have a button to show them."""
        shown = self.stage.get("html", "") + self.board.get("texts", "") + self.board.get("questions", "")
        return [item for step, item in WAITING.findall(shown) if step == step_id]


class Projector(Client):
    role = "projector"

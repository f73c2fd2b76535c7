"""The guard of one Socket.IO server: it stands before the parser, and cuts off whoever would hurt others.

`install(socketio, events)` puts it there. It touches python-engineio where that has no place to plug in:
`engineio.server.socket.Socket` (one assignment), `Server._async["websocket"]`, `Server.handlers["message"]`.
"""

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import engineio.server
import engineio.socket

from workshop import engine
from workshop.transport.counters import count
from workshop.transport.fan_out import FanOut
from workshop.transport.frames import Refused
from workshop.transport.limits import CONNECT_SECONDS, NEWCOMER_GRACE, NEWCOMERS
from workshop.transport.packets import CONNECT
from workshop.transport.person_limits import People
from workshop.transport.pings import Pings
from workshop.transport.sockets import GuardedSocket
from workshop.transport.websocket import Websocket

log = logging.getLogger("workshop.transport")
LOOK = 0.25  # seconds between two looks at the deadlines
SYNC_PAUSE = 1.0  # seconds between two answers to what is asked again and again
_stock_socket = engineio.socket.Socket


class Guard:
    """What is known of all connections of a server beside what Engine.IO knows."""

    def __init__(self, server: Any, seldom: frozenset[str], socket_class: Any) -> None:
        self.server, self.eio, self.socket_class = server, server.eio, socket_class
        self.pings = Pings(server.eio.ping_interval, server.eio.ping_timeout)
        self.people = People()
        self.newcomers: dict[Any, float] = {}  # without CONNECT, the oldest first
        self.behind: dict[Any, None] = {}  # those who have read or said something by half
        self._seldom = tuple(f'["{event}"' for event in seldom)
        self._handle: Callable[[str, Any], object] = self.eio.handlers["message"]
        self._rounds = engine.rounds(LOOK, lambda: bool(self.newcomers or self.behind), self._cut_overdue)

    def belongs(self, eio_sid: str, person: str) -> str | None:
        """From now on this connection counts for `person`; the eio_sid of their oldest where that is one too many."""
        socket = self.eio.sockets.get(eio_sid)
        if socket is None:
            return None
        socket.person = person
        socket.shared = self.people.of(person).bucket
        oldest = self.people.add(person, socket)
        return str(oldest.sid) if oldest else None

    def then(self, eio_sid: str, greet: Callable[[Any], object]) -> None:
        """Once this client was told that it is connected, `greet(socket)`, which calls `release`: both go out together.

        Never before that word, in whatever mode: a client understands nothing that comes earlier.
        """
        if socket := self.eio.sockets.get(eio_sid):
            socket.hold()
            socket.greet = partial(greet, socket)

    def spend(self, person: str) -> bool:
        """Charge one request over HTTP; False, counted, where this person has none left."""
        if self.people.of(person).bucket.spend():
            return True
        count("flood")
        return False

    def cut(self, eio_sid: str, reason: str) -> None:
        if socket := self.eio.sockets.get(eio_sid):
            socket.cut(reason)

    # Messages

    def message(self, eio_sid: str, data: Any) -> None:
        """One Socket.IO packet. Instead of python-engineio's own call, which ends in a traceback where one is wrong."""
        socket = self.eio.sockets.get(eio_sid)
        if socket is None:
            return
        self._try(socket, self._take, socket, data)

    def _take(self, socket: Any, data: Any) -> None:
        if not isinstance(data, str):
            raise Refused("packet")
        if data[1:2] == "/":
            raise Refused("namespace")
        if data[:1] == str(CONNECT):
            if socket.said_connect:
                raise Refused("connect_twice")
            socket.said_connect = True
            self.newcomers.pop(socket, None)  # who waits for us is not late
            engine.let_in()
            if socket.closed or socket.was_cut:
                return
        elif data.startswith("2") and data[1:40].lstrip("0123456789").startswith(self._seldom):
            self._take_seldom(socket, data)
            return
        self._handle(socket.sid, data)
        if data[:1] in ("0", "1"):
            self._note_connected(socket)

    def _take_seldom(self, socket: Any, data: str) -> None:
        """At once, or when a second has passed since the last; what is asked meanwhile has its answer in that one."""
        wait = socket.asked_at + SYNC_PAUSE - time.monotonic()
        if wait > 0 and socket.asked_at > time.monotonic():
            return  # one waits already
        socket.asked_at = time.monotonic() + max(wait, 0)
        if wait > 0:
            engine.spawn(self._take_later, socket, data, wait)
        else:
            self._handle(socket.sid, data)

    def _take_later(self, socket: Any, data: str, wait: float) -> None:
        engine.sleep(wait)
        if socket.sid in self.eio.sockets:
            self._try(socket, self._handle, socket.sid, data)

    def _try(self, socket: Any, function: Callable[..., object], *args: Any) -> None:
        try:
            function(*args)
        except Refused as refused:
            socket.cut(refused.reason, refused.code)
        except Exception:
            log.exception("A message could not be handled.")

    def _note_connected(self, socket: Any) -> None:
        """Whoever was refused, or said goodbye, has as long as somebody new."""
        if self.server.manager.sid_from_eio_sid(socket.sid, "/"):
            self.newcomers.pop(socket, None)
            greet, socket.greet = socket.greet, None
            if greet:
                greet()
        elif not socket.closed:
            self.newcomers.setdefault(socket, time.monotonic())

    # Deadlines

    def came(self, socket: Any) -> None:
        self.newcomers[socket] = time.monotonic()
        if len(self.newcomers) > NEWCOMERS:
            self._make_room()
        self.look_soon()

    def watch(self, socket: Any) -> None:
        """From now on it is asked whether it is `overdue`, until it takes itself out of `behind`."""
        self.behind[socket] = None
        self.look_soon()

    def left(self, socket: Any) -> None:
        self.newcomers.pop(socket, None)
        self.behind.pop(socket, None)
        if socket.person:
            self.people.remove(socket.person, socket)

    def _make_room(self) -> None:
        """The oldest goes, unless all have come in this moment: a room that comes back at once is none to be cut."""
        oldest, since = next(iter(self.newcomers.items()))
        if time.monotonic() - since > NEWCOMER_GRACE:
            oldest.cut("too_many_newcomers")
            self.newcomers.pop(oldest, None)

    def look_soon(self) -> None:
        """Only while there is somebody to look at: who is connected and has said and read all costs nothing."""
        self._rounds.go_on()

    def _cut_overdue(self) -> None:
        now = time.monotonic()
        for socket, since in list(self.newcomers.items()):
            if now - since < CONNECT_SECONDS:
                break
            self.newcomers.pop(socket, None)
            socket.cut("never_connected")
        for socket in list(self.behind):
            if reason := socket.overdue(now):
                socket.cut(reason)


def options(fan_out: str) -> dict[str, Any]:
    """What `SocketIO.init_app` takes for this way of fanning out: "hub" (with eventlet) or "stock".

    Whoever is silent is found by `Pings`, in every mode: python-engineio's own watch is left out.
    """
    return {"monitor_clients": False, **({"client_manager": FanOut()} if _has_hub(fan_out) else {})}


def install(socketio: Any, seldom: frozenset[str] = frozenset(), fan_out: str = "stock") -> Guard:
    """Guard this server, once, after `init_app`. Events in `seldom` are answered once a second at most."""
    server = socketio.server
    guard = server.eio.guard = Guard(server, seldom, _socket_class(fan_out))
    server.eio._async = {**server.eio._async, "websocket": Websocket}
    server.eio.on("message", guard.message)
    engineio.server.socket.Socket = _socket_for
    return guard


def _has_hub(fan_out: str) -> bool:
    return fan_out == "hub" and engine.mode() == "eventlet"


def _socket_class(fan_out: str) -> Any:
    if not _has_hub(fan_out):
        return GuardedSocket
    from workshop.transport.hub import HubSocket  # which imports eventlet

    return HubSocket


def of(socketio: Any) -> Guard:
    """The guard of this server."""
    guard: Guard = socketio.server.eio.guard
    return guard


def _socket_for(server: Any, sid: str) -> Any:
    """Other servers in this process keep the socket that they had."""
    return server.guard.socket_class(server, sid) if hasattr(server, "guard") else _stock_socket(server, sid)

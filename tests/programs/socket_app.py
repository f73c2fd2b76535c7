"""A small guarded server for tests/transport/test_oracle.py: python socket_app.py FANOUT. It does what it is asked."""

import sys

from workshop import engine

engine.patch("eventlet")

from flask import Flask, request  # noqa: E402
from flask_socketio import SocketIO, disconnect, emit, join_room, leave_room, rooms  # noqa: E402

from workshop.transport import counters, guard, packets  # noqa: E402

app = Flask(__name__)
socketio = SocketIO()
HEARD: list[str] = []


@socketio.on("connect")
def connect(auth=None):
    emit("welcome", auth)


@socketio.on("disconnect")
def left(reason=None):
    HEARD.append(f"gone: {reason}")


@socketio.on("do")
def do(work):
    """Each part of the work is one thing to do, in this order; the answer is what came of it."""
    return [WORK[name](*args) for name, *args in work]


def _emit(room, text, times=1, size=0, skip=False):
    for n in range(times):
        socketio.emit("said", [text, n, "x" * size], to=room, skip_sid=request.sid if skip else None)


def _ask(text):
    emit("said", [text, 0, ""], callback=lambda *values: HEARD.append(f"answered: {values}"))


def _cut(room):
    """In the midst of a broadcast: some are gone while it goes on."""
    _emit(room, "before")
    for _, eio_sid in list(socketio.server.manager.get_participants("/", room))[::2]:
        socketio.server.eio.disconnect(eio_sid)
    _emit(room, "after")


WORK = {
    "join": join_room, "leave": leave_room, "emit": _emit, "ask": _ask, "cut": _cut, "quit": disconnect,
    "rooms": lambda: sorted(room for room in rooms() if room != request.sid),
    "close": socketio.close_room, "heard": lambda: list(HEARD), "counts": counters.counts,
    "connected": lambda: len(socketio.server.eio.sockets),
    "left over": lambda: sum(len(r) for r in socketio.server.manager.rooms.get("/", {}).values()),
}  # fmt: skip

socketio.init_app(
    app, async_mode="eventlet", async_handlers=False, transports=["websocket"], json=packets.StrictJSON,
    serializer=packets.text_packet(frozenset({"do"})), cors_allowed_origins=[], ping_interval=10, ping_timeout=10,
    **guard.options(sys.argv[1]),
)  # fmt: skip
guard.install(socketio, fan_out=sys.argv[1])
engine.serve(app, "127.0.0.1", 0, on_ready=lambda port: print(f"ready {port}", flush=True), on_stop=lambda: None)

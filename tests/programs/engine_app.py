"""A small Socket.IO server for tests/engine/test_engine.py: python engine_app.py MODE PORT [stuck]."""

import sys
import time

from workshop import engine

engine.patch(sys.argv[1])

from flask import Flask, request  # noqa: E402
from flask_socketio import SocketIO, emit  # noqa: E402

app = Flask(__name__)
socketio = SocketIO(app, async_mode=engine.mode(), async_handlers=False, transports=["websocket"])


served = 0


@app.get("/hello")
def hello():
    global served
    served += 1
    return "hello"


@app.get("/hang")
def hang():
    engine.sleep(60)
    return "late"


@app.get("/left")
def left():
    """Says so when whoever asked has hung up."""
    while not engine.has_left(request.environ):
        engine.sleep(0.02)
    print("left", flush=True)
    return ""


@app.get("/compute")
def compute():
    return "others were served" if engine.in_thread(_busy_until_others_are_served) else "nobody was served"


@socketio.on("ping")
def ping(value):
    return value


@socketio.on("spread")
def spread(value):
    engine.spawn(_later, value, request.sid)


def _later(value, sid):
    socketio.emit("spread", value, to=sid)
    raise RuntimeError("this must be logged")


@socketio.on("connect")
def connect():
    emit("welcome", engine.mode())


def _busy_until_others_are_served():
    """Never waits, so it blocks for real. Three of them, or ten seconds in vain."""
    before, end = served, time.perf_counter() + 10
    while served < before + 3 and time.perf_counter() < end:
        sum(range(1000))
    return served >= before + 3


def goodbye():
    socketio.emit("bye", {})
    print("goodbye", flush=True)
    if "stuck" in sys.argv:
        engine.sleep(60)


engine.serve(
    app,
    "127.0.0.1",
    int(sys.argv[2]),
    on_ready=lambda port: print(f"ready {port}", flush=True),
    on_stop=goodbye,
)

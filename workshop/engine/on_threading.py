"""Plain threads: for tests and tools, and for servers that want neither eventlet nor gevent."""

import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from importlib import import_module
from typing import Any

from workshop.engine.serving import StopSignal

FLUSH = 0.3  # seconds for the threads that write to clients, which are not ours to wait for
original = import_module  # nothing was patched


def patch() -> None:
    """Threads need no help."""


def start(function: Callable[..., object], *args: object) -> None:
    threading.Thread(target=function, args=args, daemon=True).start()


def in_thread(function: Callable[..., Any], args: tuple[object, ...]) -> Any:
    return function(*args)  # whoever calls has a real thread already


def connection(environ: dict[str, Any]) -> int | None:
    came_by = environ.get("werkzeug.socket")
    return came_by.fileno() if came_by else None


class Event:
    def __init__(self) -> None:
        self._future: Future[Any] = Future()

    def send(self, value: object = None) -> None:
        self._future.set_result(value)

    def wait(self, timeout: float | None = None) -> Any:
        return self._future.result(timeout)


def serve(
    listener: socket.socket,
    app: Callable[..., Any],
    stop: StopSignal,
    ready: Callable[[], None],
    on_stop: Callable[[], None],
) -> None:
    from werkzeug.serving import WSGIRequestHandler, make_server  # servers only; tools start faster without

    class Quiet(WSGIRequestHandler):
        def log_request(self, *args: object) -> None:
            """Addresses are nobody's business."""

    host, port = listener.getsockname()[:2]
    server = make_server(host, port, app, threaded=True, request_handler=Quiet, fd=listener.fileno())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ready()
    os.read(stop.reader, 1)
    stop.came()
    server.shutdown()
    server.server_close()
    listener.close()
    on_stop()
    time.sleep(FLUSH)

"""Plain threads: for tests and tools, and for servers that want neither eventlet nor gevent."""

import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from importlib import import_module
from typing import Any

from workshop.engine import refusals
from workshop.engine.request_heads import is_sound
from workshop.engine.request_reader import READER, buffered
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


def give_back() -> list[bytes]:
    raise ConnectionError  # werkzeug's word for a connection that is served no more


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
    count: Callable[[str], object],
) -> None:
    from werkzeug.serving import WSGIRequestHandler, make_server  # servers only; tools start faster without

    class Quiet(WSGIRequestHandler):
        def log_request(self, *args: object) -> None:
            """Addresses are nobody's business."""

        def setup(self) -> None:
            super().setup()
            self.rfile.close()
            self._reader, self.rfile = buffered(self.connection, count)

        def handle_one_request(self) -> None:
            self._reader.wait_for_request()
            super().handle_one_request()

        def parse_request(self) -> bool:
            if not super().parse_request():
                return False
            sound = is_sound(self.headers.items())
            if not sound:
                self.close_connection = True
                self.wfile.write(refusals.answer(400))
                refusals.let_it_arrive(self.connection)
            return sound

        def make_environ(self) -> dict[str, Any]:
            self._reader.head_is_read()
            return {**super().make_environ(), READER: (self._reader, self.rfile)}

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

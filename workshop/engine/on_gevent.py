"""gevent: it patches the standard library so well that most of this is plain threads again."""

import socket
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

import gevent
import gevent.monkey
import gevent.os
import gevent.pool
import gevent.pywsgi
import gevent.socket

from workshop.engine import refusals
from workshop.engine.on_threading import Event, start
from workshop.engine.request_heads import is_sound
from workshop.engine.request_reader import READER, TAKEN, buffered
from workshop.engine.serving import GRACE, StopSignal, connection_limit

__all__ = ["Event", "in_thread", "original", "patch", "serve", "start"]


gevent.pywsgi._REQUEST_TOO_LONG_RESPONSE = refusals.answer(414)
gevent.pywsgi._BAD_REQUEST_RESPONSE = refusals.answer(400)


class _Original:
    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return gevent.monkey.get_original(self._name, attribute)


original = _Original


def patch() -> None:
    gevent.monkey.patch_all()
    try:
        extensions = import_module("psycopg2.extensions")
    except ImportError:
        return  # no PostgreSQL here
    extensions.set_wait_callback(_wait_for_postgres)


def _wait_for_postgres(connection: Any) -> None:
    """psycopg2 waits in C, which gevent cannot patch; this lets the others run meanwhile."""
    from psycopg2.extensions import POLL_OK, POLL_READ

    while (state := connection.poll()) != POLL_OK:
        wait = gevent.socket.wait_read if state == POLL_READ else gevent.socket.wait_write
        wait(connection.fileno())


def in_thread(function: Callable[..., Any], args: tuple[object, ...]) -> Any:
    return gevent.get_hub().threadpool.apply(function, args)


def connection(environ: dict[str, Any]) -> int | None:
    return int(environ["wsgi.input"].rfile.fileno())


class _Handler(gevent.pywsgi.WSGIHandler):
    """One connection: its requests have deadlines, and after each the others have their turn."""

    count: Callable[[str], object]

    def MessageClass(self, *args: Any) -> Any:
        """The library's name for what reads the head of a request."""
        headers = super().MessageClass(*args)
        if not is_sound(headers.items()):
            raise ValueError
        return headers

    def __init__(self, sock: Any, address: Any, server: Any) -> None:
        self._reader, file = buffered(sock, self.count)
        super().__init__(sock, address, server, rfile=file)

    def handle(self) -> None:
        with suppress(OSError):  # gone before it was told what was wrong with its request
            super().handle()

    def handle_one_request(self) -> Any:
        gevent.sleep(0)  # a client that sends many at once is never waited for
        self._reader.wait_for_request()
        return super().handle_one_request()

    def _handle_client_error(self, ex: Exception) -> Any:
        return None if isinstance(ex, OSError) else super()._handle_client_error(ex)  # too slow, or gone

    def get_environ(self) -> dict[str, Any]:
        self._reader.head_is_read()
        return {**super().get_environ(), READER: (self._reader, self.rfile)}

    def process_result(self) -> None:
        if self.environ.get(TAKEN):
            self.close_connection = True  # a websocket took it over, and nothing more is written
        else:
            super().process_result()


def give_back() -> list[bytes]:
    return []


def serve(
    listener: socket.socket,
    app: Callable[..., Any],
    stop: StopSignal,
    ready: Callable[[], None],
    on_stop: Callable[[], None],
    count: Callable[[str], object],
) -> None:
    _Handler.count = staticmethod(count)
    pool = gevent.pool.Pool(connection_limit())
    server = gevent.pywsgi.WSGIServer(listener, app, spawn=pool, log=None, error_log=None, handler_class=_Handler)
    server.start()
    ready()
    gevent.os.tp_read(stop.reader, 1)
    stop.came()
    server.close()
    on_stop()
    server.stop(timeout=GRACE)

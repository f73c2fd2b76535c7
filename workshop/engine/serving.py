"""What serving needs in every mode: the listening socket, the limit on connections, the stop signal."""

import io
import logging
import os
import resource
import signal
import socket
from collections.abc import Callable
from typing import Any

from workshop.util.phrases import marked, phrase

log = logging.getLogger("workshop.engine")
IN_USE = marked(
    "{host} port {port} cannot be served: {why}. "
    "Stop the program that uses it, or choose another with --host and --port."
)

DEADLINE = 2.5  # seconds from the signal until the process is gone, come what may: 3 on a busy machine
GRACE = 1.0  # seconds of it in which connections may end by themselves
BACKLOG = 4096
MOST_FILES = 200_000
SPARE_FILES = 64  # for databases, logs and static files; each other descriptor may be a connection


class CannotListen(Exception):
    """The address cannot be served; the text says why and what to do."""


def hung_up(original: Callable[[str], Any], connection: int) -> bool:
    """Whether the other end of this descriptor is closed. It looks, without waiting and without taking anything."""
    try:
        with original("socket").socket(fileno=os.dup(connection)) as looking:
            return bool(looking.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b"")
    except BlockingIOError:
        return False  # still there, and silent
    except OSError:
        return True


def listen(host: str, port: int, shared: bool = False) -> socket.socket:
    """`shared`: other processes of ours listen on the same port."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Accepted sockets inherit this. With Nagle's delay an answer takes 44 ms instead of 3.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if shared:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        raise CannotListen(phrase(IN_USE, host=host, port=port, why=error.strerror)) from None
    return listener


def connection_limit() -> int:
    """How many connections this process can hold, after raising its limit on open files to the top."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
    return max(limit - SPARE_FILES, limit // 2)


def loud(app: Callable[..., Any]) -> Callable[..., Any]:
    """The servers' own logs are off, for they hold addresses; a bug must be seen all the same."""

    def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        environ["wsgi.errors"] = io.StringIO()  # where eventlet tells whose websocket did not close well
        try:
            return app(environ, start_response)
        except ConnectionError:
            raise  # the client is gone, and in threads that is how a websocket ends
        except Exception:
            log.exception("A request failed outside the app.")
            raise

    return call


class StopSignal:
    """SIGTERM and SIGINT as a byte in a pipe, written in C by whichever thread the signal hits.

    `original(name)` gives a module of the standard library as it was before any patching.
    """

    def __init__(self, original: Callable[[str], Any]) -> None:
        self._original = original
        self.reader, writer = os.pipe()
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)

    def came(self) -> None:
        """A real thread now ends the process at the deadline, whatever hangs."""
        self._original("_thread").start_new_thread(self._exit_at_deadline, ())

    def _exit_at_deadline(self) -> None:
        self._original("time").sleep(DEADLINE)
        os._exit(0)  # what was acknowledged is committed: nothing is lost

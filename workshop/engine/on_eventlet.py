"""Green threads of eventlet: the engine Workshop runs on."""

import io
import logging
import os
import socket
import warnings
from collections.abc import Callable
from typing import Any

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

from workshop.util.left_out import left_out  # noqa: E402 - after the filter, as all that follows

os.environ["EVENTLET_NO_GREENDNS"] = "yes"  # its resolver is 200 modules; threads look names up as everybody does
with left_out("OpenSSL"):
    import eventlet
import eventlet.event  # noqa: E402
import eventlet.green.socket  # noqa: E402
import eventlet.hubs.epolls  # noqa: E402
import eventlet.patcher  # noqa: E402
import eventlet.tpool  # noqa: E402
import eventlet.wsgi  # noqa: E402

from workshop.engine import refusals, request_heads  # noqa: E402
from workshop.engine.request_reader import READER, buffered  # noqa: E402
from workshop.engine.serving import GRACE, StopSignal, connection_limit  # noqa: E402

log = logging.getLogger("workshop.engine")
original = eventlet.patcher.original


EVENTS = 128  # lines that are heard in one turn of the hub: where a thousand leave at once, others are served between


def patch() -> None:
    eventlet.hubs.epolls.Hub.do_poll = _some_at_a_time
    eventlet.green.socket.getaddrinfo = _look_up
    eventlet.monkey_patch()
    eventlet.tpool.QUIET = True  # in_thread raises what went wrong; printing it too is once too often


def _some_at_a_time(hub: Any, seconds: float) -> list[tuple[int, int]]:
    """Those after the first come in the next turns, in the order of the kernel, which forgets nobody."""
    found: list[tuple[int, int]] = hub.poll.poll(seconds, EVENTS)
    return found


def _look_up(host: Any, port: Any, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0) -> Any:
    """socket.getaddrinfo: an address is known at once, a name is asked for in a thread while others go on."""
    ask = original("socket").getaddrinfo
    try:
        return ask(host, port, family, type, proto, flags | socket.AI_NUMERICHOST)
    except socket.gaierror:
        return eventlet.tpool.execute(ask, host, port, family, type, proto, flags)


def start(function: Callable[..., object], *args: object) -> None:
    eventlet.spawn_n(function, *args)


def in_thread(function: Callable[..., Any], args: tuple[object, ...]) -> Any:
    return eventlet.tpool.execute(function, *args)


def connection(environ: dict[str, Any]) -> int | None:
    """The descriptor of the socket that a request came by, None where it came by none."""
    given = environ.get("eventlet.input")
    return given.get_socket().fileno() if given else None


class Event:
    def __init__(self) -> None:
        self._event = eventlet.event.Event()

    def send(self, value: object = None) -> None:
        self._event.send(value)

    def wait(self, timeout: float | None = None) -> Any:
        if timeout is None:
            return self._event.wait()
        with eventlet.Timeout(timeout, TimeoutError):
            return self._event.wait()


class _Listener:
    """eventlet's server stops for good when one accept fails; a connection that broke early is no reason."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._closed = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._listener, name)

    def accept(self) -> Any:
        while True:
            try:
                return self._listener.accept()
            except OSError as error:
                self._rest_after(error)

    def _rest_after(self, error: OSError) -> None:
        """Once closed, for ever: leaving accept would make eventlet cut the websockets before the goodbye."""
        if self._closed:
            eventlet.event.Event().wait()
        log.warning("A connection could not be accepted: %s", error.strerror)
        eventlet.sleep(0.05)

    def close(self) -> None:
        """Takes no more; its number stays taken, or the hub would wake whoever accepts for the next who gets it."""
        if not self._closed:
            self._closed = True
            self._listener.shutdown(socket.SHUT_RDWR)


class _Protocol(eventlet.wsgi.HttpProtocol):
    """One connection: its requests have deadlines, and after each the others have their turn."""

    count: Callable[[str], object]
    at_once: Callable[[request_heads.Head, bool], bytes | None]
    rfile: Any

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self._reader, self.rfile = buffered(self.connection, self.count)

    def handle_one_request(self) -> None:
        eventlet.sleep(0)  # a client that sends many at once is never waited for
        self._reader.wait_for_request()
        super().handle_one_request()

    def get_environ(self) -> dict[str, Any]:
        self._reader.head_is_read()
        return {**super().get_environ(), READER: (self._reader, self._file)}

    def parse_request(self) -> bool:
        """The library reads the head through a file of its own for a while."""
        self._file = self.rfile.fp
        if not request_heads.is_request_line(self.raw_requestline):
            return self._refuse(400)
        try:
            lines = self._lines()
        except (eventlet.wsgi.HeaderLineTooLong, eventlet.wsgi.HeadersTooLarge):
            return self._refuse(431)
        except TimeoutError:
            return self._refuse(408)
        head = request_heads.read(self.raw_requestline, lines)
        if head is None:
            self.rfile = io.BytesIO(b"".join(lines))
            whole = request_heads.is_readable(lines) or self._refuse(431 if len(lines) > request_heads.LINES else 400)
            return whole and bool(super().parse_request()) and self._is_sound()
        self.requestline = self.raw_requestline.decode("ascii").rstrip()
        self.command, self.path, self.request_version, self.headers = head
        kept = head.headers.get("connection", "").lower()
        self.close_connection = kept == "close" or (head.version == "HTTP/1.0" and kept != "keep-alive")
        if not self._is_sound():
            return False
        answer = None if head.version == "HTTP/1.0" else self.at_once(head, self.close_connection)
        if answer is not None:
            self._send(answer)
        return answer is None

    def _is_sound(self) -> bool:
        return request_heads.is_sound(self.headers.items()) or self._refuse(400)

    def _refuse(self, status: int) -> bool:
        self.close_connection = True
        self._send(refusals.answer(status))
        refusals.let_it_arrive(self.connection)
        return False

    def send_error(self, code: int, *_: object) -> None:
        """The library's own page would come without a head where it could not read the version."""
        self._refuse(code)

    def _send(self, answer: bytes) -> None:
        try:
            self.wfile.write(answer)
            self.wfile.flush()
        except OSError:
            self.close_connection = True  # gone before it was read

    def _lines(self) -> list[bytes]:
        """Up to the empty one, or one more than may be."""
        lines: list[bytes] = []
        while len(lines) <= request_heads.LINES:
            lines.append(self.rfile.readline(request_heads.LONGEST))
            if lines[-1] in (b"\r\n", b"\n", b""):
                break
        return lines

    def _read_request_line(self) -> bytes:
        if self.rfile.closed:
            return b""
        try:
            line = bytes(self.rfile.readline(self.server.url_length_limit))
        except ConnectionError:
            return b""
        except TimeoutError:
            if self._reader.has_begun:
                self._refuse(408)
            raise
        return line if len(line) < self.server.url_length_limit or self._refuse(414) else b""

    def log_message(self, *_: object) -> None:
        """Where a request cannot be read, the library would print it to stderr, with its sender's address."""


def answer_at_once(at_once: Callable[[request_heads.Head, bool], bytes | None]) -> None:
    """What it gives for a head is sent as it is; for None the app answers."""
    _Protocol.at_once = staticmethod(at_once)


def give_back() -> list[bytes]:
    eventlet.wsgi.WSGI_LOCAL.already_handled = True
    return []


def serve(
    listener: socket.socket,
    app: Callable[..., Any],
    stop: StopSignal,
    ready: Callable[[], None],
    on_stop: Callable[[], None],
    count: Callable[[str], object],
) -> None:
    pool = eventlet.GreenPool(connection_limit())  # by default it would be 1,024
    doors = _Listener(listener)
    _Protocol.count = staticmethod(count)
    options: dict[str, Any] = {"log_output": False, "debug": False, "protocol": _Protocol}
    acceptor = eventlet.spawn(eventlet.wsgi.server, doors, app, custom_pool=pool, **options)
    eventlet.sleep()
    ready()
    eventlet.hubs.trampoline(stop.reader, read=True)
    stop.came()
    doors.close()
    on_stop()
    with eventlet.Timeout(GRACE, False):
        pool.waitall()
    acceptor.kill()  # cuts what is left

"""Requests are read with deadlines by total time: whoever sends a byte now and then holds no place for long."""

import io
import time
from collections.abc import Callable
from typing import Any

FIRST_BYTE = 15.0  # seconds that a kept connection may rest between two requests
HEAD = 10.0  # seconds from the first byte of a request until its head is whole
BODY = 30.0  # seconds for all that follows it
WRITE = 60.0  # seconds in which something of an answer must be taken
TAKEN = "workshop.taken"  # in the environ of a request whose connection a websocket took over
READER = "workshop.reader"


class RequestReader(io.RawIOBase):
    """What comes over `sock`, for a BufferedReader. At a deadline it raises TimeoutError, after `count(reason)`."""

    def __init__(self, sock: Any, count: Callable[[str], object]) -> None:
        self.sock, self._count = sock, count
        self._sock = sock  # where simple_websocket looks for it, with gevent
        self.taken = False
        self.wait_for_request()

    def wait_for_request(self) -> None:
        self._deadline, self._begun = time.monotonic() + FIRST_BYTE, False

    def head_is_read(self) -> None:
        self._deadline, self._begun = time.monotonic() + BODY, True

    @property
    def has_begun(self) -> bool:
        """Whether something of the request has come; else the line rests."""
        return self._begun

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return int(self.sock.fileno())

    def readinto(self, buffer: Any) -> int | None:
        if self.taken:
            return None  # only what lies in the buffer already is asked for
        try:
            got = self._receive(buffer)
        except TimeoutError:
            if self._begun:
                self._count("slow_request")
            raise
        self.sock.settimeout(WRITE)
        if not self._begun:
            self._deadline, self._begun = time.monotonic() + HEAD, True
        return got

    def _receive(self, buffer: Any) -> int:
        left = self._deadline - time.monotonic()
        try:
            if left <= 0:
                raise TimeoutError("timed out")
            self.sock.settimeout(left)
            return int(self.sock.recv_into(buffer))
        except TimeoutError:
            if self._begun:
                raise
        return self._came_meanwhile(buffer)

    def _came_meanwhile(self, buffer: Any) -> int:
        """A request that was sent in time may lie here unread, where the server was held up as its time ran out."""
        self.sock.settimeout(0)
        try:
            return int(self.sock.recv_into(buffer))
        except BlockingIOError:
            raise TimeoutError("timed out") from None


def buffered(sock: Any, count: Callable[[str], object]) -> tuple[RequestReader, io.BufferedReader]:
    reader = RequestReader(sock, count)
    return reader, io.BufferedReader(reader)


def take_over(environ: dict[str, Any]) -> tuple[Any, bytes]:
    """The socket that a request came by, and what was read from it beyond the request. The server lets go of it."""
    reader, file = environ[READER]
    reader.taken = environ[TAKEN] = True
    return reader.sock, bytes(file.peek())

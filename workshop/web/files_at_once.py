"""A static file as a whole answer, as soon as its request is read: what a crowd asks for most needs no WSGI.

Only what needs no look at anything else: the newest address of a file, asked for under a name that is served here, by
a browser that has nothing of it yet. Every other request goes the long way, through the gate to `assets.StaticFiles`.
"""

import time
from collections.abc import Callable
from email.utils import formatdate

from workshop.engine.request_heads import Head
from workshop.web.assets import FOR_EVER, Assets, coding_of, headers_of

CLOSE = b"Connection: close\r\n"


class FilesAtOnce:
    """`is_known(host)`: whether pages are served under this Host."""

    def __init__(self, assets: Assets, is_known: Callable[[str], bool]) -> None:
        self._assets, self._is_known = assets, is_known
        self._start = f"{assets.root}/static/"
        self._date = 0, b""

    def __call__(self, head: Head, last: bool) -> bytes | None:
        """The answer; None where it needs a closer look. `last`: the connection is closed after it."""
        asked = head.headers.get
        if head.command != "GET" or not head.path.startswith(self._start) or asked("if-none-match") is not None:
            return None
        if asked("content-length") or asked("transfer-encoding") or not self._is_known(asked("host", "").lower()):
            return None
        found = self._assets.find(head.path.removeprefix(self._start))
        if found is None or found[1] != FOR_EVER:
            return None
        file, coding = found[0], coding_of(found[0], asked("accept-encoding", ""))
        if coding not in file.answers:
            body = file.packed[coding] if coding else file.body
            lines = "".join(f"{name}: {value}\r\n" for name, value in headers_of(file, FOR_EVER, coding, len(body)))
            file.answers[coding] = f"HTTP/1.1 200 OK\r\n{lines}".encode("latin-1"), body
        top, body = file.answers[coding]
        return b"".join((top, self._now(), CLOSE if last else b"", b"\r\n", body))

    def _now(self) -> bytes:
        now = int(time.time())
        if now != self._date[0]:
            self._date = now, f"Date: {formatdate(now, usegmt=True)}\r\n".encode()
        return self._date[1]

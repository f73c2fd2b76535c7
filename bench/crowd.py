"""A thousand lines in one process, read as they come; and a phone's whole way in."""

import gzip
import json
import re
import resource
import selectors
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.support.server import Server
from tests.transport.line import Line

OF_A_PAGE = re.compile(
    rb'<(?:link[^>]*rel="(?:stylesheet|preload|icon)"[^>]*href|script[^>]*src|use[^>]*href)="(/static/[^"#]+)'
)


class Crowd:
    """Lines that are all read by whoever waits for something."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self._selector = selectors.DefaultSelector()
        for line in lines:
            line.socket.setblocking(False)
            self._selector.register(line.socket, selectors.EVENT_READ, line)

    def until(self, token: bytes, seconds: float = 60) -> None:
        """Until each of them has been told this; pings are answered meanwhile."""
        missing, ends, end = set(self.lines), dict.fromkeys(self.lines, b""), time.monotonic() + seconds
        while missing:
            assert time.monotonic() < end, f"{len(missing)} have not been told {token!r}"
            for key, _ in self._selector.select(0.1):
                got = key.fileobj.recv(1 << 18)  # type: ignore[union-attr]
                assert got, "thrown out"
                if b"\x81\x012" in got:
                    key.data.say("3")
                if token in ends[key.data] + got:
                    missing.discard(key.data)
                ends[key.data] = got[-len(token) :]

    def say(self, text: str) -> None:
        for line in self.lines:
            line.say(text)

    def go(self) -> None:
        for line in self.lines:
            line.socket.close()


@contextmanager
def connected(server: Server, session: str, cookies: list[str]) -> Iterator[Crowd]:
    """All of them, in one moment; each says who they are as soon as their line is open, as browsers do."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    who = "40" + json.dumps({"proto": 1, "session": session, "as": "participant", "tab": "t"})

    def come(cookie: str) -> Line:
        line = Line(server, cookie)
        line.say(who)
        return line

    with ThreadPoolExecutor(32) as pool:
        crowd = Crowd(list(pool.map(come, cookies)))
    crowd.until(b'42["hello"')
    try:
        yield crowd
    finally:
        crowd.go()


class Browser:
    """One kept connection, and no more of HTTP than it takes to load a page."""

    def __init__(self, server: Server, cookie: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        self._of_all = f"Host: 127.0.0.1:{server.port}\r\nAccept-Encoding: gzip\r\nCookie: {cookie}\r\n\r\n"

    def get(self, path: str) -> bytes:
        self._socket.sendall(f"GET {path} HTTP/1.1\r\n{self._of_all}".encode())
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._more()
        top, _, body = got.partition(b"\r\n\r\n")
        assert b" 200 " in top.partition(b"\r\n")[0], top
        size = int(re.search(rb"(?i)content-length: (\d+)", top)[1])  # type: ignore[index]
        while len(body) < size:
            body += self._more()
        return gzip.decompress(body) if b"content-encoding: gzip" in top.lower() else body

    def _more(self) -> bytes:
        got = self._socket.recv(1 << 18)
        assert got, "closed"
        return got

    def close(self) -> None:
        self._socket.close()


def files_of(page: bytes) -> list[str]:
    """What a browser that knows nothing yet loads with it."""
    shown = re.sub(rb"(?s)<noscript>.*?</noscript>", b"", page)
    return list(dict.fromkeys(path.decode() for path in OF_A_PAGE.findall(shown)))


def come_whole(server: Server, session: str, cookie: str, files: list[str]) -> tuple[float, Line]:
    """The page, its files, and the line until its `hello`. Seconds, and the line."""
    begin = time.monotonic()
    browser = Browser(server, cookie)
    for path in (f"/s/{session}", *files):
        browser.get(path)
    browser.close()
    line = Line(server, cookie)
    line.socket.settimeout(60)
    line.come_in(session)
    return time.monotonic() - begin, line

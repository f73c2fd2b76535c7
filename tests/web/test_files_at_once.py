"""A file that is answered at once is the answer that the long way gives, and only who may have it gets it so."""

import re
import socket

import pytest

from tests.support.server import Server


def ask(server: Server, *requests: str, host: str = "") -> bytes:
    """All that comes for these requests, sent in one go over one connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        for request in requests:
            line.sendall(f"{request}\r\nHost: {host or f'127.0.0.1:{server.port}'}\r\n\r\n".encode())
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b""))


def parts(answer: bytes) -> tuple[bytes, set[bytes], bytes]:
    """Its first line without the version, its other lines but those about time and the connection, and the body.

    In small letters: eventlet writes the names of headers in its own way.
    """
    top, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = top.split(b"\r\n")
    told = {line.lower() for line in lines if not line.startswith((b"Date:", b"Connection:"))}
    return first.partition(b" ")[2], told, body


@pytest.fixture(scope="module")
def files(server: Server) -> list[str]:
    """What the page at the door loads."""
    page = ask(server, "GET / HTTP/1.0").decode()
    return sorted(set(re.findall(r'"(/static/[0-9a-f]{12}/[^"#]+)', page)))


@pytest.mark.parametrize("more", ["", "\r\nAccept-Encoding: gzip, deflate", "\r\nAccept-Encoding: gzip;q=0"])
def test_it_is_the_same_answer(server: Server, files: list[str], more: str):
    assert files
    for path in files:
        at_once, long_way = (ask(server, f"GET {path} HTTP/{version}{more}") for version in ("1.1", "1.0"))
        assert parts(at_once) == parts(long_way)
        assert b"\r\nDate: " in at_once


def test_several_over_one_connection(server: Server, files: list[str]):
    path = files[0]
    answers = ask(server, *[f"GET {path} HTTP/1.1"] * 3, f"GET {path} HTTP/1.1\r\nConnection: close")
    assert answers.count(b"HTTP/1.1 200 OK\r\n") == 4
    assert answers.count(b"Connection: close\r\n") == 1


def test_nobody_gets_it_under_a_foreign_name(server: Server, files: list[str]):
    assert ask(server, f"GET {files[0]} HTTP/1.1", host="evil.example").startswith(b"HTTP/1.1 403 ")


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("HEAD {path} HTTP/1.1", b"200"),
        ("POST {path} HTTP/1.1\r\nContent-Length: 0", b"40"),
        ("GET {old} HTTP/1.1", b"200"),
        ("GET {path}x HTTP/1.1", b"404"),
        ('GET {path} HTTP/1.1\r\nIf-None-Match: "{mark}"', b"304"),
    ],
)
def test_all_else_goes_the_long_way(server: Server, files: list[str], asked: str, status: bytes):
    path = files[0]
    mark = path.split("/")[2]
    request = asked.format(path=path, old=path.replace(mark, "0" * 12), mark=mark)
    answer = ask(server, request)
    assert answer.startswith(b"HTTP/1.1 " + status)
    assert ("immutable" in answer.partition(b"\r\n\r\n")[0].decode()) == (
        status in (b"200", b"304") and "0" * 12 not in request
    )

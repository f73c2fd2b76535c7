"""What is read quickly of a request's head is what the standard library reads; all else is left to it."""

import http.client
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.engine.request_heads import read

PLAIN = [b"Host: a.example\r\n", b"Cookie: one=1; two=2\r\n", b"X-Empty:\r\n", b"ACCEPT:*/*\r\n"]
ODD = [
    b"Host : a.example\r\n", b" folded\r\n", b"\tfolded\r\n", b"no colon\r\n", b": no name\r\n", b"X: one\ntwo\r\n",
    b"X: one\rtwo\r\n", b"X: \x00\r\n", b"X: \x85\r\n", b"X\xe9: y\r\n", b"Host: a.example\n", b"X(y): z\r\n",
]  # fmt: skip
NAMES, VALUES = (
    st.sampled_from(["Host", "host", "X-a", "Content-Length", "Cookie"]),
    st.text(st.characters(codec="ascii")),
)


@given(st.lists(st.tuples(NAMES, VALUES), max_size=6))
def test_what_it_reads_the_standard_library_reads_too(named: list[tuple[str, str]]):
    lines = [f"{name}: {value}\r\n".encode() for name, value in named] + [b"\r\n"]
    head = read(b"GET / HTTP/1.1\r\n", lines)
    if head is None:
        return
    known = http.client.parse_headers(io.BytesIO(b"".join(lines)))
    assert [(name, value.strip(" \t")) for name, value in known.items()] == head.headers._headers
    assert all(head.headers.get(name.upper()) == known.get(name).strip(" \t") for name in known)


def test_a_head_as_browsers_write_it():
    head = read(b"GET //s/abc?x=1 HTTP/1.1\r\n", [*PLAIN, b"\r\n"])
    assert head is not None
    assert (head.command, head.path, head.version) == ("GET", "/s/abc?x=1", "HTTP/1.1")
    assert [head.headers.get(name) for name in ("host", "X-EMPTY", "accept", "none")] == ["a.example", "", "*/*", None]


@pytest.mark.parametrize("line", ODD)
def test_what_no_browser_writes_is_left_to_the_library(line: bytes):
    assert read(b"GET / HTTP/1.1\r\n", [*PLAIN, line, b"\r\n"]) is None


@pytest.mark.parametrize(
    "first",
    [b"GET /\r\n", b"get / HTTP/1.1\r\n", b"GET  / HTTP/1.1\r\n", b"GET / HTTP/2.0\r\n", b"GET http://a/ HTTP/1.1\r\n"],
)
def test_nor_is_such_a_request_line_read(first: bytes):
    assert read(first, [*PLAIN, b"\r\n"]) is None


def test_nor_a_head_without_an_end_or_of_too_many_lines():
    assert read(b"GET / HTTP/1.1\r\n", [*PLAIN, b""]) is None
    assert read(b"GET / HTTP/1.1\r\n", [*PLAIN * 25, b"\r\n"]) is None

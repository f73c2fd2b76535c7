"""Deadlines of requests are kept, and nobody who asked in time is sent away because the server was held up."""

import socket
from collections.abc import Iterator

import pytest

from workshop.engine import request_reader
from workshop.engine.request_reader import RequestReader

Ends = tuple[socket.socket, socket.socket]


@pytest.fixture
def ends() -> Iterator[Ends]:
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


def test_a_request_that_lay_there_as_its_time_ran_out_is_read(ends: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_reader, "FIRST_BYTE", -1.0)
    reader = RequestReader(ends[0], pytest.fail)
    ends[1].sendall(b"GET")
    taken = bytearray(8)
    assert reader.readinto(taken) == 3
    assert taken.startswith(b"GET")


def test_whoever_asks_for_nothing_goes_uncounted(ends: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_reader, "FIRST_BYTE", -1.0)
    with pytest.raises(TimeoutError):
        RequestReader(ends[0], pytest.fail).readinto(bytearray(8))


def test_half_a_request_is_late_whatever_lies_there(ends: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_reader, "HEAD", -1.0)
    counted: list[str] = []
    reader = RequestReader(ends[0], counted.append)
    ends[1].sendall(b"GET / HT")
    assert reader.readinto(bytearray(3)) == 3
    with pytest.raises(TimeoutError):
        reader.readinto(bytearray(3))
    assert counted == ["slow_request"]

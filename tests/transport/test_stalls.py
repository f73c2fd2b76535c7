"""Nobody in the room waits because of others: no turn of the hub takes over 50 ms of the server's own time."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.conftest import Hall
from tests.support.watched import Watched
from tests.transport.line import Line, counts

PEOPLE = 120


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    running = Watched(tmp_path_factory.mktemp("server")).start()
    yield running
    assert running.stop() == 0
    assert running.faults() == []


@pytest.fixture(scope="module")
def hall(server: Watched) -> Hall:
    """Somebody has been through the first steps before, so that each has been shown once."""
    rehearsed, opened = Hall(server, "hello"), Hall(server, "hello")
    cookie = server.join(rehearsed.code, "Ann")["cookie"]
    with Line(server, cookie) as ann:
        ann.come_in(rehearsed.id)
        rehearsed.do("start", "next", "next")
    opened.cookies = {name: server.join(opened.code, name)["cookie"] for name in (f"Person {n}" for n in range(PEOPLE))}
    return opened


def connected(server: Watched, hall: Hall, count: int) -> None:
    until = time.monotonic() + 20
    while server.show(hall.id)["people"]["connected"] != count:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_the_watch_sees_what_stalls(server: Watched):
    """The proof that the test below can fail."""
    server.stalls()
    server.compute()
    until = time.monotonic() + 20
    while not (found := server.stalls()):
        assert counts(server) is not None  # something to do
        assert time.monotonic() < until
    assert " ms: " in found[0]


def test_a_crowd_comes_is_led_and_goes(server: Watched, hall: Hall, record_property):
    server.stalls()
    with ExitStack() as stack:
        lines = [stack.enter_context(Line(server, cookie)) for cookie in hall.cookies.values()]
        for line in lines:  # all of them in one moment
            line.say("40" + json.dumps({"proto": 1, "session": hall.id, "as": "participant", "tab": "t"}))
        readers = [threading.Thread(target=line.until, args=('42["hello"',)) for line in lines]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        hall.do("start", "next", "next")
        connected(server, hall, PEOPLE)
    connected(server, hall, 0)
    found = server.stalls()
    record_property("stalls", found)
    assert found == []

"""Hundreds of phones when the server is killed, stopped, or slowed by others: the figures of the long run."""

import json
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.chaos.test_kill import SCRIPT
from tests.conftest import Hall
from tests.realtime.test_fuzz import memory_of
from tests.support.server import Server
from tests.support.wire import Wire

PROGRAM = Path(__file__).parents[1] / "programs" / "returning.py"
pytestmark = pytest.mark.soak


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path, {"chaos.md": SCRIPT}).start()
    yield server
    server.stop()


class Crowd:
    """`size` people in one session, on a process of their own, at the step where they write."""

    def __init__(self, server: Server, size: int, pause: float) -> None:
        self.hall = Hall(server, "chaos")
        self.step = self.hall.go("reflect")
        cookies = [server.join(self.hall.code, f"Person {i}")["cookie"] for i in range(size)]
        self.process = subprocess.Popen(
            [sys.executable, str(PROGRAM), server.url, self.hall.id, self.step, str(pause)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.process.stdin.write("\n".join(cookies) + "\n\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "here\n"

    def told(self) -> list[dict[str, Any]]:
        """What each of them lived through; they go."""
        out, _ = self.process.communicate("\n", timeout=60)
        return json.loads(out)

    def until(self, connected: int, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while self.hall.server.show(self.hall.id)["people"]["connected"] != connected:
            assert time.monotonic() < deadline, self.hall.server.show(self.hall.id)["people"]
            time.sleep(0.2)
        time.sleep(5)  # until the last of them have read what they were told


@contextmanager
def crowd(server: Server, size: int, pause: float) -> Iterator[Crowd]:
    some = Crowd(server, size, pause)
    try:
        yield some
    finally:
        some.process.kill()
        some.process.communicate()


def back_after(told: list[dict[str, Any]], gone: float, ready: float, step: str) -> list[float]:
    """Seconds from the server's "Ready." to the right step, of each who was there again after it had gone."""
    firsts = [next((when, shown) for when, shown in person["came"] if when > gone) for person in told]
    assert {shown for _, shown in firsts} == {step}
    return sorted(when - ready for when, _ in firsts)


def test_the_server_is_killed_under_five_hundred(server: Server, record_property: Any):
    with crowd(server, 500, pause=5) as people:
        time.sleep(3)
        server.kill()
        gone = time.monotonic()
        server.start()
        ready = time.monotonic()
        people.until(connected=500)
        told = people.told()
    waits = back_after(told, gone, ready, people.step)
    record_property("seconds until 50 %, 95 %, all were back:", [round(waits[n], 1) for n in (250, 475, 499)])
    assert sum(p["lost"] for p in told) == 0
    assert waits[475] <= 2
    assert waits[499] <= 5
    assert server.faults() == []


def test_the_server_is_stopped_under_two_hundred(server: Server, record_property: Any):
    with crowd(server, 200, pause=1) as people:
        time.sleep(3)
        begin = time.monotonic()
        code = server.stop()
        seconds = (gone := time.monotonic()) - begin
        server.start()
        ready = time.monotonic()
        people.until(connected=200)
        told = people.told()
    waits = back_after(told, gone, ready, people.step)
    record_property("seconds until the process had ended:", round(seconds, 1))
    record_property("seconds until 50 %, all were back:", [round(waits[n], 1) for n in (100, 199)])
    assert (code, sum(p["lost"] for p in told)) == (0, 0)
    assert seconds <= 3
    assert waits[-1] <= 2
    assert server.faults() == []


@pytest.mark.parametrize("pongs", [False, True])
def test_fifty_who_stopped_reading_do_not_slow_two_hundred(server: Server, pongs: bool, record_property: Any):
    """Their lines are full; some of them go on saying that they are there."""
    with crowd(server, 200, pause=2) as people:
        hall = people.hall
        cookies = [server.join(hall.code, f"Stuck {i}")["cookie"] for i in range(50)]
        stuck = [Wire(server, hall.id, cookie) for cookie in cookies]
        for wire in stuck:
            wire.raw().setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        before, begin, frames = memory_of(server), time.monotonic(), 0
        while server.show(hall.id)["people"]["connected"] > 200:
            assert time.monotonic() < begin + 120
            hall.do("next", "back")
            frames += 2
            for wire in stuck if pongs else ():
                pong(wire)
        evicted, gained = time.monotonic() - begin, memory_of(server) - before
        for wire in stuck:
            wire.leave()
        told = people.told()
    beside = [wait for person in told for at, wait in person["waits"] if at >= begin]  # not while all came in
    waits = statistics.quantiles(beside, n=100)
    record_property("seconds, stages until they were out:", (round(evicted), frames))
    record_property("memory gained, MB:", round(gained, 1))
    record_property("p99 of the others' acks, ms:", round(waits[98] * 1000))
    assert evicted <= 21 or frames <= 256
    assert gained <= 10
    assert waits[98] <= 0.25
    assert server.faults() == []


def pong(wire: Wire) -> None:
    if line := wire.raw():
        with suppress(OSError):  # cut off by now
            line.sendall(b"\x81\x81\x00\x00\x00\x003")

"""The hub socket does what python-socketio's own way does: the same work on both, told by what clients read."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.transport.line import Line

PROGRAM = Path(__file__).parents[1] / "programs" / "socket_app.py"


class Client(Line):
    """Remembers what was said, in order."""

    def __init__(self, server: Any) -> None:
        super().__init__(server)
        self.said: list[Any] = []
        self.number = 0
        self.say("40{}")
        self.until("40")

    def do(self, *work: Any) -> Any:
        self.number += 1
        self.say(f"42{self.number}" + json.dumps(["do", work]))
        answer = self.hear(f"43{self.number}")
        return json.loads(answer.partition("[")[2][:-1])

    def hear(self, start: str = "42") -> str:
        """Read on until something begins so; what was said until then is kept."""
        while True:
            found = self._message()
            if found.startswith('42["said"'):
                text, n, filling = json.loads(found[2:])[1]
                self.said.append((text, n, len(filling)))
            elif found.startswith('421["said"'):
                self.said.append("asked")
                self.say('431["yes",2]')
            if found.startswith(start):
                return found

    def until_said(self, text: str) -> list[Any]:
        while not self.said or self.said[-1][0] != text:
            self.hear()
        return self.said


class Both:
    """The same clients at both servers; `tell` is what came of it, which must be equal."""

    def __init__(self, server: Any, stack: ExitStack) -> None:
        self.server, self._stack = server, stack

    def come(self, count: int) -> list[Client]:
        return [self._stack.enter_context(Client(self.server)) for _ in range(count)]


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, Any]]:
    running = {}
    for way in ("hub", "stock"):
        process = subprocess.Popen(
            [sys.executable, PROGRAM, way], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        port = int(process.stdout.readline().split()[1])
        running[way] = SimpleNamespace(process=process, port=port, url=f"http://127.0.0.1:{port}")
    yield running
    for server in running.values():
        server.process.terminate()
        _, errors = server.process.communicate(timeout=10)
        assert "Traceback" not in errors, errors


def same(servers: dict[str, Any], story: Any) -> Any:
    """What `story(both)` tells, which is the same whichever way the server fans out."""
    told = {}
    for way, server in servers.items():
        with ExitStack() as stack:
            told[way] = story(Both(server, stack))
    assert told["hub"] == told["stock"]
    return told["hub"]


def test_everybody_in_a_room_hears_it_in_order_and_nobody_else(servers: dict[str, Any]):
    def story(both: Both) -> Any:
        ann, ben, cy = both.come(3)
        for one in (ann, ben):
            one.do(["join", "red"])
        cy.do(["join", "blue"])
        ann.do(["emit", "red", "one", 50], ["emit", "blue", "two"], ["emit", ["red", "blue"], "three", 2])
        ann.do(["emit", "red", "four", 1, 0, True], ["emit", None, "end"])
        return [one.until_said("end") for one in (ann, ben, cy)], ann.do(["rooms"])

    said, _ = same(servers, story)
    assert [("four", 0, 0) in each for each in said] == [False, True, False]


def test_rooms_are_left_and_closed(servers: dict[str, Any]):
    def story(both: Both) -> Any:
        ann, ben = both.come(2)
        told = [ann.do(["join", "red"], ["join", "blue"], ["rooms"], ["leave", "red"], ["leave", "red"], ["rooms"])]
        ben.do(["join", "blue"])
        told += [ben.do(["close", "blue", "/"], ["rooms"]), ann.do(["rooms"])]
        ben.do(["emit", "blue", "nobody"], ["emit", None, "end"])
        return told, ann.until_said("end"), ben.until_said("end")

    same(servers, story)


def test_whoever_is_asked_can_answer(servers: dict[str, Any]):
    def story(both: Both) -> Any:
        ann = both.come(1)[0]
        ann.do(["ask", "well?"])
        ann.do(["emit", None, "end"])
        ann.until_said("end")
        heard = ann.do(["heard"])[0]
        return ann.said, [each for each in heard if each.startswith("answered")]

    assert same(servers, story)[1] == ["answered: ('yes', 2)"]


def test_slow_readers_have_everything_in_order(servers: dict[str, Any]):
    """More than fits into the sockets, so that frames are written in part and the rest waits."""

    def story(both: Both) -> Any:
        ann, slow = both.come(2)
        slow.do(["join", "red"])
        ann.do(["emit", "red", "much", 150, 6000], ["emit", "red", "end"])
        time.sleep(0.3)
        return slow.until_said("end")

    assert len(same(servers, story)) == 151


def test_of_those_who_read_nothing_each_goes_and_the_others_stay(servers: dict[str, Any]):
    def story(both: Both) -> Any:
        ann, ben, stuck = both.come(3)
        stuck.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        for one in (ben, stuck):
            one.do(["join", "red"])
        before = ann.do(["counts"])[0]["slow_reader"]
        for _ in range(30):
            ann.do(["emit", "red", "much", 10, 20_000])
            ben.do(["rooms"])
        ann.do(["emit", "red", "end"])
        return ben.until_said("end"), ann.do(["counts"])[0]["slow_reader"] - before

    said, cut = same(servers, story)
    assert (len(said), cut) == (301, 1)


def test_some_are_gone_in_the_midst_of_a_broadcast(servers: dict[str, Any]):
    def story(both: Both) -> Any:
        ann, *others = both.come(7)
        for one in others:
            one.do(["join", "red"])
        ann.do(["cut", "red"], ["emit", None, "end"])
        for one in others:
            with suppress(ConnectionError, OSError):
                one.until_said("end")
        return [one.said for one in others], ann.do(["connected"])

    said, connected = same(servers, story)
    assert connected == [4]
    assert [[text for text, _, _ in each] for each in said] == [["before"], ["before", "after", "end"]] * 3


def test_whoever_leaves_leaves_nothing_behind(servers: dict[str, Any]):
    def story(both: Both) -> Any:
        ann, *others = both.come(20)
        for one in others:
            one.do(["join", "red"])
        for n, one in enumerate(others):
            if n % 2:
                one.say("1")
            one.socket.close()
        until = time.monotonic() + 20
        while ann.do(["connected"]) != [1] and time.monotonic() < until:
            time.sleep(0.02)
        return ann.do(["connected"], ["left over"], ["emit", "red", "nobody"])

    assert same(servers, story) == [1, 2, None]

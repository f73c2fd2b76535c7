"""Many workshops on one server, and many that rest: nobody's step waits for what others have open."""

import json
import selectors
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import requests

from tests.support.server import KEY
from tests.support.signed_in import signed_in
from tests.support.watched import Watched
from tests.transport.line import Line

pytestmark = pytest.mark.soak
SESSIONS, PEOPLE, DORMANT, LONG = 50, 20, 1000, 500
EVERY, ROUNDS = 2.0, 10  # seconds between two steps of a workshop, and how many
QUICK = 0.25  # seconds from a command to the last of its twenty, on a machine with other work


def script(steps: int) -> str:
    shown = "".join(f"### Slide: Thought {n} (1 min)\n\nWhat people read on their phone.\n\n" for n in range(steps))
    return f"# Measured\n\n- format: 1\n\n{shown}### Poll: Tea? (1 min)\n\n- ( ) Yes\n- ( ) No\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    scripts = {"short.md": script(12), "long.md": script(LONG - 1)}
    running = Watched(tmp_path_factory.mktemp("server"), scripts).start()
    yield running
    assert running.stop() == 0
    assert running.faults() == []


class Room:
    """A workshop that runs: its people, and a console where nobody does anything."""

    def __init__(self, server: Watched, stack: ExitStack) -> None:
        self.server, self.id = server, server.create("short", rehearsal=True)["id"]
        made = server.api("POST", f"/sessions/{self.id}/participants", {"count": PEOPLE}).json()
        self.lines = [stack.enter_context(Line(server, person["cookie"])) for person in made]
        for line in self.lines:
            line.come_in(self.id)
        self.console = stack.enter_context(Line(server))
        who = {"proto": 1, "session": self.id, "as": "facilitator", "tab": "c", "key": KEY}
        self.console.say("40" + json.dumps(who))
        self.console.until('42["hello"')


class Reader:
    """Reads all lines of all rooms as they come: pings are answered, and stages counted."""

    def __init__(self, rooms: list[Room]) -> None:
        self._selector = selectors.DefaultSelector()
        self.seen = {room.id: 0 for room in rooms}
        for room in rooms:
            for line in room.lines:
                line.socket.setblocking(False)
                self._selector.register(line.socket, selectors.EVENT_READ, (line, room.id))
            room.console.socket.setblocking(False)
            self._selector.register(room.console.socket, selectors.EVENT_READ, (room.console, ""))

    def read(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            line, room = key.data
            got = key.fileobj.recv(262_144)  # type: ignore[union-attr]
            assert got, "thrown out"
            if b"\x81\x012" in got:
                line.say("3")
            if room:
                self.seen[room] += got.count(b'42["stage"')


def step_of(server: Watched, room: Room, reader: Reader, browser: requests.Session) -> float:
    """Seconds from the command until the last of its people has the step."""
    goal, begin = reader.seen[room.id] + PEOPLE, time.monotonic()
    path = f"{server.url}/api/sessions/{room.id}/commands"
    answer = browser.post(path, json={"command": "next"}, headers={"Authorization": f"Bearer {KEY}"}).json()
    assert answer["status"] == "ok", answer
    while reader.seen[room.id] < goal:
        assert time.monotonic() < begin + 20
        reader.read(0.05)
    return time.monotonic() - begin


def test_fifty_workshops_step_on_beside_fifty_idle_consoles(server: Watched, record_property: Any):
    with ExitStack() as stack:
        rooms = [Room(server, stack) for _ in range(SESSIONS)]
        for room in rooms:
            server.command(room.id, "start")
        reader, browser, waits = Reader(rooms), requests.Session(), []
        until = time.monotonic() + 3
        while time.monotonic() < until:
            reader.read(0.1)
        server.stalls()
        for _ in range(ROUNDS):
            due = time.monotonic()
            for room in rooms:
                due += EVERY / SESSIONS
                waits.append(step_of(server, room, reader, browser))
                while (left := due - time.monotonic()) > 0:
                    reader.read(left)
        stalls = server.stalls()
    cuts = statistics.quantiles(waits, n=100)
    record_property("command to the last of twenty, ms, p50 and p99:", [round(cuts[n] * 1000) for n in (49, 98)])
    record_property("stalls:", stalls)
    assert stalls == []
    assert cuts[98] <= QUICK


def test_a_thousand_that_rest_on_the_facilitators_page(server: Watched, record_property: Any):
    for _ in range(DORMANT):
        server.create("short")
    browser = signed_in(server)
    server.stalls()
    waits = []
    for _ in range(5):
        begin = time.monotonic()
        assert browser.get(f"{server.url}/host", timeout=20).ok
        waits.append(round((time.monotonic() - begin) * 1000))
    stalls = server.stalls()
    record_property("the facilitator's page, ms:", waits)
    record_property("stalls:", stalls)
    assert stalls == []


def test_a_script_of_five_hundred_steps_is_printed(server: Watched, record_property: Any):
    browser = signed_in(server)
    assert browser.get(f"{server.url}/host/scripts/short/print", timeout=60).ok  # templates are read once
    server.stalls()
    begin = time.monotonic()
    page = browser.get(f"{server.url}/host/scripts/long/print", timeout=60)
    record_property("printed, seconds:", round(time.monotonic() - begin, 2))
    assert page.text.count("Thought ") >= LONG - 1
    record_property("stalls, printed:", printed := server.stalls())
    assert printed == []


def test_a_script_of_five_hundred_steps_is_started(server: Watched, record_property: Any):
    started(server, "short")  # templates are read once
    server.stalls()
    record_property("started, seconds:", round(started(server, "long"), 2))
    record_property("stalls, started:", stalls := server.stalls())
    assert stalls == []


def started(server: Watched, script: str) -> float:
    """Seconds until a console has it in its lobby, and then its first step."""
    begin, made = time.monotonic(), server.create(script)
    with Line(server) as console:
        who = {"proto": 1, "session": made["id"], "as": "facilitator", "tab": "c", "key": KEY}
        console.say("40" + json.dumps(who))
        console.until('42["hello"')
        assert server.command(made["id"], "start")["status"] == "ok"
        console.until('42["stage"')
    return time.monotonic() - begin

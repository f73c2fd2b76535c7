"""kill -9 at random moments under voting and writing people: whatever was acknowledged is there afterwards.

Seeded. After every kill each client sends its last acknowledged answers again: `ok` would mean that they were lost.
"""

import contextlib
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from websocket import WebSocketException

from tests.support.server import Server
from tests.support.warm import Mother, WarmServer
from tests.support.wire import Wire

SCRIPT = """\
# Chaos

- format: 1
- people: 3-1000

### Reflect: Letter (5 min)

- who sees this: everyone without names

Write.

### Poll: Tea or coffee? (5 min)

- ( ) Tea
- ( ) Coffee
- ( ) Water
"""
PEOPLE = 8
K = 3  # of a workshop whose script says nothing else
BURST = 4
NOTE, VOTE = "note:letter", "vote:tea-or-coffee"
Op = dict[str, Any]


def body(key: str, n: int) -> Op:
    """What this number of this answer says, and always said."""
    return {"choice": [n % 3]} if key == VOTE else {"text": f"words {n}"}


class Writer(threading.Thread):
    """Answers again and again, over every end of the line; remembers the newest that was acknowledged."""

    def __init__(self, server: Server, session: str, cookie: str) -> None:
        super().__init__(daemon=True)
        self.place = (server, session, cookie)
        self.tried = dict.fromkeys((NOTE, VOTE), 0)
        self.newest = dict.fromkeys((NOTE, VOTE), 0)
        self.acks, self.came, self.wrong, self.going = 0, 0, "", True

    def run(self) -> None:
        while self.going and not self.wrong:
            try:
                wire = Wire(*self.place)
            except (OSError, WebSocketException):
                time.sleep(0.02)
                continue
            with contextlib.suppress(OSError, WebSocketException):
                self.look_back(wire)
                self.came += 1
                self.write(wire)
            wire.leave()

    def look_back(self, wire: Wire) -> None:
        again = [op(key, n) for key, n in self.newest.items() if n]
        while again and self.going and not self.wrong:
            asked, again = again, []
            for sent, ack in wire.burst(asked):
                if ack["status"] == "later":  # no promise yet: a phone asks again
                    again.append(sent)
                else:
                    self.judge(sent, ack)

    def judge(self, sent: Op, ack: dict[str, Any]) -> None:
        key, n = sent["key"], ack.get("n", 0)
        kept = n == sent["n"] if ack["status"] == "dup" else ack["status"] == "stale" and sent["n"] < n
        if not kept or n > self.tried[key] or ack.get("value") != body(key, n):
            self.wrong = f"sent again, acknowledged before: {sent}; heard {ack}"

    def write(self, wire: Wire) -> None:
        while self.going and not self.wrong:
            for sent, ack in wire.burst([op(key, self.next(key)) for key in (NOTE, VOTE) * BURST]):
                if ack["status"] == "later":
                    continue
                if ack["status"] != "ok":
                    self.wrong = f"sent {sent}, heard {ack}"
                    return
                self.newest[sent["key"]] = sent["n"]
                self.acks += 1

    def next(self, key: str) -> int:
        self.tried[key] += 1
        return self.tried[key]


def op(key: str, n: int) -> Op:
    return {"key": key, "n": n, "body": body(key, n)}


@pytest.fixture
def server(mother: Mother, tmp_path: Path) -> WarmServer:
    return WarmServer(mother, tmp_path, {"chaos.md": SCRIPT})


def killed_often(server: WarmServer, kills: int, most: int, record: Any) -> None:
    """Each kill comes after up to `most` more acknowledged answers."""
    seed = int(time.time())
    dice = random.Random(seed)
    record("seed", seed)
    server.start()
    session, writers = open_a_session(server)
    for _ in range(kills):
        wait(writers, lambda: all(w.came for w in writers))
        enough = count_of(writers) + dice.randint(1, most)
        wait(writers, lambda enough=enough: count_of(writers) >= enough)
        server.kill()
        server.start()
        for writer in writers:
            writer.came = 0
    before = [w.acks for w in writers]
    wait(writers, lambda: all(w.acks > had for w, had in zip(writers, before, strict=True)))
    for writer in writers:
        writer.going = False
    for writer in writers:
        writer.join()
    record("kills", kills)
    record("acks", count_of(writers))
    counted_once(server, session, writers)
    assert server.stop() == 0
    assert server.faults() == []


def open_a_session(server: Server) -> tuple[str, list[Writer]]:
    made = server.create("chaos")
    for command in ("start", "next", "open"):
        assert server.command(made["id"], command)["status"] == "ok"
    cookies = [server.join(made["code"], f"Person {i}")["cookie"] for i in range(PEOPLE)]
    writers = [Writer(server, made["id"], cookie) for cookie in cookies]
    for writer in writers:
        writer.start()
    return made["id"], writers


def count_of(writers: list[Writer]) -> int:
    return sum(w.acks for w in writers)


def wait(writers: list[Writer], reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not reached():
        assert not (wrong := [w.wrong for w in writers if w.wrong]), wrong
        assert time.monotonic() < deadline, f"{[(w.came, w.acks) for w in writers]}"
        time.sleep(0.005)


def counted_once(server: Server, session: str, writers: list[Writer]) -> None:
    """In the end each has one text and one vote, the newest."""
    assert server.command(session, "close")["status"] == "ok"
    wait(writers, lambda: server.show(session)["step"]["phase"] == "closed")
    letter, poll = server.api("GET", f"/sessions/{session}/results").json()["steps"]
    newest = [body(NOTE, w.newest[NOTE])["text"] for w in writers]
    assert [own_text(w) for w in writers] == newest
    shown = Counter(text["text"] for text in letter["shared"][0]["texts"])
    held = Counter(newest) - shown  # what came last waits until K people wrote anew: fewer are never told alone
    assert not shown - Counter(newest) and held.total() < K
    counts = [answer["count"] for answer in poll["results"][0]["answers"]]
    last = [w.newest[VOTE] % 3 for w in writers]
    assert counts == [last.count(0), last.count(1), last.count(2)]


def own_text(writer: Writer) -> str:
    """What the writer themselves can take home."""
    server, session, cookie = writer.place
    notes = requests.get(f"{server.url}/my/{session}/download/md", headers={"Cookie": cookie}, timeout=20).text
    return re.search(r"words \d+", notes)[0]


def test_fifty_kills(server: WarmServer, record_property: Any):
    killed_often(server, 50, 60, record_property)


@pytest.mark.soak
def test_a_thousand_kills_and_a_million_acks(server: WarmServer, record_property: Any, pytestconfig: pytest.Config):
    killed_often(server, pytestconfig.getoption("--kills"), 2200, record_property)

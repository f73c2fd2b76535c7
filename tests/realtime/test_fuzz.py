"""Frames that no browser of ours sends: the server logs no traceback, grows no fatter, and keeps answering others.

Seeded: what a frame is follows from the seed and its number.
"""

import contextlib
import json
import random
import socket
import statistics
import struct
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from websocket import ABNF, WebSocketException

from tests.conftest import Hall
from tests.support.server import Server
from tests.support.wire import Wire

A_LINE = 12  # frames before the line is left, if it has not been cut before
KEYS = ("vote", "pass", "note", "draft", "topic", "signal", "hand", "alone", "stay", "vote:", ":", "")
TEXTS = ("", "a", "ä🌱\u2028", "\x00", "\ud800", "x" * 9000, "../..", "<b>", "__proto__", "%s", "1e999")
NUMBERS = (0, -1, 1, 2**31, 2**53, 2**64, 10**400, 0.5, float("nan"), float("inf"))
EVENTS = ("op", "command", "sync", "connect", "disconnect", "message", "hello", "", "*", "op ")


def value(dice: random.Random, depth: int = 0) -> Any:
    """Any JSON, rarely deep."""
    kinds = ["text", "number", "none", "truth"] + ["list", "dict"] * (depth < 4)
    match dice.choice(kinds):
        case "text":
            return dice.choice(TEXTS)
        case "number":
            return dice.choice(NUMBERS)
        case "list":
            return [value(dice, depth + 1) for _ in range(dice.randrange(4))]
        case "dict":
            return {dice.choice((*TEXTS, "key", "n", "body")): value(dice, depth + 1) for _ in range(dice.randrange(4))}
        case "truth":
            return dice.random() < 0.5
    return None


def an_op(dice: random.Random, step: str) -> dict[str, Any]:
    """One that could be true, with something wrong in it."""
    key = f"{dice.choice(KEYS)}:{dice.choice((step, step, '', 'x' * 300, dice.choice(TEXTS)))}"
    fields = ("choice", "text", "scale", "words", "regions", "sort", "fields", "sees", "epoch", "up", "kind")
    body = {dice.choice(fields): value(dice) for _ in range(dice.randrange(4))}
    op = {"key": key, "n": dice.choice((1, 2, 3, value(dice))), "body": dice.choice((body, body, value(dice)))}
    if dice.random() < 0.2:
        del op[dice.choice(list(op))]
    return op


def a_packet(dice: random.Random, step: str) -> str:
    """Socket.IO's, or nearly."""
    deep = dice.choice((10, 2000, 20_000))
    number = dice.choice(("", "1", "0", "007", "9" * 30, "-1"))
    event = [dice.choice(EVENTS), *dice.choice(([an_op(dice, step)], [value(dice)], [], [value(dice)] * 3))]
    match dice.randrange(9):
        case 0 | 1 | 2 | 3:
            return f"42{number}" + json.dumps(event)
        case 4:
            broken = ('"op",' + "[" * deep, '"op",{"key":', '"op"' * 9, "", "]", "[" * deep)
            return dice.choice((f"42{number}[", "4")) + dice.choice(broken)
        case 5:
            return f"4{dice.randrange(10)}{dice.choice(('', '/x,', '/' * 200 + ',', number))}" + json.dumps(value(dice))
        case 6:
            held = {"_placeholder": True, "num": dice.choice((0, 0, 1, -1, "x"))}
            return f"45{dice.choice(('1', '0', '99', '2', number))}-" + json.dumps(["op", held])
        case 7:
            return f"43{number}" + json.dumps(value(dice))
    return f"{dice.randrange(10)}{dice.choice(TEXTS)}"


def a_frame(dice: random.Random, step: str) -> bytes:
    """A websocket frame, masked as a client must, or nearly."""
    text = a_packet(dice, step).encode("utf-8", "surrogatepass")
    match dice.randrange(12):
        case 0:
            text = dice.randbytes(dice.randrange(300))
        case 1:
            text = text[: dice.randrange(len(text) + 1)] + dice.randbytes(3)
        case 2:
            return dice.randbytes(dice.randrange(1, 40))
        case 3:
            code = dice.choice((ABNF.OPCODE_PING, ABNF.OPCODE_PONG, ABNF.OPCODE_CLOSE, 3, 7, 11, ABNF.OPCODE_CONT))
            head = 0x80 * (dice.random() < 0.7) | code
            return struct.pack("!BB4x", head, 0x80 | min(len(text), 125)) + text[:125]
        case 4:
            return struct.pack("!BBQ", 0x81, 0xFF, dice.choice((2**63, 2**40, 70_000, len(text)))) + bytes(4) + text
    kind = ABNF.OPCODE_BINARY if dice.random() < 0.1 else ABNF.OPCODE_TEXT
    return ABNF(1, 0, 0, 0, kind, 1, text).format()


class Fuzzer(threading.Thread):
    """Comes in as a participant, sends nonsense, comes again when cut off."""

    def __init__(self, place: tuple[Server, str, str], step: str, seed: int, frames: int) -> None:
        super().__init__(daemon=True)
        self.place, self.step, self.dice, self.frames = place, step, random.Random(seed), frames
        self.sent, self.failed = 0, ""

    def run(self) -> None:
        try:
            while self.sent < self.frames:
                self.one_line(Wire(*self.place))
        except (OSError, WebSocketException) as error:
            self.failed = f"after {self.sent}: {error!r}"

    def one_line(self, wire: Wire) -> None:
        with contextlib.suppress(OSError), wire.raw() as line:
            for _ in range(A_LINE):
                frame = a_frame(self.dice, self.step)
                self.sent += 1
                line.sendall(frame)
            line.shutdown(socket.SHUT_WR)
            line.settimeout(0.5)
            while line.recv(65536):
                pass


def memory_of(server: Server) -> float:
    """Megabytes."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def at_once(wire: Wire, step: str, fuzzers: list[Fuzzer]) -> list[float]:
    """Milliseconds that a healthy person waited for each ack meanwhile."""
    found = []
    for fuzzer in fuzzers:
        fuzzer.start()
    while any(f.is_alive() for f in fuzzers):
        at = time.perf_counter()
        assert wire.op(f"note:{step}", {"text": "calm"})["status"] == "ok"
        found.append((time.perf_counter() - at) * 1000)
        time.sleep(0.05)
    assert not (failed := [f.failed for f in fuzzers if f.failed]), failed
    return found


def fuzzed(hall: Hall, frames: int, record: Any) -> tuple[float, float]:
    """Memory gained in MB, and the wait of the slowest of a hundred healthy answers in ms."""
    seed = int(time.time())
    record("seed", seed)
    hall.join("Ann", "Eve", "Eva", "Ed")
    hall.home()
    step = hall.go("reflect")
    wires = {name: (hall.server, hall.id, cookie) for name, cookie in hall.cookies.items()}
    ann = Wire(*wires.pop("Ann"))
    at_once(ann, step, [Fuzzer(place, step, seed, frames // 10) for place in wires.values()])  # fills what is kept once
    before = memory_of(hall.server)
    fuzzers = [Fuzzer(place, step, seed + n, frames // 3) for n, place in enumerate(wires.values(), 1)]
    found = at_once(ann, step, fuzzers)
    ann.leave()
    gained, slow = memory_of(hall.server) - before, statistics.quantiles(found, n=100)[98]
    record("frames", sum(f.sent for f in fuzzers))
    record("memory gained, MB:", round(gained, 1))
    record("p99 of healthy answers, ms:", round(slow))
    assert hall.server.faults() == []
    return gained, slow


@pytest.fixture
def hall(own_server: Server) -> Hall:
    return Hall(own_server, "team-look-back")


def test_two_thousand_frames(hall: Hall, record_property: Any):
    gained, _ = fuzzed(hall, 1200, record_property)
    assert gained <= 5


@pytest.mark.soak
def test_a_hundred_thousand_frames(hall: Hall, record_property: Any):
    gained, slow = fuzzed(hall, 100_000, record_property)
    assert gained <= 5
    assert slow <= 50

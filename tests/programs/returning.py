"""Phones that come back as a browser does (static/js/line/frame-order.js), N of them in one process of green threads.

Run as: returning.py URL SESSION STEP SECONDS, with a cookie on each line of the input. Each writes a note now and
then until the input ends with an empty line. Prints "here" once all are, and what they lived through as JSON.
Times are of CLOCK_MONOTONIC, which all processes share.
"""

import sys
import warnings
from pathlib import Path

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
import eventlet  # noqa: E402

eventlet.monkey_patch()
sys.path.insert(0, str(Path(__file__).parents[2]))

import json  # noqa: E402
import random  # noqa: E402
import struct  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from types import SimpleNamespace  # noqa: E402

from eventlet.event import Event  # noqa: E402
from websocket import WebSocketException  # noqa: E402

from tests.support.wire import Wire  # noqa: E402

FIRST, SOON, LONGEST = 0.25, 1.0, 5.0  # static/js/line/frame-order.js


class Phone:
    def __init__(self, url: str, session: str, step: str, pause: float, cookie: str) -> None:
        self.place = (SimpleNamespace(url=url), session, cookie)
        self.step, self.pause = step, pause
        self.came: list[tuple[float, str]] = []  # when, and the step that was shown
        self.waits: list[tuple[float, float]] = []  # when an answer went out, and after how many seconds its ack came
        self.cuts: list[float] = []  # when the line ended
        self.shown: list[tuple[float, str]] = []  # each step as it came
        self.acked, self.lost = 0, 0

    def live(self) -> None:
        attempt = 0
        while True:
            try:
                wire = Wire(*self.place)
            except (OSError, WebSocketException):
                longest = SOON if attempt < 20 else LONGEST
                eventlet.sleep(random.random() * min(longest, FIRST * 2**attempt))
                attempt += 1
                continue
            attempt = 0
            self.came.append(self.sees(wire.hello[2:]))
            away = self.stay(wire)
            self.cuts.append(time.monotonic())
            eventlet.sleep(away)

    def sees(self, frame: str | bytes) -> tuple[float, str]:
        self.shown.append((time.monotonic(), json.loads(frame)[1]["step"]))
        return self.shown[-1]

    def stay(self, wire: Wire) -> float:
        """Until the line is cut. The seconds to stay away, as the server's goodbye asks for."""
        line = Line(wire, self.sees)
        try:
            if self.acked and line.ask(self.op(self.acked))["status"] == "ok":
                self.lost += 1
            while True:
                self.write(line)
                line.rest(self.pause * (0.5 + random.random()))
        except (OSError, WebSocketException):
            wire.leave()
        bye = line.bye
        return random.uniform(bye["min_ms"], bye["max_ms"]) / 1000 if bye else random.random() * FIRST

    def write(self, line: "Line") -> None:
        at, op = time.monotonic(), self.op(self.acked + 1)
        ack = line.ask(op)
        self.waits.append((at, time.monotonic() - at))
        assert ack["status"] in ("ok", "dup"), ack
        self.acked = op["n"]

    def op(self, n: int) -> dict:
        return {"key": f"note:{self.step}", "n": n, "body": {"text": f"words {n}"}}


class Line:
    """Reads as it comes, in a green thread of its own, and looks only at acks, steps, pings and goodbyes."""

    def __init__(self, wire: Wire, sees: Callable[[bytes], object]) -> None:
        self.wire, self.sees, self.bye, self.asked = wire, sees, None, {}
        self.unread, self.cut = b"", Event()
        eventlet.spawn(self.read)

    @property
    def gone(self) -> bool:
        return self.cut.ready()

    def rest(self, seconds: float) -> None:
        """For so long, or until the line is cut: a browser hears of that at once, and not as it writes again."""
        with eventlet.Timeout(seconds, False):
            self.cut.wait()
            raise ConnectionError

    def ask(self, op: dict) -> dict:
        if self.gone:
            raise ConnectionError
        number = self.wire.send(op)
        ack = self.answered(number).wait()
        del self.asked[number]
        return ack

    def answered(self, number: int) -> Event:
        """On a full line the ack may come before `send` comes back."""
        return self.asked.setdefault(number, Event())

    def read(self) -> None:
        try:
            while came := self.wire.raw().recv(1 << 16):
                self.unread += came
                while (frame := self.frame()) is not None:
                    self.hear(frame)
        except (OSError, WebSocketException, AttributeError):  # the last one: closed by whoever asked
            pass
        self.cut.send()
        for answered in self.asked.values():
            if not answered.ready():
                answered.send_exception(ConnectionError())

    def frame(self) -> bytes | None:
        """The next one, once it is whole; what a server sends is not masked (RFC 6455, 5.2)."""
        if len(self.unread) < 2:
            return None
        size, begin = self.unread[1], 2
        if size > 125:
            form, begin = ("!H", 4) if size == 126 else ("!Q", 10)
            if len(self.unread) < begin:
                return None
            [size] = struct.unpack(form, self.unread[2:begin])
        if len(self.unread) < begin + size:
            return None
        frame, self.unread = self.unread[begin : begin + size], self.unread[begin + size :]
        return frame

    def hear(self, frame: bytes) -> None:
        if frame == b"2":
            self.wire.pong()
        elif frame.startswith(b"43"):
            number, _, ack = frame[2:].partition(b"[")
            self.answered(int(number)).send(json.loads(ack[:-1]))
        elif frame.startswith(b'42["stage"'):
            self.sees(frame[2:])
        elif frame.startswith(b'42["bye"'):
            self.bye = json.loads(frame[2:])[1]


def main(url: str, session: str, step: str, pause: float) -> None:
    cookies = list(iter(lambda: sys.stdin.readline().strip(), ""))
    phones = [Phone(url, session, step, pause, cookie) for cookie in cookies]
    for phone in phones:
        eventlet.spawn(phone.live)
    while not all(phone.came for phone in phones):
        eventlet.sleep(0.05)
    print("here", flush=True)
    eventlet.tpool.execute(sys.stdin.readline)
    of_each = ("came", "acked", "lost", "waits", "cuts", "shown")
    print(json.dumps([{name: getattr(phone, name) for name in of_each} for phone in phones]), flush=True)


if __name__ == "__main__":
    from eventlet import tpool  # noqa: F401 - the line above reads in a real thread

    main(*sys.argv[1:4], float(sys.argv[4]))

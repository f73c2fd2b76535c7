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
import time  # noqa: E402
from types import SimpleNamespace  # noqa: E402

from websocket import WebSocketException  # noqa: E402

from tests.support.wire import Wire  # noqa: E402

FIRST, SOON, LONGEST = 0.25, 1.0, 5.0  # static/js/line/frame-order.js


class Phone:
    def __init__(self, url: str, session: str, step: str, pause: float, cookie: str) -> None:
        self.place = (SimpleNamespace(url=url), session, cookie)
        self.step, self.pause = step, pause
        self.came: list[tuple[float, str]] = []  # when, and the step that was shown
        self.waits: list[float] = []
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
            self.came.append((time.monotonic(), json.loads(wire.hello[2:])[1]["step"]))
            eventlet.sleep(self.stay(wire))

    def stay(self, wire: Wire) -> float:
        """Until the line is cut. The seconds to stay away, as the server's goodbye asks for."""
        try:
            if self.acked and wire.burst([self.op(self.acked)]).__next__()[1]["status"] == "ok":
                self.lost += 1
            while True:
                self.write(wire)
                wire.frames.clear()
                eventlet.sleep(self.pause * (0.5 + random.random()))
        except (OSError, WebSocketException):
            wire.leave()
        byes = [json.loads(frame[2:])[1] for frame in wire.frames if frame.startswith('42["bye"')]
        return random.uniform(byes[0]["min_ms"], byes[0]["max_ms"]) / 1000 if byes else random.random() * FIRST

    def write(self, wire: Wire) -> None:
        at = time.monotonic()
        [(op, ack)] = wire.burst([self.op(self.acked + 1)])
        self.waits.append(time.monotonic() - at)
        assert ack["status"] in ("ok", "dup"), ack
        self.acked = op["n"]

    def op(self, n: int) -> dict:
        return {"key": f"note:{self.step}", "n": n, "body": {"text": f"words {n}"}}


def main(url: str, session: str, step: str, pause: float) -> None:
    cookies = list(iter(lambda: sys.stdin.readline().strip(), ""))
    phones = [Phone(url, session, step, pause, cookie) for cookie in cookies]
    for phone in phones:
        eventlet.spawn(phone.live)
    while not all(phone.came for phone in phones):
        eventlet.sleep(0.05)
    print("here", flush=True)
    eventlet.tpool.execute(sys.stdin.readline)
    told = [{"came": p.came, "acked": p.acked, "lost": p.lost, "waits": p.waits} for p in phones]
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    from eventlet import tpool  # noqa: F401 - the line above reads in a real thread

    main(*sys.argv[1:4], float(sys.argv[4]))

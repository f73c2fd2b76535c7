"""How long others wait for their ack beside each rude client, in one run: the table of docs/performance.md.

    python bench/guard.py [--seconds 6] [--people 20]

The healthy vote twice a second; before each attack and during it their p99, and what the server's memory grew by.
"""

import argparse
import contextlib
import multiprocessing
import selectors
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.realtime.test_fuzz import memory_of
from tests.support.server import Server
from tests.transport.line import Line, counts, frame

SCRIPT = "# Guarded\n\n- format: 1\n- people: 2-500\n\n### Poll: Tea? (5 min)\n\n- id: tea\n- ( ) Yes\n- ( ) No\n"
Attack = Callable[["Hall", Callable[[], bool]], None]


class Hall:
    """One open poll, and cookies of people who have joined."""

    def __init__(self, folder: Path, people: int) -> None:
        (folder / "scripts").mkdir()
        (folder / "scripts/guarded.md").write_text(SCRIPT)
        self.server = Server(folder, folder / "scripts").start()
        self.id = self.server.create("guarded", rehearsal=True)["id"]
        made = self.server.api("POST", f"/sessions/{self.id}/participants", {"count": people + 100}).json()
        self.cookies = [person["cookie"] for person in made]
        for body in ({"command": "start"}, {"command": "open"}):
            self.server.command(self.id, body["command"])

    def phone(self, cookie: str) -> Line:
        line = Line(self.server, cookie)
        line.come_in(self.id)
        return line


class Healthy(threading.Thread):
    """All of them in one thread: each votes twice a second, and the time until its ack is kept."""

    def __init__(self, hall: Hall, people: int) -> None:
        super().__init__(daemon=True)
        self._lines = [hall.phone(cookie) for cookie in hall.cookies[:people]]
        self.waits: list[float] = []
        self.thrown_out = 0
        self._ends = False

    def run(self) -> None:
        selector, sent = selectors.DefaultSelector(), dict[int, float]()
        for number, line in enumerate(self._lines):
            selector.register(line.socket, selectors.EVENT_READ, (number, line))
        due = [time.monotonic() + 0.5 * n / len(self._lines) for n in range(len(self._lines))]
        n = 0
        while not self._ends:
            now = time.monotonic()
            for number, line in enumerate(self._lines):
                if now >= due[number] and number not in sent:
                    n += 1
                    sent[number], due[number] = now, now + 0.5
                    line.say(f'421["op",{{"key":"vote:tea","n":{n},"body":{{"choice":[0]}}}}]')
            for key, _ in selector.select(0.005):
                number, line = key.data
                got = line.socket.recv(65536)
                if not got:
                    self.thrown_out += 1
                    selector.unregister(line.socket)
                    due[number] = float("inf")
                elif b"\x012" in got:
                    line.say("3")
                if b"431[" in got and number in sent:
                    self.waits.append(time.monotonic() - sent.pop(number))
        late = time.monotonic()
        self.waits += [late - at for at in sent.values()]  # who still waits has waited at least so long

    def end(self) -> None:
        self._ends = True
        self.join()

    def p99(self) -> float:
        waits, self.waits = self.waits, []
        return statistics.quantiles(waits, n=100)[98] * 1000 if len(waits) > 1 else float("inf")


def _again(make: Callable[[], Line], say: Callable[[Line], None], goes_on: Callable[[], bool]) -> None:
    """As fast as it goes, and a new connection whenever the server cuts this one."""
    while goes_on():
        with contextlib.suppress(OSError, AssertionError, ConnectionError), make() as line:
            line.socket.settimeout(1)
            while goes_on():
                say(line)
                with contextlib.suppress(BlockingIOError):
                    if not line.socket.recv(65536):
                        break


def refused_connect(hall: Hall, goes_on: Callable[[], bool]) -> None:
    _again(lambda: Line(hall.server), lambda line: line.send(frame(b'40{"proto":1,"session":"no"}') * 200), goes_on)


def pipelined(hall: Hall, goes_on: Callable[[], bool]) -> None:
    request = f"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1:{hall.server.port}\r\n\r\n".encode() * 500
    _again(lambda: Line(hall.server, upgrade=False), lambda line: line.send(request), goes_on)


def _participant(payload: bytes, times: int) -> Attack:
    def attack(hall: Hall, goes_on: Callable[[], bool]) -> None:
        _again(lambda: hall.phone(hall.cookies[-1]), lambda line: line.send(frame(payload) * times), goes_on)

    return attack


def new_keys(hall: Hall, goes_on: Callable[[], bool]) -> None:
    numbers = iter(range(10**9))

    def say(line: Line) -> None:
        made = (
            f'42{n}["op",{{"key":"hand:{n}","n":1,"body":{{}}}}]'.encode() for n in [next(numbers) for _ in range(50)]
        )
        line.send(b"".join(map(frame, made)))

    _again(lambda: hall.phone(hall.cookies[-1]), say, goes_on)


def endless_fragments(hall: Hall, goes_on: Callable[[], bool]) -> None:
    part = frame(b"x" * 1000, 0, final=False) * 50
    first = frame(b"4", 1, final=False)

    def one() -> None:
        _again(lambda: Line(hall.server), lambda line: line.send(first + part), goes_on)

    many = [threading.Thread(target=one) for _ in range(4)]
    for each in many:
        each.start()
    for each in many:
        each.join()


def not_reading(count: int) -> Attack:
    """They ask and pong, and read nothing."""

    def attack(hall: Hall, goes_on: Callable[[], bool]) -> None:
        lines = [hall.phone(cookie) for cookie in hall.cookies[-count:]]
        while goes_on():
            for line in lines:
                line.socket.settimeout(0.01)
                line.send(frame(b'421["sync",{}]') + frame(b"3"))
            time.sleep(max(0.05, 0.01 * count))
        for line in lines:
            line.socket.close()

    return attack


def never_connect(hall: Hall, goes_on: Callable[[], bool]) -> None:
    lines = []
    for _ in range(1000):
        if not goes_on():
            break
        with contextlib.suppress(OSError, AssertionError):
            lines.append(Line(hall.server))
    while goes_on():
        time.sleep(0.1)
    for line in lines:
        line.socket.close()


ATTACKS: dict[str, Attack] = {
    "outsider repeats a refused CONNECT": refused_connect,
    "outsider pipelines GET /health/live": pipelined,
    "participant: sync as fast as it goes": _participant(b'421["sync",{}]', 100),
    "participant: invalid ops, ever new keys": new_keys,
    "four outsiders: fragments that never end": endless_fragments,
    "participant who does not read but pongs": not_reading(1),
    "50 stalled readers that pong": not_reading(50),
    "1,000 sockets that never CONNECT": never_connect,
    "participant: votes as fast as they go": _participant(
        b'421["op",{"key":"vote:tea","n":1,"body":{"choice":[0]}}]', 10
    ),
}


def measure(hall: Hall, healthy: Healthy, attack: Attack, seconds: float) -> dict[str, Any]:
    time.sleep(2)
    alone, before, refused = healthy.p99(), memory_of(hall.server), sum(counts(hall.server).values())
    until = time.monotonic() + seconds
    # On a process of its own, or the healthy would wait for what the attacker computes.
    attacking = multiprocessing.get_context("fork").Process(
        target=attack, args=(hall, lambda: time.monotonic() < until)
    )
    attacking.start()
    attacking.join()
    beside = healthy.p99()
    return {
        "alone": alone, "beside": beside, "memory": memory_of(hall.server) - before,
        "refused": sum(counts(hall.server).values()) - refused,
    }  # fmt: skip


@contextlib.contextmanager
def running(people: int) -> Iterator[tuple[Hall, Healthy]]:
    with tempfile.TemporaryDirectory() as folder:
        hall = Hall(Path(folder), people)
        healthy = Healthy(hall, people)
        healthy.start()
        try:
            yield hall, healthy
        finally:
            healthy.end()
            hall.server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--only", default="", help="attacks with these letters in their name")
    asked = parser.parse_args()
    print(f"| One client | p99 alone, ms | p99 beside it, ms | memory, MB | refused |\n|{'---|' * 5}")
    with running(asked.people) as (hall, healthy):
        for name, attack in ATTACKS.items():
            if asked.only in name:
                told = measure(hall, healthy, attack, asked.seconds)
                print(f"| {name} | {told['alone']:.0f} | {told['beside']:.0f} | {told['memory']:+.1f} "
                      f"| {told['refused']} |", flush=True)  # fmt: skip
        print(f"\nOf {asked.people} healthy people {healthy.thrown_out} were thrown out.")


if __name__ == "__main__":
    main()

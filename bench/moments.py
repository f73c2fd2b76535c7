"""What `make bench` measures beside the live path, each on a server of its own: the table of docs/performance.md.

    python bench/moments.py [--people 1000] [--only coming,stalls,back,painted]

coming   a phone's whole way in, as fast as it goes: the page, its files, the line
stalls   the longest turn of the hub while a crowd comes, votes, is in pairs, goes back, leaves; host page; export
back     kill -9 under 500 who write: when they are there again, at the right step
painted  from a step that has come to its picture, in Chromium at a sixth of its speed; how the page shifts
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from crowd import Browser, Crowd, come_whole, connected, files_of
from servers import SLIDE, OnOneCore, cpu_ms, settle

from tests.chaos import test_many
from tests.chaos.test_kill import SCRIPT as WRITTEN
from tests.support.server import Server
from tests.support.signed_in import signed_in
from tests.support.watched import Watched

S = TypeVar("S", bound=Server)
KILLED, DORMANT, STEPS = 500, 1000, 12
SCRIPT = (
    "# Measured\n\n- format: 1\n\n"
    + "".join(f"### Slide: Thought {n} (1 min)\n\n- id: t{n}\n\n{SLIDE}\n\n" for n in range(STEPS))
    + "### Poll: Tea? (1 min)\n\n- id: tea\n- ( ) Yes\n- ( ) No\n\n"
    + "### Breakout: In pairs (6 min)\n\n- id: pairs\n- groups: pairs\n\nTalk.\n\n"
    + f"### Slide: The end (1 min)\n\n- id: end\n\n{SLIDE}\n"
)
VOTE = '421["op",{"key":"vote:tea","n":%d,"body":{"choice":[0]}}]'


def row(title: str, value: str, goal: str) -> None:
    print(f"| {title} | {value} | {goal} |", flush=True)


class Pinned(Watched):
    before = OnOneCore.before


def opened(folder: Path, people: int, kind: type[S]) -> tuple[S, str, list[str]]:
    """A server, a session, and the cookies of who has joined it."""
    server = kind(folder, {"measured.md": SCRIPT}, WORKSHOP_TEST_LONGEST="0.01").start()
    session = server.create("measured", rehearsal=True)["id"]
    cookies: list[str] = []
    while len(cookies) < people:
        asked = {"nicknames": [name_of(len(cookies) + n) for n in range(min(1000, people - len(cookies)))]}
        cookies += [one["cookie"] for one in server.api("POST", f"/sessions/{session}/participants", asked).json()]
    settle(server.process.pid)
    return server, session, cookies


def name_of(number: int) -> str:
    """As people's names are, without a number: who is called “Anna 2” is told that there is another Anna."""
    return "Person " + "".join(chr(ord("a") + int(digit)) for digit in str(number))


def longest(server: Watched) -> str:
    """The longest turn since the last time, and where it was seen."""
    turns = sorted(server.stalls(), key=lambda line: -int(line.partition(" ")[0]))
    return turns[0] if turns else "under 10 ms"


def coming(people: int, folder: Path) -> None:
    """Twice: the watch costs a tenth of it, so that how fast it goes is measured without."""
    for kind in (OnOneCore, Pinned):
        (folder / kind.__name__).mkdir()
        server, session, cookies = opened(folder / kind.__name__, people, kind)
        files = _warm(server, session, cookies[0])
        used, begin = cpu_ms(server.process.pid), time.monotonic()
        with ThreadPoolExecutor(16) as pool:
            came = list(pool.map(lambda cookie: come_whole(server, session, cookie, files), cookies))  # noqa: B023
        seconds, used = time.monotonic() - begin, cpu_ms(server.process.pid) - used
        if isinstance(server, Pinned):
            row("longest turn meanwhile, ms", longest(server), "50")
        else:
            row(
                f"whole way in ({1 + len(files)} requests and the line), people a second",
                f"{people / seconds:.0f}",
                "300",
            )
            row("server CPU for each, ms", f"{used / people:.2f}", "")
        for _, line in came:
            line.socket.close()
        server.stop()


def _warm(server: Server, session: str, cookie: str) -> list[str]:
    """The files of the room's page, each asked for once."""
    browser = Browser(server, cookie)
    files = files_of(browser.get(f"/s/{session}"))
    for path in files:
        browser.get(path)
    browser.close()
    if isinstance(server, Pinned):
        server.stalls()
    return files


def stalls(people: int, folder: Path) -> None:
    server, session, cookies = opened(folder, people, Pinned)
    server.stalls()
    with connected(server, session, cookies) as crowd:
        told(server, f"{people:,} connect")
        do(server, session, crowd, "start")
        told(server, "the first step")
        do(server, session, crowd, "next")
        do(server, session, crowd, "back")
        told(server, "next, and back")
        do(server, session, crowd, "goto", step="tea")
        do(server, session, crowd, "open")
        told(server, "a poll opens")
        crowd.say(VOTE % 1)
        crowd.until(b"431[")
        told(server, "all vote")
        do(server, session, crowd, "goto", step="pairs")
        do(server, session, crowd, "form_groups")
        told(server, "pairs are formed")
        do(server, session, crowd, "goto", step="end")
        told(server, "out of the pairs")
    while server.show(session)["people"]["connected"]:
        time.sleep(0.2)
    told(server, "all leave")
    for fmt in ("csv", "json", "md", "html", "xlsx"):
        server.api("GET", f"/sessions/{session}/export/{fmt}")
    told(server, "five downloads")
    for _ in range(DORMANT):
        server.create("measured")
    browser = signed_in(server)
    browser.get(f"{server.url}/host", timeout=60)
    server.stalls()
    for _ in range(3):
        browser.get(f"{server.url}/host", timeout=60)
    told(server, f"host page with {DORMANT:,} sessions")
    server.stop()


def told(server: Watched, title: str) -> None:
    row(f"longest turn, ms: {title}", longest(server), "50")


def do(server: Server, session: str, crowd: Crowd, command: str, **more: str) -> None:
    answer = server.command(session, command, **more)
    assert answer["status"] == "ok", (command, answer)
    crowd.until(b'42["stage"')


def back(_people: int, folder: Path) -> None:
    server = OnOneCore(folder, {"chaos.md": WRITTEN}).start()
    with test_many.crowd(server, KILLED, pause=5) as people:
        time.sleep(3)
        server.kill()
        gone = time.monotonic()
        server.start()
        ready = time.monotonic()
        people.until(connected=KILLED)
        lived = people.told()
    waits = test_many.back_after(lived, gone, ready, people.step)
    row(f"kill -9 under {KILLED}: 95 % are back after, s", f"{waits[KILLED * 95 // 100]:.1f}", "2")
    row(f"kill -9 under {KILLED}: all are back after, s", f"{waits[-1]:.1f}", "5")
    row("acknowledged answers lost", str(sum(one["lost"] for one in lived)), "0")
    server.stop()


def painted(_people: int, folder: Path) -> None:
    from painted import measure

    server, session, cookies = opened(folder, 3, Pinned)
    took, work, shift = measure(server, session, cookies[0], STEPS)
    row("step → painted, CPU 6 ×, ms, median and most", f"{statistics.median(took):.0f}, {max(took):.0f}", "one frame")
    row("of that the page's own work, ms, median", f"{statistics.median(work):.0f}", "16.7")
    row("layout shift from the first byte to the last step", f"{shift:.3f}", "0")
    server.stop()


MOMENTS = {"coming": coming, "stalls": stalls, "back": back, "painted": painted}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--only", default=",".join(MOMENTS))
    asked = parser.parse_args()
    os.sched_setaffinity(0, {1})  # the server runs on the other core
    print(f"| {asked.people:,} people | measured | goal |\n|---|---|---|")
    for name in asked.only.split(","):
        with tempfile.TemporaryDirectory() as folder:
            MOMENTS[name](asked.people, Path(folder))


if __name__ == "__main__":
    main()

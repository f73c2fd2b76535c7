"""Seen from below, in the system's own calls: nothing is acknowledged before it is on the disk."""

import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Hall
from tests.support import every_form
from tests.support.browser import Visitor
from tests.support.server import Server
from tests.support.wire import WAIT, Wire
from workshop.util.paths import bundled

CALL = re.compile(r"(\d+) +(?:<\.\.\. )?(\w+)(?:\((\d+)<([^>]*)>| resumed>)(.*)")
ACK = re.compile(r'43\d+\[\{\\"status\\":\\"ok\\"|HTTP/1\.1 303')  # of an answer, or of a form that was sent
PEOPLE, ROUNDS = 5, 6
JOIN_IN = re.compile(r'/questions/me-too".*?name="field" value="(\w+)"', re.DOTALL)


class Trace:
    """The lines of an strace: what was written to the WAL, when it was synced, which acks went out."""

    def __init__(self, lines: list[str]) -> None:
        self.acks, self.early = 0, 0
        self._progress: dict[str, str] = {}  # socket → "written", "synced"; nothing yet since its last ack
        self._syncing: set[str] = set()  # threads
        for line in lines:
            if call := CALL.match(line):
                self._take(*call.groups(default=""))

    def _take(self, thread: str, call: str, number: str, file: str, rest: str) -> None:
        if call in ("fdatasync", "fsync"):
            self._sync(thread, file, rest)
        elif call.startswith("pwrite") and file.endswith("-wal"):
            self._progress = {socket: done or "written" for socket, done in self._progress.items()}
        elif ACK.search(rest):
            self.acks += 1
            self.early += self._progress.get(file, "synced") != "synced"  # nothing is known of what came before
            self._progress[file] = ""

    def _sync(self, thread: str, file: str, rest: str) -> None:
        """Another thread's call may be noted between the beginning and the end of this one."""
        if file.endswith("-wal"):
            self._syncing.add(thread)
        if thread in self._syncing and rest.rstrip().endswith("= 0"):
            self._syncing.discard(thread)
            self._progress = {socket: "synced" if done else "" for socket, done in self._progress.items()}


@pytest.fixture
def traced(tmp_path: Path) -> Iterator[Server]:
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    trace = tmp_path / "trace"
    if subprocess.run(["strace", "-f", "-o", str(trace), "true"], capture_output=True).returncode:
        pytest.skip("strace may not look at processes here")
    server = Server(tmp_path, {"every-form.md": every_form.SCRIPT, "media": bundled("sessions") / "media"})
    calls = "pwrite64,pwritev,fdatasync,fsync,sendto,sendmsg,write,writev"
    server.before = ("strace", "-D", "-f", "--seccomp-bpf", "-y", "-s", "100", "-o", str(trace), "-e", f"trace={calls}")
    yield server.start()
    if server.process.poll() is None:
        server.stop()


def everybody(people: list[Any], does: Callable[[Any], None]) -> None:
    """At the same time, and each for itself one after the other."""
    at_once = [threading.Thread(target=does, args=(one,)) for one in people]
    for one in at_once:
        one.start()
    for one in at_once:
        one.join()


def answering(key: str, bodies: list[dict[str, Any]]) -> Callable[[Wire], None]:
    def answers(wire: Wire) -> None:
        for body in bodies:
            assert wire.op(key, body)["status"] == "ok"

    return answers


def asking(at: str) -> Callable[[Visitor], None]:
    """Each asks the room, and once all have, joins in with somebody's question, and takes that back."""
    asked = threading.Barrier(PEOPLE)

    def asks(visitor: Visitor) -> None:
        assert visitor.post(at, at, text=f"Who knows, {id(visitor)}?").status_code == 303
        asked.wait(WAIT)
        item = JOIN_IN.search(visitor.get(at).text)
        assert item
        for joins in "10":
            assert visitor.post(f"{at}/me-too", at, field=item[1], step=joins).status_code == 303

    return asks


def lines_of(trace: Path) -> list[str]:
    """Once the process has ended for strace, too."""
    for _ in range(200):
        lines = trace.read_text(errors="replace").splitlines()
        if lines and "+++ exited" in lines[-1]:
            return lines
        time.sleep(0.05)
    raise AssertionError("strace did not end")


def test_between_two_acks_of_a_person_their_answer_was_written_and_synced(traced: Server, tmp_path: Path):
    hall = Hall(traced, "every-form")
    hall.join(*"ABCDE"[:PEOPLE])
    hall.home()
    people = [Wire(traced, hall.id, cookie) for cookie in hall.cookies.values()]
    hall.do("start")
    expected = 0
    letters = [{"text": f"words {n}", "sees": "only me"} for n in range(ROUNDS)]
    choices = every_form.ANSWERS["one-of-them"] * (ROUNDS // 2)
    votes = {f"vote:{step}": bodies for step, bodies in every_form.ANSWERS.items()}
    for key, bodies in {"note:letter": letters, **votes, "vote:one-of-them": choices}.items():
        verb, _, step = key.partition(":")
        traced.command(hall.id, "goto", step=step)
        if verb == "vote":
            hall.do("open")
        for some in ([people[0]], people):
            everybody(some, answering(key, bodies))
            expected += len(some) * len(bodies)
    browsers = [Visitor.holding(traced, cookie) for cookie in hall.cookies.values()]
    everybody(browsers, asking(f"/s/{hall.id}/questions"))
    expected += 3 * PEOPLE
    for wire in people:
        wire.leave()
    assert traced.stop() == 0
    seen = Trace(lines_of(tmp_path / "trace"))
    assert (seen.acks, seen.early) == (expected, 0)

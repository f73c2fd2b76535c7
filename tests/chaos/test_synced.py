"""Seen from below, in the system's own calls: nothing is acknowledged before it is on the disk."""

import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Hall
from tests.support.server import Server
from tests.support.wire import Wire

CALL = re.compile(r"(\d+) +(?:<\.\.\. )?(\w+)(?:\((\d+)<([^>]*)>| resumed>)(.*)")
ACK = re.compile(r'43\d+\[\{\\"status\\":\\"ok\\"')
PEOPLE, ROUNDS = 5, 6


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
    server = Server(tmp_path)
    calls = "pwrite64,pwritev,fdatasync,fsync,sendto,sendmsg,write,writev"
    server.before = ("strace", "-D", "-f", "--seccomp-bpf", "-y", "-s", "100", "-o", str(trace), "-e", f"trace={calls}")
    yield server.start()
    if server.process.poll() is None:
        server.stop()


def everybody(people: list[Wire], key: str, body) -> None:
    """At the same time, and each for itself one after the other."""

    def answers(wire: Wire) -> None:
        for n in range(ROUNDS):
            assert wire.op(key, body(n))["status"] == "ok"

    at_once = [threading.Thread(target=answers, args=(wire,)) for wire in people]
    for one in at_once:
        one.start()
    for one in at_once:
        one.join()


def lines_of(trace: Path) -> list[str]:
    """Once the process has ended for strace, too."""
    for _ in range(200):
        lines = trace.read_text(errors="replace").splitlines()
        if lines and "+++ exited" in lines[-1]:
            return lines
        time.sleep(0.05)
    raise AssertionError("strace did not end")


def test_between_two_acks_of_a_person_their_answer_was_written_and_synced(traced: Server, tmp_path: Path):
    hall = Hall(traced, "team-look-back")
    hall.join(*"ABCDE"[:PEOPLE])
    hall.home()
    people = [Wire(traced, hall.id, cookie) for cookie in hall.cookies.values()]
    for kind, verb, body in (
        ("reflect", "note", lambda n: {"text": f"words {n}"}),
        ("poll", "vote", lambda n: {"choice": [n % 2]}),
    ):
        step = hall.go(kind)
        if kind == "poll":
            hall.do("open")
        for some in ([people[0]], people):
            everybody(some, f"{verb}:{step}", body)
    for wire in people:
        wire.leave()
    assert traced.stop() == 0
    lines = lines_of(tmp_path / "trace")
    seen = Trace(lines)
    assert (seen.acks, seen.early) == (2 * (1 + PEOPLE) * ROUNDS, 0)
    without_syncs = Trace([line for line in lines if "sync" not in line])
    assert without_syncs.early == seen.acks - PEOPLE  # all but the first of each: the test would see it

"""A process beside the server: fed, read, and ended when nobody reads any more."""

import sys
import time
from pathlib import Path

import pytest

from workshop.exports.aside import Broken, through


@pytest.fixture
def program(tmp_path: Path, monkeypatch):
    """Makes a module of this text, which the other process can find."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def made(text: str) -> str:
        (tmp_path / "beside.py").write_text(text)
        return "beside"

    return made


def test_more_than_a_pipe_holds_goes_through_both_ways(program):
    echo = program("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())")
    given = [bytes([65 + n % 26]) * 50_000 for n in range(40)]
    assert b"".join(through(echo, given)) == b"".join(given)


def test_a_process_that_fails_is_no_short_file(program):
    half = program("import sys; sys.stdin.read(); sys.stdout.write('half'); sys.stdout.flush(); sys.exit(3)")
    with pytest.raises(Broken):
        list(through(half, [b"x"]))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_whoever_stops_reading_ends_it(program):
    def children() -> set[str]:
        return set(Path(f"/proc/self/task/{Path('/proc/thread-self').resolve().name}/children").read_text().split())

    before = children()
    slow = program("import sys,time; sys.stdin.read(); sys.stdout.write('a' * 10); sys.stdout.flush(); time.sleep(600)")
    reading = through(slow, [b"x"])
    assert next(reading) == b"a" * 10
    assert children() - before
    reading.close()
    time.sleep(0.1)
    assert not children() - before

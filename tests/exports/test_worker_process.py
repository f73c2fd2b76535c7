"""A process beside the server: fed, read, and ended when nobody reads any more."""

import sys
import tempfile
from pathlib import Path

import pytest

from workshop.exports import humble, worker_process
from workshop.exports.extras import Busy
from workshop.exports.worker_process import Broken, through

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture
def program(tmp_path: Path, monkeypatch):
    """Makes a module of this text, which the other process can find."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def made(text: str) -> str:
        (tmp_path / "beside.py").write_text(text)
        return "beside"

    return made


def children() -> set[str]:
    thread = Path("/proc/thread-self").resolve().name
    return set(Path(f"/proc/self/task/{thread}/children").read_text().split())


def test_more_than_a_pipe_holds_goes_through_both_ways(program):
    echo = program("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())")
    given = [bytes([65 + n % 26]) * 50_000 for n in range(40)]
    assert b"".join(through(echo, given)) == b"".join(given)


def test_a_process_that_fails_is_no_short_file(program):
    half = program("import sys; sys.stdin.read(); sys.stdout.write('half'); sys.stdout.flush(); sys.exit(3)")
    with pytest.raises(Broken):
        list(through(half, [b"x"]))


def test_whoever_stops_reading_ends_it(program):
    before = children()
    slow = program("import sys,time; sys.stdin.read(); sys.stdout.write('a' * 10); sys.stdout.flush(); time.sleep(600)")
    reading = through(slow, [b"x"])
    assert next(filter(None, reading)) == b"a" * 10
    assert children() - before
    reading.close()
    assert not children() - before


def test_what_it_put_aside_goes_with_it(program, tmp_path, monkeypatch):
    """What sets PDFs unpacks its fonts into a folder, and has no time to remove it where it is ended."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    aside = "import sys,tempfile,time; sys.stdin.read(); print(tempfile.mkdtemp(), flush=True); time.sleep(600)"
    reading = through(program(aside), [b"x"])
    folder = Path(next(filter(None, reading)).decode().strip())
    assert folder.is_dir()
    reading.close()
    assert not folder.parent.exists()
    assert folder.is_relative_to(tmp_path)


def test_whoever_waits_may_do_something_else_meanwhile(program):
    silent = program("import sys,time; sys.stdin.read(); time.sleep(600)")
    waiting = through(silent, [b"x"] * 3)
    assert [next(waiting) for _ in range(20)] == [b""] * 20
    waiting.close()


def test_one_that_ends_before_it_has_read_everything_is_broken(program):
    deaf = program("import sys; sys.stdin.close()")
    with pytest.raises(Broken):
        list(through(deaf, [b"x" * 100_000] * 40))


def test_there_are_two_at_once_and_the_third_has_its_turn_after_them(program):
    echo = program("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())")
    first, second, third = (through(echo, [b"x"]) for _ in range(3))
    assert (next(first), next(second), next(third)) == (b"",) * 3
    started = len(children())
    assert [next(third) for _ in range(20)] == [b""] * 20
    assert len(children()) == started
    first.close()
    assert b"".join(third) == b"x"
    assert b"".join(second) == b"x"


def test_after_a_while_it_is_told_plainly_that_others_are_being_made(program, monkeypatch):
    monkeypatch.setattr(worker_process, "PATIENCE", 0.05)
    silent = program("import sys,time; sys.stdin.read(); time.sleep(600)")
    others = [through(silent, [b"x"]) for _ in range(worker_process.MOST)]
    [next(other) for other in others]
    with pytest.raises(Busy, match="Try again in a moment"):
        list(through(silent, [b"x"]))
    [other.close() for other in others]
    again = through(silent, [b"x"])
    assert next(again) == b""
    again.close()


def test_it_is_modest(program):
    """The first to end where memory does, and it may not use all of it."""
    told = program(
        "import resource\nfrom workshop.exports.humble import humble\nhumble(600)\n"
        "print(resource.getrlimit(resource.RLIMIT_DATA)[0], open('/proc/self/oom_score_adj').read())"
    )
    most, first = b"".join(through(told, [])).split()
    assert (int(most), int(first)) == (humble.MOST_BYTES, 1000)

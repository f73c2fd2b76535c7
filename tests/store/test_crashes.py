"""kill -9 at every step of a poll: no vote is lost or double, no key is left, the result is the same."""

import signal
import subprocess
import sys
from pathlib import Path

import closing
import pytest
from sqlalchemy import select

from workshop.store.models import BallotRow, PollRow

EARLY = ["key made", "opened", "voted, not yet told so", "closing", "counted", "finished, not committed"]
LATE = ["committed", "key overwritten", "key destroyed", "WAL emptied"]
RESULT = [{"counts": [3, 2]}]


def killed(folder, what, point):
    """Another process does this and is killed there."""
    script = Path(closing.__file__)
    done = subprocess.run([sys.executable, script, folder, what, point], capture_output=True, text=True, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.fixture
def start_again(reopen):
    def start_again(folder):
        with reopen(folder) as room:
            closing.start_again(room, closing.Doomed("never"))
            return closing.results(room)

    return start_again


@pytest.mark.parametrize("point", EARLY + LATE)
def test_a_crash(point, tmp_path, start_again, reopen):
    folder = tmp_path / "data"
    killed(folder, "everything", point)
    assert start_again(folder) == RESULT
    with reopen(folder) as room, room.read() as conn:
        assert list(room.keys.folder.iterdir()) == []
        assert conn.execute(select(BallotRow.tag)).all() == []
        assert conn.execute(select(PollRow.state)).scalars().all() == ["closed"]


@pytest.mark.parametrize("point", ["counted", "committed"])
def test_a_crash_and_another_one_while_recovering(point, tmp_path, start_again):
    folder = tmp_path / "data"
    killed(folder, "everything", "closing")
    killed(folder, "start again", point)
    assert start_again(folder) == RESULT


def test_without_a_crash(room):
    closing.everything(room, closing.Doomed("never"))
    assert closing.results(room) == RESULT

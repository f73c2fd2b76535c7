"""Backups that are made by themselves: in time, so many and no more, and a failure is told."""

import fcntl
import os
import time

import pytest

from workshop.store.restore import Place
from workshop.store.scheduled_backups import DAMAGED_KEPT, FAILED, LOCK, ScheduledBackups

HOUR = 3600


@pytest.fixture
def place(room, session):
    return Place(room.path, room.folder, room.folder / "scripts")


@pytest.fixture
def daily(place):
    return ScheduledBackups(place, "", every=24, keep=2)


def age(path, hours):
    then = time.time() - hours * HOUR
    os.utime(path, (then, then))


def names(place):
    return sorted(path.name for path in place.backups.iterdir())


class TestSchedule:
    def test_the_first_is_due_at_once_and_the_next_after_its_hours(self, room, daily):
        assert daily.due()
        daily.run(room.database)
        assert not daily.due()
        [made] = daily.place.backups.glob("auto-*.zip")
        age(made, 25)
        assert daily.due()
        assert not daily.due(patience=2 * HOUR), "people in a workshop go first, for a while"

    def test_none_is_ever_due_where_none_are_wanted(self, place):
        assert not ScheduledBackups(place, "", every=0, keep=1).due()

    def test_so_many_are_kept_and_what_somebody_asked_for_stays(self, room, daily):
        place = daily.place
        place.backups.mkdir()
        for n in range(1, 4):
            (place.backups / f"auto-{n}.zip").write_bytes(b"old")
            age(place.backups / f"auto-{n}.zip", 100 + n)
        (place.backups / "workshop-mine.zip").write_bytes(b"mine")
        daily.run(room.database)
        kept = names(place)
        assert "workshop-mine.zip" in kept
        assert "auto-1.zip" in kept
        assert len([name for name in kept if name.startswith("auto-")]) == 2

    def test_a_damaged_database_that_was_set_aside_goes_in_time(self, daily):
        daily.place.backups.mkdir()
        for name, seconds in {"damaged-old.db": DAMAGED_KEPT + HOUR, "damaged-new.db": HOUR}.items():
            (daily.place.backups / name).write_bytes(b"?")
            age(daily.place.backups / name, seconds / HOUR)
        daily.prune()
        assert names(daily.place) == ["damaged-new.db"]


def test_of_two_servers_whose_hours_are_over_in_the_same_moment_one_makes_it(room, daily):
    daily.place.backups.mkdir()
    with (daily.place.backups / LOCK).open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        daily.run(room.database)
    assert (names(daily.place), daily.trouble) == ([LOCK], None)
    daily.run(room.database)
    assert len(names(daily.place)) == 2


def test_a_failure_is_told_once_and_is_over_with_the_next_success(room, daily, caplog):
    daily.place.backups.write_text("a file where the folder should be")
    daily.run(room.database)
    daily.run(room.database)
    assert daily.trouble == FAILED
    assert not daily.trouble.blocks
    assert len(caplog.records) == 1
    daily.place.backups.unlink()
    daily.run(room.database)
    assert daily.trouble is None
    assert daily.last() is not None

"""`workshop serve --processes N`: several servers behind one port over one PostgreSQL and one Redis, seen as one."""

import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.test_kill import SCRIPT, Writer, count_of, counted_once, open_a_session, wait
from tests.support import postgres
from tests.support import redis as redis_server
from tests.support.server import Server, serving


class Fleet(Server):
    """Started as a host does."""

    def __init__(self, folder: Path, database: str, redis: str, many: int, **more: str) -> None:
        settings = {"WORKSHOP_DATABASE_URL": database, "WORKSHOP_REDIS_URL": redis, "WORKSHOP_PROCESSES": str(many)}
        super().__init__(folder, {"chaos.md": SCRIPT}, **settings, **more)

    def servers(self) -> list[int]:
        """Their process ids."""
        told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(each) for each in told.split()]

    def kill_one(self, dice: random.Random) -> None:
        victim = dice.choice(self.servers())
        os.kill(victim, signal.SIGKILL)


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[dict[str, str]]:
    with postgres.running() as (database, _), redis_server.running() as redis:
        yield {"database": database, "redis": redis.url}


@pytest.fixture
def fleet(shared: dict[str, str], tmp_path: Path) -> Iterator[Fleet]:
    running = Fleet(tmp_path, many=2, **shared)
    running.start()
    yield running
    assert running.stop() == 0
    assert running.faults() == []


def stopped(writers: list[Writer]) -> None:
    for writer in writers:
        writer.going = False
    for writer in writers:
        writer.join(60)
    assert not any(writer.is_alive() for writer in writers)


def whole(writers: list[Writer]) -> None:
    """Everybody is there and answers, and nothing that was acknowledged is gone."""
    acks = [w.acks for w in writers]
    wait(writers, lambda: all(w.acks > a for w, a in zip(writers, acks, strict=True)))
    assert [w.wrong for w in writers if w.wrong] == []


def test_servers_that_are_killed_come_back_and_nothing_acknowledged_is_lost_or_counted_twice(fleet: Fleet):
    session, writers = open_a_session(fleet)
    dice = random.Random(20)
    for _ in range(3):
        many = count_of(writers)
        wait(writers, lambda many=many: count_of(writers) > many + 20)
        before = set(fleet.servers())
        fleet.kill_one(dice)
        wait(writers, lambda before=before: len(set(fleet.servers()) - before) == 1 and len(fleet.servers()) == 2)
        whole(writers)
    stopped(writers)
    counted_once(fleet, session, writers)


def test_they_are_started_anew_one_after_the_other_while_people_answer(fleet: Fleet):
    session, writers = open_a_session(fleet)
    before = set(fleet.servers())
    fleet.process.send_signal(signal.SIGHUP)
    wait(writers, lambda: len(fleet.servers()) == 2 and not before & set(fleet.servers()))
    whole(writers)
    stopped(writers)
    counted_once(fleet, session, writers)


def test_with_one_database_file_it_says_what_is_needed(tmp_path: Path):
    alone = Server(tmp_path, WORKSHOP_PROCESSES="2")
    with pytest.raises(AssertionError) as said:
        alone.start()
    assert "need PostgreSQL and Redis" in str(said.value)


@pytest.mark.soak
def test_five_minutes_of_kills_among_four(shared: dict[str, str], tmp_path: Path, record_property):
    with serving(Fleet(tmp_path, many=4, **shared)) as fleet:
        session, writers = open_a_session(fleet)
        dice, until, kills = random.Random(time.time_ns()), time.monotonic() + 300, 0
        while time.monotonic() < until:
            many = count_of(writers)  # on a slow machine, too, somebody answers between two kills
            wait(writers, lambda many=many: count_of(writers) > many + 20)
            time.sleep(dice.uniform(0.2, 3))
            fleet.kill_one(dice)
            kills += 1
        whole(writers)
        record_property("kills", kills)
        record_property("acknowledged", count_of(writers))
        stopped(writers)
        counted_once(fleet, session, writers)

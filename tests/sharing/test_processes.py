"""`workshop serve --processes N`: several servers behind one port over one PostgreSQL and one Redis, seen as one."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.chaos.test_kill import SCRIPT, Writer, count_of, counted_once, open_a_session, wait
from tests.chaos.test_many import crowd
from tests.conftest import Hall
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


PHONES = 60
BOUND = 2.0  # seconds until the right step is there, for 95 of 100


@dataclass(slots=True)
class Moves:
    """Whoever leads goes from step to step, and asks again where the server that listened was killed."""

    hall: Hall
    made: list[tuple[float, float, str]] = field(default_factory=list)  # asked, acknowledged, where to

    def on(self) -> None:
        step = "tea-or-coffee" if len(self.made) % 2 == 0 else "letter"
        asked = time.monotonic()
        while not self._is_done(step):
            assert time.monotonic() < asked + 60
        self.made.append((asked, time.monotonic(), step))

    def _is_done(self, step: str) -> bool:
        with suppress(requests.ConnectionError):
            return self.hall.server.command(self.hall.id, "goto", step=step)["status"] == "ok"
        return False

    def waits(self, phone: dict[str, Any], bound: float) -> list[float]:
        """Of each move the seconds until it was seen here. One that the next overtook counts only where it was late."""
        ends = [asked for asked, _, _ in self.made[1:]] + [float("inf")]
        found = []
        for (asked, done, step), end in zip(self.made, ends, strict=True):
            seen = [at for at, shown in phone["shown"] if asked <= at < end and shown == step]
            if seen or end - done > bound:
                found.append(max(0.0, min(seen, default=float("inf")) - done))
        return found


def back_after(phone: dict[str, Any]) -> list[float]:
    """Seconds from each cut until the next greeting."""
    came = [at for at, _ in phone["came"]]
    return [min((at for at in came if at >= cut), default=float("inf")) - cut for cut in phone["cuts"]]


@pytest.mark.parametrize(("seconds", "bound"), [(30, 60.0), pytest.param(300, BOUND, marks=pytest.mark.soak)])
def test_kills_among_four_lose_nothing_count_nothing_twice_and_everybody_is_soon_at_the_right_step(
    shared: dict[str, str], tmp_path: Path, record_property: Any, seconds: int, bound: float
):
    """How soon is measured in the long run: other tests beside this one hold it up."""
    dice, kills, before = random.Random(time.time_ns()), 0, 0
    with serving(Fleet(tmp_path, many=4, **shared)) as fleet, crowd(fleet, PHONES, pause=3) as people:
        session, writers = open_a_session(fleet)
        moves, until = Moves(people.hall), time.monotonic() + seconds
        while time.monotonic() < until:
            many = count_of(writers)  # on a slow machine, too, somebody answers between two kills
            wait(writers, lambda many=many: count_of(writers) > many + 20)
            time.sleep(dice.uniform(0.2, 3))
            before = set(fleet.servers())
            fleet.kill_one(dice)
            kills += 1
            moves.on()
        wait(writers, lambda: len(set(fleet.servers()) - before) >= 1 and len(fleet.servers()) == 4)
        whole(writers)
        people.until(connected=PHONES)
        told = people.told()
        stopped(writers)
        counted_once(fleet, session, writers)
        assert fleet.faults() == []
    back = sorted(wait for phone in told for wait in back_after(phone))
    steps = sorted(wait for phone in told for wait in moves.waits(phone, bound))
    record_property("kills, acknowledged:", (kills, count_of(writers) + sum(phone["acked"] for phone in told)))
    record_property("cut, seconds until 95 %, all were back:", (len(back), *map(seen_by(back), (95, 100))))
    record_property("steps told, seconds until 95 %, all saw them:", (len(steps), *map(seen_by(steps), (95, 100))))
    assert [phone["lost"] for phone in told] == [0] * PHONES
    assert len(back) >= kills  # the control: they were cut
    assert seen_by(back)(95) <= bound
    assert seen_by(steps)(95) <= bound


def seen_by(waits: list[float]) -> Callable[[int], float]:
    """The seconds within which so many of 100 had it."""
    return lambda percent: round(waits[max(0, len(waits) * percent // 100 - 1)], 2)

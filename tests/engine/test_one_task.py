"""However many wait for the same thing, one task waits for them; whoever comes as it ends is not forgotten."""

import threading
import time
from types import SimpleNamespace
from typing import Any

import pytest

from workshop import engine
from workshop.engine import one_task
from workshop.engine.one_task import Rounds


class Tasks:
    """Spawns, and remembers what."""

    def __init__(self) -> None:
        self.all: list[threading.Thread] = []

    def spawn(self, function: Any) -> None:
        self.all.append(threading.Thread(target=function, daemon=True))
        self.all[-1].start()

    def end(self) -> None:
        for task in self.all:
            task.join(20)
            assert not task.is_alive()


def test_many_who_wait_are_called_in_order_by_one_task() -> None:
    called: list[int] = []
    before = threading.active_count()
    later = engine.later(0.3, called.append)
    for n in range(500):
        later.add(n)
    assert threading.active_count() <= before + 1
    assert called == []
    until = time.monotonic() + 20
    while len(called) < 500 and time.monotonic() < until:
        time.sleep(0.01)
    assert called == list(range(500))


def test_one_who_fails_keeps_nobody_waiting() -> None:
    came = threading.Event()

    def call(n: int) -> None:
        if not n:
            raise ValueError(n)
        came.set()

    later = engine.later(0.01, call)
    later.add(0)
    later.add(1)
    assert came.wait(20)


def test_whoever_comes_in_the_moment_in_which_the_task_ends_is_seen() -> None:
    """On threads the task could find nothing to do, and end after somebody had seen it running."""
    tasks, waiting, done = Tasks(), [1], []
    late: list[threading.Thread] = []

    def come() -> None:
        waiting.append(2)
        rounds.go_on()

    def needed() -> bool:
        found = bool(waiting)
        if not found and not late:
            late.append(threading.Thread(target=come, daemon=True))
            late[0].start()
            late[0].join(0.2)  # all of it, unless it is kept out until this look is over
        return found

    def work() -> None:
        done.extend(waiting)
        waiting.clear()

    rounds = Rounds(0.01, needed, work, time.sleep, tasks.spawn, threading.Lock())
    rounds.go_on()
    until = time.monotonic() + 20
    while len(done) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    assert done == [1, 2]
    late[0].join(20)
    tasks.end()


def test_where_the_server_was_held_up_what_came_meanwhile_is_heard_first() -> None:
    """Each rest gives the others a turn: one that took far too long is followed by a second."""
    clock, rests, looks = [0.0], iter([0.2, 9.0, 0.2, 0.2]), [0]
    seen: list[tuple[float, int]] = []

    def sleep(_seconds: float) -> None:
        clock[0] += next(rests)
        looks[0] += 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(one_task, "time", SimpleNamespace(monotonic=lambda: clock[0]))
        rounds = Rounds(
            0.2, lambda: len(seen) < 3, lambda: seen.append((round(clock[0], 1), looks[0])), sleep,
            lambda function: function(), threading.Lock(),
        )  # fmt: skip
        rounds.go_on()
    assert seen == [(0.2, 1), (9.4, 3), (9.6, 4)]

"""How long a room waits before it is told that nobody leads: a closed console is waited for, a silent one was."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from workshop import engine
from workshop.authoring.library import Library
from workshop.live.submit import Live
from workshop.realtime import leader_absence
from workshop.realtime.leader_absence import LeaderAbsence
from workshop.realtime.presence import Connection, Presence
from workshop.session import commands as cmd
from workshop.store.database import SQLITE_POOL, Database, prepare
from workshop.store.keys import Keys
from workshop.store.migrate import upgrade
from workshop.util.paths import bundled

PATIENCE = leader_absence.PATIENCE
LINK = bundled("static") / "js/line/frame-order.js"


class NotYet(Exception):
    pass


class Clock:
    """The engine of these tests: a task that sleeps goes on when the test lets the time pass."""

    def __init__(self) -> None:
        self._tasks: list[tuple[Callable[..., None], tuple]] = []
        self._passed = 0.0

    def spawn(self, function: Callable[..., None], *args: object) -> None:
        self._tasks.append((function, args))

    def sleep(self, seconds: float) -> None:
        if seconds > self._passed:
            raise NotYet

    def after(self, seconds: float) -> None:
        """So much time has passed for every task."""
        self._passed = seconds
        for task in list(self._tasks):
            with suppress(NotYet):
                task[0](*task[1])
                self._tasks.remove(task)


class Hall:
    """A running session with one console, and what its room was told."""

    def __init__(self, live: Live) -> None:
        self.told: list[bool] = []
        self.presence = Presence()
        self.id = Library(bundled("sessions")).start(live, "hello").id
        live.submit(self.id, cmd.Start(engine.now()))
        self.leader_absence = LeaderAbsence(live, self.presence, lambda _id, on: self.told.append(on))
        self.come()

    def come(self) -> None:
        self.presence.add(Connection("console", self.id, "facilitator", "facilitator"))
        self.leader_absence.look(self.id)

    def go(self, *, silent: bool = False) -> None:
        self.presence.leave("console")
        self.leader_absence.look(self.id, silent=silent)


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    bound = create_engine(f"sqlite:///{tmp_path / 'w.db'}", **SQLITE_POOL)
    prepare(bound)
    upgrade(bound)
    (tmp_path / "keys").mkdir(mode=0o700)
    clock = Clock()
    monkeypatch.setattr(leader_absence, "engine", clock)
    opened = Hall(Live(Database(bound), Keys(tmp_path / "keys")))
    opened.after = clock.after
    yield opened
    bound.dispose()


def test_a_reload_is_no_reason_for_a_word(hall: Hall):
    hall.go()
    hall.after(PATIENCE - 1)
    hall.come()
    hall.after(PATIENCE)
    assert hall.told == []


def test_a_console_that_stays_away_is_told_once(hall: Hall):
    hall.go()
    hall.after(PATIENCE - 1)
    assert hall.told == []
    hall.after(PATIENCE)
    hall.after(2 * PATIENCE)
    assert hall.told == [True]
    hall.come()
    assert hall.told == [True, False]


def test_a_line_that_fell_silent_was_waited_for_already(hall: Hall):
    hall.go(silent=True)
    hall.after(0)
    assert hall.told == [True]


def test_the_room_waits_longer_than_a_console_between_two_tries():
    longest = re.search(r"LONGEST = (\d+);", LINK.read_text())
    assert longest and int(longest[1]) < leader_absence.PATIENCE * 1000

"""How long a room waits before it is told that nobody leads: a closed console is waited for, a silent one was."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from workshop import engine
from workshop.authoring.library import Library
from workshop.live import Live
from workshop.paths import bundled
from workshop.realtime import holding
from workshop.realtime.holding import Holding
from workshop.realtime.seats import Seat, Seats
from workshop.session import commands as cmd
from workshop.store.database import SQLITE_POOL, Database, prepare
from workshop.store.keys import Keys
from workshop.store.migrate import upgrade

PATIENCE = 0.3
LINK = bundled("static") / "js" / "link.js"


class Hall:
    """A running session with one console, and what its room was told."""

    def __init__(self, live: Live) -> None:
        self.told: list[bool] = []
        self.seats = Seats()
        self.id = Library(bundled("sessions")).start(live, "hello").id
        live.submit(self.id, cmd.Start(engine.now()))
        self.holding = Holding(live, self.seats, lambda _id, on: self.told.append(on))
        self.come()

    def come(self) -> None:
        self.seats.take(Seat("console", self.id, "facilitator", "facilitator"))
        self.holding.look(self.id)

    def go(self, *, silent: bool = False) -> None:
        self.seats.leave("console")
        self.holding.look(self.id, silent=silent)


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    bound = create_engine(f"sqlite:///{tmp_path / 'w.db'}", **SQLITE_POOL)
    prepare(bound)
    upgrade(bound)
    (tmp_path / "keys").mkdir(mode=0o700)
    monkeypatch.setattr(holding, "PATIENCE", PATIENCE)
    yield Hall(Live(Database(bound), Keys(tmp_path / "keys")))
    bound.dispose()


def until(hall: Hall, told: list[bool], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while hall.told != told and time.monotonic() < deadline:
        time.sleep(0.01)
    assert hall.told == told


def test_a_reload_is_no_reason_for_a_word(hall: Hall):
    hall.go()
    hall.come()
    time.sleep(2 * PATIENCE)
    assert hall.told == []


def test_a_console_that_stays_away_is_told_once(hall: Hall):
    hall.go()
    assert hall.told == []
    until(hall, [True])
    hall.come()
    until(hall, [True, False])


def test_a_line_that_fell_silent_was_waited_for_already(hall: Hall, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(holding, "PATIENCE", 600.0)
    hall.go(silent=True)
    until(hall, [True])


def test_the_room_waits_longer_than_a_console_between_two_tries():
    longest = re.search(r"LONGEST = (\d+);", LINK.read_text())
    assert longest and int(longest[1]) < holding.PATIENCE * 1000

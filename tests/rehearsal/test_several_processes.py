"""A rehearsal runs at one process; at whatever other one somebody presses Start, it is known whether it is over."""

import threading
from contextlib import nullcontext
from dataclasses import asdict
from typing import Any

import pytest

from tests.support.words import Wire
from workshop.rehearsal import rehearse, runs
from workshop.rehearsal.cast import Plan
from workshop.rehearsal.runs import Rehearsals, Run, Stopped
from workshop.session.errors import Refused

PATIENCE = 60  # seconds, on a busy machine
HERE = "place"


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Once it is set the rehearsal is over."""
    over = threading.Event()

    def play(*_: Any) -> None:
        assert over.wait(PATIENCE)
        raise Stopped

    monkeypatch.setattr(rehearse, "rehearse", play)
    monkeypatch.setattr(runs, "ON_ITS_WAY", 0.0)
    return over


def start(at: Rehearsals, session: str, name: str = "script") -> Run:
    at.check_free(HERE)
    at.take_turn(HERE)
    at.start(None, HERE, name, session, "CODE", None, Plan(), nullcontext)
    return at.of(HERE, name)


def until_over(run: Run) -> None:
    for _ in range(PATIENCE * 50):
        if not run.running:
            return
        runs.engine.sleep(0.02)
    raise AssertionError("It goes on and on.")


def test_who_is_about_to_refuse_asks_whether_it_is_over(wire: Wire, ends: threading.Event):
    """The word of its end may be on its way, or lost."""
    one, other = (Rehearsals(wire.peer(name)) for name in ("one", "other"))
    run = start(one, "first")
    while other.of(HERE, "script") is None:
        runs.engine.sleep(0.01)
    with pytest.raises(Refused, match="Another rehearsal is running"):
        other.check_free(HERE)
    wire.hold()
    ends.set()
    until_over(run)
    wire.held = [word for word in wire.held if word[1] != "rehearsal"]  # and nobody hears of it
    wire.release()
    assert other.of(HERE, "script").running
    other.check_free(HERE)
    assert "stopped before its end" in other.of(HERE, "script").trouble


def test_an_end_is_final_and_told_at_once(wire: Wire, ends: threading.Event):
    one, other = (Rehearsals(wire.peer(name)) for name in ("one", "other"))
    run = start(one, "first")
    late = {"place": HERE, "run": asdict(run)}
    ends.set()
    until_over(run)
    for _ in range(PATIENCE * 50):
        if (there := other.of(HERE, "script")) and not there.running:
            break
        runs.engine.sleep(0.02)
    wire.peers[0].tell("rehearsal", **late)
    assert not other.of(HERE, "script").running


def test_an_older_one_does_not_hide_the_one_that_runs(wire: Wire, ends: threading.Event):
    one, other = (Rehearsals(wire.peer(name)) for name in ("one", "other"))
    run = start(one, "second")
    ended = {**asdict(run), "session": "first", "trouble": "over"}
    wire.peers[1].tell("rehearsal", place=HERE, run=ended)
    assert one.of(HERE, "script") is run
    other._hear("one", {"place": HERE, "run": ended})
    assert other.of(HERE, "script").session == "second"
    ends.set()


def test_of_two_who_start_in_the_same_moment_one_is_refused(wire: Wire, ends: threading.Event):
    one, other = (Rehearsals(wire.peer(name)) for name in ("one", "other"))
    for each in (one, other):
        each.check_free(HERE)
    one.take_turn(HERE)
    begins = threading.Timer(0.1, lambda: one.start(None, HERE, "script", "first", "CODE", None, Plan(), nullcontext))
    begins.start()
    with pytest.raises(Refused):
        other.take_turn(HERE)
    begins.join()
    ends.set()


def test_a_start_that_came_to_nothing_keeps_nobody_else_from_it(
    wire: Wire, ends: threading.Event, monkeypatch: pytest.MonkeyPatch
):
    one, other = (Rehearsals(wire.peer(name)) for name in ("one", "other"))
    monkeypatch.setattr(runs, "PATIENCE", 0.0)
    one.take_turn(HERE)
    assert start(other, "first").running
    ends.set()


def test_it_ends_with_its_process(wire: Wire, ends: threading.Event):
    one, other = (Rehearsals(wire.peer(name)) for name in ("one", "other"))
    run = start(one, "first")
    while other.of(HERE, "script") is None:
        runs.engine.sleep(0.01)
    wire.hold()  # its process says nothing more
    other._hear_bye("one", {})
    assert "has ended, so there is no report" in other.of(HERE, "script").trouble
    other.check_free(HERE)
    other._hear("one", {"place": HERE, "run": asdict(run)})
    assert other.of(HERE, "script").running, "it was silent, and is back"
    ends.set()

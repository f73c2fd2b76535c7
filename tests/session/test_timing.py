"""The plan against the clock, with the clock in the test's hand."""

from tests.session.stories import Kind, after, cmd, run, script_of, step
from workshop.script.model import Slide
from workshop.session.stage import stage_for
from workshop.session.team import FACILITATOR
from workshop.session.timing import drift


def plan():
    minutes = {"a": (2, False), "b": (3, False), "c": (5, True), "d": (2, True), "e": (4, False)}
    return script_of(*(step(i, Kind.SLIDE, Slide(), seconds=60 * m, optional=o) for i, (m, o) in minutes.items()))


def test_on_time():
    session = after(cmd.Start(0), cmd.Next(120), script=plan())
    assert drift(session, 200).seconds == 0


def test_four_minutes_late_names_the_step_to_leave_out():
    session = after(cmd.Start(0), cmd.Next(120), script=plan())
    late = drift(session, 120 + 180 + 240)
    assert late.seconds == 240
    assert [s.id for s in late.leave_out] == ["c"]
    assert late.back_in_time


def test_six_minutes_late_needs_both():
    session = after(cmd.Start(0), cmd.Next(480), script=plan())
    late = drift(session, 480)
    assert late.seconds == 360
    assert [s.id for s in late.leave_out] == ["c", "d"]
    assert late.back_in_time


def test_ten_minutes_late_cannot_be_made_up():
    late = drift(after(cmd.Start(0), cmd.Next(720), script=plan()), 720)
    assert late.seconds == 600
    assert not late.back_in_time


def test_early_is_early():
    assert drift(after(cmd.Start(0), cmd.Next(30), script=plan()), 30).seconds == -90


def test_time_stands_still_in_a_pause():
    session = run(after(cmd.Start(0), script=plan()), cmd.PauseAll(100))
    assert drift(session, 500).seconds == 0


def test_the_console_says_how_late_the_step_began():
    console = stage_for(after(cmd.Start(0), cmd.Next(360), script=plan()), FACILITATOR).console
    assert console.drift.seconds == 240

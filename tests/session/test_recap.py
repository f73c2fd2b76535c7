"""What somebody who comes late is told, and what they may still write: from the course of the session alone."""

from workshop.script.model import Form, Poll, Resources, Scale, Seed, Worksheet
from workshop.session import recap
from workshop.session.audience_names import PARTICIPANTS
from workshop.session.stage import past, stage_for

from .stories import SCRIPT, SECRET_NOTE, Kind, Sees, after, cmd, script_of, step


def test_nothing_before_the_beginning():
    assert recap.lines(after()) == ()
    assert recap.lines(after(cmd.Start(0))) == ()


def test_three_lines_from_kinds_and_titles():
    session = after(cmd.Start(0), cmd.GoTo("drink", 1), cmd.GoTo("think", 2), cmd.GoTo("wall", 3))
    assert recap.lines(session) == (
        "So far the room has listened or talked once, answered one question and written once.",
        "Last came “Welcome”, “Drink” and “Think”.",
        "Now it is “Wall”. You need not catch up.",
    )


def test_a_step_that_came_twice_is_told_once():
    session = after(cmd.Start(0), cmd.Next(1), cmd.Back(2), cmd.Next(3), cmd.Next(4))
    assert [s.id for s in recap.visited(session)] == ["welcome", "drink"]


class TestPrompts:
    def test_are_those_that_were_on(self):
        session = after(cmd.Start(0), cmd.GoTo("think", 1))
        assert recap.prompts(session) == []
        assert [s.id for s in recap.prompts(after(cmd.Start(0), cmd.GoTo("think", 1), cmd.Next(2)))] == ["think"]

    def test_are_open_at_the_end_as_well(self):
        session = after(cmd.Start(0), cmd.GoTo("think", 1), cmd.End(2))
        assert [s.id for s in recap.prompts(session)] == ["think"]

    def test_a_page_of_its_own_has_nothing_of_the_teams(self):
        shown = past(after(cmd.Start(0)), SCRIPT.steps[0])
        assert SECRET_NOTE not in str(shown) and shown.phase == "closed"


class TestResources:
    SCRIPT = script_of(
        SCRIPT.steps[0],
        step("early", Kind.RESOURCES, Resources(from_start=True)),
        step("late", Kind.RESOURCES, Resources(from_start=False)),
        step("seed", Kind.SEED, Seed()),
    )

    def test_are_there_from_the_start_or_from_their_step_on(self):
        names = lambda *commands: [s.id for s in recap.resources(after(*commands, script=self.SCRIPT))]  # noqa: E731
        assert names() == ["early"]
        assert names(cmd.Start(0), cmd.GoTo("late", 1), cmd.Next(2)) == ["early", "late"]
        assert names(cmd.Start(0), cmd.End(1)) == ["early", "late"]

    def test_stand_on_the_last_screen(self):
        session = after(cmd.Start(0), cmd.End(1), script=self.SCRIPT)
        assert [s.id for s in stage_for(session, PARTICIPANTS).resources] == ["early", "late"]


def test_a_series_asked_twice_is_told_by_its_first_check_in():
    ask = lambda name, **more: step(name, Kind.CHECK_IN, Poll(Form.SCALE, scale=Scale(1, 5), **more))  # noqa: E731
    script = script_of(ask("in", series="inside"), ask("out", series="inside"), ask("once", series="mood"))
    once = (cmd.Start(0), cmd.Open(0))
    assert recap.series(after(*once, script=script)) == ()
    both = (*once, cmd.Next(1), cmd.Open(1), cmd.Next(2), cmd.Open(2))
    assert [s.id for s in recap.series(after(*both, script=script))] == ["in"]


def test_a_sheet_that_carries_on_knows_the_earlier_one_without_its_notes():
    again = step("again", Kind.WORKSHEET, Worksheet((Sees.ONLY_ME,), carries_on="welcome"))
    session = after(cmd.Start(0), cmd.Next(1), script=script_of(SCRIPT.steps[0], again))
    earlier = stage_for(session, PARTICIPANTS).earlier
    assert earlier and earlier.id == "welcome" and not earlier.notes

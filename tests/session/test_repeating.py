"""A part that repeats: once more from its last step, everything in it anew, and nothing of the time before lost."""

from dataclasses import replace

import pytest

from tests.session.stories import (
    ANN,
    BEN,
    CEM,
    DEA,
    RESULT,
    TEA,
    Breakout,
    By,
    Kind,
    after,
    cmd,
    run,
    step,
)  # fmt: skip
from tests.session.test_decide import refused
from workshop.script.model import Part, Poll, Reflect, Rules, Script, Sees, Slide
from workshop.session import recap
from workshop.session.audience_names import PARTICIPANTS
from workshop.session.console import Console
from workshop.session.people import Group
from workshop.session.results import Result
from workshop.session.running_order import again, slots
from workshop.session.stage import stage_for
from workshop.session.state import Session
from workshop.session.team import FACILITATOR
from workshop.session.timing import drift

PAIRS = Breakout(By.SIZE, notes=(Sees.MY_GROUP,))
SECOND = Result(hidden=False, k=3, n=7, n_text="7")
FOUR = (ANN, BEN, CEM, DEA)


def evening(repeat: int = 3, *practice) -> Script:
    """Intro (a minute), then the practice that repeats (of a minute a step), then the end."""
    steps = practice or (step("ask", Kind.POLL, TEA), step("pairs", Kind.BREAKOUT, PAIRS))
    return Script(
        "An evening",
        Rules(),
        (Part("Before"), Part("Practice", repeat=repeat), Part("After")),
        (
            step("intro", Kind.SLIDE, Slide()),
            *(replace(s, part=1) for s in steps),
            step("bye", Kind.SLIDE, Slide(), part=2),
            step("calm", Kind.PAUSE, Slide(), part=2, if_needed=True),
        ),
    )


def at_pairs(repeat: int = 3) -> Session:
    """At 20 s on the last step of the practice, its poll asked, counted and shown."""
    session = after(cmd.Start(0), cmd.Next(1), cmd.Open(2), cmd.Close(3), script=evening(repeat))
    return run(session, cmd.Count("ask", RESULT, 6), cmd.Reveal(7), cmd.Next(20))


def console(session: Session) -> Console:
    shown = stage_for(session, FACILITATOR).console
    assert shown is not None
    return shown


class TestRepeat:
    def test_brings_everyone_to_the_first_step_of_the_part(self):
        session = run(at_pairs(), cmd.Repeat(30))
        assert (session.current, session.time_of(), session.number) == ("ask", 2, 2)

    def test_as_often_as_the_script_says(self):
        session = run(at_pairs(), cmd.Repeat(30), cmd.Next(40), cmd.Repeat(50), cmd.Next(60))
        assert session.time_of() == 3
        assert again(session) is None
        assert "3 times" in refused(session, cmd.Repeat(70))

    def test_until_stopped_it_can_always_come_once_more(self):
        session = at_pairs(0)
        for time in range(2, 12):
            session = run(session, cmd.Repeat(30 * time), cmd.Next(30 * time + 20))
        assert session.time_of() == 11
        assert again(session) is not None

    def test_next_simply_goes_on(self):
        session = run(at_pairs(), cmd.Next(30))
        assert session.current == "bye"
        assert console(session).primary == "end"

    def test_only_from_the_last_step(self):
        assert "after its last step" in refused(run(at_pairs(), cmd.Back(30)), cmd.Repeat(31))

    def test_only_of_a_part_that_repeats(self):
        assert "does not repeat" in refused(run(at_pairs(), cmd.Next(30)), cmd.Repeat(31))

    def test_not_before_the_start(self):
        assert "not started" in refused(after(script=evening()), cmd.Repeat(0))

    def test_the_last_step_is_the_last_that_is_not_left_out(self):
        session = run(at_pairs(), cmd.Back(30), cmd.Skip("pairs", True, 31))
        assert run(session, cmd.Repeat(32)).time_of() == 2

    def test_a_step_left_out_at_the_beginning_stays_so(self):
        script = evening(2, *(step(name, Kind.SLIDE, Slide()) for name in "abc"))
        session = after(cmd.Start(0), cmd.Skip("a", True, 1), cmd.Next(2), cmd.Next(3), cmd.Repeat(4), script=script)
        assert session.current == "b"

    def test_what_was_inserted_in_the_part_comes_again_as_well(self):
        session = run(at_pairs(), cmd.Insert(30, step="calm"))
        assert "after its last step" in refused(session, cmd.Repeat(31))
        session = run(session, cmd.Next(32))
        assert run(session, cmd.Repeat(33), cmd.Next(34), cmd.Next(35)).current == "calm"

    def test_groups_at_work_come_back_and_an_open_poll_closes(self):
        session = run(at_pairs(), cmd.FormGroups(30, FOUR, 1), cmd.Repeat(40))
        assert session.breakouts["pairs"].phase == "recalled"
        alone = after(cmd.Start(0), cmd.Next(1), cmd.Open(2), script=evening(2, step("ask", Kind.POLL, TEA)))
        assert run(alone, cmd.Repeat(9)).polls["ask"].phase == "closing"


class TestEverythingIsAnew:
    def test_a_poll_waits_to_be_asked_afresh_and_keeps_what_it_had(self):
        session = run(at_pairs(), cmd.Repeat(30))
        assert session.step_phase() == "prepared"
        shown = stage_for(session, PARTICIPANTS).poll
        assert shown is not None and (shown.phase, shown.epoch) == ("prepared", 2)
        assert (shown.result, shown.earlier) == (None, ())
        session = run(session, cmd.Open(31), cmd.Close(40), cmd.Count("ask", SECOND, 43))
        poll = session.polls["ask"]
        assert (poll.epoch, poll.since, poll.result, poll.earlier) == (2, 2, SECOND, (RESULT,))

    def test_left_unasked_the_second_time_it_still_has_the_first(self):
        session = run(at_pairs(), cmd.Repeat(30), cmd.Next(31), cmd.End(40))
        assert session.polls["ask"].result == RESULT

    def test_the_answers_of_the_time_before_are_counted_first(self):
        session = after(cmd.Start(0), cmd.Next(1), cmd.Open(2), script=evening(2, step("ask", Kind.POLL, TEA)))
        session = run(session, cmd.Repeat(9))
        assert session.step_phase() == "prepared"
        assert "still being counted" in refused(session, cmd.Open(10))
        session = run(session, cmd.Count("ask", RESULT, 15))
        assert session.step_phase() == "prepared"
        session = run(session, cmd.Open(16))
        assert (session.step_phase(), session.polls["ask"].earlier) == ("open", (RESULT,))

    def test_a_key_lost_meanwhile_opens_no_poll(self):
        session = after(cmd.Start(0), cmd.Next(1), cmd.Open(2), script=evening(2, step("ask", Kind.POLL, TEA)))
        session = run(session, cmd.Repeat(9), cmd.Reask("ask", 10))
        assert (session.step_phase(), session.polls["ask"].phase) == ("prepared", "closing")
        session = run(session, cmd.Count("ask", RESULT, 15), cmd.Open(16))
        assert session.polls["ask"].epoch == 3

    def test_groups_are_formed_anew_with_new_faces(self):
        session = at_pairs(0)
        met: list[frozenset[str]] = []
        for time in range(3):
            at = 30 + 30 * time
            session = run(session, cmd.FormGroups(at, FOUR, 7), cmd.Recall(at + 5, 0))
            met += [frozenset(p.id for p in g.people) for g in session.breakouts["pairs"].groups]
            session = run(session, cmd.Repeat(at + 10), cmd.Next(at + 20))
            assert session.step_phase() == "prepared"
        assert len(set(met)) == 6

    def test_no_group_has_the_id_of_an_earlier_one(self):
        """What is written for a group is read by its id, and others sit there now."""
        session = run(at_pairs(), cmd.FormGroups(30, FOUR, 7), cmd.Repeat(40), cmd.Next(41))
        first = {g.id for g in session.breakouts["pairs"].groups}
        session = run(session, cmd.FormGroups(50, FOUR, 8, propose=True), cmd.FormGroups(51, FOUR, 9, propose=True))
        session = run(session, cmd.Move(ANN, "new", 52))
        assert not first & {g.id for g in session.breakouts["pairs"].groups}
        session = run(session, cmd.Open(53, FOUR))
        assert not first & {g.id for g in session.breakouts["pairs"].groups}
        assert session.breakouts["pairs"].earlier[0][0].id in first

    def test_as_in_finds_the_newest_groups(self):
        again_so = step("same", Kind.BREAKOUT, Breakout(By.AS_IN, of="pairs"))
        script = evening(2, step("pairs", Kind.BREAKOUT, PAIRS), again_so)
        session = after(cmd.Start(0), cmd.Next(1), cmd.FormGroups(2, FOUR, 7), cmd.Next(3), script=script)
        session = run(session, cmd.FormGroups(4, FOUR, 1), cmd.Repeat(5), cmd.FormGroups(6, FOUR, 7), cmd.Next(7))
        session = run(session, cmd.FormGroups(8, FOUR, 1))
        seats = lambda groups: {frozenset(p.id for p in g.people) for g in groups}  # noqa: E731
        assert seats(session.breakouts["same"].groups) == seats(session.breakouts["pairs"].groups)

    def test_writing_is_open_again(self):
        think = step("think", Kind.REFLECT, Reflect())
        session = after(cmd.Start(0), cmd.Next(1), cmd.Close(2), cmd.Repeat(3), script=evening(2, think))
        assert session.step_phase() == "open"
        assert run(session, cmd.Close(4)).step_phase() == "closed"
        assert run(session, cmd.Close(4), cmd.Open(5)).step_phase() == "open"

    def test_pieces_come_one_by_one_again(self):
        pieces = step("bits", Kind.SLIDE, Slide(one_by_one=True, pieces=("a", "b", "c")))
        both = (cmd.Reveal(2), cmd.Reveal(3))
        session = after(cmd.Start(0), cmd.Next(1), *both, cmd.Repeat(9), script=evening(2, pieces))
        assert stage_for(session, PARTICIPANTS).pieces == ("a",)
        assert console(session).primary == "reveal"
        assert stage_for(run(session, cmd.Reveal(10)), PARTICIPANTS).pieces == ("a", "b")
        assert stage_for(run(session, cmd.Reveal(10), cmd.Undo(11)), PARTICIPANTS).pieces == ("a",)

    def test_time_that_was_added_is_not(self):
        session = run(at_pairs(), cmd.Extend(60, 21), cmd.Repeat(30))
        assert session.extra == 0


class TestTakenBack:
    def test_undo_brings_back_the_step_where_it_stood(self):
        session = run(at_pairs(), cmd.FormGroups(30, FOUR, 1), cmd.Repeat(40), cmd.Undo(44))
        assert (session.current, session.time_of()) == ("pairs", 1)
        assert session.group_of("ann") is not None
        assert stage_for(session, FACILITATOR).poll is None
        assert run(session, cmd.Back(50)).step_phase() == "revealed"

    def test_undo_opens_the_poll_that_closed_behind_it(self):
        session = after(cmd.Start(0), cmd.Next(1), cmd.Open(2), script=evening(2, step("ask", Kind.POLL, TEA)))
        session = run(session, cmd.Repeat(9), cmd.Undo(12))
        assert (session.step_phase(), session.polls["ask"].phase, session.time_of()) == ("open", "open", 1)

    def test_undo_leaves_pieces_and_closed_writing_as_they_were(self):
        pieces = step("bits", Kind.SLIDE, Slide(one_by_one=True, pieces=("a", "b", "c")))
        taken_back = (cmd.Repeat(9), cmd.Undo(10))
        session = after(cmd.Start(0), cmd.Next(1), cmd.Reveal(2), *taken_back, script=evening(2, pieces))
        assert stage_for(session, PARTICIPANTS).pieces == ("a", "b")
        think = step("think", Kind.REFLECT, Reflect())
        closed = after(cmd.Start(0), cmd.Next(1), cmd.Close(2), cmd.Repeat(3), cmd.Undo(4), script=evening(2, think))
        assert closed.step_phase() == "closed"

    def test_undo_counts_the_time_no_more(self):
        session = run(at_pairs(2), cmd.Repeat(30), cmd.Undo(32))
        assert run(session, cmd.Repeat(40)).time_of() == 2

    def test_only_for_a_few_seconds(self):
        assert "too late" in refused(run(at_pairs(), cmd.Repeat(30)), cmd.Undo(60))

    def test_then_back_leads_to_the_end_of_the_time_before(self):
        session = run(at_pairs(), cmd.Repeat(30), cmd.Back(60))
        assert (session.current, session.time_of()) == ("pairs", 1)
        assert run(session, cmd.Undo(61)).time_of() == 2

    def test_within_the_part_back_is_back(self):
        session = run(at_pairs(), cmd.Repeat(30), cmd.Next(40), cmd.Back(50))
        assert (session.current, session.time_of()) == ("ask", 2)

    def test_at_the_very_beginning_too(self):
        script = replace(evening(2), steps=evening(2).steps[1:])
        session = after(cmd.Start(0), cmd.Next(1), cmd.Repeat(2), script=script)
        assert run(session, cmd.Back(10)).current == "pairs"
        assert "first step" in refused(run(session, cmd.Back(10), cmd.Back(11)), cmd.Back(12))


class TestTheConsole:
    def test_once_more_is_the_next_sensible_thing_when_the_step_is_done(self):
        session = at_pairs()
        assert console(session).primary == "form_groups"
        session = run(session, cmd.FormGroups(30, FOUR, 1), cmd.Recall(40, 0))
        told = console(session)
        assert told.primary == "repeat"
        assert told.again is not None and told.again.id == "ask"
        assert told.next is not None and told.next.id == "bye"
        assert told.may >= {"repeat", "next"}

    def test_at_the_last_time_it_is_next(self):
        session = run(at_pairs(2), cmd.Repeat(30), cmd.Next(40), cmd.FormGroups(41, FOUR, 1), cmd.Recall(50, 0))
        assert (console(session).primary, console(session).again) == ("next", None)

    def test_it_is_told_which_time_it_is(self):
        assert [(s.time, s.times) for s in (stage_for(at_pairs(), FACILITATOR),)] == [(1, 3)]
        shown = stage_for(run(at_pairs(), cmd.Repeat(30)), PARTICIPANTS)
        assert (shown.number, shown.total, shown.time, shown.times) == (2, 4, 2, 3)

    def test_steps_of_the_part_are_ahead_again(self):
        plan = console(run(at_pairs(), cmd.Repeat(30))).plan
        assert [line.state for line in plan] == ["done", "current", "ahead", "ahead"]

    def test_whoever_comes_late_hears_that_it_is_once_more(self):
        assert recap.lines(run(at_pairs(), cmd.Repeat(30)))[-1] == "Now it is “Ask”, once more. You need not catch up."

    def test_the_warning_of_either_way_is_told(self):
        ask = step("ask", Kind.POLL, TEA, heads_up="A question about fear.")
        script = evening(2, ask, step("b", Kind.SLIDE, Slide()))
        bye = replace(script.steps[3], heads_up="A loud bell.")
        script = replace(script, steps=(*script.steps[:3], bye, *script.steps[4:]))
        session = after(cmd.Start(0), cmd.Next(1), cmd.Next(2), script=script)
        shown = stage_for(session, PARTICIPANTS)
        assert (shown.heads_up, shown.ahead) == ("A question about fear. A loud bell.", ("ask", "bye"))
        last = stage_for(run(session, cmd.Repeat(3), cmd.Next(4)), PARTICIPANTS)
        assert (last.heads_up, last.ahead) == ("A loud bell.", ("bye",))


class TestDrift:
    """Every step is planned for a minute; the practice has two and comes three times: 1 + 6 + 1."""

    def test_the_plan_has_every_time(self):
        assert [(s.step, s.time) for s in slots(after(script=evening()))] == [
            ("intro", 1), ("ask", 1), ("pairs", 1), ("ask", 2), ("pairs", 2), ("ask", 3), ("pairs", 3), ("bye", 1),
        ]  # fmt: skip

    def by_minute(self, repeat: int, *commands) -> Session:
        """One command a minute."""
        return after(cmd.Start(0), *(c(60 * i) for i, c in enumerate(commands, 1)), script=evening(repeat))

    def test_on_time_at_the_second_time_as_at_the_first(self):
        session = self.by_minute(3, cmd.Next, cmd.Next, cmd.Repeat)
        assert drift(session, 180).seconds == 0
        session = run(session, cmd.Next(240))
        assert drift(session, 270).seconds == 0
        assert drift(session, 300 + 120).seconds == 120

    def test_gone_on_at_the_first_time_is_four_minutes_early(self):
        assert drift(self.by_minute(3, cmd.Next, cmd.Next, cmd.Next), 180).seconds == -240

    def test_gone_on_at_the_last_time_is_on_time(self):
        session = self.by_minute(3, cmd.Next, cmd.Next, cmd.Repeat, cmd.Next, cmd.Repeat, cmd.Next, cmd.Next)
        assert (session.current, drift(session, 420).seconds) == ("bye", 0)

    def test_until_stopped_is_planned_once_and_each_time_more_is_two_minutes_late(self):
        session = self.by_minute(0, cmd.Next, cmd.Next, cmd.Repeat)
        assert drift(session, 180).seconds == 120
        session = run(session, cmd.Next(240), cmd.Repeat(300))
        assert drift(session, 300).seconds == 240
        session = run(session, cmd.Next(360), cmd.Next(420))
        assert (session.current, drift(session, 420).seconds) == ("bye", 240)

    def test_until_stopped_and_stopped_after_the_first_time_is_on_time(self):
        assert drift(self.by_minute(0, cmd.Next, cmd.Next, cmd.Next), 180).seconds == 0

    def test_leaving_out_an_optional_step_saves_its_time_as_often_as_it_is_still_to_come(self):
        script = evening(3, step("ask", Kind.POLL, TEA), step("extra", Kind.SLIDE, Slide(), optional=True))
        session = after(cmd.Start(0), cmd.Next(60), script=script)
        late = drift(session, 60 + 60 + 180)
        assert (late.seconds, [s.id for s in late.leave_out], late.back_in_time) == (180, ["extra"], True)
        assert drift(run(session, cmd.Skip("extra", True, 61)), 300).seconds == 0
        third = run(session, cmd.Next(61), cmd.Repeat(62), cmd.Next(63), cmd.Repeat(64))
        assert not drift(third, 64 + 60 + 600).back_in_time

    def test_started_in_the_middle_of_it(self):
        session = after(cmd.Start(0, "pairs"), script=evening(3))
        assert drift(session, 0).seconds == 0
        assert drift(run(session, cmd.Repeat(60)), 60).seconds == 0


class TestTheScriptIsChangedMeanwhile:
    def second_time(self) -> Session:
        return run(at_pairs(), cmd.Repeat(30))

    def apply(self, session: Session, script: Script) -> Session:
        return run(session, cmd.ApplyScript(script, "text", {}))

    def test_a_part_more_before_it(self):
        was = evening()
        first = step("first", Kind.SLIDE, Slide())
        moved = (replace(s, part=s.part + 1) for s in was.steps)
        more = replace(was, parts=(Part("Hello"), *was.parts), steps=(first, *moved))
        session = self.apply(self.second_time(), more)
        assert (session.current, session.time_of(), session.time_of("bye")) == ("ask", 2, 1)
        assert session.step_phase() == "prepared"
        assert run(session, cmd.Next(40), cmd.Repeat(50)).time_of() == 3

    def test_the_part_is_called_something_else(self):
        was = evening()
        other = replace(was, parts=(was.parts[0], replace(was.parts[1], title="Exercise"), was.parts[2]))
        session = self.apply(self.second_time(), other)
        assert (session.time_of(), session.step_phase()) == (2, "prepared")
        assert run(session, cmd.Next(40), cmd.Repeat(50)).time_of() == 3

    @pytest.mark.parametrize(("repeat", "primary"), [(2, "next"), (0, "repeat"), (1, "next")])
    def test_other_numbers_of_times_hold_from_then_on(self, repeat, primary):
        session = self.apply(self.second_time(), evening(repeat))
        session = run(session, cmd.Next(40), cmd.FormGroups(41, FOUR, 1), cmd.Recall(45, 0))
        assert console(session).primary == primary
        assert drift(session, 50)

    def test_what_was_seen_stays_as_it_was_for_all_times(self):
        script = evening(3, step("ask", Kind.POLL, replace(TEA, k=5)), step("pairs", Kind.BREAKOUT, PAIRS))
        session = self.apply(self.second_time(), script)
        found = session.script.step("ask")
        assert found is not None and isinstance(found.detail, Poll) and found.detail.k == TEA.k

    def test_a_new_step_at_the_end_of_the_part_is_its_last(self):
        script = evening(3, *evening().steps[1:3], step("talk", Kind.TALK, Slide()))
        session = run(self.apply(self.second_time(), script), cmd.Next(40))
        assert again(session) is None
        assert run(session, cmd.Next(50), cmd.Repeat(60)).time_of() == 3


def test_a_group_that_was_arranged_by_hand_is_named_apart_too():
    session = run(at_pairs(), cmd.FormGroups(30, FOUR, 1), cmd.Repeat(40), cmd.Next(41))
    by_hand = (Group("g1", "Room 1", (ANN, BEN)), Group("g2", "Room 2", (CEM, DEA)))
    session = run(session, cmd.FormGroups(42, FOUR, 1, groups=by_hand))
    first = {g.id for g in session.breakouts["pairs"].earlier[0]}
    assert not first & {g.id for g in session.breakouts["pairs"].groups}

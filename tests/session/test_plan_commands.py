"""Leaving out, starting elsewhere, taking back what was revealed or ended, and what the script offers."""

from dataclasses import replace

import pytest

from tests.session.stories import (
    ANN,
    BEN,
    RESULT,
    SCRIPT,
    TEA,
    Form,
    Kind,
    Poll,
    Scale,
    Solution,
    after,
    at_poll,
    at_talk,
    cmd,
    run,
    script_of,
    step,
)  # fmt: skip
from tests.session.test_decide import refused
from workshop.script.model import Offer, Show, Slide
from workshop.session.audience_names import PARTICIPANTS
from workshop.session.offers import suggested
from workshop.session.results import Bar, Result
from workshop.session.stage import stage_for
from workshop.session.team import FACILITATOR
from workshop.session.timing import drift, ends, next_due


class TestSkip:
    def test_next_goes_past_it(self):
        assert after(cmd.Start(0), cmd.Skip("drink", True, 1), cmd.Next(2)).current == "talk"

    def test_back_as_well(self):
        session = after(cmd.Start(0), cmd.Skip("drink", True, 1), cmd.Next(2), cmd.Back(3))
        assert session.current == "welcome"

    def test_it_can_come_after_all(self):
        session = after(cmd.Start(0), cmd.Skip("drink", True, 1), cmd.Skip("drink", False, 2), cmd.Next(3))
        assert session.current == "drink"

    def test_going_there_brings_it_back(self):
        session = after(cmd.Start(0), cmd.Skip("drink", True, 1), cmd.GoTo("drink", 2), cmd.Next(3), cmd.Back(4))
        assert session.current == "drink"

    def test_the_plan_says_so(self):
        plan = stage_for(after(cmd.Start(0), cmd.Skip("think", True, 1)), FACILITATOR).console.plan
        assert [line.state for line in plan] == ["current", "ahead", "ahead", "skipped", "ahead", "ahead"]

    def test_before_the_start_already_and_the_lobby_has_it_no_more(self):
        session = after(cmd.Skip("welcome", True, 0), cmd.Skip("bye", True, 0))
        told = [s.id for _, steps in stage_for(session, PARTICIPANTS).parts for s in steps]
        assert told == ["drink", "talk", "think", "wall"]
        assert run(session, cmd.Start(1)).current == "drink"
        assert run(session, cmd.Skip("welcome", False, 1), cmd.Start(2)).current == "welcome"

    def test_it_makes_up_for_being_late_at_once(self):
        session = after(cmd.Start(0))
        late = drift(session, 60 + 240).seconds
        assert late == 240
        assert drift(run(session, cmd.Skip("think", True, 1)), 60 + 240).seconds == late - 180

    def test_what_is_here_or_past_cannot_be_left_out(self):
        assert "still ahead" in refused(after(cmd.Start(0)), cmd.Skip("welcome", True, 1))

    def test_an_unknown_step(self):
        assert "no such step" in refused(after(cmd.Start(0)), cmd.Skip("nowhere", True, 1))


class TestStartElsewhere:
    def test_begins_there_and_is_on_time(self):
        session = after(cmd.Start(0, "talk"))
        assert session.current == "talk"
        assert drift(session, 0).seconds == 0

    def test_an_unknown_step(self):
        assert "no such step" in refused(after(), cmd.Start(0, "nowhere"))


def counted(poll: Poll = TEA):
    return run(at_poll(poll), cmd.Open(11), cmd.Close(20), cmd.Count("drink", RESULT, 23))


class TestUndoAReveal:
    def test_covers_the_result(self):
        session = run(counted(), cmd.Reveal(30))
        assert run(session, cmd.Undo(34)).step_phase() == "closed"

    def test_of_an_open_poll_opens_it_again(self):
        session = run(at_poll(), cmd.Open(11), cmd.Reveal(20), cmd.Undo(22))
        assert session.polls["drink"].phase == "open"
        assert not session.polls["drink"].reveal_wanted

    def test_of_a_closing_poll_lets_it_close(self):
        session = run(at_poll(), cmd.Open(11), cmd.Close(20), cmd.Reveal(21), cmd.Undo(22))
        assert session.polls["drink"].phase == "closing"
        assert run(session, cmd.Count("drink", RESULT, 23)).step_phase() == "closed"

    def test_covers_the_solution_before_the_result(self):
        by_hand = Poll(Form.ONE, TEA.choices, solution=Solution.BY_HAND)
        session = run(counted(by_hand), cmd.Reveal(30), cmd.Reveal(40), cmd.Undo(42))
        assert session.step_phase() == "revealed"
        assert not session.polls["drink"].solution_shown

    def test_takes_a_piece_back(self):
        pieces = script_of(step("s", Kind.SLIDE, Slide(one_by_one=True, pieces=("a", "b", "c"))))
        session = after(cmd.Start(0), cmd.Reveal(10), script=pieces)
        assert (session.shown_pieces["s"], run(session, cmd.Undo(12)).shown_pieces["s"]) == (2, 1)

    def test_only_for_a_few_seconds(self):
        assert "too late" in refused(run(counted(), cmd.Reveal(30)), cmd.Undo(60))

    def test_a_poll_closed_by_hand_before_a_move_stays_closed(self):
        session = run(at_poll(), cmd.Open(11), cmd.Close(20), cmd.Next(21), cmd.Undo(22))
        assert session.polls["drink"].phase == "closing"


class TestUndoTheEnd:
    @pytest.mark.parametrize("leaving", [cmd.Next(60), cmd.End(60)])
    def test_the_clock_of_groups_at_work_goes_on_where_it_stood(self, leaving):
        """Four minutes from 11 on; the five seconds in which nobody was in a group are not taken from them."""
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN), 1), leaving, cmd.Undo(65))
        assert ends(session)["round"] == 11 + 240 + 5

    def test_everybody_is_back(self):
        session = after(cmd.Start(0), cmd.Next(10), cmd.End(20), cmd.Undo(25))
        assert (session.phase, session.current, session.ended_at) == ("live", "drink", None)
        assert session.visits[-1].left is None

    def test_an_open_poll_goes_on(self):
        session = run(at_poll(), cmd.Open(11), cmd.End(20), cmd.Undo(25))
        assert session.polls["drink"].phase == "open"

    def test_groups_go_on(self):
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN), 1), cmd.End(20), cmd.Undo(25))
        assert session.group_of("ann") is not None

    def test_groups_that_were_back_stay_back(self):
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN), 1), cmd.Recall(15, 0), cmd.End(20), cmd.Undo(25))
        assert session.group_of("ann") is None

    def test_only_for_a_few_seconds(self):
        assert "too late" in refused(after(cmd.Start(0), cmd.End(20)), cmd.Undo(27))

    def test_then_the_clock_settles_it(self):
        session = after(cmd.Start(0), cmd.End(20))
        assert next_due(session) == 26
        assert not run(session, cmd.Tick(25)).settled
        settled = run(session, cmd.Tick(26))
        assert settled.settled
        assert next_due(settled) is None
        assert "too late" in refused(settled, cmd.Undo(26))


class TestLeavingOutAllBefore:
    def test_the_line_is_the_next_one(self):
        session = after(cmd.Start(0))
        *between, line = session.order[1:4]
        session = run(session, cmd.Skip(line, True, 5, before=True))
        assert session.skipped == tuple(between)
        assert run(session, cmd.Next(10)).current == line

    def test_what_is_left_out_already_stays_so(self):
        session = after(cmd.Start(0))
        session = run(session, cmd.Skip(session.order[1], True, 5))
        assert run(session, cmd.Skip(session.order[3], True, 6, before=True)).skipped == session.order[1:3]

    def test_nothing_behind_one_is_left_out(self):
        session = after(cmd.Start(0), cmd.Next(10))
        assert "still ahead" in refused(session, cmd.Skip(session.order[0], True, 15, before=True))


class TestOffers:
    """Suggestions only, from published results only."""

    def offering(self, offer: Offer, result: Result = RESULT, poll: Poll = TEA):
        steps = [*SCRIPT.steps[:1], step("drink", Kind.POLL, poll, offers=(offer,)), *SCRIPT.steps[2:]]
        session = after(cmd.Start(0), cmd.Next(1), cmd.Open(2), script=script_of(*steps))
        return run(session, cmd.Close(3), cmd.Count("drink", result, 6))

    @pytest.mark.parametrize(("share", "offered"), [(39, False), (40, True)])
    def test_a_share_of_answers(self, share, offered):
        forty = Offer("calm", "", "drink", ("Tea", "Water"), 40, percent=True)
        bars = (Bar("Tea", 30, "", 3), Bar("Water", share - 30, "", 1), Bar("Milk", 60, ""))
        result = Result(False, 3, 10, "10", bars)
        assert bool(suggested(self.offering(forty, result), 0)) is offered

    def test_a_count_of_answers(self):
        two = Offer("calm", "", "drink", ("Tea",), 2)
        assert suggested(self.offering(two, Result(False, 3, 4, "4", (Bar("Tea", 50, "", 2),))), 0)
        assert not suggested(self.offering(two, Result(False, 3, 4, "4", (Bar("Tea", 25, "", 1),))), 0)

    def test_a_result_for_nobody_offers_nothing(self):
        """Else two offers are a result, for whoever leads."""
        two = Offer("calm", "", "drink", ("Tea",), 2)
        counted = Result(False, 3, 4, "4", (Bar("Tea", 50, "", 2),))
        assert suggested(self.offering(two, counted, replace(TEA, results=Show.FACILITATORS)), 0)
        assert not suggested(self.offering(two, counted, replace(TEA, results=Show.NEVER)), 0)

    def test_a_rounded_result_counts_only_what_it_proves(self):
        four = Offer("calm", "", "drink", ("Tea",), 4)
        rounded = Result(False, 5, None, "10+", (Bar("Tea", 50, "50 %"),), rounded=True)
        assert suggested(self.offering(four, rounded), 0)
        five = Offer("calm", "", "drink", ("Tea",), 5)
        assert not suggested(self.offering(five, rounded), 0)

    @pytest.mark.parametrize(
        ("way", "bound", "offered"), [("or less", 3, True), ("or less", 2, False), ("or more", 3, False)]
    )
    def test_an_average(self, way, bound, offered):
        offer = Offer("calm", "", "drink", at_least=bound, average=way)
        result = Result(False, 3, 4, "4", average=2.5)
        session = self.offering(offer, result, Poll(Form.SCALE, scale=Scale(1, 7)))
        assert bool(suggested(session, 0)) is offered

    @pytest.mark.parametrize(
        ("bands", "offered"),
        [
            ((85, 15, 15, 15, 15), True),
            ((15, 15, 15, 15, 85), False),
            ((15,) * 5, False),
            ((0,) * 5, False),
            ((), False),
        ],
    )
    def test_an_average_that_a_small_sensitive_round_is_not_told_is_as_its_bands_are_drawn(self, bands, offered):
        offer = Offer("calm", "", "drink", at_least=2.5, average="or less")
        bars = tuple(Bar(str(n), percent, "") for n, percent in enumerate(bands, 1))
        session = self.offering(offer, Result(False, 5, None, "10+", bars), Poll(Form.SCALE, scale=Scale(1, 5)))
        assert bool(suggested(session, 0)) is offered

    def test_people_who_need_a_moment(self):
        offer = Offer("calm", "2 or more need a moment", at_least=2)
        session = self.offering(offer)
        assert not suggested(session, 1)
        assert [s.step.id for s in suggested(session, 2)] == ["calm"]

    def in_parts(self, second: tuple[str, ...]):
        """With these steps in the second part."""
        session = self.offering(Offer("calm", "2 or more need a moment", at_least=2))
        steps = tuple(replace(s, part=int(s.id in second)) for s in session.script.steps)
        return replace(session, script=replace(session.script, steps=steps))

    def test_it_ends_two_steps_later(self):
        session = self.in_parts(())
        for at in (10, 20):
            session = run(session, cmd.Next(at))
            assert suggested(session, 2)
        assert not suggested(run(session, cmd.Next(30)), 2)

    def test_it_ends_with_its_part(self):
        session = self.offering(Offer("calm", "2 or more need a moment", at_least=2))
        onward = run(session, cmd.Next(10)).current
        session = self.in_parts((onward,))
        assert suggested(session, 2)
        assert not suggested(run(session, cmd.Next(10)), 2)

    def test_a_question_is_named_by_its_title(self):
        offer = Offer("calm", "average of drink is 2.5 or less", "drink", at_least=2.5, average="or less")
        [found] = suggested(self.offering(offer, Result(False, 3, 4, "4", average=2.0)), 0)
        title = next(s.title for s in SCRIPT.steps if s.id == "drink")
        assert found.when == f"average of “{title}” is 2.5 or less"

    def test_a_hidden_result_offers_nothing(self):
        assert not suggested(self.offering(Offer("calm", "", "drink", ("Tea",), 0, percent=True), Result(True, 3)), 0)

    def test_not_now_means_not_again(self):
        session = self.offering(Offer("calm", "", at_least=1))
        assert not suggested(run(session, cmd.Decline("calm", 7)), 5)

    def test_inserted_it_is_offered_no_more(self):
        session = self.offering(Offer("calm", "", at_least=1))
        assert not suggested(run(session, cmd.Insert(7, step="calm")), 5)

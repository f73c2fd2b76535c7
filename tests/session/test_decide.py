"""The core as stories: one class per command, each refusal once."""

import pytest

from tests.session.stories import (
    ANN,
    BEN,
    CEM,
    DEA,
    EVA,
    RESULT,
    TEA,
    Breakout,
    By,
    Kind,
    Poll,
    Round,
    Rules,
    Show,
    Solution,
    after,
    at_poll,
    at_talk,
    cmd,
    run,
    script_of,
    step,
)  # fmt: skip
from workshop.script.model import Form, Slide
from workshop.session.errors import Refused
from workshop.session.people import Group
from workshop.session.timing import left, next_due


def refused(session, command) -> str:
    with pytest.raises(Refused) as caught:
        run(session, command)
    return caught.value.sentence


class TestStart:
    def test_brings_everyone_to_the_first_step(self):
        session = after(cmd.Start(5))
        assert (session.phase, session.current, session.started_at) == ("live", "welcome", 5)

    def test_a_second_start_changes_nothing(self):
        session = after(cmd.Start(5))
        assert run(session, cmd.Start(9)) == session

    def test_an_empty_script_cannot_start(self):
        assert "no steps" in refused(after(script=script_of()), cmd.Start(0))


class TestNext:
    def test_goes_one_step_on(self):
        assert after(cmd.Start(0), cmd.Next(1)).current == "drink"

    def test_waits_for_the_start(self):
        assert "not started" in refused(after(), cmd.Next(0))

    def test_on_the_last_step_names_the_way_out(self):
        assert "choose End" in refused(after(cmd.Start(0), cmd.GoTo("bye", 1)), cmd.Next(2))

    def test_closes_an_open_poll_behind_it(self):
        session = run(at_poll(), cmd.Open(11), cmd.Next(20))
        assert session.polls["drink"].phase == "closing"
        assert session.current == "talk"

    def test_calls_running_groups_back(self):
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN), 1), cmd.Next(20))
        assert session.breakouts["talk"].phase == "recalled"


class TestBackAndGoTo:
    def test_back_returns(self):
        assert after(cmd.Start(0), cmd.Next(1), cmd.Back(2)).current == "welcome"

    def test_there_is_nothing_before_the_first(self):
        assert "first step" in refused(after(cmd.Start(0)), cmd.Back(1))

    def test_goto_an_unknown_step(self):
        assert "no such step" in refused(after(cmd.Start(0)), cmd.GoTo("nowhere", 1))

    def test_a_drawer_step_is_not_in_the_plan_until_inserted(self):
        assert "no such step" in refused(after(cmd.Start(0)), cmd.GoTo("calm", 1))


class TestUndo:
    def test_takes_back_a_hasty_next(self):
        assert after(cmd.Start(0), cmd.Next(10), cmd.Undo(13)).current == "welcome"

    def test_reopens_the_poll_that_closed_behind_it(self):
        session = run(at_poll(), cmd.Open(11), cmd.Next(20), cmd.Undo(24))
        assert session.polls["drink"].phase == "open"
        assert session.current == "drink"

    def test_brings_groups_back_together(self):
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN), 1), cmd.Next(20), cmd.Undo(22))
        assert session.group_of("ann") is not None

    def test_only_for_a_few_seconds(self):
        assert "too late" in refused(after(cmd.Start(0), cmd.Next(10)), cmd.Undo(60))


class TestPoll:
    def test_is_prepared_until_opened(self):
        session = at_poll()
        assert session.step_phase() == "prepared"
        assert run(session, cmd.Open(11)).step_phase() == "open"

    def test_open_twice_is_once(self):
        session = run(at_poll(), cmd.Open(11))
        assert run(session, cmd.Open(12)) == session

    def test_close_waits_for_answers_on_their_way(self):
        session = run(at_poll(), cmd.Open(11), cmd.Close(20))
        assert session.step_phase() == "open"
        assert next_due(session) == 23
        assert left(session, 21)["closing"] == 2000

    def test_close_needs_an_open_poll(self):
        assert "not open yet" in refused(at_poll(), cmd.Close(20))

    def test_there_is_nothing_to_close_on_a_slide(self):
        assert "nothing to close" in refused(after(cmd.Start(0)), cmd.Close(1))

    def test_counted_then_revealed(self):
        session = run(at_poll(), cmd.Open(11), cmd.Close(20), cmd.Count("drink", RESULT, 23))
        assert session.step_phase() == "closed"
        assert run(session, cmd.Reveal(30)).step_phase() == "revealed"

    def test_reveal_while_open_closes_first_and_shows_when_counted(self):
        session = run(at_poll(), cmd.Open(11), cmd.Reveal(20))
        assert session.polls["drink"].phase == "closing"
        assert run(session, cmd.Count("drink", RESULT, 23)).step_phase() == "revealed"

    def test_reveal_before_asking(self):
        assert "Open the poll first" in refused(at_poll(), cmd.Reveal(11))

    def test_a_result_kept_from_the_room_stays_so(self):
        kept = at_poll(Poll(Form.ONE, TEA.choices, results=Show.FACILITATORS))
        session = run(kept, cmd.Open(11), cmd.Close(12), cmd.Count("drink", RESULT, 15))
        assert "keeps this result" in refused(session, cmd.Reveal(16))

    def test_the_solution_comes_by_hand(self):
        by_hand = Poll(Form.ONE, TEA.choices, solution=Solution.BY_HAND)
        session = run(at_poll(by_hand), cmd.Open(1), cmd.Reveal(2), cmd.Count("drink", RESULT, 5))
        assert not session.polls["drink"].solution_shown
        assert run(session, cmd.Reveal(6)).polls["drink"].solution_shown

    def test_counted_once(self):
        session = run(at_poll(), cmd.Open(11), cmd.Close(20), cmd.Count("drink", RESULT, 23))
        assert run(session, cmd.Count("drink", RESULT, 24)) == session

    def test_the_time_limit_closes_it(self):
        session = run(at_poll(Poll(Form.ONE, TEA.choices, time_limit=30)), cmd.Open(11))
        assert next_due(session) == 41
        assert run(session, cmd.Tick(41)).polls["drink"].phase == "closing"

    def test_a_closed_poll_is_not_opened_but_asked_again(self):
        session = run(at_poll(), cmd.Open(11), cmd.Close(20), cmd.Count("drink", RESULT, 23))
        assert "Ask again" in refused(session, cmd.Open(30))
        again = run(session, cmd.AskAgain(30))
        assert again.polls["drink"].epoch == 2
        assert again.polls["drink"].earlier == (RESULT,)

    def test_ask_again_waits_for_the_end_of_the_first(self):
        assert "still open" in refused(run(at_poll(), cmd.Open(11)), cmd.AskAgain(12))

    def test_a_lost_key_asks_everyone_anew(self):
        session = run(at_poll(), cmd.Open(11), cmd.Reask("drink", 50))
        assert (session.polls["drink"].phase, session.polls["drink"].epoch) == ("open", 2)


class TestGroups:
    def test_form_puts_everyone_present_together(self):
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN, CEM, DEA, EVA), 7))
        sizes = sorted(len(g.people) for g in session.breakouts["talk"].groups)
        assert sizes == [2, 3]

    def test_open_forms_them_too(self):
        assert run(at_talk(), cmd.Open(11, (ANN, BEN), 1)).group_of("ann") is not None

    def test_nobody_here_yet(self):
        assert "Nobody is here" in refused(at_talk(), cmd.FormGroups(11, (), 1))

    def test_a_slide_has_none(self):
        assert "no groups" in refused(after(cmd.Start(0)), cmd.FormGroups(1, (ANN,), 1))

    def test_proposed_groups_are_not_at_work_yet(self):
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN), 1, propose=True))
        assert session.group_of("ann") is None
        assert run(session, cmd.Open(12)).group_of("ann") is not None

    def test_groups_arranged_by_hand_stay_so(self):
        by_hand = (Group("g1", "Group 1", (ANN, CEM)),)
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN, CEM), 1, groups=by_hand))
        assert session.breakouts["talk"].groups == by_hand
        assert session.breakouts["talk"].alone == (BEN,)

    def test_a_soft_recall_leaves_time_for_the_sentence(self):
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN), 1), cmd.Recall(100, 60))
        assert session.group_of("ann") is not None
        assert run(session, cmd.Tick(160)).group_of("ann") is None

    def test_recall_now(self):
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN), 1), cmd.Recall(100, 0))
        assert session.step_phase() == "closed"

    def test_recall_without_groups(self):
        assert "No groups" in refused(at_talk(), cmd.Recall(100))

    def test_the_same_groups_go_on(self):
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN), 1), cmd.Recall(100, 0))
        again = run(session, cmd.ReopenGroups(120))
        assert again.breakouts["talk"].groups == session.breakouts["talk"].groups
        assert again.group_of("ben") is not None

    def test_rounds_follow_each_other(self):
        two = Breakout(By.SIZE, rounds=(Round("A", 60, ""), Round("B", 60, "")))
        session = run(at_talk(two), cmd.FormGroups(11, (ANN, BEN), 1))
        assert next_due(session) == 71
        session = run(session, cmd.Tick(71))
        assert session.breakouts["talk"].round == 1
        assert next_due(session) is None  # the last round ends by hand

    def test_a_latecomer_joins_before_half_time(self):
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN), 1), cmd.Arrive(CEM, 60))
        assert session.group_of("cem") == session.group_of("ann")

    def test_after_half_time_a_latecomer_works_alone(self):
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN), 1), cmd.Arrive(CEM, 200))
        assert session.breakouts["talk"].alone == (CEM,)

    def test_in_a_sensitive_workshop_no_stranger_walks_in(self):
        session = run(at_talk(rules=Rules(sensitive=True)), cmd.FormGroups(11, (ANN, BEN), 1), cmd.Arrive(CEM, 20))
        assert session.group_of("cem") is None

    def test_who_is_asked_out_sits_nowhere_and_comes_back_as_a_newcomer(self):
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN, CEM), 1), cmd.Depart("ben"))
        assert session.group_of("ben") is None
        assert BEN not in session.breakouts["talk"].alone
        again = run(session, cmd.Arrive(BEN, 60))
        [group] = [g for g in again.breakouts["talk"].groups if BEN in g.people]
        assert group.since_of("ben") == group.generation > 0
        assert run(session, cmd.Depart("nobody")).v == session.v

    def test_who_wants_to_be_alone_may(self):
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN, CEM), 1), cmd.WorkAlone(BEN, 30))
        assert session.group_of("ben") is None

    def test_unless_the_script_needs_them(self):
        bound = at_talk(Breakout(By.SIZE, on_your_own=False))
        assert "stay with your group" in refused(run(bound, cmd.FormGroups(11, (ANN, BEN), 1)), cmd.WorkAlone(BEN, 30))

    def test_who_is_left_over_joins_the_smallest_group_that_has_room(self):
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN, CEM, DEA), 1))
        left = session.breakout().group_of("ann")
        (other,) = (p for p in left.people if p.id != "ann")
        assert "still here" in refused(session, cmd.JoinOthers(ANN, frozenset(p.id for p in (ANN, BEN, CEM, DEA)), 20))
        joined = run(session, cmd.JoinOthers(ANN, frozenset({"ann"}), 20))
        assert len(joined.breakout().group_of("ann").people) == 3
        assert [p.id for p in joined.breakout().group_of(other.id).people] == [other.id]

    def test_no_group_grows_by_two_and_nobody_meets_whom_they_are_kept_from(self):
        session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN, CEM), 1))
        assert "are full" in refused(session, cmd.JoinOthers(DEA, frozenset(), 20))
        pairs = run(at_talk(), cmd.FormGroups(11, (BEN, CEM), 1))
        apart = run(pairs, cmd.KeepApart((ANN, BEN), True, 12))
        assert "are full" in refused(apart, cmd.JoinOthers(ANN, frozenset(), 20))

    def test_in_sensitive_care_only_from_a_group(self):
        session = run(at_talk(rules=Rules(sensitive=True)), cmd.FormGroups(11, (ANN, BEN), 1))
        assert "The groups have begun" in refused(session, cmd.JoinOthers(CEM, frozenset(), 20))


class TestTime:
    def test_pause_stops_every_timer(self):
        session = run(at_talk(), cmd.FormGroups(10, (ANN, BEN), 1), cmd.PauseAll(70))
        assert left(session, 500)["round"] == left(session, 70)["round"]
        assert next_due(session) is None
        again = run(session, cmd.Resume(170))
        assert left(again, 170)["round"] == left(session, 70)["round"]

    def test_a_minute_more(self):
        session = run(at_talk(), cmd.FormGroups(10, (ANN, BEN), 1))
        before = left(session, 20)["round"]
        assert left(run(session, cmd.Extend(60, 20)), 20)["round"] == before + 60_000

    def test_not_for_days(self):
        assert "up to an hour" in refused(at_talk(), cmd.Extend(100_000, 20))


class TestInsert:
    def test_a_drawer_step_comes_next(self):
        session = after(cmd.Start(0), cmd.Insert(1, step="calm"))
        assert session.order[:2] == ("welcome", "calm")

    def test_a_step_typed_live_gets_a_free_id(self):
        made = step("welcome", Kind.SLIDE, Slide())
        session = after(cmd.Start(0), cmd.Insert(1, text="### Slide: Welcome", made=made))
        assert session.order[:2] == ("welcome", "welcome-2")

    def test_nothing_of_that_name(self):
        assert "drawer" in refused(after(cmd.Start(0)), cmd.Insert(1, step="nowhere"))


class TestEnd:
    def test_ends_everything_and_still_counts(self):
        session = run(at_poll(), cmd.Open(11), cmd.End(20))
        assert session.phase == "ended"
        assert run(session, cmd.Count("drink", RESULT, 30)).polls["drink"].result == RESULT

    def test_nothing_moves_afterwards(self):
        assert "has ended" in refused(after(cmd.Start(0), cmd.End(1)), cmd.Next(2))


class TestMessages:
    def test_reach_everyone_until_the_next_step(self):
        session = after(cmd.Start(0), cmd.Send("We start again at ten", 1))
        assert session.message == "We start again at ten"
        assert run(session, cmd.Next(2)).message == ""

    def test_are_short(self):
        assert "500 characters" in refused(after(cmd.Start(0)), cmd.Send("x" * 501, 1))


def test_a_poll_that_everybody_forgot_closes_after_twelve_hours():
    session = run(at_poll(), cmd.Open(11), cmd.PauseAll(12))
    assert next_due(session) == 11 + 12 * 3600
    assert run(session, cmd.Tick(11 + 12 * 3600)).polls["drink"].phase == "closing"

"""Who of the team may do what, sees what, and how the lead goes from hand to hand."""

from typing import get_args

import pytest

from tests.session.stories import ANN, BEN, CEM, DEA, SECRET_NOTE, after, at_poll, at_talk, cmd, run
from workshop.realtime.room_actions import ACTIONS
from workshop.session import team
from workshop.session.command_table import COMMANDS, Right, named
from workshop.session.decide import _DECIDERS
from workshop.session.errors import Refused
from workshop.session.people import Member
from workshop.session.side_commands import RoomAction
from workshop.session.stage import stage_for

ANA, CLEO = Member("m1", "Ana", "lead"), Member("m2", "Cleo", "lead")
SUE, MO = Member("m3", "Sue", "support"), Member("m4", "Mo", "moderator")
WELCOME = after(cmd.Start(0))


def led_by(member: Member = ANA):
    return run(WELCOME, cmd.HandOver(member, 1))


def refused(session, desk: str, command: str) -> str:
    with pytest.raises(Refused) as told:
        team.check(session, desk, command)
    return told.value.sentence


class TestTheTable:
    def test_whatever_can_be_asked_for_is_carried_out_somewhere(self):
        assert {*_DECIDERS} == set(get_args(cmd.Command))
        assert {*ACTIONS} == set(get_args(RoomAction))

    def test_every_right_has_somebody(self):
        assert set().union(*team.RIGHTS.values()) == set(Right) == {entry.right for entry in COMMANDS.values()}

    def test_a_lead_does_all_but_start_and_end(self):
        full, lead = (team.allowed(WELCOME, desk) for desk in ("facilitator", "lead"))
        assert full - lead == {"start", "end", "hand_over", "take_back"}
        assert lead <= full

    def test_support_looks_after_calls_and_the_door(self):
        assert team.allowed(WELCOME, "support") == {
            "take",
            "done",
            "reply",
            "admit",
            "admit_all",
            "remove",
            "remove_unseen",
        }

    def test_a_moderator_reads_texts(self):
        assert team.allowed(WELCOME, "moderator") == {"show", "show_all", "keep_back", "give_back", "question"}

    @pytest.mark.parametrize(
        ("desk", "command", "who"),
        [
            ("lead", "start", "This is for the facilitator, or for whoever was handed the lead."),
            ("lead", "hand_over", "This is for the facilitator."),
            ("support", "next", "This is for the facilitator or for a lead. Your link is for calls and the door."),
            ("support", "show", "for the facilitator, for a lead or for a moderator"),
            ("moderator", "take", "for support. Your link is for the texts that people share."),
            ("moderator", "dance", "This is for the facilitator."),
        ],
    )
    def test_a_refusal_says_who_can_do_it(self, desk: str, command: str, who: str):
        assert who in refused(WELCOME, desk, command)

    def test_what_nobody_knows_is_the_facilitators_to_hear_about(self):
        team.check(WELCOME, "facilitator", "dance")


class TestHandOver:
    def test_nobody_was_handed_the_lead_at_first(self):
        assert team.desk_of(WELCOME, ANA) == "lead"
        assert not team.watches(WELCOME, "facilitator")

    def test_a_lead_leads_with_start_and_end(self):
        session = led_by()
        assert team.desk_of(session, ANA) == "leading"
        assert {"start", "end", "next", "hand_back"} <= team.allowed(session, "leading")

    def test_the_others_watch_and_still_care(self):
        session = led_by()
        assert team.allowed(session, "facilitator") == named(*team.WATCHING)
        assert team.desk_of(session, CLEO) == "lead"
        assert team.allowed(session, "lead") == named(*team.WATCHING) - {"take_back"}
        assert team.allowed(session, "support") == named(Right.CARE)

    def test_whoever_watches_reads_who_leads_and_what_to_do(self):
        told = refused(led_by(), "facilitator", "next")
        assert told == "Ana is leading, so nothing was moved. To lead yourself, choose “Take the lead back”."
        assert "Please ask Ana, or the facilitator." in refused(led_by(), "lead", "next")

    def test_the_lead_comes_back(self):
        session = run(led_by(), cmd.TakeBack(2))
        assert session.leading is None
        assert run(session, cmd.TakeBack(3)) == session

    def test_from_one_to_another(self):
        assert run(led_by(), cmd.HandOver(CLEO, 2)).leading == CLEO

    def test_only_a_lead_can_be_handed_it(self):
        with pytest.raises(Refused, match="Sue can be handed the lead once their link is one for a lead"):
            run(WELCOME, cmd.HandOver(SUE, 1))

    def test_not_after_the_end(self):
        with pytest.raises(Refused, match="ended"):
            run(after(cmd.Start(0), cmd.End(1)), cmd.HandOver(ANA, 2))


class TestWhatADeskSees:
    def test_leads_see_all_that_the_facilitator_sees(self):
        session = at_poll()
        theirs, own = (stage_for(session, desk) for desk in ("lead", "facilitator"))
        assert (theirs.step, theirs.poll, theirs.console.plan) == (own.step, own.poll, own.console.plan)

    def test_support_has_the_notes(self):
        stage = stage_for(WELCOME, "support")
        assert SECRET_NOTE in repr(stage.step.notes)
        assert stage.console.drawer == ()

    def test_a_moderator_has_none_anywhere(self):
        for session in (WELCOME, at_poll(), at_talk()):
            assert SECRET_NOTE not in repr(stage_for(session, "moderator"))

    @pytest.mark.parametrize("desk", ["support", "moderator"])
    def test_the_right_answer_and_an_unshown_result_are_for_those_who_lead(self, desk: str):
        stage = stage_for(at_poll(), desk)
        assert not any(choice.correct for choice in stage.step.detail.choices)
        assert any(choice.correct for choice in stage_for(at_poll(), "lead").step.detail.choices)

    def test_groups_that_are_only_proposed_are_not_told(self):
        people = (ANN, BEN, CEM, DEA)
        session = run(at_talk(), cmd.FormGroups(11, people, 1, propose=True))
        assert stage_for(session, "lead").breakout.groups
        for desk in ("support", "moderator"):
            assert stage_for(session, desk).breakout.groups == ()
        running = run(session, cmd.Open(12, people))
        assert stage_for(running, "support").breakout.groups
        assert stage_for(running, "moderator").breakout.groups == ()

    @pytest.mark.parametrize("desk", team.DESKS)
    def test_the_screen_is_the_facilitators(self, desk: str):
        paused = run(WELCOME, cmd.PauseAll(1))
        assert stage_for(paused, desk).screen == "slide"


class TestTheFacilitatorsName:
    def test_one_lead_in_the_script_is_the_facilitator(self):
        assert team.facilitator_name(WELCOME.script, set()) == "Ana"

    def test_not_where_somebody_of_the_team_is_called_so(self):
        assert team.facilitator_name(WELCOME.script, {"Ana"}) == "the facilitator"

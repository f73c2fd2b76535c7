"""What each audience may see. One negative test per secret."""

from dataclasses import replace

import pytest

from tests.session.stories import (
    ANN,
    BEN,
    CEM,
    DEA,
    RESULT,
    SCRIPT,
    SECRET_NOTE,
    TEA,
    Poll,
    Show,
    Solution,
    after,
    at_poll,
    at_talk,
    cmd,
    run,
)  # fmt: skip
from workshop.script.model import Form, Part, Right, Scale
from workshop.session.audience_names import PARTICIPANTS, PROJECTOR, audience_of, audiences
from workshop.session.people import name_order
from workshop.session.results import Bar, Result
from workshop.session.stage import stage_for
from workshop.session.team import FACILITATOR

COUNTED = Result(hidden=False, k=3, n=4, n_text="4", bars=(Bar("Tea", 75, "75 %", 3, True),), kept_back=("raw",))
PUBLIC = (PARTICIPANTS, PROJECTOR)


def counted(poll: Poll = TEA):
    return run(at_poll(poll), cmd.Open(11), cmd.Close(12), cmd.Count("drink", COUNTED, 15))


@pytest.mark.parametrize("audience", PUBLIC)
@pytest.mark.parametrize("step_id", [s.id for s in SCRIPT.planned])
def test_notes_never_leave_the_console(audience, step_id):
    session = after(cmd.Start(0), cmd.GoTo(step_id, 1))
    assert SECRET_NOTE not in repr(stage_for(session, audience))
    assert "cards" not in repr(stage_for(session, audience))


def test_the_console_has_them():
    assert SECRET_NOTE in repr(stage_for(after(cmd.Start(0)), FACILITATOR))


@pytest.mark.parametrize("audience", PUBLIC)
def test_a_result_is_nobodys_before_it_is_revealed(audience):
    stage = stage_for(counted(), audience)
    assert stage.poll is not None
    assert stage.poll.result is None
    assert stage_for(counted(), FACILITATOR).poll.result is not None


@pytest.mark.parametrize("audience", PUBLIC)
def test_revealed_it_is_everybodys_without_what_waits_for_moderation(audience):
    stage = stage_for(run(counted(), cmd.Reveal(20)), audience)
    assert stage.poll.result.bars
    assert not stage.poll.result.kept_back


def test_never_means_never_even_for_the_facilitator():
    stage = stage_for(counted(Poll(Form.ONE, TEA.choices, results=Show.NEVER)), FACILITATOR)
    assert stage.poll.result is None


@pytest.mark.parametrize("audience", PUBLIC)
def test_the_solution_is_not_in_the_question(audience):
    assert not any(c.correct for c in stage_for(run(at_poll(), cmd.Open(11)), audience).step.detail.choices)


def test_the_solution_by_hand_waits_for_the_hand():
    by_hand = run(counted(Poll(Form.ONE, TEA.choices, solution=Solution.BY_HAND)), cmd.Reveal(20))
    assert not any(b.correct for b in stage_for(by_hand, PARTICIPANTS).poll.result.bars)
    shown = run(by_hand, cmd.Reveal(21))
    assert any(b.correct for b in stage_for(shown, PARTICIPANTS).poll.result.bars)


@pytest.mark.parametrize("audience", PUBLIC)
def test_a_right_number_waits_for_the_hand_too(audience):
    poll = Poll(Form.SCALE, scale=Scale(1, 5), right=Right(4, 4), solution=Solution.BY_HAND)
    by_hand = run(counted(poll), cmd.Reveal(20))
    for session in (run(at_poll(poll), cmd.Open(11)), by_hand):
        assert stage_for(session, audience).step.detail.right is None
    assert stage_for(run(by_hand, cmd.Reveal(21)), audience).step.detail.right == Right(4, 4)


class TestGroups:
    session = run(at_talk(), cmd.FormGroups(11, (ANN, BEN, CEM, DEA), 3))

    def test_each_sees_its_own_only(self):
        own = stage_for(self.session, audience_of(self.session, "ann"))
        others = {p.name for g in self.session.breakouts["talk"].groups if not g.has("ann") for p in g.people}
        assert own.breakout.group.has("ann")
        assert not own.breakout.groups
        assert not any(name in repr(own) for name in others)

    def test_there_is_a_stage_for_each(self):
        assert audiences(self.session) == [PARTICIPANTS, "group:g1", "group:g2", PROJECTOR, FACILITATOR]

    def test_back_in_the_room_all_see_the_same(self):
        session = run(self.session, cmd.Recall(100, 0))
        assert audience_of(session, "ann") == PARTICIPANTS

    def test_proposed_groups_are_the_consoles_alone(self):
        proposed = run(at_talk(), cmd.FormGroups(11, (ANN, BEN), 3, propose=True))
        assert not stage_for(proposed, PROJECTOR).breakout.groups
        assert stage_for(proposed, FACILITATOR).breakout.groups


def test_the_wall_waits_for_enough_cards():
    session = after(cmd.Start(0), cmd.GoTo("wall", 1))
    few = stage_for(session, PARTICIPANTS, ("one", "two"))
    assert few.texts == ()
    assert few.texts_hidden
    assert stage_for(session, PARTICIPANTS, ("a", "b", "c")).texts == ("a", "b", "c")


def test_a_pause_covers_the_step():
    session = run(at_poll(), cmd.PauseAll(12))
    assert stage_for(session, PARTICIPANTS).screen == "paused"
    assert stage_for(session, FACILITATOR).screen == "poll"


class TestThePrimaryButton:
    """All that a two-button remote needs."""

    def test_walks_through_a_poll(self):
        session = after()
        seen = []
        for command in (cmd.Start(0), cmd.Next(1), cmd.Open(2), cmd.Close(3), cmd.Count("drink", RESULT, 6)):
            seen.append(stage_for(session, FACILITATOR).console.primary)
            session = run(session, command)
        assert seen == ["start", "next", "open", "close", "reveal"]
        assert stage_for(run(session, cmd.Reveal(8)), FACILITATOR).console.primary == "next"

    def test_and_ends_on_the_last_step(self):
        session = after(cmd.Start(0), cmd.GoTo("bye", 1))
        assert stage_for(session, FACILITATOR).console.primary == "end"


def test_a_heads_up_comes_one_step_earlier():
    from tests.session.stories import script_of

    steps = (SCRIPT.steps[0], replace(SCRIPT.steps[1], heads_up="touch"), SCRIPT.steps[2])
    session = after(cmd.Start(0), script=script_of(*steps))
    assert stage_for(session, PARTICIPANTS).heads_up == "touch"
    assert stage_for(session, PARTICIPANTS).ahead == ("drink",)
    assert stage_for(run(session, cmd.Next(1)), PARTICIPANTS).heads_up == ""


def test_a_heads_up_of_a_part_is_about_all_its_steps():
    script = replace(SCRIPT, parts=(SCRIPT.parts[0], replace(SCRIPT.parts[1], heads_up="touch")))
    stage = stage_for(after(cmd.Start(0), cmd.GoTo("talk", 1), script=script), PARTICIPANTS)
    assert (stage.heads_up, stage.ahead) == ("touch", ("think", "wall", "bye", "calm"))


def test_before_the_start_a_part_without_a_time_of_its_own_takes_that_of_its_steps():
    steps = [replace(step, part=0 if n < 2 else 1, seconds=60 * (n + 1)) for n, step in enumerate(SCRIPT.steps)]
    script = replace(SCRIPT, parts=(Part("One", "", None), Part("Two", "", 300, repeat=3)), steps=tuple(steps))
    told = stage_for(after(script=script), PARTICIPANTS).parts
    assert [part.seconds for part, _ in told] == [180, 300]
    twice = replace(script, parts=(replace(script.parts[0], repeat=2), script.parts[1]))
    assert stage_for(after(script=twice), PARTICIPANTS).parts[0][0].seconds == 360


def test_people_are_listed_as_one_looks_for_them():
    names = ["Guest 10", "guest 2", "Guest", "Émile", "Fatou", "Guest 2b", "7", "", "Zoë", "٣"]
    listed = sorted(names, key=name_order)
    assert listed == ["", "٣", "7", "Émile", "Fatou", "Guest", "guest 2", "Guest 2b", "Guest 10", "Zoë"]

"""The same question again: one after the talk beside the one before it."""

from dataclasses import replace

import pytest

from tests.script.conftest import HEAD
from tests.session.stories import RESULT, TEA, Kind, Show, after, cmd, run, script_of, step
from workshop.live.voters import Voters
from workshop.script import read
from workshop.session.comparable import asked_before, earlier_askings, is_one_question
from workshop.session.results import Bar
from workshop.session.stage import stage_for

FLY = """### Poll: Why? (2 min)

- id: fly
- solution: never

Think of a wing.

- ( ) Down — it pushes air
- (x) Up
- ( ) Away
"""
AGAIN = "### Poll: And now? (1 min)\n\n- id: now\n- again: fly\n"
FIRST = replace(RESULT, bars=(Bar("Coffee", 75, "75 %", 3), Bar("Tea", 25, "25 %", 1)))
THEN = replace(RESULT, bars=(Bar("Coffee", 25, "25 %", 1), Bar("Tea", 75, "75 %", 3)))


def polls(more: str = "", first: str = FLY):
    read_as = read(f"{HEAD}\n{first}\n{AGAIN}{more}", "t.md")
    assert not read_as.messages, read_as.messages
    return list(read_as.script.steps)


def test_it_takes_over_answers_words_and_rules_but_its_own_settings():
    first, now = polls("- solution: by hand\n- minimum answers: 4\n")
    assert now.detail.choices == first.detail.choices and now.html == first.html
    assert (now.detail.solution, now.detail.k, now.detail.again) == ("by hand", 4, "fly")
    assert (first.detail.solution, first.detail.k) == ("never", 3)


def test_a_scale_is_asked_again_too_and_own_words_stay():
    first, now = polls("\nAfter all that was said?\n", "### Poll: How?\n\n- id: fly\n- answer: scale 1 to 5\n\nNow.\n")
    assert now.detail.scale == first.detail.scale and "After all" in now.html


def session(results: Show = Show.AFTER_CLOSING):
    steps = (
        step("fly", Kind.POLL, replace(TEA, results=results)), step("now", Kind.POLL, replace(TEA, again="fly")),
    )  # fmt: skip
    begun = after(cmd.Start(0), cmd.Open(1), cmd.Close(2), cmd.Count("fly", FIRST, 6), script=script_of(*steps))
    return run(begun, cmd.Next(7), cmd.Open(8))


def counted(begun):
    return run(begun, cmd.Close(9), cmd.Count("now", THEN, 13), cmd.Reveal(14))


@pytest.mark.parametrize("audience", ["participants", "projector", "facilitator"])
def test_both_results_come_together_though_the_first_was_covered(audience):
    begun = session()
    assert not stage_for(begun, audience).poll.earlier
    shown = stage_for(counted(begun), audience).poll
    assert [bar.count for bar in shown.result.bars] == [1, 3]
    assert [[bar.count for bar in earlier.bars] for earlier in shown.earlier] == [[3, 1]]


@pytest.mark.parametrize(
    "results, seen",
    [(Show.FACILITATORS, {"facilitator"}), (Show.NEVER, set()), (Show.AFTER_CLOSING, {"facilitator", "participants"})],
)
def test_what_the_first_kept_to_itself_stays_kept(results, seen):
    done = counted(session(results))
    told = {who for who in ("facilitator", "participants") if stage_for(done, who).poll.earlier}
    assert told == seen


def test_it_is_one_question_so_the_remainder_of_the_two_is_protected():
    begun = session()
    assert is_one_question(begun, "fly", "now") and asked_before(begun, "now")
    voters = Voters()
    everybody = [f"p{n}" for n in range(8)]
    for person in everybody:
        voters.heard(begun, "fly", 1, person, True, False)
    voters.told(begun, "fly", 8)
    for person in everybody[1:]:  # one less than before: the difference would be that person's answer
        voters.heard(begun, "now", 1, person, True, False)
    apart = voters.apart(begun, "now", THEN, 7)
    assert apart.hidden and apart.too_alike
    voters.heard(begun, "now", 1, everybody[0], True, False)
    assert voters.apart(begun, "now", THEN, 8) == THEN


def test_again_of_again_shows_all_three_and_stays_one_question():
    third = step("third", Kind.POLL, replace(TEA, again="now"))
    base = session()
    done = counted(replace(base, script=script_of(*base.script.steps, third), order=(*base.order, "third")))
    done = run(done, cmd.Next(20), cmd.Open(21))
    assert [r.bars[0].count for r in earlier_askings(done, "third", True)] == [3, 1]
    assert is_one_question(done, "fly", "third")

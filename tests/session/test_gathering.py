"""Votes on what people wrote: gathered by the team, frozen when the poll opens, and gone with the text."""

from dataclasses import replace

import pytest

from workshop.script import read
from workshop.session import commands as cmd
from workshop.session.choices import Vote
from workshop.session.counting import tally
from workshop.session.decide import decide
from workshop.session.errors import Refused
from workshop.session.evolve import evolve
from workshop.session.gathered import TAKEN_BACK
from workshop.session.state import fresh
from workshop.store import state_json

SCRIPT = """# Look back

- format: 1

### Reflect: Wind (4 min)

- id: wind
- who sees this: everyone without names

What pushed us?

### Poll: Which? (3 min)

- id: which
- answers from: wind
- answer: 3 dots
"""
TEXTS = (("a", "Coffee"), ("b", "Tea at four"), ("c", "More coffee"), ("d", "coffee "))


def at_the_poll():
    session = fresh("s", read(SCRIPT).script)
    for command in (cmd.Start(0), cmd.Next(1)):
        session = done(session, command)
    return session


def done(session, command):
    for event in decide(session, command):
        session = evolve(session, event)
    return session


def labels(session):
    return [choice.label for choice in session.script.step("which").detail.choices]


def opened(session, texts=TEXTS):
    return done(session, cmd.Open(2, texts=texts))


class TestOpening:
    def test_what_looks_alike_is_one_answer_in_its_commonest_spelling(self):
        typed = ("don’t rush", "Don't rush", "Don't rush", "self–care", "ＳＥＬＦ-care", "cafe\u0301", "Café")
        session = opened(at_the_poll(), tuple(zip("abcdefg", typed, strict=True)))
        assert labels(session) == ["Don't rush", "self–care", "Café"]

    def test_the_texts_are_the_answers_equal_ones_once(self):
        assert labels(opened(at_the_poll())) == ["Coffee", "Tea at four", "More coffee"]

    def test_they_stay_whatever_is_written_afterwards(self):
        session = opened(at_the_poll())
        assert labels(done(session, cmd.Open(3, texts=(("x", "New"), ("y", "Newer"))))) == labels(session)

    def test_fewer_than_two_are_no_vote(self):
        with pytest.raises(Refused, match="not two texts"):
            opened(at_the_poll(), TEXTS[:1])

    def test_more_than_fit_are_to_be_gathered(self):
        with pytest.raises(Refused, match="Gather some"):
            opened(at_the_poll(), tuple((str(n), f"Text {n}") for n in range(61)))

    def test_a_long_text_is_cut_for_the_ballot(self):
        assert len(labels(opened(at_the_poll(), (("a", "x" * 900), ("b", "y"))))[0]) == 300

    def test_a_stored_session_opens_with_them(self):
        session = opened(done(at_the_poll(), cmd.Gather("which", ("a", "c"), "new", "Coffee!", 1)))
        again = state_json.load("s", session.versions, state_json.dump(session), session.v)
        assert labels(again) == labels(session) == ["Coffee!", "Tea at four", "coffee "]

    def test_the_script_may_be_applied_anew(self):
        session = opened(at_the_poll())
        newer = read(SCRIPT + "\n### Slide: More\n\nLook.\n").script
        assert labels(done(session, cmd.ApplyScript(newer, "", {}))) == labels(session)


class TestGathering:
    def test_what_says_the_same_is_one_answer_by_the_teams_name(self):
        session = done(at_the_poll(), cmd.Gather("which", ("a", "c", "d"), "new", "The coffee", 1))
        assert labels(opened(session)) == ["The coffee", "Tea at four"]

    def test_a_pile_grows_and_is_taken_apart_and_both_can_be_undone(self):
        session = done(at_the_poll(), cmd.Gather("which", ("a", "c"), "new", "", 1))
        grown = done(session, cmd.Gather("which", ("b",), "h1", "", 2))
        assert grown.heaps["which"].now[0].items == ("a", "c", "b")
        assert done(grown, cmd.UndoGather("which", 3)).heaps["which"].now == session.heaps["which"].now
        assert done(grown, cmd.Gather("which", ("a", "b", "c"), "", "", 3)).heaps["which"].now == ()

    def test_ticks_add_to_the_pile_on_which_one_of_them_lies(self):
        """As a drag onto it does; its name stays, unless it gets another one."""
        session = done(at_the_poll(), cmd.Gather("which", ("a", "c"), "new", "The coffee", 1))
        (grown,) = done(session, cmd.Gather("which", ("c", "b"), "new", "", 2)).heaps["which"].now
        assert (grown.name, grown.items) == ("The coffee", ("a", "c", "b"))
        (named,) = done(session, cmd.Gather("which", ("a", "c", "b"), "new", "Drinks", 2)).heaps["which"].now
        assert (named.name, named.items) == ("Drinks", ("a", "c", "b"))

    def test_ticks_within_one_pile_part_it(self):
        session = done(at_the_poll(), cmd.Gather("which", ("a", "b", "c", "d"), "new", "All", 1))
        parted = done(session, cmd.Gather("which", ("b", "c"), "new", "", 2)).heaps["which"].now
        assert [heap.items for heap in parted] == [("a", "d"), ("b", "c")]

    def test_one_text_alone_without_a_name_is_no_pile(self):
        assert not decide(at_the_poll(), cmd.Gather("which", ("a",), "new", "", 1))

    def test_an_open_poll_is_not_gathered_any_more(self):
        with pytest.raises(Refused, match="stay as they are"):
            decide(opened(at_the_poll()), cmd.Gather("which", ("a", "b"), "new", "", 3))

    @pytest.mark.parametrize(
        ("step", "items", "heap"), [("wind", ("a",), "new"), ("which", (), "new"), ("which", ("a",), "h9")]
    )
    def test_what_makes_no_sense_is_refused(self, step, items, heap):
        with pytest.raises(Refused):
            decide(at_the_poll(), cmd.Gather(step, items, heap, "", 1))


class TestTakenBack:
    def counted(self, session):
        poll = session.script.step("which").detail
        votes = [Vote(sort=(2, 1, 0))] * 4
        session = done(session, cmd.Close(3))
        return done(session, cmd.Count("which", tally(poll, votes, False, 1), 4))

    def test_a_text_leaves_the_ballot_and_the_result_and_no_answer_moves(self):
        session = self.counted(opened(at_the_poll()))
        session = done(session, cmd.TakeDown((("a", "Coffee"), ("c", "More coffee"), ("d", "coffee ")), 5))
        assert labels(session) == ["Coffee", TAKEN_BACK, "More coffee"]
        assert [bar.label for bar in session.polls["which"].result.bars] == ["Coffee", TAKEN_BACK, "More coffee"]
        assert "Tea" not in str(state_json.dump(session))

    def test_of_a_pile_the_words_of_another_text_stand_there(self):
        session = opened(done(at_the_poll(), cmd.Gather("which", ("b", "c"), "new", "", 1)))
        assert labels(session)[0] == "Tea at four"
        assert labels(done(session, cmd.TakeDown(TEXTS[::2], 5)))[0] == "More coffee"

    def test_a_name_of_the_team_stays_unless_it_is_somebodys_words(self):
        piled = done(at_the_poll(), cmd.Gather("which", ("b", "c"), "new", "Drinks", 1))
        assert labels(done(opened(piled), cmd.TakeDown((), 5)))[0] == "Drinks"
        copied = done(at_the_poll(), cmd.Gather("which", ("b", "c"), "new", "tea AT four", 1))
        assert labels(done(opened(copied), cmd.TakeDown((), 5)))[0] == TAKEN_BACK

    def test_nothing_happens_while_all_of_them_hang(self):
        assert not decide(opened(at_the_poll()), cmd.TakeDown(TEXTS, 5))

    def test_after_the_end_too(self):
        session = replace(self.counted(opened(at_the_poll())), phase="ended")
        assert TAKEN_BACK in labels(done(session, cmd.TakeDown((), 9)))


@pytest.mark.parametrize(
    ("body", "code"),
    [("- answers from: wind\n\n1. One\n2. Two\n", "E226"), ("- answers from: wind\n- answer: words\n", "E226"),
     ("- answers from: nobody\n", "E302"), ("- answers from: secret\n", "E252")],
)  # fmt: skip
def test_what_cannot_be_voted_on_is_said(body, code):
    reflect = "### Reflect: {0}\n\n- id: {0}\n- who sees this: {1}\n\nWrite.\n\n"
    steps = reflect.format("wind", "everyone without names") + reflect.format("secret", "only me")
    assert [m.code for m in read(f"# A\n\n- format: 1\n\n{steps}### Poll: Which?\n\n{body}").messages] == [code]

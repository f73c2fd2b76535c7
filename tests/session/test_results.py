"""What is published: k, rounding, shuffling, movement."""

import pytest

from workshop.script.model import Choice, Form, Poll, Scale
from workshop.session.choices import PASS, Vote, as_body, pack, read_vote, unpack
from workshop.session.refused import Refused
from workshop.session.results import tally

ONE = Poll(Form.ONE, (Choice("Coffee"), Choice("Tea")), k=3)
SCALE = Poll(Form.SCALE, scale=Scale(1, 5), k=3, series="energy")


def votes(*indices: int) -> list[Vote]:
    return [Vote(choice=(i,)) for i in indices]


class TestTheKRule:
    def test_fewer_than_k_make_no_counts(self):
        result = tally(ONE, votes(0, 1), sensitive=False, seed=1)
        assert (result.hidden, result.n, result.bars, result.n_text) == (True, None, (), "fewer than k votes")

    def test_k_votes_are_told(self):
        result = tally(ONE, votes(0, 1, 1), sensitive=False, seed=1)
        assert [(b.label, b.count, b.percent) for b in result.bars] == [("Coffee", 1, 33), ("Tea", 2, 67)]

    def test_a_pass_is_no_vote(self):
        assert tally(ONE, [*votes(0, 1), PASS, PASS], sensitive=False, seed=1).hidden


class TestSensitive:
    def test_rounds_and_tells_no_counts(self):
        result = tally(ONE, votes(0, 0, 0, 1, 1, 1, 1), sensitive=True, seed=1)
        assert [(b.text, b.count) for b in result.bars] == [("40 %", None), ("60 %", None)]
        assert (result.n, result.n_text) == (None, "5+")

    def test_unanimity_is_blurred_on_both_sides(self):
        result = tally(ONE, votes(1, 1, 1, 1, 1), sensitive=True, seed=1)
        assert [b.text for b in result.bars] == ["under 10 %", "over 90 %"]


class TestTexts:
    def test_the_order_of_arrival_does_not_matter(self):
        poll = Poll(Form.WORDS, most=1, k=3)
        said = [Vote(words=(w,)) for w in ("sea", "calm", "warm", "home")]
        assert tally(poll, said, False, 7).texts == tally(poll, said[::-1], False, 7).texts

    def test_moderated_ones_wait(self):
        poll = Poll(Form.WORDS, most=1, k=3, moderate=True)
        result = tally(poll, [Vote(words=(w,)) for w in "abc"], False, 7)
        assert not result.texts
        assert sorted(result.kept_back) == ["a", "b", "c"]


class TestMovement:
    def test_needs_k_who_carry_their_first_answer(self):
        moved = [Vote(scale=4, before=b) for b in (2, 4, 5)]
        result = tally(SCALE, moved, False, 1)
        assert (result.movement.up.count, result.movement.same.count, result.movement.down.count) == (1, 1, 1)

    def test_is_hidden_where_the_rest_would_show(self):
        moved = [Vote(scale=4, before=b) for b in (2, 4, 5)] + [Vote(scale=1)]
        assert tally(SCALE, moved, False, 1).movement is None


@pytest.mark.parametrize(
    "body", [{}, {"choice": [2]}, {"choice": [-1]}, {"choice": [True]}, {"choice": [0, 1]}, {"choice": [0, 0]},
             {"choice": [1.0]}, {"choice": ["0"]}, {"choice": "0"}, {"choice": []}]
)  # fmt: skip
def test_an_answer_that_is_none_is_refused_in_words(body):
    with pytest.raises(Refused) as refused:
        read_vote(ONE, body)
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize(
    ("poll", "body"),
    [
        (ONE, {"choice": [1]}),
        (SCALE, {"scale": 3}),
        (Poll(Form.SEVERAL, ONE.choices, most=2), {"choice": [0, 1]}),
        (Poll(Form.RANKING, ONE.choices), {"choice": [1, 0]}),
        (Poll(Form.WORDS, most=2), {"words": ["sea", "wind"]}),
        (Poll(Form.TEXT), {"text": "It was\nwarm"}),
        (Poll(Form.BODY), {"regions": ["jaw", "belly"]}),
        (Poll(Form.SORT, ONE.choices, bins=("mine", "yours")), {"sort": {"Coffee": "mine", "Tea": "yours"}}),
    ],
)
def test_what_was_sealed_comes_back_as_it_was_given(poll, body):
    assert as_body(unpack(pack(read_vote(poll, body))), poll) == body

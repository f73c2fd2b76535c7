"""What results of one question tell together, of whom they are not all of."""

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from workshop.session.remainders import isolates

K = 3
U, V, W, Z = (frozenset(name * n for n in range(1, K + 1)) for name in "uvwz")
P = frozenset("p")


@pytest.mark.parametrize(
    "audiences",
    [(U | V | W, U | V | W | P), (U, V, P | U | V), (P | U | V, U | W, V | Z, W | Z)],
    ids=["two", "three", "four"],
)
def test_one_person_is_left_of_all_and_of_no_fewer_results(audiences: tuple[frozenset[str], ...]) -> None:
    *before, now = audiences
    assert isolates(before, now, K)
    for fewer in combinations(before, len(before) - 1):
        assert not isolates(fewer, now, K)


def test_the_same_people_and_k_others_are_told() -> None:
    assert not isolates([U | V, U | V], U | V, K)
    assert not isolates([U | V], U | V | W, K)
    assert not isolates([U, V, W], U | V | W | Z, K)
    assert isolates([U, V, W], U | V | W | P, K)


def test_of_few_of_whom_a_result_was_told_before_nothing_new_is_told() -> None:
    """The one before it promised a smaller number."""
    assert not isolates([P], P | U, K)


def test_from_the_fifth_on_those_who_always_come_together_are_nobody_or_k() -> None:
    assert not isolates([U, V, W, Z], U | V | W | Z, K)
    assert isolates([U, V, W, U | Z | P], V | Z, K)


def test_it_is_what_equations_tell() -> None:
    """Random audiences; taking away fewer than k people makes two results tell the same where they are isolated."""
    chance, found = Random(4), 0
    for _ in range(150):
        people = "abcdefgh"
        audiences = [frozenset(p for p in people if chance.random() < 0.6) for _ in range(chance.choice([2, 3, 4]))]
        *before, now = audiences
        few = {p for n in range(1, K) for p in combinations(people, n)}
        exact = any(_more_told(before, now, {*taken}) for taken in few)
        assert isolates(before, now, K) == exact
        found += exact
    assert 15 < found < 135


def _more_told(before: list[frozenset[str]], now: frozenset[str], few: set[str]) -> bool:
    """Whether a combination with `now` in it leaves some of the few, and nobody else."""
    rest = [each - few for each in (*before, now)]
    nobody_else = _rank(rest) == _rank(rest[:-1])
    return nobody_else and (_rank([*before, now]) > _rank(before) or _rank(before) > _rank(rest[:-1]))


def _rank(audiences: list[frozenset[str]]) -> int:
    rows = [[Fraction(p in a) for p in "abcdefgh"] for a in audiences]
    rank = 0
    for column in range(8):
        pivot = next((r for r in range(rank, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for r in range(rank + 1, len(rows)):
            factor = rows[r][column] / rows[rank][column]
            rows[r] = [x - factor * y for x, y in zip(rows[r], rows[rank], strict=True)]
        rank += 1
    return rank

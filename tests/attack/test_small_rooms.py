"""Sensitive care, small rooms: whoever knows how many answered, and adds up all that is shown, learns no count."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from workshop.script.model import Choice, Form, Poll
from workshop.session.bands import NOT_TOLD, PROVEN, turnout
from workshop.session.choices import Vote
from workshop.session.results import tally

FEWEST = 3


def splits(n: int, answers: int) -> Iterator[tuple[int, ...]]:
    """Every way in which n people can choose."""
    if answers == 1:
        yield (n,)
        return
    for first in range(n + 1):
        yield from ((first, *rest) for rest in splits(n - first, answers - 1))


def shown(counts: tuple[int, ...], sensitive: bool = True) -> tuple[str, ...]:
    poll = Poll(Form.ONE, tuple(Choice(str(i)) for i in range(len(counts))), k=3)
    votes = [Vote(choice=(i,)) for i, count in enumerate(counts) for _ in range(count)]
    return tuple(bar.text for bar in tally(poll, votes, sensitive, 1).bars)


def compatible(n: int, answers: int, show) -> dict[tuple[str, ...], list[set[int]]]:
    """What is shown → of every answer the counts that fit it."""
    fits: dict[tuple[str, ...], list[set[int]]] = defaultdict(lambda: [set() for _ in range(answers)])
    for counts in splits(n, answers):
        for known, count in zip(fits[show(counts)], counts, strict=True):
            known.add(count)
    return fits


@pytest.mark.parametrize("answers", [2, 3, 4])
def test_every_display_fits_three_counts_of_every_answer(answers: int) -> None:
    for n in range(3, 21 if answers < 4 else 15):
        fits = compatible(n, answers, shown)
        assert min(len(known) for display in fits.values() for known in display) >= FEWEST, n


def test_from_seven_people_on_something_is_told() -> None:
    for n in range(7, 21):
        told = [display for display in compatible(n, 2, shown) if NOT_TOLD not in display]
        assert len(told) >= 2, n


def test_control_rounding_to_tens_gave_the_counts_back() -> None:
    def tens(counts: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(f"{int(10 * count / sum(counts) + 0.5) * 10} %" for count in counts)

    alone = [len(known) == 1 for n in range(5, 11) for d in compatible(n, 2, tens).values() for known in d]
    assert sum(alone) / len(alone) >= 0.9


def test_an_offer_counts_only_what_a_band_proves() -> None:
    for n in range(5, 21):
        for counts in splits(n, 3):
            for text, count in zip(shown(counts), counts, strict=True):
                assert 100 * count / n >= PROVEN.get(text, 0), (counts, text)


def test_a_ranking_is_an_order_and_nothing_more() -> None:
    poll = Poll(Form.RANKING, tuple(Choice(label) for label in "abc"), k=3)
    result = tally(poll, [Vote(choice=(2, 0, 1))] * 4 + [Vote(choice=(0, 2, 1))], True, 1)
    assert result.ranks == (("c", 1.0), ("a", 2.0), ("b", 3.0))


def test_the_turnout_tells_no_single_answer() -> None:
    for of in range(5, 21):
        told = [turnout(answered, of) for answered in range(of + 1)]
        assert len(set(told)) == 3
        assert all(least <= answered for answered, (least, _) in enumerate(told))
        assert min(told.count(one) for one in told) >= 2

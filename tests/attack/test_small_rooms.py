"""Sensitive care, small rooms: whoever knows how many answered, and adds up all that is shown, learns no count."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, combinations_with_replacement, permutations, product

import pytest

from workshop.script.model import Choice, Form, Number, Poll, Question, Scale
from workshop.session.bands import FEWEST as KEPT
from workshop.session.bands import NOT_TOLD, PROVEN, SMALL, at_least, turnout
from workshop.session.choices import PASS, Vote
from workshop.session.counting import tally
from workshop.session.spots import FIELDS, SIDE, field_of

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


def choices(n: int) -> tuple[Choice, ...]:
    return tuple(Choice(str(i)) for i in range(n))


def several(least: int, most: int, answers: int) -> tuple[Poll, list[Vote]]:
    picks = [pick for size in range(least, most + 1) for pick in combinations(range(answers), size)]
    return Poll(Form.SEVERAL, choices(answers), least=least, most=most, k=3), [Vote(choice=pick) for pick in picks]


def ranking(things: int) -> tuple[Poll, list[Vote]]:
    return Poll(Form.RANKING, choices(things), k=3), [Vote(choice=order) for order in permutations(range(things))]


def spread(form: Form, least: int, most: int, things: int) -> tuple[Poll, list[Vote]]:
    given = [each for each in product(range(most + 1), repeat=things) if least <= sum(each) <= most]
    return Poll(form, choices(things), least=least, most=most, k=3), [Vote(sort=each) for each in given]


def statements(steps: int) -> tuple[Poll, list[Vote]]:
    poll = Poll(Form.ROWS, choices(2), scale=Scale(1, steps), bins=tuple(map(str, range(steps))), k=3)
    return poll, [Vote(sort=each) for each in product(range(steps + 1), repeat=2) if any(each)]


def questions(steps: int) -> tuple[Poll, list[Vote]]:
    """Two on one page, each of which may be left out."""
    asked = Poll(Form.SCALE, scale=Scale(1, steps), k=3)
    given = [PASS, *(Vote(scale=each + 1) for each in range(steps))]
    poll = Poll(Form.PAGE, questions=(Question("0", asked), Question("1", asked)), k=3)
    return poll, [Vote(parts=each) for each in product(given, repeat=2) if not all(part.passed for part in each)]


def in_bins(bins: int) -> tuple[Poll, list[Vote]]:
    poll = Poll(Form.SORT, choices(2), bins=tuple(map(str, range(bins))), k=3)
    return poll, [Vote(sort=each) for each in product(range(bins), repeat=2)]


def on_scale(steps: int) -> tuple[Poll, list[Vote]]:
    return Poll(Form.SCALE, scale=Scale(1, steps), k=3), [Vote(scale=each + 1) for each in range(steps)]


def number(columns: int) -> tuple[Poll, list[Vote]]:
    """So few numbers have a column each."""
    return Poll(Form.NUMBER, number=Number("", 0, columns - 1), k=3), [Vote(scale=each) for each in range(columns)]


def place() -> tuple[Poll, list[Vote]]:
    """One in each of the nine fields of a picture."""
    return Poll(Form.SPOT, k=3), [Vote(scale=down * SIDE + across) for down, across in product((4, 12, 20), repeat=2)]


def counts_of(poll: Poll, votes: tuple[Vote, ...]) -> dict[str, int]:
    """All that somebody would like to know: who got how many, and of an order how often each stood where."""
    found: dict[str, int] = {}
    if poll.form in (Form.RANKING,):
        places = product(range(len(poll.choices)), repeat=2)
        return {f"{thing} at {place}": sum(v.choice[place] == thing for v in votes) for thing, place in places}
    if poll.form.spreads:
        return {str(i): sum(v.sort[i] for v in votes) for i in range(len(poll.choices))}
    if poll.form in (Form.ROWS, Form.SORT):
        for i, value in product(range(2), range(len(poll.bins))):
            found[f"{i} as {value}"] = sum(v.sort[i] == value + (poll.form is Form.ROWS) for v in votes)
        return found
    if poll.form is Form.PAGE:
        steps = range(1, 1 + poll.questions[0].poll.scale.high)
        return {f"{i} as {value}": sum(v.parts[i].scale == value for v in votes) for i in range(2) for value in steps}
    if poll.form is Form.BODY:
        return {region: sum(region in v.words for v in votes) for region in ("nowhere", *PLACES)}
    if poll.form is Form.SPOT:
        return {field: sum(field_of(v.scale) == field for v in votes) for field in FIELDS}
    if poll.form is Form.NUMBER:
        assert poll.number and poll.number.high
        return {str(value): sum(v.scale == value for v in votes) for value in range(poll.number.high + 1)}
    if poll.form is Form.SCALE:
        return {str(value): sum(v.scale == value for v in votes) for value in range(1, poll.scale.high + 1)}
    return {str(i): sum(i in v.choice for v in votes) for i in range(len(poll.choices))}


def least_known(poll: Poll, rooms: Iterable[tuple[Vote, ...]]) -> int:
    """Of everything that is shown, the fewest counts that fit it. A result as a whole is all that any page can tell."""
    fits: dict[object, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for votes in rooms:
        result = tally(poll, votes, True, 1)
        lines = result.rows or result.parts
        for name, count in counts_of(poll, votes).items():
            # Of a page whoever left one out is known to nobody, so each line, or question, is looked at by itself.
            shown_there = fits[name[0], lines[int(name[0])]] if lines else fits[result]
            shown_there[name].add(count)
    return min(len(counts) for shown_ in fits.values() for counts in shown_.values())


KINDS = {
    "one or two of two": (several(1, 2, 2), 12), "up to two of three": (several(1, 2, 3), 8),
    "any of three": (several(1, 3, 3), 7), "two of three": (several(2, 2, 3), 12),
    "a ranking of two": (ranking(2), 20), "a ranking of three": (ranking(3), 8),
    "a dot": (spread(Form.DOTS, 1, 1, 2), 20), "two dots on three": (spread(Form.DOTS, 1, 2, 3), 6),
    "a dot on four": (spread(Form.DOTS, 1, 1, 4), 10), "three points": (spread(Form.POINTS, 3, 3, 3), 6),
    "points": (spread(Form.POINTS, 4, 4, 2), 12), "statements": (statements(2), 7), "questions": (questions(2), 7),
    "sorting": (in_bins(2), 12),
    "a grid": (in_bins(4), 6),
    "scale": (on_scale(4), 14), "number": (number(4), 14), "a place": (place(), 7),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_nor_does_any_other_kind_of_question_tell_a_count(kind: str) -> None:
    (poll, answers), most = KINDS[kind]
    for n in range(3, most + 1):
        assert least_known(poll, combinations_with_replacement(answers, n)) >= FEWEST, n


def test_own_words_hang_there_and_are_counted_so_they_are_no_share_and_the_others_tell_no_more() -> None:
    poll = Poll(Form.ONE, choices(3), other=True, k=3)
    for n, own in product(range(6, 15), range(3, 12)):
        rooms = [
            tuple(Vote(choice=(i,)) for i, count in enumerate(counts) for _ in range(count))
            for counts in splits(max(0, n - own), 3)
        ]
        words = tuple(Vote(words=("a",)) for _ in range(own))
        if n - own >= FEWEST:
            assert least_known(poll, (room + words for room in rooms)) >= FEWEST, (n, own)
            assert tally(poll, rooms[0] + words, True, 1).bars[-1].text == NOT_TOLD


PLACES = ("head", "belly", "back", "legs")


def bodies(n: int) -> Iterator[tuple[Vote, ...]]:
    """Whoever chooses nowhere chooses nothing else; the others choose as many places as they like, but one at least."""
    for nowhere in range(n + 1):
        rest = n - nowhere
        for counts in product(range(rest + 1), repeat=len(PLACES)):
            if sum(counts) >= rest:
                yield (*[Vote(words=("nowhere",))] * nowhere, *_around(rest, counts))


def _around(people: int, counts: tuple[int, ...]) -> Iterator[Vote]:
    """So many for each place, side by side around a table, so that nobody is left out."""
    chosen: list[list[str]] = [[] for _ in range(people)]
    seat = 0
    for place, count in zip(PLACES, counts, strict=True):
        for _ in range(count):
            chosen[seat % people].append(place)
            seat += 1
    return (Vote(words=tuple(places)) for places in chosen)


@pytest.mark.parametrize("n", [5, 6])
def test_nor_does_a_picture_of_the_body(n: int) -> None:
    """Where six people are told of in halves, "the larger part" for nowhere and for the head were three and three."""
    assert least_known(Poll(Form.BODY, k=3), bodies(n)) >= FEWEST


@pytest.mark.parametrize("answers", [5, 8, 11])
def test_with_more_answers_neither(answers: int) -> None:
    """By its own rule: what fits the bands that stand there, added up."""
    dice = random.Random(answers)
    for n in range(5, SMALL + 1):
        seen: dict[tuple[str, ...], list[set[int]]] = defaultdict(lambda: [set() for _ in range(answers)])
        for _ in range(150):
            counts = [0] * answers
            for _ in range(n):
                counts[min(answers - 1, int(dice.expovariate(0.5)))] += 1
            for _ in range(3):
                dice.shuffle(counts)
                for known, count in zip(seen[shown(tuple(counts))], counts, strict=True):
                    known.add(count)
        often = max(seen.values(), key=lambda known: sum(map(len, known)))
        assert min(map(len, often)) >= FEWEST, n


def test_how_the_inside_moved_would_give_counts_back_beside_the_two_results() -> None:
    """Six people, of whom the larger part stood at the top and the larger part rose: three and three, exactly."""
    poll = Poll(Form.SCALE, scale=Scale(1, 3), k=3, series="mood")
    votes = [Vote(scale=3, before=3)] * 3 + [Vote(scale=2, before=1)] * 3
    assert tally(poll, votes, False, 1).movement is not None
    assert tally(poll, votes, True, 1).movement is None
    assert tally(poll, votes * 4, True, 1).movement is not None  # from 21 on


def test_an_offer_counts_only_what_a_band_proves() -> None:
    for n in range(5, 21):
        for counts in splits(n, 3):
            for text, count in zip(shown(counts), counts, strict=True):
                assert 100 * count / n >= PROVEN.get(text, 0), (counts, text)


def test_a_ranking_is_an_order_and_nothing_more() -> None:
    poll = Poll(Form.RANKING, tuple(Choice(label) for label in "abc"), k=3)
    result = tally(poll, [Vote(choice=(2, 0, 1))] * 4 + [Vote(choice=(0, 2, 1))], True, 1)
    assert result.ranks == (("c", 1.0), ("a", 2.0), ("b", 3.0))


def test_of_many_answers_with_few_dots_the_first_places_are_told_and_the_others_share_one() -> None:
    poll = Poll(Form.DOTS, choices(10), least=1, most=3, k=3)
    one, other = (0,) * 5 + (2, 0, 0, 1, 0), (0,) * 5 + (1, 0, 2, 0, 0)
    result = tally(poll, [Vote(sort=one)] * 5 + [Vote(sort=other)] * 3, True, 1)
    assert [label for label, _ in result.ranks] == ["5", "7", "8", "0", "1", "2", "3", "4", "6", "9"]
    assert [place for _, place in result.ranks] == [1, 2, 3, 4, *[5] * 6]


def test_the_turnout_tells_no_number() -> None:
    for of in range(SMALL + 1):
        told = [turnout(answered, of) for answered in range(of + 1)]
        assert all(least <= answered for answered, (least, _) in enumerate(told))
        assert min(told.count(one) for one in told) >= min(FEWEST, of + 1)
        assert len(set(told)) == (3 if of >= 8 else 2 if of >= 5 else 1)
        assert turnout(of + 3, of) == told[-1]  # some have left since


def test_how_many_answered_fits_three_numbers() -> None:
    for k in range(3, SMALL):
        told = [at_least(n, k) for n in range(k, 100)]
        assert min(told.count(one) for one in set(told[: SMALL - k])) >= KEPT
        assert all(least <= n for n, least in enumerate(told, k))

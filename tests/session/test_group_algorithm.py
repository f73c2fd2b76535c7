"""Group sizes as the format promises them, nobody alone unasked, and new faces."""

from collections import Counter
from itertools import accumulate, combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.script.model import Breakout, By, Leftover
from workshop.session.group_algorithm import form, pairs_met, part, sizes
from workshop.session.people import Group, Person


def people(n: int) -> list[Person]:
    return [Person(f"p{i}", f"P{i}") for i in range(n)]


@pytest.mark.parametrize(
    ("n", "s", "expected"), [(7, 2, [3, 2, 2]), (5, 3, [3, 2]), (11, 4, [4, 4, 3]), (1, 2, [1]), (0, 3, [])]
)
def test_the_examples_of_the_format(n, s, expected):
    assert sizes(n, s, Leftover.BIGGER) == expected


@pytest.mark.parametrize("s", range(2, 6))
@pytest.mark.parametrize("n", range(2, 41))
def test_bigger_and_smaller_groups_leave_nobody_alone(n, s):
    for leftover in (Leftover.BIGGER, Leftover.SMALLER):
        found = sizes(n, s, leftover)
        assert sum(found) == n
        assert min(found) > 1
        assert max(found) - min(found) <= 1
    if n >= s:
        assert max(sizes(n, s, Leftover.BIGGER)) <= s + 1


@pytest.mark.parametrize("n", range(1, 41))
def test_forming_seats_everyone_once(n):
    groups, alone = form(Breakout(By.SIZE, n=3), people(n), 5, {}, {})
    seated = Counter(p.id for g in groups for p in g.people) + Counter(p.id for p in alone)
    assert seated == Counter(p.id for p in people(n))
    assert all(len(g.people) > 1 for g in groups)


def test_new_faces_repeat_less_than_chance():
    def repeats(mix: str) -> int:
        met: Counter[frozenset[str]] = Counter()
        for turn in range(5):
            groups, _ = form(Breakout(By.SIZE, n=3, mix=mix), people(15), turn, met, {})
            met.update(pairs_met(groups))
        return sum(count - 1 for count in met.values())

    assert repeats("new faces") < repeats("random")


def test_the_same_seed_gives_the_same_groups():
    assert form(Breakout(By.SIZE), people(9), 3, {}, {}) == form(Breakout(By.SIZE), people(9), 3, {}, {})


def test_by_answer_keeps_alike_together_and_nobody_alone():
    answers = {"p0": "tea", "p1": "tea", "p2": "tea", "p3": "coffee", "p4": "water"}
    groups, alone = form(Breakout(By.ANSWER, n=2, of="drink"), people(6), 1, {}, answers)
    assert not alone
    assert {frozenset(p.id for p in g.people) for g in groups} == {
        frozenset(("p0", "p1", "p2")),
        frozenset(("p3", "p4", "p5")),
    }


def test_by_answer_no_group_and_no_number_says_which_answer_it_was():
    answers = {f"p{n}": "tea" if n < 2 else "water" for n in range(4)}
    firsts = set()
    for seed in range(20):
        groups, _ = form(Breakout(By.ANSWER, n=2, of="drink"), people(4), seed, {}, answers)
        assert [g.topic for g in groups] == ["", ""]
        firsts.add(answers[groups[0].people[0].id])
    assert firsts == {"tea", "water"}


def test_unlike_answers_sit_together():
    answers = {f"p{i}": "yes" if i < 4 else "no" for i in range(8)}
    groups, _ = form(Breakout(By.UNLIKE, n=2, of="x"), people(8), 1, {}, answers)
    assert all({answers[p.id] for p in g.people} == {"yes", "no"} for g in groups)


def test_partners_who_share_a_word_stay_together():
    words = {"p0": "sun", "p1": "sun", "p2": "sea", "p3": "sea"}
    groups, _ = form(Breakout(By.PARTNERS), people(6), 1, {}, words)
    assert {frozenset(p.id for p in g.people) for g in groups} == {
        frozenset({"p0", "p1"}), frozenset({"p2", "p3"}), frozenset({"p4", "p5"})
    }  # fmt: skip


def test_the_same_groups_again_without_those_who_left():
    groups, _ = form(Breakout(By.SIZE, n=3), people(9), 1, {}, {})
    gone = groups[0].people[0].id
    here = [p for p in people(9) if p.id != gone]
    again, alone = form(Breakout(By.AS_IN, of="first"), here, 2, {}, {}, before=groups)
    assert not alone
    assert sum(len(g.people) for g in again) == 8


def test_rooms_have_names():

    groups, _ = form(Breakout(By.SIZE, rooms="https://meet.example/{group}"), people(4), 1, {}, {})
    assert [g.room for g in groups] == ["https://meet.example/1", "https://meet.example/2"]


def test_size_says_how_many_share_a_topic():
    answers = {f"p{i}": "sleep" for i in range(6)}
    groups, _ = form(Breakout(By.CHOICE, size=3, topics=("sleep", "work")), people(6), 1, {}, answers)
    assert [len(g.people) for g in groups] == [3, 3]


def test_size_holds_for_unlike_answers_too():
    answers = {f"p{i}": "yes" if i < 4 else "no" for i in range(8)}
    groups, _ = form(Breakout(By.UNLIKE, size=4, of="x"), people(8), 1, {}, answers)
    assert [len(g.people) for g in groups] == [4, 4]


ALONE = (Leftover.SOLO, Leftover.FACILITATOR)
BREAKOUTS = st.builds(
    Breakout, st.sampled_from([By.SIZE, By.COUNT, By.ANSWER, By.UNLIKE, By.CHOICE, By.PARTNERS]), st.integers(2, 8),
    topics=st.sampled_from([(), ("tea", "sea"), ("tea", "sea", "sun")]), leftover=st.sampled_from(Leftover),
    mix=st.sampled_from(["new faces", "random"]), size=st.none() | st.integers(2, 6),
)  # fmt: skip
PAIRS = st.frozensets(st.integers(0, 40).map("p{}".format), min_size=2, max_size=2)


@given(
    BREAKOUTS, st.integers(1, 40), st.integers(0, 2**32), st.dictionaries(PAIRS, st.integers(1, 4), max_size=20),
    st.dictionaries(st.integers(0, 40).map("p{}".format), st.sampled_from(["tea", "sea", "sun", "?"])),
    st.lists(PAIRS, max_size=4),
)  # fmt: skip
def test_whatever_is_asked_everyone_sits_once_and_nobody_alone_unasked(breakout, n, seed, met, answers, apart):
    groups, alone = form(breakout, people(n), seed, met, answers, (), apart)
    seated = Counter(p.id for g in groups for p in g.people) + Counter(p.id for p in alone)
    assert seated == Counter(p.id for p in people(n))
    assert all(len(g.people) > 1 for g in groups)
    assert not alone or n == 1 or breakout.leftover in ALONE
    assert len({g.id for g in groups}) == len(groups) == len({g.room for g in groups})
    assert form(breakout, people(n), seed, met, answers, (), apart) == (groups, alone)


def by_trying_every_swap(made, apart):
    """What `part` comes to, said plainly."""
    seats = [list(g.people) for g in made]

    def clashes(*groups):
        return sum(pair <= {p.id for p in group} for group in groups for pair in apart)

    places = [(g, i) for g, group in enumerate(seats) for i in range(len(group))]
    for (g, i), (h, j) in [(a, b) for a, b in combinations(places, 2) if a[0] != b[0]] * 3:
        before = clashes(seats[g], seats[h])
        seats[g][i], seats[h][j] = seats[h][j], seats[g][i]
        if clashes(seats[g], seats[h]) >= before:
            seats[g][i], seats[h][j] = seats[h][j], seats[g][i]
    return [tuple(group) for group in seats]


@given(
    st.lists(st.integers(1, 3), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 17), st.integers(0, 17)), max_size=6),
)
def test_pairs_are_parted_as_if_every_swap_were_tried(shape, pairs):
    everybody, apart = people(sum(shape)), [frozenset((f"p{a}", f"p{b}")) for a, b in pairs if a != b]
    cuts = list(accumulate(shape, initial=0))
    made = [Group(f"g{n}", f"Group {n}", tuple(everybody[a:b])) for n, (a, b) in enumerate(pairwise(cuts))]
    assert [g.people for g in part(made, apart)] == by_trying_every_swap(made, apart)


def test_five_hundred_pairs_are_not_held_against_each_other_where_nobody_is_to_be_parted(monkeypatch):
    """A thousand people are half a million swaps: that was a tenth of a second in which nobody was served."""
    made = [Group(f"g{n}", f"Group {n}", tuple(people(2))) for n in range(500)]
    monkeypatch.setattr("workshop.session.group_algorithm._later", None)
    assert part(made, ()) == tuple(made)

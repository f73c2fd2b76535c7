"""Who works with whom: group sizes, new faces, by answer. Pure; the dice come as a seed."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from workshop.script.model import Breakout, By, Leftover
from workshop.session.people import Group, Person, by_name

MIXED = "mixed"
Made = tuple[tuple[Group, ...], tuple[Person, ...]]
UNTOLD = (By.ANSWER, By.PARTNERS)  # no group says what its people have in common, nor does its number


def sizes(n: int, s: int, leftover: Leftover) -> list[int]:
    """How `n` people become groups of about `s`, largest first. Sizes differ by at most one.

    `facilitator` and `solo` give whole groups of s and, last, the ones left over as groups of one.
    """
    if n <= 0:
        return []
    if leftover in (Leftover.SOLO, Leftover.FACILITATOR) and n >= s:
        return [s] * (n // s) + [1] * (n % s)
    if leftover is Leftover.SMALLER:
        g = -(-n // s)
        if n // g > 1 or n == 1:
            return _even(n, g)
    g = max(n // s, 1)
    return _even(n, g + 1 if -(-n // g) > s + 1 else g)


def _even(n: int, g: int) -> list[int]:
    return [n // g + (1 if i < n % g else 0) for i in range(g)]


def form(
    breakout: Breakout,
    people: Sequence[Person],
    seed: int,
    met: Mapping[frozenset[str], int],
    answers: Mapping[str, str],
    before: Sequence[Group] = (),
    apart: Sequence[frozenset[str]] = (),
) -> tuple[tuple[Group, ...], tuple[Person, ...]]:
    """The groups, and those who work alone.

    `met`: how often each pair shared a group in this session. `answers`: person id → label, for groups
    by answer, choice or partners. `before`: the groups that `as in` repeats. `apart`: pairs that share none.
    """
    made, alone = _form(breakout, people, seed, met, answers, before)
    parted = part(made, apart)
    return (tuple(replace(g, topic="") for g in parted) if breakout.by in UNTOLD else parted), alone


def _form(
    breakout: Breakout,
    people: Sequence[Person],
    seed: int,
    met: Mapping[frozenset[str], int],
    answers: Mapping[str, str],
    before: Sequence[Group],
) -> tuple[tuple[Group, ...], tuple[Person, ...]]:
    dice = random.Random(seed)
    shuffled = list(people)
    dice.shuffle(shuffled)
    if breakout.by is By.SOLO:
        return (), tuple(people)
    if breakout.by is By.AS_IN:
        return _as_before(before, shuffled, breakout)
    named = _sets(breakout, shuffled, met, answers, dice)
    together = [(topic, members) for topic, members in named if len(members) > 1 or len(named) == 1]
    alone = tuple(p for _, members in named if len(members) == 1 and len(named) > 1 for p in members)
    if len(together) == 1 and len(together[0][1]) == 1:
        return (), tuple(together[0][1])
    return _rooms(together, breakout), alone


def _sets(
    breakout: Breakout,
    people: list[Person],
    met: Mapping[frozenset[str], int],
    answers: Mapping[str, str],
    dice: random.Random,
) -> list[tuple[str, list[Person]]]:
    match breakout.by:
        case By.COUNT:
            shape = _even(len(people), max(1, min(breakout.n, len(people) // 2)))
            return [("", m) for m in _mix(people, shape, met, breakout, dice)]
        case By.ANSWER | By.CHOICE | By.PARTNERS:
            return _by_label(breakout, people, met, answers, dice)
        case By.UNLIKE:
            shape = sizes(len(people), breakout.size or breakout.n, breakout.leftover)
            return [("", m) for m in _unlike(people, shape, answers)]
        case _:
            shape = sizes(len(people), breakout.n, breakout.leftover)
            return [("", m) for m in _mix(people, shape, met, breakout, dice)]


def _by_label(
    breakout: Breakout,
    people: list[Person],
    met: Mapping[frozenset[str], int],
    answers: Mapping[str, str],
    dice: random.Random,
) -> list[tuple[str, list[Person]]]:
    """One label, one pool; labels with fewer than two people, and people without one, share a mixed pool."""
    pools: dict[str, list[Person]] = {}
    for person in people:
        pools.setdefault(answers.get(person.id, ""), []).append(person)
    mixed = [p for label, pool in pools.items() if not label or len(pool) < 2 for p in pool]
    kept = {label: pool for label, pool in pools.items() if label and len(pool) >= 2}
    if len(mixed) == 1 and kept:  # nobody is left alone unasked
        label = min(kept, key=lambda key: (len(kept[key]), key))
        kept[label] = kept[label] + mixed
        mixed = []
    found = []
    for label, pool in [*sorted(kept.items()), (MIXED, mixed)]:
        size = len(pool) if breakout.by is By.PARTNERS and label != MIXED else max(breakout.size or breakout.n, 2)
        shape = sizes(len(pool), size, Leftover.BIGGER)
        found += [(label, members) for members in _mix(pool, shape, met, breakout, dice)]
    if breakout.by in UNTOLD:
        dice.shuffle(found)
    return found


def _unlike(people: list[Person], shape: list[int], answers: Mapping[str, str]) -> list[list[Person]]:
    """Deal people sorted by answer round the tables, so that neighbours in answer sit apart."""
    tables: list[list[Person]] = [[] for _ in shape]
    ordered = sorted(people, key=lambda p: answers.get(p.id, ""))
    seats = [i for turn in range(max(shape, default=0)) for i, size in enumerate(shape) if turn < size]
    for person, table in zip(ordered, seats, strict=True):
        tables[table].append(person)
    return tables


def _mix(
    people: list[Person],
    shape: list[int],
    met: Mapping[frozenset[str], int],
    breakout: Breakout,
    dice: random.Random,
) -> list[list[Person]]:
    cuts = [0]
    for size in shape:
        cuts.append(cuts[-1] + size)
    groups = [people[a:b] for a, b in pairwise(cuts)]
    if breakout.mix == "new faces" and met:
        _swap_for_new_faces(groups, met, dice)
    return groups


def _swap_for_new_faces(groups: list[list[Person]], met: Mapping[frozenset[str], int], dice: random.Random) -> None:
    """Swap people between groups while that lowers the number of repeated meetings; bounded work."""

    def cost(group: list[Person]) -> int:
        return sum(met.get(frozenset((a.id, b.id)), 0) ** 2 for a, b in combinations(group, 2))

    for _ in range(8):
        moved = False
        for g, h in combinations(range(len(groups)), 2):
            for i in range(len(groups[g])):
                for j in range(len(groups[h])):
                    old = cost(groups[g]) + cost(groups[h])
                    if not old:
                        continue
                    groups[g][i], groups[h][j] = groups[h][j], groups[g][i]
                    if cost(groups[g]) + cost(groups[h]) < old:
                        moved = True
                    else:
                        groups[g][i], groups[h][j] = groups[h][j], groups[g][i]
        if not moved:
            return
        dice.shuffle(groups)


def _as_before(
    before: Sequence[Group], people: list[Person], breakout: Breakout
) -> tuple[tuple[Group, ...], tuple[Person, ...]]:
    """The same groups, without those who left; newcomers join the smallest; no group of one."""
    here = {p.id: p for p in people}
    groups = [[here.pop(p.id) for p in g.people if p.id in here] for g in before]
    groups = [g for g in groups if g] or [[]]
    for newcomer in [p for p in people if p.id in here]:
        min(groups, key=len).append(newcomer)
    for lonely in [g for g in groups if len(g) == 1]:
        if len(groups) > 1:
            groups.remove(lonely)
            min(groups, key=len).extend(lonely)
    if sum(map(len, groups)) < 2:
        return (), tuple(people)
    return _rooms([("", g) for g in groups], breakout), ()


def _rooms(named: Sequence[tuple[str, list[Person]]], breakout: Breakout) -> tuple[Group, ...]:
    return tuple(
        Group(f"g{i}", room_name(breakout.rooms, i), tuple(sorted(members, key=by_name)), topic)
        for i, (topic, members) in enumerate(named, 1)
    )


def part(made: Sequence[Group], apart: Sequence[frozenset[str]]) -> tuple[Group, ...]:
    """Swap people between groups of one topic while that parts a pair. Sizes stay; what cannot be parted stays too."""
    seats = [list(g.people) for g in made]

    def clashes(*groups: int) -> int:
        return sum(pair <= {p.id for p in seats[g]} for g in groups for pair in apart)

    def swap(g: int, i: int, h: int, j: int) -> None:
        seats[g][i], seats[h][j] = seats[h][j], seats[g][i]

    places = [(g, i) for g, group in enumerate(seats) for i in range(len(group))]
    sore = {g for g in range(len(seats)) if apart and clashes(g)}
    for at, (g, i) in enumerate(places * 3 if sore else ()):
        for h, j in _later(places, at % len(places), g, sore):
            if g != h and made[g].topic == made[h].topic and (before := clashes(g, h)):
                swap(g, i, h, j)
                if clashes(g, h) >= before:
                    swap(g, i, h, j)
                else:
                    sore.difference_update((g, h))
                    sore.update(each for each in (g, h) if clashes(each))
    return tuple(replace(g, people=tuple(people)) for g, people in zip(made, seats, strict=True))


def _later(places: Sequence[tuple[int, int]], at: int, group: int, sore: set[int]) -> Iterator[tuple[int, int]]:
    """The places after this one with which a swap could part a pair: of a thousand people those are few."""
    if not sore:
        return
    for place in places[at + 1 :]:
        if group in sore or place[0] in sore:
            yield place


def room_name(rooms: str, number: int) -> str:
    if "{group}" in rooms:
        return rooms.replace("{group}", str(number))
    return f"Table {number}" if rooms == "tables" else f"Group {number}"


def pairs_met(groups: Sequence[Group]) -> list[frozenset[str]]:
    return [frozenset((a.id, b.id)) for g in groups for a, b in combinations(g.people, 2)]

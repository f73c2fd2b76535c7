"""Groups that are made from those of an earlier step: two and two become one, or people go on to other tables. Pure.

Whoever was in no such group comes along as a group of one.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workshop.script.model import Breakout, Leftover, Stay
from workshop.session.group_algorithm import Made, room_name, sizes
from workshop.session.people import Group, Person, by_name

NOT_TOGETHER, BEEN_THERE = 10_000, 100  # how much worse than to meet somebody once more


@dataclass(frozen=True, slots=True)
class Before:
    """What was before: the `groups` to go on from, and at which tables (numbers) each person has been."""

    groups: tuple[Group, ...] = ()
    been: Mapping[str, frozenset[int]] = field(default_factory=dict)


def number_of(group: Group) -> int:
    """A table keeps its number: `g3` and `g3-2` are the third."""
    digits = group.id[1:].partition("-")[0]
    return int(digits) if digits.isdigit() else 0


def merged(breakout: Breakout, people: Sequence[Person], seed: int, before: Before) -> Made:
    """Two and two groups as one. What is over is dealt out among the others, so that sizes differ by one at most;
    with `leftover: smaller group` it stays as it is."""
    halves = _halves(before.groups, people, random.Random(seed))
    if len(people) < 2:
        return (), tuple(people)
    if breakout.leftover is Leftover.SMALLER:
        joined = _two_by_two(halves)
    else:
        size = max(3, round(2 * len(people) / max(1, len(halves))))
        shape = sizes(len(people), size, Leftover.BIGGER)
        joined = _dealt(halves, len(shape), max(shape))
    return tuple(
        Group(f"g{n}", room_name(breakout.rooms, n), tuple(sorted(members, key=by_name)))
        for n, members in enumerate(joined, 1)
    ), ()


def _halves(groups: Sequence[Group], people: Sequence[Person], dice: random.Random) -> list[list[Person]]:
    """Who of each group is here, in random order, the largest first; newcomers last, two and two."""
    here = {p.id: p for p in people}
    halves = [[here.pop(p.id) for p in group.people if p.id in here] for group in groups]
    halves = [half for half in halves if half]
    dice.shuffle(halves)
    newcomers = [p for p in people if p.id in here]
    dice.shuffle(newcomers)
    pairs = [newcomers[n : n + 2] for n in range(0, len(newcomers), 2)]
    return sorted([*halves, *pairs], key=len, reverse=True)


def _two_by_two(halves: list[list[Person]]) -> list[list[Person]]:
    joined = [[*one, *other] for one, other in zip(halves[::2], halves[1::2], strict=False)]
    last = halves[-1] if len(halves) % 2 else []
    if len(last) == 1 and joined:
        min(joined, key=len).extend(last)
    elif last:
        joined.append(last)
    return joined


def _dealt(halves: list[list[Person]], number: int, most: int) -> list[list[Person]]:
    """`number` groups of halves that stay whole where they fit, and of the people of the others."""
    joined = [list(half) for half in halves[:number]] + [[] for _ in range(number - len(halves))]
    over: list[Person] = []
    for half in halves[number:]:
        smallest = min(joined, key=len)
        if len(smallest) + len(half) <= most:
            smallest.extend(half)
        else:
            over += half
    for person in over:
        min(joined, key=len).append(person)
    return joined


# Rotating


@dataclass(slots=True)
class _Tables:
    """`seats`: table number → who goes there; whoever `stays` is moved no more."""

    seats: dict[int, list[Person]]
    stays: dict[int, Person]
    been: Mapping[str, frozenset[int]]
    met: Mapping[frozenset[str], int]
    apart: frozenset[frozenset[str]]

    def cost(self, table: int) -> int:
        people = self.seats[table]
        again = sum(table in self.been.get(p.id, ()) for p in people if p != self.stays.get(table))
        pairs = [frozenset((a.id, b.id)) for n, a in enumerate(people) for b in people[:n]]
        meetings = sum(self.met.get(pair, 0) ** 2 for pair in pairs)
        return again * BEEN_THERE + meetings + NOT_TOGETHER * sum(pair in self.apart for pair in pairs)


def rotated(
    breakout: Breakout,
    people: Sequence[Person],
    seed: int,
    before: Before,
    met: Mapping[frozenset[str], int],
    apart: Sequence[frozenset[str]],
) -> Made:
    """Everybody at another table, where they have not been yet and with new faces; with `stay: one` somebody stays."""
    if len(people) < 2:
        return (), tuple(people)
    dice = random.Random(seed)
    known = _tables(before.groups, people)
    here = {p.id for p in people}
    stays = {number_of(g): host for g in known if (host := _who_stays(breakout.stay, g, here, dice))}
    seats: dict[int, list[Person]] = {number_of(g): [] for g in known}
    for number, host in stays.items():
        seats[number].append(host)
    going = [p for p in people if p not in stays.values()]
    dice.shuffle(going)
    tables = _Tables(seats, stays, before.been, met if breakout.mix == "new faces" else {}, frozenset(apart))
    _seat(tables, going, len(people))
    _better(tables, dice)
    return tuple(_seated(g, tables, breakout) for g in known), ()


def _tables(groups: Sequence[Group], people: Sequence[Person]) -> list[Group]:
    """As many tables as two can sit at, those with the most people first, by number."""
    here = {p.id for p in people}
    fullest = sorted(groups, key=lambda g: sum(p.id in here for p in g.people), reverse=True)
    return sorted(fullest[: max(1, len(people) // 2)], key=number_of)


def _who_stays(stay: Stay, table: Group, here: set[str], dice: random.Random) -> Person | None:
    present = [p for p in table.people if p.id in here]
    if stay is Stay.NOBODY or not present:
        return None
    chosen = next((p for p in present if p.id == table.stays), None) if stay is Stay.ONE else None
    return chosen or dice.choice(present)


def _seat(tables: _Tables, going: Sequence[Person], everybody: int) -> None:
    """One after the other where there is room, and least is against it; whoever has been almost everywhere first.

    Sizes differ by one at most; one more sits where fewest have been, so that all can be everywhere in the end.
    """
    order = sorted(tables.seats)
    least, over = divmod(everybody, len(order))
    visits = {t: sum(t in seen for seen in tables.been.values()) for t in order}
    for person in sorted(going, key=lambda p: -len(tables.been.get(p.id, ()))):
        more = sum(len(tables.seats[t]) > least for t in order) < over
        free = [t for t in order if len(tables.seats[t]) < least + more]
        met = {t: sum(tables.met.get(frozenset((person.id, p.id)), 0) for p in tables.seats[t]) for t in free}
        been = tables.been.get(person.id, frozenset())
        best = min(free, key=lambda t: (t in been, len(tables.seats[t]), visits[t], met[t]))
        tables.seats[best].append(person)


def _better(tables: _Tables, dice: random.Random) -> None:
    """Swap two who go, or move one from a larger table, while that makes it better; bounded work."""
    for _ in range(8):
        better = False
        order = sorted(tables.seats)
        dice.shuffle(order)
        for one, other in [(a, b) for a in order for b in order if a != b]:
            better = _move(tables, one, other) or _swap(tables, one, other) or better
        if not better:
            return


def _move(tables: _Tables, one: int, other: int) -> bool:
    """The one of a larger table who would do best at a smaller one, if that is better than it was."""
    first, second = tables.seats[one], tables.seats[other]
    now = tables.cost(one) + tables.cost(other)
    if not now or len(first) <= len(second):
        return False
    for person in [p for p in first if p != tables.stays.get(one)]:
        place = first.index(person)
        second.append(first.pop(place))
        if tables.cost(one) + tables.cost(other) < now:
            return True
        first.insert(place, second.pop())
    return False


def _swap(tables: _Tables, one: int, other: int) -> bool:
    swapped = False
    first, second = tables.seats[one], tables.seats[other]
    for i, j in [(i, j) for i in range(len(first)) for j in range(len(second))]:
        now = tables.cost(one) + tables.cost(other)
        if not now:
            return swapped
        if first[i] == tables.stays.get(one) or second[j] == tables.stays.get(other):
            continue
        first[i], second[j] = second[j], first[i]
        if tables.cost(one) + tables.cost(other) < now:
            swapped = True
        else:
            first[i], second[j] = second[j], first[i]
    return swapped


def _seated(table: Group, tables: _Tables, breakout: Breakout) -> Group:
    """The same table, its room and its topic, with other people."""
    number = number_of(table)
    host = tables.stays.get(number)
    people = tuple(sorted(tables.seats[number], key=by_name))
    room = room_name(breakout.rooms, number) if breakout.rooms != "numbers" else table.room
    return Group(f"g{number}", room, people, table.topic, stays=host.id if host else "")


def been_at(times: Sequence[Sequence[Group]]) -> dict[str, frozenset[int]]:
    """At which tables each person sat, in any of these times."""
    been: dict[str, set[int]] = {}
    for groups in times:
        for group in groups:
            for person in group.people:
                been.setdefault(person.id, set()).add(number_of(group))
    return {person: frozenset(tables) for person, tables in been.items()}

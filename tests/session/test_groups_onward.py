"""Groups that go on from earlier ones: two and two become four, people go round the tables, roles turn."""

import random
from dataclasses import replace

import pytest

from tests.session.stories import Breakout, By, Kind, Round, Rules, Sees, after, cmd, run, script_of, step
from workshop.script.model import GroupWords, Leftover, Part, Script, Stay
from workshop.session.audience_names import PROJECTOR, group_audience
from workshop.session.errors import Refused
from workshop.session.group_chain import roles
from workshop.session.groups_onward import Before, been_at, merged, number_of, rotated
from workshop.session.people import Group, Person
from workshop.session.readers import circle_of
from workshop.session.stage import stage_for

NOTES = (Sees.MY_GROUP,)
PAIRS = step("pairs", Kind.BREAKOUT, Breakout(By.SIZE, 2, notes=NOTES))
FOURS = step("fours", Kind.BREAKOUT, Breakout(By.MERGE, of="pairs", notes=NOTES))
ALL = step("all", Kind.BREAKOUT, Breakout(By.MERGE, of="fours"))
TABLES = step("tables", Kind.BREAKOUT, Breakout(By.COUNT, 3, rooms="tables"))
SECOND = step("second", Kind.BREAKOUT, Breakout(By.ROTATE, of="tables", stay=Stay.ONE, rooms="tables"))
THIRD = step("third", Kind.BREAKOUT, Breakout(By.ROTATE, of="tables", stay=Stay.ONE, rooms="tables"))


def crowd(number: int) -> tuple[Person, ...]:
    return tuple(Person(f"p{n}", f"Person {n:02}") for n in range(number))


def pairs_of(people: tuple[Person, ...]) -> tuple[Group, ...]:
    halves = [people[n : n + 2] for n in range(0, len(people) - len(people) % 2, 2)]
    if len(people) % 2 and halves:
        halves[-1] = (*halves[-1], people[-1])
    return tuple(Group(f"g{n}", f"Group {n}", half) for n, half in enumerate(halves, 1))


def sizes_of(groups) -> list[int]:
    return sorted((len(g.people) for g in groups), reverse=True)


def went(people: tuple[Person, ...], *steps, seed: int = 1):
    """The session after groups were formed on each of these steps, one after the other."""
    session = after(cmd.Start(0), script=script_of(*steps))
    for at, each in enumerate(steps, 1):
        if at > 1:
            session = run(session, cmd.Next(at * 10))
        session = run(session, cmd.FormGroups(at * 10 + 1, people, seed + at))
        assert session.current == each.id
    return session


class TestTwoAndTwo:
    @pytest.mark.parametrize(
        "people, fours, eights",
        [
            (4, [4], [4]), (6, [3, 3], [6]), (8, [4, 4], [8]), (14, [5, 5, 4], [7, 7]), (13, [5, 4, 4], [7, 6]),
            (15, [5, 5, 5], [8, 7]), (16, [4] * 4, [8, 8]), (2, [2], [2]), (3, [3], [3]),
        ],
    )  # fmt: skip
    def test_become_four_and_eight_whatever_the_number(self, people, fours, eights):
        session = went(crowd(people), PAIRS, FOURS, ALL)
        assert sizes_of(session.breakouts["fours"].groups) == fours
        assert sizes_of(session.breakouts["all"].groups) == eights

    @pytest.mark.parametrize("people", range(2, 41))
    def test_nobody_is_lost_or_alone_and_sizes_differ_by_one_at_most(self, people):
        here = crowd(people)
        for seed in range(5):
            groups, alone = merged(Breakout(By.MERGE), here, seed, Before(pairs_of(here)))
            assert not alone and sorted(p.id for g in groups for p in g.people) == sorted(p.id for p in here)
            assert min(sizes_of(groups)) >= 2 and max(sizes_of(groups)) - min(sizes_of(groups)) <= 1

    @pytest.mark.parametrize("people", [8, 12, 14, 20])
    def test_pairs_stay_together_but_for_one_that_is_over(self, people):
        here = crowd(people)
        groups, _ = merged(Breakout(By.MERGE), here, 3, Before(pairs_of(here)))
        parted = [
            half
            for half in pairs_of(here)
            if not any({p.id for p in half.people} <= {p.id for p in g.people} for g in groups)
        ]
        assert len(parted) == (people // 2) % 2

    def test_with_smaller_group_what_is_over_stays_as_it_is(self):
        here = crowd(14)
        groups, _ = merged(Breakout(By.MERGE, leftover=Leftover.SMALLER), here, 3, Before(pairs_of(here)))
        assert sizes_of(groups) == [4, 4, 4, 2]

    def test_who_left_or_came_meanwhile_makes_nobody_lonely(self):
        here = (*crowd(9)[1:], *(Person(f"new{n}", f"New {n}") for n in range(3)))
        groups, alone = merged(Breakout(By.MERGE), here, 2, Before(pairs_of(crowd(9))))
        assert not alone and sum(sizes_of(groups)) == 11 and min(sizes_of(groups)) >= 2

    def test_where_there_never_were_pairs_fours_are_formed(self):
        session = after(cmd.Start(0), cmd.GoTo("fours", 1), script=script_of(PAIRS, FOURS))
        session = run(session, cmd.FormGroups(2, crowd(8), 1))
        assert sizes_of(session.breakouts["fours"].groups) == [4, 4]

    def test_what_a_pair_wrote_is_not_read_by_the_other_pair(self):
        session = after(cmd.Start(0), cmd.FormGroups(1, crowd(4), 1), script=script_of(PAIRS, FOURS))
        keys = {circle_of(session, "pairs", p.id).key for p in crowd(4)}
        session = run(session, cmd.Next(50), cmd.FormGroups(51, crowd(4), 2))
        joined = {circle_of(session, "fours", p.id).key for p in crowd(4)}
        assert len(keys) == 2 and len(joined) == 1
        # back at the pairs' step each still reads what its own pair wrote, and nothing else
        session = run(session, cmd.Back(60))
        assert {circle_of(session, "pairs", p.id).key for p in crowd(4)} == keys


class TestRoundTheTables:
    @pytest.mark.parametrize("people", [9, 10, 11, 12, 14, 15])
    @pytest.mark.parametrize("seed", range(4))
    def test_three_rounds_bring_everybody_who_goes_to_three_tables(self, people, seed):
        here = crowd(people)
        session = went(here, TABLES, SECOND, THIRD, seed=seed * 10)
        rounds = [session.breakouts[name].groups for name in ("tables", "second", "third")]
        hosts = {g.stays for groups in rounds[1:] for g in groups}
        for groups in rounds:
            assert sorted(p.id for g in groups for p in g.people) == sorted(p.id for p in here)
            assert max(sizes_of(groups)) - min(sizes_of(groups)) <= 1
        been = been_at(rounds)
        assert all(been[p.id] == {1, 2, 3} for p in here if p.id not in hosts)

    def test_the_table_keeps_its_name_and_one_person(self):
        session = went(crowd(9), TABLES, SECOND)
        before, now = session.breakouts["tables"].groups, session.breakouts["second"].groups
        assert [g.room for g in now] == ["Table 1", "Table 2", "Table 3"]
        for table, later in zip(before, now, strict=True):
            stayed = {p.id for p in table.people} & {p.id for p in later.people}
            assert stayed == {later.stays}

    def test_the_group_says_who_stays_and_may_change_its_mind(self):
        session = after(cmd.Start(0), cmd.FormGroups(1, crowd(9), 4), script=script_of(TABLES, SECOND))
        table = session.breakouts["tables"].groups[1]
        first, other = table.people[:2]
        session = run(session, cmd.StayHere(first, True, 2), cmd.StayHere(other, True, 3))
        assert session.breakouts["tables"].groups[1].stays == other.id
        assert run(session, cmd.StayHere(first, False, 4)) == session  # not theirs to take back
        session = run(session, cmd.StayHere(other, False, 4), cmd.StayHere(first, True, 5))
        session = run(session, cmd.Next(10), cmd.FormGroups(11, crowd(9), 9))
        assert session.breakouts["second"].groups[1].stays == first.id

    def test_whoever_stayed_stays_on_unless_the_table_says_otherwise(self):
        session = went(crowd(9), TABLES, SECOND, THIRD)
        assert [g.stays for g in session.breakouts["third"].groups] == [
            g.stays for g in session.breakouts["second"].groups
        ]

    def test_by_lot_the_phones_do_not_ask(self):
        lot = replace(SECOND, detail=replace(SECOND.detail, stay=Stay.BY_LOT))
        session = after(cmd.Start(0), cmd.FormGroups(1, crowd(9), 4), script=script_of(TABLES, lot))
        table = session.breakouts["tables"].groups[0]
        assert not stage_for(session, group_audience(table.id)).breakout.asks_who_stays
        with pytest.raises(Refused):
            run(session, cmd.StayHere(table.people[0], True, 2))

    def test_with_nobody_all_go(self):
        going = replace(SECOND, detail=replace(SECOND.detail, stay=Stay.NOBODY))
        session = went(crowd(9), TABLES, going)
        tables = been_at([session.breakouts["tables"].groups, session.breakouts["second"].groups])
        assert all(len(seen) == 2 for seen in tables.values())

    def test_a_part_that_repeats_goes_on_from_the_time_before(self):
        script = Script("Café", Rules(), (Part("First"), Part("Again", repeat=2)), (TABLES, replace(SECOND, part=1)))
        session = after(cmd.Start(0), cmd.FormGroups(1, crowd(9), 4), cmd.Next(10), script=script)
        session = run(session, cmd.FormGroups(11, crowd(9), 5))
        assert stage_for(session, group_audience(session.breakouts["second"].groups[0].id)).breakout.asks_who_stays
        session = run(session, cmd.Repeat(20), cmd.FormGroups(21, crowd(9), 6, propose=True))
        session = run(session, cmd.FormGroups(22, crowd(9), 7, propose=True), cmd.Open(23, crowd(9)))
        second = session.breakouts["second"]
        been = been_at([session.breakouts["tables"].groups, *second.earlier, second.groups])
        hosts = {g.stays for g in second.groups}
        assert all(been[p.id] == {1, 2, 3} for p in crowd(9) if p.id not in hosts)

    def test_fewer_people_than_tables_sit_two_and_two(self):
        tables = Before(pairs_of(crowd(8)))
        groups, alone = rotated(Breakout(By.ROTATE, stay=Stay.ONE), crowd(5), 1, tables, {}, ())
        assert not alone and sum(sizes_of(groups)) == 5 and min(sizes_of(groups)) >= 2

    def test_two_who_are_kept_apart_do_not_meet(self):
        here = crowd(12)
        tables = tuple(Group(f"g{n + 1}", "", here[n * 4 : n * 4 + 4]) for n in range(3))
        apart = [frozenset((here[1].id, here[6].id))]
        for seed in range(20):
            groups, _ = rotated(Breakout(By.ROTATE), here, seed, Before(tables, been_at([tables])), {}, apart)
            assert not any({here[1].id, here[6].id} <= {p.id for p in g.people} for g in groups)

    def test_whoever_is_asked_out_stays_nowhere(self):
        session = after(cmd.Start(0), cmd.FormGroups(1, crowd(9), 4), script=script_of(TABLES, SECOND))
        host = session.breakouts["tables"].groups[0].people[0]
        session = run(session, cmd.StayHere(host, True, 2), cmd.Depart(host.id))
        assert session.breakouts["tables"].groups[0].stays == ""


class TestRoles:
    NAMED = ("speaker", "listener", "witness")

    def test_turn_with_the_rounds(self):
        detail, group = Breakout(By.SIZE, 3, roles=self.NAMED), Group("g1", "", crowd(3))
        told = [[roles(detail, group, nth)[p.id] for p in crowd(3)] for nth in range(3)]
        assert told == [
            ["speaker", "listener", "witness"], ["witness", "speaker", "listener"], ["listener", "witness", "speaker"],
        ]  # fmt: skip

    def test_of_four_two_are_witnesses_and_of_two_nobody_is(self):
        detail = Breakout(By.SIZE, 3, roles=self.NAMED)
        four = roles(detail, Group("g1", "", crowd(4)), 1)
        assert sorted(four.values()) == ["listener", "speaker", "witness", "witness"]
        assert sorted(roles(detail, Group("g1", "", crowd(2)), 0).values()) == ["listener", "speaker"]

    def test_each_phone_of_the_group_and_the_console_read_them_and_the_screen_does_not(self):
        detail = Breakout(By.SIZE, 3, roles=self.NAMED, rounds=(Round("One", 60, ""), Round("Two", 60, "")))
        session = after(
            cmd.Start(0), cmd.FormGroups(1, crowd(3), 1), script=script_of(step("t", Kind.BREAKOUT, detail))
        )
        session = run(session, cmd.Tick(61.5))
        here = session.breakouts["t"].groups[0]
        told = stage_for(session, group_audience(here.id)).breakout.roles
        assert told[here.people[1].id] == "speaker"
        assert stage_for(session, "facilitator").breakout.roles == told
        assert not stage_for(session, PROJECTOR).breakout.roles


class TestWordsForOneGroup:
    WORDS = (GroupWords(1, "Rivers", "<p>one</p>"), GroupWords(2, "", "<p>two</p>"))

    def test_only_that_group_is_told(self):
        detail = Breakout(By.COUNT, 3, words=self.WORDS)
        session = went(crowd(9), step("t", Kind.BREAKOUT, detail))
        told = {
            number_of(g): [w.html for w in stage_for(session, group_audience(g.id)).breakout.words]
            for g in session.breakouts["t"].groups
        }
        assert told == {1: ["<p>one</p>"], 2: ["<p>two</p>"], 3: []}
        for audience in ("participants", PROJECTOR, group_audience("g1")):
            assert stage_for(session, audience).step.detail.words == ()

    def test_a_topic_has_its_own(self):
        detail = Breakout(By.CHOICE, 2, topics=("Rivers", "Hills"), words=(GroupWords(0, "rivers", "<p>r</p>"),))
        here = crowd(4)
        answers = {p.id: "Rivers" if n < 2 else "Hills" for n, p in enumerate(here)}
        session = after(cmd.Start(0), script=script_of(step("t", Kind.BREAKOUT, detail)))
        session = run(session, cmd.FormGroups(1, here, 1, answers))
        told = {
            g.topic: len(stage_for(session, group_audience(g.id)).breakout.words) for g in session.breakouts["t"].groups
        }
        assert told == {"Rivers": 1, "Hills": 0}


def test_groups_by_an_answer_that_are_made_again_are_named_on_no_screen():
    asked = step("alike", Kind.BREAKOUT, Breakout(By.ANSWER, of="drink"))
    same = step("again", Kind.BREAKOUT, Breakout(By.AS_IN, of="alike"))
    here = crowd(4)
    session = after(cmd.Start(0), script=script_of(asked, same))
    session = run(session, cmd.FormGroups(1, here, 1, {p.id: "ab"[n % 2] for n, p in enumerate(here)}))
    assert not stage_for(session, PROJECTOR).breakout.named
    session = run(session, cmd.Next(9), cmd.FormGroups(10, here, 1))
    assert not stage_for(session, PROJECTOR).breakout.named


def test_any_crowd_any_seed_nobody_is_lost():
    dice = random.Random(17)
    for _ in range(300):
        here, count = crowd(dice.randrange(2, 30)), dice.randrange(1, 6)
        tables = tuple(Group(f"g{n + 1}", "", here[n::count]) for n in range(count) if here[n::count])
        left = tuple(dice.sample(here, dice.randrange(2, len(here) + 1)))
        stay = dice.choice([*Stay])
        groups, alone = rotated(
            Breakout(By.ROTATE, stay=stay), left, dice.random(), Before(tables, been_at([tables])), {}, ()
        )
        assert sorted(p.id for p in left) == sorted(p.id for g in groups for p in g.people) and not alone
        assert min(sizes_of(groups)) >= 2

"""Groups by hand: looked over, moved about, kept apart, given a minute of their own."""

import pytest

from tests.session.stories import ANN, BEN, CEM, DEA, EVA, Breakout, By, Rules, at_talk, cmd, run
from tests.session.test_decide import refused
from workshop.session.audience_names import PARTICIPANTS, PROJECTOR, group_audience
from workshop.session.latecomers import asked
from workshop.session.people import Group, Person
from workshop.session.stage import stage_for
from workshop.session.team import FACILITATOR
from workshop.session.timing import left, left_by_group, next_due

PAIRS = (Group("g1", "Group 1", (ANN, BEN)), Group("g2", "Group 2", (CEM, DEA)))
FOUR = (ANN, BEN, CEM, DEA)
FINN = Person("finn", "Finn")


def proposed(*commands):
    return run(at_talk(), cmd.FormGroups(11, FOUR, 1, groups=PAIRS, propose=True), *commands)


def working(*commands):
    return run(proposed(), cmd.Open(20, FOUR), *commands)


def seats(session):
    return [sorted(p.id for p in g.people) for g in session.breakouts["talk"].groups]


class TestMove:
    def test_into_another_group(self):
        assert seats(proposed(cmd.Move(BEN, "g2", 12))) == [["ann"], ["ben", "cem", "dea"]]

    def test_into_a_new_one(self):
        session = proposed(cmd.Move(BEN, "new", 12), cmd.Move(CEM, "g3", 13))
        assert seats(session) == [["ann"], ["dea"], ["ben", "cem"]]
        assert session.breakouts["talk"].groups[2].room == "Group 3"

    def test_on_their_own(self):
        assert proposed(cmd.Move(BEN, "", 12)).breakouts["talk"].alone == (BEN,)

    def test_at_work_too(self):
        assert working(cmd.Move(BEN, "g2", 30)).group_of("ben").id == "g2"

    def test_but_no_new_group_then(self):
        assert "before the groups start" in refused(working(), cmd.Move(BEN, "new", 30))

    def test_where_somebody_sits_already(self):
        session = working()
        assert run(session, cmd.Move(BEN, "g1", 30)) == session

    def test_no_such_group(self):
        assert "no such group" in refused(proposed(), cmd.Move(BEN, "g9", 12))

    def test_no_groups_at_all(self):
        assert "no groups now" in refused(at_talk(), cmd.Move(BEN, "g1", 12))


TOPICS = (Group("g1", "Group 1", (ANN, BEN), "Sleep"), Group("g2", "Group 2", (CEM, DEA), "Love"))


def by_choice(**rules):
    session = at_talk(Breakout(By.CHOICE, size=3, topics=("Sleep", "Love", "Work")), rules=Rules(**rules))
    return run(session, cmd.FormGroups(11, FOUR, 1, groups=TOPICS, propose=True))


class TestWhoComesLateToGroupsByChoice:
    """The phone asks for a topic; the groups of it come first, then the mixed ones, then all."""

    @pytest.mark.parametrize(("topic", "group"), [("Love", "g2"), ("Sleep", "g1"), ("Work", "g1"), ("", "g1")])
    def test_sits_with_the_topic(self, topic: str, group: str):
        session = run(by_choice(), cmd.Open(20, FOUR), cmd.Arrive(EVA, 25), cmd.Arrive(EVA, 30, topic))
        assert session.group_of("eva").id == group

    def test_is_placed_nowhere_before(self):
        session = run(by_choice(), cmd.Open(20, (*FOUR, EVA)), cmd.Arrive(EVA, 25))
        assert asked(session, "eva", 25) and session.group_of("eva") is None

    def test_comes_into_it_as_the_groups_start(self):
        session = run(by_choice(), cmd.Open(20, (*FOUR, EVA), answers={"eva": "Love"}))
        assert session.group_of("eva").id == "g2"

    def test_in_sensitive_care_only_as_they_start(self):
        session = run(by_choice(sensitive=True), cmd.Open(20, (*FOUR, EVA)), cmd.Arrive(FINN, 25, "Love"))
        assert session.group_of("eva").id == "g1"
        assert session.breakout().alone == (FINN,)

    def test_sits_with_nobody_they_are_kept_apart_from(self):
        apart = cmd.KeepApart((EVA, CEM), True, 15)
        session = run(by_choice(), apart, cmd.Open(20, FOUR), cmd.Arrive(EVA, 30, "Love"))
        assert session.group_of("eva").id == "g1"


class TestStartingWhatWasProposed:
    def test_who_came_meanwhile_joins_the_smallest(self):
        session = run(proposed(cmd.Move(BEN, "g2", 12)), cmd.Open(20, (*FOUR, EVA)))
        assert seats(session) == [["ann", "eva"], ["ben", "cem", "dea"]]

    def test_an_empty_group_does_not_start(self):
        session = run(proposed(cmd.Move(ANN, "g2", 12), cmd.Move(BEN, "g2", 13)), cmd.Open(20, FOUR))
        assert seats(session) == [["ann", "ben", "cem", "dea"]]

    def test_who_would_sit_alone_in_a_group_works_alone(self):
        session = run(proposed(cmd.Move(BEN, "g2", 12)), cmd.Open(20, FOUR))
        assert session.breakouts["talk"].alone == (ANN,)

    def test_proposing_anew_does_not_start(self):
        session = proposed(cmd.FormGroups(12, FOUR, 2, propose=True))
        assert session.breakouts["talk"].phase == "proposed"


class TestKeepApart:
    def test_parts_the_proposed_groups_at_once(self):
        session = proposed(cmd.KeepApart((ANN, BEN), True, 12))
        assert not any({"ann", "ben"} <= set(group) for group in seats(session))
        assert sorted(map(len, seats(session))) == [2, 2]

    @pytest.mark.parametrize("seed", range(20))
    def test_holds_for_every_later_mix(self, seed):
        apart = proposed(cmd.KeepApart((ANN, BEN), True, 12), cmd.KeepApart((CEM, DEA), True, 13))
        session = run(apart, cmd.FormGroups(14, (*FOUR, EVA), seed, propose=True))
        for pair in ({"ann", "ben"}, {"cem", "dea"}):
            assert not any(pair <= set(group) for group in seats(session))

    def test_may_end(self):
        session = proposed(cmd.KeepApart((ANN, BEN), True, 12), cmd.KeepApart((BEN, ANN), False, 13))
        assert session.apart == ()

    def test_twice_is_once(self):
        session = proposed(cmd.KeepApart((ANN, BEN), True, 12))
        assert run(session, cmd.KeepApart((BEN, ANN), True, 13)) == session

    def test_two_are_two(self):
        assert "two different" in refused(proposed(), cmd.KeepApart((ANN, ANN), True, 12))

    def test_where_the_sizes_leave_no_way_nobody_is_sent_alone(self):
        two = run(at_talk(), cmd.FormGroups(11, (ANN, BEN), 1, propose=True), cmd.KeepApart((ANN, BEN), True, 12))
        assert seats(two) == [["ann", "ben"]]

    @pytest.mark.parametrize("audience", [PARTICIPANTS, PROJECTOR, group_audience("g1"), group_audience("g2")])
    def test_nobody_but_the_console_ever_learns_of_it(self, audience):
        with_it = run(proposed(cmd.KeepApart((ANN, EVA), True, 12)), cmd.Open(20, FOUR))
        without = run(proposed(), cmd.Open(20, FOUR))
        told, plain = (stage_for(s, audience) for s in (with_it, without))
        assert repr(told).replace(f"v={told.v}", "") == repr(plain).replace(f"v={plain.v}", "")
        assert stage_for(with_it, FACILITATOR).console.apart == ((ANN, EVA),)

    def test_topics_stay_whole(self):
        by_topic = at_talk(Breakout(By.CHOICE, topics=("sea", "wood")))
        wish = {"ann": "sea", "ben": "sea", "cem": "wood", "dea": "wood"}
        session = run(by_topic, cmd.KeepApart((ANN, BEN), True, 11), cmd.FormGroups(12, FOUR, 1, wish, propose=True))
        assert seats(session) == [["ann", "ben"], ["cem", "dea"]]


class TestAMinuteForOneGroup:
    def test_is_theirs_alone(self):
        session = working(cmd.Extend(60, 30, "g1"))
        assert left(session, 30, "g1")["round"] == left(session, 30, "g2")["round"] + 60_000
        assert left(session, 30)["round"] == left(session, 30, "g2")["round"]
        assert left_by_group(session, 30) == {"round:g1": left(session, 30, "g1")["round"]}

    def test_the_clock_waits_for_the_last_group(self):
        timed = at_talk(Breakout(By.SIZE, end="timer"))
        session = run(timed, cmd.FormGroups(11, FOUR, 1, groups=PAIRS), cmd.Extend(60, 30, "g2"))
        assert next_due(session) == 11 + 240 + 60

    def test_a_group_that_is_not_at_work(self):
        assert "not at work" in refused(working(), cmd.Extend(60, 30, "g9"))
        assert "not at work" in refused(proposed(), cmd.Extend(60, 30, "g1"))

    def test_is_over_with_the_round(self):
        session = working(cmd.Extend(60, 30, "g1"), cmd.Recall(40, 0), cmd.ReopenGroups(50))
        assert left_by_group(session, 50) == {}

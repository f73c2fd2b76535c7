"""Who comes: one in ten silent, one in ten late, one who drops, one who signals."""

import pytest

from workshop.rehearsal.cast import Plan, cast


@pytest.mark.parametrize(("people", "share"), [(5, 1), (12, 1), (24, 2), (100, 10)])
def test_one_in_ten(people: int, share: int):
    roles = cast(Plan(people), steps=37)
    assert len(roles) == people
    assert sum(role.silent for role in roles) == share
    assert sum(bool(role.late) for role in roles) == share
    assert sum(role.drops for role in roles) == 1
    assert sum(role.signals for role in roles) == 1


@pytest.mark.parametrize("people", range(1, 40))
def test_nobody_has_two_troubles_and_names_are_unique(people: int):
    roles = cast(Plan(people), steps=6)
    assert all(role.silent + bool(role.late) + role.drops + role.signals <= 1 for role in roles)
    assert len({role.name for role in roles}) == people


def test_a_pair_is_on_time_and_answers():
    assert not any(role.silent or role.late for role in cast(Plan(2), steps=6))


def test_the_late_come_after_the_start_and_in_the_first_third():
    late = [role.late for role in cast(Plan(100), steps=37) if role.late]
    assert min(late) >= 2
    assert max(late) <= 2 + 37 // 3


def test_the_same_seed_gives_the_same_people():
    assert cast(Plan(24), 37) == cast(Plan(24), 37)
    assert cast(Plan(24), 37) != cast(Plan(24, seed=8), 37)


def test_a_step_takes_its_share_of_the_time_but_never_less_than_the_floor():
    plan = Plan(speed=20, floor=1)
    assert plan.seconds(120) == 6
    assert plan.seconds(5) == 1
    assert plan.seconds(None) == 1

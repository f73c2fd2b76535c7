"""What one person may send is known of everybody who is here, and of some who were."""

import pytest

from workshop.transport.limits import PEOPLE
from workshop.transport.person_limits import People


class Counted(People):
    looked = 0

    def _forget_quiet_ones(self) -> None:
        Counted.looked += 1
        super()._forget_quiet_ones()


@pytest.fixture
def people() -> Counted:
    Counted.looked = 0
    return Counted()


def test_who_comes_into_a_full_house_is_not_looked_for_among_all(people: Counted) -> None:
    """It was, from 4,096 on: a tenth of what it costs to let 5,000 in."""
    for n in range(4 * PEOPLE):
        people.add(f"person {n}", object())
    assert people.looked == 2
    assert len(people) == 4 * PEOPLE


def test_who_came_without_a_line_and_is_quiet_is_forgotten(people: Counted) -> None:
    here = [f"here {n}" for n in range(PEOPLE // 2)]
    for one in here:
        people.add(one, object())
    for n in range(4 * PEOPLE):
        people.of(f"quiet {n}")
    assert len(people) <= PEOPLE
    assert all(people.of(one).sockets for one in here)

"""Who sits at other processes, and who sat at one that went."""

import pytest

from workshop.realtime import presence_elsewhere
from workshop.realtime.presence_elsewhere import Desk, Elsewhere, Told


def told(*people: str, state: str = "in") -> Told:
    return Told(dict.fromkeys(people, state), [])


def test_a_process_that_left_says_who_sat_there():
    there = Elsewhere()
    there.hear("one", "s", told("ann", "ben"))
    there.hear("two", "s", told("ben", "cem"))
    assert there.lost("one") == {"s": {"ann", "ben"}}
    assert there.people("s") == {"ben", "cem"}


def test_one_that_is_silent_is_not_believed_and_then_forgotten(monkeypatch: pytest.MonkeyPatch):
    there = Elsewhere()
    there.hear("one", "s", told("ann"))
    monkeypatch.setattr(presence_elsewhere, "BELIEVED", 0.0)
    assert (there.people("s"), there.has("s", "ann")) == (set(), False)
    assert there.lost() == {"s": {"ann"}}
    assert there.lost() == {}


def test_who_waits_and_which_desks_are_taken():
    there = Elsewhere()
    there.hear("one", "s", Told({"ann": "in", "eve": "waiting"}, [Desk("team", "lead", "m1")]))
    assert there.outside("s") == {"eve"}
    assert [desk.member for desk in there.desks("s")] == ["m1"]
    there.hear("one", "s", told())
    assert there.people("s") == set()

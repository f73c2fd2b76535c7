"""Who of the team is there, from their coming to their going."""

import pytest

from workshop.realtime import presence as presences
from workshop.realtime.presence import ASIDE_SECONDS, Connection, Presence
from workshop.session.people import Member


def test_a_console_counts_from_its_coming_to_its_going():
    presence = Presence()
    ana = Member("m1", "Ana", "lead")
    for sid, role, member in (("a", "facilitator", None), ("b", "team", ana), ("c", "projector", None)):
        presence.add(Connection(sid, "s", role, role, member=member))
    assert [each.sid for each in presence.consoles("s")] == ["a", "b"]
    assert presence.consoles("another") == []
    presence.leave("a")
    presence.leave("c")
    assert [each.sid for each in presence.consoles("s")] == ["b"]
    presence.leave("b")
    assert presence.consoles("s") == []
    assert presence.desks("s") == set()


def test_whoever_looks_at_a_page_beside_the_room_is_here_and_not_for_ever(monkeypatch: pytest.MonkeyPatch):
    presence = Presence()
    presence.step_aside("s", "ann")
    assert presence.here("s") == presence.inside("s") == {"ann"}
    assert presence.is_here("s", "ann")
    assert presence.as_told("s")[0] == {"ann": "in"}
    now = presences.time.monotonic() + ASIDE_SECONDS + 1
    monkeypatch.setattr(presences.time, "monotonic", lambda: now)
    assert not presence.is_here("s", "ann")
    assert presence.here("s") == set()
    assert "s" not in presence.sessions_told()

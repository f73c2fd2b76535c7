"""Who of the team is there, from their coming to their going."""

from workshop.realtime.presence import Connection, Presence
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

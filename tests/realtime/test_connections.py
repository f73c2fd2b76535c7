"""Who of the team is there, from their coming to their going."""

from workshop.realtime.connections import Connection, Connections
from workshop.session.events import Member


def test_a_console_counts_from_its_coming_to_its_going():
    connections = Connections()
    ana = Member("m1", "Ana", "lead")
    for sid, role, member in (("a", "facilitator", None), ("b", "team", ana), ("c", "projector", None)):
        connections.add(Connection(sid, "s", role, role, member=member))
    assert [each.sid for each in connections.consoles("s")] == ["a", "b"]
    assert connections.consoles("another") == []
    connections.leave("a")
    connections.leave("c")
    assert [each.sid for each in connections.consoles("s")] == ["b"]
    connections.leave("b")
    assert connections.consoles("s") == []
    assert connections.desks("s") == set()

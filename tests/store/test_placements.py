"""The answers that decide groups."""

from workshop.store import placements


def test_the_last_answer_counts_until_all_are_forgotten(room, session):
    for who, label in (("ann", "tea"), ("ben", "tea"), ("ann", "coffee")):
        room.write(lambda c, who=who, label=label: placements.place(c, session, "drink", who, label))
    with room.read() as c:
        assert placements.labels(c, session, "drink") == {"ann": "coffee", "ben": "tea"}
        assert placements.labels(c, session, "other") == {}
    room.write(lambda c: placements.forget(c, session))
    with room.read() as c:
        assert placements.labels(c, session, "drink") == {}

"""The answers that decide groups."""

from workshop.store import group_answers


def test_the_last_answer_counts_until_all_are_forgotten(room, session):
    for who, label in (("ann", "tea"), ("ben", "tea"), ("ann", "coffee")):
        room.write(lambda c, who=who, label=label: group_answers.place(c, session, "drink", who, label))
    with room.read() as c:
        assert group_answers.labels(c, session, "drink") == {"ann": "coffee", "ben": "tea"}
        assert group_answers.labels(c, session, "other") == {}
    room.write(lambda c: group_answers.forget(c, session))
    with room.read() as c:
        assert group_answers.labels(c, session, "drink") == {}

"""What those who lead have done: counted where it is the same again, gone after its days, no session left in it."""

from datetime import date, timedelta

from sqlalchemy import update

from workshop.store import backup, places, security_events
from workshop.store.models import SecurityEventRow
from workshop.store.security_events import DAYS
from workshop.store.security_events import SecurityEvent as E

TODAY = date.today()


def note(room, what, about="", session=None, place="first"):
    room.write(lambda conn: security_events.note(conn, place, what, "Firefox", about, session))


def entries(room, place="first"):
    with room.read() as conn:
        return security_events.of_place(conn, place)


def age(room, **by):
    old = security_events.now() - timedelta(**by)
    room.write(lambda conn: conn.execute(update(SecurityEventRow).values(at=old)))


def test_the_same_again_is_counted_and_what_came_between_keeps_its_order(room):
    for what in (E.SIGNED_IN, E.SIGNED_IN, E.SIGNED_OUT, E.SIGNED_IN):
        note(room, what)
    assert [(each.what, each.times) for each in entries(room)] == [
        (E.SIGNED_IN, 1), (E.SIGNED_OUT, 1), (E.SIGNED_IN, 2),
    ]  # fmt: skip


def test_a_program_that_takes_two_files_a_minute_fills_nothing(room, session):
    for _ in range(20):
        for kind in ("csv", "json"):
            note(room, E.DOWNLOADED, kind, session)
    assert [(each.about, each.times) for each in entries(room)] == [("json", 20), ("csv", 20)]
    age(room, hours=1)
    note(room, E.DOWNLOADED, "csv", session)
    assert [each.times for each in entries(room)] == [1, 20, 20]


def test_a_browser_that_does_not_come_back_is_forgotten_when_its_cookie_is_over(room):
    room.write(lambda conn: places.add_browser(conn, "first", "name", "Firefox", TODAY))
    room.write(lambda conn: places.end_sign_in(conn, places.hash_of("other").hex(), TODAY))
    for later, left in ((places.SIGNED_IN_DAYS, True), (places.SIGNED_IN_DAYS + 2, False)):
        backup.purge_everywhere(room.database, room.keys, room.folder, TODAY + timedelta(days=later))
        with room.read() as conn:
            known = places.browsers(conn, "first", TODAY)
            assert (len(known), places.has_ended(conn, "other")) == (left, left)


def test_places_are_apart_and_a_title_is_told_to_its_own(room, session):
    note(room, E.DOWNLOADED, "csv", session)
    note(room, E.DOWNLOADED, "csv", session, place="another")
    assert [each.title for each in entries(room)] == ["Hello"]
    assert [each.title for each in entries(room, "another")] == [None]
    with room.read() as conn:
        assert {(each.session, each.title) for each in security_events.of_all(conn)} == {(None, None)}


def test_a_deleted_session_leaves_no_trace_of_itself(room, session):
    note(room, E.DOWNLOADED, "csv", session)
    room.write(lambda conn: backup.remove_all(conn, room.keys, session))
    room.database.tidy()
    assert [(each.session, each.title) for each in entries(room)] == [(None, None)]
    assert session.encode() not in room.bytes()


def test_they_go_after_90_days_from_the_backups_too(room):
    copies = room.folder / "backups"
    copies.mkdir()
    note(room, E.SIGNED_IN)
    assert DAYS == 90  # as docs/privacy.md says
    age(room, days=DAYS - 1)
    backup.backup(room.database, copies / "copy.db")
    for later, left in ((0, 1), (3, 0)):
        backup.purge_everywhere(room.database, room.keys, copies, TODAY + timedelta(days=later))
        assert len(entries(room)) == left
        with backup.open_for_copying(copies / "copy.db") as copy, copy.read() as conn:
            assert len(security_events.of_all(conn)) == left

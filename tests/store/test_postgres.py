"""The same store on PostgreSQL, with two processes at once. Skipped where PostgreSQL is not installed."""

import re
import time
from functools import partial
from multiprocessing.pool import ThreadPool

import psycopg2
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event
from storeroom import Room, token

from tests.support import postgres
from workshop.people import join
from workshop.script.model import QUESTIONS_ID, Sees
from workshop.session.choices import Vote
from workshop.store import backup, ballots, group_answers, notes, people, sessions, shared_texts, waiting_questions
from workshop.store.database import StoreUnavailable
from workshop.store.holders import Stranger, holder
from workshop.store.models import Base
from workshop.store.note_owner import Owner
from workshop.store.recovery import recover
from workshop.store.writer import Job

TEA, COFFEE = Vote(choice=(0,)), Vote(choice=(1,))


@pytest.fixture(scope="module")
def server():
    with postgres.running() as (url, _):
        yield url


@pytest.fixture
def rooms(server, tmp_path):
    """Two processes over one database and one folder of keys."""
    rooms = [Room(tmp_path / "data", server) for _ in range(2)]
    yield rooms
    for room in rooms:
        room.close()


@pytest.fixture
def room(rooms):
    return rooms[0]


@pytest.fixture
def session(room):
    return room.session()


def test_the_tables_are_those_of_the_models(room):
    with room.engine.begin() as conn:
        assert compare_metadata(MigrationContext.configure(conn), Base.metadata) == []


def test_a_line_that_is_gone_in_the_middle_of_a_read_is_no_bug(room):
    with pytest.raises(StoreUnavailable), room.database.read() as conn:
        conn.connection.driver_connection.close()
    with pytest.raises(StoreUnavailable), room.database.read() as conn:
        conn.connection.driver_connection.close()
        conn.exec_driver_sql("SELECT 1")
    with room.database.read() as conn:
        assert conn.exec_driver_sql("SELECT 1").scalar() == 1


def test_a_poll_from_its_opening_to_its_end(room, session):
    room.open(session)
    assert [room.cast(session, "ann", *vote).status for vote in ((1, TEA), (1, TEA), (2, COFFEE), (1, TEA))] == [
        "ok", "dup", "ok", "stale",
    ]  # fmt: skip
    assert (room.votes(session), room.turnout(session)) == ([COFFEE], 1)
    room.finish(session)
    assert (room.cast(session, "ann", 3, TEA).status, room.turnout(session)) == ("closed", 0)


def test_two_processes_count_everyone_once(rooms, session):
    rooms[0].open(session)
    sent = [(f"person {n % 40}", 1 + n // 40) for n in range(240)]
    with ThreadPool(8) as pool:
        pool.map(lambda op: rooms[hash(op) % 2].cast(session, op[0], op[1], Vote(choice=(op[1],))), sent)
    assert rooms[1].turnout(session) == 40
    assert rooms[1].votes(session) == [Vote(choice=(6,))] * 40


def test_a_vote_against_the_close_is_counted_or_refused(rooms, session):
    for epoch in range(1, 21):
        rooms[0].open(session, epoch=epoch)
        counted = []

        def count(conn, epoch=epoch, counted=counted):
            counted[:] = ballots.votes(conn, rooms[0].keys, session, "tea", epoch)
            ballots.finish(conn, session, "tea", epoch)

        with ThreadPool(2) as pool:
            vote = pool.apply_async(rooms[1].cast, (session, "ann", 1, TEA, "tea", epoch))
            pool.apply(rooms[0].write, (count,))
            status = vote.get(30).status
        assert (status, counted) in (("ok", [TEA]), ("closed", []))
        assert rooms[0].turnout(session, epoch=epoch) == 0


def test_whatever_is_written_while_rows_are_mixed_is_there(rooms, session):
    """Another process writes when the writing ends here: a first text, and one anew."""

    def mixed(_):
        rooms[0].write(lambda conn: notes.mix_order(conn, session, "letter"))
        rooms[0].write(lambda conn: shared_texts.release(conn, session, "letter", 3, closing=True))

    people = [f"person {n}" for n in range(6)]
    with ThreadPool(3) as pool:
        mixing = pool.map_async(mixed, range(20))
        for n in range(1, 6):
            about = [(session, who, n, f"text {n} of {who}", Sees.WITHOUT_NAMES) for who in people]
            pool.map(lambda each: rooms[1].note(*each, held=True), about)
        mixing.get(30)
    mixed(0)
    texts = [f"text 5 of {who}" for who in people]
    assert sorted(copy.text for copy in rooms[0].shared(session)) == texts
    assert [rooms[1].own_notes(session, who)[""].text for who in people] == texts


def test_what_came_out_does_not_lie_in_the_order_in_which_it_was_written(room, session):
    """Rows without an order of their own lie one behind the other as they came."""
    room.write(lambda conn: conn.exec_driver_sql("TRUNCATE note, shared"))  # what is gone leaves room in between
    people = [f"person {n} of {session}" for n in range(12)]
    for who in people:
        room.note(session, who, 1, who, Sees.WITHOUT_NAMES, held=True)
    marks = [Owner(session, token(who)).mark("letter") for who in people]
    lie = {"shared": "text", "note": "owner"}

    def order(table):
        with room.read() as conn:
            found = conn.exec_driver_sql(f"SELECT {lie[table]} FROM {table} WHERE session = '{session}' ORDER BY ctid")
            return [bytes(each) if table == "note" else each for each in found.scalars()]

    assert (order("shared"), order("note")) == (people, marks), "the control: while they write it tells"
    room.write(lambda conn: shared_texts.release(conn, session, "letter", 3, closing=True))
    room.write(lambda conn: notes.mix_order(conn, session, "letter"))
    assert order("shared") != people
    assert sorted(order("shared")) == sorted(people)
    assert order("note") != marks


LOTS = {
    "questions from the room": (QUESTIONS_ID, lambda conn, session: waiting_questions.release(conn, session, 2)),
    "texts of latecomers": ("letter", lambda conn, session: shared_texts.release(conn, session, "letter", 2)),
}


@pytest.mark.parametrize("kind", LOTS)
def test_two_who_complete_a_lot_in_one_moment_let_it_out(rooms, session, kind):
    """Each at another process, which sees nothing of the other's text before that is committed."""
    step, release = LOTS[kind]

    def written(conn, who):
        beside = waiting_questions.mark(session, token(who)) if step == QUESTIONS_ID else None
        mine = (session, token(who), step, "", 1, f"words of {who}", Sees.WITHOUT_NAMES)
        notes.write(conn, *mine, held=True, beside=beside)
        return release(conn, session)

    assert in_one_moment(rooms, lambda conn: written(conn, "ann"), lambda conn: written(conn, "ben")) == (False, True)
    assert sorted(copy.text for copy in rooms[0].shared(session, step)) == ["words of ann", "words of ben"]


def test_of_a_text_that_comes_out_while_its_writer_changes_it_nothing_stays(rooms, session):
    """Else everybody would read words that their writer took back, and nobody could take them away."""
    for who in ("ann", "ben"):
        rooms[0].note(session, who, 1, f"old words of {who}", Sees.WITHOUT_NAMES, held=True)
    in_one_moment(
        rooms,
        lambda conn: shared_texts.release(conn, session, "letter", 2),
        lambda conn: (
            notes.write(conn, session, token("ann"), "letter", "", 2, "new words", Sees.WITHOUT_NAMES),
            notes.withdraw(conn, session, token("ben"), "letter", ""),
        ),
    )
    assert [copy.text for copy in rooms[0].shared(session)] == ["new words"]


@pytest.mark.parametrize("end", [notes.delete_all, lambda *about: notes.rekey(*about, token("another secret"))])
def test_of_whoever_leaves_while_rows_are_mixed_nothing_stays_under_their_secret(rooms, session, end):
    for who in ("ann", "ben"):
        rooms[0].note(session, who, 1, f"words of {who}", Sees.ONLY_ME)
    in_one_moment(rooms, lambda conn: mixed_at_the_close(conn, session), lambda conn: end(conn, session, token("ann")))
    assert rooms[0].own_notes(session, "ann") == {}


def mixed_at_the_close(conn, session):
    sessions.alone(conn, session)
    notes.mix_order(conn, session, "letter")


def test_two_of_one_name_who_come_in_one_moment_are_told_apart(rooms, session):
    def come(who):
        def job(conn):
            name = join.told_apart(conn, session, "Anna")
            return people.join(conn, session, token(who), name).nickname

        return job

    assert in_one_moment(rooms, come("one"), come("other")) == ("Anna", "Anna 2")


def in_one_moment(rooms, one, other):
    """What both come to: the other one begins, at its process, before the first is committed."""
    with ThreadPool(1) as pool:
        with rooms[0].engine.begin() as conn:
            first = one(conn)
            second = pool.apply_async(rooms[1].write, (other,))
            until(lambda: second.ready() or waits_for_a_lock(rooms[0]))
        return first, second.get(30)


def waits_for_a_lock(room):
    with room.read() as conn:
        return conn.exec_driver_sql("SELECT count(*) FROM pg_locks WHERE NOT granted").scalar() > 0


def until(holds):
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_notes_and_placements(room, session):
    room.note(session, "ann", 1, "hope", Sees.MY_GROUP, name="Ann", group="g1")
    room.note(session, "ann", 2, "hope", Sees.WITHOUT_NAMES)
    [copy] = room.shared(session)
    assert (copy.text, copy.name) == ("hope", "")
    assert room.write(lambda c: shared_texts.moderate(c, session, copy.step, [copy.id], "kept back"))
    room.note(session, "ann", 1, "draft", Sees.ONLY_ME, field="draft/" + "x" * 200)
    for label in ("tea", "coffee"):
        room.write(lambda c, label=label: group_answers.place(c, session, "drink", "ann", label))
    with room.read() as c:
        assert group_answers.labels(c, session, "drink") == {"ann": "coffee"}
        assert notes.answered(c, session, "letter") == 1
        assert [n.text for n in notes.own(c, session, token("ann"))] == ["hope"]


def test_another_secret_takes_notes_and_a_running_vote_along(rooms, session):
    """A private link that is taken back: in one transaction, while the poll runs at another process."""
    old, fresh = token("ann"), token("ann, renewed")
    one, other = rooms
    one.write(lambda c: people.join(c, session, old, "Ann"))
    one.open(session)
    one.cast(session, "ann", 1, TEA)
    one.write(lambda c: notes.write(c, session, old, "talk", "", 1, "still mine", Sees.WITHOUT_NAMES))

    def renew(conn):
        assert people.rekey(conn, session, old, fresh)
        notes.rekey(conn, session, old, fresh)
        ballots.rekey(conn, other.keys, session, old, fresh)

    other.write(renew)
    with one.read() as conn:
        assert (people.by_token(conn, session, old), notes.own(conn, session, old)) == (None, [])
        assert [(note.text, note.shown) for note in notes.own(conn, session, fresh)] == [("still mine", "shown")]
    assert (one.own(session, "ann"), one.own(session, "ann, renewed")) == (None, (1, TEA))
    assert one.cast(session, "ann, renewed", 2, COFFEE).status == "ok"
    assert (one.votes(session), one.turnout(session)) == ([COFFEE], 1)


def test_a_vote_that_is_on_its_way_while_its_secret_changes_is_the_one_that_counts(rooms, session):
    one, other = rooms
    one.open(session)
    one.cast(session, "ann", 1, TEA)
    in_one_moment(
        rooms,
        lambda conn: ballots.cast(conn, one.keys, session, "tea", 1, token("ann"), 2, COFFEE),
        lambda conn: ballots.rekey(conn, other.keys, session, token("ann"), token("ann, renewed")),
    )
    assert (one.own(session, "ann"), one.own(session, "ann, renewed")) == (None, (2, COFFEE))
    assert one.votes(session) == [COFFEE]


@pytest.mark.parametrize("beside", [(), ("ben", "cal")], ids=["alone", "among others"])
def test_a_vote_that_waits_for_a_change_of_its_own_secret_does_not_count_beside_it(rooms, session, beside):
    """Else whoever renews their private link in the moment of their vote would count twice."""
    one, other = rooms
    secret = {who: token(f"{who} of {session}") for who in ("ann", "ann, renewed", *beside)}
    for who in ("ann", *beside):
        one.write(lambda c, who=who: people.join(c, session, secret[who], who.title()))
    one.open(session)
    old, fresh = secret["ann"], secret["ann, renewed"]

    def vote(room, who):
        job = partial(ballots.cast, keys=room.keys, session_id=session, step="tea", epoch=1, token=secret[who], n=1)
        return room.database.write(partial(job, vote=TEA), holder(session, secret[who]))

    with ThreadPool(3) as pool:
        with one.engine.begin() as conn:
            assert people.rekey(conn, session, old, fresh)
            ballots.rekey(conn, one.keys, session, old, fresh)
            conn.exec_driver_sql("SELECT 1 FROM poll FOR UPDATE")
            votes = [pool.apply_async(vote, (other, who)) for who in ("ann", *beside)]
            until(lambda: votes[0].ready() or waits_for_a_lock(one))
        with pytest.raises(Stranger):
            votes[0].get(30)
        assert [each.get(30).status for each in votes[1:]] == ["ok"] * len(beside)
    assert vote(other, "ann, renewed").status == "ok"
    assert one.turnout(session) == 1 + len(beside)


def test_a_person_and_what_they_wrote_stand_in_no_one_statement(room, session):
    """Which a server may log: whose the secrets of a batch are is asked by itself, not in the order they came in."""
    said = []

    @event.listens_for(room.engine, "connect")
    def listen(connection, _record):
        connection.cursor_factory = type("Cursor", (psycopg2.extensions.cursor,), {"execute": hear})

    def hear(cursor, statement, values=None):
        said.append(cursor.mogrify(statement, values).decode())
        return psycopg2.extensions.cursor.execute(cursor, statement, values)

    room.engine.dispose()
    secrets = [token(f"{n} of {session}") for n in range(6)]
    for each in secrets:
        room.write(lambda c, each=each: people.join(c, session, each, "Ann"))
    room.open(session)
    said.clear()

    def vote(secret):
        return Job(lambda c: ballots.cast(c, room.keys, session, "tea", 1, secret, 1, TEA), holder(session, secret))

    room.database._writer._commit([vote(each) for each in secrets])
    hashes = [holder(session, each)[1].hex() for each in secrets]
    about = [line for line in said if any(each in line for each in hashes)]
    assert len([line for line in said if "INSERT INTO ballot" in line]) == 6, "the test would see nothing"
    assert len(about) == 1
    assert "ballot" not in about[0]
    assert re.findall(r"[0-9a-f]{64}", about[0]) == sorted(hashes)


def test_recovery_and_deletion(room, session):
    room.open(session)
    room.cast(session, "ann", 1, TEA)
    room.keys.destroy(ballots.poll_id(session, "tea", 1))
    assert (session, "tea") in recover(room.database, room.keys)
    assert room.write(lambda c: backup.remove_all(c, room.keys, session))
    room.database.tidy()
    assert (session, "tea") not in recover(room.database, room.keys)

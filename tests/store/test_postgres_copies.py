"""`workshop purge`, `backup` and `restore` on PostgreSQL. Skipped where PostgreSQL is not installed."""

import shutil
import stat
from datetime import date

import psycopg2
import pytest
from click.testing import CliRunner
from storeroom import Room

from tests.support import postgres
from tests.support import redis as redis_server
from workshop.script.model import Sees
from workshop.session.choices import Vote
from workshop.store import cli, postgres_copies, sessions
from workshop.store.backup import BackupError
from workshop.store.ballots import poll_id
from workshop.store.keys_in_redis import KeysInRedis

TEA = Vote(choice=(0,))
FAR = date(date.today().year + 1, 3, 1)


@pytest.fixture(scope="module")
def server():
    with postgres.running() as (url, _):
        yield url


@pytest.fixture
def room(server, tmp_path):
    room = Room(tmp_path / "data", server)
    yield room
    room.close()


@pytest.fixture
def session(room):
    return room.session(today=FAR)


@pytest.fixture
def run(server, room, monkeypatch):
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", server)
    monkeypatch.setenv("WORKSHOP_KEY_DIR", str(room.folder / "keys"))
    return lambda command, *args: CliRunner().invoke(command, [*args, "--data", str(room.folder)])


def ids(room):
    with room.read() as c:
        return {record.id for record in sessions.all_records(c)}


class TestPurging:
    def test_takes_what_is_due_beside_a_running_server(self, room, session, run):
        due = room.session(today=date(2020, 3, 1))
        done = run(cli.purge)
        assert (done.exit_code, "Deleted: 1." in done.output) == (0, True), done.output
        assert session in ids(room)
        assert due not in ids(room)
        assert "No workshop was due." in run(cli.purge).output

    def test_takes_the_keys_in_redis_along_and_waits_for_a_redis_that_is_away(self, room, session, run, monkeypatch):
        due = room.session(today=date(2020, 3, 1))
        with redis_server.running() as redis:
            monkeypatch.setenv("WORKSHOP_REDIS_URL", redis.url)
            room.keys = KeysInRedis(redis.url)
            for each in (due, session):
                room.open(each)
            redis.stop()
            refused = run(cli.purge)
            assert (refused.exit_code, "Nothing was deleted" in refused.output) == (1, True)
            assert due in ids(room)
            redis.start()
            room.keys = KeysInRedis(redis.url)
            for each in (due, session):
                room.keys.create(poll_id(each, "tea", 1))
            assert "Deleted: 1." in run(cli.purge).output
            assert room.keys.all() == {poll_id(session, "tea", 1)}

    def test_says_that_dumps_keep_what_was_deleted(self, room, run):
        run(cli.backup)
        done = run(cli.purge)
        assert "Dumps cannot be purged. There are 1" in done.output

    def test_says_that_the_server_does_not_answer(self, run, monkeypatch):
        monkeypatch.setenv("WORKSHOP_DATABASE_URL", "postgresql://127.0.0.1:1/x")
        done = run(cli.purge)
        assert (done.exit_code, "PostgreSQL does not answer" in done.output) == (1, True)


class TestADump:
    def test_is_private_and_whole_and_never_overwrites(self, room, session, run, tmp_path):
        target = tmp_path / "copy.dump"
        done = run(cli.backup, "--to", str(target))
        assert (done.exit_code, "stays in a dump" in done.output) == (0, True), done.output
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["copy.dump"]
        again = run(cli.backup, "--to", str(target))
        assert (again.exit_code, "already" in again.output) == (1, True)

    def test_holds_no_key(self, room, session, run, tmp_path):
        room.open(session)
        room.cast(session, "ann", 1, TEA)
        postgres_copies.backup(str(room.engine.url), tmp_path / "copy.dump")
        key = room.keys.get(next(iter(room.keys.all())))
        assert key not in (tmp_path / "copy.dump").read_bytes()

    def test_a_missing_program_is_said_in_words(self, run, monkeypatch):
        monkeypatch.setattr(shutil, "which", lambda _: None)
        done = run(cli.backup)
        assert (done.exit_code, "Install postgresql-client" in done.output) == (1, True)

    def test_a_server_that_does_not_answer_leaves_no_file(self, run, monkeypatch, tmp_path):
        monkeypatch.setenv("WORKSHOP_DATABASE_URL", "postgresql://ann:hush-7f3a@127.0.0.1:1/x")
        done = run(cli.backup, "--to", str(tmp_path / "copy.dump"))
        assert (done.exit_code, "pg_dump could not finish" in done.output) == (1, True)
        assert "hush-7f3a" not in done.output
        assert [p for p in tmp_path.iterdir() if p.is_file()] == []

    def test_the_password_goes_through_the_environment(self):
        url = "postgresql+psycopg2://ann:p%40ss@db.example.org:6543/work?sslmode=require&connect_timeout=3"
        assert postgres_copies.environment(url) == {
            "PGHOST": "db.example.org", "PGPORT": "6543", "PGUSER": "ann", "PGPASSWORD": "p@ss",
            "PGDATABASE": "work", "PGSSLMODE": "require", "PGCONNECT_TIMEOUT": "3",
        }  # fmt: skip


class TestRestoring:
    @pytest.fixture
    def copy(self, room, session, run, tmp_path):
        room.open(session)
        room.cast(session, "ann", 1, TEA)
        room.note(session, "ann", 1, "hope", Sees.WITHOUT_NAMES)
        assert run(cli.backup, "--to", str(tmp_path / "copy.dump")).exit_code == 0
        return str(tmp_path / "copy.dump")

    def test_brings_back_what_was_with_new_epochs_and_keeps_what_was_there(self, room, session, copy, run, server):
        with room.read() as c:
            before = sessions.record_of(c, session)
        later = room.session(today=FAR)
        room.close()
        done = run(cli.restore, copy)
        assert done.exit_code == 0, done.output
        with room.read() as c:
            after = sessions.record_of(c, session)
        assert (after.title, later in ids(room)) == (before.title, False)
        assert after.epoch != before.epoch
        assert [note.text for note in room.shared(session)] == ["hope"]
        assert room.votes(session) == [TEA]
        [kept] = postgres_copies.dumps(room.folder / "backups")
        room.close()
        assert run(cli.restore, str(kept)).exit_code == 0
        assert later in ids(room)

    def test_works_in_an_empty_database(self, room, session, copy, run, server):
        room.close()
        with psycopg2.connect(server.replace("+psycopg2", "")) as held, held.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        held.close()
        done = run(cli.restore, copy)
        assert (done.exit_code, "What was there" in done.output) == (0, False), done.output
        assert session in ids(room)

    def test_what_is_due_by_now_goes_again(self, room, run, tmp_path):
        due = room.session(today=date(2020, 3, 1))
        run(cli.backup, "--to", str(tmp_path / "old.dump"))
        room.close()
        assert run(cli.restore, str(tmp_path / "old.dump")).exit_code == 0
        assert due not in ids(room)

    def test_is_refused_while_somebody_is_connected(self, room, copy, run):
        later = room.session(today=FAR)
        done = run(cli.restore, copy)
        assert (done.exit_code, "Stop it first" in done.output) == (1, True), done.output
        assert later in ids(room)

    @pytest.mark.parametrize("damage", ["noise", "cut", "none"])
    def test_of_a_damaged_dump_changes_nothing(self, room, copy, run, damage, tmp_path):
        bad = tmp_path / "bad.dump"
        whole = (tmp_path / "copy.dump").read_bytes()
        if damage != "none":
            bad.write_bytes(b"no dump at all" * 99 if damage == "noise" else whole[: len(whole) * 2 // 3])
        later = room.session(today=FAR)
        room.close()
        done = run(cli.restore, str(bad))
        assert (done.exit_code, "Traceback" in done.output) == (1, False), done.output
        assert later in ids(room)

    def test_tables_that_are_newer_than_the_dump_are_not_in_the_way(self, room, session, copy, run, server):
        room.close()
        with psycopg2.connect(server.replace("+psycopg2", "")) as held, held.cursor() as cursor:
            cursor.execute("CREATE TABLE newer (session varchar REFERENCES session (id))")
        held.close()
        assert run(cli.restore, copy).exit_code == 0
        assert session in ids(room)


def test_a_file_that_is_no_dump_is_named(tmp_path):
    with pytest.raises(BackupError, match="There is no file"):
        postgres_copies.check(tmp_path / "none.dump")

"""`workshop audit` on PostgreSQL: the same rows are looked at, and what its server writes beside them."""

import re
from datetime import date

import psycopg2
import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine

from tests.support import postgres
from workshop.hosting import audit as auditing
from workshop.hosting.audit import audit
from workshop.hosting.audit_postgres import HARMLESS
from workshop.session.choices import Vote
from workshop.store import ballots, people, sessions
from workshop.store.database import Database
from workshop.store.keys import Keys
from workshop.store.migrate import upgrade

TOKEN = bytes(range(7, 39))
TODAY = date(2026, 3, 2)
SECURE = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}


@pytest.fixture(scope="module")
def server():
    with postgres.running() as (url, cluster):
        yield url, cluster


@pytest.fixture
def change(server):
    """SQL beside the server. Connections that are made later see it."""

    def change(sql, *values):
        held = psycopg2.connect(server[0].replace("+psycopg2", ""))
        held.autocommit = True
        held.cursor().execute(sql, values or None)
        held.close()

    return change


@pytest.fixture
def hall(server, tmp_path, change):
    """A session of one person, who has voted in an open poll."""
    change("DROP SCHEMA public CASCADE; CREATE SCHEMA public; ALTER ROLE workshop RESET ALL")
    for name, value in SECURE.items():
        change(f"ALTER ROLE workshop SET {name} = '{value}'")
    (tmp_path / "data").mkdir(mode=0o700)
    keys, engine = Keys(tmp_path / "keys"), create_engine(server[0])
    upgrade(engine)
    write = Database(engine).write
    made = {"name": "hall", "title": "Hall", "text": "# Hall", "included": {}, "rehearsal": False, "place": "first"}
    session = write(lambda c: sessions.create(c, keep_days=90, today=date(2026, 3, 1), **made)).id
    write(lambda c: people.join(c, session, TOKEN, "Annika"))
    write(lambda c: ballots.open_poll(c, keys, session, "tea", 1, 256))
    write(lambda c: ballots.cast(c, keys, session, "tea", 1, TOKEN, 1, Vote(choice=(1,))))
    engine.dispose()
    return keys, session


@pytest.fixture
def findings(server, tmp_path, hall):
    return lambda: audit(tmp_path / "data", tmp_path / "keys", (), TODAY, postgres=server[0])


@pytest.fixture
def leaks(findings):
    return lambda: [f.text for f in findings() if f.kind == "leak"]


class TestASoundServer:
    def test_has_no_leak(self, leaks):
        assert leaks() == []

    def test_says_what_a_thief_would_learn_and_what_was_not_looked_at(self, findings):
        told = " ".join(f.text for f in findings() if f.kind == "knows")
        assert re.search(r"nicknames, .* from where: 1\.", told)
        assert "A poll is open, with sealed votes: 1." in told
        assert "Not looked at: PostgreSQL's own files, WAL" in told

    def test_names_dumps(self, findings, tmp_path):
        (tmp_path / "data" / "copy.dump").touch(mode=0o600)
        assert any("Dumps in the data folder: 1." in f.text for f in findings())


class TestALeak:
    def test_a_key_in_a_row(self, hall, leaks, change):
        keys, session = hall
        key = keys.get(ballots.poll_id(session, "tea", 1))
        change("INSERT INTO note VALUES (%s, 'owner', 'step', '', %s)", session, key)
        assert leaks() == ["The key of a running poll is in the database: its votes can be read."]

    def test_a_secret_in_a_row(self, hall, leaks, change):
        change("UPDATE session SET title = %s", TOKEN.hex())
        assert any("Somebody's secret is in the database" in text for text in leaks())

    def test_ballots_of_two_lengths(self, leaks, change):
        change("UPDATE ballot SET sealed = sealed || '\\x00'::bytea")
        assert any("differ in length" in text for text in leaks())

    def test_a_column_too_many(self, leaks, change):
        change("ALTER TABLE ballot ADD COLUMN cast_at text")
        assert any("The table ballot has columns" in text for text in leaks())

    def test_counts_that_should_not_be_kept(self, leaks, change):
        change("""UPDATE session SET state = '{"polls": {"a": {"result": {"hidden": true, "k": 3, "n": 2}}}}'""")
        assert any("holds more than it may show" in text for text in leaks())

    def test_what_should_have_been_deleted(self, leaks, change):
        change("UPDATE session SET delete_on = '2026-03-01'")
        assert any("workshop purge" in text for text in leaks())

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("log_statement", "all"),
            ("log_min_duration_statement", "0"),
            ("log_min_duration_sample", "100"),
            ("log_transaction_sample_rate", "0.5"),
            ("log_min_error_statement", "error"),
            ("log_error_verbosity", "default"),
            ("debug_print_parse", "on"),
        ],
    )
    def test_a_server_that_writes_statements_down(self, leaks, change, name, value):
        change(f"ALTER ROLE workshop SET {name} = '{value}'")
        [text] = leaks()
        assert (f"({name} = {value})" in text, f"Set {name} = {HARMLESS[name][0]}" in text) == (True, True)


@pytest.mark.parametrize(("settings", "written"), [({}, True), (SECURE, False)])
def test_the_cure_keeps_what_failed_out_of_the_log(server, hall, change, settings, written):
    """Why the defaults of PostgreSQL count as a leak: a statement that fails is in its log, with its words."""
    change("ALTER ROLE workshop RESET ALL")
    for name, value in settings.items():
        change(f"ALTER ROLE workshop SET {name} = '{value}'")
    word = f"canary {written}"
    with pytest.raises(psycopg2.IntegrityError):
        change("INSERT INTO note VALUES ('none', 'owner', 'step', %s, 'x')", word)
    assert (word in (server[1] / "log").read_text()) is written


class TestTheCommand:
    @pytest.fixture
    def run(self, server, hall, change, tmp_path, monkeypatch):
        monkeypatch.setenv("WORKSHOP_DATABASE_URL", server[0])
        monkeypatch.setenv("WORKSHOP_KEY_DIR", str(tmp_path / "keys"))
        change("UPDATE session SET delete_on = '2999-01-01'")
        return lambda: CliRunner().invoke(auditing.command, ["--data", str(tmp_path / "data")])

    def test_ends_well(self, run):
        done = run()
        assert (done.exit_code, "LEAK" in done.output) == (0, False), done.output

    def test_ends_with_1_on_a_leak(self, run, change):
        change("ALTER ROLE workshop SET log_statement = 'all'")
        assert run().exit_code == 1

    def test_says_that_the_server_does_not_answer(self, run, monkeypatch):
        monkeypatch.setenv("WORKSHOP_DATABASE_URL", "postgresql://127.0.0.1:1/x")
        done = run()
        assert (done.exit_code, "PostgreSQL does not answer" in done.output) == (1, True), done.output

    def test_before_the_first_start_there_is_nothing_to_learn(self, run, change):
        change("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        done = run()
        assert (done.exit_code, "no database here yet" in done.output) == (0, True), done.output

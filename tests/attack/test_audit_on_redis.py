"""`workshop audit` where the keys of polls are in Redis: each key has its open poll, and Redis writes nothing down."""

import base64
from datetime import date

import psycopg2
import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine

from tests.support import postgres
from tests.support import redis as redis_server
from workshop.hosting import audit as auditing
from workshop.hosting import audit_redis
from workshop.store import ballots, sessions
from workshop.store.database import Database
from workshop.store.keys_in_redis import KeysInRedis
from workshop.store.migrate import upgrade

ORPHAN = bytes(range(16))


@pytest.fixture(scope="module")
def database():
    with postgres.running() as (url, _):
        held = psycopg2.connect(url.replace("+psycopg2", ""))
        held.autocommit = True
        for name, value in (("log_min_error_statement", "panic"), ("log_error_verbosity", "terse")):
            held.cursor().execute(f"ALTER ROLE workshop SET {name} = '{value}'")
        held.close()
        engine = create_engine(url)
        upgrade(engine)
        yield url, Database(engine)
        engine.dispose()


@pytest.fixture
def redis():
    with redis_server.running() as running:
        yield running


@pytest.fixture
def keys(redis):
    return KeysInRedis(redis.url)


@pytest.fixture
def session(database, keys):
    """A workshop with an open poll."""
    made = {"name": "hall", "title": "Hall", "text": "# Hall", "included": {}, "rehearsal": False, "place": "first"}
    write = database[1].write
    made = write(lambda c: sessions.create(c, keep_days=90, today=date.today(), **made)).id
    write(lambda c: ballots.open_poll(c, keys, made, "tea", 1, 256))
    yield made
    write(lambda c: ballots.finish(c, made, "tea", 1))


@pytest.fixture
def run(database, redis, session, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir(mode=0o700)
    monkeypatch.setattr(audit_redis, "MOMENT", 0.05)
    monkeypatch.setenv("WORKSHOP_DATABASE_URL", database[0])
    monkeypatch.setenv("WORKSHOP_REDIS_URL", redis.url)
    monkeypatch.setenv("WORKSHOP_KEY_DIR", str(tmp_path / "keys"))
    return lambda: CliRunner().invoke(auditing.command, ["--data", str(tmp_path / "data")])


def leaks(done):
    return [line.removeprefix("LEAK  ") for line in done.output.splitlines() if line.startswith("LEAK")]


def test_a_sound_redis_has_no_leak_and_each_key_is_told_with_its_poll(run, redis):
    done = run()
    assert (done.exit_code, leaks(done)) == (0, []), done.output
    assert "Redis is set up to write nothing down" in done.output
    assert "The key of the open poll “tea” of “Hall” is in Redis, until the poll closes." in done.output
    assert f"Redis has left no file in its folder, {redis.folder}." in done.output


def test_no_key_is_ever_printed(run, keys, session):
    keys.create(ORPHAN)
    told = run().output
    for poll in keys.all():
        key = keys.get(poll)
        assert not any(form in told for form in (key.hex(), base64.b64encode(key).decode(), repr(key)))


def test_a_key_without_an_open_poll_is_a_leak(run, keys):
    keys.create(ORPHAN)
    done = run()
    assert (done.exit_code, len(leaks(done))) == (1, 1)
    assert "Keys in Redis that belong to no open poll: 1." in leaks(done)[0]


def test_a_poll_that_is_closing_at_this_moment_is_none(run, keys, monkeypatch):
    keys.create(ORPHAN)
    monkeypatch.setattr(audit_redis.time, "sleep", lambda _: keys.destroy(ORPHAN))
    assert leaks(run()) == []


def test_a_redis_that_writes_is_a_leak_and_so_is_what_it_wrote_before(run, redis):
    with redis.client() as client:
        client.config_set("save", "3600 1")
        client.save()
        unsafe, written = leaks(run())
        assert ("Redis is not safe" in unsafe, 'save ""' in unsafe) == (True, True)
        assert f"{redis.folder}/dump.rdb" in written
        client.config_set("save", "")
        [written] = leaks(run())
    (redis.folder / "dump.rdb").unlink()
    assert leaks(run()) == []


def test_a_key_that_lies_among_the_data_is_found(run, keys, tmp_path):
    [poll] = keys.all()
    (tmp_path / "data" / "copy.bin").write_bytes(keys.get(poll))
    (tmp_path / "data" / "copy.bin").chmod(0o600)
    assert leaks(run()) == ["The key of a running poll is in copy.bin: its votes can be read."]


def test_a_redis_that_does_not_answer_is_not_called_sound(run, redis):
    redis.stop()
    done = run()
    assert (done.exit_code, "Redis does not answer, so nothing is known" in leaks(done)[0]) == (1, True)


def test_a_redis_that_hides_its_folder_says_so(database, session, tmp_path, monkeypatch, run):
    with redis_server.running("--save", "", "--rename-command", "CONFIG", "") as hidden:
        monkeypatch.setenv("WORKSHOP_REDIS_URL", hidden.url)
        done = run()
    assert "does not say how it is set up" in leaks(done)[0]
    assert "Not looked at: the folder of Redis" in done.output

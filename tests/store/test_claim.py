"""Servers that would harm each other's polls do not start together; those that share the keys do."""

import pytest

from tests.support import postgres
from workshop.config import Settings
from workshop.store import claim as claims
from workshop.store.claim import Taken, claim


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(claims, "PATIENCE", 0.0)


@pytest.fixture(scope="module")
def database():
    with postgres.running() as (url, _):
        yield url


@pytest.fixture
def serve(tmp_path):
    """The claim of a server with a data folder of this name; it ends with the test."""
    claimed = []

    def serve(name, **env):
        folders = {"WORKSHOP_DATA": str(tmp_path / name), "WORKSHOP_KEY_DIR": str(tmp_path / f"{name} keys")}
        claimed.append(claim(Settings.from_env({**folders, **env}, dotenv=tmp_path / "none")))
        return claimed[-1]

    yield serve
    for each in claimed:
        each.close()


class TestSqlite:
    def test_has_one_server(self, serve):
        first = serve("here")
        with pytest.raises(Taken, match="Another server is running on the database"):
            serve("here")
        first.close()
        assert serve("here")

    def test_of_another_folder_is_another_database(self, serve):
        assert all([serve("here"), serve("there")])

    def test_in_a_folder_of_somebody_else_says_so(self, serve):
        with pytest.raises(Taken, match="cannot be made"):
            serve("here", WORKSHOP_DATABASE_URL="sqlite:////proc/workshop.db")


class TestPostgres:
    """By where the keys of polls are."""

    HERE, THERE = "redis://here.example/0", "redis://there.example/0"

    @pytest.fixture
    def server(self, serve, database):
        """One with its keys in this Redis; "": in a folder of its own."""
        return lambda name, redis: serve(name, WORKSHOP_DATABASE_URL=database, WORKSHOP_REDIS_URL=redis)

    @pytest.mark.parametrize("redis", [HERE, "redis://localhost/0", "unix:///run/redis.sock", ""])
    def test_serves_several_with_the_same_place(self, server, redis):
        assert all([server("here", redis), server("here", redis)])

    @pytest.mark.parametrize(("first", "second"), [(HERE, THERE), (HERE, ""), ("", HERE), ("", "")])
    def test_refuses_one_with_another(self, server, first, second):
        server("here", first)
        with pytest.raises(Taken, match="Give both the same WORKSHOP_REDIS_URL"):
            server("there", second)

    def test_what_two_machines_call_localhost_is_not_the_same(self, server, monkeypatch):
        server("here", "redis://localhost/0")
        monkeypatch.setattr(claims.socket, "gethostname", lambda: "another-machine")
        with pytest.raises(Taken):
            server("here", "redis://localhost/0")

    def test_is_free_again_once_the_other_has_ended(self, server):
        server("here", self.HERE).close()
        assert server("there", self.THERE)

    def test_another_data_folder_is_told(self, server, database, tmp_path, caplog):
        """What is written from the browser lies there."""
        server("here", self.HERE)
        server("here", self.HERE)
        assert not caplog.records
        assert not claims.has_others(database, claims.folder_mark(tmp_path / "here"))
        server("there", self.HERE)
        assert [record.getMessage() for record in caplog.records] == [claims.APART]
        assert claims.has_others(database, claims.folder_mark(tmp_path / "here"))

    def test_that_does_not_answer_is_named(self, serve):
        with pytest.raises(Taken, match="PostgreSQL does not answer"):
            serve("here", WORKSHOP_DATABASE_URL="postgresql://127.0.0.1:1/x")

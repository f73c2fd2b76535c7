"""Servers that would harm each other's polls do not start together; those that share the keys do."""

import time

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
def settings(tmp_path):
    """Those of a server with a data folder of this name; all have the same secrets."""

    def settings(name, **env):
        own = {"WORKSHOP_DATA": str(tmp_path / name), "WORKSHOP_KEY_DIR": str(tmp_path / f"{name} keys")}
        secrets = {"WORKSHOP_SECRET_KEY": "a" * 32, "WORKSHOP_FACILITATOR_KEY": "a" * 32}
        return Settings.from_env({**own, **secrets, **env}, dotenv=tmp_path / "none")

    return settings


@pytest.fixture
def serve(settings):
    """The claim of a server with a data folder of this name; it ends with the test."""
    claimed = []

    def serve(name, **env):
        claimed.append(claim(settings(name, **env)))
        return claimed[-1]

    yield serve
    for each in claimed:
        each.close()


def troubled(claimed):
    claimed.renew()
    return claimed.trouble


def until(holds):
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


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

    def test_another_data_folder_is_told(self, server, settings, database, caplog):
        """What is written from the browser lies there."""
        shared = {"WORKSHOP_DATABASE_URL": database, "WORKSHOP_REDIS_URL": self.HERE}
        server("here", self.HERE)
        server("here", self.HERE)
        assert (caplog.records, claims.unfit(settings("here", **shared))) == ([], [])
        server("there", self.HERE)
        assert [record.getMessage() for record in caplog.records] == [claims.APART]
        assert claims.unfit(settings("here", **shared)) == [claims.APART]

    @pytest.mark.parametrize("secret", ["WORKSHOP_SECRET_KEY", "WORKSHOP_FACILITATOR_KEY"])
    def test_refuses_one_with_other_secrets(self, serve, settings, database, secret):
        """It would know nobody's cookie, and hear of nobody who sits at the first."""
        shared = {"WORKSHOP_DATABASE_URL": database, "WORKSHOP_REDIS_URL": self.HERE}
        serve("here", **shared)
        other = {**shared, secret: "b" * 32}
        with pytest.raises(Taken, match="Give both the same WORKSHOP_SECRET_KEY"):
            serve("here", **other)
        assert claims.unfit(settings("here", **other)) == [claims.STRANGERS]

    def test_refuses_one_with_a_wrong_clock_and_tells_of_one_that_goes_wrong(
        self, server, settings, database, monkeypatch
    ):
        first = server("here", self.HERE)
        right = claims.hub.now
        monkeypatch.setattr(claims.hub, "now", lambda: right() + 180)
        [told] = claims.unfit(settings("here", WORKSHOP_DATABASE_URL=database, WORKSHOP_REDIS_URL=self.HERE))
        assert "timedatectl" in told
        with pytest.raises(Taken, match="The clock of this server is wrong"):
            server("here", self.HERE)
        until(lambda: not troubled(first))  # once the refused one has left, there is nobody to differ from
        monkeypatch.setattr(claims.hub, "now", right)
        server("here", self.HERE)
        monkeypatch.setattr(claims.hub, "now", lambda: right() - 180)
        assert troubled(first) == claims.WRONG_CLOCK
        monkeypatch.setattr(claims.hub, "now", right)
        assert troubled(first) is None

    def test_that_does_not_answer_is_named(self, serve):
        with pytest.raises(Taken, match="PostgreSQL does not answer"):
            serve("here", WORKSHOP_DATABASE_URL="postgresql://127.0.0.1:1/x")

"""Keys in a Redis that writes nothing down; refused where it would. A real Redis, skipped where there is none."""

import socket
import time
from multiprocessing.pool import ThreadPool

import pytest

from tests.support import redis as redis_server
from workshop.session.errors import Refused
from workshop.store.database import StoreUnavailable
from workshop.store.keys_in_redis import EXPIRY, PREFIX, KeysInRedis

POLL, OTHER = bytes(range(16)), bytes(range(16, 32))


def free_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return str(held.getsockname()[1])


def until(true):
    for _ in range(100):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("never")


@pytest.fixture(scope="module")
def server():
    with redis_server.running() as running:
        yield running


@pytest.fixture
def keys(server):
    with server.client() as client:
        client.flushall()
    return KeysInRedis(server.url)


class TestAKey:
    def test_is_random_and_stays(self, keys):
        keys.create(POLL)
        keys.create(OTHER)
        first = keys.get(POLL)
        keys.create(POLL)
        assert (len(first), keys.get(POLL)) == (32, first)
        assert keys.get(OTHER) != first
        assert keys.all() == {POLL, OTHER}

    def test_of_many_machines_that_make_it_at_once_one_wins(self, server, keys):
        def make(_):
            mine = KeysInRedis(server.url)
            mine.create(POLL)
            return mine.get(POLL)

        with ThreadPool(8) as pool:
            assert len(set(pool.map(make, range(32)))) == 1

    def test_dies_by_itself_after_the_poll_has_closed_itself(self, server, keys):
        keys.create(POLL)
        with server.client() as client:
            assert 12 * 3600 < client.ttl(PREFIX + POLL) <= EXPIRY

    def test_destroyed_is_gone_for_every_machine(self, server, keys):
        keys.create(POLL)
        keys.destroy(POLL)
        keys.destroy(POLL)
        assert (keys.get(POLL), keys.all(), KeysInRedis(server.url).get(POLL)) == (None, set(), None)


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("save", "3600 1", 'save ""'),
        ("appendonly", "yes", "appendonly no"),
        ("maxmemory-policy", "volatile-lru", "noeviction"),
    ],
)
def test_a_redis_that_writes_keys_down_or_loses_them_gets_none(server, keys, setting, value, told):
    with server.client() as client:
        client.config_set("maxmemory", "100mb")
        before = client.config_get(setting)[setting]
        client.config_set(setting, value)
        try:
            with pytest.raises(Refused, match="cannot be opened"):
                keys.create(POLL)
            assert told in str(keys.unsafe())
            assert keys.all() == set()
        finally:
            client.config_set(setting, before)
            client.config_set("maxmemory", "0")
    assert keys.unsafe() is None


def test_a_redis_whose_memory_is_full_is_told_and_those_that_lie_in_it_can_be_read(server, keys):
    keys.create(POLL)
    with server.client() as client:
        client.config_set("maxmemory", "1mb")
        try:
            with pytest.raises(Refused, match="memory that Redis may use is full"):
                keys.create(OTHER)
            assert "full" in str(keys.trouble())
            assert keys.all() == {POLL}
            assert len(keys.get(POLL)) == 32
        finally:
            client.config_set("maxmemory", "0")
    keys.create(OTHER)


def test_a_redis_that_hides_its_settings_gets_none():
    with redis_server.running("--save", "", "--rename-command", "CONFIG", "") as hidden:
        keys = KeysInRedis(hidden.url)
        with pytest.raises(Refused, match="does not say how it is set up"):
            keys.create(POLL)


def test_neither_a_replica_nor_a_redis_that_has_one_gets_a_key():
    """The other one holds whatever this one holds, and may write it down."""
    port = free_port()
    with redis_server.running(*redis_server.IN_MEMORY, "--bind", "127.0.0.1", "--port", port) as primary:
        link = ("--replicaof", "127.0.0.1", port)
        with redis_server.running(*redis_server.IN_MEMORY, *link, "--repl-diskless-sync-delay", "0") as replica:
            for url, told in ((replica.url, "copy of another"), (primary.url, "copies everything to a second one")):
                keys = KeysInRedis(url)
                until(lambda keys=keys: keys.unsafe())
                with pytest.raises(Refused, match=told):
                    keys.create(POLL)
                assert keys.trouble() == keys.unsafe()
            assert KeysInRedis(primary.url).all() == set()


class TestTrouble:
    """What the facilitator's pages say while it lasts."""

    def test_is_none_where_all_is_well(self, keys):
        assert keys.trouble() is None

    def test_is_looked_for_anew_every_few_seconds(self, server, keys):
        assert keys.trouble() is None
        with server.client() as client:
            client.config_set("appendonly", "yes")
            assert keys.trouble() is None
            keys._look_at = 0
            assert (keys.trouble().blocks, keys.trouble().cure) == (True, "Set in redis.conf: appendonly no")
            client.config_set("appendonly", "no")
        keys._look_at = 0
        assert keys.trouble() is None

    def test_is_told_where_redis_is_away(self):
        keys = KeysInRedis("unix:///tmp/there-is-no-such-socket")
        assert (keys.trouble().blocks, "does not answer" in keys.trouble().what) == (True, True)


def test_gone_and_back_nothing_is_claimed_meanwhile(server, keys):
    keys.create(POLL)
    server.stop()
    for ask in (keys.get, keys.create, keys.destroy):
        with pytest.raises(StoreUnavailable):
            ask(POLL)
    server.start()
    keys._down_until = 0
    assert keys.get(POLL) is None

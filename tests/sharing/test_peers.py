"""Processes that tell one another over a real Redis: sealed, and on again by themselves after Redis was silent."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from redis import Redis as Client
from redis.client import PubSub

from tests.support import redis as redis_server
from tests.support.redis import Redis
from workshop.sharing import peers_in_redis
from workshop.sharing.peers_in_redis import PeersInRedis

PATIENCE = 30
SECRET = "a secret of the servers that is long enough"


@pytest.fixture
def redis() -> Iterator[Redis]:
    with redis_server.running() as running:
        yield running


class Process:
    """One of them, and what it heard."""

    def __init__(self, redis: Redis, secret: str = SECRET) -> None:
        self.peers, self.heard, self.back = PeersInRedis(redis.url, secret), [], threading.Semaphore(0)
        self.peers.hear("word", lambda _, body: self.heard.append(body["n"]))
        self.peers.start(self.back.release)
        assert self.back.acquire(timeout=PATIENCE)


@pytest.fixture
def process(redis: Redis) -> Iterator[Callable[..., Process]]:
    made: list[Process] = []
    yield lambda *secret: made.append(Process(redis, *secret)) or made[-1]
    for each in made:
        each.peers.stop()


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_others_hear_it_in_order_and_oneself_does_not(process):
    one, other = process(), process()
    for n in range(100):
        one.peers.tell("word", n=n)
    until(lambda: len(other.heard) == 100)
    assert other.heard == list(range(100))
    assert one.heard == []


def test_whoever_has_another_secret_neither_hears_nor_is_heard(process):
    one, stranger = process(), process("another secret, of other servers")
    stranger.peers._channel = one.peers._channel  # even on the same channel
    stranger.peers.tell("word", n=1)
    other = process()
    other.peers.tell("word", n=2)
    until(lambda: one.heard)
    assert one.heard == [2]


def test_a_redis_whose_memory_is_full_passes_words_on(process, redis: Redis) -> None:
    """It takes no mark of what was done once, and that is no reason to fall silent."""
    one, other = process(), process()
    with redis.client() as client:
        client.config_set("maxmemory", "1mb")
        assert one.peers.once("a link", 60)
        assert not one.peers.once("a link", 60)
    assert not one.peers.away
    one.peers.tell("word", n=1)
    until(lambda: other.heard)


def test_its_length_tells_nothing_of_its_kind_and_of_how_many_it_is_about(process, redis: Redis) -> None:
    one = process()
    with listening(redis, one) as (_, line):
        one.peers.tell("word", n=1)
        one.peers.tell("look in", session="a" * 12, people=["b" * 24] * 20)
        first, second = next_word(line), next_word(line)
    assert len(first) == len(second)
    assert first != second


class TestWhatWasRecorded:
    """Redis, or the line to it, may keep every sealed word and say it once more."""

    def test_is_not_heard_twice(self, process, redis: Redis) -> None:
        one, other = process(), process()
        with listening(redis, one) as (client, line):
            one.peers.tell("word", n=1)
            word = next_word(line)
            until(lambda: other.heard == [1])
            client.publish(one.peers._channel, word)
            one.peers.tell("word", n=2)
            until(lambda: 2 in other.heard)
        assert other.heard == [1, 2]

    def test_is_not_heard_by_somebody_who_comes_later(self, process, redis: Redis) -> None:
        old = process()
        old.peers._now = lambda: time.time() - 2 * peers_in_redis.AGE
        with listening(redis, old) as (client, line):
            old.peers.tell("word", n=1)
            word = next_word(line)
            other = process()
            client.publish(old.peers._channel, word)
            process().peers.tell("word", n=2)
            until(lambda: other.heard)
        assert other.heard == [2]


@contextlib.contextmanager
def listening(redis: Redis, to: Process) -> Iterator[tuple[Client, PubSub]]:
    with Client.from_url(redis.url) as client, client.pubsub(ignore_subscribe_messages=True) as line:
        line.subscribe(to.peers._channel)
        line.get_message(timeout=PATIENCE)  # that it listens
        yield client, line


def next_word(line: PubSub) -> bytes:
    found: list[bytes] = []
    until(lambda: found or ((said := line.get_message(timeout=0.1)) and found.append(said["data"])))
    return found[0]


def test_one_question_that_failed_is_no_silence_for_ever(process, monkeypatch: pytest.MonkeyPatch):
    """The line on which the others are heard, who speak all the time, never breaks: nothing begins anew by itself."""
    monkeypatch.setattr(peers_in_redis, "SILENCE", 600.0)
    one, other = process(), process()
    one.peers._lost()
    other.peers.tell("word", n=0)
    until(lambda: one.heard)
    assert one.back.acquire(timeout=PATIENCE), "what was dropped meanwhile is told anew"
    one.peers.tell("word", n=1)
    until(lambda: other.heard)
    assert other.heard == [1]


def test_nor_where_a_question_of_each_of_them_failed(process, monkeypatch: pytest.MonkeyPatch):
    """A machine that stood still for a moment: each would wait for a word of another one."""
    monkeypatch.setattr(peers_in_redis, "SILENCE", 600.0)
    one, other = process(), process()
    for each in (one, other):
        each.peers._lost()

    def is_heard() -> object:
        one.peers.tell("word", n=1)
        return other.heard

    until(is_heard)
    for each in (one, other):
        assert each.back.acquire(timeout=PATIENCE)


def test_after_a_restart_of_redis_they_hear_one_another(process, redis: Redis):
    one, other = process(), process()
    redis.stop()
    redis.start()
    for each in (one, other):
        assert each.back.acquire(timeout=PATIENCE)
    one.peers.tell("word", n=1)
    until(lambda: other.heard == [1])


def test_once_is_once_for_all_of_them(process):
    one, other = process(), process()
    assert [each.peers.once("code", 60) for each in (one, other, one)] == [True, False, False]

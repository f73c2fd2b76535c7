"""The keys of running polls where several machines serve: in a Redis that writes nothing down.

The same interface as `keys.Keys`. A Redis that could write a key to a disk gets none: opening a poll is refused.
"""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from workshop.session.refused import Refused
from workshop.store.database import StoreUnavailable
from workshop.store.keys import SIZE

PREFIX = b"workshop:poll-key:"
PATIENCE = 1.0  # seconds for an answer, and then until we ask an unreachable Redis again
EXPIRY = 12 * 3600 + 300  # a forgotten poll closes itself after twelve hours, and is counted after that
UNSAFE = "Anonymous polls cannot be opened: {} Whoever runs this server finds the remedy with: workshop doctor"


class KeysInRedis:
    """Keys in the Redis at `url`. Every method raises StoreUnavailable where it does not answer."""

    survives_reboot = False

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0)
        )
        self._down_until = 0.0

    def create(self, poll: bytes) -> None:
        """Make sure that `poll` has a key. A key that exists is kept. Raises Refused where it would not be safe."""
        if reason := self.unsafe():
            raise Refused(UNSAFE.format(reason), "unsafe_keys")
        self._ask(lambda r: r.set(PREFIX + poll, secrets.token_bytes(SIZE), nx=True, ex=EXPIRY))

    def get(self, poll: bytes) -> bytes | None:
        """The key, or None. Asked each time: another process may have destroyed it."""
        key: bytes | None = self._ask(lambda r: r.get(PREFIX + poll))
        return key

    def destroy(self, poll: bytes) -> None:
        """Nothing happens where there is none."""
        self._ask(lambda r: r.delete(PREFIX + poll))

    def all(self) -> set[bytes]:
        """The polls that have a key."""
        return self._ask(lambda r: {name[len(PREFIX) :] for name in r.scan_iter(PREFIX + b"*", count=1000)})

    def unsafe(self) -> str:
        """Why a key here could reach a disk or be thrown away, as a sentence; empty where all is well."""
        return self._ask(lambda r: next(_reasons(r), ""))

    def _ask(self, question: Callable[["redis.Redis[bytes]"], Any]) -> Any:
        with self._reachable():
            return question(self._redis)

    @contextmanager
    def _reachable(self) -> Iterator[None]:
        """A Redis that swallows questions would otherwise hold up every vote of a batch for a second."""
        if time.monotonic() < self._down_until:
            raise StoreUnavailable
        try:
            yield
        except redis.RedisError as error:
            self._down_until = time.monotonic() + PATIENCE
            raise StoreUnavailable from error


def _reasons(client: "redis.Redis[bytes]") -> Iterator[str]:
    try:
        found = {name: _setting(client, name) for name in ("save", "appendonly", "maxmemory", "maxmemory-policy")}
    except redis.ResponseError:
        yield "Redis does not say how it is set up. Allow CONFIG GET, or use a Redis of your own."
        return
    if found["save"]:
        yield 'Redis writes copies to its disk. Set in redis.conf: save ""'
    if found["appendonly"] != "no":
        yield "Redis writes a log to its disk. Set in redis.conf: appendonly no"
    if found["maxmemory"] != "0" and found["maxmemory-policy"] != "noeviction":
        yield "Redis may throw keys away. Set in redis.conf: maxmemory-policy noeviction"
    if client.info("replication")["connected_slaves"]:
        yield "Redis copies everything to a second one, which may write it down. Use one without replicas."


def _setting(client: "redis.Redis[bytes]", name: str) -> str:
    return str(client.config_get(name)[name])

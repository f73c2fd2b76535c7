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

from workshop.session.errors import Ours, Refused
from workshop.store.database import StoreUnavailable
from workshop.store.keys import SIZE
from workshop.store.trouble import Trouble
from workshop.util.language import marked
from workshop.util.phrases import phrase

PREFIX = b"workshop:poll-key:"
PATIENCE = 1.0  # seconds for an answer, and then until we ask an unreachable Redis again
LOOK_EVERY = 2.0  # seconds that what was seen of its settings holds for the facilitator's pages
EXPIRY = 12 * 3600 + 300  # a forgotten poll closes itself after twelve hours, and is counted after that
UNSAFE = marked(
    "Anonymous polls cannot be opened: %(why)s %(cure)s Whoever runs this server finds the remedy with: workshop doctor"
)
AWAY = Trouble(
    "Redis, where the keys of running polls are, does not answer.",
    "Start it again, or look at WORKSHOP_REDIS_URL. Answers wait on the phones meanwhile, and all goes on by itself.",
)


class KeysInRedis:
    """Keys in the Redis at `url`. Every method raises StoreUnavailable where it does not answer."""

    survives_reboot = False

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0)
        )
        self._down_until = 0.0
        self._look_at = 0.0
        self._seen: Trouble | None = None

    def create(self, poll: bytes) -> None:
        """Make sure that `poll` has a key. A key that exists is kept. Raises Refused where it would not be safe."""
        if unsafe := self.unsafe():
            raise Refused(UNSAFE, "unsafe_keys", why=Ours(unsafe.what), cure=Ours(unsafe.cure))
        self.ask(lambda r: r.set(PREFIX + poll, secrets.token_bytes(SIZE), nx=True, ex=EXPIRY))

    def get(self, poll: bytes) -> bytes | None:
        """The key, or None. Asked each time: another process may have destroyed it."""
        key: bytes | None = self.ask(lambda r: r.get(PREFIX + poll))
        return key

    def destroy(self, poll: bytes) -> None:
        """Nothing happens where there is none."""
        self.ask(lambda r: r.delete(PREFIX + poll))

    def all(self) -> set[bytes]:
        """The polls that have a key."""
        found: set[bytes] = self.ask(lambda r: {n[len(PREFIX) :] for n in r.scan_iter(PREFIX + b"*", count=1000)})
        return found

    def unsafe(self) -> Trouble | None:
        """Why a key here could reach a disk or be thrown away; None where all is well."""
        found: Trouble | None = self.ask(lambda r: next(_reasons(r), None))
        return found

    def trouble(self) -> Trouble | None:
        """`unsafe`, or that Redis is away. For pages that ask often: Redis is asked every few seconds at most."""
        if time.monotonic() >= self._look_at:
            self._look_at = time.monotonic() + LOOK_EVERY  # first: nobody else asks while we wait
            self._seen = self._look()
        return self._seen

    def _look(self) -> Trouble | None:
        try:
            return self.unsafe()
        except StoreUnavailable:
            return AWAY

    def ask(self, question: Callable[["redis.Redis"], Any]) -> Any:
        """Whatever `question` finds out."""
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


def _reasons(client: "redis.Redis") -> Iterator[Trouble]:
    try:
        found = {name: _setting(client, name) for name in ("save", "appendonly", "maxmemory", "maxmemory-policy")}
        linked, memory = client.info("replication"), client.info("memory")
    except redis.ResponseError:
        yield Trouble(
            phrase("Redis does not say how it is set up."),
            phrase("Allow CONFIG GET and INFO, or use a Redis of your own."),
        )
        return
    if found["save"]:
        yield Trouble(phrase("Redis writes copies to its disk."), phrase('Set in redis.conf: save ""'))
    if found["appendonly"] != "no":
        yield Trouble(phrase("Redis writes a log to its disk."), phrase("Set in redis.conf: appendonly no"))
    if found["maxmemory"] != "0" and found["maxmemory-policy"] != "noeviction":
        yield Trouble(phrase("Redis may throw keys away."), phrase("Set in redis.conf: maxmemory-policy noeviction"))
    if 0 < memory["maxmemory"] <= memory["used_memory"]:
        what = phrase("The memory that Redis may use is full.")
        yield Trouble(
            what, phrase("Set a larger maxmemory in redis.conf, and let nothing but Workshop use this Redis.")
        )
    if linked["role"] != "master":
        what = phrase("This Redis is a copy of another one, which holds the keys too and may write them down.")
        yield Trouble(what, phrase("Use a Redis of Workshop's own, without replicaof in its redis.conf."))
    if linked["connected_slaves"]:
        what = phrase("Redis copies everything to a second one, which may write it down.")
        yield Trouble(what, phrase("Use one without replicas."))


def _setting(client: "redis.Redis", name: str) -> str:
    return str(client.config_get(name)[name])

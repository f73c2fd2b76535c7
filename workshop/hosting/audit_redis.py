"""`workshop audit` where keys of polls are in a Redis: does it keep them to itself, and no longer than needed?"""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.hosting.audit_words import (
    FOLDER_AWAY,
    FOLDER_CLOSED,
    IN_REDIS,
    KEY_INSIDE,
    ON_ITS_DISK,
    ORPHANS_IN_REDIS,
)
from workshop.hosting.stolen_copy import Finding, StolenCopy, written
from workshop.util.phrases import joined, phrase

if TYPE_CHECKING:
    import redis

    from workshop.store.keys_in_redis import KeysInRedis

AWAY = phrase(
    "Redis does not answer, so nothing is known of the keys in it. Look at WORKSHOP_REDIS_URL, and run this again."
)
UNSAFE = phrase("Redis is not safe for the keys of polls, so none can be opened.")
OPEN = """SELECT session.title, poll.session, poll.step, poll.epoch
FROM poll JOIN session ON session.id = poll.session WHERE poll.state != 'closed'"""
LOOPBACK = ("localhost", "127.0.0.1", "::1")
FILES = ("dbfilename", "appendfilename", "appenddirname")
MOMENT = 1.0  # seconds after which a poll that was just opening or closing has done so


def keys_in_redis(loot: StolenCopy) -> Iterator[Finding]:
    """Nothing where the keys are in a folder."""
    if not loot.redis:
        return
    from workshop.store.database import StoreUnavailable
    from workshop.store.keys_in_redis import KeysInRedis

    keys = KeysInRedis(loot.redis)
    try:
        yield from (*_setup(keys), *_held(loot, keys), *_elsewhere(loot, keys), *_on_its_disk(keys))
    except StoreUnavailable:
        yield Finding("leak", AWAY)


def _setup(keys: "KeysInRedis") -> Iterator[Finding]:
    if unsafe := keys.unsafe():
        yield Finding("leak", joined(UNSAFE, unsafe.whole(title=False)))
    else:
        yield Finding("ok", phrase("Redis is set up to write nothing down, to throw no key away and to have no copy."))


def _held(loot: StolenCopy, keys: "KeysInRedis") -> Iterator[Finding]:
    held, running = keys.all(), _running(loot)
    orphans = held - running.keys()
    if orphans:
        time.sleep(MOMENT)
        orphans &= keys.all() - _running(loot).keys()
    if orphans:
        yield Finding("leak", phrase(ORPHANS_IN_REDIS, n=len(orphans)))
    else:
        yield Finding(
            "ok", phrase("Each key in Redis belongs to an open poll (keys: {n}).", n=len(held & running.keys()))
        )
    for poll in sorted(held & running.keys(), key=lambda poll: running[poll]):
        title, step = running[poll]
        yield Finding("knows", phrase(IN_REDIS, step=step, title=title))


def _running(loot: StolenCopy) -> dict[bytes, tuple[str, str]]:
    """Poll id → (workshop, step) of the polls that take votes."""
    from workshop.store.ballots import poll_id

    return {poll_id(session, step, epoch): (title, step) for title, session, step, epoch in loot.rows(OPEN)}


def _elsewhere(loot: StolenCopy, keys: "KeysInRedis") -> Iterator[Finding]:
    for name in loot.with_any(_needles(keys)):
        yield Finding("leak", phrase(KEY_INSIDE, name=name))


def _needles(keys: "KeysInRedis") -> set[bytes]:
    found = [keys.get(poll) for poll in keys.all()]
    return {form for key in found if key for form in written(key)}


def _on_its_disk(keys: "KeysInRedis") -> Iterator[Finding]:
    """What this Redis wrote before it was set up well."""
    folder, names = keys.ask(_writes_to)
    if folder is None or not os.access(folder, os.R_OK | os.X_OK):
        yield Finding("knows", phrase(FOLDER_CLOSED, path=folder) if folder else phrase(FOLDER_AWAY))
        return
    found = sorted(path for name in names for path in folder.glob(name))
    for path in found:
        yield Finding("leak", phrase(ON_ITS_DISK, path=path))
    if not found:
        yield Finding("ok", phrase("Redis has left no file in its folder, {path}.", path=folder))


def _writes_to(client: "redis.Redis") -> tuple[Path | None, list[str]]:
    """Its folder, where that is on this machine, and the names of its files in it, as patterns."""
    import redis

    at = client.connection_pool.connection_kwargs
    if "path" not in at and at.get("host") not in LOOPBACK:
        return None, []
    try:
        told = {name: value for asked in ("dir", *FILES) for name, value in client.config_get(asked).items()}
    except redis.ResponseError:  # it does not say
        return None, []
    folder = told.pop("dir")
    return Path(str(folder)), ["temp-*.rdb", *(f"{name}*" for name in told.values())]

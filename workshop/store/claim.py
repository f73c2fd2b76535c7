"""Who may serve one database together: over SQLite one server, over PostgreSQL those with one place for their keys."""

import fcntl
import hashlib
import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from workshop import engine as hub
from workshop.config import Settings
from workshop.store.trouble import NO_ANSWER

PATIENCE = 4.0  # seconds for a server that is just ending
SERVERS = 0x574F524B  # the advisory locks of PostgreSQL that are ours
LOOPBACK = ("localhost", "127.0.0.1", "::1", None)
ONE_SERVER = (
    "Another server is running on the database {}. Stop it first, or give this one a data folder of its own (--data). "
    "For several servers at once use PostgreSQL and Redis."
)
ELSEWHERE = (
    "Another server is running on this database, and the keys of its polls are in another place. "
    "Give both the same WORKSHOP_REDIS_URL, or stop the other one first."
)
OTHERS = """SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid != %s
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


class Taken(Exception):
    """The database is not to be had; the text says why and what to do."""


def claim(settings: Settings) -> object:
    """The claim: it holds for as long as the value is kept, at the longest until the process ends. Raises Taken."""
    scheme, _, path = settings.database_url.partition(":///")
    if scheme == "sqlite":
        return _patiently(lambda: lock(Path(path)))
    return _patiently(lambda: _together(settings.database_url, _place(settings)))


def _patiently(ask: Callable[[], object]) -> object:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(Taken):
            return ask()
        hub.sleep(0.2)
    return ask()


def lock(database: Path) -> IO[str]:
    """Two servers could ruin an SQLite file, and none would know what the other keeps in memory."""
    lock = database.with_name(f".{database.name}.lock")
    try:
        file = os.fdopen(os.open(lock, os.O_RDWR | os.O_CREAT, 0o600), "r+")
    except OSError as error:
        raise Taken(f"{lock} cannot be made ({error.strerror}). Look at the owner of its folder.") from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise Taken(ONE_SERVER.format(database)) from None
    return file


def _together(url: str, place: int) -> object:
    """Without each other's keys two servers would ask every open poll anew, again and again."""
    import psycopg2

    try:
        held = psycopg2.connect(url.replace("+psycopg2", "", 1))
    except psycopg2.OperationalError:
        raise Taken(NO_ANSWER) from None
    held.autocommit = True
    with held.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s, %s)", (SERVERS, place))
        cursor.execute(OTHERS, (SERVERS, place))
        [(others,)] = cursor.fetchall()
    if others:
        held.close()
        raise Taken(ELSEWHERE)
    return held


def _place(settings: Settings) -> int:
    """A number that servers share whose keys are in one place. What a machine calls its own is another elsewhere."""
    redis = urlsplit(settings.redis_url or "")
    where = f"{redis.hostname}:{redis.port or 6379}{redis.path}" if settings.keys_in_redis else str(settings.key_dir)
    own = not settings.keys_in_redis or redis.hostname in LOOPBACK
    mark = f"{socket.gethostname() if own else ''} {where}"
    return int.from_bytes(hashlib.sha256(mark.encode()).digest()[:4], "big") >> 1

"""Who may serve one database together: over SQLite one server, over PostgreSQL those with one place for their keys."""

import contextlib
import fcntl
import hashlib
import logging
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from workshop import engine as hub
from workshop.config import Settings
from workshop.store.trouble import NO_ANSWER, Trouble
from workshop.util.secret_files import kept_secret

log = logging.getLogger("workshop.claim")
PATIENCE = 4.0  # seconds for a server that is just ending
SERVERS, FOLDERS = 0x574F524B, 0x574F524C  # the advisory locks of PostgreSQL that are ours
MARK = "folder_mark"  # in the data folder, so that servers know whether theirs is one
LOOPBACK = ("localhost", "127.0.0.1", "::1", None)
ONE_SERVER = (
    "Another server is running on the database {}. Stop it first, or give this one a data folder of its own (--data). "
    "For several servers at once use PostgreSQL and Redis."
)
ELSEWHERE = (
    "Another server is running on this database, and the keys of its polls are in another place. "
    "Give both the same WORKSHOP_REDIS_URL, or stop the other one first."
)
OTHERS_CAME = Trouble(
    "Another server took this database while PostgreSQL was restarting, and its keys of polls are in another place.",
    "Stop one of the two, or give both the same WORKSHOP_REDIS_URL.",
)
APART = (
    "Another server of this database has another data folder. Scripts, versions and pictures that are added at one are "
    "missing at the other: put WORKSHOP_DATA of all servers on one shared folder."
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
    return _patiently(lambda: Together(settings.database_url, _place(settings), folder_mark(settings.data)))


def _patiently(ask: Callable[[], object]) -> object:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(Taken):
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


class Together:
    """A place among the servers of one PostgreSQL. It is lost when that restarts, and `renew` takes it anew."""

    def __init__(self, url: str, place: int, folder: int) -> None:
        self._url, self._place, self._folder = url.replace("+psycopg2", "", 1), place, folder
        self.trouble: Trouble | None = None
        self._held = self._take()

    def renew(self) -> None:
        """To be called now and then. Afterwards `trouble` says whether somebody else has taken the database."""
        if self._still_held():
            return
        try:
            self._held.close()
            self._held = self._take()
            self.trouble = None
        except Taken as taken:
            self.trouble = OTHERS_CAME if str(taken) == ELSEWHERE else None

    def close(self) -> None:
        self._held.close()

    def _still_held(self) -> bool:
        import psycopg2

        try:
            with self._held.cursor() as cursor:
                cursor.execute("SELECT 1")
        except psycopg2.Error:
            return False
        return True

    def _take(self) -> Any:
        """Without each other's keys two servers would ask every open poll anew, again and again. Raises Taken."""
        import psycopg2

        try:
            held = psycopg2.connect(self._url)
            held.autocommit = True
            with held.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock_shared(%s, %s)", (SERVERS, self._place))
                cursor.execute("SELECT pg_advisory_lock_shared(%s, %s)", (FOLDERS, self._folder))
            others = _others_of(held, SERVERS, self._place)
        except psycopg2.Error:
            raise Taken(NO_ANSWER) from None
        if others:
            held.close()
            raise Taken(ELSEWHERE)
        if _others_of(held, FOLDERS, self._folder):
            log.warning(APART)
        return held


def _others_of(held: Any, locks: int, own: int) -> int:
    """How many hold one of these locks that is not ours."""
    with held.cursor() as cursor:
        cursor.execute(OTHERS, (locks, own))
        return int(cursor.fetchone()[0])


def has_others(url: str, folder: int) -> bool:
    """Whether a server of this database has another data folder than the one with this mark. Raises psycopg2.Error."""
    import psycopg2

    with contextlib.closing(psycopg2.connect(url.replace("+psycopg2", "", 1), connect_timeout=3)) as held:
        return _others_of(held, FOLDERS, folder) > 0


def folder_mark(data: Path) -> int:
    """A number that servers share whose data folder is one, on whatever machine."""
    return _number(kept_secret(data / MARK, 16))


def _place(settings: Settings) -> int:
    """A number that servers share whose keys are in one place. What a machine calls its own is another elsewhere."""
    redis = urlsplit(settings.redis_url or "")
    where = f"{redis.hostname}:{redis.port or 6379}{redis.path}" if settings.keys_in_redis else str(settings.key_dir)
    own = not settings.keys_in_redis or redis.hostname in LOOPBACK
    mark = f"{socket.gethostname() if own else ''} {where}"
    return _number(mark)


def _number(mark: str) -> int:
    return int.from_bytes(hashlib.sha256(mark.encode()).digest()[:4], "big") >> 1

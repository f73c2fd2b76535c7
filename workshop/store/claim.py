"""Who may serve one database together: over SQLite one server; over PostgreSQL those that sign with one secret, keep
the keys of polls in one place, and whose clocks agree.
"""

import contextlib
import fcntl
import hashlib
import hmac
import logging
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from workshop import engine as hub
from workshop.config import Settings
from workshop.store.trouble import NO_ANSWER, Trouble
from workshop.util.phrases import marked, phrase
from workshop.util.secret_files import kept_secret

log = logging.getLogger("workshop.claim")
PATIENCE = 4.0  # seconds for a server that is just ending
SERVERS, FOLDERS, SECRETS = 0x574F524B, 0x574F524C, 0x574F524D  # the advisory locks of PostgreSQL that are ours
CLOCKS = 5.0  # seconds that the clocks of servers may differ: polls close and rounds end by them
MARK = "folder_mark"  # in the data folder, so that servers know whether theirs is one
LOOPBACK = ("localhost", "127.0.0.1", "::1", None)
ONE_SERVER = marked(
    "Another server is running on the database {path}. Stop it first, or give this one a data folder of its own "
    "(--data). For several servers at once use PostgreSQL and Redis."
)
ELSEWHERE = phrase(
    "Another server is running on this database, and the keys of its polls are in another place. "
    "Give both the same WORKSHOP_REDIS_URL, or stop the other one first."
)
STRANGERS = phrase(
    "Another server is running on this database, and its secrets are others: whoever joined at one would be a stranger "
    "at the other. Give both the same WORKSHOP_SECRET_KEY and WORKSHOP_FACILITATOR_KEY, or one data folder, or stop "
    "the other one first."
)
NO_LOCK = marked("{path} cannot be made ({why}). Look at the owner of its folder.")
OTHERS_CAME = Trouble(
    "Another server took this database while PostgreSQL was restarting, and it does not have the same keys.",
    "Stop one of the two, or give both the same WORKSHOP_REDIS_URL and WORKSHOP_SECRET_KEY.",
)
WRONG_CLOCK = Trouble(
    "It differs from the clock of PostgreSQL, so that here polls would close and rounds would end at another time than "
    "on the other servers.",
    "Let both machines take their time from the network (timedatectl set-ntp true), then start this server again.",
    title="The clock of this server is wrong.",
)
AS_TROUBLE: dict[str, Trouble] = {ELSEWHERE: OTHERS_CAME, STRANGERS: OTHERS_CAME, WRONG_CLOCK.whole(): WRONG_CLOCK}
APART = phrase(
    "Another server of this database has another data folder. Scripts, versions and pictures that are added at one are "
    "missing at the other: put WORKSHOP_DATA of all servers on one shared folder."
)
NOW = "SELECT extract(epoch FROM clock_timestamp())"
OTHERS = """SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid != %s
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
ALL = OTHERS.replace(" AND objid != %s", "")


class Taken(Exception):
    """The database is not to be had; the text says why and what to do."""


def claim(settings: Settings) -> object:
    """The claim: it holds for as long as the value is kept, at the longest until the process ends. Raises Taken."""
    scheme, _, path = settings.database_url.partition(":///")
    if scheme == "sqlite":
        return _patiently(lambda: lock(Path(path)))
    return _patiently(lambda: Together(settings))


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
        raise Taken(phrase(NO_LOCK, path=lock, why=error.strerror)) from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise Taken(phrase(ONE_SERVER, path=database)) from None
    return file


class Together:
    """A place among the servers of one PostgreSQL. It is lost when that restarts, and `renew` takes it anew."""

    def __init__(self, settings: Settings) -> None:
        self._url = _driver_url(settings)
        self._marks = marks_of(settings)
        self.trouble: Trouble | None = None
        self._held = self._take()

    def renew(self) -> None:
        """To be called now and then. Afterwards `trouble` says whether we cannot stand beside the others any more."""
        import psycopg2

        try:
            self.trouble = WRONG_CLOCK if _serve(self._held) > 1 and _is_off(self._held) else None
        except psycopg2.Error:
            self._take_anew()

    def close(self) -> None:
        self._held.close()

    def _take_anew(self) -> None:
        try:
            self._held.close()
            self._held = self._take()
            self.trouble = None
        except Taken as taken:
            self.trouble = AS_TROUBLE.get(str(taken))

    def _take(self) -> Any:
        """Without each other's keys two servers would ask every open poll anew, again and again. Raises Taken."""
        import psycopg2

        try:
            held = psycopg2.connect(self._url)
            held.autocommit = True
            with held.cursor() as cursor:
                for mark in self._marks.items():
                    cursor.execute("SELECT pg_advisory_lock_shared(%s, %s)", mark)
            unfit = next(unfit_beside(_serve(held) - 1, held, self._marks), None)
        except psycopg2.Error:
            raise Taken(NO_ANSWER) from None
        if unfit and unfit != APART:
            held.close()
            raise Taken(unfit)
        if unfit:
            log.warning(unfit)
        return held


def marks_of(settings: Settings) -> dict[int, int]:
    """What servers have in common that stand for one: for each of our locks a number."""
    secrets = hmac.new(settings.secret_key.encode(), settings.facilitator_key.encode(), "sha256").hexdigest()
    return {SERVERS: _place(settings), SECRETS: _number(secrets), FOLDERS: folder_mark(settings.data)}


def unfit_beside(others: int, held: Any, marks: dict[int, int]) -> Iterator[str]:
    """Why a server with these marks cannot stand beside so many others; the last one is for the log alone."""
    for locks, sentence in ((SERVERS, ELSEWHERE), (SECRETS, STRANGERS)):
        if _count(held, OTHERS, (locks, marks[locks])):
            yield sentence
    if others and _is_off(held):
        yield WRONG_CLOCK.whole()
    if _count(held, OTHERS, (FOLDERS, marks[FOLDERS])):
        yield APART


def unfit(settings: Settings) -> list[str]:
    """The same for `workshop doctor`, which serves nobody. Raises psycopg2.Error."""
    import psycopg2

    with contextlib.closing(psycopg2.connect(_driver_url(settings), connect_timeout=3)) as held:
        return list(unfit_beside(_serve(held), held, marks_of(settings)))


def _driver_url(settings: Settings) -> str:
    return settings.database_url.replace("+psycopg2", "", 1)


def _serve(held: Any) -> int:
    """How many servers of this database there are."""
    return _count(held, ALL, (SERVERS,))


def _count(held: Any, question: str, about: tuple[int, ...]) -> int:
    """How many hold one of these locks."""
    with held.cursor() as cursor:
        cursor.execute(question, about)
        return int(cursor.fetchone()[0])


def _is_off(held: Any) -> bool:
    """Whether our clock and PostgreSQL's differ by more than the question took, and CLOCKS."""
    begun = hub.now()
    with held.cursor() as cursor:
        cursor.execute(NOW)
        theirs = float(cursor.fetchone()[0])
    return not begun - CLOCKS < theirs < hub.now() + CLOCKS


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

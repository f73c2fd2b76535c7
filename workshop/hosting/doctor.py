"""`workshop doctor`: what this machine offers, in sentences, with what to do where something is missing."""

import platform
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from workshop.config import NothingThere, Settings
from workshop.engine.serving import connection_limit
from workshop.hosting import printing, proxy_sizes
from workshop.store import claim
from workshop.store.trouble import NO_ANSWER
from workshop.util.phrases import joined, marked, phrase

ROOM_NEEDED = 200_000_000  # bytes: a year of workshops fits, with its backups
CONNECTIONS_NEEDED = 1_000
FEW = marked("Room for {n} connections. Raise the limit on open files (ulimit -n)")
FOLDER = marked("Data folder {path} can be written, {free} MB free")
NOT_LOOKED = marked(
    "No server answers at {url}, so it was not looked whether a proxy compresses pages of one’s own. "
    "Start the server, then look again"
)
COMPRESSED = marked(
    "Pages of one’s own have one size, but something before the server compresses them: their sizes tell how much "
    "somebody wrote. Switch gzip (and brotli, zstd) off in it for this address"
)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, and whether it is as it should be."""

    good: bool
    text: str


def examine(settings: Settings) -> list[Finding]:
    """Everything that `workshop doctor` says about this machine and these settings."""
    return [*_machine(), *_folders(settings), *_services(settings), *_way(settings), *_printed(settings)]


def before_the_start(nothing: NothingThere) -> list[Finding]:
    """What can be said where no server ran so far; to look at a folder must not make one."""
    return [*_machine(), Finding(False, nothing.args[0])]


def _machine() -> Iterator[Finding]:
    yield Finding(True, f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    limit = connection_limit()
    enough = limit >= CONNECTIONS_NEEDED
    yield Finding(enough, phrase("Room for {n} connections", n=limit) if enough else phrase(FEW, n=limit))


def _folders(settings: Settings) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.data).free
    yield Finding(free >= ROOM_NEEDED, phrase(FOLDER, path=settings.data, free=free // 1_000_000))
    scripts = len(list(settings.sessions.glob("*.md")))
    yield Finding(scripts > 0, phrase("Scripts folder {path} holds {n}", path=settings.sessions, n=scripts))


def _keys(settings: Settings) -> Finding:
    from workshop.store.key_stores import keys_of

    trouble = keys_of(settings).trouble()
    if trouble:
        refused = [phrase("Anonymous polls cannot be opened.")] if trouble.blocks else []
        return Finding(False, joined(*refused, trouble.whole(title=False)))
    if settings.keys_in_redis:
        return Finding(True, phrase("Poll keys are in Redis, which keeps them in memory only"))
    return Finding(True, phrase("Poll keys are in memory, in {path}", path=settings.key_dir))


def _services(settings: Settings) -> Iterator[Finding]:
    if settings.database_url.startswith("postgresql"):
        yield from _postgres(settings)
    if settings.redis_url:
        yield _redis(settings.redis_url)
    yield _keys(settings)


def _way(settings: Settings) -> Iterator[Finding]:
    """The proxy before the server, if an address is set and the server runs."""
    if not settings.public_url:
        return
    trouble = proxy_sizes.undone(settings.public_url)
    if trouble is None:
        yield Finding(True, phrase(NOT_LOOKED, url=settings.public_url))
    elif trouble:
        yield Finding(False, phrase(COMPRESSED))
    else:
        yield Finding(True, phrase("Pages of one’s own have one size, also behind what is before the server"))


def _printed(settings: Settings) -> Iterator[Finding]:
    """The letters of PDFs, where PDFs are made: what scripts here need is to be mended, the rest is good to know."""
    yield from (Finding(not needed, text) for needed, text in printing.lacking(settings.sessions))


def _postgres(settings: Settings) -> Iterator[Finding]:
    import psycopg2

    try:
        found = claim.unfit(settings)
    except psycopg2.OperationalError:
        yield Finding(False, NO_ANSWER)
        return
    yield Finding(True, phrase("PostgreSQL answers"))
    yield from (Finding(False, each) for each in found)


def _redis(url: str) -> Finding:
    import redis

    try:
        with redis.Redis.from_url(url, socket_timeout=3, socket_connect_timeout=3) as client:
            client.ping()
    except redis.RedisError:
        return Finding(False, phrase("Redis does not answer. Look at WORKSHOP_REDIS_URL and its server."))
    return Finding(True, phrase("Redis answers"))

"""Copies of a PostgreSQL database through its own programs: `backup` is a dump, `restore` brings one back.

A dump is closed: what is deleted later stays in it, unlike in the backups of SQLite. Who has one is told so.
"""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.exc import OperationalError

from workshop.store import archive
from workshop.store.archive import Parts
from workshop.store.backup import purge
from workshop.store.database import Database, StoreUnavailable
from workshop.store.migrate import upgrade
from workshop.store.models import Base, SessionRow
from workshop.store.restore import Place, put_back, put_secrets, set_aside
from workshop.util.phrases import marked, phrase
from workshop.util.whole_files import BackupError, beside, draft_of

OTHER_KIND = phrase("This backup is of SQLite. Leave WORKSHOP_DATABASE_URL out to restore it into the data folder.")
NO_DUMP = marked("The file {path} is damaged, or no dump of PostgreSQL. Use another backup.")
NO_PROGRAM = marked("The program {program} is not here. Install postgresql-client, then try again.")
CONNECTED = phrase(
    "The server is running, or another program is connected to the database. Stop it first, then restore."
)
TABLES = [*Base.metadata.tables, "alembic_version"]
OTHERS = """SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid != pg_backend_pid() AND backend_type = 'client backend'"""
# Dropped first, so that a table which is newer than the dump is not in its way.
BEFORE = "".join(f'DROP TABLE IF EXISTS "{name}" CASCADE;\n' for name in TABLES)
# Browsers take the older state because of the new epoch. A dump leaves the search path empty.
AFTER = "\nRESET search_path;\nUPDATE session SET epoch = left(replace(gen_random_uuid()::text, '-', ''), 16);\n"
NAMES = {"dbname": "PGDATABASE", "connect_timeout": "PGCONNECT_TIMEOUT", "application_name": "PGAPPNAME"}


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """The database at `url`, whose server may be running. Raises StoreUnavailable where it does not answer."""
    engine = create_engine(url, hide_parameters=True)
    try:
        engine.connect().close()
        yield Database(engine)
    except OperationalError as error:
        raise StoreUnavailable from error
    finally:
        engine.dispose()


def backup(url: str, target: Path) -> None:
    """Write a whole, checked dump of our tables to `target`, also while the server runs."""
    with draft_of(target) as draft:
        tables = [f'--table="{name}"' for name in TABLES]
        _run(url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={draft}", *tables)
        check(draft)


def restore(url: str, source: Path, kept_in: Path, today: date) -> Path | None:
    """Put the dump `source` in the place of our tables, all of it or nothing; no server may be running.

    Sessions get new epochs, what is due is purged. The value is where that which was there is kept.
    """
    check(source)
    with opened(url) as database:
        there = _look(database)
    kept = kept_in / f"before-restore-{secrets.token_hex(3)}.dump" if there else None
    if kept:
        backup(url, kept)
    script = _run(url, "pg_restore", "--file=-", "--no-owner", "--no-privileges", str(source))
    quiet = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=terse", "--set=SHOW_CONTEXT=never")
    whole = BEFORE.encode() + script + AFTER.encode()
    _run(url, "psql", "--single-transaction", *quiet, "--output=/dev/null", "--file=-", send=whole)
    with opened(url) as database:
        upgrade(database.engine)
        database.write(lambda conn: purge(conn, today, None))
    return kept


def back_up(url: str, place: Place, target: Path, with_secrets: bool = False) -> None:
    """An archive of everything: a dump, the scripts and their media, on wish the secrets."""
    dump = beside(target).with_suffix(".dump")
    try:
        backup(url, dump)
        found = tuple(place.data / name for name in archive.SECRETS if (place.data / name).is_file())
        archive.pack(target, Parts(None, dump, place.parts(), found if with_secrets else ()))
    finally:
        dump.unlink(missing_ok=True)


def restore_from(url: str, source: Path, place: Place, today: date) -> tuple[Path | None, int]:
    """`restore` from a dump or an archive that holds one; where that is kept which was there, and how many scripts."""
    with archive.unpacked(source, place.data) as held:
        if held.database:
            raise BackupError(OTHER_KIND)
        if held.folders:
            set_aside(place, database=False)
        kept = restore(url, held.dump, place.backups, today) if held.dump else None
        put_secrets(held, place)
        return kept, put_back(held, place)


def check(path: Path) -> None:
    """Raise BackupError unless `path` is a dump of ours."""
    if not path.is_file():
        raise BackupError(phrase("There is no file {path}.", path=path))
    try:
        held = _run("", "pg_restore", "--list", str(path)).decode()
    except _Failed:
        raise BackupError(phrase(NO_DUMP, path=path)) from None
    if f" {SessionRow.__tablename__} " not in held:
        raise BackupError(phrase("The file {path} is not a database of Workshop.", path=path))


def dumps(folder: Path) -> list[Path]:
    """The dumps in a folder, bare or in an archive, oldest first."""
    archives = [path for path in folder.glob("*.zip") if archive.holds(path, archive.DUMP)]
    return sorted([*folder.glob("*.dump"), *archives], key=lambda path: path.stat().st_mtime)


def _look(database: Database) -> bool:
    """Whether our tables are there. Nobody else may be at them."""
    with database.read() as conn:
        if conn.execute(text(OTHERS)).scalar_one():
            raise BackupError(CONNECTED)
        return inspect(conn).has_table(SessionRow.__tablename__)


class _Failed(BackupError):
    """A program of PostgreSQL gave up."""


def _run(url: str, program: str, *args: str, send: bytes = b"") -> bytes:
    """What `program` writes. Where the database is, and its password, it reads from its environment."""
    found = shutil.which(program)
    if not found:
        raise BackupError(phrase(NO_PROGRAM, program=program))
    ask = [] if program == "pg_restore" else ["--no-password"]
    done = subprocess.run(  # noqa: S603 - no shell, and no words of others
        [found, *ask, *args], input=send, capture_output=True, env=os.environ | environment(url), check=False
    )
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or [phrase("it did not say why")]
        raise _Failed(phrase("{program} could not finish, nothing was changed: {why}", program=program, why=why[0]))
    return done.stdout


def environment(url: str) -> dict[str, str]:
    """The address in the variables that every program of PostgreSQL reads; a list of processes shows none."""
    if not url:
        return {}
    _, given = create_engine(url).dialect.create_connect_args(make_url(url))
    return {NAMES.get(name, f"PG{name.replace('_', '').upper()}"): str(value) for name, value in given.items()}

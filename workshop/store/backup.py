"""Copies of the database that can be trusted, and deletion that leaves nothing: here and in the copies."""

import json
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Text, cast, create_engine, delete, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from workshop import engine as hub
from workshop.store import archive, group_answers, leftovers, places, security_events
from workshop.store.ballots import poll_id
from workshop.store.database import SQLITE_POOL, Database, StoreUnavailable, prepare
from workshop.store.keys import KeyStore
from workshop.store.migrate import TooNew, refuse_newer, upgrade
from workshop.store.models import BallotRow, PollRow, SessionRow
from workshop.util.phrases import marked, phrase
from workshop.util.setting_values import NO_DATABASE
from workshop.util.whole_files import BackupError, draft_of, make_empty

log = logging.getLogger("workshop.store")
GRACE = timedelta(days=2)  # a session in which people are on its last day is not taken from under them
UNREADABLE = marked("The file {path} cannot be read ({why}). Look at the owner of its folder.")
AMISS = {
    "damaged": marked("The file {path} is damaged."),
    "not ours": marked("The file {path} is empty or not a database of Workshop."),
}
_changing = threading.Lock()  # two who write one archive anew would undo each other's work


# Copies


def backup(database: Database, target: Path) -> None:
    """Write a whole, checked copy to `target`: all that was committed before, and nothing half done."""
    with draft_of(target) as draft:
        database.copy(str(draft))
        hub.in_thread(check, draft)


@contextmanager
def open_for_copying(path: Path) -> Iterator[Database]:
    """The database of a server that may be running: opened so that nothing in it can be changed."""
    if not path.exists():
        raise BackupError(phrase(NO_DATABASE, path=path))

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)
    try:
        yield Database(engine)
    finally:
        engine.dispose()


def check(path: Path) -> None:
    """Raise BackupError unless `path` is a sound database of ours, no newer than this program."""
    if not path.is_file():
        raise BackupError(phrase("There is no file {path}.", path=path))
    amiss = damage(path)
    if amiss:
        raise BackupError(phrase(AMISS[amiss], path=path))


def damage(path: Path) -> str:
    """What is wrong with the file of a database, as `AMISS` names it; "" where it is sound and ours.

    Raises BackupError where it cannot be looked at, or was written by a newer version.
    """
    try:
        with closing(_read_only(path)) as held:
            sound = held.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            tables = {name for (name,) in held.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            revisions = held.execute("SELECT version_num FROM alembic_version") if "alembic_version" in tables else ()
            known = {name for (name,) in revisions}
    except sqlite3.OperationalError as error:
        if str(error).startswith(("unable to open", "database is locked")):
            raise BackupError(phrase(UNREADABLE, path=path, why=error)) from None
        return "damaged"
    except sqlite3.DatabaseError:
        return "damaged"
    try:
        refuse_newer(known)
    except TooNew as error:
        raise BackupError(*error.args) from None
    if not sound:
        return "damaged"
    return "" if SessionRow.__tablename__ in tables else "not ours"


def alone(path: Path) -> bool:
    """Whether no other process has the SQLite database `path` open. Nobody can hold what is no database any more."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as held:
        try:
            held.execute("PRAGMA locking_mode=EXCLUSIVE")
            held.execute("BEGIN EXCLUSIVE")
            held.execute("SELECT count(*) FROM sqlite_master")
            held.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            return "locked" not in str(error)
        except sqlite3.DatabaseError:
            return True
    return True


def copies(folder: Path) -> list[Path]:
    """The backups of an SQLite database in a folder, newest first: archives, and bare databases."""
    archives = [path for path in folder.glob("*.zip") if archive.holds(path, archive.DATABASE)]
    return sorted([*folder.glob("*.db"), *archives], key=lambda path: path.stat().st_mtime, reverse=True)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0)


def copy_into(source: Path, draft: Path) -> None:
    """Through SQLite, so that a WAL beside the source is not forgotten. Raises sqlite3.DatabaseError."""
    make_empty(draft)
    with closing(_read_only(source)) as held:
        held.execute("VACUUM INTO ?", (str(draft),))


# Deletion


def purge(conn: Connection, today: date, keys: KeyStore | None) -> int:
    """Delete the sessions whose day has come, and the keys of their polls; how many. `keys` None: in a backup.

    Nothing is left once `database.tidy()` has followed. Raises StoreUnavailable where the keys are out of reach.
    """
    sessions = _due(conn, today)
    for session_id in sessions:
        polls, _ = _remove(conn, session_id)
        if keys:
            _destroy(keys, polls)
    return len(sessions)


def _due(conn: Connection, today: date) -> list[str]:
    """Each state as it stands there: one that is damaged keeps nothing else from going."""
    day = SessionRow.delete_on
    columns = (SessionRow.id, SessionRow.phase, day > today - GRACE, cast(SessionRow.state, Text))
    rows = conn.execute(select(*columns).where(day <= today)).all()
    return [id_ for id_, phase, waits, state in rows if not (waits and phase == "live" and _moved_lately(state, today))]


def _moved_lately(state: str, today: date) -> bool:
    """Today or yesterday, so that people may be in it. Most that are live on their day were never ended."""
    try:
        moved = max(visit["at"] for visit in json.loads(state)["visits"])
        return date.fromtimestamp(moved) >= today - timedelta(days=1)
    except (ValueError, TypeError, LookupError, OverflowError):
        return True


def remove_all(conn: Connection, keys: KeyStore, session_id: str) -> bool:
    """Delete a session and all that belongs to it. Nothing is left once `database.tidy()` has followed."""
    polls, found = _remove(conn, session_id)
    _destroy(keys, polls)
    return found


def _destroy(keys: KeyStore, polls: list[bytes]) -> None:
    for poll in keys.all().intersection(polls):  # most have none any more
        keys.destroy(poll)


def _remove(conn: Connection, session_id: str) -> tuple[list[bytes], bool]:
    """The polls it had, and whether it was there. Ballots know no session, so they go by their poll's id."""
    rows = conn.execute(select(PollRow.step, PollRow.epoch).where(PollRow.session == session_id))
    polls = [poll_id(session_id, step, epoch) for step, epoch in rows]
    conn.execute(delete(BallotRow).where(BallotRow.poll.in_(polls)))
    return polls, conn.execute(delete(SessionRow).where(SessionRow.id == session_id)).rowcount == 1


def purge_everywhere(database: Database, keys: KeyStore, folder: Path, today: date) -> int:
    """Purge the database and every backup in `folder`; the number of sessions deleted from the database."""
    count = database.write(lambda conn: purge(conn, today, keys))
    if count:
        database.tidy()
    database.write(lambda conn: security_events.forget_old(conn, today))
    database.write(lambda conn: places.forget_old_sign_ins(conn, today))
    in_copies(copies(folder), lambda conn: purge(conn, today, None) + security_events.forget_old(conn, today))
    leftovers.remove([folder, folder.parent, *_folder_of(database)])
    return count


def _folder_of(database: Database) -> list[Path]:
    """Where SQLite's file lies, if it is one."""
    url = database.engine.url
    return [Path(url.database).parent] if url.database and url.get_backend_name() == "sqlite" else []


def forget_in_backups(folder: Path, session_id: str) -> None:
    """A deleted session goes from the backups too."""
    in_copies(copies(folder), lambda conn: _remove(conn, session_id)[1])


def forget_labels_in_backups(folder: Path, session_id: str) -> None:
    """A workshop has ended: what decided its groups goes from the backups too."""
    in_copies(copies(folder), lambda conn: group_answers.forget_in_copy(conn, session_id))


def forget_old_labels(database: Database, folder: Path) -> None:
    """Version 0.1.0 kept them in the groups of workshops that are over: they go now, from the backups too."""
    with database.read() as conn:
        ended = conn.execute(select(SessionRow.id).where(SessionRow.phase == "ended")).scalars().all()
    labelled = [id_ for id_ in ended if database.write(partial(group_answers.forget_in_copy, session_id=id_))]
    for id_ in labelled:
        forget_labels_in_backups(folder, id_)
    if labelled:
        database.tidy()


def in_copies(paths: Iterable[Path], job: Callable[[Connection], object]) -> None:
    """Run `job` on databases that no server has open; one in which it changed something is written anew.

    One that is damaged keeps nobody from the others.
    """
    for path in paths:
        try:
            if archive.is_archive(path):
                _in_archive(path, job)
            else:
                _in_copy(path, job)
        except (DatabaseError, StoreUnavailable, BackupError, OSError):
            log.warning("The backup %s is damaged or in use: nothing was changed in it. Delete it yourself.", path.name)


def _in_archive(path: Path, job: Callable[[Connection], object]) -> None:
    with _changing, archive.unpacked(path, path.parent) as held:
        if held.database and _in_copy(held.database, job):
            hub.in_thread(archive.replace_database, path, held.database)


def _in_copy(path: Path, job: Callable[[Connection], object]) -> bool:
    """Left at the revision it has, so that the version of Workshop which wrote it can still read it."""
    with open_to_change(path, upgraded=False) as copy:
        changed = bool(copy.write(job))
        if changed:
            copy.tidy()
    return changed


@contextmanager
def open_to_change(path: Path, upgraded: bool = True) -> Iterator[Database]:
    """A database that no server has open, brought up to date."""
    engine = create_engine(f"sqlite:///{path}", **SQLITE_POOL)
    prepare(engine)
    try:
        if upgraded:
            upgrade(engine)
        yield Database(engine)
    finally:
        engine.dispose()

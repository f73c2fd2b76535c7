"""Copies of the database that can be trusted, and deletion that leaves nothing: here and in the copies."""

import logging
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection, and_, create_engine, delete, or_, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from workshop import engine as hub
from workshop.store.ballots import poll_id
from workshop.store.database import SQLITE_POOL, Database, StoreUnavailable, prepare
from workshop.store.keys import KeyStore
from workshop.store.migrate import upgrade
from workshop.store.models import BallotRow, PollRow, SessionRow

log = logging.getLogger("workshop.store")
GRACE = timedelta(days=2)  # a session that is live on its last day is not taken from under its people


class BackupError(Exception):
    """A copy cannot be made or used; the text says why and what to do."""


# Copies


def backup(database: Database, target: Path) -> None:
    """Write a whole, checked copy to `target`: all that was committed before, and nothing half done."""
    with draft_of(target) as draft:
        database.copy(str(draft))
        hub.in_thread(check, draft)


@contextmanager
def draft_of(target: Path) -> Iterator[Path]:
    """An empty private file beside `target`, which must not exist. It gets that name where all goes well."""
    if target.exists():
        raise BackupError(f"There is a file {target} already. Name another.")
    draft = _beside(target)
    try:
        _make_empty(draft)
        yield draft
        _put_in_place(draft, target)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def open_for_copying(path: Path) -> Iterator[Database]:
    """The database of a server that may be running: opened so that nothing in it can be changed."""
    if not path.exists():
        raise BackupError(f"There is no database {path} yet. Start the server once, or name its folder.")

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)
    try:
        yield Database(engine)
    finally:
        engine.dispose()


def restore(source: Path, target: Path) -> None:
    """Put the copy `source` in the place of the database `target`, whose server must not be running.

    What was there is kept among the backups. Sessions get new epochs, so that browsers take the older state.
    """
    check(source)
    if target.exists() and not alone(target):
        raise BackupError("The server is running. Stop it first, then restore.")
    draft = _beside(target)
    try:
        _copy_into(source, draft)
        _new_epochs(draft)
        if target.exists():
            _set_aside(target)
        _put_in_place(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def check(path: Path) -> None:
    """Raise BackupError unless `path` is a sound database of ours."""
    if not path.is_file():
        raise BackupError(f"There is no file {path}.")
    try:
        with closing(_read_only(path)) as held:
            sound = held.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            tables = {name for (name,) in held.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError:
        sound, tables = False, set()
    if not sound:
        raise BackupError(f"The file {path} is damaged. Use another backup: {_newest(path.parent, path)}.")
    if SessionRow.__tablename__ not in tables:
        raise BackupError(f"The file {path} is not a database of Workshop.")


def alone(path: Path) -> bool:
    """Whether no other process has the SQLite database `path` open."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as held:
        held.execute("PRAGMA locking_mode=EXCLUSIVE")
        try:
            held.execute("BEGIN EXCLUSIVE")
            held.execute("SELECT count(*) FROM sqlite_master")
            held.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return False
    return True


def copies(folder: Path) -> list[Path]:
    """The backups in a folder, newest first."""
    return sorted(folder.glob("*.db"), key=lambda path: path.stat().st_mtime, reverse=True)


def _newest(folder: Path, but: Path) -> str:
    others = [path for place in (folder, folder / "backups") for path in copies(place) if path != but]
    newest = max(others, key=lambda path: path.stat().st_mtime, default=None)
    return f"the newest here is {newest.relative_to(folder)}" if newest else "there is none in this folder"


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0)


def _copy_into(source: Path, draft: Path) -> None:
    """Through SQLite, so that a WAL beside the source is not forgotten."""
    _make_empty(draft)
    with closing(_read_only(source)) as held:
        held.execute("VACUUM INTO ?", (str(draft),))


def _new_epochs(path: Path) -> None:
    with closing(sqlite3.connect(path)) as held, held:
        for (session,) in held.execute("SELECT id FROM session").fetchall():
            held.execute("UPDATE session SET epoch = ? WHERE id = ?", (secrets.token_hex(8), session))


def _set_aside(target: Path) -> None:
    folder = target.parent / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    _copy_into(target, folder / f"before-restore-{secrets.token_hex(3)}.db")
    for path in (target, *(target.with_name(target.name + end) for end in ("-wal", "-shm"))):
        path.unlink(missing_ok=True)


def _make_empty(draft: Path) -> None:
    """SQLite fills an empty file, and leaves it as private as it was."""
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}")


def _put_in_place(draft: Path, target: Path) -> None:
    """Only what is safely on the disk gets its name."""
    _sync(draft)
    draft.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# Deletion


def purge(conn: Connection, today: date, keys: KeyStore | None) -> int:
    """Delete the sessions whose day has come, and the keys of their polls; how many. `keys` None: in a backup.

    Nothing is left once `database.tidy()` has followed. Raises StoreUnavailable where the keys are out of reach.
    """
    day = SessionRow.delete_on
    due = or_(and_(day <= today, SessionRow.phase != "live"), day <= today - GRACE)
    sessions = conn.execute(select(SessionRow.id).where(due)).scalars().all()
    for session_id in sessions:
        polls, _ = _remove(conn, session_id)
        if keys:
            _destroy(keys, polls)
    return len(sessions)


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
    in_copies(copies(folder), lambda conn: purge(conn, today, None))
    return count


def forget_in_backups(folder: Path, session_id: str) -> None:
    """A deleted session goes from the backups too."""
    in_copies(copies(folder), lambda conn: _remove(conn, session_id)[1])


def in_copies(paths: Iterable[Path], job: Callable[[Connection], object]) -> None:
    """Run `job` on databases that no server has open; one in which it changed something is written anew.

    One that is damaged keeps nobody from the others.
    """
    for path in paths:
        try:
            with open_to_change(path) as copy:
                if copy.write(job):
                    copy.tidy()
        except (DatabaseError, StoreUnavailable):
            log.warning("The backup %s is damaged or in use: nothing was changed in it. Delete it yourself.", path.name)


@contextmanager
def open_to_change(path: Path) -> Iterator[Database]:
    """A database that no server has open, brought up to date."""
    engine = create_engine(f"sqlite:///{path}", **SQLITE_POOL)
    prepare(engine)
    try:
        upgrade(engine)
        yield Database(engine)
    finally:
        engine.dispose()

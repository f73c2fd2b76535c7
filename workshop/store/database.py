"""The database and its one writer: jobs queue, one transaction commits the batch, then all are answered."""

import collections
import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from workshop import engine as hub
from workshop.store import sql, trouble
from workshop.store.trouble import Trouble

log = logging.getLogger("workshop.store")
T = TypeVar("T")
BATCH = 128  # jobs a transaction: some 10 ms in which nobody else is served
FRESH = 2.0  # seconds for which a commit shows that the next one would work too
RETRY_SECONDS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6)

# One connection a process: SQLite before 3.51.3 can corrupt a WAL that two connections reset at once,
# and a pool of several froze a server of greenlets. Nothing may yield while it is held.
SQLITE_POOL = {"pool_size": 1, "max_overflow": 0, "pool_timeout": 30}


class StoreUnavailable(Exception):
    """The database cannot take this now (locked, full, gone): nothing was kept, try again later."""


def prepare(engine: Engine) -> None:
    """Set up an SQLite engine: WAL, full syncs, deleted bytes overwritten, explicit BEGIN."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _pragmas)
        event.listen(engine, "begin", _begin)


def _begin(conn: Connection) -> None:
    """Reads take no lock, so that another process (a backup) cannot refuse them."""
    reading = conn.get_execution_options().get("reading", False)
    conn.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _pragmas(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "busy_timeout=0",
    ):
        connection.execute(f"PRAGMA {pragma}")


class Database:
    """Reads at once, writes in batches. Jobs and reads are functions of a Connection and never yield."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._queue: collections.deque[tuple[Callable[[Connection], Any], Any]] = collections.deque()
        self._writing = False
        self._lock = threading.Lock()  # held for a moment, for servers on real threads
        self.trouble: Trouble | None = None  # why nothing can be saved just now
        self._saved_at = float("-inf")
        self._probing = False

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        try:
            with self.engine.connect() as connection, connection.execution_options(reading=True).begin():
                yield connection
        except OperationalError as error:
            self._noticed(trouble.of_database(error.orig))
            raise StoreUnavailable from error
        except NoConnection as error:
            raise StoreUnavailable from error

    def write(self, job: Callable[[Connection], T]) -> T:
        """The value of `job` once it is committed. What the job raises undoes that job alone.

        Raises StoreUnavailable where the batch could not be committed.
        """
        done = hub.Event()
        with self._lock:
            self._queue.append((job, done))
            idle, self._writing = not self._writing, True
        if idle:
            hub.spawn(self._drain)
        failed, value = done.wait()
        if failed:
            raise value
        return value  # type: ignore[no-any-return]

    def _drain(self) -> None:
        while batch := self._next_batch():
            for (_, done), outcome in zip(batch, self._commit([job for job, _ in batch]), strict=True):
                done.send(outcome)
            hub.sleep(0)  # whoever was answered goes on before the next batch

    def _next_batch(self) -> list[tuple[Callable[[Connection], Any], Any]]:
        with self._lock:
            batch = [self._queue.popleft() for _ in range(min(len(self._queue), BATCH))]
            self._writing = bool(batch)
            return batch

    def _commit(self, jobs: list[Callable[[Connection], Any]]) -> list[tuple[bool, Any]]:
        for wait in (*RETRY_SECONDS, None):
            try:
                with self.engine.begin() as connection:
                    outcomes = [self._run(connection, job) for job in jobs]
                    sql.commit(connection)
                self._noticed(None)
                return outcomes
            except SQLAlchemyError as error:
                if wait is None or not isinstance(error, OperationalError) or not _passing(error):
                    self._noticed(trouble.of_database(getattr(error, "orig", error)))
                    return [(True, StoreUnavailable()) for _ in jobs]
                hub.sleep(wait)
        raise AssertionError("unreachable")

    def _run(self, connection: Connection, job: Callable[[Connection], Any]) -> tuple[bool, Any]:
        sql.run(connection, "SAVEPOINT job")
        try:
            outcome = False, job(connection)
        except IntegrityError as error:
            outcome = _undone(connection, error)
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001 - handed to whoever asked, nothing is swallowed
            outcome = _undone(connection, error)
        sql.run(connection, "RELEASE SAVEPOINT job")
        return outcome

    def _noticed(self, found: Trouble | None) -> None:
        """One line in the log when something goes wrong, and one when it is well again."""
        before, self.trouble = self.trouble, found
        self._saved_at = self._saved_at if found else time.monotonic()
        if found and found != before:
            log.warning("%s %s %s", found.title, found.what, found.cure)
        elif before and not found:
            log.info("The database can be written to again.")

    def probe(self) -> Trouble | None:
        """Find out by a small write whether something can be saved; what is amiss otherwise.

        Monitors, and whoever plays one, may ask as often as they like: what was saved just now is answer enough.
        """
        if not self._probing and (self.trouble or time.monotonic() - self._saved_at > FRESH):
            self._probing = True
            with contextlib.suppress(StoreUnavailable):
                self.write(lambda conn: conn.exec_driver_sql("UPDATE alembic_version SET version_num = version_num"))
            self._probing = False
        return self.trouble

    def checkpoint(self) -> None:
        """Empty the WAL, so that deleted rows are on the disk no more."""
        self._outside_transaction("PRAGMA wal_checkpoint(TRUNCATE)")

    def tidy(self) -> None:
        """Write the file anew in the order of its keys: pages otherwise keep the order in which rows came."""
        self._outside_transaction("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")

    def copy(self, target: str) -> None:
        """Write a whole, consistent copy to `target`, which must not exist."""
        self._outside_transaction("VACUUM INTO ?", values=(target,))

    def _outside_transaction(self, *statements: str, values: tuple[str, ...] = ()) -> None:
        """Run these on the one SQLite connection, in a thread: others wait for it, but the hub does not."""
        if self.engine.dialect.name != "sqlite":
            return
        held = self.engine.raw_connection()
        try:
            for statement in statements:
                hub.in_thread(_execute, held.driver_connection, statement, values)
        except sqlite3.OperationalError as error:
            raise StoreUnavailable from error
        finally:
            held.close()


def _undone(connection: Connection, error: Exception) -> tuple[bool, Exception]:
    sql.run(connection, "ROLLBACK TO SAVEPOINT job")
    return True, error


def _execute(connection: sqlite3.Connection, statement: str, values: tuple[str, ...]) -> None:
    connection.execute(statement, values).fetchall()


def _passing(error: OperationalError) -> bool:
    """Somebody else holds a lock, or two batches (of several processes) wait for each other."""
    return any(word in str(error.orig) for word in ("locked", "busy", "deadlock"))

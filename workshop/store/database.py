"""The database: reads at once, writes through its one writer, upkeep outside of transactions."""

import contextlib
import logging
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from workshop import engine as hub
from workshop.store import sql, trouble
from workshop.store.holders import Holder
from workshop.store.rows import Rows
from workshop.store.trouble import Trouble
from workshop.store.writer import StoreUnavailable, Writer

__all__ = ["SQLITE_POOL", "Database", "StoreUnavailable", "prepare"]

log = logging.getLogger("workshop.store")
T = TypeVar("T")
EMPTY = "PRAGMA wal_checkpoint(TRUNCATE)"
FRESH = 2.0  # seconds for which a commit shows that the next one would work too

# One connection a process: SQLite before 3.51.3 can corrupt a WAL that two connections reset at once,
# and a pool of several froze a server of greenlets. Nothing may yield while it is held.
SQLITE_POOL = {"pool_size": 1, "max_overflow": 0, "pool_timeout": 30}


def prepare(engine: Engine) -> None:
    """Set up an SQLite engine: WAL, full syncs, deleted bytes overwritten, explicit BEGIN."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _pragmas)
        event.listen(engine, "connect", partial(_put_aside_beside, engine.url.database))
        event.listen(engine, "begin", _begin)


def _put_aside_beside(database: str | None, connection: sqlite3.Connection, _record: Any) -> None:
    """What SQLite has no room for in memory, texts that it sorts and a whole copy while it tidies, lies for a moment on
    the disk of the data, which may be sealed, and on no other. It holds for the process: the first database says so."""
    said = connection.execute("PRAGMA temp_store_directory").fetchone()
    if database and not (said and said[0]):
        folder = str(Path(database).absolute().parent).replace("'", "''")
        with contextlib.suppress(sqlite3.OperationalError):  # nobody may write there: that is told elsewhere
            connection.execute(f"PRAGMA temp_store_directory = '{folder}'")


def _begin(conn: Connection) -> None:
    """Reads take no lock, so that another process (a backup) cannot refuse them."""
    reading = conn.get_execution_options().get("reading", False)
    sql.run(conn, "BEGIN" if reading else "BEGIN IMMEDIATE")


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
        self._in_line: deque[None] = deque()  # one for each who waits to read
        self._writer = Writer(engine, self._noticed, self._in_line)
        self._rows = Rows(self._bare)
        self.trouble: Trouble | None = None  # why nothing can be saved just now
        self._saved_at = float("-inf")
        self._probing = False
        self._asked = self._emptied = 0  # how often the WAL was to be emptied, and up to which of these it has been

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        with (
            self._or_unavailable(),
            self._in_turn(self.engine.connect) as connection,
            connection.execution_options(reading=True).begin(),
        ):
            yield connection

    def row(self, statement: str, key: Any) -> tuple[Any, ...] | None:
        """The row of this key, in one SELECT for all who ask in the same moment: where a crowd comes. It needs no
        transaction. `statement`: as `sql.by_key` takes it."""
        return self._rows.first(statement, key)

    @contextlib.contextmanager
    def _bare(self) -> Iterator[Callable[[str, Collection[Any]], dict[Any, tuple[Any, ...]]]]:
        with self._or_unavailable():
            held = self._in_turn(self.engine.raw_connection)
            try:
                yield partial(sql.by_key, held.driver_connection, self.engine.dialect)
            finally:
                held.close()

    @contextlib.contextmanager
    def _or_unavailable(self) -> Iterator[None]:
        """A database that does not answer is waited for; what else it complains of is a bug of ours."""
        try:
            yield
        except NoConnection as error:
            raise StoreUnavailable from error
        except DBAPIError as error:
            if not self._is_away(error):
                raise
            self._noticed(trouble.of_database(error.orig))
            raise StoreUnavailable from error

    def _is_away(self, error: DBAPIError) -> bool:
        """PostgreSQL that goes in the middle of a read says so once more, in other words, when the read ends."""
        gone = isinstance(error, InterfaceError) and self.engine.dialect.name != "sqlite"
        return isinstance(error, OperationalError) or error.connection_invalidated or gone

    def _in_turn(self, connect: Callable[[], T]) -> T:
        self._in_line.append(None)
        try:
            return connect()
        finally:
            self._in_line.pop()

    def write(self, job: Callable[[Connection], T], whose: Holder | None = None) -> T:
        """The value of `job` once it is committed, in one batch with others. See `Writer.write`."""
        return self._writer.write(job, whose)

    @property
    def waiting(self) -> int:
        """Jobs that the writer has not begun."""
        return self._writer.waiting

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
        """Empty the WAL, so that deleted rows are on the disk no more. Of many who ask at once one does it for all.

        While another program reads, a backup or the audit, it stays as it is: upkeep empties it a little later.
        """
        self._asked = mine = self._asked + 1
        self._outside_transaction(EMPTY, unless=lambda: self._emptied >= mine)

    def tidy(self) -> None:
        """Write the file anew in the order of its keys: pages otherwise keep the order in which rows came."""
        self._outside_transaction("VACUUM", EMPTY)

    def copy(self, target: str) -> None:
        """Write a whole, consistent copy to `target`, which must not exist."""
        self._outside_transaction("VACUUM INTO ?", values=(target,))

    def _outside_transaction(
        self, *statements: str, values: tuple[str, ...] = (), unless: Callable[[], bool] = lambda: False
    ) -> None:
        """Run these on the one SQLite connection, in a thread: others wait for it, but the hub does not."""
        if self.engine.dialect.name != "sqlite":
            return
        held = self.engine.raw_connection()
        try:
            if unless():
                return
            for statement in statements:
                asked = self._asked
                hub.in_thread(_execute, held.driver_connection, statement, values)
                self._emptied = asked if statement == EMPTY else self._emptied
        except sqlite3.OperationalError as error:
            raise StoreUnavailable from error
        finally:
            held.close()


def _execute(connection: sqlite3.Connection, statement: str, values: tuple[str, ...]) -> None:
    connection.execute(statement, values).fetchall()

"""SQL below the ORM: the driver itself, for what happens a thousand times a second, and inserts that may find a row."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from workshop import engine as hub
from workshop.store.models import Base


def run(conn: Connection, sql: str, *values: Any) -> Any:
    """A cursor after `sql`, in the transaction that `conn` is in. A tenth of the time that SQLAlchemy takes."""
    return _execute(conn.connection.driver_connection, conn.dialect, sql, values)


def by_key(connection: Any, dialect: Dialect, sql: str, keys: Collection[Any]) -> dict[Any, tuple[Any, ...]]:
    """What `sql` finds for these keys, on a connection of the driver itself.

    Its last word is IN, and the first column is the key, which is left out of the rows. They are asked for in the order
    of the keys: no log tells in which one they came.
    """
    rows = _execute(connection, dialect, f"{sql} ({', '.join('?' * len(keys))})", tuple(sorted(keys)))
    return {_plain(key): tuple(row) for key, *row in rows}


def _plain(key: Any) -> Any:
    return bytes(key) if isinstance(key, memoryview) else key


def _execute(connection: Any, dialect: Dialect, sql: str, values: tuple[Any, ...]) -> Any:
    try:
        cursor = connection.cursor()
        cursor.execute(sql if dialect.name == "sqlite" else sql.replace("?", "%s"), values)
    except dialect.loaded_dbapi.Error as error:
        raise _translated(dialect, error, sql) from None
    return cursor


def commit(conn: Connection) -> None:
    """Commit in a thread, so that a slow disk holds up those who wait for it, and nobody else."""
    try:
        hub.in_thread(conn.connection.driver_connection.commit)  # type: ignore[union-attr]
    except conn.dialect.loaded_dbapi.Error as error:
        raise _translated(conn.dialect, error, "COMMIT") from None


def _translated(dialect: Dialect, error: Exception, sql: str) -> BaseException:
    base = dialect.loaded_dbapi.Error
    return DBAPIError.instance(sql, None, error, base, hide_parameters=True, dialect=dialect)


def _insert(dialect: str) -> Any:
    if dialect == "sqlite":
        return sqlite.insert
    from sqlalchemy.dialects import postgresql  # read only where it is spoken

    return postgresql.insert


def insert_new(conn: Connection, table: type[Base], **values: Any) -> bool:
    """False where a row with this key exists; it stays as it is."""
    insert = _insert(conn.dialect.name)
    done = conn.execute(insert(table.__table__).values(**values).on_conflict_do_nothing())
    return bool(done.rowcount == 1)

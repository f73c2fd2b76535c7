"""Insert a row unless it is there already."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from workshop.store.models import Base

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_new(conn: Connection, table: type[Base], **values: Any) -> bool:
    """False where a row with this key exists; it stays as it is."""
    insert = _INSERT[conn.dialect.name]
    done = conn.execute(insert(table.__table__).values(**values).on_conflict_do_nothing())
    return bool(done.rowcount == 1)

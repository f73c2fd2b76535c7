"""Rows written anew in an order of chance: where they lie in a page tells in which order people wrote them."""

import secrets
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Table, delete, insert, select

Row = dict[str, Any]


def mix(conn: Connection, table: FromClause, *where: ColumnElement[bool], change: Callable[[Row], Row] = dict) -> None:
    """Take these rows out and put them back, each as `change` makes it."""
    assert isinstance(table, Table)
    rows = [change({**row}) for row in conn.execute(select(table).where(*where)).mappings()]
    if rows:
        secrets.SystemRandom().shuffle(rows)
        conn.execute(delete(table).where(*where))
        conn.execute(insert(table), rows)

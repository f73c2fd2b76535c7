"""Rows written anew in an order of chance: where they lie in a page tells in which order people wrote them."""

import secrets
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Table, delete, insert

Row = dict[str, Any]


def mix(conn: Connection, table: FromClause, *where: ColumnElement[bool], change: Callable[[Row], Row] = dict) -> None:
    """Take these rows out and put them back, each as `change` makes it: in one step, so that none slips in between."""
    assert isinstance(table, Table)
    taken = conn.execute(delete(table).where(*where).returning(table)).mappings()
    rows = [change({**row}) for row in taken]
    if rows:
        secrets.SystemRandom().shuffle(rows)
        conn.execute(insert(table), rows)

"""Which boxes have let out their first texts for the facilitators, also where versions before did not write it down.

It stands beside the texts since a lot of one may come only as the first. Boxes that were emptied before left no trace.
"""

import secrets
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

HAD, TEAM = "had", "facilitators"
NOT_OUT = ("held", "held waiting", "held kept back")
Box = tuple[str, str, str]  # session, step, field

COLUMNS = ("id", "session", "step", "field", "sees", "shown", "name", "text", "group")
shared = sa.table("shared", *map(sa.column, COLUMNS))
session = sa.table("session", sa.column("id"), sa.column("state", sa.JSON()))


def upgrade() -> None:
    bare = {"sees": TEAM, "shown": HAD, "name": "", "text": "", "group": ""}
    boxes = sorted({*_told(), *_remembered()} - {*_boxes(shared.c.shown == HAD)})
    rows = [{"id": secrets.token_hex(16), "session": of, "step": step, "field": field} for of, step, field in boxes]
    op.bulk_insert(shared, [{**row, **bare} for row in rows])


def _told() -> Iterator[Box]:
    """Whose texts the facilitators can read have let some out."""
    yield from _boxes(shared.c.shown.not_in(NOT_OUT))


def _boxes(where: "sa.ColumnElement[bool]") -> Iterator[Box]:
    box = sa.select(shared.c.session, shared.c.step, shared.c.field).distinct()
    yield from map(tuple, op.get_bind().execute(box.where(shared.c.sees == TEAM, where)))


def _remembered() -> Iterator[Box]:
    """For some days of 2026 it stood in the state of the session."""
    known = sa.cast(session.c.state, sa.Text).like("%first_lots%")
    for of, state in op.get_bind().execute(sa.select(session.c.id, session.c.state).where(known)):
        yield from ((of, step, field) for step, field in state.get("first_lots", ()))


def downgrade() -> None:
    """What was written down harms no version before."""

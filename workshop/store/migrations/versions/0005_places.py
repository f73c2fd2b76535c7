"""Places: everybody who leads has one. What was there before belongs to the first."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    place = op.create_table(
        "place",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_place"),
    )
    op.bulk_insert(place, [{"id": "first", "name": "The first place", "role": "host", "suspended": False}])
    _of_a_place("place_link", sa.Column("until", sa.Date(), nullable=False))
    _of_a_place(
        "place_browser",
        sa.Column("label", sa.String(80), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
    )
    op.add_column("session", sa.Column("place", sa.String(16), nullable=False, server_default="first"))
    op.create_index("ix_session_place", "session", ["place"])


def _of_a_place(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("hash", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["place"], ["place.id"], name=f"fk_{name}_place", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index(f"ix_{name}_place", name, ["place"])


def downgrade() -> None:
    op.drop_index("ix_session_place", "session")
    op.drop_column("session", "place")
    for name in ("place_browser", "place_link", "place"):
        op.drop_table(name)

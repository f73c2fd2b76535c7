"""Keys for the programs of a place, and what was done by those who lead."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "api_key",
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("scopes", sa.String(200), nullable=False),
        sa.Column("mark", sa.String(32), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("hash", name="pk_api_key"),
        sa.ForeignKeyConstraint(["place"], ["place.id"], name="fk_api_key_place", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_api_key_place", "api_key", ["place"])
    op.create_table(
        "security_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.String(24), nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("about", sa.String(200), nullable=False),
        sa.Column("session", sa.String(16), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("id", name="pk_security_event"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_security_event_session", ondelete="SET NULL"),
    )
    op.create_index("ix_security_event_place", "security_event", ["place"])


def downgrade() -> None:
    op.drop_table("security_event")
    op.drop_table("api_key")

"""Passkeys of those who lead, and who they are at their organisation's door."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.LargeBinary(1024), nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("uses", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("mark", sa.String(32), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
        sa.ForeignKeyConstraint(["place"], ["place.id"], name="fk_passkey_place", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_passkey_place", "passkey", ["place"])
    op.create_table(
        "sign_on",
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_sign_on"),
        sa.ForeignKeyConstraint(["place"], ["place.id"], name="fk_sign_on_place", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sign_on_place", "sign_on", ["place"])


def downgrade() -> None:
    op.drop_table("sign_on")
    op.drop_table("passkey")

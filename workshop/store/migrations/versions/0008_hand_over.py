"""Sessions can change hands: offers of one use, and who took a session over."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "place_offer",
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("session", sa.String(16), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_place_offer"),
        sa.ForeignKeyConstraint(["place"], ["place.id"], name="fk_place_offer_place", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_place_offer_session", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_place_offer_place", "place_offer", ["place"])
    op.create_index("ix_place_offer_session", "place_offer", ["session"])
    op.add_column("session", sa.Column("taken_over_by", sa.String(200), nullable=False, server_default=""))
    op.add_column("session", sa.Column("taken_over_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("session", "taken_over_on")
    op.drop_column("session", "taken_over_by")
    op.drop_table("place_offer")

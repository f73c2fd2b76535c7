"""The logo and the colour of a place."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "place_look",
        sa.Column("place", sa.String(16), sa.ForeignKey("place.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("colour", sa.String(7), nullable=False, server_default=""),
        sa.Column("name", sa.String(200), nullable=False, server_default=""),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("mark", sa.String(32), nullable=False, server_default=""),
        sa.Column("width", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("height", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("plate", sa.String(8), nullable=False, server_default=""),
    )
    op.create_index("ix_place_look_mark", "place_look", ["mark"])


def downgrade() -> None:
    op.drop_table("place_look")

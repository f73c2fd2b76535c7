"""What a host may limit: how many sessions a place has at once, and how large its scripts and pictures get."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("place", sa.Column("most_sessions", sa.Integer(), nullable=True))
    op.add_column("place", sa.Column("most_megabytes", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("place", "most_megabytes")
    op.drop_column("place", "most_sessions")

"""Who was in a group when a text was written for it: only they read it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("shared", sa.Column("generation", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("shared", "generation")

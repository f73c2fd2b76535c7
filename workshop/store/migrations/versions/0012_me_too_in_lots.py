"""How many joined in each question from the room, as it was told last."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("poll", sa.Column("told", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("poll", "told")

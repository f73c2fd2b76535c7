"""Sessions can be put away, and counting what was shared needs only its index."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("session", sa.Column("archived", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_index("ix_shared_session_step", "shared")
    op.create_index("ix_shared_told", "shared", ["session", "step", "field", "sees", "shown"])


def downgrade() -> None:
    op.drop_index("ix_shared_told", "shared")
    op.create_index("ix_shared_session_step", "shared", ["session", "step"])
    op.drop_column("session", "archived")

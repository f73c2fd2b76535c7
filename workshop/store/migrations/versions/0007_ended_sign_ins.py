"""Every server of a shared database knows which sign-ins were ended."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "ended_sign_in",
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_ended_sign_in"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("ended_sign_in")

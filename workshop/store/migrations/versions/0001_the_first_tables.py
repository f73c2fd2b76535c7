"""The first tables, as models.py had them then."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "ballot",
        sa.Column("poll", sa.LargeBinary(length=16), nullable=False),
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("poll", "tag", name="pk_ballot"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "session",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=True),
        sa.Column("epoch", sa.String(length=16), nullable=False),
        sa.Column("v", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=8), nullable=False),
        sa.Column("rehearsal", sa.Boolean(), nullable=False),
        sa.Column("script_name", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("included", sa.JSON(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.UniqueConstraint("code", name="uq_session_code"),
    )
    op.create_table(
        "note",
        sa.Column("session", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.LargeBinary(length=16), nullable=False),
        sa.Column("step", sa.String(length=200), nullable=False),
        sa.Column("field", sa.String(length=220), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_note_session", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session", "owner", "step", "field", name="pk_note"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_note_session_step", "note", ["session", "step"])
    op.create_table(
        "participant",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session", sa.String(length=16), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("nickname", sa.String(length=200), nullable=False),
        sa.Column("partner", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_participant_session", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_participant"),
        sa.UniqueConstraint("token_hash", name="uq_participant_token_hash"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_participant_session", "participant", ["session"])
    op.create_table(
        "placement",
        sa.Column("session", sa.String(length=16), nullable=False),
        sa.Column("step", sa.String(length=200), nullable=False),
        sa.Column("participant", sa.String(length=32), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_placement_session", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session", "step", "participant", name="pk_placement"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "poll",
        sa.Column("session", sa.String(length=16), nullable=False),
        sa.Column("step", sa.String(length=200), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("room", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_poll_session", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session", "step", "epoch", name="pk_poll"),
    )
    op.create_table(
        "shared",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session", sa.String(length=16), nullable=False),
        sa.Column("step", sa.String(length=200), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("sees", sa.String(length=32), nullable=False),
        sa.Column("group", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shown", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_shared_session", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_shared"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_shared_session_step", "shared", ["session", "step"])


def downgrade() -> None:
    op.drop_table("shared")
    op.drop_table("poll")
    op.drop_table("placement")
    op.drop_table("participant")
    op.drop_table("note")
    op.drop_table("session")
    op.drop_table("ballot")

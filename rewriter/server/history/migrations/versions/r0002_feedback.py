"""What operators did with rewrites."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Up."""
    op.create_table(
        "feedback",
        sa.Column("rewrite_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("text", "thumb", "word")),
        sa.Column("passes", sa.Boolean(), nullable=True),
        sa.Column("teaches", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("rewrite_id", name="pk_feedback"),
        sa.ForeignKeyConstraint(["rewrite_id"], ["rewrites.id"], name="fk_feedback_rewrite_id", ondelete="CASCADE"),
    )


def downgrade() -> None:
    """Down."""
    op.drop_table("feedback")

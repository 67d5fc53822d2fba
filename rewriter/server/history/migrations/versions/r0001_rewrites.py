"""Rewrites, the rules they broke, the marks of their clients."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Up."""
    moment, text = sa.DateTime(timezone=True), sa.Text()
    op.create_table(
        "rewrites",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", text, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        *(sa.Column(name, text, nullable=False) for name in ("user", "way", "pack", "status", "verdict", "backend", "model")),
        sa.Column("attempts", sa.Integer(), nullable=False),
        *(sa.Column(f"{name}_ms", sa.Double(), nullable=False) for name in ("waited", "prompt", "model", "check", "total")),
        sa.Column("texts", text, nullable=False),
        *(sa.Column(name, text, nullable=True) for name in ("client_message", "draft", "reply")),
        sa.Column("context", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_rewrites"),
        sa.UniqueConstraint("request_id", name="uq_rewrites_request_id"),
    )
    op.create_index("ix_rewrites_created_at", "rewrites", ["created_at"])
    op.create_table(
        "broken_rules",
        sa.Column("rewrite_id", sa.Integer(), nullable=False),
        *(sa.Column(name, text, nullable=False) for name in ("place", "rule", "severity")),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("rewrite_id", "place", "rule", name="pk_broken_rules"),
        sa.ForeignKeyConstraint(["rewrite_id"], ["rewrites.id"], name="fk_broken_rules_rewrite_id", ondelete="CASCADE"),
    )
    op.create_table(
        "client_marks",
        sa.Column("rewrite_id", sa.Integer(), nullable=False),
        sa.Column("mark", text, nullable=False),
        sa.PrimaryKeyConstraint("rewrite_id", "mark", name="pk_client_marks"),
        sa.ForeignKeyConstraint(["rewrite_id"], ["rewrites.id"], name="fk_client_marks_rewrite_id", ondelete="CASCADE"),
    )
    op.create_index("ix_client_marks_mark", "client_marks", ["mark"])


def downgrade() -> None:
    """Down."""
    for table in ("client_marks", "broken_rules", "rewrites"):
        op.drop_table(table)

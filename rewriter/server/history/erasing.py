"""How history goes: when it is old enough, or when a client asks for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, func, select

from rewriter.server.history.models import Mark, Rewrite


def older_than(connection: Connection, days: int, now: datetime | None = None) -> int:
    """Deletes rewrites older than so many days, with all that belongs to them; how many."""
    before = (now or datetime.now(UTC)) - timedelta(days=days)
    return connection.execute(delete(Rewrite).where(Rewrite.created_at < before)).rowcount


def of_client(connection: Connection, mark: str) -> int:
    """Deletes a client's rewrites; how many."""
    return connection.execute(delete(Rewrite).where(Rewrite.id.in_(select(Mark.rewrite_id).where(Mark.mark == mark)))).rowcount


def count_of_client(connection: Connection, mark: str) -> int:
    """How many rewrites a client has."""
    return connection.execute(select(func.count()).select_from(Mark).where(Mark.mark == mark)).scalar_one()

"""Kept rewrites, newest first, as JSON: for the page and for export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from rewriter.server.history.models import Broken, Feedback, Mark, Rewrite

_AT_ONCE = 500
_TIMES = ("waited_ms", "prompt_ms", "model_ms", "check_ms", "total_ms")
_PLAIN = ("request_id", "user", "way", "pack", "status", "verdict", "backend", "model", "attempts", "texts", "client_message", "draft", "reply", "context")
_TOLD = ("outcome", "seconds", "text", "thumb", "word", "passes", "teaches")


def entries(
    connection: Connection,
    *,
    limit: int | None = None,
    before: int | None = None,
    since: datetime | None = None,
    pack: str | None = None,
    mark: str | None = None,
    users: tuple[str, ...] = (),
) -> Iterator[dict[str, Any]]:
    """The rewrites with their feedback. `before`: only those whose `number` is smaller, for the next page. `mark`: one client's. `users`: any of these."""
    columns = [*Rewrite.__table__.c, *(getattr(Feedback, key) for key in _TOLD), Feedback.created_at.label("told_at")]
    query = select(*columns).outerjoin(Feedback, Feedback.rewrite_id == Rewrite.id).order_by(Rewrite.id.desc())
    if since is not None:
        query = query.where(Rewrite.created_at >= since)
    if pack is not None:
        query = query.where(Rewrite.pack == pack)
    if mark is not None:
        query = query.where(Rewrite.id.in_(select(Mark.rewrite_id).where(Mark.mark == mark)))
    if users:
        query = query.where(Rewrite.user.in_(users))
    left = limit
    while left is None or left > 0:
        page = list(_page(connection, query, before, _AT_ONCE if left is None else min(left, _AT_ONCE)))
        yield from page
        if not page:
            return
        before = page[-1]["number"]
        left = None if left is None else left - len(page)


def _page(connection: Connection, query: Select[Any], before: int | None, most: int) -> Iterator[dict[str, Any]]:
    if before is not None:
        query = query.where(Rewrite.id < before)
    rows = connection.execute(query.limit(most)).mappings().all()
    broken: dict[int, list[dict[str, Any]]] = {}
    numbers = [row["id"] for row in rows]
    for rule in connection.execute(select(Broken).where(Broken.rewrite_id.in_(numbers)).order_by(Broken.rule)).mappings():
        broken.setdefault(rule["rewrite_id"], []).append({key: rule[key] for key in ("place", "rule", "severity", "times")})
    for row in rows:
        told = {key: row[key] for key in _TOLD} | {"at": row["told_at"].isoformat(timespec="milliseconds")} if row["outcome"] is not None else None
        yield {
            "number": row["id"],
            "at": row["created_at"].isoformat(timespec="milliseconds"),
            **{key: row[key] for key in _PLAIN},
            "timing_ms": {key.removesuffix("_ms"): row[key] for key in _TIMES},
            "rules": broken.get(row["id"], []),
            "feedback": told,
        }

"""The numbers: how rewrites fare with operators, by pack and day, and which rules are broken most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median, quantiles
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Connection, func, select

from rewriter.server.history.models import Broken, Feedback, Rewrite

_MOST_RULES = 15


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Numbers(_Frozen):
    """Of some rewrites. Shares are of 1, None where nothing was counted; times are medians and what 9 of 10 stay under."""

    rewrites: int
    ok: int
    needs_review: int
    failed: int
    accepted: int
    edited: int
    rejected: int
    unanswered: int
    accepted_unchanged: float | None
    """Of those that an operator has answered."""
    thumbs_up: int
    thumbs_down: int
    seconds_to_accept: float | None
    seconds_to_accept_p90: float | None
    total_ms: float | None
    total_ms_p90: float | None


class OfPack(_Frozen):
    """One pack's numbers."""

    pack: str
    numbers: Numbers


class OfDay(_Frozen):
    """One day's, by this machine's clock."""

    day: str
    numbers: Numbers


class BrokenRule(_Frozen):
    """In how many drafts, and in how many replies that were returned, a rule was broken."""

    rule: str
    drafts: int
    replies: int


class Stats(_Frozen):
    """Of the last `days` days, today with them."""

    days: int
    first_day: str
    last_day: str
    pack: str | None
    all: Numbers
    by_pack: tuple[OfPack, ...]
    by_day: tuple[OfDay, ...]
    """Every day, those without rewrites too."""
    rules: tuple[BrokenRule, ...]


def first_moment(days: int, now: datetime | None = None) -> datetime:
    """Midnight of this machine's clock, from which so many days, today with them, are counted."""
    today = (now or datetime.now().astimezone()).date()
    return datetime.combine(today - timedelta(days=days - 1), datetime.min.time()).astimezone()


def stats(connection: Connection, days: int, pack: str | None = None, now: datetime | None = None) -> Stats:
    """Counts them. One pass over narrow rows: medians are what no two databases compute alike."""
    since = first_moment(days, now)
    query = select(
        Rewrite.created_at, Rewrite.pack, Rewrite.status, Rewrite.total_ms, Feedback.outcome, Feedback.seconds, Feedback.thumb
    ).outerjoin(Feedback, Feedback.rewrite_id == Rewrite.id)  # fmt: skip
    query = query.where(Rewrite.created_at >= since)
    if pack is not None:
        query = query.where(Rewrite.pack == pack)
    rows = connection.execute(query).all()
    by_pack: dict[str, list[Any]] = defaultdict(list)
    by_day: dict[str, list[Any]] = {(since.date() + timedelta(days=n)).isoformat(): [] for n in range(days)}
    for row in rows:
        by_pack[row.pack].append(row)
        by_day.setdefault(row.created_at.astimezone().date().isoformat(), []).append(row)
    return Stats(
        days=days,
        first_day=min(by_day),
        last_day=max(by_day),
        pack=pack,
        all=_numbers(rows),
        by_pack=tuple(OfPack(pack=name, numbers=_numbers(some)) for name, some in sorted(by_pack.items())),
        by_day=tuple(OfDay(day=day, numbers=_numbers(some)) for day, some in sorted(by_day.items())),
        rules=_rules(connection, since, pack),
    )


def _numbers(rows: Iterable[Any]) -> Numbers:
    rows = list(rows)
    statuses = Counter(row.status for row in rows)
    outcomes = Counter(row.outcome for row in rows)
    thumbs = Counter(row.thumb for row in rows)
    answered = len(rows) - outcomes[None]
    taken = [row.seconds for row in rows if row.outcome in ("accepted", "edited")]
    times = [row.total_ms for row in rows]
    return Numbers(
        rewrites=len(rows),
        ok=statuses["ok"],
        needs_review=statuses["needs_review"],
        failed=statuses["failed"],
        accepted=outcomes["accepted"],
        edited=outcomes["edited"],
        rejected=outcomes["rejected"],
        unanswered=outcomes[None],
        accepted_unchanged=outcomes["accepted"] / answered if answered else None,
        thumbs_up=thumbs["up"],
        thumbs_down=thumbs["down"],
        seconds_to_accept=_median(taken),
        seconds_to_accept_p90=_p90(taken),
        total_ms=_median(times),
        total_ms_p90=_p90(times),
    )


def _median(values: list[float]) -> float | None:
    return round(median(values), 1) if values else None


def _p90(values: list[float]) -> float | None:
    if len(values) < 2:
        return _median(values)
    return round(quantiles(values, n=10, method="inclusive")[-1], 1)


def _rules(connection: Connection, since: datetime, pack: str | None) -> tuple[BrokenRule, ...]:
    query = select(Broken.rule, Broken.place, func.count()).join(Rewrite, Rewrite.id == Broken.rewrite_id).where(Rewrite.created_at >= since)
    if pack is not None:
        query = query.where(Rewrite.pack == pack)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for rule, place, count in connection.execute(query.where(Broken.severity != "info").group_by(Broken.rule, Broken.place)):
        counts[rule][place] = count
    found = (BrokenRule(rule=rule, drafts=count["draft"], replies=count["reply"]) for rule, count in counts.items())
    return tuple(sorted(found, key=lambda r: (-r.drafts, -r.replies, r.rule)))[:_MOST_RULES]

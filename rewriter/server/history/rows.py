"""A rewrite as rows: what is kept of it, by the setting. Done once, in the recorder's thread, so that a retry costs nothing."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.exc import IntegrityError

from rewriter.checker import check
from rewriter.pack import Pack
from rewriter.result import Violation
from rewriter.server.desk import Rewritten
from rewriter.server.history.clients import Marks
from rewriter.server.history.models import Broken, Mark, Rewrite
from rewriter.server.history.texts import Keep, Texts, clean, hidden


@dataclass(frozen=True)
class Row:
    """All that is written of one rewrite."""

    rewrite: Mapping[str, Any]
    broken: Sequence[Mapping[str, Any]]
    marks: frozenset[str]

    @property
    def request_id(self) -> str:
        """The rewrite's name."""
        return str(self.rewrite["request_id"])


def texts_of(done: Rewritten) -> Texts:
    """The three texts as they came."""
    return Texts(done.case.client_message, done.case.draft, done.result.reply)


def row_of(done: Rewritten, at: datetime, *, keep: Keep, marks: Marks, packs: Mapping[str, Pack]) -> Row:
    """The rows. The draft's violations are found here: a rewrite tells only those that are left."""
    case, result = done.case, done.result
    texts = texts_of(done)
    masked = hidden(texts, case.context)
    kept: Sequence[str | None] = {"off": (None,) * 3, "masked": masked.texts, "full": [clean(t) for t in texts]}[keep]
    context = {"off": None, "masked": masked.context, "full": case.context.model_dump(mode="json", exclude_none=True)}[keep]
    timing = result.timing_ms
    rewrite = {
        "request_id": clean(done.request_id) or uuid.uuid4().hex,
        "created_at": at,
        "user": clean(done.user) if keep == "full" else marks.of_user(done.user),
        "way": done.way,
        "pack": result.pack,
        "status": result.status,
        "verdict": result.verdict,
        "backend": result.backend,
        "model": clean(result.model),
        "attempts": len(result.attempts),
        "waited_ms": done.waited_ms,
        **{f"{stage}_ms": float(getattr(timing, stage)) for stage in ("prompt", "model", "check", "total")},
        "texts": keep,
        **dict(zip(Texts._fields, kept, strict=True)),
        "context": context,
    }
    pack = packs.get(case.pack)
    draft = check(case.model_copy(update={"reply": None}), pack).violations if pack and case.draft.strip() else ()
    return Row(rewrite, [*_broken("draft", draft), *_broken("reply", result.violations)], marks.of_case(case, masked.values))


def _broken(place: str, violations: Iterable[Violation]) -> list[dict[str, Any]]:
    severities = {v.rule: v.severity for v in violations}
    return [{"place": place, "rule": rule, "severity": severities[rule], "times": times} for rule, times in sorted(Counter(v.rule for v in violations).items())]


def write(connection: Connection, row: Row) -> None:
    """Inserts it. One that is there already stays: a commit whose answer was lost is tried again."""
    try:
        with connection.begin_nested():
            number = connection.execute(insert(Rewrite).values(**row.rewrite).returning(Rewrite.id)).scalar_one()
            if row.broken:
                connection.execute(insert(Broken), [{"rewrite_id": number, **values} for values in row.broken])
            if row.marks:
                connection.execute(insert(Mark), [{"rewrite_id": number, "mark": mark} for mark in sorted(row.marks)])
    except IntegrityError:
        return

"""What the operator did with a rewrite: kept beside it, its text by the same setting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection, Row, insert, select, update

from rewriter.case import Case, Context
from rewriter.pack import Pack
from rewriter.server.history.models import Feedback, Rewrite
from rewriter.server.history.recent import Remembered
from rewriter.server.history.texts import Keep, Texts, clean, hidden
from rewriter.training.lessons import lesson


class Told(BaseModel):
    """What comes in. `text`: what was sent, where it was edited. A later one about the same rewrite changes what it names and leaves the rest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    request_id: str = Field(min_length=1, max_length=200)
    outcome: Literal["accepted", "edited", "rejected"]
    text: str | None = Field(None, max_length=20_000)
    thumb: Literal["up", "down"] | None = None
    word: str | None = Field(None, max_length=500)


class Kept(BaseModel):
    """What goes back. `text_kept` false: the setting keeps no texts, or the rewrite is too old to mask the edit as its draft was."""

    request_id: str
    outcome: str
    text_kept: bool
    passes: bool | None = Field(description="Держит ли правка правила пакета; null: не проверялась")


def keep(connection: Connection, told: Told, remembered: Remembered | None, packs: Mapping[str, Pack], setting: Keep) -> Kept | None:
    """Writes it; None where no such rewrite is kept."""
    found = connection.execute(
        select(Rewrite.id, Rewrite.created_at, Rewrite.pack, Rewrite.texts, Rewrite.client_message, Rewrite.draft, Rewrite.reply, Rewrite.context).where(
            Rewrite.request_id == told.request_id
        )
    ).one_or_none()
    if found is None:
        return None
    if remembered is None and found.texts == "full":
        remembered = _as_it_was(found)
    now = datetime.now(UTC)
    before = connection.execute(select(Feedback.outcome).where(Feedback.rewrite_id == found.id)).scalar_one_or_none()
    values: dict[str, Any] = {"outcome": told.outcome}
    if before != told.outcome:  # a thumb that comes later does not make the operator slower
        values |= {"created_at": now, "seconds": max(0.0, (now - found.created_at).total_seconds()), "text": None, "passes": None, "teaches": None}
    values |= _texts(told, remembered, setting)
    if told.thumb is not None:
        values["thumb"] = told.thumb
    if told.outcome == "edited" and told.text is not None and remembered is not None and (pack := packs.get(remembered.case.pack)):
        judged = lesson(remembered.case, told.text, pack)
        values |= {"passes": judged.passes, "teaches": list(judged.teaches)}
    if before is None:
        connection.execute(insert(Feedback).values(rewrite_id=found.id, **values))
    else:
        connection.execute(update(Feedback).where(Feedback.rewrite_id == found.id).values(**values))
    return Kept(request_id=told.request_id, outcome=told.outcome, text_kept=values.get("text") is not None, passes=values.get("passes"))


def _texts(told: Told, remembered: Remembered | None, setting: Keep) -> dict[str, str]:
    """The edited text and the word as they may be kept. Masked only with the texts they belong to: else a name in the middle would slip through."""
    given = {"text": told.text if told.outcome == "edited" else None, "word": told.word}
    given = {key: clean(value) for key, value in given.items() if value is not None}
    if setting == "full":
        return {key: value for key, value in given.items() if value is not None}
    if setting == "off" or remembered is None:
        return {}
    masked = hidden((*remembered.texts, *(value or "" for value in given.values())), remembered.case.context)
    return dict(zip(given, masked.texts[len(remembered.texts) :], strict=False))


def _as_it_was(found: Row[Any]) -> Remembered:
    texts = Texts(found.client_message or "", found.draft or "", found.reply or "")
    context = Context.model_validate(found.context or {})
    return Remembered(Case(pack=found.pack, client_message=texts.client_message, draft=texts.draft, context=context), texts, frozenset())

"""sticker-hint: the situation's sticker, where the pack has one and the client is well disposed (000)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rewriter.pack_schema import Sticker
from rewriter.rules.base import Found, NotJudged, rule
from rewriter.text.document import Document
from rewriter.text.phrases import PatternSet
from rewriter.text.reading import Reading


@rule("sticker-hint", number=33, title="Стикер к случаю", source="000", severity="info", hard=False)
def sticker_hint(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Стикер в нужный момент теплее лишней фразы. Выбирает его оператор; расстроенному клиенту стикеров не шлём."""
    stickers = case.pack.emoji.stickers
    if not stickers:
        raise NotJudged("в пакете нет стикеров")
    if not case.client.tokens:
        raise NotJudged("нет сообщения клиента")
    if case.mood.somber or not reply.words:
        return
    sticker = next((s for s in stickers if _fits(s, reply, case)), None)
    if sticker is not None:
        end = len(reply.text)
        yield Found(end, end, f"Сюда подойдёт стикер «{sticker.id}»: {sticker.when[:1].lower()}{sticker.when[1:]}.")


def _fits(sticker: Sticker, reply: Document, case: Reading) -> bool:
    mood = case.mood
    if (sticker.mood == "positive" and not mood.positive) or (sticker.after == "thanks" and not mood.thankful):
        return False
    if not sticker.reply and not sticker.client:
        return False
    return (
        (not sticker.client or _holds(sticker.client, case.client))
        and (not sticker.reply or _holds(sticker.reply, reply))
        and not (sticker.unless and _holds(sticker.unless, reply))
    )


@lru_cache(maxsize=256)
def _set(patterns: tuple[str, ...]) -> PatternSet:
    return PatternSet(patterns)


def _holds(patterns: tuple[str, ...], document: Document) -> bool:
    return next(_set(patterns).find(document), None) is not None

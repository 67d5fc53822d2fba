"""sticker-hint: the situation's sticker, where the pack has one and the client is well disposed (000)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rewriter.pack import Pack
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
    fitting = _Cues.of(case.pack).fitting(reply, case)
    sticker = next((s for i, s in enumerate(stickers) if i in fitting), None)
    if sticker is not None:
        end = len(reply.text)
        yield Found(end, end, f"Сюда подойдёт стикер «{sticker.id}»: {sticker.when[:1].lower()}{sticker.when[1:]}.")


class _Cues:
    """The patterns of all stickers, matched in one pass over the reply and one over the client's message."""

    def __init__(self, stickers: tuple[Sticker, ...]) -> None:
        self._stickers = stickers
        self._said = _Owned([(i, p) for i, s in enumerate(stickers) for p in s.reply] + [(~i, p) for i, s in enumerate(stickers) for p in s.unless])
        self._told = _Owned([(i, p) for i, s in enumerate(stickers) for p in s.client])

    @staticmethod
    @lru_cache(maxsize=16)
    def of(pack: Pack) -> _Cues:
        """The cues of the pack's stickers, read once."""
        return _Cues(pack.emoji.stickers)

    def fitting(self, reply: Document, case: Reading) -> set[int]:
        """Which stickers fit, by their number."""
        mood = case.mood
        said, told = self._said.found(reply), self._told.found(case.client)
        return {
            i
            for i, s in enumerate(self._stickers)
            if (mood.positive or s.mood != "positive")
            and (mood.thankful or s.after != "thanks")
            and (s.reply or s.client)
            and (not s.reply or i in said)
            and (not s.client or i in told)
            and ~i not in said
        }


class _Owned:
    """Patterns in one set, each with the number of its sticker; `~number` for what speaks against it."""

    def __init__(self, patterns: list[tuple[int, str]]) -> None:
        self._owners = [owner for owner, _ in patterns]
        self._set = PatternSet(p for _, p in patterns)

    def found(self, document: Document) -> set[int]:
        """The numbers of which a pattern is in the text."""
        return {self._owners[m.pattern] for m in self._set.find(document)}

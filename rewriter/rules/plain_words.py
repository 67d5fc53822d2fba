"""plain-words: officialese gives way to plain words, in the right form (002 rule 9, 000)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, rule
from rewriter.rules.entries import matches, repair
from rewriter.text.document import Document
from rewriter.text.reading import Reading


@rule("plain-words", number=14, title="Простые слова вместо канцелярита", source="000, 002", severity="warning", hard=False)
def plain_words(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Канцелярит длиннее и холоднее обычного слова и не точнее его."""
    for entry, match in matches(case.pack, "plain-words", reply):
        text = reply.text[match.start : match.end]
        fix = repair(reply, entry, match.tokens) if entry.safe else None
        better = fix or entry.replace or entry.suggest
        yield Found(
            match.start, match.end, f"Канцелярит: «{text}»." + (f" Лучше: «{better}»." if entry.replace or fix else f" Лучше: {better}." if better else ""), fix
        )

"""no-shouting: an example of a rule in a package of its own."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, Options, rule
from rewriter.text.document import Document
from rewriter.text.reading import Reading


class NoShouting(Options):
    """`least`: how many letters a word in capitals must have to be a shout, not an abbreviation."""

    least: int = 6


@rule("no-shouting", title="Без крика", source="пример для CONTRIBUTING.md", severity="warning", hard=False, options=NoShouting)
def no_shouting(reply: Document, case: Reading, options: NoShouting) -> Iterator[Found]:
    """Слова из одних прописных букв клиент читает как крик."""
    for word in reply.words:
        if len(word.text) >= options.least and word.text.isupper():
            yield Found(word.start, word.end, f"«{word.text}» — как крик. Лучше: «{word.text.lower()}».", word.text.lower())

"""The client's name said too often, each use too many with the edit that takes it out."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.edits import cut_span
from rewriter.text.salutations import calls

_MOST = 2


def named_too_often(document: Document, name: str) -> Iterator[tuple[tuple[Token, ...], tuple[int, int, str]]]:
    """The tokens of each use beyond the second, and its edit (start, end, replacement)."""
    return ((use, _without(document, use)) for use in calls(document, name)[_MOST:])


def too_often(name: str) -> str:
    """What is wrong with it (Russian)."""
    return f"Имя «{name}» звучит больше двух раз: здесь оно лишнее."


_CLAUSES = frozenset("что который которая которые чтобы если когда где как но а и поэтому".split())


def _without(document: Document, use: tuple[Token, ...]) -> tuple[int, int, str]:
    """The name with its commas: «…, Анна, …» → «… …»; at a sentence's start the next word gets its capital letter."""
    text = document.text
    first, last = use[0], use[-1]
    sentence = document.sentences[first.sentence]
    if first.index == sentence.first and last.index + 1 < sentence.last and text[last.end] == ",":
        after = document.tokens[last.index + 2] if last.index + 2 < sentence.last else None
        if after is not None:
            return first.start, after.start + 1, after.text[:1].upper()
    if first.index > sentence.first and document.tokens[first.index - 1].text == ",":
        comma = document.tokens[first.index - 1]
        after = document.tokens[last.index + 1] if last.index + 1 < sentence.last else None
        if after is not None and after.text == ",":
            clause = last.index + 2 < sentence.last and document.tokens[last.index + 2].norm in _CLAUSES
            # «Спасибо, Анна, что написали» keeps one comma; «позвоним Вам, Анна, завтра» none.
            return comma.start, last.end if clause else after.end, ""
        return comma.start, last.end, "" if after is None or after.text in ".!?…:" else " "
    return cut_span(document, first.start, last.end)

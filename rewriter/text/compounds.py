"""Adjectives with a number in front: «2-спальный» is «двуспальный», «3-дневный» «трёхдневный»."""

from __future__ import annotations

from rewriter.text.document import Document
from rewriter.text.expressions import Expression
from rewriter.text.fact import flat

_BEFORE = (
    "одно", "дву двух", "трех", "четырех", "пяти", "шести", "семи", "восьми", "девяти", "десяти", "одиннадцати", "двенадцати",
)  # fmt: skip
_IN_DIGITS = Expression(r"(\d{1,2})-?(?:ти|х)?-?([а-я]{5,})$")
_STEM = 5


def told_in_words(text: str, document: Document) -> bool:
    """Whether what the text of a fact («2-спальный») tells stands in the document in one word."""
    m = _IN_DIGITS.match(flat(text))
    if m is None or not 1 <= int(m[1]) <= len(_BEFORE):
        return False
    heads = tuple(f"{before}{m[2][:_STEM]}" for before in _BEFORE[int(m[1]) - 1].split())
    return any(t.norm.startswith(heads) for t in document.words)

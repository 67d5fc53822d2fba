"""How long a sentence is for the one who reads it: a number, an address, a code, a name in quotation marks is one thing, not many words."""

from __future__ import annotations

from rewriter.text.document import Document, Sentence, Token
from rewriter.text.facts import facts_in
from rewriter.text.quotes import quoted

_VALUES = frozenset("date time period amount percent phone postcode address link email tracking order schedule".split())

_ONE = frozenset(("number", "code", "link", "email"))


def pieces(document: Document, sentence: Sentence) -> tuple[tuple[Token, ...], ...]:
    """The sentence cut at line ends and semicolons: items of a list are read one by one."""
    result: list[list[Token]] = [[]]
    previous: Token | None = None
    for token in document.of(sentence):
        if previous is not None and result[-1] and ("\n" in document.text[previous.end : token.start] or previous.text == ";"):
            result.append([])
        result[-1].append(token)
        previous = token
    return tuple(tuple(p) for p in result if p)


def spoken_words(document: Document, tokens: tuple[Token, ...]) -> int:
    """The words of these tokens as one reads them."""
    if not tokens:
        return 0
    first, last = tokens[0].start, tokens[-1].end
    units = [(f.start, f.end) for f in facts_in(document) if f.kind in _VALUES and first <= f.start < last]
    units = sorted([*units, *(s for s in quoted(document) if first <= s[0] < last)])
    count, at, passed = 0, 0, 0
    before: Token | None = None
    for token in tokens:
        while at < len(units) and units[at][1] <= token.start:
            at += 1
        if token.start < passed:
            continue
        if at < len(units) and units[at][0] <= token.start:
            count += 1
            passed = units[at][1]
        elif token.word is not None or (token.kind in _ONE and not (before is not None and before.kind in _ONE and token.start - before.end < 2)):
            count += 1
        before = token
    return count

"""What is refused in the passive: «в заморозке будет отказано» → «заморозить не получится», «отказано в возврате товара» → «вернуть товар не получится»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, clause_ends, norm_at, plainer
from rewriter.text.plain.verbal_nouns import VerbalNoun, deed_of

WORDS = frozenset(("отказать",))
_BE = frozenset(("будет", "было", "быть"))
_MOST_WORDS = 6


def refused(document: Document) -> Iterator[Plainer]:
    """Every «отказано» whose deed has a verb."""
    for token in document.having(WORDS):
        if token.norm == "отказано" and norm_at(document, token.index - 1, token.sentence) != "не" and (found := _found(document, token)) is not None:
            yield found


def _found(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index
    first = index - 1 if norm_at(document, index - 1, here) in _BE else index
    if norm_at(document, index + 1, here) in ("в", "во"):
        noun = deed_of(document.tokens[index + 2], "Loc") if index + 2 < len(document.tokens) else None
        if noun is None:
            return None
        thing = noun_phrase(document, index + 3, "Gen")
        last = thing.last if thing is not None else index + 3
        return _told(document, noun, thing, first, last) if clause_ends(document, last) or norm_at(document, last, here) in ("из-за", "поскольку") else None
    for begin in range(first - 2, max(document.sentences[here].first, first - _MOST_WORDS) - 1, -1):
        if document.tokens[begin].norm not in ("в", "во"):
            continue
        noun = deed_of(document.tokens[begin + 1], "Loc")
        thing = noun_phrase(document, begin + 2, "Gen") if noun is not None and begin + 2 < first else None
        if noun is None or (thing.last if thing is not None else begin + 2) != first:
            return None
        return _told(document, noun, thing, begin, index + 1)
    return None


def _told(document: Document, noun: VerbalNoun, thing: NounPhrase | None, first: int, last: int) -> Plainer | None:
    acted = thing.in_case("Acc") if thing is not None else ""
    if noun.perfective is None or noun.doer or acted is None:
        return None
    return plainer(document, first, last, f"{noun.perfective}{f' {acted}' if acted else ''} не получится")

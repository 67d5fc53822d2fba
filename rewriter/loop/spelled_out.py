"""Letters that the text itself spells out: «… через сервисный центр … если СЦ выдаст заключение» → «если сервисный центр выдаст заключение»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.loop.shorthand import is_acronym
from rewriter.text.document import Document, Token
from rewriter.text.in_context import parse_in_context
from rewriter.text.inflection import fitted
from rewriter.text.plain.noun_phrases import noun_phrase


def spelled_out(document: Document) -> list[tuple[int, int, str]]:
    """The edits (start, end, replacement) that put the words for the letters."""
    letters = [t for t in document.words if t.text.isupper() and len(t.text) > 1]
    return [edit for t in letters if (edit := _bracketed(document, t) or _said(document, t)) is not None]


# People of the house, whatever other words of the text begin with these letters: «в случае возникновения … закрыто СВ».
_PEOPLE = frozenset(("св", "рп", "рг", "кц", "од"))


def _said(document: Document, acronym: Token) -> tuple[int, int, str] | None:
    if acronym.norm in _PEOPLE:
        return None
    name = next(_names(document, acronym), None) if is_acronym(acronym) else None
    said = fitted(document, (acronym,), name) if name is not None else None
    return (acronym.start, acronym.end, said) if said else None


def _bracketed(document: Document, acronym: Token) -> tuple[int, int, str] | None:
    """«Простой электронной подписи (ПЭП)»: where the words stand before, the bracket goes."""
    tokens, at = document.tokens, acronym.index
    if not at or at + 1 >= len(tokens) or tokens[at - 1].text != "(" or tokens[at + 1].text != ")":
        return None
    before = tokens[max(0, at - 1 - len(acronym.norm)) : at - 1]
    if "".join(t.norm[0] for t in before) != acronym.norm:
        return None
    return before[-1].end, tokens[at + 1].end, ""


def _names(document: Document, acronym: Token) -> Iterator[str]:
    """Noun phrases of the text, in the nominative, whose words begin with the letters."""
    letters = acronym.norm
    for first in document.words:
        run = document.tokens[first.index : first.index + len(letters)]
        if first.norm[0] != letters[0] or len(run) < len(letters) or any(t.kind != "word" or t.text.isupper() for t in run):
            continue
        if run[-1].sentence != first.sentence or "".join(t.norm[0] for t in run) != letters:
            continue
        for head in (run[-1], first):
            parse = parse_in_context(document, head)
            case = parse.feats.get("Case") if parse is not None and parse.pos == "NOUN" else None
            phrase = noun_phrase(document, first.index, case) if case else None
            if phrase is None or phrase.head.index != head.index or phrase.end < run[-1].end or not (name := phrase.in_case("Nom")):
                continue
            # What else belongs to the noun («центр изготовителя») is not spelled out by the letters.
            yield name[: len(name) - (phrase.end - run[-1].end)].lower()

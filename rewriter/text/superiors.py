"""What somebody above us approves, said as ours: «руководитель потом подтвердит отгрузку 12 июня» → «потом подтвердим отгрузку 12 июня»."""

from __future__ import annotations

from rewriter.text.clauses import Edit, opening
from rewriter.text.document import Document
from rewriter.text.in_context import parse_in_context

_SUPERIORS = ("руководитель", "руководство", "супервайзер", "тимлид", "св", "старший")
_IN_PERSON = frozenset("лично сам сама".split())


def approved_by_us(document: Document, start: int, end: int) -> Edit | None:
    """The edit for the superior with his verb, or None where what he approves is not told: «руководитель уже одобрил»."""
    tokens = tuple(document.between(start, end))
    if len(tokens) < 2 or not tokens[0].is_(*_SUPERIORS):
        return None
    verb = next((t for t in tokens[1:] if t.word is not None and t.word.top is not None and t.word.top.feats.get("VerbForm") == "Fin"), None)
    following = document.tokens[verb.index + 1] if verb is not None and verb.index + 1 < len(document.tokens) else None
    parse = parse_in_context(document, verb) if verb is not None else None
    if verb is None or parse is None or following is None or following.sentence != verb.sentence or following.kind != "word":
        return None
    if parse.feats.get("Tense") == "Past":
        form = parse.inflect(Number="Plur")
    else:
        form = parse.inflect(VerbForm="Fin", Mood="Ind", Tense="Fut", Person="1", Number="Plur")
    if not form:
        return None
    between = [t.text for t in tokens[1:] if t.index < verb.index and t.norm not in _IN_PERSON]
    words = [*between, form] if parse.feats.get("Tense") != "Past" else ["мы", *between, form]
    return tokens[0].start, verb.end, opening(document, tokens[0], " ".join(words))

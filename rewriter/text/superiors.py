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


_BY = frozenset("силами сотрудниками специалистами силой".split())


def deed_without_agent(document: Document, start: int, end: int) -> tuple[int, int, str] | None:
    """«(Силами) ОПП проведена проверка» → «проведена проверка»: an abbreviation has no case to tell that it is the doer."""
    inside = tuple(document.between(start, end))
    if len(inside) != 1 or not inside[0].text.isupper():
        return None
    abbreviation, tokens = inside[0], document.tokens
    if abbreviation.index + 2 >= len(tokens):
        return None
    following, thing = tokens[abbreviation.index + 1 : abbreviation.index + 3]
    done = following.word is not None and any(p.pos == "VERB" and p.feats.get("Variant") == "Short" for p in following.word.parses)
    # «УКК закрыта» is said of itself.
    if not done or thing.word is None or not any(p.pos == "NOUN" and p.feats.get("Case") == "Nom" for p in thing.word.parses):
        return None
    first = abbreviation.index
    if first and tokens[first - 1].norm in _BY and tokens[first - 1].sentence == abbreviation.sentence:
        first -= 1
    before = tokens[first - 1] if first and tokens[first - 1].sentence == abbreviation.sentence else None
    # «Сотрудник ОПП занят»: it belongs to the noun before it.
    if before is not None and before.kind == "word" and first == abbreviation.index:
        return None
    begin = tokens[first].start
    return begin, following.start + 1, following.text[0].upper() if before is None else following.text[0]

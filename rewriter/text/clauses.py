"""Clauses: the stretch of a sentence between commas, semicolons, dashes and conjunctions that holds a span."""

from __future__ import annotations

from rewriter.text.document import Document, Token

_BREAKS = frozenset((",", ";", ":", "–", "—", "(", ")"))


def clauses(document: Document, index: int) -> list[tuple[Token, ...]]:
    """The clauses of sentence `index`: cut at its commas and dashes where both sides have a verb, else left whole."""
    tokens = document.of(document.sentences[index])
    parts: list[tuple[Token, ...]] = []
    first = 0
    for i, token in enumerate(tokens):
        if token.text in _BREAKS and token.kind == "punct" and not _inside_number(tokens, i) and _has_verb(tokens[first:i]) and _has_verb(tokens[i + 1 :]):
            parts.append(tokens[first:i])
            first = i + 1
        elif token.norm in ("и", "а", "но") and i and tokens[i - 1].text != "," and _has_verb(tokens[first:i]) and _starts_clause(tokens[i + 1 :]):
            parts.append(tokens[first:i])
            first = i + 1
    parts.append(tokens[first:])
    return [p for p in parts if p]


def _inside_number(tokens: tuple[Token, ...], i: int) -> bool:
    """«16:20», «3,5»: the sign belongs to a value."""
    return 0 < i < len(tokens) - 1 and tokens[i - 1].kind == "number" and tokens[i + 1].kind == "number" and tokens[i + 1].start == tokens[i].end


def _has_verb(tokens: tuple[Token, ...]) -> bool:
    """A predicate: a verb, a short participle or adjective («запланирован», «готов»), «нужно», «нет»."""
    if len(tokens) > 1 and tokens[0].norm == "это" and any(t.word is not None and t.word.top is not None and t.word.top.pos == "NOUN" and t.word.top.feats.get("Case") == "Nom" for t in tokens[1:4]):
        return True
    return any(t.word is not None and (_predicates(t) or t.norm in _PREDICATIVES) for t in tokens)


_PREDICATIVES = frozenset("нужно можно надо нельзя нет необходимо невозможно возможно доступно пора должен должна должно должны".split())


def _predicates(token: Token) -> bool:
    top = token.word.top if token.word else None
    if top is None:
        return False
    if top.pos in ("VERB", "AUX"):
        return top.feats.get("VerbForm") in ("Fin", "Inf") or top.feats.get("Variant") == "Short"
    return top.pos == "ADJ" and top.feats.get("Variant") == "Short"


def _starts_clause(tokens: tuple[Token, ...]) -> bool:
    """After «и»: a new subject with its verb, not one more predicate or noun of the same clause."""
    head = tokens[:4]
    return any(t.word is not None and t.word.top is not None and t.word.top.pos in ("NOUN", "PRON", "PROPN") and t.word.top.feats.get("Case") == "Nom" for t in head[:2]) and _has_verb(tokens)


def clause_at(document: Document, start: int, end: int) -> tuple[int, int]:
    """Span of the clause that holds [start, end)."""
    sentence = document.sentence_at(start)
    if sentence is None:
        return (start, end)
    for part in clauses(document, sentence.index):
        if part[0].start <= start and start < part[-1].end:
            return (part[0].start, max(end, part[-1].end))
    return (start, end)

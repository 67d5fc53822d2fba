"""Clauses: the stretch of a sentence between commas, semicolons, dashes and conjunctions that holds a span."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from rewriter.text import morph
from rewriter.text.document import Document, Token

# Start and end of what is replaced, and what comes instead.
Edit = tuple[int, int, str]
_BREAKS = frozenset((",", ";", ":", "–", "—", "(", ")"))
_ANDS = frozenset(("и", "а", "но"))


@lru_cache(maxsize=64)
def clauses(document: Document, index: int) -> tuple[tuple[Token, ...], ...]:
    """The clauses of sentence `index`: cut at its commas and dashes where both sides have a predicate, else left whole."""
    tokens = document.of(document.sentences[index])
    cuts = [i for i, token in enumerate(tokens) if (token.kind == "punct" or token.norm in _ANDS) and _may_cut(tokens, i)]
    # Whether a predicate stands between two neighbouring places of a cut: then each cut is settled by looking at these alone.
    edges = [-1, *cuts, len(tokens)]
    filled = [has_predicate(tokens[a + 1 : b]) for a, b in pairwise(edges)]
    for n, cut in enumerate(cuts):
        # «Срок хранения — 3 дня»: the dash is the predicate.
        if tokens[cut].text in "–—" and not filled[n] and not filled[n + 1] and cut - edges[n] > 1:
            filled[n + 1] = True
    last = max((n for n, has in enumerate(filled) if has), default=-1)
    parts: list[tuple[Token, ...]] = []
    first, seen = 0, False
    for n, cut in enumerate(cuts):
        seen = seen or filled[n]
        if seen and last > n and (tokens[cut].kind == "punct" or _starts_clause(tokens[cut + 1 : cut + 1 + _AHEAD])):
            parts.append(tokens[first:cut])
            first, seen = cut + 1, False
    parts.append(tokens[first:])
    return tuple(p for p in parts if p)


_AHEAD = 12


def _may_cut(tokens: tuple[Token, ...], i: int) -> bool:
    token = tokens[i]
    if token.kind == "punct" and token.text in _BREAKS:
        return not _inside_number(tokens, i)
    return token.norm in _ANDS and i > 0 and tokens[i - 1].text != ","


def _inside_number(tokens: tuple[Token, ...], i: int) -> bool:
    """«16:20», «3,5»: the sign belongs to a value."""
    return 0 < i < len(tokens) - 1 and tokens[i - 1].kind == "number" and tokens[i + 1].kind == "number" and tokens[i + 1].start == tokens[i].end


def has_predicate(tokens: tuple[Token, ...]) -> bool:
    """A predicate: a verb, a short participle or adjective («запланирован», «готов»), «нужно», «нет»."""
    if (
        len(tokens) > 1
        and tokens[0].norm == "это"
        and any(t.word is not None and t.word.top is not None and t.word.top.pos == "NOUN" and t.word.top.feats.get("Case") == "Nom" for t in tokens[1:4])
    ):
        return True
    return any(t.word is not None and (_predicates(t.norm) or t.norm in _ADVERB_OR_NOT and _of_a_neuter(tokens, i)) for i, t in enumerate(tokens))


# An adverb, or what is said of a neuter: «предъявление паспорта обязательно».
_ADVERB_OR_NOT = frozenset("обязательно необязательно действительно актуально безопасно".split())


def _of_a_neuter(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the clause begins with a neuter of which the word can be said."""
    return any(
        p.pos == "NOUN" and p.feats.get("Case") == "Nom" and p.feats.get("Number") == "Sing" and p.feats.get("Gender") == "Neut"
        for t in tokens[: min(at, 2)]
        for p in (t.word.parses if t.word is not None else ())
    )


_PREDICATIVES = frozenset("нужно можно надо нельзя нет необходимо невозможно возможно доступно пора должен должна должно должны".split())


@lru_cache(maxsize=4_096)
def _predicates(form: str) -> bool:
    if form in _PREDICATIVES:
        return True
    top = morph.word(form).top
    if top is None:
        return False
    if top.pos in ("VERB", "AUX"):
        return top.feats.get("VerbForm") in ("Fin", "Inf") or top.feats.get("Variant") == "Short"
    return top.pos == "ADJ" and top.feats.get("Variant") == "Short"


def _starts_clause(tokens: tuple[Token, ...]) -> bool:
    """After «и»: a new subject with its verb, not one more predicate or noun of the same clause."""
    head = tokens[:4]
    return any(
        t.word is not None and t.word.top is not None and t.word.top.pos in ("NOUN", "PRON", "PROPN") and t.word.top.feats.get("Case") == "Nom"
        for t in head[:2]
    ) and has_predicate(tokens)


def clause_at(document: Document, start: int, end: int) -> tuple[int, int]:
    """Span of the clause that holds [start, end)."""
    sentence = document.sentence_at(start)
    if sentence is None:
        return (start, end)
    for part in clauses(document, sentence.index):
        if part[0].start <= start < part[-1].end:
            return (part[0].start, max(end, part[-1].end))
    return (start, end)


def clause_of(document: Document, start: int, end: int) -> tuple[Token, ...] | None:
    """The tokens of the first clause that touches [start, end)."""
    sentence = document.sentence_at(start)
    if sentence is None:
        return None
    return next((p for p in clauses(document, sentence.index) if p[0].start < end and p[-1].end > start), None)


def opening(document: Document, token: Token, text: str) -> str:
    """The text with a capital letter, if it comes in place of the word that opens the sentence."""
    return text[0].upper() + text[1:] if document.sentences[token.sentence].first == token.index else text

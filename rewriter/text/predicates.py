"""Predicates and their nouns inside one segment: verb forms, negation, tense, the noun that an empty verb speaks of."""

from __future__ import annotations

from functools import lru_cache

from rewriter.text import actors, morph
from rewriter.text.concepts import keys_of
from rewriter.text.document import Token
from rewriter.text.modality import idle_negation
from rewriter.text.segments import is_predicate

_NEGATIONS = frozenset(("не", "ни"))


def top_form(token: Token) -> str | None:
    """The verb form of the likeliest reading."""
    return token.word.verb_form if token.word is not None else None


def negated(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether the predicate at this place is denied: «не выдаётся», «не будет выдан», «выдан не будет»."""
    if i >= 1 and tokens[i - 1].norm in _NEGATIONS and not idle_negation(tokens, i - 1):
        return True
    if i >= 2 and tokens[i - 2].norm == "не" and tokens[i - 1].is_("быть", "бы", "являться", "считаться", "представляться", "всегда"):
        return True
    if i >= 2 and tokens[i - 2].norm == "не" and tokens[i - 1].norm == "в" and tokens[i].norm in ("силах", "состоянии"):
        return True
    # «доставлен не будет», «обязательным не является»
    ahead = tokens[i + 1 : i + 3]
    return len(ahead) == 2 and ahead[0].norm == "не" and ahead[1].is_("быть", "являться")


def eaten(tokens: tuple[Token, ...], at: int) -> bool:
    """«с 20:00 есть нельзя», «не есть после 20:00»: the infinitive, and no «есть» of being."""
    before = [t.norm for t in tokens[max(0, at - 2) : at]]
    return before[-1:] == ["не"] or not _EATING.isdisjoint((*before, *(t.norm for t in tokens[at + 1 : at + 2])))


_EATING = frozenset("нельзя можно нужно лучше рекомендуется запрещено разрешено".split())


def is_future(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the statement is of what will be."""
    return _future(tokens[at]) or any(_future(t) for t in tokens if "быть" in t.lemmas)


def _future(token: Token) -> bool:
    return token.word is not None and token.word.top is not None and token.word.top.feats.get("Tense") == "Fut"


def things(tokens: tuple[Token, ...]) -> frozenset[str]:
    """Keys of nouns and adjectives alone."""
    return frozenset(k for t in tokens if t.word is not None and t.word.top is not None and t.word.top.pos in ("NOUN", "ADJ", "PROPN", "X") for k in keys_of(t))


def nominative(token: Token) -> bool:
    """Whether the noun can be the subject."""
    return token.word is not None and _nominative(token.norm)


@lru_cache(maxsize=4_096)
def _nominative(form: str) -> bool:
    word = morph.word(form)
    return word.top is not None and (
        word.top.pos == "X" or word.top.pos in ("NOUN", "PROPN") and any(p.pos in ("NOUN", "PROPN") and p.feats.get("Case") == "Nom" for p in word.parses)
    )


def _surely_nominative(token: Token) -> bool:
    return (
        token.word is not None
        and sum(p.prob for p in token.word.parses if p.feats.get("Case") in ("Nom", "Acc")) > 0.55
        and token.word.top is not None
        and token.word.top.feats.get("Number") == "Sing"
    )


def nominals(tokens: tuple[Token, ...], at: int) -> tuple[Token, ...]:
    """The noun in the nominative (or accusative of the same form) nearest to the operator, else the genitive of «нет скидки»."""
    after_preposition: set[int] = set()
    lead = fresh = False
    for i, t in enumerate(tokens):
        pos = t.word.top.pos if t.word is not None and t.word.top is not None else ""
        if pos == "ADP":
            lead = fresh = True
        elif pos in ("NOUN", "PROPN", "PRON"):
            # A genitive behind the preposition's noun belongs to it: «при наличии подписи».
            if fresh or (
                lead and t.word is not None and any(p.feats.get("Case") == "Gen" and p.prob > 0.1 for p in t.word.parses) and not _surely_nominative(t)
            ):
                after_preposition.add(i)
            else:
                lead = False
            fresh = False
        elif pos not in ("ADJ", "DET", "NUM") and not (pos == "VERB" and not is_predicate(t)):
            lead = fresh = False
    nouns = [
        i
        for i, t in enumerate(tokens)
        if i not in after_preposition
        and t.word is not None
        and t.word.top is not None
        and t.word.top.pos in ("NOUN", "PROPN", "X")
        and actors.role(t.word.lemma) is None
    ]
    subjects = [i for i in nouns if nominative(tokens[i])]
    # «При услуге «Электронная подпись» паспорт не нужен»: a name in quotes needs nothing.
    subjects = [i for i in subjects if not _within_quotes(tokens, i)] or subjects
    if subjects:
        before = [i for i in subjects if i < at]
        return (tokens[before[0]],) if before else (tokens[subjects[0]],)
    other = [i for i in nouns if tokens[i].word is not None and any(p.feats.get("Case") in ("Acc", "Gen", "Dat") for p in tokens[i].word.parses)]  # type: ignore[union-attr]
    return (tokens[min(other, key=lambda i: abs(i - at))],) if other else ()


def may_stand_in(token: Token, case: str) -> bool:
    """Whether one of the word's readings is in the case."""
    return token.word is not None and any(p.feats.get("Case") == case for p in token.word.parses)


def _within_quotes(tokens: tuple[Token, ...], at: int) -> bool:
    open_, close = (next((t.text for t in run if t.text in "«»"), "") for run in (tokens[at::-1], tokens[at:]))
    return open_ == "«" and close in ("»", "")


def head_lemmas(token: Token) -> set[str]:
    """Lemmas of the likely readings."""
    assert token.word is not None
    return {p.lemma for p in token.word.parses if p.prob > 0.2} or {token.word.lemma}

"""Replies that stop at a «no»: a refusal before the way that works, a status with nothing of what comes next."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.facts import facts_in
from rewriter.text.quotes import in_quotes

_REFUSED = frozenset("невозможный мочь представляться".split())
_WAYS = frozenset(
    "можно допускаться вариант зато вместо предлагать предложить рекомендовать рекомендоваться иметься доступный функционировать работать надлежать необходимо нужно следует".split()
)
_NEXT = frozenset(
    "можно когда пока-что прийти приехать ждать следить проверить напишем сообщим скоро завтра сегодня уже должный план планироваться ожидаться".split()
)
# With these words one asks whether a thing is there.
_HAVING = frozenset("есть быть наличие появиться имеется".split())
_TIMES = frozenset("date time period schedule".split())
_AHEAD = 40


class Status(NamedTuple):
    """«ещё не отправлен»: its span and lemmas."""

    start: int
    end: int
    lemmas: frozenset[str]


def refusal_with_way(document: Document) -> tuple[int, int, tuple[Token, ...]] | None:
    """The span of the first refusal, and the statement behind it of what can be done; None where none follows."""
    for token in document.having(_REFUSED):
        refusal = _refusal(document, token)
        if refusal is None or in_quotes(document, token.start) or document.tokens[document.sentences[token.sentence].first].norm == "нет":
            continue
        for ahead in document.sentences[token.sentence + 1 : token.sentence + 2]:
            tokens = document.of(ahead)[:_AHEAD]
            ways = any(not t.lemmas.isdisjoint(_WAYS) or t.norm in ("можете", "сможете") for t in tokens)
            if ways and not any(t.norm in ("не", "нельзя", "если") for t in tokens[:8]):
                return (*refusal, tokens)
        return None
    return None


def _refusal(document: Document, token: Token) -> tuple[int, int] | None:
    """Span of «невозможно», «не можем», «не представляется возможным»; «не можем не поблагодарить» refuses nothing."""
    before = document.tokens[token.index - 1] if token.index else None
    ahead = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
    if ahead is not None and ahead.norm == "не":
        return None
    if token.is_("невозможный"):
        short = token.word is not None and any(p.feats.get("Variant") == "Short" for p in token.word.parses)
        return (token.start, token.end) if short else None
    if before is None or before.norm != "не":
        return None
    if token.norm in ("могу", "можем", "смогу", "сможем"):
        return before.start, token.end
    return (before.start, ahead.end) if ahead is not None and ahead.norm == "возможным" else None


@lru_cache(maxsize=20_000)
def _stands(form: str) -> bool:
    """A past form or a short participle or «готов»: what has not come about."""
    return any(
        p.pos == "VERB"
        and (p.feats.get("Tense") == "Past" and p.feats.get("VerbForm") == "Fin" or p.feats.get("Variant") == "Short" and p.feats.get("Voice") == "Pass")
        or p.lemma == "готовый"
        and p.feats.get("Variant") == "Short"
        for p in morph.word(form).parses
    )


@lru_cache(maxsize=20_000)
def _goes_on(form: str) -> bool:
    """A form that tells what will be or asks for something: a future, an imperative."""
    return any(p.pos in ("VERB", "AUX") and (p.feats.get("Tense") == "Fut" or p.feats.get("Mood") == "Imp") for p in morph.word(form).parses)


def status_only(document: Document) -> Status | None:
    """«Посылка ещё не приехала.»: a negative status in a reply that tells no time, no next step, no way."""
    for token in document.having(frozenset(("еще", "пока"))):
        ahead = document.tokens[token.index + 1 : token.index + 4]
        if len(ahead) < 2 or ahead[1].sentence != token.sentence or not (ahead[0].norm == "не" and _stands(ahead[1].norm) or ahead[0].norm == "нет"):
            continue
        if any(f.kind in _TIMES for f in facts_in(document)) or not document.lemmas.isdisjoint(_NEXT) or any(_goes_on(t.norm) for t in document.words):
            return None
        if ahead[0].norm == "нет":
            return Status(token.start, ahead[0].end, _HAVING)
        return Status(token.start, ahead[1].end, ahead[1].lemmas)
    return None

"""Replies that stop at a «no»: a refusal before the way that works, a status with nothing of what comes next."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.facts import facts_in
from rewriter.text.quotes import in_quotes

_REFUSED = frozenset("невозможный мочь представляться нельзя получиться выйти удаться оплатить отменить изменить поменять вернуть обменять".split())
# Told plainly, without a brush-off: a fault only where the way stands beside it and the client did not ask for a yes or no.
_SOFT = frozenset("нельзя получиться выйти удаться оплатить отменить изменить поменять вернуть обменять".split())
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
_ROOT = 5


class Status(NamedTuple):
    """«ещё не отправлен»: its span and lemmas."""

    start: int
    end: int
    lemmas: frozenset[str]


def refusal_with_way(document: Document, asked: frozenset[str]) -> tuple[int, int, tuple[Token, ...]] | None:
    """The span of the first refusal, and the statement behind it of what can be done; None where none follows. What the client asked is told yes or no first."""
    for token in document.having(_REFUSED):
        refusal = _refusal(document, token)
        if refusal is None or in_quotes(document, token.start) or document.tokens[document.sentences[token.sentence].first].norm == "нет":
            continue
        sentence = document.sentences[token.sentence]
        plain = token.lemmas.isdisjoint(_SOFT)
        if not plain and _takes_up(document.of(sentence), asked):
            continue
        if (way := _way_behind(document.tokens[token.index + 1 : sentence.last])) is not None:
            return (*refusal, way)
        if not plain and token.norm != "нельзя":
            continue
        for ahead in document.sentences[token.sentence + 1 : token.sentence + 2]:
            tokens = document.of(ahead)[:_AHEAD]
            ways = any(not t.lemmas.isdisjoint(_WAYS) or t.norm in ("можете", "сможете") for t in tokens)
            if ways and not any(t.norm in ("не", "нельзя", "если") for t in tokens[:8]):
                return (*refusal, tokens)
        return None
    return None


def _way_behind(rest: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """«…, но можно отказаться при получении»: the way in the same sentence."""
    for i, token in enumerate(rest[:-2]):
        if token.text == "," and rest[i + 1].norm in ("но", "зато", "однако"):
            way = rest[i + 2 : i + 2 + _AHEAD]
            near = way[:6]
            return (
                way if any(t.norm in ("можно", "можете", "сможете", "доступно") for t in near) and not any(t.norm in ("не", "нельзя") for t in near) else None
            )
    return None


def _takes_up(tokens: tuple[Token, ...], asked: frozenset[str]) -> bool:
    """Whether the deed is the one that the client asked about, in either aspect: «отправить» — «отправлять нельзя»."""
    roots = {x[:_ROOT] for x in asked if x.endswith(("ть", "ться", "ти", "чь"))}
    return any(_infinitive(t) and t.norm[:_ROOT] in roots for t in tokens)


def _infinitive(token: Token) -> bool:
    return token.word is not None and "inf" in token.word.tags


def _refusal(document: Document, token: Token) -> tuple[int, int] | None:
    """Span of «невозможно», «не можем», «не представляется возможным»; «не можем не поблагодарить» refuses nothing."""
    before = document.tokens[token.index - 1] if token.index else None
    ahead = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
    if ahead is not None and ahead.norm == "не":
        return None
    if token.norm == "нельзя":
        return token.start, token.end
    if token.is_("невозможный"):
        short = token.word is not None and any(p.feats.get("Variant") == "Short" for p in token.word.parses)
        return (token.start, token.end) if short else None
    if before is None or before.norm != "не":
        return None
    if not token.lemmas.isdisjoint(_SOFT) and (
        token.norm in ("получится", "выйдет", "удастся") or _infinitive(token) and token.index - 1 > document.sentences[token.sentence].first
    ):
        return before.start, token.end
    if token.norm in ("могу", "можем", "смогу", "сможем"):
        return before.start, token.end
    return (before.start, ahead.end) if ahead is not None and ahead.norm == "возможным" else None


@lru_cache(maxsize=4_096)
def _stands(form: str) -> bool:
    """A past form or a short participle or «готов»: what has not come about."""
    return any(
        p.pos == "VERB"
        and (p.feats.get("Tense") == "Past" and p.feats.get("VerbForm") == "Fin" or p.feats.get("Variant") == "Short" and p.feats.get("Voice") == "Pass")
        or p.lemma == "готовый"
        and p.feats.get("Variant") == "Short"
        for p in morph.word(form).parses
    )


@lru_cache(maxsize=4_096)
def _goes_on(form: str) -> bool:
    """A form that tells what will be or asks for something: a future, an imperative."""
    return any(p.pos in ("VERB", "AUX") and (p.feats.get("Tense") == "Fut" or p.feats.get("Mood") == "Imp") for p in morph.word(form).parses)


_SO_FAR = frozenset(("еще", "пока"))


def status_only(document: Document) -> Status | None:
    """«Посылка ещё не приехала.»: a negative status in a reply that tells no time, no next step, no way."""
    for token in document.having(_SO_FAR):
        ahead = document.tokens[token.index + 1 : token.index + 4]
        if len(ahead) < 2 or ahead[1].sentence != token.sentence or not (ahead[0].norm == "не" and _stands(ahead[1].norm) or ahead[0].norm == "нет"):
            continue
        if any(f.kind in _TIMES for f in facts_in(document)) or not document.lemmas.isdisjoint(_NEXT) or any(_goes_on(t.norm) for t in document.words):
            return None
        if ahead[0].norm == "нет":
            return Status(token.start, ahead[0].end, _HAVING)
        return Status(token.start, ahead[1].end, ahead[1].lemmas)
    return None

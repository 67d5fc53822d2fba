"""Verbs that are empty only beside certain deeds: «ведётся поиск», «занимаемся решением вопроса», «подлежит возврату», «принимаем меры по устранению»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rewriter.text.carried_deeds import Split
from rewriter.text.document import Document, Token
from rewriter.text.noun_chains import shape

_SEARCHES = frozenset("обработка поиск подготовка проверка разбирательство рассмотрение расследование розыск сбор".split())
_EFFORTS = frozenset("работа".split())
_STEPS = frozenset("действие мера попытка шаг".split())
_HELP = frozenset("консультация помощь содействие".split())
_BEING = frozenset("доработка исполнение обработка проверка рассмотрение согласование".split())
_SOLVING = frozenset("выяснение исправление обработка поиск проверка разбор рассмотрение решение розыск уточнение устранение".split())
_THERE = frozenset("наличие отсутствие присутствие".split())
_BEGUN = frozenset("обработка подготовка поиск проверка разбор сборка упаковка".split())
# «первая помощь», «скорая помощь» are names.
_NAMED = frozenset("первый скорый медицинский".split())


class _Bearer(NamedTuple):
    """What a verb is empty beside.

    `after`: the preposition, where there is one; `nouns`: these, `heavy`: or any heavy deed, `deeds`: or any deed;
    `aim`: the deed is what comes behind the noun and «по», «для», «к»; `object`: a genitive must follow.
    """

    case: str
    nouns: frozenset[str] = frozenset()
    after: str = ""
    heavy: bool = False
    deeds: bool = False
    aim: bool = False
    object: bool = False


_VERBS: dict[str, tuple[_Bearer, ...]] = {
    "вести": (_Bearer("Acc", _SEARCHES), _Bearer("Acc", _EFFORTS, aim=True)),
    "вестись": (_Bearer("Nom", _SEARCHES), _Bearer("Nom", _EFFORTS, aim=True)),
    "заниматься": (_Bearer("Ins", _SOLVING, object=True),),
    "заняться": (_Bearer("Ins", _SOLVING, object=True),),
    "обеспечивать": (_Bearer("Acc", _THERE, heavy=True),),
    "обеспечить": (_Bearer("Acc", _THERE, heavy=True),),
    "оказать": (_Bearer("Acc", _HELP), _Bearer("Nom", _HELP)),
    "оказывать": (_Bearer("Acc", _HELP),),
    "оказываться": (_Bearer("Nom", _HELP),),
    "подвергать": (_Bearer("Dat", deeds=True),),
    "подвергаться": (_Bearer("Dat", deeds=True),),
    "подвергнуть": (_Bearer("Dat", deeds=True),),
    "подвергнуться": (_Bearer("Dat", deeds=True),),
    "подлежать": (_Bearer("Dat", deeds=True),),
    "предпринимать": (_Bearer("Acc", _STEPS),),
    "предпринять": (_Bearer("Acc", _STEPS), _Bearer("Nom", _STEPS)),
    "принимать": (_Bearer("Acc", _STEPS, aim=True),),
    "приниматься": (_Bearer("Nom", _STEPS, aim=True),),
    "принять": (_Bearer("Acc", _STEPS, aim=True), _Bearer("Nom", _STEPS, aim=True)),
    "приступать": (_Bearer("Dat", _BEGUN, after="к", heavy=True),),
    "приступить": (_Bearer("Dat", _BEGUN, after="к", heavy=True),),
    "находиться": (_Bearer("Loc", _BEING, after="на"), _Bearer("Loc", _BEING, after="в")),
}
BEARERS = frozenset(_VERBS)
_NEAR = 5


def borne(document: Document) -> Iterator[Split]:
    """The split predicates with these verbs, in reading order."""
    for verb in document.having(BEARERS):
        top = verb.word.top if verb.word is not None else None
        if top is None or top.pos != "VERB" or (top.feats.get("VerbForm") == "Part" and top.feats.get("Variant") != "Short"):
            continue
        for bearer in (b for lemma in verb.lemmas & BEARERS for b in _VERBS[lemma]):
            if (noun := _beside(document, verb, bearer)) is not None:
                yield Split(verb, noun)
                break


def _beside(document: Document, verb: Token, bearer: _Bearer) -> Token | None:
    """The deed behind the verb, or right before it."""
    tokens = document.tokens
    last = document.sentences[verb.sentence].last
    at = verb.index + 1
    if bearer.after:
        if at >= last or tokens[at].norm not in (bearer.after, f"{bearer.after}о"):
            return None
        at += 1
    for i in range(at, min(at + _NEAR, last)):
        token = tokens[i]
        if token.norm == "пожалуйста" or (token.text == "," and i + 1 < last and "пожалуйста" in (token.norm, tokens[i + 1].norm, tokens[i - 1].norm)):
            continue
        if token.word is None:
            break
        if shape(token.norm).noun:
            return _whole(document, token, bearer) if _fits(token, bearer) else None
        pos = token.word.top.pos if token.word.top is not None else ""
        if pos not in ("ADJ", "DET", "ADV", "PRON", "PART", "VERB") or not token.lemmas.isdisjoint(_NAMED):
            break
    before = tokens[verb.index - 1] if verb.index > document.sentences[verb.sentence].first else None
    if bearer.after or bearer.aim or bearer.object or before is None or before.word is None or not _fits(before, bearer):
        return None
    return before


def _fits(token: Token, bearer: _Bearer) -> bool:
    named = not token.lemmas.isdisjoint(bearer.nouns)
    deed = shape(token.norm).deed
    if not (named or (bearer.deeds and deed is not None) or (bearer.heavy and deed == "heavy")):
        return False
    return token.word is not None and any(p.pos == "NOUN" and p.feats.get("Case") == bearer.case for p in token.word.parses)


def _whole(document: Document, noun: Token, bearer: _Bearer) -> Token | None:
    """The deed itself: the noun, or with an aim what stands behind its preposition."""
    last = document.sentences[noun.sentence].last
    ahead = document.tokens[noun.index + 1 : min(noun.index + 1 + _NEAR, last)]
    if bearer.object:
        return noun if ahead and ahead[0].word is not None and (shape(ahead[0].norm).genitive or shape(ahead[0].norm).modifier) else None
    if not bearer.aim:
        return noun
    if not ahead or ahead[0].norm not in ("по", "для", "к", "над"):
        return None
    return next((t for t in ahead[1:] if shape(t.norm).deed), None)

"""What may be done with things and what may not: «плед к пересылке допускается» → «плед пересылать можно», «эксплуатация прибора запрещена» → «пользоваться прибором нельзя»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, clause_ends, norm_at, plainer
from rewriter.text.plain.split_reading import joined
from rewriter.text.plain.subjects import agrees, last_said, subject_before
from rewriter.text.plain.verbal_nouns import VerbalNoun, deed_of

_MAY = frozenset("допускается допускаются разрешается разрешаются допущен допущена допущено допущены разрешен разрешена разрешено разрешены".split())
_MAY_NOT = frozenset("запрещается запрещаются запрещен запрещена запрещено запрещены".split())
_POSSIBLE = {"Masc": "возможен", "Fem": "возможна", "Neut": "возможно"}
WORDS = frozenset("допускаться разрешаться допустить разрешить запретить запрещаться допускать разрешать запрещать".split())
# «Эксплуатация прибора» → «пользоваться прибором».
_USING = frozenset(("эксплуатация",))
# Deeds that things go in for by a preposition: «к пересылке», «для ввоза».
_TO = frozenset("пересылка перевозка ввоз вывоз отправка провоз хранение использование применение возврат обмен продажа".split())
_VERBS = {"ввоз": "ввозить"}
# What may be done again and again to what the clause before is about: «уменьшить число мест нельзя, добавление допускается».
_SPOKEN_OF = frozenset("добавление увеличение снижение уменьшение изменение продление пересылка обмен замена перенос удаление".split())


def permitted(document: Document) -> Iterator[Plainer]:
    """Every permission of this kind that has a sure repair."""
    for token in document.having(WORDS):
        if token.norm not in _MAY | _MAY_NOT:
            continue
        negated = norm_at(document, token.index - 1, token.sentence) == "не"
        if negated and token.norm in _MAY_NOT:
            continue
        can = "можно" if token.norm in _MAY and not negated else "нельзя"
        first, last = token.index - negated, token.index + 1
        found = _to_a_deed(document, token, first, can) or _used(document, token, first, can)
        if found is None and can == "можно" and token.norm in ("допускается", "разрешается"):
            found = _spoken_of(document, first, last) or _possible(document, token)
        if found is not None:
            yield found


def _to_a_deed(document: Document, token: Token, first: int, can: str) -> Plainer | None:
    """«Плед к пересылке допускается», «духи запрещены к перевозке»."""
    here, index = token.sentence, token.index
    before = norm_at(document, first - 2, here) == "к"
    verb, at_deed = None, first - 1 if before else index + 2
    if before or norm_at(document, index + 1, here) == "к":
        verb = _done(document, at_deed)
    if verb is None:
        return None
    last = index + 1 if before else index + 3
    subject = subject_before(document, first - 2 if before else first)
    if subject is None or subject.last != (first - 2 if before else first) or not agrees(document, index, subject) or not last_said(document, last):
        return None
    acted = subject.in_case("Acc") if subject.parse.feats.get("Animacy") != "Anim" else None
    return plainer(document, subject.first, last, f"{acted} {verb} {can}") if acted else None


def _done(document: Document, index: int) -> str | None:
    word = document.tokens[index].word if index < len(document.tokens) else None
    deed = next((p.lemma for p in (word.parses if word else ()) if p.lemma in _TO and p.feats.get("Case") == "Dat" and p.feats.get("Number") == "Sing"), None)
    if deed is None:
        return None
    noun = deed_of(document.tokens[index], "Dat")
    return _VERBS.get(deed) or (noun.imperfective if noun is not None else None)


def _used(document: Document, token: Token, first: int, can: str) -> Plainer | None:
    """«Эксплуатация прибора (не допускается)» → «пользоваться прибором (нельзя)»."""
    subject = subject_before(document, first)
    if subject is None or subject.parse.lemma not in _USING or subject.modifiers or not agrees(document, token.index, subject):
        return None
    last = token.index + 1
    if not last_said(document, last):
        return None
    index = subject.head.index + 1
    thing = noun_phrase(document, index, "Gen")
    if thing is None or thing.last > first or joined(document, thing.last) or (acted := thing.in_case("Ins")) is None:
        return None
    between = document.text[document.tokens[thing.last - 1].end : document.tokens[first - 1].end]
    return plainer(document, subject.first, last, f"пользоваться {acted}{between} {can}")


def _spoken_of(document: Document, first: int, last: int) -> Plainer | None:
    """«Снизить количество мест нельзя, добавление допускается» → «…, добавлять можно»."""
    noun = deed_of(document.tokens[first - 1], "Nom") if first else None
    if noun is None or noun.noun not in _SPOKEN_OF or not noun.imperfective or not clause_ends(document, last) or not _contrasted(document, first - 1):
        return None
    return plainer(document, first - 1, last, f"{noun.imperfective} можно")


def _contrasted(document: Document, index: int) -> bool:
    """Whether the clause before, joined by a comma, tells with a verb what cannot be done to the same thing."""
    here = document.tokens[index].sentence
    begin = document.sentences[here].first
    before = index - 1 if norm_at(document, index - 1, here) not in ("а", "но") else index - 2
    if before <= begin or document.tokens[before].text not in ",;":
        return False
    clause = document.tokens[begin:before]
    if any(t.norm in ("нельзя", "получится") for t in clause) and any(t.word is not None and "inf" in t.word.tags for t in clause):
        return True
    # Not yet repaired itself.
    return len(clause) > 1 and clause[-2].norm == "не" and clause[-1].norm in _MAY and any(deed_of(t, "Nom") is not None for t in clause)


def _possible(document: Document, token: Token) -> Plainer | None:
    """«Частичный возврат из заказа допускается» → «… возможен», where no verb can be had for the noun."""
    subject = subject_before(document, token.index)
    if subject is None or subject.agreement["Number"] != "Sing" or not agrees(document, token.index, subject):
        return None
    noun = deed_of(subject.head, "Nom")
    if noun is None or not (_bare(noun, subject) or noun.client and not subject.modifiers and clause_ends(document, token.index + 1)):
        return None
    return plainer(document, token.index, token.index + 1, _POSSIBLE[subject.agreement["Gender"]])


def _bare(noun: VerbalNoun, subject: NounPhrase) -> bool:
    """Whether no verb stands for the noun alone: «частичный возврат»."""
    return bool(subject.modifiers) and noun.noun in ("возврат", "обмен", "замена", "перенос", "оплата")

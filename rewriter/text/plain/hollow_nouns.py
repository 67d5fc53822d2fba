"""Words that add nothing to a deed: «приостановление оказания услуг» → «приостановление услуг», «после проведённой проверки» → «после проверки», «осуществление оплаты картой возможно» → «оплата картой возможна»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import inflect
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, norm_at, plainer
from rewriter.text.plain.verbal_nouns import conjugated, deed_of
from rewriter.text.segments import is_predicate

_SERVING = frozenset(("оказания", "предоставления"))
_SERVICES = frozenset(("услуга", "сервис"))
_IDLE = frozenset("осуществление проведение выполнение произведение".split())
_DONE = frozenset(("провести", "выполнить"))
_CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
# What is held rather than done: «проведённая диагностика».
_HELD = frozenset("диагностика проверка анализ экспертиза обследование осмотр исследование расследование сверка мониторинг тестирование поиск розыск".split())
_ABLE = {"возможно": "возможный", "невозможно": "невозможный"}
_TOLD = {"предусмотрено": "предусмотреть", "запланировано": "запланировать", "разрешено": "разрешить", "запрещено": "запретить"}
_SAME = frozenset("допускается разрешается запрещается планируется ожидается предполагается предусматривается".split())
_MAY = frozenset("допускается разрешается возможно возможен возможна".split())
_IS_DONE = frozenset("осуществляется производится выполняется".split())
_EMPTY = frozenset("подавать направлять оформлять предоставлять разместить расположить находиться".split())
WORDS = frozenset(("действие", "наличие", "оказание", "предоставление", "допускаться", "разрешаться", "возможный", "возможно")) | _IDLE | _DONE | _EMPTY
_REACH = 14


def hollow_nouns(document: Document) -> Iterator[Plainer]:
    """Every such word, the grammar around it made good."""
    for token in document.having(WORDS):
        if token.norm in _SERVING:
            found = _between(document, token)
        elif token.norm in _MAY:
            found = _and_is_done(document, token)
        elif token.norm == "действие":
            found = _in_force(document, token)
        elif token.norm == "наличие":
            found = _wanted(document, token)
        elif token.norm == "наличия":
            found = _because(document, token)
        elif token.lemmas & _EMPTY and norm_at(document, token.index - 1, token.sentence) == ",":
            found = _where(document, token)
        elif token.lemmas & _IDLE:
            found = _itself(document, token)
        else:
            found = _held(document, token)
        if found is not None:
            yield found


def _between(document: Document, token: Token) -> Plainer | None:
    before, after = at(document, token.index - 1, token.sentence), at(document, token.index + 1, token.sentence)
    if before is None or after is None or after.lemmas.isdisjoint(_SERVICES) or all(deed_of(before, case) is None for case in _CASES):
        return None
    return plainer(document, before.index, token.index + 1, before.text)


def _in_force(document: Document, token: Token) -> Plainer | None:
    """«Действие промокода не распространяется на часы» → «промокод не действует на часы»."""
    here = token.sentence
    thing = noun_phrase(document, token.index + 1, "Gen")
    name = thing.in_case("Nom") if thing is not None and clause_begins(document, token.index) else None
    if thing is None or name is None:
        return None
    verb = thing.last + (norm_at(document, thing.last, here) == "не")
    if norm_at(document, verb, here) not in ("распространяется", "действует"):
        return None
    acts = "действуют" if thing.agreement["Number"] == "Plur" else "действует"
    return plainer(document, token.index, verb + 1, f"{name} {'не ' if verb > thing.last else ''}{acts}")


def _wanted(document: Document, token: Token) -> Plainer | None:
    """«Наличие коробки не обязательно» → «коробка не обязательна»."""
    here = token.sentence
    thing = noun_phrase(document, token.index + 1, "Gen")
    if thing is None or not clause_begins(document, token.index):
        return None
    verb = thing.last + (norm_at(document, thing.last, here) == "не")
    name = thing.in_case("Nom") if norm_at(document, verb, here) == "обязательно" else None
    told = inflect("обязательный", "ADJ", Variant="Short", **thing.agreement)
    return plainer(document, token.index, verb + 1, f"{name} {'не ' if verb > thing.last else ''}{told}") if name and told else None


def _because(document: Document, token: Token) -> Plainer | None:
    """«из-за наличия задолженности» → «из-за задолженности»."""
    here, index = token.sentence, token.index
    if norm_at(document, index - 1, here) != "из-за" or noun_phrase(document, index + 1, "Gen", tail=False) is None:
        return None
    return plainer(document, index - 1, index + 1, "из-за")


def _where(document: Document, token: Token) -> Plainer | None:
    """«заявления, подаваемого через приложение» → «заявления через приложение»; only where the sentence ends with it, so that no comma is left over."""
    here, index = token.sentence, token.index
    top = token.word.top if token.word is not None else None
    following = at(document, index + 1, here)
    if top is None or top.feats.get("VerbForm") != "Part" or top.feats.get("Variant") == "Short" or following is None or "prep" not in following.tags:
        return None
    rest = document.tokens[index + 1 : document.sentences[here].last]
    if any(is_predicate(t) or t.text in ";—–" or t.norm in ("и", "который") for t in rest):
        return None
    return plainer(document, index - 2, index + 2, f"{document.tokens[index - 2].text} {following.text}")


def _held(document: Document, token: Token) -> Plainer | None:
    """«по результатам проведённой диагностики» → «по результатам диагностики»."""
    following = at(document, token.index + 1, token.sentence)
    parse = next(
        (p for p in (token.word.parses if token.word else ()) if p.lemma in _DONE and p.feats.get("VerbForm") == "Part" and p.feats.get("Variant") != "Short"),
        None,
    )
    if parse is None or following is None or following.lemmas.isdisjoint(_HELD) or parse.feats.get("Case") == "Nom":
        return None
    return plainer(document, token.index, following.index + 1, following.text)


def _and_is_done(document: Document, token: Token) -> Plainer | None:
    """«Замена возможна и производится в салоне» → «замена производится в салоне»: how it is done, says that it can be."""
    here, index = token.sentence, token.index
    done = at(document, index + 2, here)
    if norm_at(document, index - 1, here) == "не" or norm_at(document, index + 1, here) != "и" or done is None or done.norm not in _IS_DONE:
        return None
    return plainer(document, index, done.index + 1, done.text)


def _itself(document: Document, token: Token) -> Plainer | None:
    """The deed becomes the subject, and the predicate agrees with it."""
    here = token.sentence
    deed = noun_phrase(document, token.index + 1, "Gen", tail=False)
    if not any(p.feats.get("Case") == "Nom" for p in (token.word.parses if token.word else ())) or not clause_begins(document, token.index):
        return None
    if deed is None or deed.parse.feats.get("Number") != "Sing" or deed_of(deed.head, "Gen") is None or (named := deed.in_case("Nom")) is None:
        return None
    for verb in document.tokens[deed.last : min(deed.last + _REACH, document.sentences[here].last)]:
        if verb.text in ",;:—–(":
            return None
        if verb.norm in _SAME or verb.norm in _ABLE or verb.norm in _TOLD:
            agreed = _agreeing(verb, deed.agreement)
            middle = document.text[deed.end : document.tokens[verb.index - 1].end]
            return plainer(document, token.index, verb.index + 1, f"{named}{middle} {agreed}") if agreed else None
        if is_predicate(verb):
            return None
    return None


def _agreeing(verb: Token, agreement: dict[str, str]) -> str | None:
    if verb.norm in _ABLE:
        return inflect(_ABLE[verb.norm], "ADJ", Variant="Short", **agreement)
    if verb.norm in _TOLD:
        return conjugated(_TOLD[verb.norm], VerbForm="Part", Variant="Short", Voice="Pass", Tense="Past", **agreement)
    return verb.text

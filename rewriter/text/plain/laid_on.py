"""Who must do, pay or answer for something: «обязанность по замене счётчика возлагается на собственника» → «заменить счётчик должен собственник»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rewriter.text.document import Document, Token
from rewriter.text.plain.agents import COMPANIES
from rewriter.text.plain.held import HELD
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, norm_at, plainer
from rewriter.text.plain.verbal_nouns import deed_of

_LAID = frozenset("возлагается возлагаются возложена возложено возложены лежит".split())
WORDS = _LAID
_MUST = {"Masc": "должен", "Fem": "должна", "Neut": "должно", "": "должны"}
_PRONOUNS = {"вас": ("вы", "отвечаете", "оплачиваете"), "нас": ("мы", "отвечаем", "оплачиваем")}
_HOLDING = {"проведению": ("провести", "проводить"), "осуществлению": ("провести", "проводить"), "организации": ("организовать", "организовывать"), "обеспечению": ("обеспечить", "обеспечивать")}  # fmt: skip
# Done again and again: «передавать показания должен потребитель».
_AGAIN = frozenset("передача внесение содержание хранение обслуживание оплата уплата".split())
_FAULTS = ("ситуация", "произошедшее", "случившееся", "задержка", "ошибка", "сбой", "повреждение", "срыв", "инцидент", "это")
_REACH = 14


class _Bearer(NamedTuple):
    """On whom it is laid: the name in the nominative, «должен», «отвечает», and one past the last token."""

    name: str
    must: str
    answers: str
    pays: str
    last: int


def laid_on(document: Document) -> Iterator[Plainer]:
    """Every duty laid on somebody that has a sure repair."""
    for token in document.having(WORDS):
        found = _repaired(document, token) if token.norm in _LAID else None
        if found is not None:
            yield found


def _repaired(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index
    bearer = _bearer(document, index + 1, here, "Loc" if token.norm == "лежит" else "Acc")
    if bearer is None or norm_at(document, index - 1, here) == "не":
        return None
    for begin in range(max(document.sentences[here].first, index - _REACH), index):
        head = document.tokens[begin]
        if head.norm not in ("обязанность", "ответственность", "расходы", "затраты") or not (
            clause_begins(document, begin) or _free(document.tokens[begin - 1])
        ):
            continue
        between = document.tokens[begin + 1 : index]
        if not between or any(t.kind == "punct" and t.text not in "«»№" for t in between):
            return None
        if head.norm == "ответственность":
            # «за сохранность пароля отвечает пользователь»
            if any(t.is_(*_FAULTS) for t in between):
                return None  # blame is another rule's
            what = document.text[between[0].start : between[-1].end]
            return plainer(document, begin, bearer.last, f"{what} {bearer.answers} {bearer.name}") if between[0].norm == "за" else None
        if head.norm != "обязанность":
            return _paid(document, begin, index, bearer)
        duty = _duty(document, begin + 1, index)
        return plainer(document, begin, bearer.last, f"{duty} {bearer.must} {bearer.name}") if duty is not None else None
    return None


def _free(before: Token) -> bool:
    """«При пересылке вложений ответственность за …»: nothing before it agrees with it or governs it."""
    return before.kind == "word" and before.word is not None and before.word.top is not None and before.word.top.pos == "NOUN"


def _paid(document: Document, begin: int, last: int, bearer: _Bearer) -> Plainer | None:
    """«расходы по обратной пересылке возлагаются на покупателя» → «обратную пересылку оплачивает покупатель»."""
    lead = norm_at(document, begin + 1, document.tokens[begin].sentence)
    if lead not in ("по", "на"):
        return None
    what = noun_phrase(document, begin + 2, "Dat" if lead == "по" else "Acc")
    told = what.in_case("Acc") if what is not None and what.last == last else None
    return plainer(document, begin, bearer.last, f"{told} {bearer.pays} {bearer.name}") if told else None


def _bearer(document: Document, index: int, sentence: int, case: str) -> _Bearer | None:
    """«на собственника жилья», «на Вас» at the end of the clause."""
    whom = at(document, index + 1, sentence)
    if norm_at(document, index, sentence) != "на" or whom is None:
        return None
    if whom.norm in _PRONOUNS:
        name, answers, pays = _PRONOUNS[whom.norm]
        name = name.capitalize() if whom.capital else name
        return _Bearer(name, "должны", answers, pays, index + 2) if clause_ends(document, index + 2) else None
    found = noun_phrase(document, index + 1, case)
    told = found.in_case("Nom") if found is not None and (found.parse.feats.get("Animacy") != "Inan" or found.parse.lemma in COMPANIES) else None
    if found is None or not told or not clause_ends(document, found.last):
        return None
    agreement = found.agreement
    many = agreement["Number"] == "Plur"
    return _Bearer(told, _MUST[agreement.get("Gender", "")], "отвечают" if many else "отвечает", "оплачивают" if many else "оплачивает", found.last)


def _duty(document: Document, index: int, last: int) -> str | None:
    """«по замене счётчика» → «заменить счётчик», «по проведению поверки» → «провести поверку»; all up to the verb, or None."""
    here = document.tokens[index].sentence
    deed = at(document, index + 1, here)
    if norm_at(document, index, here) != "по" or deed is None:
        return None
    noun, begin = deed_of(deed, "Dat"), index + 2
    if deed.norm in _HOLDING:
        inner = deed_of(at(document, begin, here), "Gen")
        thing = noun_phrase(document, begin, "Gen")
        if inner is not None and inner.noun not in HELD and noun_phrase(document, begin + 1, "Gen") is not None:
            # «по осуществлению замены счётчика»
            noun, begin = inner, begin + 1
        else:
            held = thing is not None and (inner is not None or thing.parse.lemma in HELD or deed.norm in ("организации", "обеспечению"))
            acted = thing.in_case("Acc") if thing is not None and held else None
            return f"{_HOLDING[deed.norm][0]} {acted}{_rest(document, thing.last, last)}" if thing is not None and acted else None
    elif noun is None:
        thing = noun_phrase(document, index + 1, "Dat")
        acted = thing.in_case("Acc") if thing is not None and thing.parse.lemma in HELD else None
        return f"провести {acted}{_rest(document, thing.last, last)}" if thing is not None and acted else None
    thing = noun_phrase(document, begin, "Gen")
    verb = noun.verb(perfective=noun.noun not in _AGAIN, with_object=True) if not noun.doer else None
    acted = thing.in_case("Acc") if thing is not None else None
    return f"{verb} {acted}{_rest(document, thing.last, last)}" if thing is not None and verb and acted else None


def _rest(document: Document, first: int, last: int) -> str:
    """What stands between the object and the verb, with the space before it."""
    return document.text[document.tokens[first - 1].end : document.tokens[last - 1].end] if last > first else ""

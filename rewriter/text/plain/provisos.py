"""Conditions told by a deed: «при условии сообщения номера» → «если сообщить номер», «при условии полной оплаты» → «при полной оплате»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.conditions import starts_main
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.obligations import joined_objects
from rewriter.text.plain.plain_verbs import GIVEN, NAMED, SENT, SHOWN
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, norm_at, plainer
from rewriter.text.plain.split_reading import joined
from rewriter.text.plain.verbal_nouns import conjugated, deed_of
from rewriter.text.segments import is_predicate

WORDS = frozenset(("условии",))
# Deeds of whoever wants the condition met, beside those that are the client's in any case.
_DEEDS = {
    "сообщения": "сообщить", "указания": "указать", "соблюдения": "соблюдать", "возврата": "вернуть", "отправки": "отправить", "передачи": "передать",
    "прохождения": "пройти", "покупки": "купить", "заказа": "заказать", "докупки": "докупить", "согласования": "согласовать", "выполнения": "выполнить", "подачи": "подать",
    "внесения": "внести", "заключения": "заключить", "предъявления": "показать", "обеспечения": "обеспечить", "применения": "применить",
}  # fmt: skip
_GIVING = frozenset(("предоставления", "представления"))
_BY_OBJECT = ((SENT, "прислать"), (NAMED, "сообщить"), (SHOWN, "показать"), (GIVEN, "дать"))
_COMING = {"поступления": "поступить", "прибытия": "прибыть", "нахождения": "находиться"}
_ALONE = frozenset("регистрация авторизация".split())
# «при оплате за год», «при заказе от 3 000 ₽»: how everybody says it.
_PAYMENTS = {"оплаты": "оплате", "предоплаты": "предоплате", "заказа": "заказе", "покупки": "покупке", "бронирования": "бронировании"}
# «при условии суммы заказа от 2 000 ₽»
_MEASURES = frozenset("суммы стоимости веса массы объема срока количества остатка возраста".split())
_WHOSE = frozenset("его ее их".split())
_ADDED = frozenset("стоимостью сроком весом объемом не".split())
_CLINGING = frozenset("только лишь и или либо а но даже также исключительно".split())


def provisos(document: Document) -> Iterator[Plainer]:
    """Every «при условии» with a noun that has a sure repair."""
    for token in document.having(WORDS):
        found = _repaired(document, token) if norm_at(document, token.index - 1, token.sentence) == "при" else None
        if found is not None:
            yield found


def _repaired(document: Document, token: Token) -> Plainer | None:
    here, first, index = token.sentence, token.index - 1, token.index + 1
    noun = at(document, index, here)
    if noun is None or noun.word is None or norm_at(document, first - 1, here) == "не":
        return None
    if noun.norm == "наличия":
        return _there(document, first, index + 1)
    if noun.norm == "отсутствия":
        return _without(document, first, index + 1)
    if noun.norm in _MEASURES:
        measured = noun_phrase(document, index, "Gen")
        said = measured.in_case("Loc") if measured is not None else None
        end = norm_at(document, measured.last, here) if measured is not None else ""
        return (
            plainer(document, first, measured.last, f"при {said}")
            if measured is not None and said and end in ("от", "до", "не", "более", "свыше", "больше")
            else None
        )
    if noun.norm in _COMING:
        return _comes(document, first, index + 1, _COMING[noun.norm])
    if (loc := _payment(document, index)) is not None:
        return plainer(document, first, index + 1, f"при {loc}")
    deed = _deed(document, index)
    if deed is not None:
        return _placed(document, first, deed[0], f"если {deed[1]}")
    # «при условии полной оплаты» → «при полной оплате»
    top = noun.word.top
    whole = noun_phrase(document, index, "Gen") if top is not None and top.pos == "ADJ" else None
    told = whole.in_case("Loc") if whole is not None and norm_at(document, whole.last, here) not in ("и", "или", "либо") else None
    return plainer(document, first, whole.last, f"при {told}") if whole is not None and told else None


def _payment(document: Document, index: int) -> str | None:
    """«оплаты за год», «заказа от 3 000 ₽»: a payment or an order with its measure and no object."""
    told = _PAYMENTS.get(document.tokens[index].norm)
    # «заказа от 3 000 ₽ и оплаты картой»: the second one would need its case, too
    if told is None or joined(document, index + 1):
        return None
    return told if norm_at(document, index + 1, document.tokens[index].sentence) in ("за", "до", "от", "картой", "через") else None


def _deed(document: Document, index: int) -> tuple[int, str] | None:
    """«сообщения её текста» → «сообщить её текст»: one past its last token, and what must be done."""
    noun = document.tokens[index]
    here = noun.sentence
    known = deed_of(noun, "Gen")
    verb = _DEEDS.get(noun.norm) or (known.verb(perfective=True, with_object=True) if known is not None and known.client and not known.doer else None)
    begin = index + 1
    if noun.norm in _GIVING:
        verb = _given(document, begin)
    thing = noun_phrase(document, begin, "Gen")
    if thing is None and norm_at(document, begin, here) in _WHOSE:
        thing = noun_phrase(document, begin + 1, "Gen")
    if verb is not None and thing is not None:
        return _with_objects(document, begin, verb)
    if known is None or known.noun not in _ALONE or noun_phrase(document, begin, "Gen", tail=False) is not None:
        return None
    alone = known.verb(perfective=True, with_object=False)
    return (begin, alone) if alone and norm_at(document, begin, here) in ("до", "в", "на", "через") else None


def _with_objects(document: Document, begin: int, verb: str) -> tuple[int, str] | None:
    """«(сообщить) номер лицензии и дату покупки», «(вернуть) товар и подать заявление»; None where more of them follow than are understood."""
    here = document.tokens[begin].sentence
    objects, last = joined_objects(document, begin, here)
    if not objects:
        return None
    deed = next((i for i in range(begin, last) if document.tokens[i].norm in ("и", "или") and deed_of(document.tokens[i + 1], "Gen") is not None), None)
    if deed is not None:
        thing, other = noun_phrase(document, begin, "Gen"), _deed(document, deed + 1)
        acted = thing.in_case("Acc") if thing is not None and thing.last == deed else None
        return (other[0], f"{verb} {acted} {document.tokens[deed].text} {other[1]}") if acted and other is not None else None
    if norm_at(document, last, here) == "," and noun_phrase(document, last + 1, "Gen", tail=False) is not None or joined(document, last):
        return None  # «чека, товара и упаковки»
    return last, f"{verb} {objects}"


def _given(document: Document, index: int) -> str | None:
    """What one does to the thing that is to be «предоставлено»."""
    thing = noun_phrase(document, index, "Gen", tail=False)
    return next((verb for things, verb in _BY_OBJECT if thing is not None and thing.parse.lemma in things), None)


def _there(document: Document, first: int, index: int) -> Plainer | None:
    """«при условии наличия чека» → «если есть чек»."""
    thing = noun_phrase(document, index, "Gen")
    told = thing.in_case("Nom") if thing is not None and norm_at(document, thing.last, thing.head.sentence) not in ("и", "или", "либо") else None
    return _placed(document, first, thing.last, f"если есть {told}") if thing is not None and told else None


def _without(document: Document, first: int, index: int) -> Plainer | None:
    """«при условии отсутствия объявленной ценности» → «без объявленной ценности», «… задолженности» → «если нет задолженности»."""
    thing = noun_phrase(document, index, "Gen")
    if thing is None or norm_at(document, thing.last, thing.head.sentence) in ("и", "или", "либо"):
        return None
    if thing.parse.lemma in _HAD_ALONG:
        return plainer(document, first, index, "без")
    return _placed(document, first, thing.last, f"если нет {document.text[thing.start : thing.end]}")


# What a thing goes with or without: «посылка без объявленной ценности».
_HAD_ALONG = frozenset("ценность платеж упаковка комиссия предоплата багаж питание".split())


def _comes(document: Document, first: int, index: int, verb: str) -> Plainer | None:
    thing = noun_phrase(document, index, "Gen")
    name = thing.in_case("Nom") if thing is not None and norm_at(document, thing.last, thing.head.sentence) not in ("и", "или", "либо") else None
    if thing is None or name is None:
        return None
    number = "Plur" if thing.money else thing.agreement["Number"]
    tense = "Pres" if verb == "находиться" else "Fut"
    told = conjugated(verb, VerbForm="Fin", Mood="Ind", Tense=tense, Person="3", Number=number)
    said = f"если {name} {told}" if tense == "Pres" else f"если {told} {name}"
    return _placed(document, first, thing.last, said) if told else None


def _placed(document: Document, first: int, last: int, told: str) -> Plainer | None:
    """With commas where they are due: behind what opens the clause, before what ends it; None where it is not sure how far the condition goes."""
    here = document.tokens[first].sentence
    if norm_at(document, last, here) in ("и", "или", "либо"):
        return None
    if clause_begins(document, first):
        end = _with_adjunct(document, last)
        following = at(document, end, here) if end is not None else None
        before = document.tokens[first - 1] if first > document.sentences[here].first else None
        if end is None or following is None or before is not None and before.norm in ("и", "а", "но", "что") or not starts_main(following):
            return None
        return plainer(document, first, end, f"{told}{document.text[document.tokens[last - 1].end : document.tokens[end - 1].end]},")
    before = document.tokens[first - 1]
    if before.norm in _CLINGING or before.kind == "punct" and before.text != "»" or not _to_the_end(document, last):
        return None
    return plainer(document, before.index, last, f"{before.text}, {told}")


def _with_adjunct(document: Document, last: int) -> int | None:
    """One past «до 5 мая», «за год» behind the deed."""
    here = document.tokens[last - 1].sentence
    lead = at(document, last, here)
    if lead is None or lead.norm not in ("до", "за", "после", "от", "с", "в", "на"):
        return last
    day, month = at(document, last + 1, here), at(document, last + 2, here)
    if day is not None and day.kind == "number":
        return last + 3 if month is not None and month.kind == "word" else None
    found = (noun_phrase(document, last + 1, case, tail=False) for case in ("Gen", "Acc", "Loc", "Ins"))
    return next((f.last for f in found if f is not None), None)


def _to_the_end(document: Document, last: int) -> bool:
    """Whether what stands behind the object up to the clause's end can only belong to the deed: «не позднее 18:00 4 декабря», «стоимостью 690 руб.»."""
    here = document.tokens[last - 1].sentence
    lead = at(document, last, here)
    if clause_ends(document, last):
        return True
    if lead is None or lead.word is None or lead.word.top is None or lead.word.top.pos != "ADP" and lead.norm not in _ADDED:
        return False
    for token in document.tokens[last : document.sentences[here].last]:
        if token.text in ",;—–(!?":
            return True
        if is_predicate(token) or token.lemmas & {"карта", "счет"}:
            return False
    return True

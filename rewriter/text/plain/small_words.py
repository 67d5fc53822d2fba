"""Small clerical words whose plain ones need another case or fewer words: «в мае месяце», «порядка двух недель», «по истечении 30 дней», «в соответствии с тарифом»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import Parse
from rewriter.text.plain.held import HELD
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, norm_at, plainer
from rewriter.text.plain.split_reading import joined
from rewriter.text.plain.verbal_nouns import NOUNS, deed_of

_MONTHS = frozenset("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split())
_MONTH_FORMS = frozenset("месяц месяца месяце месяцем месяцу".split())
_IDLE = frozenset("осуществление выполнение проведение произведение".split())
_SUMS = frozenset("штраф комиссия скидка кешбэк кэшбэк плата компенсация сумма доплата пошлина депозит бонус предоплата аванс взнос неустойка".split())
_AMOUNTS = frozenset("деньги разница остаток переплата долг платеж".split())
_PLANNING = frozenset("запланировать наметить назначить планироваться запланированный намеченный назначенный".split())
_TERMS = frozenset("срок порядок период время дата место стоимость способ".split())
_TERMS_OF_HOLDING = frozenset("срок период время дата стоимость".split())
_IS_DONE = frozenset("производится осуществляется проводится выполняется".split())
_UNITS = frozenset("₽ % $ € руб р".split())
_COUNTED = frozenset("рубль доллар евро балл бонус".split())
_KOPECKS = frozenset("коп копейка копейки копеек".split())
_LAWS = frozenset("закон законодательство кодекс правило статья пункт постановление приказ норма акт положение часть регламент".split())
_BY = frozenset("заказ акция программа договор гарантия подписка тариф соглашение".split())
_SERVING = {"оказания": "Gen", "оказанию": "Dat", "оказанием": "Ins"}
_SERVED = frozenset("поверка уборка стрижка экспертиза обследование лечение обучение клининг".split())
WORDS = (
    frozenset("порядка истечении соответствии факту адрес размере рамках том период срок промежуток интервал прошествии использованием".split())
    | _MONTH_FORMS
    | _IDLE
    | _SERVING.keys()
)
_SAYING = frozenset(
    "сообщать сообщить уведомлять уведомить информировать напоминать напомнить говорить знать помнить писать извещать предупреждать предупредить".split()
)


def small_words(document: Document) -> Iterator[Plainer]:
    """Every small clerical word that has a sure repair."""
    for token in document.having(WORDS):
        if token.norm in _MONTH_FORMS:
            found = _month(document, token)
        elif token.norm in _SERVING:
            found = _service(document, token)
        elif token.lemmas & _IDLE:
            found = _idle(document, token)
        else:
            found = _REPAIRS[token.norm](document, token) if token.norm in _REPAIRS else None
        if found is not None:
            yield found


def _month(document: Document, token: Token) -> Plainer | None:
    """«в мае месяце» → «в мае»."""
    before = at(document, token.index - 1, token.sentence)
    if before is None or not before.lemmas & _MONTHS or before.word is None or norm_at(document, token.index - 2, token.sentence).isdigit():
        return None
    return plainer(document, before.index, token.index + 1, before.text)


def _about(document: Document, token: Token) -> Plainer | None:
    """«порядка двух недель» → «около двух недель»."""
    following = at(document, token.index + 1, token.sentence)
    if following is None or not (
        following.kind == "number" or (following.word is not None and following.word.top is not None and following.word.top.pos == "NUM")
    ):
        return None
    return None if norm_at(document, token.index - 1, token.sentence) in ("для", "ради", "до") else plainer(document, token.index, token.index + 1, "около")


def _after(document: Document, token: Token) -> Plainer | None:
    """«по истечении 30 дней» → «через 30 дней», «по истечении срока» → «после срока»."""
    here, index = token.sentence, token.index
    following = at(document, index + 1, here)
    if norm_at(document, index - 1, here) != "по" or following is None:
        return None
    if following.kind == "number":
        # «через 2 дня», but «по истечении 2 дней»: the cases differ there.
        same = following.text[-1] in "056789" or following.text[-2:-1] == "1"
        return plainer(document, index - 1, index + 1, "через" if same else "после")
    return (
        plainer(document, index - 1, index + 1, "после")
        if following.word is not None and any(p.feats.get("Case") == "Gen" for p in following.word.parses)
        else None
    )


def _following(document: Document, token: Token) -> Plainer | None:
    """«в соответствии с тарифом» → «по тарифу»; acts of law are another rule's."""
    here, index = token.sentence, token.index
    if norm_at(document, index - 1, here) != "в" or norm_at(document, index + 1, here) not in ("с", "со"):
        return None
    thing = noun_phrase(document, index + 2, "Ins", tail=False)
    if (
        thing is None
        or thing.parse.lemma in _LAWS
        or thing.parse.feats.get("Animacy") == "Anim"
        or joined(document, thing.last, "Ins")
        or norm_at(document, index - 2, here) == "не"
    ):
        return None
    told = thing.in_case("Dat")
    return plainer(document, index - 1, thing.last, f"по {told}") if told else None


def _upon(document: Document, token: Token) -> Plainer | None:
    """«по факту оплаты» → «после оплаты»."""
    here, index = token.sentence, token.index
    deed = deed_of(at(document, index + 1, here), "Gen")
    if norm_at(document, index - 1, here) != "по" or deed is None or deed.noun == "обращение":
        return None
    return plainer(document, index - 1, index + 1, "после")


def _to_you(document: Document, token: Token) -> Plainer | None:
    """«в Ваш адрес» → «Вам»."""
    here, index = token.sentence, token.index
    whose = at(document, index - 1, here)
    if whose is not None and whose.norm == "в" and [norm_at(document, index + k, here) for k in (1, 2)] == ["электронной", "почты"]:
        return plainer(document, index - 1, index + 3, "на электронную почту")
    if whose is None or whose.norm not in ("ваш", "наш") or norm_at(document, index - 2, here) != "в":
        return None
    following = at(document, index + 1, here)
    if following is not None and following.word is not None and any(p.pos in ("NOUN", "ADJ") and p.feats.get("Case") == "Gen" for p in following.word.parses):
        return None
    return plainer(document, index - 2, index + 1, ("Вам" if whose.capital else "вам") if whose.norm == "ваш" else "нам")


def _with_which(document: Document, token: Token) -> Plainer | None:
    """«карту, с использованием которой прошла оплата» → «карту, с которой прошла оплата»."""
    which = at(document, token.index + 1, token.sentence)
    if norm_at(document, token.index - 1, token.sentence) != "с" or which is None or which.norm not in ("которой", "которого", "которых"):
        return None
    return plainer(document, token.index - 1, token.index + 2, f"с {which.text}")


def _sum(document: Document, token: Token) -> Plainer | None:
    """«комиссия в размере 300 рублей» → «комиссия 300 рублей»; «2 рублей» would have to become «2 рубля»."""
    here, index = token.sentence, token.index
    before, value = at(document, index - 2, here), at(document, index + 1, here)
    if norm_at(document, index - 1, here) != "в" or before is None or value is None or value.kind != "number" or before.word is None:
        return None
    plain_sum = bool(before.lemmas & _SUMS)
    if not plain_sum and not before.lemmas & _AMOUNTS:
        return None
    last = index + 1
    while (after := at(document, last + 1, here)) is not None and after.kind == "number":
        last += 1
    unit, number = norm_at(document, last + 1, here), document.tokens[last].text
    steady = unit in ("₽", "%", "руб", "р") or number[-1] in "056789" or number[-2:-1] == "1"
    if plain_sum or not steady:
        return plainer(document, before.index, index + 1, before.text) if steady else None
    # «деньги (2 490 руб.)»
    end = _sum_end(document, last, here)
    if end is None or at(document, end + 1, here) is None or at(document, end + 2, here) is None:
        return None
    return plainer(document, before.index, end + 1, f"{before.text} ({document.text[value.start : document.tokens[end].end]})")


def _sum_end(document: Document, last: int, sentence: int) -> int | None:
    """The last token of «2 614 руб. 60 коп.», «450 баллов», «10 %», whose whole number ends at `last`; None where its unit is not understood."""
    unit = at(document, last + 1, sentence)
    if unit is None or not (unit.norm in _UNITS or unit.lemmas & _COUNTED):
        return None
    end = _abbreviated(document, last + 1, sentence)
    small = at(document, end + 1, sentence)
    if small is not None and small.kind == "number" and norm_at(document, end + 2, sentence) in _KOPECKS:
        end = _abbreviated(document, end + 2, sentence)
    return end


def _abbreviated(document: Document, index: int, sentence: int) -> int:
    """The full stop behind «руб», «р» and «коп», or the word itself."""
    return index + (document.tokens[index].norm in ("руб", "р", "коп") and norm_at(document, index + 1, sentence) == ".")


def _under(document: Document, token: Token) -> Plainer | None:
    """«в рамках акции» → «по акции»."""
    here, index = token.sentence, token.index
    thing = noun_phrase(document, index + 1, "Gen", tail=False)
    if norm_at(document, index - 1, here) != "в" or thing is None or thing.parse.lemma not in _BY or joined(document, thing.last):
        return None
    told = thing.in_case("Dat")
    return plainer(document, index - 1, thing.last, f"по {told}") if told else None


def _that(document: Document, token: Token) -> Plainer | None:
    """«сообщаем о том, что» → «сообщаем, что»."""
    here, index = token.sentence, token.index
    verb = at(document, index - 2, here)
    to = verb is not None and verb.norm in ("вам", "вас")
    said = at(document, index - 3, here) if to else verb
    comma = norm_at(document, index + 1, here) == ","
    if (
        norm_at(document, index - 1, here) != "о"
        or norm_at(document, index + 1 + comma, here) != "что"
        or said is None
        or verb is None
        or not said.lemmas & _SAYING
    ):
        return None
    return plainer(document, verb.index, index + 2 + comma, f"{verb.text}, что")


def _from_to(document: Document, token: Token) -> Plainer | None:
    """«в период с 9:00 до 12:00» → «с 9:00 до 12:00»."""
    here, index = token.sentence, token.index
    begins = at(document, index + 2, here)
    if norm_at(document, index - 1, here) != "в" or norm_at(document, index + 1, here) not in ("с", "со") or begins is None or begins.kind != "number":
        return None
    return plainer(document, index - 1, index + 2, document.tokens[index + 1].text)


def _within(document: Document, token: Token) -> Plainer | None:
    """«в срок до 5 рабочих дней» → «в течение 5 рабочих дней»."""
    here, index = token.sentence, token.index
    count = at(document, index + 2, here)
    if norm_at(document, index - 1, here) != "в" or norm_at(document, index + 1, here) != "до" or count is None or count.kind != "number":
        return None
    unit = at(document, index + 3 + (norm_at(document, index + 3, here) in ("рабочих", "календарных", "банковских")), here)
    return plainer(document, index - 1, index + 2, "в течение") if unit is not None and unit.is_("день", "сутки", "неделя", "месяц", "час", "минута") else None


def _idle(document: Document, token: Token) -> Plainer | None:
    """«для осуществления возврата» → «для возврата», «после проведения проверки» → «после проверки»."""
    index = token.index
    parse = next((p for p in (token.word.parses if token.word else ()) if p.lemma in _IDLE and p.feats.get("Number") == "Sing"), None)
    deed = at(document, index + 1, token.sentence)
    if parse is not None and (found := _planned(document, token, parse) or _term_of(document, token, parse) or _held(document, token, parse)) is not None:
        return found
    if parse is None or deed is None or deed.word is None or parse.feats.get("Case") not in ("Gen", "Dat", "Ins"):
        return None
    made = next(
        (p for p in deed.word.parses if p.lemma in NOUNS and p.feats.get("Case") == "Gen" and p.feats.get("Number") == "Sing" and p.pos == "NOUN"), None
    )
    before = at(document, index - 1, token.sentence)
    if made is None or before is None or (before.word is not None and before.word.top is not None and before.word.top.pos in ("ADJ", "DET")):
        return None
    told = made.inflect(Case=parse.feats["Case"], Number="Sing")
    return plainer(document, index, index + 2, told) if told else None


def _planned(document: Document, token: Token, parse: Parse) -> Plainer | None:
    """«запланирована к осуществлению 5 декабря» → «запланирована 5 декабря»."""
    here, index = token.sentence, token.index
    planned = at(document, index - 2, here)
    if parse.feats.get("Case") != "Dat" or norm_at(document, index - 1, here) != "к" or planned is None or not planned.lemmas & _PLANNING:
        return None
    return plainer(document, index - 2, index + 1, planned.text) if noun_phrase(document, index + 1, "Gen") is None else None


def _term_of(document: Document, token: Token, parse: Parse) -> Plainer | None:
    """«срок осуществления таможенных операций» → «срок таможенных операций»."""
    of = at(document, token.index - 1, token.sentence)
    # «Порядок выполнения заказа» is not the order's.
    terms = _TERMS if parse.lemma == "осуществление" else _TERMS_OF_HOLDING if parse.lemma == "проведение" else frozenset()
    if parse.feats.get("Case") != "Gen" or of is None or not of.lemmas & terms or noun_phrase(document, token.index + 1, "Gen") is None:
        return None
    return plainer(document, of.index, token.index + 1, of.text)


def _service(document: Document, token: Token) -> Plainer | None:
    """«стоимость оказания услуги по поверке прибора» → «стоимость поверки прибора»."""
    here, index = token.sentence, token.index
    thing = noun_phrase(document, index + 3, "Dat", tail=False)
    if norm_at(document, index + 1, here) not in ("услуги", "услуг") or norm_at(document, index + 2, here) != "по" or thing is None:
        return None
    told = thing.in_case(_SERVING[token.norm]) if thing.parse.lemma in _SERVED or deed_of(thing.head, "Dat") is not None else None
    return plainer(document, index, thing.last, told) if told and not joined(document, thing.last, "Dat") else None


def _held(document: Document, token: Token, parse: Parse) -> Plainer | None:
    """«осуществление поверки производится» → «поверка производится»: the deed itself is what is done."""
    here, index = token.sentence, token.index
    deed = noun_phrase(document, index + 1, "Gen")
    verb = at(document, deed.last, here) if deed is not None else None
    if deed is not None and deed.parse.lemma not in HELD and deed_of(deed.head, "Gen") is None:
        return None
    if parse.feats.get("Case") not in ("Nom", "Acc") or deed is None or verb is None or deed.parse.feats.get("Number") != "Sing" or verb.norm not in _IS_DONE:
        return None
    told = deed.in_case("Nom")
    return plainer(document, index, deed.last, told) if told and clause_begins(document, index) else None


_REPAIRS = {
    "порядка": _about,
    "истечении": _after,
    "соответствии": _following,
    "факту": _upon,
    "адрес": _to_you,
    "размере": _sum,
    "рамках": _under,
    "том": _that,
    "период": _from_to,
    "срок": _within,
    "промежуток": _from_to,
    "интервал": _from_to,
    "прошествии": _after,
    "использованием": _with_which,
}

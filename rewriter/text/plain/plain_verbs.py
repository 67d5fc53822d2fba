"""Clerical verbs whose plain partner depends on the object: «предоставьте фото» → «пришлите фото», «ознакомиться с тарифами» → «посмотреть тарифы»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import Parse
from rewriter.text.plain.agents import agent_before
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, norm_at, plainer
from rewriter.text.plain.split_actives import shape_of
from rewriter.text.plain.split_reading import joined
from rewriter.text.plain.verbal_nouns import conjugated, deed_of

_GIVE = frozenset(("предоставить", "предоставлять"))
_READ = frozenset(("ознакомиться", "ознакомляться", "знакомиться"))
_ENTER = frozenset(("внести", "вносить"))
_DECIDE = frozenset(("принять", "принимать"))
_THANK = frozenset(("выражать", "выразить"))
WORDS = _GIVE | _READ | _ENTER | _DECIDE | _THANK
SENT = frozenset("фото фотография скан копия скриншот снимок видео видеозапись чек документ квитанция файл лог журнал заявление акт справка реквизит".split())
NAMED = frozenset("номер информация сведение адрес имя фамилия трек-номер код дата модель версия индекс данные".split())
SHOWN = frozenset("паспорт удостоверение пропуск".split())
GIVEN = frozenset("доступ скидка отсрочка гарантия ссылка консультация право".split())
_READABLE = frozenset("условие правило договор инструкция оферта политика соглашение регламент статья текст".split())
_SHAPE = ("VerbForm", "Tense", "Person", "Number", "Gender", "Mood")
_BY_OBJECT = ((SENT, "прислать", "присылать"), (NAMED, "сообщить", "сообщать"), (SHOWN, "показать", "показывать"), (GIVEN, "дать", "давать"))


def plain_verbs(document: Document) -> Iterator[Plainer]:
    """Every such verb with an object that settles its partner."""
    for token in document.having(WORDS):
        parse = shape_of(document, token, WORDS)
        if parse is None:
            found = _decided(document, token)
        elif parse.lemma in _GIVE:
            found = _given(document, token, parse)
        elif parse.lemma in _READ:
            found = _read(document, token, parse)
        elif parse.lemma in _ENTER:
            found = _changed(document, token, parse)
        elif parse.lemma in _THANK:
            found = _thanked(document, token, parse)
        else:
            found = _decides(document, token, parse)
        if found is not None:
            yield found


def _told(parse: Parse, verb: str) -> str | None:
    return conjugated(verb, **{k: v for k, v in parse.feats.items() if k in _SHAPE})


def _given(document: Document, token: Token, parse: Parse) -> Plainer | None:
    """«предоставьте (нам) фото чека»."""
    here, index = token.sentence, token.index + 1
    while norm_at(document, index, here) in (",", "пожалуйста", "вам", "нам", "клиенту", "также", "дополнительно"):
        index += 1
    denied = norm_at(document, token.index - 1, here) == "не"
    thing = noun_phrase(document, index, "Acc", tail=False) or (noun_phrase(document, index, "Gen", tail=False) if denied else None)
    if thing is None:
        return None
    partner = next((pair for things, *pair in _BY_OBJECT if thing.parse.lemma in things), None)
    if partner is None or thing.parse.lemma == "право" and thing.parse.feats.get("Number") == "Plur":
        return None
    if _to_a_place(document, thing.last):
        partner = ["принести", "приносить"]
    told = _told(parse, partner[0 if parse.feats.get("Aspect") == "Perf" else 1])
    return plainer(document, token.index, token.index + 1, told) if told else None


def _to_a_place(document: Document, index: int) -> bool:
    """«(предоставить заявление и паспорт) в офис»: where one goes with it."""
    here = document.tokens[index - 1].sentence
    for token in document.tokens[index : min(index + _REACH, document.sentences[here].last)]:
        if token.kind == "punct":
            return False
        if token.norm in ("в", "на"):
            following = at(document, token.index + 1, here)
            return following is not None and following.is_(*_PLACES)
    return False


_REACH = 8
_PLACES = ("офис", "отделение", "пункт", "стойка", "касса", "салон", "магазин", "регистратура", "пост", "мфц")


def _read(document: Document, token: Token, parse: Parse) -> Plainer | None:
    """«ознакомиться с тарифами» → «посмотреть тарифы», «с правилами» → «прочитать правила»."""
    here, index = token.sentence, token.index
    if norm_at(document, index + 1, here) not in ("с", "со"):
        return None
    thing = noun_phrase(document, index + 2, "Ins")
    if thing is None or thing.parse.feats.get("Animacy") == "Anim" or joined(document, thing.last):
        return None
    perfective = parse.feats.get("Aspect") == "Perf"
    read = thing.parse.lemma in _READABLE
    told = _told(parse, ("прочитать" if perfective else "читать") if read else "посмотреть" if perfective else "смотреть")
    acted = thing.in_case("Acc")
    return plainer(document, index, thing.last, f"{told} {acted}") if told and acted else None


def _changed(document: Document, token: Token, parse: Parse) -> Plainer | None:
    """«внести изменения в заказ» → «изменить заказ»."""
    here, index = token.sentence, token.index
    if (
        norm_at(document, index + 1, here) not in ("изменения", "изменение", "правки", "исправления", "корректировки")
        or norm_at(document, index + 2, here) != "в"
    ):
        return None
    thing = noun_phrase(document, index + 3, "Acc", tail=False)
    told = _told(parse, "изменить" if parse.feats.get("Aspect") == "Perf" else "менять")
    return plainer(document, index, index + 3, told) if told and thing is not None else None


def _thanked(document: Document, token: Token, parse: Parse) -> Plainer | None:
    """«выражаем Вам благодарность» → «благодарим Вас»."""
    here, index = token.sentence, token.index + 1
    you = at(document, index, here)
    to_you = you is not None and you.norm == "вам"
    index += to_you
    if norm_at(document, index, here) in ("искреннюю", "огромную", "глубокую"):
        index += 1
    if norm_at(document, index, here) not in ("благодарность", "признательность") or parse.feats.get("Tense") != "Pres":
        return None
    told = _told(parse, "благодарить")
    whom = f" {'Вас' if you is not None and you.capital else 'вас'}" if to_you else ""
    return plainer(document, token.index, index + 1, f"{told}{whom}") if told else None


def _deed(document: Document, index: int, sentence: int) -> tuple[int, str] | None:
    """«(решение) о замене товара»: one past its last token, and «заменить товар»."""
    noun = deed_of(at(document, index + 1, sentence), "Loc") if norm_at(document, index, sentence) in ("о", "об") else None
    thing = noun_phrase(document, index + 2, "Gen") if noun is not None else None
    base = noun.verb(perfective=True, with_object=True) if noun is not None and not noun.doer else None
    acted = thing.in_case("Acc") if thing is not None else None
    return (thing.last, f"{base} {acted}") if thing is not None and base and acted and not joined(document, thing.last) else None


def _decides(document: Document, token: Token, parse: Parse) -> Plainer | None:
    """«мы приняли решение о замене товара» → «мы решили заменить товар»."""
    here, index = token.sentence, token.index
    if norm_at(document, index + 1, here) != "решение":
        return None
    told = _told(parse, "решить" if parse.feats.get("Aspect") == "Perf" else "решать")
    following = at(document, index + 2, here)
    if told and following is not None and following.word is not None and "inf" in following.word.tags:
        return plainer(document, index, index + 2, told)
    deed = _deed(document, index + 2, here)
    return plainer(document, index, deed[0], f"{told} {deed[1]}") if told and deed else None


def _decided(document: Document, token: Token) -> Plainer | None:
    """«(было) принято решение о возврате денег» → «решили вернуть деньги»."""
    here, index = token.sentence, token.index
    if token.norm != "принято" or norm_at(document, index - 1, here) == "не":
        return None
    first = index - 1 if norm_at(document, index - 1, here) == "было" else index
    if norm_at(document, index + 1, here) != "решение" or norm_at(document, first - 1, here) == "не":
        return None
    doer, told = agent_before(document, first, here), "решили"
    if doer is not None:
        decided = (
            conjugated("решить", VerbForm="Fin", Mood="Ind", Tense="Past", **{k: v for k, v in doer.agreement.items() if k != "Person"}) if doer.name else None
        )
        if decided is None:
            return None
        first, told = doer.first, f"{doer.name} {decided}"
    deed = _deed(document, index + 2, here)
    if deed is not None:
        return plainer(document, first, deed[0], f"{told} {deed[1]}")
    following = at(document, index + 2, here)
    if following is not None and following.word is not None and "inf" in following.word.tags:
        return plainer(document, first, index + 2, told)
    return None

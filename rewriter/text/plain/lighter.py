"""The last resort for a light verb: another verb that is no officialese, around a noun that stays: «осуществить откат» → «сделать откат», «не осуществляется» → «нет».

What has a surer repair (`split_actives`, `split_passives`, `verbless`) is found there first; here neither object nor what hangs on it is touched.
"""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import Parse, inflect
from rewriter.text.plain.agents import agent_at
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, norm_at, plainer
from rewriter.text.plain.split_actives import shape_of
from rewriter.text.plain.split_reading import LightVerb, verb_at
from rewriter.text.plain.verbal_nouns import conjugated, deed_of
from rewriter.text.segments import is_predicate

_CARRYING_OUT = frozenset(("осуществление",))
WORDS = _CARRYING_OUT | frozenset("осуществлять осуществляться осуществить осуществиться производить производиться произвести".split())
# What one makes.
_MADE = frozenset(
    "откат доплата предоплата покупка платеж перевод возврат перенос перерасчет расчет обмен замена звонок заказ запись бронь бронирование сброс запрос переадресация выгрузка копия "
    "перезапуск перезагрузка переустановка скриншот фотография замер проверка настройка отправка рассылка отмена списание выборка уборка ремонт подбор распечатка".split()
)
_SHAPE = ("VerbForm", "Tense", "Person", "Number", "Gender", "Mood")
# What is made out on paper or in an account, and what takes its course.
_ARRANGED = frozenset("возврат обмен досыл отмена перенос замена допоставка доставка пропуск".split())
_TAKES_COURSE = frozenset(
    "проверка списание осмотр ремонт обновление миграция уборка досмотр диагностика модерация рассылка оплата зачисление проведение".split()
)
_PAID = frozenset("оплата списание покупка платеж".split())
_BY_HAND = frozenset(
    "настройка изменение смена выгрузка загрузка импорт экспорт добавление приглашение перенос съемка отмена запись выбор ограничение деактивация замена перерасчет переадресация "
    "продление возврат обмен удаление отключение подключение блокировка разблокировка регистрация бронирование корректировка оформление восстановление".split()
)
_WENT = {"Masc": "прошёл", "Fem": "прошла", "Neut": "прошло"}
_POSSIBLE = {"возможно": "возможный", "невозможно": "невозможный", "доступно": "доступный", "недоступно": "недоступный"}
_LATER = frozenset(("позднее", "ранее"))
_CONDITIONAL = frozenset(("если", "когда", "пока"))
_REACH = 12


def lighter(document: Document) -> Iterator[Plainer]:
    """Every light verb that such a verb can stand for."""
    for token in document.having(WORDS):
        found = _made(document, token) or _passive(document, token)
        if found is not None:
            yield found
    yield from carrying_out(document)


def carrying_out(document: Document) -> Iterator[Plainer]:
    """«Осуществление резервного копирования (не требуется)» → «резервное копирование»: a noun that only says that the next one is done."""
    for token in document.having(_CARRYING_OUT):
        thing = noun_phrase(document, token.index + 1, "Gen")
        case = next((p.feats.get("Case") for p in token.word.parses if p.lemma in _CARRYING_OUT), None) if token.word is not None else None
        if thing is None or case is None or deed_of(thing.head, "Gen") is None and not thing.head.norm.endswith("ния"):
            continue
        # «Осуществление заморозки возможно …» → «заморозка возможна …»
        possible = at(document, thing.last, token.sentence)
        if case == "Nom" and possible is not None and possible.norm in _POSSIBLE and (name := thing.in_case("Nom")) is not None:
            told = inflect(_POSSIBLE[possible.norm], "ADJ", Variant="Short", **thing.agreement)
            if told:
                yield plainer(document, token.index, possible.index + 1, f"{name} {told}")
                continue
        # What agrees with it stays as it is where the gender stays.
        if case in ("Nom", "Acc") and thing.agreement.get("Gender") != "Neut":
            continue
        told = thing.in_case("Nom" if case == "Acc" else case)
        if told:
            yield plainer(document, token.index, thing.last, told)


def _made(document: Document, token: Token) -> Plainer | None:
    """«Произвести доплату» → «сделать доплату»."""
    parse = shape_of(document, token, WORDS)
    if parse is None or token.norm.endswith(("ся", "сь")):
        return None
    index = token.index + 1
    if [norm_at(document, index + k, token.sentence) for k in range(3)] == [",", "пожалуйста", ","]:
        index += 3
    noun = _noun_behind(document, index, "Acc")
    if noun is None or noun[0].lemmas.isdisjoint(_MADE):
        return None
    told = conjugated("сделать" if parse.feats.get("Aspect") == "Perf" else "делать", **{k: v for k, v in parse.feats.items() if k in _SHAPE})
    return plainer(document, token.index, token.index + 1, told) if told else None


def _passive(document: Document, token: Token) -> Plainer | None:
    verb = verb_at(document, token)
    if verb is None:
        return None
    if verb.tense in ("Done", "Past") and not verb.negated and (found := _paid(document, verb)) is not None:
        return found
    if verb.tense == "WillBe" and not verb.negated:
        return _will_be(document, verb)
    if verb.tense != "Pres":
        return None
    return _not_done(document, verb) if verb.negated else _by_hand(document, verb)


def _by_hand(document: Document, verb: LightVerb) -> Plainer | None:
    """«Смена тарифа осуществляется в разделе «Оплата» и вступает в силу …» → «делается»; «следующим образом» → «так»."""
    here = verb.token.sentence
    first = verb.first
    while first > document.sentences[here].first and verb.first - first <= _REACH and document.tokens[first - 1].text not in ",;:—–(":
        first -= 1
    found = next((t for t in document.tokens[first : verb.first] if _nominative(t) is not None), None)
    if found is None or found.lemmas.isdisjoint(_BY_HAND) or any(is_predicate(t) for t in document.tokens[first : verb.first]) or _several(verb):
        return None
    if (norm_at(document, verb.last, here), norm_at(document, verb.last + 1, here)) == ("следующим", "образом"):
        return plainer(document, verb.first, verb.last + 2, "делается так")
    return plainer(document, verb.first, verb.last, "делается")


def _paid(document: Document, verb: LightVerb) -> Plainer | None:
    """«(карта,) с которой была произведена оплата» → «с которой прошла оплата»."""
    here = verb.token.sentence
    noun = at(document, verb.last, here)
    if noun is None or noun.lemmas.isdisjoint(_PAID) or not clause_ends(document, verb.last + 1):
        return None
    if "котор" not in norm_at(document, verb.first - 1, here) or (parse := _nominative(noun)) is None:
        return None
    return plainer(document, verb.first, verb.last, _WENT[parse.feats["Gender"]])


def _will_be(document: Document, verb: LightVerb) -> Plainer | None:
    """«(После чего) будет осуществлена проверка» → «пройдёт проверка», «будет произведён возврат или досыл» → «будет оформлен возврат или досыл»."""
    here = verb.token.sentence
    noun = _noun_behind(document, verb.last, "Nom")
    if noun is None or agent_at(document, noun[0].index + 1, here) is not None:
        return None
    if noun[0].lemmas & _ARRANGED:
        told = conjugated("оформить", VerbForm="Part", Variant="Short", Voice="Pass", Tense="Past", Number="Sing", Gender=noun[1].feats["Gender"])
        return plainer(document, verb.first, verb.last, f"будет {told}") if told else None
    return plainer(document, verb.first, verb.last, "пройдёт") if noun[0].lemmas & _TAKES_COURSE else None


def _not_done(document: Document, verb: LightVerb) -> Plainer | None:
    """«Выдача книг на дом не осуществляется» → «выдачи книг на дом нет»: the subject with its adjectives in the genitive, the rest as it stands."""
    here = verb.token.sentence
    sentence = document.sentences[here]
    behind = at(document, verb.last, here)
    if not clause_ends(document, verb.last) or behind is not None and behind.text == ":":
        return None
    first = verb.first
    while first > sentence.first and verb.first - first <= _REACH and document.tokens[first - 1].text not in ",;:—–(":
        if is_predicate(document.tokens[first - 1]) or document.tokens[first - 1].norm in ("и", "или", "это", "который", *_CONDITIONAL):
            return None
        first -= 1
    if not clause_begins(document, first):
        return None
    found = next(((t, p) for t in document.tokens[first : verb.first] if (p := _nominative(t)) is not None), None)
    if found is None or _several(verb):
        return None
    noun, parse = found
    before = document.tokens[noun.index - 1] if noun.index > first else None
    if before is not None and before.word is not None and before.word.top is not None and before.word.top.pos == "ADP":
        return None
    deed = deed_of(noun, "Nom")
    if deed is not None and deed.client and deed.imperfective and noun.index == first and noun.index + 1 == verb.first:
        # «(Осмотреть можно,) включение не осуществляется»: what the client would do himself.
        return plainer(document, first, verb.last, f"{deed.imperfective} нельзя")
    begin = noun.index
    said = [parse.inflect(Case="Gen", Number="Sing")]
    while begin > first and (adjective := _adjective(document.tokens[begin - 1])) is not None:
        begin -= 1
        said.insert(0, adjective.inflect(Case="Gen", Number="Sing", Gender=parse.feats["Gender"]))
    if not all(said):
        return None
    rest = document.text[noun.end : document.tokens[verb.first - 1].end]
    later = any(t.lemmas & _CONDITIONAL or t.norm in _LATER or t.norm == "без" for t in document.tokens[sentence.first : begin])
    absent = "не будет" if later else "нет"
    return plainer(document, begin, verb.last, f"{' '.join(str(s) for s in said)}{rest} {absent}")


def _several(verb: LightVerb) -> bool:
    """The light verb in the plural has more than one subject, or one that is told otherwise."""
    top = verb.token.word.top if verb.token.word else None
    return top is None or top.feats.get("Number") == "Plur"


def _noun_behind(document: Document, index: int, case: str) -> tuple[Token, Parse] | None:
    """The noun in the singular and this case at the index, behind its adjectives."""
    here = document.tokens[index - 1].sentence
    while (token := at(document, index, here)) is not None and token.word is not None:
        parse = next(
            (p for p in token.word.parses if p.pos == "NOUN" and p.feats.get("Case") == case and p.feats.get("Number") == "Sing" and p.prob > 0.01), None
        )
        if parse is not None:
            return token, parse
        if not any(p.pos in ("ADJ", "DET") and p.feats.get("Case") == case for p in token.word.parses):
            return None
        index += 1
    return None


def _nominative(token: Token) -> Parse | None:
    if token.word is None:
        return None
    return next(
        (p for p in token.word.parses if p.pos == "NOUN" and p.feats.get("Case") == "Nom" and p.feats.get("Number") == "Sing" and "Gender" in p.feats), None
    )


def _adjective(token: Token) -> Parse | None:
    if token.word is None:
        return None
    if token.norm in _LATER:
        return None
    return next((p for p in token.word.parses if p.pos in ("ADJ", "DET") and p.feats.get("Case") == "Nom" and p.feats.get("Number") == "Sing"), None)

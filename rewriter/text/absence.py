"""What is not there for a time, where the time that is can be told: «на субботу мест нет», «до среды доставки нет», «раньше четверга ответа не ждите»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.clauses import clauses
from rewriter.text.document import Document, Token
from rewriter.text.framing import Framing, dated, told_otherwise
from rewriter.text.noun_chains import shape
from rewriter.text.quotes import in_quotes

TRIGGERS = frozenset(("нет", "ждать", "ожидать", "рассчитывать", "дождаться", "закончиться"))
_WAIT = frozenset(("ждать", "ожидать", "рассчитывать", "дождаться"))
# What one waits for or books; of other things the absence is told as it is.
_WANTED = frozenset(
    """
    автобус билет бронь вебинар визит врач время группа завоз замер концерт паром поезд показ поставка привоз примерка эфир выдача выезд доставка занятие запись звонок инженер консультант консультация курьер мастер машина менеджер оператор сеанс сотрудник урок экскурсия место номер окно окошко отправка прием рейс слот
    специалист стол столик талон
    """.split()
)  # fmt: skip
# Good news where there is none of it.
_GOOD = frozenset(
    """
    брак вирус вопрос долг доплата задержка задолженность изменение комиссия лимит необходимость ограничение опасность отключение очередь ошибка переплата перерыв плата платеж
    повод повышение помеха причина пробка проблема разница реклама риск сбой спам списание штраф
    """.split()
)  # fmt: skip
_WHEN = frozenset(
    "понедельник вторник среда четверг пятница суббота воскресенье выходной праздник сегодня завтра послезавтра неделя январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь месяц вечер утро день".split()
)
_STOCK = frozenset((("в", "наличии"), ("на", "складе"), ("в", "продаже"), ("в", "магазине")))
# A longer sentence is no sentence.
_LONG = 100


def absences(document: Document) -> Iterator[Framing]:
    """The statements, each with the time that bounds it."""
    at = -1
    for token in document.having(TRIGGERS):
        sentence = document.sentences[token.sentence]
        if sentence.last - sentence.first > _LONG or document.tokens[sentence.last - 1].text == "?" or in_quotes(document, token.start):
            continue
        part = next(p for p in clauses(document, token.sentence) if p[0].index <= token.index <= p[-1].index)
        if part[0].index == at:
            continue
        found = _out_of_stock(document, part, token) or _bounded(document, part, token)
        if found is not None:
            at = part[0].index
            yield found


def _bounded(document: Document, part: tuple[Token, ...], token: Token) -> Framing | None:
    if any(t.norm in ("если", "когда", "пока", "сейчас") or not t.lemmas.isdisjoint(_GOOD) for t in part) or not any(_thing(t) for t in part):
        return None
    return _no_wait(document, part, token) if not token.lemmas.isdisjoint(_WAIT) else _none(document, part, token)


def _out_of_stock(document: Document, part: tuple[Token, ...], no: Token) -> Framing | None:
    """«Синих курток нет в наличии, поступят 3 июня»: only where the reply says when."""
    if no.norm != "нет" or any(t.norm in ("если", "когда", "уже") or t.is_("заказ", "посылка", "отправление") for t in part):
        return None
    bound = next((part[i : i + 2] for i, t in enumerate(part[:-1]) if (t.norm, part[i + 1].norm) in _STOCK), ())
    if not bound:
        return None
    found = _framing(bound, (no,), no.sentence)
    return found if told_otherwise(document, found) else None


def _thing(token: Token) -> bool:
    return shape(token.norm).noun and token.lemmas.isdisjoint(_WHEN)


def _bound(document: Document, part: tuple[Token, ...], openers: frozenset[str]) -> tuple[Token, ...]:
    """«до среды», «на субботу», «раньше 20 мая», «завтра»: the first of the clause that begins with one of the openers."""
    for i, token in enumerate(part):
        if token.norm in ("сегодня", "завтра", "послезавтра") and token.norm in openers:
            return (token,)
        if token.norm not in openers:
            continue
        for n in range(i + 1, min(i + 4, len(part))):
            if not part[n].lemmas.isdisjoint(_WHEN):
                return part[i : n + 1]
            if part[n].kind == "number" and n == i + 1:
                month = n + 1 < len(part) and (part[n + 1].is_("число") or dated(document, part[n].start))
                return part[i : n + 2] if month and part[n + 1].kind == "word" else part[i : n + 1] if month or ":" in part[n].text else ()
            if part[n].kind != "word" or shape(part[n].norm).noun:
                break
    return ()


_UNTIL = frozenset(("до", "раньше", "ранее"))
_AT = frozenset(("на", "в", "во", "сегодня", "завтра", "послезавтра"))


def _framing(bound: tuple[Token, ...], said: tuple[Token, ...], sentence: int) -> Framing:
    return Framing("time", min(bound[0].start, said[0].start), max(bound[-1].end, said[-1].end), bound, sentence)


def _no_wait(document: Document, part: tuple[Token, ...], verb: Token) -> Framing | None:
    """«Раньше четверга ответ не ждите»."""
    before = document.tokens[verb.index - 1] if verb.index else None
    if (
        before is None
        or before.norm != "не"
        or verb.word is None
        or not any(p.feats.get("Person") == "2" or p.feats.get("Mood") == "Imp" for p in verb.word.parses)
    ):
        return None
    bound = _bound(document, part, _UNTIL)
    if not bound and (at := _bound(document, part, _AT)) and told_otherwise(document, _framing(at, (before, verb), verb.sentence)):
        bound = at
    return _framing(bound, (before, verb), verb.sentence) if bound else None


def _none(document: Document, part: tuple[Token, ...], no: Token) -> Framing | None:
    """«Доставки нет до четверга»; «на субботу мест нет» only where another time is offered."""
    if no.norm != "нет" or no.index == document.sentences[no.sentence].first:
        return None
    things = [t for t in part if _thing(t)]
    if bound := _bound(document, part, frozenset(("до",))):
        inside = {t.index for t in bound}
        # «до города доставки нет» names no time; «до 5 мая» does.
        things = [t for t in things if t.index not in inside]
        return _framing(bound, (things[0], no), no.sentence) if things and things[0].index < no.index else None
    if (bound := _bound(document, part, _AT)) and any(not t.lemmas.isdisjoint(_WANTED) for t in things):
        wanted = next(t for t in things if not t.lemmas.isdisjoint(_WANTED))
        found = _framing(bound, tuple(sorted((wanted, no), key=lambda t: t.start)), no.sentence)
        return found if told_otherwise(document, found) else None
    return None

"""What others have left undone or done badly: «отправитель занизил стоимость», «банк до сих пор не перечислил деньги», «сбой на стороне эквайера».

`faults` looks for words of guilt («ошибся», «с ошибкой»). Here nothing but the deed speaks of guilt, so that it counts only of somebody beside the
client, as his own deed, in the past; «почтальон не застал Вас», «продавец ещё не ответил» tell where things stand and blame nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from rewriter.text.clauses import clauses
from rewriter.text.document import TERMINAL, Document, Token
from rewriter.text.marks import Mark
from rewriter.text.people import STAFF, agrees, is_staff

OTHERS = STAFF | frozenset(
    "получатель адресат начальник руководитель заведующий заведующая авиакомпания перевозчица застройщик селлер импортер агрегатор типография сосед почта ук сдэк сбербанк сбер apple google microsoft роскомнадзор импортёр "
    "турагентство страховщик нотариус арендодатель хостинг хостер регистратор".split()
)
# What somebody ought to have done; «не списал», «не отменил» would be good news.
_DUE = frozenset(
    "обеспечить организовать перечислить передать предупредить проследить предусмотреть соблюсти предоставить оплатить согласовать внести закрепить упаковать проверить отправить привезти прислать выполнить исполнить "
    "вложить положить доложить оформить прийти явиться забрать выйти довезти заполнить зарегистрировать отреагировать перезвонить заключить подписать подготовить сдать обработать принести указать написать приложить выслать "
    "уведомить уложиться позаботиться дать учесть уточнить отсканировать обновить сверить пересчитать убедиться отметить закрыть запаковать пробить вручить зачислить собрать "
    "дотянуть докрутить доделать довести дописать дослушать дочитать прикрутить закрутить подключить настроить прислушаться".split()
)
# Whoever has not managed it is not to blame, unless he has been at it too long: «до сих пор», «так и не».
_DUE_LONG = _DUE | frozenset("подтвердить ответить вернуть доставить рассмотреть решить устранить починить найти исправить принять поставить".split())
_HARM = frozenset(
    "занизить завысить исказить затянуть затягивать задержать задерживать просрочить навязать недогрузить недовложить засветить испачкать намочить промочить переморозить запутать перекрыть недоложить напортить скрыть "
    "утаить переврать приписать гнать лихачить швырнуть швырять пнуть сбежать халтурить схалтурить лениться поцарапать порвать помять раздавить намочить".split()
)
# A fact by itself; with «поэтому», «без предупреждения», «снова» it is a reproach.
_SHUT = frozenset(
    "заблокировать отклонить отключить закрыть снять отозвать расторгнуть прекратить приостановить отменить отказать отказаться перекрыть изменить убрать".split()
)
_POORLY = frozenset("некачественно плохо халатно долго медленно поздно самовольно безответственно".split())
_WRONG = frozenset("неверный неправильный ошибочный несуществующий неполный чужой недостоверный неточный".split())
_GIVING = frozenset("указать внести ввести занести написать дать передать прислать сообщить оформить записать проставить приложить вписать назвать".split())
_EVENTS = frozenset("сбой ошибка проблема задержка авария неполадка неисправность сбиться возникнуть произойти случиться неточность".split())
# «Сбой у провайдера» tells whose fault it was.
_TROUBLES = frozenset("сбой ошибка проблема авария неполадка неисправность перебой технический произойти возникнуть случиться".split())
_NOT_HIS = frozenset("мы я вы если чтобы ли когда еще пока".split())
_BECAUSE = frozenset("так поскольку ведь потому".split())
_WORDS = frozenset("допустить совершить вызвать успеть".split()) | _DUE_LONG | _HARM | _SHUT | _POORLY | _WRONG | frozenset(("сторона",)) | _TROUBLES
_SUSPICIOUS = Mark.of(_WORDS)
# What is looked for in a clause of a suspicious sentence.
_TELLING = _WORDS | _GIVING


class Fault(NamedTuple):
    """A stretch [start, end). `plain`: the deed without its doer says no less than that something is not there, and may be said so."""

    start: int
    end: int
    plain: bool


# «Не перечислены», «не вложен» is said of a thing; «не обеспечена», «занижена» would still point at somebody.
_OF_A_THING = frozenset(
    "перечислить передать привезти прислать отправить доставить вложить положить доложить внести подтвердить вернуть оформить выслать указать предоставить оплатить закрыть отключить заблокировать отменить зачислить вручить".split()
)


def others_at_fault(document: Document, own: frozenset[str] = frozenset()) -> Iterator[Fault]:
    """The stretches, in reading order. `own`: names of the company that answers, in lower case: «Почта» may be us."""
    suspicious = {t.sentence for t in _SUSPICIOUS.words(document)}
    if not suspicious:
        return
    others = OTHERS - own
    for index in sorted(suspicious):
        sentence = document.sentences[index]
        if document.text[sentence.end - 1] == "?":
            continue
        parts = clauses(document, index)
        for at, part in enumerate(parts):
            if all(t.lemmas.isdisjoint(_TELLING) for t in part):
                continue
            norms, blamed = [t.norm for t in part], _reason_given(document.of(sentence))
            found = (
                _undone(part, norms, others, blamed)
                or _done_badly(part, norms, others, blamed)
                or _undone_by(part, norms, others)
                or ("стороне" in norms and _on_the_side_of(part, others))
                or _trouble_at(part, others)
            )
            if found:
                yield _with_relative(found, part, parts[at + 1 : at + 2])


def _with_relative(fault: Fault, part: tuple[Token, ...], following: tuple[tuple[Token, ...], ...]) -> Fault:
    """«… на стороне провайдера, который отключил линию»: what is told of him goes with him."""
    if not following or not following[0][0].is_("который") or part[-1].end > fault.end or any(t.kind in ("number", "code", "link") for t in following[0]):
        return fault
    last = following[0][-1]
    return fault._replace(end=last.start if last.text in TERMINAL else last.end)


_BAD_THINGS = frozenset("брак ошибка неточность опечатка нарушение дефект просрочка недочет повреждение".split())


def _reason_given(tokens: tuple[Token, ...]) -> bool:
    """Whether the sentence gives a reason for what the client has met."""
    return any(t.norm in _REASON or t.norm == "как" and i and tokens[i - 1].norm == "так" for i, t in enumerate(tokens))


_REASON = frozenset("поэтому поскольку из-за чего причине потому".split())


def _doer(part: tuple[Token, ...], others: frozenset[str], verb: Token) -> Token | None:
    """Somebody in the nominative with whom the verb agrees."""
    for i, token in enumerate(part):
        if not (token.lemmas & others or is_staff(part, i)) or token.word is None:
            continue
        before = part[i - 1] if i else None
        if before is not None and before.word is not None and "prep" in before.word.tags:
            continue
        if agrees(token, verb):
            return token
    return None


def _past(token: Token) -> bool:
    return token.word is not None and "past" in token.word.tags and token.word.top is not None and token.word.top.pos == "VERB"


def _undone(part: tuple[Token, ...], norms: list[str], others: frozenset[str], blamed: bool) -> Fault | None:
    """«Продавец не передал товар», «банк до сих пор не подтвердил оплату»."""
    if "не" not in norms:
        return None
    long = "пор" in norms or any(a == "так" and b == "и" for a, b in pairwise(norms))
    if not long and not _NOT_HIS.isdisjoint(norms) or "если" in norms:
        return None
    due = _DUE_LONG if long or blamed else _DUE
    for i in range(1, len(part)):
        verb = part[i]
        managing = verb.is_("успеть") and i + 1 < len(part) and part[i + 1].word is not None and "inf" in part[i + 1].tags
        if part[i - 1].norm != "не" or not _past(verb) or not managing and verb.lemmas.isdisjoint(due):
            continue
        who = _doer(part, others, verb)
        if who is not None:
            return _whole(part, who, verb, plain=managing or not verb.lemmas.isdisjoint(_OF_A_THING))
    return None


def _done_badly(part: tuple[Token, ...], norms: list[str], others: frozenset[str], blamed: bool) -> Fault | None:
    """«Отправитель занизил стоимость», «указал несуществующий индекс», «долго оформляла», «без предупреждения отключил»."""
    if not _NOT_HIS.isdisjoint(norms):
        return None
    done = [t for i, t in enumerate(part) if _past(t) and not (i and norms[i - 1] == "не")]
    if not done:
        return None
    poorly = any(not t.lemmas.isdisjoint(_POORLY) for t in part)
    wrong = next((t for t in part if not t.lemmas.isdisjoint(_WRONG)), None)
    reproach = (
        blamed or "без" in norms and any(t.is_("предупреждение", "причина", "объяснение", "уведомление") for t in part) or "снова" in norms or "опять" in norms
    )
    for verb in done:
        harm = not verb.lemmas.isdisjoint(_HARM) or poorly and not verb.is_("быть", "ждать")
        given = wrong is not None and not verb.lemmas.isdisjoint(_GIVING)
        shut = reproach and not verb.lemmas.isdisjoint(_SHUT)
        other = not verb.lemmas.isdisjoint(_GIVING) and any(a == "не" and b in ("ваш", "тот", "вашу", "ту", "ваше") for a, b in pairwise(norms))
        if not (harm or given or shut or other):
            continue
        who = _doer(part, others, verb)
        if who is not None:
            return _whole(part, who, verb, plain=shut or given or other)
    return None


def _undone_by(part: tuple[Token, ...], norms: list[str], others: frozenset[str]) -> Fault | None:
    """«Замена начальником отделения организована не была», «список не передан управляющей компанией»."""
    if not _NOT_HIS.isdisjoint(norms):
        return None
    for i, token in enumerate(part):
        if token.lemmas.isdisjoint(_TELLING):
            continue
        bad = token.is_("допустить", "совершить", "вызвать") and any(not t.lemmas.isdisjoint(_BAD_THINGS) for t in part)
        if (
            token.lemmas.isdisjoint(_DUE)
            and not bad
            or token.word is None
            or not any(p.feats.get("Variant") == "Short" and p.pos == "VERB" for p in token.word.parses)
        ):
            continue
        behind = norms[i + 1 : i + 3]
        if not bad and not (
            i and norms[i - 1] == "не" or i > 1 and norms[i - 2 : i] in (["не", "был"], ["не", "была"], ["не", "было"], ["не", "были"]) or behind[:1] == ["не"]
        ):
            continue
        for j, by in enumerate(part):
            if (by.lemmas & others or is_staff(part, j)) and by.word is not None and by.word.top is not None and by.word.top.feats.get("Case") == "Ins":
                before = part[j - 1] if j else None
                if before is None or before.norm not in ("с", "со", "между", "перед", "за", "над", "под"):
                    return _whole(
                        part,
                        min(by, token, key=lambda t: t.start),
                        max(by, token, key=lambda t: t.start),
                        plain=not bad and not token.lemmas.isdisjoint(_OF_A_THING),
                    )
    return None


def _on_the_side_of(part: tuple[Token, ...], others: frozenset[str]) -> Fault | None:
    """«Сбой на стороне платёжного сервиса»: the stretch is the place alone."""
    at = next((i for i, t in enumerate(part) if t.norm == "стороне" and i and part[i - 1].norm == "на"), None)
    if at is None or all(t.lemmas.isdisjoint(_EVENTS) for t in part[: at + 1]) and all(t.lemmas.isdisjoint(_EVENTS) for t in part[at:]):
        return None
    for i in range(at + 1, min(at + 5, len(part))):
        token = part[i]
        known = token.lemmas & others or is_staff(part, i) or token.is_("сервис", "партнер", "партнёр") or any(p in others for p in _halves(token.norm))
        if not known or token.word is None:
            if token.word is None or not token.word.tags & {"adj", "noun"}:
                return None
            continue
        end = i + 1
        while end < len(part) and part[end].word is not None and part[end].word.top is not None and _genitive(part[end]):  # type: ignore[union-attr]
            end += 1
        return Fault(part[at - 1].start, part[end - 1].end, True)
    return None


def _trouble_at(part: tuple[Token, ...], others: frozenset[str]) -> Fault | None:
    """«Авария у хостинг-провайдера», «ошибка банка-эквайера»: the stretch is the place, or whose it was, alone."""
    for i in range(1, len(part) - 1):
        if part[i - 1].lemmas.isdisjoint(_TROUBLES):
            continue
        at = i + (part[i].norm == "у")
        first = at
        while at < len(part) and part[at].word is not None and "adj" in part[at].tags and at - first < 2:
            at += 1
        if at >= len(part) or part[at].word is None or at == i and not (part[at].kind == "word" and "-" in part[at].norm):
            continue
        if not (part[at].lemmas & others or is_staff(part, at)) or all(p.feats.get("Case") != "Gen" for p in part[at].word.parses):  # type: ignore[union-attr]
            continue
        end = at + 1
        while end < len(part) and _genitive(part[end]):
            end += 1
        return Fault(part[i].start, part[end - 1].end, True)
    return None


def _halves(norm: str) -> tuple[str, ...]:
    """«банка-эквайера» → «банк», «эквайер» by their beginnings."""
    return tuple(half.rstrip("аяуюоеыи") for half in norm.split("-")) if "-" in norm else ()


def _genitive(token: Token) -> bool:
    top = token.word.top if token.word is not None else None
    return top is not None and top.pos in ("NOUN", "ADJ") and top.feats.get("Case") == "Gen"


def _whole(part: tuple[Token, ...], who: Token, verb: Token, *, plain: bool) -> Fault:
    """From the doer to the end of his clause, where it holds no value; else to the verb: what he has done it to says no more than the deed."""
    first, last = sorted((who, verb), key=lambda t: t.start)
    while last.text not in TERMINAL and part[-1].index > last.index:
        following = next((t for t in part if t.index == last.index + 1), None)
        if following is None or following.text in TERMINAL or following.kind not in ("word", "punct") or following.text in "«»;:()":
            break
        last = following
    if any(t.kind not in ("word", "punct") or t.text in "«»" for t in part if t.index > last.index):
        last = max(who, verb, key=lambda t: t.start)
    return Fault(first.start, last.end, plain)

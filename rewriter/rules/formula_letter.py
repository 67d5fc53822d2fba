"""formula-letter: letters of first contact, progress and solution have their parts (003, templates)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from rewriter.rules.base import Found, NotJudged, rule
from rewriter.rules.ticket_id import stands
from rewriter.text.commitments import promises_in
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.layout import commands_in
from rewriter.text.reading import Reading
from rewriter.text.requests import requests_in
from rewriter.text.salutations import body_of, is_apology, is_empathy, is_farewell, signature_at
from rewriter.text.terms import is_past, terms_in

Kind = Literal["first", "progress", "solution", "answer"]

_NAMES: dict[Kind, str] = {"first": "Первое письмо", "progress": "Письмо о ходе работы", "solution": "Письмо с решением", "answer": "Письмо с ответом"}
_GREETS = frozenset("здравствуйте добрый доброе приветствовать приветствуем уважаемый".split())
_MATTER = frozenset("обращение заявка запрос письмо заявление вопрос".split())
_RECEIVED = frozenset("получить принять зарегистрировать поступить создать завести передать".split())
_SOLVED = frozenset(
    "решить устранить исправить починить восстановить заработать разблокировать заблокировать настроить обновить заменить сделать выполнить вернуть найти закрыть открыть добавить удалить перезапустить".split()
)
_GOES_ON = frozenset(
    "продолжаем проверяем разбираемся ищем выясняем изучаем готовим работаем тестируем рассматриваем рассматривается проверяется продолжается готовится задерживается переносится задержка".split()
)
# Words of the sentences that only name the letter's subject: «Пишу по обращению …», «Информируем Вас о ходе работы по обращению …».
_SUBJECT = _MATTER | frozenset(
    "номер писать отвечать информировать сообщать напоминать сообщить ваш вы о об по мы я ход прогресс работа id это в к под спасибо за ответ".split()
)
_SIGNED = frozenset(("поддержка", "техподдержка", "команда"))
_MOST_SIGNED = 14


class Part(NamedTuple):
    """A part that is missing: its name (genitive), what to do, whether it belongs in front, and the words that fill it, where there is one way."""

    name: str
    advice: str
    in_front: bool = False
    filled: str | None = None


@rule("formula-letter", number=35, title="Части письма", source="003", severity="warning", hard=False)
def formula_letter(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """В каждом письме клиент ищет одно и то же: его ли это вопрос, что уже сделано и чего ждать. Без одной из частей он напишет снова."""
    if case.channel != "email":
        raise NotJudged("это не письмо")
    if case.mood.thanks_only:
        raise NotJudged("клиент только благодарит")
    if not reply.words:
        raise NotJudged("письма нет")
    said = _said(reply)
    kind = _kind(reply, case, said)
    for part in _missing(reply, case, kind, said):
        at = 0 if part.in_front else len(reply.text)
        yield Found(at, at, f"{_NAMES[kind]}: нет {part.name}. {part.advice}", part.filled)


def _said(reply: Document) -> list[Sentence]:
    """The sentences that say something of the matter: no courtesy, no mere subject of the letter."""
    said = [s for s in body_of(reply) if not (is_apology(s.text) or is_empathy(s.text) or is_farewell(s))]
    return [
        s for s in said if any(t.kind == "word" and t.lemmas.isdisjoint(_SUBJECT) and t.lemmas.isdisjoint(_GREETS) for t in reply.of(s)[_greeting(reply, s) :])
    ]


def _greeting(reply: Document, sentence: Sentence) -> int:
    """How many tokens greet: «Здравствуйте, Анна», with the comma or stop behind."""
    tokens = reply.of(sentence)
    if not tokens or not any(t.lemmas & _GREETS for t in tokens[:2]):
        return 0
    named = [i for i, t in enumerate(tokens[:5]) if t.text in ",!."]
    return named[-1] + 1 if named else 2


def _kind(reply: Document, case: Reading, said: list[Sentence]) -> Kind:
    """What letter it is. One that answers at once is an answer, whichever contact it is."""
    for sentence in said:
        tokens = reply.of(sentence)
        if _past(tokens, _SOLVED):
            return "solution"
    told = [t for s in body_of(reply) for t in reply.of(s)]
    if any(t.lemmas & _MATTER for t in told) and _past(told, _RECEIVED):
        return "first"
    if any(_goes_on_with(reply.of(s)) for s in body_of(reply)):
        return "first" if case.context.first_contact else "progress"
    return "first" if case.context.first_contact and all(_asks(reply, s) for s in said) else "answer"


def _goes_on_with(tokens: tuple[Token, ...]) -> bool:
    """«продолжаем проверку», «в работе», «новый срок», «срок решения»."""
    if any(t.norm in _GOES_ON for t in tokens):
        return True
    return any(
        (a.norm == "в" and b.norm == "работе") or (a.is_("новый") and b.is_("срок")) or (a.is_("срок") and b.is_("решение", "ответ", "исправление"))
        for a, b in pairwise(tokens)
    )


def _past(tokens: list[Token] | tuple[Token, ...], lemmas: frozenset[str]) -> bool:
    """«решена», «устранили», but not «не решена»."""
    return any(
        t.word is not None
        and not t.lemmas.isdisjoint(lemmas)
        and not (i and tokens[i - 1].norm == "не")
        and any(
            p.lemma in lemmas and p.feats.get("Tense") == "Past" and (p.feats.get("VerbForm") == "Fin" or p.feats.get("Variant") == "Short")
            for p in t.word.parses
        )
        for i, t in enumerate(tokens)
    )


def _asks(reply: Document, sentence: Sentence) -> bool:
    return any(r.verb.sentence == sentence.index for r in requests_in(reply))


def _missing(reply: Document, case: Reading, kind: Kind, said: list[Sentence]) -> Iterator[Part]:
    ticket = (case.context.ticket_id or "").strip()
    if not any(t.lemmas & _GREETS for t in reply.tokens[:6]):
        yield Part("приветствия", "Начните со слова «Здравствуйте» и имени клиента.", in_front=True)
    if ticket and not stands(ticket, reply.text):
        yield Part("номера обращения", f"Назовите его: {ticket}.")
    if kind == "first" and all(_asks(reply, s) for s in said) and not _confirmed(reply):
        yield Part("слов о том, что обращение получено", "Подтвердите это и скажите, что с ним делаем.")
    elif not said and kind == "answer":
        yield Part("того, что сделано", "Скажите, что случилось и что мы сделали.")
    if kind in ("first", "progress") and not _goes_on(reply, said):
        yield Part("срока или следующего шага", "Напишите, что будет дальше и когда.")
    if not _signed(reply, case):
        yield Part("подписи", "Закончите именем и названием команды.", filled=_signature(case))


def _confirmed(reply: Document) -> bool:
    return any(t.lemmas & _MATTER for t in reply.words) and _past(reply.words, _RECEIVED)


def _goes_on(reply: Document, said: list[Sentence]) -> bool:
    """Whether the letter says what comes next: a term, a promise, a request, a step for the client."""
    places = {s.index for s in said}
    if any(p.sentence in places for p in promises_in(reply)) or any(r.verb.sentence in places for r in requests_in(reply)):
        return True
    if any(t.sentence in places and not is_past(reply.of(reply.sentences[t.sentence])) for t in terms_in(reply)):
        return True
    return any(t.sentence in places for t in commands_in(reply)) or any(reply.text[s.end - 1] == "?" for s in said)


def _signed(reply: Document, case: Reading) -> bool:
    """«С уважением, …», or a last line with the team or the operator's name."""
    if signature_at(reply) is not None:
        return True
    last = reply.sentences[-1]
    tail = [t for s in reply.sentences[-2:] for t in reply.of(s) if t.kind == "word"]
    name = (case.context.operator_name or "").lower().replace("ё", "е")
    own = [t for t in reply.of(last) if t.kind == "word"]
    if len(own) <= _MOST_SIGNED and any(t.lemmas & _SIGNED for t in own) and not any(t.word is not None and t.word.tags & {"verb", "imper"} for t in own):
        return True
    return bool(name) and any(t.norm in name.split() for t in tail[-4:])


def _signature(case: Reading) -> str | None:
    """The pack's signature, if the context has what it needs."""
    operator = case.context.operator_name
    usable = [p for p in case.pack.phrases.signature if "{" not in p.replace("{operator_name}", "" if operator else "{")]
    usable = [p for p in usable if "{operator_name}" in p] or usable
    return "\n\n" + usable[0].replace("{operator_name}", operator or "") if usable else None

"""formula-letter: letters of first contact, progress and solution have their parts (003, templates)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from rewriter.phrasing import choose
from rewriter.phrasing import greeting as opening_words
from rewriter.rules.base import Found, NotJudged, rule
from rewriter.text.commitments import promises_in
from rewriter.text.courtesy import is_apology, is_empathy
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.expressions import Expression
from rewriter.text.fact import flat
from rewriter.text.layout import commands_in
from rewriter.text.reading import Reading
from rewriter.text.requests import requests_in
from rewriter.text.salutations import body_of, greetings_in, is_farewell, signature_at
from rewriter.text.terms import is_past, terms_in
from rewriter.text.tickets import stands

Kind = Literal["first", "progress", "solution", "answer"]

_NAMES: dict[Kind, str] = {"first": "Первое письмо", "progress": "Письмо о ходе работы", "solution": "Письмо с решением", "answer": "Письмо с ответом"}
_MATTER = frozenset("обращение заявка запрос письмо заявление вопрос".split())
_RECEIVED = frozenset("получить принять зарегистрировать поступить создать завести передать".split())
_SOLVED = frozenset(
    "решить устранить исправить починить восстановить заработать разблокировать заблокировать настроить обновить заменить сделать выполнить вернуть найти закрыть открыть добавить удалить перезапустить".split()
)
# Deeds that leave the matter open, where the client waits for news.
_CHECKED = frozenset("проверить воспроизвести изучить диагностировать запросить передать обнаружить выявить протестировать посмотреть".split())
_NEWS = Expression(
    r"новост|подвижк|прогресс|продвин|\bчто (?:там )?(?:с|со|по)\b|как (?:там )?дела|когда (?:почин|исправ|заработ|решит|налад)|есть (?:что-нибудь|результат)"
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
# A greeting stands in one of the first sentences.
_OPENING = 2


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


_INTRODUCES = Expression(r"меня зовут|^\W*я,? (?:ваш )?(?:специалист|инженер|менеджер|сотрудник)|это (?:служба|команда|поддержка)")


def _said(reply: Document) -> list[Sentence]:
    """The sentences that say something of the matter: no courtesy, no mere subject of the letter."""
    greeted = greetings_in(reply)

    def says(token: Token) -> bool:
        return token.kind == "word" and token.lemmas.isdisjoint(_SUBJECT) and not any(g.start <= token.start < g.end for g in greeted)

    said = [s for s in body_of(reply) if not (is_apology(s.text) or is_empathy(s.text) or is_farewell(s) or _INTRODUCES.search(flat(s.text)))]
    return [s for s in said if any(map(says, reply.of(s)))]


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
    if _NEWS.search(flat(case.case.client_message)) and any(_past(reply.of(s), _CHECKED) for s in said):
        return "progress"
    return "first" if case.context.first_contact and all(_asks(reply, s) for s in said) else "answer"


def _goes_on_with(tokens: tuple[Token, ...]) -> bool:
    """«продолжаем проверку», «в работе», «новый срок», «срок решения»."""
    if any(t.norm in _GOES_ON for t in tokens):
        return True
    return any(
        (a.norm in ("ходе", "ход") and b.is_("работа", "решение"))
        or (a.norm == "в" and b.norm == "работе")
        or (a.is_("новый") and b.is_("срок"))
        or (a.is_("срок") and b.is_("решение", "ответ", "исправление"))
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
    phrases = case.pack.phrases
    if not any(g.sentence < _OPENING for g in greetings_in(reply)):
        greeting = opening_words(case, reply)
        yield Part("приветствия", "Начните со слова «Здравствуйте» и имени клиента.", in_front=True, filled=greeting and f"{greeting}\n\n")
    if ticket and not stands(ticket, reply.text):
        yield Part("номера обращения", f"Назовите его: {ticket}.")
    if kind == "first" and all(_asks(reply, s) for s in said) and not _confirmed(reply):
        yield Part("слов о том, что обращение получено", "Подтвердите это и скажите, что с ним делаем.")
    elif (not said and kind == "answer") or (kind in ("progress", "solution") and said and all(_bare(reply, s) for s in said)):
        yield Part("того, что сделано", "Скажите, что случилось и что мы сделали.")
    if kind in ("first", "progress") and not _goes_on(reply, said):
        yield Part("срока или следующего шага", "Напишите, что будет дальше и когда.")
    if not _signed(reply, case):
        signature = choose(phrases.signature, case, reply)
        yield Part("подписи", "Закончите именем и названием команды.", filled=signature and f"\n\n{signature}")


def _bare(reply: Document, sentence: Sentence) -> bool:
    """«Проблема решена», «Следующее письмо пришлю 19 сентября»: that it is done, or when we write again, and nothing of what was done."""
    words = [t for t in reply.of(sentence) if t.kind == "word" and t.lemmas.isdisjoint(_SUBJECT)]
    left = [t for t in words if t.lemmas.isdisjoint(_HOLLOW) and t.word is not None and t.word.top is not None and t.word.top.pos in ("NOUN", "VERB", "ADJ")]
    return not left


_HOLLOW = frozenset(
    "проблема неисправность ошибка вопрос заявка решить устранить исправить закрыть полностью успешно следующий новый прислать написать сообщить отправить январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь "
    "сегодня завтра день неделя час быть".split()
)


def _confirmed(reply: Document) -> bool:
    return any(t.lemmas & _MATTER for t in reply.words) and _past(reply.words, _RECEIVED)


def _goes_on(reply: Document, said: list[Sentence]) -> bool:
    """Whether the letter says what comes next: a term, a promise, a request, a step for the client."""
    places = {s.index for s in said}
    if any(p.sentence in places for p in promises_in(reply)) or any(r.verb.sentence in places for r in requests_in(reply)):
        return True
    if any(t.sentence in places and not is_past(reply.of(reply.sentences[t.sentence])) for t in terms_in(reply)):
        return True
    return not places.isdisjoint(commands_in(reply)) or any(reply.text[s.end - 1] == "?" for s in said)


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

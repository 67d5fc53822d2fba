"""farewell: a warm ending unless the client is upset; to a bare «ок», «спасибо» the whole reply is a short goodbye (000, 003)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from rewriter.phrasing import goodbye, parting
from rewriter.result import Severity
from rewriter.rules.base import Found, NotJudged, Options, rule
from rewriter.text.courtesy import mere_courtesy
from rewriter.text.document import Document, Sentence
from rewriter.text.edits import cut_span
from rewriter.text.naming import named_too_often, too_often
from rewriter.text.reading import Reading
from rewriter.text.salutations import called, cheerful_in, ends_warmly, is_farewell, is_greeting, signature_at
from rewriter.text.tickets import stands
from rewriter.text.waiting import asks, holds


class Farewell(Options):
    """`missing`: how grave a reply without a warm ending is; `off` where the team says goodbye only when the talk is over. `goodbye_chars`: how long a goodbye may be."""

    missing: Literal["warning", "info", "off"] = "warning"
    goodbye_chars: int = 220


@rule("farewell", number=24, title="Тёплое завершение", source="000, 003", severity="warning", hard=False, options=Farewell)
def farewell(reply: Document, case: Reading, options: Farewell) -> Iterator[Found]:
    """Последняя строка запоминается: ровному клиенту — доброе слово, расстроенному — только дело, на «спасибо» и «ок» — короткое прощание и больше ничего."""
    if not case.client.words and not case.client.tokens:
        raise NotJudged("нет сообщения клиента")
    if not reply.words:
        return
    mood = case.mood
    if case.context.client_name and (name := called(case.context.client_name)):
        for use, (start, end, text) in named_too_often(reply, name):
            if is_farewell(reply.sentences[use[0].sentence]):
                yield Found(start, end, too_often(name), text)
    if mood.thanks_only:
        yield from _to_thanks(reply, case, options)
    elif mood.somber:
        why = "Клиент расстроен" if mood.upset else "У клиента горе"
        for start, end in cheerful_in(reply):
            yield _cut(reply, start, end, f"{why}: «{reply.text[start:end]}» прозвучит насмешкой. Закончите делом.")
    elif options.missing != "off" and not ends_warmly(reply) and not asks(reply) and not holds(reply):
        yield _missing(reply, case, options)


def _missing(reply: Document, case: Reading, options: Farewell) -> Found:
    at = signature_at(reply)
    at = len(reply.text.rstrip()) if at is None else at
    phrase = parting(case, reply)
    severity: Severity | None = "info" if options.missing == "info" else None
    message = "Ответ обрывается на деле: закончите добрым словом" + (f", например «{phrase}»" if phrase else "") + "."
    letter = case.channel == "email"
    gap = "\n\n" if letter else "\n" if "\n" in reply.text.strip() else " "
    whole = reply.text[:at].rstrip()[-1:]
    if phrase is None or (whole and whole not in ".!?…»)" and reply.tokens[-1].kind != "emoji"):
        return Found(at, at, message, None, severity)
    return Found(at, at, message, f"{phrase}{gap}" if at < len(reply.text.rstrip()) else f"{gap}{phrase}", severity)


def _cut(reply: Document, start: int, end: int, message: str) -> Found:
    sentence = reply.sentence_at(start)
    if sentence is None:
        return Found(start, end, message)
    alone = not reply.text[sentence.start : start].strip(" ,.!—–-«»") and not reply.text[end : sentence.end].strip(" ,.!…)»")
    if alone and len(reply.sentences) > 1:
        return Found(*cut_span(reply, sentence.start, sentence.end)[:2], message, "")
    tail = reply.text[end : sentence.end].strip(" .!…")
    before = reply.text[sentence.start : start].rstrip()
    if not tail and before.endswith(","):
        return Found(sentence.start + len(before) - 1, end, message, "")
    return Found(start, end, message)


def _to_thanks(reply: Document, case: Reading, options: Farewell) -> Iterator[Found]:
    """Whatever is said beside the goodbye; and a reply that is none at all."""
    ticket = (case.context.ticket_id or "").strip()
    signed = signature_at(reply)
    body = [s for s in reply.sentences if signed is None or s.start < signed]
    more = [s for s in body if not mere_courtesy(reply, s) and not is_greeting(s) and not (ticket and stands(ticket, s.text))]
    whole = goodbye(case)
    if more and len(more) == len(body):
        yield Found(body[0].start, body[-1].end, "Клиент только поблагодарил или согласился: весь ответ — короткое прощание.", whole)
        return
    for sentence in more:
        yield _beside(reply, sentence)
    rest = sum(len(s.text) for s in body if s not in more and not (ticket and stands(ticket, s.text)))
    if not more and rest > options.goodbye_chars:
        yield Found(body[0].start, body[-1].end, f"На «спасибо» хватит одной-двух строк, а здесь {rest} знаков: весь ответ — короткое прощание.", whole)


def _beside(reply: Document, sentence: Sentence) -> Found:
    start, end, text = cut_span(reply, sentence.start, sentence.end)
    return Found(start, end, f"Клиент только поблагодарил или согласился: «{sentence.text}» лишнее, хватит короткого прощания.", text)

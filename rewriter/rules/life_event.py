"""life-event: a birthday, holiday, journey or exam that the client mentions is used: a wish or a congratulation (000)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.phrasing import wish
from rewriter.result import Severity
from rewriter.rules.base import Found, NotJudged, rule
from rewriter.text.courtesy import condoles, congratulations_in, wishes
from rewriter.text.document import Document
from rewriter.text.edits import cut_span
from rewriter.text.reading import Reading
from rewriter.text.salutations import ends_warmly, signature_at
from rewriter.text.waiting import holds

_CALLED = {
    "birthday": "о дне рождения",
    "anniversary": "о годовщине",
    "wedding": "о свадьбе",
    "holiday": "о празднике",
    "defence": "о защите",
    "admission": "о поступлении",
    "exam": "об экзамене",
    "baby": "о малыше",
    "birth": "о скорых родах",
    "graduation": "о выпускном",
    "home": "о новоселье",
    "trip": "о поездке",
}


@rule("life-event", number=22, title="Событие в жизни клиента", source="000", severity="warning", hard=False)
def life_event(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Клиент рассказал о дне рождения, поездке или экзамене — значит, это для него важно. Пара слов о его событии дороже любой вежливости; о горе поздравлений не бывает."""
    mood = case.mood
    if not case.client.words:
        raise NotJudged("нет сообщения клиента")
    if not reply.words:
        return
    if mood.sorrow == "loss":
        yield from _cheer_in_sorrow(reply)
        return
    if mood.upset or holds(reply):
        return
    if mood.event is not None and not wishes(reply):
        yield _missing(reply, case, f"Клиент упомянул {_CALLED[mood.event]}, а в ответе об этом ни слова: поздравьте или пожелайте хорошего", None)
    elif mood.event is None and mood.sorrow == "illness" and not wishes(reply) and not condoles(reply):
        yield _missing(reply, case, "Клиент пишет о болезни: пожелайте здоровья", "info")


def _missing(reply: Document, case: Reading, message: str, severity: Severity | None) -> Found:
    """At the end, before the signature. Where the reply already ends warmly, the operator chooses the place."""
    signed = signature_at(reply)
    text = reply.text.rstrip()
    at = len(text) if signed is None else signed
    phrase = wish(case, reply)
    said = f"{message}, например «{phrase}»." if phrase else f"{message}."
    if phrase is None or ends_warmly(reply) or text[:at].rstrip()[-1:] not in tuple(".!?…»"):
        return Found(at, at, said, None, severity)
    gap = "\n\n" if case.channel == "email" else "\n" if "\n" in text else " "
    return Found(at, at, said, f"{phrase}{gap}" if at < len(text) else f"{gap}{phrase}", severity)


def _cheer_in_sorrow(reply: Document) -> Iterator[Found]:
    for sentence in congratulations_in(reply):
        start, end, text = cut_span(reply, sentence.start, sentence.end)
        yield Found(start, end, f"У клиента горе: «{sentence.text}» здесь не к месту, уместно соболезнование.", text if len(reply.sentences) > 1 else None)

"""empathy: an upset or joyful client gets one sincere line that names what happened (000)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.phrasing import condolence, fitting, joy, opening_of
from rewriter.rules.base import Found, NotJudged, rule
from rewriter.text.apologies import consoled
from rewriter.text.courtesy import condoles, heard_in, only_empathy, rejoices
from rewriter.text.document import Document
from rewriter.text.edits import cut_span
from rewriter.text.reading import Reading


@rule("empathy", number=21, title="Отклик на чувства клиента", source="000", severity="warning", hard=False)
def empathy(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Расстроенному клиенту сначала нужно знать, что его услышали, радостному — что за него рады. Довольно одной живой строки о том, что случилось."""
    if not case.client.words:
        raise NotJudged("нет сообщения клиента")
    mood = case.mood
    if mood.thanks_only or not reply.words:
        return
    at, gap = opening_of(reply)
    if mood.upset or mood.sorrow == "loss":
        if not consoled(reply) and not (mood.sorrow and condoles(reply)):
            line = condolence(case, reply) or fitting(case.pack.phrases.empathy, case, reply)
            message = (
                "У клиента горе: начните с соболезнования."
                if mood.sorrow
                else "Клиент расстроен, а ответ сразу о деле: одной строкой назовите, что случилось, и посочувствуйте."
            )
            yield Found(at, at, message, f"{line}{gap}" if line else None)
        yield from _repeated(reply)
    elif mood.joyful and not rejoices(reply):
        line = joy(case, reply)
        yield Found(at, at, "Клиент делится радостью: порадуйтесь вместе с ним одной строкой.", f"{line}{gap}" if line else None)


def _repeated(reply: Document) -> Iterator[Found]:
    """A second line of nothing but sympathy."""
    lines = [s for s in heard_in(reply) if only_empathy(s)]
    for sentence in lines[1:]:
        start, end, text = cut_span(reply, sentence.start, sentence.end)
        yield Found(start, end, f"Сочувствие уже выражено: «{sentence.text}» лишнее, дальше — дело.", text, "info")

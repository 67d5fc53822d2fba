"""forbidden-phrases: refusals and brush-offs in every form; the advice says what to say instead (000, 003)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, rule
from rewriter.rules.entries import found_by_list
from rewriter.text.blame_repair import pointer
from rewriter.text.document import Document
from rewriter.text.reading import Reading
from rewriter.text.refusals import rephrased


@rule("forbidden-phrases", number=8, title="Без отказных фраз", source="000, 003")
def forbidden_phrases(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """«Не можем» и «невозможно» закрывают разговор. Говорим, что сделать можно, кто и когда это сделает."""
    for found in found_by_list(case.pack, "forbidden-phrases", reply, "Отказная фраза «{text}»"):
        better = rephrased(reply, found.start, found.end) or pointer(reply, found.start, found.end)
        if better is not None:
            yield Found(better[0], better[1], found.message, better[2], found.severity)
        else:
            yield found
    if (brush_off := _only_wait(reply)) is not None:
        yield brush_off


_WAIT = frozenset(("ожидать", "ждать", "подождать"))
# What is said around it and answers nothing.
_AROUND = frozenset(
    "здравствуйте добрый день вечер утро пожалуйста просим просьба спасибо за обращение ваш ваше до свидания всего доброго уважаемый клиент вас хорошего дня".split()
)


def _only_wait(reply: Document) -> Found | None:
    """«Ожидайте.» as the whole answer."""
    if reply.lemmas.isdisjoint(_WAIT):
        return None
    words = [t for t in reply.words if t.norm not in _AROUND]
    if (
        words
        and len(words) <= 3
        and not words[0].lemmas.isdisjoint(_WAIT)
        and all(t.is_("ожидать", "ждать", "подождать", "ответ", "просто", "дальше") for t in words)
        and not any(t.kind in ("number", "code", "link") for t in reply.tokens)
    ):
        return Found(words[0].start, words[-1].end, "Одно «ожидайте» — не ответ. Лучше: чего ждать, до какого срока и что будет дальше.")
    return None

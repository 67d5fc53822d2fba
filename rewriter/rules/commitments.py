"""commitments: each promise of ours is listed, with its term, so that it gets kept (002 rule 6)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, rule
from rewriter.text.commitments import promises_in
from rewriter.text.document import Document
from rewriter.text.reading import Reading


@rule("commitments", number=32, title="Обещания, которые нужно сдержать", source="002", severity="info", hard=False)
def commitments(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Клиент запоминает каждое «передам» и «перезвоним». Обещание, которое никто не записал, не сдержит никто."""
    for promise in promises_in(reply):
        words = reply.text[promise.start : promise.end]
        if promise.term is not None:
            yield Found(promise.start, promise.end, f"Обещание: «{words}». Срок: {promise.term}. Запишите, кто его выполнит.")
        else:
            yield Found(promise.start, promise.end, f"Обещание без срока: «{words}». Запишите, кто и когда его выполнит.")

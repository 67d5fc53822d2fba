"""ticket-id: the ticket's id stands in each letter (003)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rewriter.rules.base import Found, NotJudged, rule
from rewriter.text.document import Document
from rewriter.text.reading import Reading


@rule("ticket-id", number=13, title="Номер обращения в ответе", source="003")
def ticket_id(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """По номеру письмо само попадает в обращение, и клиент знает, на что сослаться."""
    wanted = (case.context.ticket_id or "").strip()
    if not wanted:
        raise NotJudged("номер обращения неизвестен")
    if not stands(wanted, reply.text):
        end = len(reply.text)
        yield Found(end, end, f"В ответе нет номера обращения {wanted}.")


def stands(wanted: str, text: str) -> bool:
    """Whether the id stands in the text as a whole, whatever dashes and spaces are in it."""
    parts = [re.escape(p) for p in re.findall(r"[^\W_]+", wanted)]
    return bool(parts) and bool(re.search(r"(?<![^\W_])" + r"[\s\-–—_№#/]{0,3}".join(parts) + r"(?![^\W_]|-\d)", text, re.IGNORECASE))

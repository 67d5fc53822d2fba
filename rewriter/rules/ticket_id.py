"""ticket-id: the ticket's id stands in each letter (003)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, NotJudged, rule
from rewriter.text.document import Document
from rewriter.text.reading import Reading
from rewriter.text.tickets import speaks_of_ticket, stands


@rule("ticket-id", number=13, title="Номер обращения в ответе", source="003")
def ticket_id(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """По номеру письмо само попадает в обращение, и клиент знает, на что сослаться."""
    wanted = (case.context.ticket_id or "").strip()
    if not wanted:
        raise NotJudged("номер обращения неизвестен")
    # A bare goodbye needs none; but one that names a number or says what becomes of the ticket must name the right one.
    if case.mood.thanks_only and not any(map(str.isdigit, reply.text)) and not speaks_of_ticket(reply):
        raise NotJudged("клиент только благодарит")
    if not stands(wanted, reply.text):
        end = len(reply.text)
        yield Found(end, end, f"В ответе нет номера обращения {wanted}.")

"""no-internal-details: statuses, abbreviations and systems of the inner kitchen stay inside (001, 002 rules 2 and 9)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, rule
from rewriter.rules.entries import found_by_list
from rewriter.text.document import Document
from rewriter.text.reading import Reading


@rule("no-internal-details", number=9, title="Без внутренней кухни", source="001, 002")
def no_internal_details(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Статусы, сокращения и системы понятны только нам; клиенту они ничего не говорят или говорят лишнее."""
    asked = case.client.lemmas
    for found in found_by_list(case.pack, "no-internal-details", reply, "Внутреннее слово «{text}»"):
        words = [t for t in reply.between(found.start, found.end) if t.kind in ("word", "code")]
        # The client's own word (a CRM that he connects, a book about Jira) is no secret of ours.
        if words and all(t.lemmas & asked for t in words):
            continue
        yield found

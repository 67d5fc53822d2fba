"""no-confidential-claims: what the pack forbids to disclose or to promise (001)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, NotJudged, rule
from rewriter.rules.entries import found_by_list
from rewriter.text.document import Document
from rewriter.text.reading import Reading


@rule("no-confidential-claims", title="Не раскрывать и не обещать лишнего", source="001")
def no_confidential_claims(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Сумму возврата и судьбу возвращённой посылки решает специалист: сказанное раньше времени клиент запомнит как обещание."""
    if not case.pack.entries["no-confidential-claims"]:
        raise NotJudged("в пакете нет списка того, что нельзя раскрывать")
    yield from found_by_list(case.pack, "no-confidential-claims", reply, "Этого клиенту не сообщают: «{text}»")

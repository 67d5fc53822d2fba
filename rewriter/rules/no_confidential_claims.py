"""no-confidential-claims: what the pack forbids to disclose or to promise (001)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, NotJudged, Options, rule
from rewriter.rules.entries import found_by_list
from rewriter.text.disclosures import arrivals, money_sent, partner_orders, partner_place, payments_told, sums_of_refund, untimely_conditions
from rewriter.text.document import Document
from rewriter.text.reading import Reading
from rewriter.text.refunds_told import enumerated_sums, examined, quality_checked, things_received, wanted_for


class NoConfidentialClaims(Options):
    """`returns_need_order`: return conditions are told only when the order has been found. `money_sent`: neither that money has gone out nor how much.

    `arrivals`: a client who asks is not told that what he sent back has come.

    `partner_orders`: nor where an order is that a partner company has taken over. `partners`: words (lemmas) that name such companies.
    """

    returns_need_order: bool = False
    money_sent: bool = False
    arrivals: bool = False
    partner_orders: bool = False
    partners: tuple[str, ...] = ()


@rule("no-confidential-claims", number=10, title="Не раскрывать и не обещать лишнего", source="001", options=NoConfidentialClaims)
def no_confidential_claims(reply: Document, case: Reading, options: NoConfidentialClaims) -> Iterator[Found]:
    """Сумму возврата и судьбу возвращённой посылки решает специалист: сказанное раньше времени клиент запомнит как обещание."""
    if not case.pack.entries["no-confidential-claims"]:
        raise NotJudged("в пакете нет списка того, что нельзя раскрывать")
    listed = list(found_by_list(case.pack, "no-confidential-claims", reply, "Этого клиенту не сообщают: «{text}»"))
    yield from listed
    # What no list of phrases can reach; what one has caught is not told twice.
    yield from (f for f in _beyond_lists(reply, case, options) if not any(f.start < told.end and told.start < f.end for told in listed))


def _beyond_lists(reply: Document, case: Reading, options: NoConfidentialClaims) -> Iterator[Found]:
    if options.money_sent:
        for start, end in (*money_sent(reply), *payments_told(reply, case.client)):
            yield Found(start, end, "О том, что деньги отправлены, клиенту не сообщают. Лучше: скажите, в какой срок рассмотрят возврат.")
        for start, end in dict.fromkeys((*sums_of_refund(reply, case.client), *enumerated_sums(reply))):
            yield Found(start, end, "Сумму возврата клиенту не сообщают. Лучше: скажите, в какой срок рассмотрят возврат.")
    if options.arrivals:
        for start, end in _come(reply, case.client):
            yield Found(start, end, "О том, дошла ли возвращённая посылка, клиенту не сообщают. Лучше: скажите, в какой срок рассмотрят возврат.")
    if options.partners and (located := partner_place(reply, case.client, case.draft, frozenset(options.partners))) is not None:
        yield Found(*located, "Где заказ компании-партнёра, говорит сама компания. Лучше: дайте её телефон.")
    for told in untimely_conditions(reply, case.client) if options.returns_need_order else ():
        yield Found(*told, "Заказ ещё не найден: об условиях возврата говорят потом. Лучше: попросите номер заказа или телефон.")
    if options.partner_orders:
        for start, end in partner_orders(reply):
            yield Found(start, end, "Где заказ партнёра, знает только партнёр. Лучше: дайте его телефон.")


def _come(document: Document, client: Document) -> Iterator[tuple[int, int]]:
    """Spans that tell that what was sent back has come, each once."""
    taken: list[tuple[int, int]] = []
    wanted = wanted_for(client)
    of_a_return = (*things_received(document, wanted), *quality_checked(document)) if wanted else ()
    for start, end in (*arrivals(document, client), *of_a_return, *examined(document)):
        if not any(start < b and a < end for a, b in taken):
            taken.append((start, end))
            yield start, end


def secrets(case: Reading) -> list[tuple[int, int]]:
    """Spans of the draft that the pack's options forbid to tell, beside those of its word list."""
    options, draft = NoConfidentialClaims.model_validate(case.pack.setting("no-confidential-claims").model_extra or {}), case.draft
    spans = []
    if options.money_sent:
        spans.extend(money_sent(draft))
        spans.extend(payments_told(draft, case.client))
        spans.extend(sums_of_refund(draft, case.client))
        spans.extend(enumerated_sums(draft))
    if options.arrivals:
        spans.extend(_come(draft, case.client))
    if options.returns_need_order:
        spans.extend(untimely_conditions(draft, case.client))
    if options.partners and (located := partner_place(draft, case.client, draft, frozenset(options.partners))) is not None:
        spans.append(located)
    if options.partner_orders:
        spans.extend(partner_orders(draft))
    return spans

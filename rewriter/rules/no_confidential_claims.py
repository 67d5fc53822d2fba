"""no-confidential-claims: what the pack forbids to disclose or to promise (001)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rewriter.pack import Pack
from rewriter.rules.base import Found, NotJudged, Options, rule
from rewriter.rules.entries import found_by_list
from rewriter.text.clauses import clauses
from rewriter.text.document import Document
from rewriter.text.facts import flat
from rewriter.text.reading import Reading

_NOT_FOUND = re.compile(
    r"(?:заказ[а-я]*|вас)[^.!?]{0,60}(?:не (?:наш|найд|нахо|виж|обнаруж)|отсутству)|не (?:наш|найд|нахо|виж|обнаруж)[а-я]*[^.!?]{0,40}(?:заказ|по этому (?:телефону|номеру))|(?:подскажите|назовите|напишите|сообщите|уточните)[^.!?]{0,40}(?:номер заказа|фио|фамили|телефон)[^.!?]{0,40}(?:найти|наш|поиск|посмотр)|для поиска (?:вашего )?заказа|найти (?:ваш |этот )?заказ|если товар наш"
)
_CONDITIONS = re.compile(
    r"(?:вернуть|возврат[а-я]*|отправ(?:ьте|ить|ляйте)|обмен[а-я]*)[^.!?]{0,80}(?:\d+ (?:дн|недел)|двух недель|две недели|без наложенного|чек|письмо|а/я|обычной посылкой|заявлени)"
)


_MONEY_SENT = re.compile(
    r"(?<!что )(?<!если )(?<!когда )(?<!только )(?<![«\"])(?:деньги|средства|сумма возврата|перевод с возвратом)(?: за [а-я]+)? (?:в (?:сумме|размере) [^.!?]{1,20}(?:руб[а-я]*\.?|₽) |[\d ]+(?:руб[а-я]*\.?|₽) |уже |вам |были |была ){0,3}(?:отправлен|перечислен|переведен|выплачен|зачислен)[аоы]?(?![а-я])"
)


class NoConfidentialClaims(Options):
    """`returns_need_order`: return conditions are told only when the order has been found.

    `money_sent`: that money has gone out is never told; `partner_orders`: nor is where an order is that a partner company has taken over.
    """

    returns_need_order: bool = False
    money_sent: bool = False
    partner_orders: bool = False


@rule("no-confidential-claims", number=10, title="Не раскрывать и не обещать лишнего", source="001", options=NoConfidentialClaims)
def no_confidential_claims(reply: Document, case: Reading, options: NoConfidentialClaims) -> Iterator[Found]:
    """Сумму возврата и судьбу возвращённой посылки решает специалист: сказанное раньше времени клиент запомнит как обещание."""
    if not case.pack.entries["no-confidential-claims"]:
        raise NotJudged("в пакете нет списка того, что нельзя раскрывать")
    yield from found_by_list(case.pack, "no-confidential-claims", reply, "Этого клиенту не сообщают: «{text}»")
    if options.money_sent:
        for start, end in money_sent(reply):
            yield Found(start, end, "О том, что деньги отправлены, клиенту не сообщают. Лучше: скажите, в какой срок рассмотрят возврат.")
    if options.returns_need_order and (told := untimely_conditions(reply)) is not None:
        yield Found(*told, "Заказ ещё не найден: об условиях возврата говорят потом. Лучше: попросите номер заказа или телефон.")
    if options.partner_orders:
        for start, end in partner_orders(reply):
            yield Found(start, end, "Где заказ партнёра, знает только партнёр. Лучше: дайте его телефон.")


def secrets(pack: Pack, document: Document) -> list[tuple[int, int]]:
    """Spans that the pack's options forbid to tell, beside those of its word list."""
    options = pack.setting("no-confidential-claims").model_extra or {}
    spans = []
    if options.get("money_sent"):
        spans.extend(money_sent(document))
    if options.get("returns_need_order") and (told := untimely_conditions(document)):
        spans.append(told)
    if options.get("partner_orders"):
        spans.extend(partner_orders(document))
    return spans


_PARTNER = frozenset(("партнер", "компания-партнер"))
_WHEREABOUTS = frozenset("находиться прибыть поступить приехать ехать храниться лежать".split())


def partner_orders(document: Document) -> list[tuple[int, int]]:
    """«Заказ передан партнёру, он сейчас на сортировке в Казани»: spans that tell where a partner's order is."""
    spans = []
    for token in document.having(_PARTNER):
        sentence = document.sentences[token.sentence]
        if not any(t.is_("передать", "вести", "оформить", "отправить", "выгрузить") for t in document.of(sentence)):
            continue
        for part in clauses(document, sentence.index):
            where = next((t for t in part if t.lemmas & _WHEREABOUTS), None)
            if (
                where is not None
                and part[0].start > token.start
                and any(t.norm in ("он", "она", "оно", "заказ", "посылка") for t in part)
                and not any(t.norm == "если" for t in part)
            ):
                spans.append((where.start, where.end))
    return spans


def money_sent(document: Document) -> list[tuple[int, int]]:
    """Spans that say that money has gone out."""
    return [m.span() for m in _MONEY_SENT.finditer(flat(document.text))]


def untimely_conditions(document: Document) -> tuple[int, int] | None:
    """Span of return conditions told while the order has not been found; None where there are none."""
    low = flat(document.text)
    told = _CONDITIONS.search(low) if _NOT_FOUND.search(low) else None
    return told.span() if told else None

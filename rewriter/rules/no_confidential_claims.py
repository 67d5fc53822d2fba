"""no-confidential-claims: what the pack forbids to disclose or to promise (001)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rewriter.rules.base import Found, NotJudged, Options, rule
from rewriter.rules.entries import found_by_list
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
    """`returns_need_order`: return conditions are told only when the order has been found; `money_sent`: that money has gone out is never told."""

    returns_need_order: bool = False
    money_sent: bool = False


@rule("no-confidential-claims", number=10, title="Не раскрывать и не обещать лишнего", source="001", options=NoConfidentialClaims)
def no_confidential_claims(reply: Document, case: Reading, options: NoConfidentialClaims) -> Iterator[Found]:
    """Сумму возврата и судьбу возвращённой посылки решает специалист: сказанное раньше времени клиент запомнит как обещание."""
    if not case.pack.entries["no-confidential-claims"]:
        raise NotJudged("в пакете нет списка того, что нельзя раскрывать")
    yield from found_by_list(case.pack, "no-confidential-claims", reply, "Этого клиенту не сообщают: «{text}»")
    if options.money_sent:
        for sent in _MONEY_SENT.finditer(flat(reply.text)):
            yield Found(sent.start(), sent.end(), "О том, что деньги отправлены, клиенту не сообщают. Лучше: скажите, в какой срок рассмотрят возврат.")
    if options.returns_need_order and (told := untimely_conditions(reply)) is not None:
        yield Found(*told, "Заказ ещё не найден: об условиях возврата говорят потом. Лучше: попросите номер заказа или телефон.")


def untimely_conditions(document: Document) -> tuple[int, int] | None:
    """Span of return conditions told while the order has not been found; None where there are none."""
    low = flat(document.text)
    told = _CONDITIONS.search(low) if _NOT_FOUND.search(low) else None
    return told.span() if told else None

"""no-confidential-claims: what the pack forbids to disclose or to promise (001)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.pack import Pack
from rewriter.rules.base import Found, NotJudged, Options, rule
from rewriter.rules.entries import found_by_list
from rewriter.text.clauses import clauses
from rewriter.text.document import Document
from rewriter.text.expressions import Expression
from rewriter.text.facts import facts_in, flat
from rewriter.text.reading import Reading

_NOT_FOUND = Expression(
    r"(?:заказ[а-я]{0,15}|вас)[^.!?]{0,60}(?:не (?:наш|найд|нахо|виж|обнаруж)|отсутству)|не (?:наш|найд|нахо|виж|обнаруж)[а-я]{0,15}[^.!?]{0,40}(?:заказ|по этому (?:телефону|номеру))|(?:подскажите|назовите|напишите|сообщите|уточните)[^.!?]{0,40}(?:номер заказа|фио|фамили|телефон)[^.!?]{0,40}(?:найти|найд|наш|поиск|поищ|посмотр)|для поиска (?:вашего )?заказа|чтобы (?:мы |я )?наш(?:ли|ел|ла) (?:ваш |этот )?заказ, (?:подскажите|назовите|напишите|сообщите|уточните)|найти (?:ваш |этот )?заказ|если товар наш"
)
_CONDITIONS = Expression(
    r"(?:вернуть|возврат[а-я]{0,15}|отправ(?:ьте|ить|ляйте)|обмен[а-я]{0,15})[^.!?]{0,80}(?:\d+ (?:дн|недел)|двух недель|две недели|без наложенного|чек|письмо|а/я|обычной посылкой|заявлени)"
)


_MONEY_SENT = Expression(
    r"(?<!что )(?<!если )(?<!когда )(?<!только )(?<![«\"])(?:деньги|средства|сумма возврата|перевод с возвратом)(?: за [а-я]+)? (?:в (?:сумме|размере) [^.!?]{1,20}(?:руб[а-я]*\.?|₽) |[\d ]+(?:руб[а-я]*\.?|₽) |уже |вам |были |была ){0,3}(?:отправлен|перечислен|переведен|выплачен|зачислен)[аоы]?(?![а-я])"
)


class NoConfidentialClaims(Options):
    """`returns_need_order`: return conditions are told only when the order has been found. `money_sent`: neither that money has gone out nor how much.

    `partner_orders`: nor where an order is that a partner company has taken over. `partners`: words (lemmas) that name such companies.
    """

    returns_need_order: bool = False
    money_sent: bool = False
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
        for start, end in money_sent(reply):
            yield Found(start, end, "О том, что деньги отправлены, клиенту не сообщают. Лучше: скажите, в какой срок рассмотрят возврат.")
        yield from _sum_of_refund(reply)
    if options.partners and (located := _partner_order(reply, case, frozenset(options.partners))) is not None:
        yield Found(*located, "Где заказ компании-партнёра, говорит сама компания. Лучше: дайте её телефон.")
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


_MONEY = frozenset(("деньги", "средство", "сумма", "выплата"))
_COMES_BACK = frozenset("вернуть вернуться возвратить возвратиться возвращаться возместить компенсировать выплатить".split())
# A sum beside these is a price or a fee, not what comes back.
_PRICED = frozenset("стоимость цена стоить пересылка доставка оценочный плата платёж платеж заказ".split())


def _sum_of_refund(reply: Document) -> Iterator[Found]:
    """«Деньги вернутся частично, это будет 1 652 рубля»: money, its return and a sum in one sentence, however far apart."""
    for back in reply.having(_COMES_BACK):
        sentence = reply.sentences[back.sentence]
        words = frozenset(x for t in reply.of(sentence) for x in t.lemmas)
        if words.isdisjoint(_MONEY) or not words.isdisjoint(_PRICED):
            continue
        amount = next((f for f in facts_in(reply) if f.kind == "amount" and sentence.start <= f.start < sentence.end), None)
        if amount is not None:
            yield Found(amount.start, amount.end, "Сумму возврата клиенту не сообщают. Лучше: скажите, в какой срок рассмотрят возврат.")
            return


_LOCATED = frozenset("отделение склад путь прибыть поступить приехать отправить передать доставить ехать сортировка".split())
_PARTNER_SAYS = frozenset("уточнить подсказать телефон обратиться позвонить узнать".split())


def _partner_order(reply: Document, case: Reading, partners: frozenset[str]) -> tuple[int, int] | None:
    """The sentence that tells where an order is, where client or draft speak of a partner's order."""
    if (case.client.lemmas | case.draft.lemmas).isdisjoint(partners):
        return None
    for word in reply.having(_LOCATED):
        sentence = reply.sentences[word.sentence]
        told = frozenset(x for t in reply.of(sentence) for x in t.lemmas)
        if told.isdisjoint(_PARTNER_SAYS) and not told.isdisjoint(("уже", "сейчас", "находиться", "прибыть", "поступить", "быть")) and "?" not in sentence.text:
            return sentence.start, sentence.end
    return None


def untimely_conditions(document: Document) -> tuple[int, int] | None:
    """Span of return conditions told while the order has not been found; None where there are none."""
    low = flat(document.text)
    told = _CONDITIONS.search(low) if _NOT_FOUND.search(low) else None
    return told.span() if told else None

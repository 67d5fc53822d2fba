"""no-new-facts: the reply holds no value, name or promise of money that has no source (002 rule 1)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, NotJudged, rule
from rewriter.rules.facts_preserved import kind_name
from rewriter.text.concepts import key
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.expressions import Expression
from rewriter.text.fact import flat
from rewriter.text.facts import Fact, facts_in
from rewriter.text.inventions import is_phrase
from rewriter.text.reading import Reading
from rewriter.text.waiting import looks_up

_MONEY_PROMISES = frozenset("скидка бонус промокод компенсация подарок кешбэк кэшбэк купон сертификат балл".split())
_DOUBLED = frozenset(("двойной", "вдвое", "двукратный"))
_TWICE = frozenset("двойной вдвое двукратный дважды двукратно задвоить задвоиться задублировать дублировать дубль".split())
_SURE = frozenset("понимать понять уверенный согласный правый поддерживать".split())
_COUNTED_FREELY = frozenset("способ вариант шаг причина пункт вопрос раз этап".split())


@rule("no-new-facts", number=7, title="Ничего не придумано", source="002")
def no_new_facts(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Выдуманная дата или сумма хуже любого канцелярита: клиент на неё рассчитывает."""
    if case.case.reply is None:
        raise NotJudged("проверяется сам черновик")
    if not case.case.draft.strip():
        raise NotJudged("нет черновика")
    for fact in facts_in(reply):
        if not case.sourced(fact) and not _harmless(reply, fact, case):
            yield Found(fact.start, fact.end, f"Этого нет ни в черновике, ни в сообщении клиента ({kind_name(fact)}): «{fact.text}».")
    for token in reply.having(_DOUBLED):
        if case.draft.lemmas.isdisjoint(_TWICE) and case.client.lemmas.isdisjoint(_TWICE):
            yield Found(token.start, token.end, f"Этого нет в черновике: «{token.text}».")
    promised = [t for t in reply.having(_MONEY_PROMISES) if t.word is not None and t.word.lemma in _MONEY_PROMISES]
    if not promised:
        return
    known = {key(x) for d in (case.draft, case.client, case.known) for x in d.lemmas} | {key(_LITTLE[x]) for x in case.draft.lemmas & _LITTLE.keys()}
    known |= {key(_GIVEN[x]) for x in case.client.lemmas & _GIVEN.keys()}
    for token in promised:
        if token.is_("подарок") and not _gives(reply, token):
            continue  # «Какой приятный подарок для мамы!»
        if token.word is not None and key(token.word.lemma) not in known:
            yield Found(token.start, token.end, f"Обещание денег, которого нет в черновике: «{token.text}».")


# A draft's pet name for money is a source, too, and a promo code is one for a discount.
_LITTLE = {
    "скидочка": "скидка",
    "подарочек": "подарок",
    "бонусик": "бонус",
    "купончик": "купон",
    "промокодик": "промокод",
    "промокод": "скидка",
    "купон": "скидка",
}
# What the client has given to somebody may be called his present.
_GIVEN = {"дарить": "подарок", "подарить": "подарок"}


# Who does one of these with a present gives it himself; «пусть подарок порадует именинника» speaks of somebody else's.
_GIVING = frozenset("получить дарить подарить ждать добавить положить приложить вручить начислить прислать отправить наш мы вы от за".split())


_TRAVELS = "доехать дойти прийти приехать успеть прибыть поехать уехать добраться".split()


def _gives(reply: Document, present: Token) -> bool:
    behind = reply.tokens[present.index + 1 : present.index + 3]
    if any(t.is_(*_TRAVELS) for t in behind):
        return False  # «подарок доедет к 9 июня»: the client's own
    before = reply.tokens[present.index - 1].norm if present.index else ""
    return before == "в" or any(not t.lemmas.isdisjoint(_GIVING) for t in reply.of(reply.sentences[present.sentence]))


_PER_MONTH = Expression(r"/\s?(?:мес|год|сут|час|нед|дн)")


def _harmless(reply: Document, fact: Fact, case: Reading) -> bool:
    if fact.kind == "number" and fact.value in ("1", "2", "3", "4"):
        following = [t for t in reply.tokens if t.start >= fact.end][:1]
        return bool(following) and following[0].is_(*_COUNTED_FREELY)
    if fact.value.startswith("per ") and any(f"в {fact.text}" in text for text in (case.case.draft, case.case.client_message)):
        return True  # «450 ₽ за пользователя в месяц» — «450 ₽ в месяц»
    if fact.value.startswith("per ") and _PER_MONTH.search(case.case.draft):
        return True  # «450 руб./мес.» — «450 ₽ в месяц»
    if fact.kind == "percent" and fact.value == "100%":
        # «Понимаю Вас на 100 %»
        sentence = reply.sentence_at(fact.start)
        at = reply.first_from(fact.start)
        return sentence is not None and at > 0 and reply.tokens[at - 1].norm == "на" and any(t.is_(*_SURE) for t in reply.of(sentence))
    if fact.kind in ("schedule", "date", "period"):
        # «Хорошего вечера», «минутку»: a wish or a phrase of the pack, not a term.
        sentence = reply.sentence_at(fact.start)
        return sentence is not None and (is_phrase(sentence.text, case.pack.said) or (fact.kind == "period" and _a_moment(reply, fact, sentence)))
    return False


_MOMENTS = Expression(r"\W*(?:(?:одну|пару|парочку|несколько|буквально) )*(?:минут|секунд)\w{0,5}\W*")


def _a_moment(reply: Document, fact: Fact, sentence: Sentence) -> bool:
    """«Пару минут, я посмотрю»: asks to wait while we look, and binds nobody to the minute."""
    if not _MOMENTS.fullmatch(flat(fact.text)):
        return False
    before = reply.tokens[reply.first_from(fact.start) - 1] if reply.first_from(fact.start) > sentence.first else None
    return (before is None or before.norm not in ("за", "через", "в", "на", "до", "каждые")) and any(looks_up(t) for t in reply.of(sentence))

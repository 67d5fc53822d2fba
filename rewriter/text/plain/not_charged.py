"""What costs nothing: «плата за хранение не взимается» → «платить за хранение не нужно», «комиссия за перевод не взимается» → «комиссии за перевод нет»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, clause_ends, norm_at, plainer
from rewriter.text.plain.subjects import agrees, last_said, subject_before

_TAKEN = frozenset("взимается взимаются предусмотрена предусмотрено предусмотрены удерживается удерживаются".split())
WORDS = frozenset("взиматься взимать взимание предусмотреть удерживаться удерживать".split())
_PAY = {"плата": "платить", "оплата": "платить", "доплата": "доплачивать"}
_FEES = frozenset("комиссия пошлина сбор плата доплата процент".split())
_MORE = frozenset(("дополнительный",))
_LIGHT = frozenset("производится осуществляется предусмотрено".split())
# «Плата не взимается с получателя» may be taken from another.
_FROM = frozenset(("с", "со"))


def not_charged(document: Document) -> Iterator[Plainer]:
    """Every charge that is told not to be taken."""
    for token in document.having(WORDS):
        if token.norm == "взимание":
            found = _taking(document, token)
        elif token.norm in _TAKEN and norm_at(document, token.index - 1, token.sentence) == "не":
            found = _charge(document, token)
        else:
            found = None
        if found is not None:
            yield found


def _charge(document: Document, token: Token) -> Plainer | None:
    first, last = token.index - 1, token.index + 1
    subject = subject_before(document, first)
    if subject is None or subject.parse.lemma not in _FEES | _PAY.keys() or not agrees(document, token.index, subject) or not last_said(document, last):
        return None
    if _paid_for_elsewhere(document, subject.first, token):
        return None
    middle = document.tokens[subject.head.index + 1 : first]
    if norm_at(document, last, token.sentence) in _FROM or any(t.norm in _FROM for t in middle) or middle and middle[0].norm not in ("за", "при"):
        return None
    if _sum_in(middle):
        return None
    between = document.text[subject.head.end : document.tokens[first - 1].end]
    more = any(not t.lemmas.isdisjoint(_MORE) for t in subject.modifiers)
    verb = _PAY.get(subject.parse.lemma)
    verb = f"{verb} дополнительно" if verb and more else verb
    if verb is not None and subject.parse.feats.get("Number") == "Sing" and len(subject.modifiers) == more:
        return plainer(document, subject.first, last, f"{verb}{between} не нужно")
    # «Комиссии нет в наших банкоматах» would be something else.
    if not clause_ends(document, last) or token.norm.startswith("предусмотр") or (told := subject.in_case("Gen")) is None or subject.parse.lemma in _PAY:
        return None
    return plainer(document, subject.first, last, f"{told}{document.text[subject.end : document.tokens[first - 1].end]} нет")


def _paid_for_elsewhere(document: Document, first: int, token: Token) -> bool:
    """«Плата за первые 15 дней не взимается, с 16-го дня плата — 12 ₽»: one is charged beside the other."""
    sentence = document.sentences[token.sentence]
    rest = (*document.tokens[sentence.first : first], *document.tokens[token.index + 1 : sentence.last])
    return _sum_in(rest) and any(t.is_("плата", "стоимость", "комиссия", "платный", "пошлина", "взиматься") for t in rest)


def _sum_in(tokens: tuple[Token, ...]) -> bool:
    """«Комиссия 300 рублей не взимается»: another may be."""
    return any(
        t.kind == "number" and i + 1 < len(tokens) and (tokens[i + 1].text in "₽%" or tokens[i + 1].is_("рубль", "руб", "р")) for i, t in enumerate(tokens)
    )


def _taking(document: Document, token: Token) -> Plainer | None:
    """«Взимание платы за хранение не производится»."""
    here, index = token.sentence, token.index
    fee = noun_phrase(document, index + 1, "Gen", tail=False)
    if fee is None or fee.parse.lemma not in ("плата", "доплата") or fee.modifiers:
        return None
    for end in range(fee.last, min(fee.last + 9, document.sentences[here].last)):
        if document.tokens[end].kind == "punct":
            return None
        if document.tokens[end].norm == "не" and norm_at(document, end + 1, here) in _LIGHT:
            middle = document.tokens[fee.last : end]
            if middle and middle[0].norm != "за" or any(t.norm in _FROM for t in middle) or _sum_in(middle) or not last_said(document, end + 2):
                return None
            between = document.text[fee.end : document.tokens[end - 1].end]
            return plainer(document, index, end + 2, f"{_PAY[fee.parse.lemma]}{between} не нужно")
    return None

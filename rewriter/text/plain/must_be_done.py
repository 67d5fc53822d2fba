"""Deeds that are due: «поверка должна быть произведена до 19.12» → «поверку нужно провести до 19.12», «заявление должно быть подано» → «заявление нужно подать»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.agents import agent_at
from rewriter.text.plain.noun_phrases import NounPhrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, norm_at, plainer
from rewriter.text.plain.possibilities import by_somebody
from rewriter.text.plain.subjects import agrees, last_said, subject_before

WORDS = frozenset("должен должный надлежать нужно необходимо".split())
_DUE = frozenset("надлежит нужно необходимо".split())
_PAYING = frozenset("произвести осуществить провести выполнить".split())
_MUST = frozenset("должен должна должно должны".split())
# Only what a client does himself: «заказ должен быть доставлен» is no duty of his, «коробка должна быть упакована» is a state.
_DONE = {
    "подать": "подать", "оплатить": "оплатить", "внести": "внести", "деактивировать": "отключить", "заполнить": "заполнить", "сдать": "сдать", "подписать": "подписать", "предъявить": "показать", "вернуть": "вернуть",
    "возвратить": "вернуть", "поверить": "поверить", "подтвердить": "подтвердить", "загрузить": "загрузить", "отключить": "отключить", "установить": "установить", "оформить": "оформить", "направить": "отправить",
}  # fmt: skip
_HELD = frozenset("произвести провести осуществить выполнить".split())
# Who holds them is clear: «проведена» of these is no work of ours.
_HELD_BY_CLIENT = {"поверка": "провести", "оплата": "внести", "платеж": "внести", "замена": "сделать", "осмотр": "пройти", "диагностика": "пройти", "техосмотр": "пройти", "обслуживание": "провести", "регистрация": "пройти", "активация": "сделать"}  # fmt: skip
# Sent by the client himself, not to him.
_SENT_BY_CLIENT = frozenset("заявление заявка претензия обращение".split())


def must_be_done(document: Document) -> Iterator[Plainer]:
    """Every duty of the client's told of the thing."""
    for token in document.having(WORDS):
        found = _due(document, token) if token.norm in _MUST else _paid(document, token) if token.norm in _DUE else None
        if found is not None:
            yield found


def _paid(document: Document, token: Token) -> Plainer | None:
    """«Оплату надлежит произвести до 10 декабря» → «оплатить нужно до 10 декабря»."""
    here, index = token.sentence, token.index
    if norm_at(document, index + 1, here) not in _PAYING or norm_at(document, index - 1, here) != "оплату" or not clause_begins(document, index - 1):
        return None
    return plainer(document, index - 1, index + 2, "оплатить нужно")


def _due(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index
    done = at(document, index + 2, here)
    if norm_at(document, index + 1, here) != "быть" or done is None or done.word is None or norm_at(document, index - 1, here) == "не":
        return None
    verb = next((p.lemma for p in done.word.parses if p.pos == "VERB" and p.feats.get("Variant") == "Short"), None)
    subject = subject_before(document, index)
    if verb is None or subject is None or subject.parse.feats.get("Animacy") == "Anim" or subject.money or not agrees(document, index, subject):
        return None
    last = index + 3
    if not last_said(document, last) or agent_at(document, last, here) is not None or by_somebody(document, last, here):
        return None
    told, acted = _told(verb, subject), subject.in_case("Acc")
    between = document.text[document.tokens[subject.last - 1].end : document.tokens[index - 1].end]
    return plainer(document, subject.first, last, f"{acted}{between} нужно {told}") if told and acted else None


def _told(verb: str, subject: NounPhrase) -> str | None:
    thing = subject.parse.lemma
    if verb in _HELD:
        return _HELD_BY_CLIENT.get(thing)
    if verb in ("направить", "возвратить", "вернуть") and (thing in _SENT_BY_CLIENT) != (verb == "направить"):
        return None
    if verb in ("возвратить", "вернуть") and thing not in ("товар", "заказ", "вещь", "прибор", "оборудование", "роутер", "пропуск", "ключ", "книга", "подарок"):
        return None
    return _DONE.get(verb)

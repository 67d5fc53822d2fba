"""Codes of ours: numbers of tasks in a tracker («баг PRH-2231 взят в спринт»), reasons by number («причина MOD-14»). A client's own ticket, order or error code is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rewriter.text.document import Document, Token

_KEY = re.compile(r"[A-Z]{2,6}-\d{1,6}")
# A machine of ours.
_SERVER = re.compile(r"(?:SRV|DB|HOST|NODE|VM|APP)-[A-Z]{2,8}\d{0,3}")
# What only a tracker has; of an error, a task or a request a client may know the number, too.
_OURS = frozenset("баг таск таска дефект эпик jira джира issue".split())
_MAYBE = frozenset("ошибка задача проблема запрос исправление доработка".split())
_PLANS = frozenset("спринт план планы бэклог беклог релиз разработка разработчик фикс исправление обновление версия очередь".split())


def tracker_keys(document: Document, known: str = "") -> Iterator[Token]:
    """The tokens of such numbers in reading order; `known`: what the client wrote and knows already."""
    for token in document.tokens:
        if token.kind == "code" and _SERVER.fullmatch(token.text) and token.text not in known:
            yield token
        if token.kind != "code" or not _KEY.fullmatch(token.text) or token.text in known:
            continue
        before = document.tokens[token.index - 1] if token.index else None
        if before is None or before.sentence != token.sentence:
            continue
        if before.lemmas & _OURS or before.lemmas & _MAYBE and any(t.lemmas & _PLANS for t in document.of(document.sentences[token.sentence])):
            yield token


_REASON_KEY = re.compile(r"[A-ZА-Я]{1,6}-\d{1,6}")
_REASONS = frozenset("причина основание резолюция категория".split())
# «Код отказа RJ-07»: a code alone may be one that the client needs.
_OF_DECISIONS = frozenset("отказ отклонение блокировка модерация решение причина".split())
# What the client is told to use is for him.
_FOR_CLIENT = frozenset("ввести вводить назвать показать сообщить предъявить указать использовать действовать".split())
_KINDS = frozenset("код статья правило тип пункт".split())


def reason_codes(document: Document, known: str = "") -> Iterator[tuple[int, int]]:
    """The spans [start, end) of «причина MOD-14», «код отказа RJ-07», with the preposition that leads to them, in reading order."""
    tokens = document.tokens
    for token in document.tokens:
        if token.kind != "code" or not _REASON_KEY.fullmatch(token.text) or token.text in known:
            continue
        first = token.index - 1
        while first >= 0 and tokens[first].text in ":—–-№":
            first -= 1
        head = tokens[first] if first >= 0 and tokens[first].sentence == token.sentence else None
        if head is None or any(not t.lemmas.isdisjoint(_FOR_CLIENT) for t in document.of(document.sentences[token.sentence])):
            continue
        if not head.lemmas.isdisjoint(_OF_DECISIONS - _REASONS) and first and not tokens[first - 1].lemmas.isdisjoint(_KINDS):
            first -= 1
        elif head.lemmas.isdisjoint(_REASONS):
            continue
        elif first and not tokens[first - 1].lemmas.isdisjoint(_KINDS):
            first -= 1
        if first and tokens[first - 1].norm in ("по", "с", "под") and tokens[first - 1].sentence == token.sentence:
            first -= 1
        yield tokens[first].start, token.end

"""Numbers of tasks in a tracker of ours: «баг PRH-2231 взят в спринт». A client's own ticket, order or error code is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rewriter.text.document import Document, Token

_KEY = re.compile(r"[A-Z]{2,6}-\d{1,6}")
# What only a tracker has; of an error, a task or a request a client may know the number, too.
_OURS = frozenset("баг таск таска дефект эпик jira джира issue".split())
_MAYBE = frozenset("ошибка задача проблема запрос исправление доработка".split())
_PLANS = frozenset("спринт план планы бэклог беклог релиз разработка разработчик фикс исправление обновление версия очередь".split())


def tracker_keys(document: Document, known: str = "") -> Iterator[Token]:
    """The tokens of such numbers in reading order; `known`: what the client wrote and knows already."""
    for token in document.tokens:
        if token.kind != "code" or not _KEY.fullmatch(token.text) or token.text in known:
            continue
        before = document.tokens[token.index - 1] if token.index else None
        if before is None or before.sentence != token.sentence:
            continue
        if before.lemmas & _OURS or before.lemmas & _MAYBE and any(t.lemmas & _PLANS for t in document.of(document.sentences[token.sentence])):
            yield token

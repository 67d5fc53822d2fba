"""A ticket in a text: its id, however it is spaced, and whether the text speaks of it at all."""

from __future__ import annotations

import re

from rewriter.text.document import Document, Token


def stands(wanted: str, text: str) -> bool:
    """Whether the id stands in the text as a whole, whatever dashes and spaces are in it."""
    parts = [re.escape(p) for p in re.findall(r"[^\W_]+", wanted)]
    return bool(parts) and bool(re.search(r"(?<![^\W_])" + r"[\s\-–—_№#/]{0,3}".join(parts) + r"(?![^\W_]|-\d)", text, re.IGNORECASE))


_TICKETS = frozenset("обращение заявка тикет запрос".split())
# «Спасибо за обращение», «создайте новую заявку», «по любому запросу» speak of none that is there.
_THANKED = frozenset("спасибо благодарить рад".split())
_ANY = frozenset("новый любой другой следующий каждый всякий повторный".split())
_MAKING = frozenset("создать создавать оставить оставлять подать подавать завести заводить отправить отправлять прислать присылать".split())
_THIS = frozenset("ваш этот данный наш".split())


def speaks_of_ticket(document: Document) -> bool:
    """Whether what the client wrote about is spoken of as a ticket: «обращение закрыли», «работы по заявке завершены»."""
    return any(_is_this(document, token) for token in document.having(_TICKETS))


def _is_this(document: Document, token: Token) -> bool:
    sentence = document.sentences[token.sentence]
    before = document.tokens[max(sentence.first, token.index - 2) : token.index]
    words = document.of(sentence)
    # «Запрос» may be anything that somebody asks for.
    named = not token.is_("запрос") or any(t.lemmas & _THIS for t in before)
    one = token.word is not None and all(p.feats.get("Number") == "Sing" for p in token.word.parses)  # «заявки принимаем» is of many
    thanked = any(t.lemmas & _THANKED and t.index < token.index for t in words)
    return named and one and not thanked and all(t.lemmas.isdisjoint(_ANY) for t in before) and all(t.lemmas.isdisjoint(_MAKING) for t in words)

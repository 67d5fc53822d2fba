"""«Инцидент» where its predicate is masculine and no noun of another gender can stand for it: «инцидент зарегистрирован» → «вопрос зарегистрирован»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.plainer import Plainer, plainer

WORDS = frozenset(("инцидент",))
# What is done with a client's letter; anything else is said of what has happened.
_HANDLED = frozenset("зарегистрировать принять передать рассмотреть рассматриваться закрыть решить взять направить отправить поступить".split())
_OUTAGE = frozenset("возникнуть наблюдать наблюдаться устранить сервис сторона сервер сеть подключение авария обслуживание узел".split())
_REACH = 8


def incidents(document: Document) -> Iterator[Plainer]:
    """Every «инцидент» in the nominative whose predicate tells what it is."""
    for token in document.having(WORDS):
        if token.norm == "инцидент" and not _mended(document, token) and (told := _told(document, token)) is not None:
            yield plainer(document, token.index, token.index + 1, told)


def _mended(document: Document, token: Token) -> bool:
    """«Устранение инцидента», «устраняем инцидент»: the word list's to tell."""
    first = document.sentences[token.sentence].first
    return any(t.is_("устранение", "устранять", "ликвидировать", "ликвидация") for t in document.tokens[max(first, token.index - 3) : token.index])


def _told(document: Document, token: Token) -> str | None:
    last = min(token.index + _REACH, document.sentences[token.sentence].last)
    stop = next((t.index for t in document.tokens[token.index + 1 : last] if t.text in ",;:—–"), last)
    behind = document.tokens[token.index + 1 : stop]
    predicate = next((t for t in behind if _masculine(t)), None)
    before = document.tokens[max(document.sentences[token.sentence].first, token.index - 2) : token.index]
    if predicate is not None and predicate.lemmas & _HANDLED:
        return "вопрос"
    if any(t.lemmas & _OUTAGE for t in (*before, *behind)):
        return "сбой"
    return "случай" if predicate is not None or any(t.norm == "чтобы" for t in before) else None


def _masculine(token: Token) -> bool:
    top = token.word.top if token.word is not None else None
    if top is None or top.pos not in ("VERB", "AUX", "ADJ"):
        return False
    said = top.feats.get("Variant") == "Short" or top.feats.get("Tense") == "Past"
    return said and top.feats.get("Number") == "Sing" and top.feats.get("Gender") == "Masc"

"""That the client need do nothing: «совершение каких-либо действий с Вашей стороны не требуется» → «от Вас ничего не нужно»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.plainer import Plainer, clause_ends, norm_at, plainer

_PAPERS = frozenset("документов документы сведений сведения данных данные материалов материалы".split())
WORDS = frozenset("действие документ сведение материал".split())
_DOING = frozenset("совершение выполнение принятие осуществление".split())
_ANY = frozenset("каких-либо каких либо никаких каких-то любых дополнительных иных других дальнейших".split())
_MORE = frozenset("дополнительных иных других дальнейших".split())
_NEEDED = {"требуется": "не нужно", "нужно": "не нужно", "необходимо": "не нужно", "потребуется": "не понадобится", "требуются": "не нужно"}


def nothing_needed(document: Document) -> Iterator[Plainer]:
    """Every «действий не требуется» that tells whose, or has a noun too many."""
    for token in document.having(WORDS):
        found = _found(document, token) if token.norm == "действий" else _papers(document, token) if token.norm in _PAPERS else None
        if found is not None:
            yield found


def _found(document: Document, token: Token) -> Plainer | None:
    here, first, last = token.sentence, token.index, token.index + 1
    more = False
    while norm_at(document, first - 1, here) in _ANY | {"-"}:
        more = more or norm_at(document, first - 1, here) in _MORE
        first -= 1
    doing = norm_at(document, first - 1, here) in _DOING
    first -= doing
    ahead, first = _whose_before(document, first, here)
    behind, last = _whose(document, last, here)
    if norm_at(document, last, here) != "не" or (needed := _NEEDED.get(norm_at(document, last + 1, here))) is None:
        return None
    whose = ahead or behind
    if whose is None or not clause_ends(document, last + 2):
        return None
    return plainer(document, first, last + 2, f"от {whose} {'больше ' if more else ''}ничего {needed}")


def _papers(document: Document, token: Token) -> Plainer | None:
    """«Предоставление каких-либо дополнительных документов с Вашей стороны не требуется» → «дополнительные документы от Вас не нужны»."""
    here, first = token.sentence, token.index
    more = False
    while norm_at(document, first - 1, here) in _ANY | {"-", "какие-либо", "дополнительные"}:
        more = more or norm_at(document, first - 1, here) in _MORE | {"дополнительные"}
        first -= 1
    if norm_at(document, first - 1, here) not in ("предоставление", "направление", "давать", "отправка"):
        return None
    first -= 1
    whose, last = _whose(document, token.index + 1, here)
    if norm_at(document, last, here) != "не" or norm_at(document, last + 1, here) not in ("требуется", "нужно") or not clause_ends(document, last + 2):
        return None
    named = {"документов": "документы", "сведений": "сведения", "материалов": "материалы"}.get(token.norm, token.norm)
    return plainer(document, first, last + 2, f"{'дополнительные ' if more else ''}{named}{f' от {whose}' if whose else ''} не нужны")


def _whose(document: Document, index: int, sentence: int) -> tuple[str | None, int]:
    """«с Вашей стороны», «от Вас»: «Вас», and one past it."""
    lead, owner = norm_at(document, index, sentence), norm_at(document, index + 1, sentence)
    if (lead, owner, norm_at(document, index + 2, sentence)) == ("с", "вашей", "стороны"):
        return _you(document.tokens[index + 1]), index + 3
    if (lead, owner) == ("от", "вас"):
        return _you(document.tokens[index + 1]), index + 2
    return None, index


def _whose_before(document: Document, first: int, sentence: int) -> tuple[str | None, int]:
    """«С Вашей стороны (дополнительных действий …)»."""
    for length in (3, 2):
        whose, last = _whose(document, first - length, sentence) if first >= length else (None, 0)
        if whose is not None and last == first:
            return whose, first - length
    return None, first


def _you(token: Token) -> str:
    return "Вас" if token.capital else "вас"

"""Reproaches with all that hangs on them: «Сами виноваты, что не читали», «это Вы должны были оплатить, тогда бы всё работало» go as a whole."""

from __future__ import annotations

from rewriter.result import Violation
from rewriter.text.clauses import clauses
from rewriter.text.document import Document, Sentence, Token

_WHY = frozenset("что раз если потому поскольку ведь".split())
_THEN = frozenset("тогда иначе и сейчас сегодня теперь".split())
# «Да, и потом, …», «Хотя …»: what leads to a reproach goes with it.
_LEADS = frozenset("и да потом хотя впрочем вообще-то вообще к слову кстати но а ну тут так-то потому".split())
_SHRUGS = (("но", "так", "и", "быть"), ("но", "ладно"), ("но", "да", "ладно"), ("ну", "да", "ладно"), ("но", "ничего"), ("ну", "ничего"), ("там", "все"))
_OUGHT = frozenset("следовало надлежало полагалось стоило".split())
_DUTY = frozenset("надо нужно необходимо должны обязаны могли".split())


def scolding(document: Document, sentence: Sentence, violation: Violation) -> tuple[int, int] | None:
    """The stretch [start, end) of a reproach with its reason, its lead and what would have been; None where it is none, or holds a value."""
    parts = clauses(document, sentence.index)
    holding = [i for i, p in enumerate(parts) if any(violation.start <= t.start < violation.end for t in p if t.kind == "word")]
    if not holding:
        return None
    first, last = holding[0], holding[-1]
    blamed = any(t.is_("виноватый", "вина") for t in document.between(violation.start, violation.end))
    duty = any(_is_duty(parts[i]) for i in range(first, last + 1))
    if last + 1 < len(parts) and blamed and parts[last + 1][0].norm in _WHY:
        last += 1
    elif not duty:
        return None
    while last + 1 < len(parts) and _hangs(parts[last + 1]):
        last += 1
    while first and all(t.norm in _LEADS for t in parts[first - 1] if t.kind == "word"):
        first -= 1
    start = parts[first][0].start
    if all(t.norm in _LEADS for t in document.between(sentence.start, start) if t.kind == "word"):
        start = sentence.start
    end = sentence.end if last + 1 == len(parts) and start == sentence.start else _before_stop(parts[last])
    return (start, end) if all(t.kind in ("word", "punct") for t in document.between(start, end)) else None


def _is_duty(part: tuple[Token, ...]) -> bool:
    norms = [t.norm for t in part]
    if norms[:2] == ["если", "бы"] and "вы" in norms:
        return True  # «Если бы Вы указали квартиру, …»
    return any(t.norm in _OUGHT for t in part) or any(t.norm in _DUTY for t in part) and any(t.norm in ("было", "были", "бы") for t in part)


def _hangs(part: tuple[Token, ...]) -> bool:
    """«…, тогда бы всё работало», «…, но так и быть», «…, там всё написано»."""
    norms = tuple(t.norm for t in part if t.kind == "word")
    return norms[:1] != () and (
        "бы" in norms and (norms[0] in _THEN or norms[:2] in (("все", "бы"), ("ничего", "бы"))) or any(norms[: len(x)] == x for x in _SHRUGS)
    )


def _before_stop(part: tuple[Token, ...]) -> int:
    return part[-2].end if part[-1].text in ".!?…" and len(part) > 1 else part[-1].end

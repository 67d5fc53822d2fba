"""Cuts smaller than a clause for an internal word: its cause, its place, the system's name with what leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rewriter.result import Violation
from rewriter.text.clauses import has_predicate
from rewriter.text.document import Document, Token
from rewriter.text.in_context import parse_in_context

_LEADING = frozenset("в во на из через по согласно у с со".split())
_LED = frozenset("данные информация сведение система база карточка программа наш".split())
# A place that these need stays, or they say nothing.
_NEED_PLACE = ("находиться", "быть", "числиться", "стоять", "состоять", "пребывать", "входить", "относиться", "лежать", "попасть", "заступить", "не")
_INNER = frozenset("система трекер база админка карточка программа crm wcrm jira джира срм црм".split())
_CAUSES = (("по", "причине"), ("в", "связи", "с"), ("в", "результате"), ("из-за",), ("ввиду",), ("вследствие",))


class Phrase(NamedTuple):
    """A stretch [start, end) of words; `cause`: it gives the reason of something and may be long."""

    start: int
    end: int
    cause: bool = False


def inner_phrases(document: Document, violation: Violation, *, whole: bool) -> Iterator[Phrase]:
    """What could go without its clause, the best first; `whole`: only with its reason, the word alone would leave nothing said."""
    tokens = document.tokens
    inside = [t for t in document.between(violation.start, violation.end) if t.kind != "punct"]
    if not inside:
        return
    sentence = document.sentences[inside[0].sentence]
    first = inside[0].index
    while first > sentence.first and tokens[first - 1].word is not None and tokens[first - 1].word.tags & {"adj"}:  # type: ignore[union-attr]
        first -= 1
    for lead in _CAUSES:
        at = first - len(lead)
        if at >= sentence.first and tuple(t.norm for t in tokens[at:first]) == lead:
            # «из-за высокой нагрузки ответ …»: what the sentence is about comes behind the cause.
            named = [t for t in inside if _is_subject(document, t)]
            yield Phrase(tokens[at].start, tokens[named[0].index - 1].end if named else violation.end, True)
    if (bracketed := _bracketed(document, violation)) is not None:
        yield Phrase(*bracketed, True)
    if whole:
        return
    for i, token in enumerate(inside):
        if token.norm not in _LEADING:
            continue
        end = i + 1
        while end < len(inside) and not inside[end].lemmas & _INNER and inside[end].word is not None and inside[end].word.tags & {"adj"}:  # type: ignore[union-attr]
            end += 1
        if end < len(inside) and inside[end].lemmas & _INNER and (i or end + 1 < len(inside)):
            yield Phrase(token.start, inside[end].end)
    if not has_predicate(tuple(inside)) and (phrase := _prepositional(document, violation)):
        yield Phrase(*phrase)


def _bracketed(document: Document, violation: Violation) -> tuple[int, int] | None:
    """«(в Jira закрыто)»: what brackets set apart goes with them, where it holds no value."""
    text = document.text
    opened, closed = text.rfind("(", 0, violation.start + 1), text.find(")", violation.end - 1)
    if opened < 0 or closed < 0 or ")" in text[opened : violation.start] or "(" in text[violation.end : closed] or "\n" in text[opened:closed]:
        return None
    if "«" in text[opened:closed]:
        return None  # «(статус в CRM «Передан в доставку»)»: what is quoted may be news
    apart = [t for t in document.between(opened + 1, closed) if not violation.start <= t.start < violation.end]
    return (opened, closed + 1) if all(t.kind in ("word", "punct") for t in apart) else None


def _is_subject(document: Document, token: Token) -> bool:
    parse = parse_in_context(document, token) if token.word is not None else None
    return parse is not None and parse.pos == "NOUN" and parse.feats.get("Case") == "Nom"


def _prepositional(document: Document, violation: Violation) -> tuple[int, int] | None:
    """«заведено в Jira» → «в Jira», «согласно CRM», «по данным CRM»: the internal word with what leads to it, if nothing hangs on it."""
    tokens = document.tokens
    first = next((t for t in tokens if t.start >= violation.start), None)
    if first is None:
        return None
    at = first.index
    while (
        at > 0
        and tokens[at].norm not in _LEADING
        and tokens[at - 1].sentence == first.sentence
        and (tokens[at - 1].lemmas & _LED or tokens[at - 1].norm in _LEADING)
    ):
        at -= 1
    if tokens[at].norm not in _LEADING or at and tokens[at - 1].sentence == first.sentence and tokens[at - 1].is_(*_NEED_PLACE):
        return None
    after = next((t for t in tokens if t.start >= violation.end), None)
    if after is not None and after.sentence == first.sentence and (after.norm == "и" or _hangs(document, after)):
        return None  # «отражена в биллинге и в CRM»: the second of two would hang in the air
    return tokens[at].start, violation.end


def _hangs(document: Document, token: Token) -> bool:
    """Whether the word may belong to the internal word before it: a genitive, a participle («в CRM компании»)."""
    if token.word is None:
        return token.kind == "word"
    parse = parse_in_context(document, token)
    following = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
    if following is not None and has_predicate((following,)) and any(p.feats.get("Case") == "Nom" for p in token.word.parses):
        return False
    return parse is not None and parse.pos in ("NOUN", "ADJ", "DET", "VERB") and parse.feats.get("Case") in ("Gen", "Loc")

"""What could be cut to be rid of a violation: from a few words to the whole sentence, the least loss first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rewriter.pack_schema import Entry
from rewriter.result import Violation
from rewriter.rules.entries import matches
from rewriter.text.clauses import clauses
from rewriter.text.concepts import keys_of
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.fault_adjunct import fault_adjunct
from rewriter.text.reading import Reading

# Content words beside what is wrong that a cut may take along; more than these is news that somebody must look at.
_FEW = 2
# What the list marks as saying nothing may go with more of them.
_MANY = 8
_EVENTS = frozenset("произойти возникнуть случиться допустить вызвать происходить связать обусловить".split())


class Removable(NamedTuple):
    """A stretch [start, end) that may be cut; `most`: content words that it may take along; `wrong`: spans in it that are at fault besides the violations."""

    start: int
    end: int
    most: int = _FEW
    wrong: tuple[tuple[int, int], ...] = ()


def removable(reading: Reading, document: Document, violation: Violation) -> Iterator[Removable]:
    """Stretches to cut for the violation, the best first."""
    sentence = document.sentence_at(violation.start)
    if sentence is None:
        return
    if violation.rule == "no-internal-details" and (phrase := _prepositional(document, violation)):
        yield Removable(*phrase)
    if violation.rule == "no-blame-shifting":
        yield from _adjunct(document, sentence, violation)
    if (aside := _aside(document, sentence, violation)) is not None:
        yield Removable(*aside)
    entry = _entry(reading, document, violation)
    most = _MANY if entry is not None and entry.drop else _FEW
    refusal = violation.rule == "forbidden-phrases"
    empty = not refusal or entry is None or entry.drop
    parts = clauses(document, sentence.index)
    # A refusal says something unless it is a mere brush-off: it is put otherwise, not cut out of what it speaks of.
    brush_off = not refusal or (empty and _beside(document.of(sentence), violation) <= _FEW)
    if len(parts) > 1 and empty:
        at = _holding(parts, violation)
        if brush_off or _beside(parts[at], violation) <= _FEW:
            yield from _clause(document, sentence, parts, at, most)
    if brush_off and _beside(document.of(sentence), violation) <= most + 3:
        yield Removable(sentence.start, sentence.end, most)


def _entry(reading: Reading, document: Document, violation: Violation) -> Entry | None:
    """The word-list entry behind the violation."""
    found = matches(reading.pack, violation.rule, document)
    return next((entry for entry, match in found if match.start < violation.end and violation.start < match.end), None)


def _beside(tokens: tuple[Token, ...], violation: Violation) -> int:
    return sum(1 for t in tokens if keys_of(t) and not violation.start <= t.start < violation.end)


def _holding(parts: tuple[tuple[Token, ...], ...], violation: Violation) -> int:
    """Which clause holds most of the violation; of two that hold as much the later one, where its verb stands."""
    inside = [sum(1 for t in p if violation.start <= t.start < violation.end and t.kind == "word") for p in parts]
    return max(range(len(parts)), key=lambda i: (inside[i], i))


def _clause(document: Document, sentence: Sentence, parts: tuple[tuple[Token, ...], ...], at: int, most: int) -> Iterator[Removable]:
    last = sentence.end - (document.text[sentence.end - 1] in ".!?")
    if at > 0:
        yield Removable(parts[at][0].start, parts[at][-1].end if at + 1 < len(parts) else last, most)
        return
    following = parts[1]
    if not _depends(following):
        yield Removable(parts[0][0].start, parts[0][-1].end, most)
    elif (joint := _joint(document, following)) is not None:
        yield Removable(parts[0][0].start, joint, most)


# With these a clause goes on from the one before it, and can stand without it.
_JOINTS = (
    ("в", "связи", "с", "чем"),
    ("вследствие", "чего"),
    ("из-за", "чего"),
    ("поэтому",),
    ("поэтому", "и"),
    ("так", "что"),
    ("а",),
    ("но",),
    ("и",),
    ("однако",),
    ("зато",),
)


def _joint(document: Document, part: tuple[Token, ...]) -> int | None:
    """Where the clause begins without its joint, if it has a subject of its own."""
    words = tuple(t.norm for t in part[:4])
    joint = max((j for j in _JOINTS if words[: len(j)] == j), key=len, default=None)
    if joint is None or len(part) <= len(joint) + 1:
        return None
    if not any(t.word is not None and t.word.top is not None and t.word.top.feats.get("Case") == "Nom" for t in part[len(joint) : len(joint) + 4]):
        return None
    return part[len(joint)].start


def _depends(clause: tuple[Token, ...]) -> bool:
    """Whether a clause cannot stand without the one before it."""
    return clause[0].norm in _DEPENDENT


_DEPENDENT = frozenset(
    "который которая которое которые что чтобы так поскольку потому если когда где поэтому и а но однако зато также причем тем либо или в вследствие из-за".split()
)


def _adjunct(document: Document, sentence: Sentence, violation: Violation) -> Iterator[Removable]:
    """«… по вине начальника отделения, который …»: what happened stays said, unless it is only that something did."""
    found = fault_adjunct(document, violation.start, violation.end)
    if found is None:
        return
    tokens = document.tokens
    start, end = tokens[found.first].start, tokens[max(found.last, found.end) - 1].end
    wrong = ((start, end),)
    part = next((p for p in clauses(document, sentence.index) if p[0].start <= start <= p[-1].start), document.of(sentence))
    left = [t for t in part if keys_of(t) and not start <= t.start < end]
    if left and len(left) <= _FEW and any(t.lemmas & _EVENTS for t in left):
        # «Задержка произошла» alone tells the client nothing; «посылка утеряна» does.
        whole = (sentence.start, sentence.end) if len(part) > len(document.of(sentence)) - 3 else (part[0].start, max(part[-1].end, end))
        yield Removable(*whole, _FEW, wrong)
    yield Removable(start, end, _FEW, wrong)


def _aside(document: Document, sentence: Sentence, violation: Violation) -> tuple[int, int] | None:
    """«Повторяю ещё раз: …», «Как я уже говорил, …», «…, милочка»: words that punctuation sets apart from the rest."""
    text = document.text
    before = text[sentence.start : violation.start].rstrip()
    rest = text[violation.end : sentence.end]
    opens = not before.strip(' «"—–-')
    if opens and (m := re.match(r"(?:\s+(?:ещё раз|еще раз|вам|снова|уже))*\s*(?:,\s*что\b|[,:—–])\s*", rest)) and rest[m.end() :].strip(" .!?"):
        return sentence.start, violation.end + m.end()
    if before.endswith(",") and re.match(r"\s*[,.!?]", rest):
        return violation.start, violation.end
    return None


_LEADING = frozenset("в во на из через по согласно".split())
_LED = frozenset("данные информация сведение система база карточка программа наш".split())
_STANDS = ("находиться", "быть", "числиться", "стоять", "состоять", "пребывать")


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
    if tokens[at].norm not in _LEADING or at and tokens[at - 1].is_(*_STANDS):
        return None
    after = next((t for t in tokens if t.start >= violation.end), None)
    if after is not None and after.sentence == first.sentence and _hangs(after):
        return None
    return tokens[at].start, violation.end


def _hangs(token: Token) -> bool:
    """Whether the word may belong to the internal word before it: a genitive, a participle («в CRM компании»)."""
    if token.word is None:
        return token.kind == "word"
    top = token.word.top
    return top is not None and top.pos in ("NOUN", "ADJ", "DET", "VERB") and top.feats.get("Case") in ("Gen", "Loc") and top.feats.get("Variant") != "Short"

"""Limits: whether a value is the most, the last day («до 18 мая», «не более 5») or the least, the first («после», «от»), and whether a reply turns that round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rewriter.text.concepts import content, shared
from rewriter.text.document import Document, Sentence
from rewriter.text.expressions import Expression
from rewriter.text.fact import flat
from rewriter.text.facts import Fact, facts_in
from rewriter.text.matching import same
from rewriter.text.reading import Reading

_KINDS = frozenset(("date", "time", "period", "amount", "percent", "number"))
_OUTRIGHT = frozenset(("максимум", "минимум"))
_UPPER = frozenset("до максимум менее меньше ниже".split())
_LOWER = frozenset("от после минимум более больше свыше выше позднее позже".split())
_WORDS = _UPPER | _LOWER | {"с", "со", "не"}
# What makes two statements differ beside the limit: «закрыто до 14 мая» is «открыто после 14 мая».
_TURNS = ("не", "нет", "нельзя", "без", "ни", "пока", "если", "иначе")
_TURNING = (
    "закры",
    "откры",
    "недоступ",
    "невозмож",
    "прекра",
    "заверш",
    "оконч",
    "отключ",
    "приостан",
    "бесплат",
    "беспл",
    "платн",
    "истек",
    "истеч",
    "возобнов",
    "начн",
    "начин",
)


_LINKED = frozenset("позднее позже ранее раньше чем".split())


def bound(document: Document, fact: Fact) -> int:
    """1: the most or the last («до», «не позднее»); -1: the least or the first («от», «после»); 0: neither."""
    at = document.first_from(fact.start)
    before = [t.norm for t in document.tokens[max(0, at - 4) : at]]
    # «Не позднее чем за 24 часа до начала»: no fewer hours than these are left.
    if before[-2:] == ["чем", "за"]:
        return {"позднее": -1, "позже": -1, "раньше": 1, "ранее": 1}.get(before[-3], 0) if before[-4:-3] == ["не"] else 0
    # «самое позднее в 18:00», «не раньше чем в 18:00»
    while before and before[-1] in ("чем", "в") and len(before) > 1 and before[-2] in _LINKED:
        before.pop()
    before = before[-2:]
    if fact.kind == "date" and "/" not in fact.value and _deadline(document, at):
        return 1
    if not before or before[-1] not in _WORDS and before[-1] != "ранее" and before[-1] != "раньше":
        return 0
    word, denied = before[-1], len(before) > 1 and before[0] in ("не", "самое")
    if word in ("ранее", "раньше"):
        return -1 if denied else 1
    if word in ("с", "со"):
        return -1 if fact.kind in ("date", "time") else 0
    side = 1 if word in _UPPER else -1 if word in _LOWER else 0
    return -side if denied else side


def _deadline(document: Document, at: int) -> bool:
    """«Срок предоставления — 20 мая»: the day is the last one."""
    tokens = document.tokens[max(0, at - 4) : at]
    return bool(tokens) and tokens[-1].text in "—–-:" and any(t.norm == "срок" for t in tokens[:-1])


def _marks(document: Document, sentence: Sentence) -> frozenset[str]:
    """Words of the sentence that may turn its statement, those of the limits left out."""
    tokens = document.of(sentence)
    return frozenset(
        t.norm if t.norm in _TURNS else next(s for s in _TURNING if t.norm.startswith(s))
        for i, t in enumerate(tokens)
        if (t.norm in _TURNS and not (i + 1 < len(tokens) and tokens[i + 1].norm in _WORDS | {"ранее", "раньше", "считая"})) or t.norm.startswith(_TURNING)
    )


# Against a draft that says neither, «открыт» is no turn but its own word for what is on.
_ON = frozenset(("откры",))


def _placed(document: Document) -> list[tuple[Fact, int]]:
    return [(f, bound(document, f)) for f in facts_in(document) if f.kind in _KINDS]


class Turned(NamedTuple):
    """A limit turned round: its span in the reply, the word of the limit included, and the draft's value."""

    start: int
    end: int
    draft: Fact


_UNIT = Expression(r"не (?P<side>позднее|позже|раньше|ранее)(?:,)? чем за (?P<unit>сутки|час|день|неделю|месяц|полчаса|полгода|год)\b")


def _units_turned(reply: Document, draft: Document) -> Iterator[Turned]:
    """«Не позднее чем за сутки» → «не раньше чем за сутки»: a unit without its number is no value."""
    theirs = {m["unit"]: (m["side"][0], m.span()) for m in _UNIT.finditer(flat(draft.text))}
    for found in _UNIT.finditer(flat(reply.text)) if theirs else ():
        side, span = theirs.get(found["unit"], (found["side"][0], (0, 0)))
        if side != found["side"][0]:
            yield Turned(*found.span(), Fact("period", *span, draft.text[slice(*span)], found["unit"]))


def turned_limits(reply: Document, case: Reading) -> Iterator[Turned]:
    """Values whose limit the reply turns round: «ответим до 18:00» → «ответим после 18:00»."""
    yield from _units_turned(reply, case.draft)
    mine = [(f, side) for f, side in _placed(reply) if side]
    if not mine:
        return
    theirs, asked = _placed(case.draft), _placed(case.client)
    for fact, side in mine:
        own = [(f, s) for f, s in theirs if f.kind == fact.kind and same(f, fact)]
        # Whoever says both, or what the client said, speaks of two stretches of time and not of one turned round.
        if (
            not own
            or any(s != -side for _, s in own)
            or any(same(f, fact) for f, _ in asked)
            or any(s != side for f, s in _placed(reply) if f.kind == fact.kind and same(f, fact))
        ):
            continue
        here, there = reply.sentence_at(fact.start), case.draft.sentence_at(own[0][0].start)
        if here is None or there is None:
            continue
        # «Минимум» and «максимум» of one value cannot both be true, whatever else is said.
        outright = all(d.tokens[max(0, d.first_from(f.start) - 1)].norm in _OUTRIGHT for d, f in ((reply, fact), (case.draft, own[0][0])))
        if not outright and _marks(reply, here) - _ON != _marks(case.draft, there) - _ON:
            continue
        if shared(content(reply, here), content(case.draft, there)):
            yield Turned(reply.tokens[reply.first_from(fact.start) - 1].start, fact.end, own[0][0])

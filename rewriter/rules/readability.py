"""readability: the officialese score of the whole reply, and what costs it most (002 rule 9, 000; docs/readability.md)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, NotJudged, Options, rule
from rewriter.text.document import Document
from rewriter.text.officialese import LONG, Cost, Kind, measured
from rewriter.text.reading import Reading

_FEWEST = 6
# One word alone is told by the rule of words; participles and long words are heavy only beside others.
_FEW = 2
_NAMES: dict[Kind, str] = {
    "clerical": "канцелярские слова", "deed": "отглагольные существительные", "passive": "страдательные обороты", "chain": "цепочки существительных", "long": "длинные слова",
    "sentence": "длинные предложения",
}  # fmt: skip
_SHOWN, _QUOTED, _CHARS = 3, 3, 40


class ReadabilityOptions(Options):
    """`most`: the score, 0 to 100, over which the reply is called heavy."""

    most: float = 10


@rule("readability", number=36, title="Простота текста, от 0 до 100", source="000, 002", severity="info", hard=False, options=ReadabilityOptions)
def readability(reply: Document, case: Reading, options: ReadabilityOptions) -> Iterator[Found]:
    """Одно казённое слово простительно, но когда их много, клиент читает ответ дважды; оценка показывает, сколько их вместе."""
    if len(reply.words) < _FEWEST:
        raise NotJudged(f"короче {_FEWEST} слов: судить о простоте рано")
    measure = measured(reply)
    if measure.score <= options.most or sum(cost.points > LONG for cost in measure.costs) < _FEW:
        return
    points: dict[Kind, int] = {}
    for cost in measure.costs:
        points[cost.kind] = points.get(cost.kind, 0) + cost.points
    dearest = sorted(points, key=lambda kind: -points[kind])[:_SHOWN]
    shown = "; ".join(f"{_NAMES[kind]}: {_words(reply, [c for c in measure.costs if c.kind == kind])}" for kind in dearest)
    start, end = _heaviest(reply, measure.costs)
    yield Found(start, end, f"Канцелярит: {measure.score:.0f} из 100 (просто — до {options.most:g}). Больше всего весят {shown}.")


def _words(reply: Document, costs: list[Cost]) -> str:
    """The first few different words, quoted."""
    found = dict.fromkeys(_cut(reply.text[c.start : c.end]) for c in sorted(costs, key=lambda c: -c.points))
    return ", ".join(f"«{text}»" for text in list(found)[:_QUOTED])


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _CHARS else f"{text[:_CHARS].rsplit(' ', 1)[0]} …"


def _heaviest(reply: Document, costs: tuple[Cost, ...]) -> tuple[int, int]:
    """Span of the sentence that costs most."""
    points = [0] * len(reply.sentences)
    for cost in costs:
        sentence = reply.sentence_at(cost.start)
        if sentence is not None:
            points[sentence.index] += cost.points
    best = reply.sentences[points.index(max(points))]
    return best.start, best.end

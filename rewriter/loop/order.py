"""The draft's sentences in the order of the client's questions.

Words decide; where the answer shares no word with its question, a small embedding model may help (`Closeness`). Sentences are moved
only if the answers stand in the wrong order: the operator's own order is otherwise as good as any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from rewriter.text.answering import distinct
from rewriter.text.courtesy import is_apology, is_empathy
from rewriter.text.document import Document
from rewriter.text.questions import answer_score
from rewriter.text.reading import Reading

# How near each text of the second list is to each of the first (cosine), a row a question.
Closeness = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]]]

NOBODY = -1
_CONNECTORS = re.compile(
    r"^(?:также|кроме того|при этом|помимо этого|в то же время|дополнительно|к тому же|и|а|но|однако|в свою очередь|вместе с тем|следовательно|таким образом|соответственно)[ ,]+",
    re.IGNORECASE,
)
# A sentence that limits the one before it stays behind it.
_CAVEAT = re.compile(
    r"^(?:просим|просьба|при (?:этом|отсутствии|их|его|ее|её|наличии)|также|кроме|без |однако|до этого|после этого|это |для этого|в этом случае|иначе|его |её |ее |их )",
    re.IGNORECASE,
)
# A score of words lies between -1 and 4; a cosine, less the sentence's mean over the questions, between -0.06 and 0.06.
_WEIGHT = 10.0
_MADE_UP = 1.2
_MOST_WORDS = 3.0
_ENOUGH, _ENOUGH_BY_WORDS = 0.3, 0.75
_ANCHOR = 4.0
_SHARED = 0.6
_SWITCH, _SWITCH_AT_CAVEAT = 0.5, 3.0
_CANDIDATES, _MOST_QUESTIONS = 3, 6
# Whoever asks how wants steps, whatever words they are in.
_STEPS = re.compile(
    r"(?<!\w)(?:нажм|нажать|откро|перейд|перейти|зайд|зайти|выбер|выбрать|созда(?:ть|йте)|заполн|подать|подайте|прилож|раздел|для оформления|необходимо|нужно|достаточно)"
)
_A_STEP = 0.5


@dataclass(frozen=True)
class Unit:
    """A sentence to say: its rule-fixed text and the question it answers (index), if one is sure."""

    text: str
    question: int | None = None
    moved: bool = False


def ordered(reading: Reading, document: Document, closeness: Closeness | None = None) -> tuple[Unit, ...]:
    """The document's sentences as units in the order of the questions; each goes with the answer that it belongs to."""
    sentences = document.sentences
    owners = _owners(reading, document, closeness)
    order = sorted(range(len(sentences)), key=owners.__getitem__)
    moved = order != list(range(len(sentences)))
    units = []
    for i in order:
        text = sentences[i].text
        if text[-1].isalnum() or text[-1] in "»)":
            text += "."
        if moved:
            text = _CONNECTORS.sub("", text)
            text = text[:1].upper() + text[1:]
        units.append(Unit(text, owners[i] if owners[i] != NOBODY else None, moved))
    return tuple(units)


def _owners(reading: Reading, document: Document, closeness: Closeness | None) -> list[int]:
    """The question that each sentence goes with; NOBODY for an apology in front, and where there is nothing to choose."""
    several = len(document.sentences)
    if len(reading.questions) < 2 or several < 2:
        return [NOBODY] * several
    courtesy = [is_apology(s.text) or is_empathy(s.text) for s in document.sentences]
    bound = [bool(_CAVEAT.match(s.text)) for s in document.sentences]
    free = [i for i in range(several) if not bound[i] and not courtesy[i]]
    table = _scores(reading, document)
    anchors = _anchors(table, free, _ENOUGH_BY_WORDS)
    # Reading what two texts mean takes longer than all rules together: it is asked only where it can change something.
    if closeness is not None and not (_in_order(anchors) and _clear(table, anchors, free)):
        table = _nearer(table, reading, document, closeness)
        anchors = _anchors(table, free, _ENOUGH)
    if not anchors:
        return [NOBODY] * several
    path = _in_place(table, anchors, bound) if _in_order(anchors) else _path(table, anchors, bound)
    return [NOBODY if polite and i not in anchors.values() else owner for i, (owner, polite) in enumerate(zip(path, courtesy, strict=True))]


def _in_order(anchors: dict[int, int]) -> bool:
    """Whether the answers come as the questions do."""
    return all(a < b for a, b in pairwise([anchors[q] for q in sorted(anchors)]))


def _clear(table: list[list[float]], anchors: dict[int, int], free: list[int]) -> bool:
    """Whether words alone give every question its answer, by more than closeness could make up for."""
    rows = table[:_MOST_QUESTIONS]
    return len(anchors) == len(rows) and all(rows[q][at] - max((rows[q][i] for i in free if i != at), default=0.0) > _MADE_UP for q, at in anchors.items())


def _scores(reading: Reading, document: Document) -> list[list[float]]:
    """How well the words of each sentence answer each question, a row a question."""
    questions, sentences = reading.questions, document.sentences
    alone = [distinct(q, questions) for q in questions]
    table = [[min(answer_score(q, document, i), _MOST_WORDS) for i in range(len(sentences))] for q in alone]
    steps = [_A_STEP if _STEPS.search(s.text.lower()) else 0.0 for s in sentences]
    return [[score + step for score, step in zip(row, steps, strict=True)] if q.asks == "how" else row for q, row in zip(questions, table, strict=True)]


def _nearer(table: list[list[float]], reading: Reading, document: Document, closeness: Closeness) -> list[list[float]]:
    """The scores with how near each sentence is to each question in meaning."""
    near = closeness([q.text for q in reading.questions], [s.text for s in document.sentences])
    means = [sum(column) / len(near) for column in zip(*near, strict=True)]
    return [
        [score + _WEIGHT * (cosine - mean) for score, cosine, mean in zip(row, cosines, means, strict=True)] for row, cosines in zip(table, near, strict=True)
    ]


def _anchors(table: list[list[float]], free: list[int], enough: float) -> dict[int, int]:
    """Of each question the sentence that answers it, chosen together; none where no sentence answers well enough."""
    rows = table[:_MOST_QUESTIONS]
    if not free:
        return {}
    choices = [sorted(free, key=lambda i: (-row[i], i))[:_CANDIDATES] for row in rows]
    best = max(product(*choices), key=lambda pick: sum(row[i] for row, i in zip(rows, pick, strict=True)) - _SHARED * (len(pick) - len(set(pick))))
    return {q: i for q, i in enumerate(best) if rows[q][i] > enough}


def _in_place(table: list[list[float]], anchors: dict[int, int], bound: list[bool]) -> list[int]:
    """Owners that never fall: what stands between two answers goes with the first of them, unless it clearly speaks of the second."""
    starts = {i: q for q, i in sorted(anchors.items(), reverse=True)}
    owners: list[int] = []
    current = min(anchors)
    for i in range(len(bound)):
        current = max(current, starts.get(i, current))
        following = next((starts[j] for j in range(i + 1, len(bound)) if j in starts), None)
        if i not in starts and not bound[i] and following is not None and table[following][i] > table[current][i] + _SWITCH:
            current = following
        owners.append(current)
    return owners


def _path(table: list[list[float]], anchors: dict[int, int], bound: list[bool]) -> list[int]:
    """The owners with the best total, where leaving the question of the sentence before costs something (Viterbi)."""
    questions = range(len(table))
    scores = [[table[q][i] + (_ANCHOR if anchors.get(q) == i else 0.0) for q in questions] for i in range(len(bound))]
    best, steps = list(scores[0]), []
    for i in range(1, len(bound)):
        cost = _SWITCH_AT_CAVEAT if bound[i] else _SWITCH
        came = [max(questions, key=lambda p, q=q: (best[p] - (cost if p != q else 0.0), p == q)) for q in questions]  # type: ignore[misc]
        best = [best[p] - (cost if p != q else 0.0) + scores[i][q] for q, p in zip(questions, came, strict=True)]
        steps.append(came)
    owner = max(questions, key=best.__getitem__)
    path = [owner]
    for came in reversed(steps):
        owner = came[owner]
        path.append(owner)
    return path[::-1]

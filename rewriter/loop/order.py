"""The draft's sentences in the order of the client's questions.

Words decide; where the answer shares no word with its question, a small embedding model may help (`Closeness`). A sentence moves only with
those that lean on it, and only where the answers are surely in the wrong order: the operator's own order is otherwise as good as any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement, groupby, product
from typing import NamedTuple

from rewriter.loop.followers import closes, groups, opens
from rewriter.loop.kinds import in_anger, tells_why, told
from rewriter.loop.renamed import renamed, with_pronouns
from rewriter.text.answering import distinct
from rewriter.text.concepts import content, keys_of
from rewriter.text.courtesy import is_apology, is_empathy
from rewriter.text.document import Document, read
from rewriter.text.expressions import Expression
from rewriter.text.facts import facts_in, flat
from rewriter.text.question_cues import WHAT_NOW
from rewriter.text.questions import Question, answer_score
from rewriter.text.reading import Reading

# How near each text of the second list is to each of the first (cosine), a row a question.
Closeness = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]]]

NOBODY = -1
_CONNECTORS = Expression(
    r"^(?:также|кроме того|при этом|помимо этого|в то же время|дополнительно|к тому же|и|а|но|однако|в свою очередь|вместе с тем|следовательно|таким образом|соответственно)[ ,]+",
    re.IGNORECASE,
)
# Weights and thresholds were chosen on labelled letters: `benchmarks/order.py` measures them.
# A score of words lies between -1 and 4; a cosine, less the question's mean over the sentences, between -0.06 and 0.06.
_WORDS, _BEST_WORDS, _NEAR, _NEAR_BEFORE, _ANY_QUESTION = 0.6, 0.4, 44.0, 9.0, 0.5
_FIRST, _FIRST_IN_ANGER = 0.7, 0.0
_MADE_UP = 1.2
_MOST_WORDS = 3.0
_ENOUGH = 0.75
_ANCHOR = 4.0
_SHARED = 1.0
_SWITCH = 1.1
# What speaks of no question goes with the answer before it, as a remark to it does; a cause leads to the answer behind it.
_STAYS = 0.6
# How much better than any order that the operator's keeps the answers must fit, before we move them.
_SLIGHT, _SURE, _VERY_SURE = 0.3, 0.3, 2.0
# A remark that leans on an answer says less of what is answered than the answer itself.
_LEANING = 0.7
# So well a part must answer a question, and so much better than any other, to be plainly about it.
_PLAINLY_ABOUT = 1.5
_CANDIDATES, _MOST_QUESTIONS, _MOST_PARTS = 3, 6, 12


@dataclass(frozen=True)
class Unit:
    """A sentence to say: its rule-fixed text and the question it answers (index), if one is sure."""

    text: str
    question: int | None = None
    moved: bool = False


class Alignment(NamedTuple):
    """`parts`: sentences that stay together, in the document's order; `owners`: the question of each, or NOBODY; `turned`: answers stand in the wrong order; `sure` of it.

    `gain`: how much better than in the document's order the answers fit.
    """

    parts: tuple[tuple[int, ...], ...]
    owners: tuple[int, ...]
    turned: bool = False
    sure: bool = False
    gain: float = 0.0


def ordered(reading: Reading, document: Document, closeness: Closeness | None = None, *, boldly: bool = False) -> tuple[Unit, ...]:
    """The document's sentences as units in the order of the questions; each goes with the answer that it belongs to.

    `boldly`: also where we are not sure; whoever asks for it looks at what comes out.
    """
    found = aligned(reading, document, groups(document), closeness)
    if _in_points(reading, document):
        return _units(document, found)
    loose = groups(document, loose=True)
    if loose != found.parts:
        free = aligned(reading, document, loose, closeness)
        if free.turned and free.sure and free.gain >= _VERY_SURE and free.gain > found.gain:
            return _moved(document, free)
    if found.turned and (found.sure or boldly):
        return _moved(document, found)
    other = renamed(document) if len(document.sentences) > 1 else None
    if other is not None:
        free = aligned(reading, other.document, groups(other.document), closeness)
        if free.turned and free.sure:
            return _moved(other.document, free, other.names)
    # Nothing leaves its place: each sentence may say whose paragraph it is in.
    alone = aligned(reading, document, tuple((i,) for i in range(len(document.sentences))), closeness)
    return _units(document, found if alone.turned else alone)


def _in_points(reading: Reading, document: Document) -> bool:
    """Whether the operator has answered point by point: as many numbered points as there are questions."""
    points = sum(1 for s in document.sentences if _POINT.match(s.text))
    return points > 1 and points == len(reading.questions)


_POINT = re.compile(r"\d{1,2}[.)]\s")


def _moved(document: Document, found: Alignment, names: dict[int, tuple[str, str]] | None = None) -> tuple[Unit, ...]:
    """The units with each part behind those of earlier questions; `names`: what the document has in place of pronouns."""
    order = sorted(range(len(found.parts)), key=found.owners.__getitem__)
    moved = order != list(range(len(found.parts)))
    at_front = {found.parts[part][0] for part in order} if moved else set()
    places = [i for part in order for i in found.parts[part]]
    owners = {i: owner for part, owner in zip(found.parts, found.owners, strict=True) for i in part}
    texts = [_text(document, i, alone=i in at_front) for i in places]
    said = with_pronouns(texts, places, names or {})
    return tuple(Unit(text, owners[i] if owners[i] != NOBODY else None, moved) for i, text in zip(places, said, strict=True))


def _units(document: Document, found: Alignment) -> tuple[Unit, ...]:
    """The units in the document's own order."""
    return tuple(Unit(_text(document, i), owner if owner != NOBODY else None) for part, owner in zip(found.parts, found.owners, strict=True) for i in part)


def _text(document: Document, index: int, *, alone: bool = False) -> str:
    """The sentence with its full stop; `alone`: without the word that joined it to the one before."""
    text = document.sentences[index].text
    if text[-1].isalnum() or text[-1] in "»)":
        text += "."
    if alone:
        text = _CONNECTORS.sub("", text)
        text = text[:1].upper() + text[1:]
    return text


def aligned(reading: Reading, document: Document, parts: tuple[tuple[int, ...], ...], closeness: Closeness | None = None) -> Alignment:
    """Which question each part goes with; NOBODY for an apology in front, and where there is nothing to choose."""
    nobody = Alignment(parts, (NOBODY,) * len(parts))
    if len(reading.matters) < 2 or len(parts) < 2:
        return nobody
    told = {s.index for f in facts_in(document) if (s := document.sentence_at(f.start)) is not None}
    # «Отправим через 5 дней, приносим извинения» answers, too.
    courtesy = [all(i not in told and (is_apology(document.sentences[i].text) or is_empathy(document.sentences[i].text)) for i in part) for part in parts]
    free = [i for i in range(len(parts)) if not courtesy[i]]
    sentences = _scores(reading, document)
    angry = [in_anger(question) for question in reading.matters]
    table = _of_parts(_weighed(sentences, angry), parts)
    anchors, gain = _anchors(table, free)
    # Reading what two texts mean takes longer than all rules together: it is asked only where it can change something.
    if closeness is not None and not (gain <= 0 and _clear(table, anchors, free)):
        table = _of_parts(_weighed(sentences, angry, _nearness(reading, document, closeness)), parts)
        anchors, gain = _anchors(table, free)
    if not anchors:
        return nobody
    # Where another order of reading fits about as well, nothing is wrong with the operator's.
    stray = _stray(table, anchors, free)
    turned = gain >= _SLIGHT or stray
    path = _path(table, anchors, [tells_why(document, part[0]) for part in parts]) if turned else _in_place(table, anchors, len(parts))
    # «Нужен ли выезд и платный ли он?» with one answer is one question: what belongs to either stays with it.
    path = [min(q for q in anchors if anchors[q] == anchors[owner]) if owner in anchors else owner for owner in path]
    if turned:
        path = _at_ends(path, parts, document, set(anchors.values()))
    owners = tuple(NOBODY if polite and i not in anchors.values() else owner for i, (owner, polite) in enumerate(zip(path, courtesy, strict=True)))
    asked = [
        q
        for q, question in enumerate(reading.matters[:_MOST_QUESTIONS])
        if ("?" in question.text or question.asks != "can") and (q in anchors or not in_anger(question))
    ]
    # One part that answers the first and the last question cannot stand in both places.
    places = [i for i, _ in groupby(anchors[q] for q in sorted(anchors))]
    astride = len(places) > len(set(places))
    # «Можно заморозить? Платить за заморозку надо?»: with no word of its own the first is answered along with the other.
    missing = sum(q not in anchors and (reading.matters[q].asks != "can" or bool(distinct(reading.matters[q], reading.matters).keys)) for q in asked)
    sure = not astride and ((gain >= _SURE or stray) and not missing or gain >= _VERY_SURE and missing == 1 and len(asked) > 2)
    return Alignment(parts, owners, turned, sure, gain)


def _stray(table: list[list[float]], anchors: dict[int, int], free: list[int]) -> bool:
    """Whether a part that is plainly about a later question stands before the answer to an earlier one, though the later one has another answer behind."""
    for i in free:
        if i in anchors.values():
            continue
        about = max(anchors, key=lambda q: table[q][i])
        alone = table[about][i] - max((row[i] for q, row in enumerate(table) if q != about), default=0.0)
        if table[about][i] >= _PLAINLY_ABOUT and alone >= _PLAINLY_ABOUT and any(q < about and at > i for q, at in anchors.items()):
            return True
    return False


def _clear(table: list[list[float]], anchors: dict[int, int], free: list[int]) -> bool:
    """Whether words alone give every question its answer, by more than closeness could make up for."""
    rows = table[:_MOST_QUESTIONS]
    return len(anchors) == len(rows) and all(rows[q][at] - max((rows[q][i] for i in free if i != at), default=0.0) > _MADE_UP for q, at in anchors.items())


def _scores(reading: Reading, document: Document) -> list[list[float]]:
    """How well the words of each sentence answer each question, a row a question."""
    questions, sentences = reading.matters, document.sentences
    alone = [_about(reading, distinct(q, questions)) for q in questions]
    table = [
        [min(answer_score(q, document, i, names=names), _MOST_WORDS) for i in range(len(sentences))] for q, names in zip(alone, _named(questions), strict=True)
    ]
    return [
        # What kind a sentence is not takes away from the words in common: a remark with none of them is as good a remark as before.
        [score + hint if hint > 0 or q.asks == "how" else max(score + hint, min(score, 0.0)) for score, hint in zip(row, hints, strict=True)]
        for q, row, hints in zip(questions, table, ([told(q, document, i) for i in range(len(sentences))] for q in questions), strict=True)
    ]


def _about(reading: Reading, question: Question) -> Question:
    """«Номера 10 и 11 не пришли. Что делать?» asks about the issues: the question with the words of the sentence before it."""
    if not WHAT_NOW.fullmatch(flat(question.text)):
        # «Можно вернуть, если срезала бирку?»: what is said of the label answers it, too.
        if "если" not in flat(question.text):
            return question
        others = frozenset(k for q in reading.matters if q.start != question.start for word in q.keys for k in word)
        return replace(question, keys=question.keys + tuple(word for word in _condition(question) if not word & others))
    before = [s for s in reading.client.sentences if s.end <= question.start and "?" not in s.text]
    return replace(question, keys=question.keys + content(reading.client, before[-1])) if before else question


def _condition(question: Question) -> tuple[frozenset[str], ...]:
    """The content words of the question's «если …» that are not among its keys."""
    asked = read(question.text)
    at = next((i for i, t in enumerate(asked.tokens) if t.norm == "если"), len(asked.tokens))
    return tuple(k for t in asked.tokens[at:] if (k := keys_of(t)) and k not in question.keys)


def _named(questions: Sequence[Question]) -> list[bool]:
    """Of each question whether its facts set it apart: «Где RA1? А где RB2?», and not «Где RA1? Когда её доставят?»."""
    kinds = [frozenset(f.kind for f in facts_in(read(q.text))) for q in questions]
    return [any(mine & other for place, other in enumerate(kinds) if place != at) for at, mine in enumerate(kinds)]


def _nearness(reading: Reading, document: Document, closeness: Closeness) -> list[list[float]]:
    """How near each sentence is to each question in meaning; nothing for a question in anger, whatever is near it in meaning need not be its answer."""
    near = closeness([q.text for q in reading.matters], [s.text for s in document.sentences])
    # «Я что, должен сам это чинить?!»
    return [[0.0] * len(row) if in_anger(question) else list(row) for question, row in zip(reading.matters, near, strict=True)]


def _weighed(words: list[list[float]], angry: list[bool], near: list[list[float]] | None = None) -> list[list[float]]:
    """Scores of words made comparable between questions, with the cosines where there are any.

    Counted: how far the sentence falls short of the question's best one; how much nearer it is than the question's mean sentence; how much nearer
    the sentence before it is, for it may go on from that one. A sentence that suits every question tells little.
    """
    near = near or [[0.0] * len(row) for row in words]
    columns = [sum(column) / len(near) for column in zip(*near, strict=True)]
    scores = []
    for row, cosines in zip(words, near, strict=True):
        best, mean = max(row), sum(cosines) / len(cosines)
        before = [0.0, *(c - m for c, m in zip(cosines, columns, strict=True))]
        scores.append([_WORDS * w + _BEST_WORDS * (w - best) + _NEAR * (c - mean) + _NEAR_BEFORE * b for w, c, b in zip(row, cosines, before, strict=False)])
    usual = [sum(column) / len(scores) for column in zip(*scores, strict=True)]
    return [
        [score - _ANY_QUESTION * u + (_FIRST_IN_ANGER if cross else _FIRST) for score, u in zip(row, usual, strict=True)]
        for row, cross in zip(scores, angry, strict=True)
    ]


def _of_parts(sentences: list[list[float]], parts: tuple[tuple[int, ...], ...]) -> list[list[float]]:
    """The scores of parts: each speaks by its best sentence."""
    return [[max(row[i] * (_LEANING if place else 1.0) for place, i in enumerate(part)) for part in parts] for row in sentences]


def _anchors(table: list[list[float]], free: list[int]) -> tuple[dict[int, int], float]:
    """Of each question the part that answers it, chosen together; none where no part answers well enough. And how much worse the best choice in the document's order is."""
    rows = table[:_MOST_QUESTIONS]
    if not free:
        return {}, 0.0
    choices = [sorted(free, key=lambda i: (-row[i], i))[:_CANDIDATES] for row in rows]
    best = max(product(*choices), key=lambda pick: _total(rows, pick))
    anchors = {q: i for q, i in enumerate(best) if rows[q][i] > _ENOUGH}
    kept = [rows[q] for q in sorted(anchors)]
    in_order = max((_total(kept, pick) for pick in combinations_with_replacement(free[:_MOST_PARTS], len(kept))), default=0.0)
    return anchors, _total(kept, tuple(anchors[q] for q in sorted(anchors))) - in_order


def _total(rows: list[list[float]], pick: tuple[int, ...]) -> float:
    return sum(row[i] for row, i in zip(rows, pick, strict=True)) - _SHARED * (len(pick) - len(set(pick)))


def _in_place(table: list[list[float]], anchors: dict[int, int], several: int) -> list[int]:
    """Owners that never fall: what stands between two answers goes with the first of them, unless it clearly speaks of the second."""
    starts = {i: q for q, i in sorted(anchors.items(), reverse=True)}
    owners: list[int] = []
    current = min(anchors)
    for i in range(several):
        current = max(current, starts.get(i, current))
        following = next((starts[j] for j in range(i + 1, several) if j in starts), None)
        if i not in starts and following is not None and table[following][i] > table[current][i] + _SWITCH:
            current = max(current, following)
        owners.append(current)
    return owners


def _at_ends(path: list[int], parts: tuple[tuple[int, ...], ...], document: Document, answers: set[int]) -> list[int]:
    """The owners where what begins the letter, and what ends it, stays where it is."""
    free = {i: document.sentences[part[0]].text for i, part in enumerate(parts) if i not in answers}
    first = next((i for i in range(len(path)) if i not in free or not opens(free[i])), 0)
    last = next((i for i in range(len(path) - 1, -1, -1) if i not in free or not closes(free[i])), len(path) - 1)
    return [NOBODY if i < first else max(path) if i > last else owner for i, owner in enumerate(path)]


def _path(table: list[list[float]], anchors: dict[int, int], opening: list[bool]) -> list[int]:
    """The owners with the best total, where leaving the question of the part before costs something (Viterbi). `opening`: what rather leads to the next answer."""
    questions = range(len(table))
    scores = [[table[q][i] + (_ANCHOR if anchors.get(q) == i else 0.0) for q in questions] for i in range(len(table[0]))]
    answered = {i: q for q, i in sorted(anchors.items())}
    before = None
    for i, row in enumerate(scores):
        before = None if opening[i] and i not in answered else answered.get(i, before)
        if before is not None and i not in answered:
            row[before] += _STAYS
    best, steps = list(scores[0]), []
    for row in scores[1:]:
        came = [max(questions, key=lambda p, q=q: (best[p] - (_SWITCH if p != q else 0.0), p == q)) for q in questions]  # type: ignore[misc]
        best = [best[p] - (_SWITCH if p != q else 0.0) + row[q] for q, p in zip(questions, came, strict=True)]
        steps.append(came)
    owner = max(questions, key=best.__getitem__)
    path = [owner]
    for came in reversed(steps):
        owner = came[owner]
        path.append(owner)
    return path[::-1]

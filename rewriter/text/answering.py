"""Which sentence of a text answers which question: a joint assignment, so that one question's answer rules out another's.

In a reply the draft helps: the sentence that answers a question there leads, through its facts and words, to the one that does here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from rewriter.text.concepts import content, overlap, shared
from rewriter.text.document import Document
from rewriter.text.facts import Fact, facts_in
from rewriter.text.matching import stands_in
from rewriter.text.questions import Question, answer_score
from rewriter.text.salutations import is_farewell, is_greeting

_ENOUGH = 0.75
_MARGIN = 0.45
_SHARED_SENTENCE = 0.6
_CANDIDATES = 3
_MOST_QUESTIONS = 6


class Answer(NamedTuple):
    """A question's answer: index of the sentence, its score, and whether no other sentence competes for it."""

    sentence: int
    score: float
    sure: bool


@lru_cache(maxsize=256)
def answers(questions: tuple[Question, ...], document: Document, draft: Document) -> tuple[Answer | None, ...]:
    """For each question the sentence of `document` that answers it, or None. `draft` is what the document was made from, or itself."""
    if not document.sentences or not questions:
        return (None,) * len(questions)
    saying = [not (is_greeting(s) or is_farewell(s)) for s in document.sentences]
    alone = [distinct(q, questions) for q in questions]
    table = [[answer_score(q, document, i) if saying[i] else 0.0 for i in range(len(document.sentences))] for q in alone]
    if draft is not document and draft.text != document.text:
        for row, source in zip(table, answers(questions, draft, draft), strict=True):
            if source is not None and source.sure:
                for i in range(len(row)):
                    row[i] += 1.5 * likeness(draft, source.sentence, document, i)
    return _assigned(table)


def _assigned(table: list[list[float]]) -> tuple[Answer | None, ...]:
    choices = [sorted(range(len(row)), key=lambda i: (-row[i], i))[:_CANDIDATES] for row in table[:_MOST_QUESTIONS]]
    totals = sorted(((_total(table, pick), pick) for pick in product(*choices)), key=lambda x: -x[0])
    best_total, best = totals[0]
    result: list[Answer | None] = []
    for q, sentence in enumerate(best):
        rival = next((total for total, pick in totals if pick[q] != sentence), None)
        score = table[q][sentence]
        if score < _ENOUGH:
            result.append(None)
            continue
        result.append(Answer(sentence, score, rival is None or best_total - rival >= _MARGIN))
    result.extend([None] * (len(table) - len(result)))
    return tuple(result)


def _total(table: list[list[float]], pick: tuple[int, ...]) -> float:
    return sum(table[q][s] for q, s in enumerate(pick)) - _SHARED_SENTENCE * (len(pick) - len(set(pick)))


def distinct(question: Question, questions: Sequence[Question]) -> Question:
    """The question without the words that every question has («посылка» in all of them tells nothing)."""
    if len(questions) < 2:
        return question
    common = [frozenset(k for w in q.keys for k in w) for q in questions if q is not question]
    keys = tuple(w for w in question.keys if not any(w & other for other in common))
    return Question(question.start, question.end, question.text, keys, question.asks)


def own_facts(document: Document, index: int) -> tuple[Fact, ...]:
    """The facts of sentence `index` that no other sentence of the document has."""
    sentence = document.sentences[index]
    found = facts_in(document)
    mine = [f for f in found if sentence.start <= f.start < sentence.end]
    others = {(f.kind, f.value) for f in found if not sentence.start <= f.start < sentence.end}
    return tuple(f for f in mine if (f.kind, f.value) not in others)


@lru_cache(maxsize=2048)
def likeness(source: Document, index: int, target: Document, at: int) -> float:
    """How much sentence `at` of the target says what sentence `index` of the source says: its own facts and own words, 0 to 2."""
    sentence = target.sentences[at]
    words = distinctive(source, index)
    there = content(target, sentence)
    result = overlap(words, there) if words else 0.0
    facts = own_facts(source, index)
    if facts:
        piece = _piece(target, at)
        result += sum(1 for f in facts if stands_in(f, piece)) / len(facts)
    return result


@lru_cache(maxsize=1024)
def _piece(document: Document, index: int) -> Document:
    from rewriter.text.document import read

    return read(document.sentences[index].text)


def distinctive(document: Document, index: int) -> tuple[frozenset[str], ...]:
    """Content words of the sentence that its neighbours do not have; all of them where none is left."""
    words = content(document, document.sentences[index])
    others = frozenset(k for s in document.sentences if s.index != index for w in content(document, s) for k in w)
    return tuple(w for w in words if not w & others) or words


_ANSWERS = {
    "where": ("address", "place", "postcode"),
    "when": ("date", "time", "period", "schedule"),
    "howmuch": ("amount", "percent", "free", "period", "number"),
}


def covered(answer: Answer, question: Question, questions: Sequence[Question], draft: Document, reply: Document, keep: frozenset[Fact]) -> bool:
    """Whether the reply says what the draft's answer says; `keep`: the facts that must survive. A doubt counts as yes: precision comes first."""
    facts = [f for f in own_facts(draft, answer.sentence) if (f.kind not in ("name", "place") or f.text[0] in '«"“„') and f in keep]
    # «Где отделение 443990?»: the number that the client names answers nothing, an address does.
    facts = [f for f in facts if f.kind in _ANSWERS.get(question.asks, ())] or facts
    if facts and any(stands_in(f, reply) for f in facts):
        return True
    words = distinctive(draft, answer.sentence)
    asked = distinct(question, questions).keys
    for i, sentence in enumerate(reply.sentences):
        mine = content(reply, sentence)
        if not facts and (shared(words, mine) >= max(1, round(len(words) * 0.34)) or (asked and shared(asked, mine) >= max(1, round(len(asked) * 0.6)))):
            return True
        if facts and shared(words, mine) >= 2 and overlap(words, mine) >= 0.5 and answer_score(question, reply, i) >= 1.4:
            return True
    return False

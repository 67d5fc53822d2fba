"""Two answers in one sentence: «данные лежат 90 дней, а задачи выгружаются в CSV». Which of its clauses answers which question."""

from __future__ import annotations

from collections.abc import Sequence

from rewriter.text.answering import Answer, distinct, distinctive, own_facts
from rewriter.text.clauses import clauses
from rewriter.text.concepts import keys_of
from rewriter.text.document import Document, Token, read
from rewriter.text.matching import stands_in
from rewriter.text.questions import Question

_JOINS = frozenset(("а", "и", "но", "зато"))
# What hangs on another clause has its place from grammar, not from the order of answers.
_HANGS = frozenset("если когда чтобы пока раз поскольку хотя так".split())
_LEAST = 2
_A_FACT = 2


def turned_within(
    reply: Document, sentence: int, pair: tuple[int, int], drafted: tuple[Answer, Answer], questions: Sequence[Question], draft: Document
) -> tuple[Token, ...]:
    """The clause that answers the later question of the `pair` in front of the one that answers the earlier; nothing where that is not plain.

    `drafted`: the sentences of the draft that answer the two.
    """
    parts = clauses(reply, sentence)
    if len(parts) < 2:
        return ()
    words = [
        frozenset(k for w in distinct(questions[q], questions).keys + distinctive(draft, a.sentence) for k in w) for q, a in zip(pair, drafted, strict=True)
    ]
    places = []
    for (own, other), answer in zip((words, words[::-1]), drafted, strict=True):
        facts = own_facts(draft, answer.sentence)
        scores = []
        for part in parts:
            piece = read(reply.text[part[0].start : part[-1].end])
            scores.append(sum(not keys_of(t).isdisjoint(own - other) for t in part) + _A_FACT * sum(stands_in(f, piece) for f in facts))
        best = max(scores)
        if best < _LEAST or sum(2 * s > best for s in scores) > 1:
            return ()
        places.append(scores.index(best))
    first, second = places
    if second >= first or parts[second][0].norm in _HANGS or not _coordinate(reply, parts[first]):
        return ()
    return parts[second]


def _coordinate(reply: Document, clause: tuple[Token, ...]) -> bool:
    """Whether the clause is joined to what stands before it as its equal: «…, а …», «… и …», «…; …»."""
    before = reply.tokens[clause[0].index - 1]
    return clause[0].norm in _JOINS or before.norm in _JOINS or before.text == ";"

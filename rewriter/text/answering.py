"""Which sentence of a text answers which question: a joint assignment, so that one question's answer rules out another's.

In a reply the draft helps: the sentence that answers a question there leads, through its facts and words, to the one that does here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from rewriter.text.concepts import content, key, overlap, shared
from rewriter.text.courtesy import mere_courtesy, only_empathy
from rewriter.text.document import Document
from rewriter.text.facts import Fact, facts_in, flat
from rewriter.text.matching import stands_in
from rewriter.text.questions import Question, answer_score
from rewriter.text.salutations import is_farewell, is_greeting

_ENOUGH = 0.75
_MARGIN = 0.45
_SHARED_SENTENCE = 0.6
_CANDIDATES = 3
_MOST_QUESTIONS = 6
# With more sentences than this beside the answered questions the one that fits may do so by chance.
_MOST_FREE = 2


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
    saying = [not (is_greeting(s) or is_farewell(s) or only_empathy(s)) for s in document.sentences]
    alone = [distinct(q, questions) for q in questions]
    table = [[answer_score(q, document, i) if saying[i] else 0.0 for i in range(len(document.sentences))] for q in alone]
    sources: tuple[Answer | None, ...] = (None,) * len(questions)
    if draft is not document and draft.text != document.text:
        sources = answers(questions, draft, draft)
        told = Counter(a.sentence for a in sources if a is not None)
        for row, source in zip(table, sources, strict=True):
            # A sentence that answers several questions there leads to none of the sentences that they are parted into here.
            if source is not None and source.sure and told[source.sentence] == 1:
                for i in range(len(row)):
                    row[i] += 1.5 * likeness(draft, source.sentence, document, i)
    found = _without_strangers(_assigned(table), sources, draft, document)
    joined = frozenset(i for i, a in enumerate(sources) if a is not None and sum(b is not None and b.sentence == a.sentence for b in sources) > 1)
    return _by_elimination(alone, document, found, saying, joined)


def _without_strangers(found: tuple[Answer | None, ...], sources: tuple[Answer | None, ...], draft: Document, document: Document) -> tuple[Answer | None, ...]:
    """The answers less those that another question's answer gives by a word in common, while the draft has a sentence for each."""
    likenesses = [
        likeness(draft, source.sentence, document, answer.sentence) if answer is not None and source is not None and source.sure else None
        for answer, source in zip(found, sources, strict=True)
    ]
    owned: dict[int, float] = {}
    for answer, like in zip(found, likenesses, strict=True):
        if answer is not None and like is not None:
            owned[answer.sentence] = max(like, owned.get(answer.sentence, 0.0))
    return tuple(
        None if answer is not None and like is not None and like <= _RIVAL and owned[answer.sentence] >= like + _PLAINLY else answer
        for answer, like in zip(found, likenesses, strict=True)
    )


# What kind of sentence may answer a question with which it shares no word.
_SIGNS = {
    "can": re.compile(r"можно|можете|может|могут|возмож|доступн|предоставля|допуска|разреш|предусмотр|нельзя|недоступ|имеется|(?<!\w)(?:да|нет)(?!\w)"),
    "where": re.compile(r"папк|в раздел|вкладк|наход|располож|располаг|адрес|меню|(?<!\w)ул\."),
    "how": re.compile(r"инструкц|нажм|откро|перейд|зайд|выбер|раздел|кноп|можно|чтобы|нужно|необходимо|заполн|через|посредством"),
    "why": re.compile(r"потому|из-за|так как|поскольку|причин|в связи|поэтому|обусловл|вызван|сбо[йяе]|ошибк|баг|неисправн"),
}


def _by_elimination(
    questions: list[Question], document: Document, found: tuple[Answer | None, ...], saying: list[bool], joined: frozenset[int]
) -> tuple[Answer | None, ...]:
    """One question left, all others surely answered, and one sentence left that answers questions of its kind: it answers this one.

    `joined`: questions that the draft answers together with others, as the reply may do.
    """
    left = [i for i, a in enumerate(found) if a is None]
    if len(left) != 1 or left[0] in joined or len(found) < 2 or not all(a.sure for a in found if a is not None):
        return found
    sign = _SIGNS.get(questions[left[0]].asks)
    taken = {a.sentence for a in found if a is not None}
    free = [i for i, says in enumerate(saying) if says and i not in taken]
    fitting = [i for i in free if sign is not None and sign.search(flat(document.sentences[i].text))]
    if len(fitting) != 1 or len(free) > _MOST_FREE:
        return found
    return (*found[: left[0]], Answer(fitting[0], _ENOUGH, True), *found[left[0] + 1 :])


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


@lru_cache(maxsize=1024)
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


@lru_cache(maxsize=1024)
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


def candidates(questions: Sequence[Question], index: int, document: Document, without: frozenset[int]) -> tuple[Answer, ...]:
    """The sentences that may answer the question, the best ones alone; `without`: those that count for none."""
    question = distinct(questions[index], questions)
    scored = [
        (answer_score(question, document, s.index), s.index) for s in document.sentences if s.index not in without and not (is_greeting(s) or is_farewell(s))
    ]
    best = max((score for score, _ in scored), default=0.0)
    return tuple(Answer(i, score, False) for score, i in scored if score >= max(_CLEAR if question.keys else _ENOUGH, best - _MARGIN))


# A sentence that shares a word with the question and is of the kind that it asks for.
_CLEAR = 1.25
# Words of leave and duty: every second sentence has them.
_MODAL = frozenset(key(w) for w in "мочь нужно нельзя сделать просить".split())


def _explained(question: Question, draft: Document, source: int, reply: Document, index: int, others: frozenset[int], *, sure: bool = False) -> bool:
    """Whether sentence `index` of the reply says rather what another sentence of the draft says, one that does not answer the question.

    `others`: the draft's answers to other questions, whatever words they share with this one.
    """
    own = likeness(draft, source, reply, index)
    if own > _RIVAL and not sure:
        return False
    least = own + (_PLAINLY if sure else _RIVAL)
    return any(
        likeness(draft, other.index, reply, index) > least and (other.index in others or answer_score(question, draft, other.index) < _CLEAR)
        for other in draft.sentences
        if other.index != source
    )


def _own_words(draft: Document, reply: Document, index: int) -> bool:
    """Whether sentence `index` of the reply is like no sentence of the draft."""
    return all(likeness(draft, s.index, reply, index) < _STRANGE for s in draft.sentences)


_STRANGE = 0.3
_FEW = 2
_RIVAL = 0.15
_PLAINLY = 0.4


def covered(
    answer: Answer, question: Question, questions: Sequence[Question], draft: Document, reply: Document, keep: frozenset[Fact], client: Document
) -> bool:
    """Whether the reply says what the draft's answer says; `keep`: the facts that must survive. A doubt counts as yes: precision comes first."""
    facts = [f for f in own_facts(draft, answer.sentence) if (f.kind not in ("name", "place") or f.text[0] in '«"“„') and f in keep]
    # «Где отделение 443990?»: the number that the client names answers nothing, an address does.
    facts = [f for f in facts if not stands_in(f, client)] or facts
    facts = [f for f in facts if f.kind in _ANSWERS.get(question.asks, ())] or facts
    # A section's name that the reply has anyway is a word like others.
    names = facts if all(f.kind in ("name", "place") and stands_in(f, reply) for f in facts) else []
    facts = [] if names else facts
    if facts and any(stands_in(f, reply) for f in facts):
        return True
    words = distinctive(draft, answer.sentence)
    topic = _MODAL | frozenset(k for s in client.sentences if s.end <= question.start or s.start >= question.end for w in content(client, s) for k in w)
    words = tuple(w for w in words if not w & topic) or words
    asked = distinct(question, questions).keys
    others = frozenset(a.sentence for a in answers(tuple(questions), draft, draft) if a is not None and a.sure) - {answer.sentence}
    for i, sentence in enumerate(reply.sentences):
        if mere_courtesy(reply, sentence) or only_empathy(sentence):
            continue
        mine = content(reply, sentence)
        held = shared(words, mine)
        # One word in common is chance where the sentence plainly is another one of the draft.
        alone = held == 1 and len(words) > 2 and not any(stands_in(f, _piece(reply, i)) for f in names)
        chance = alone and _explained(question, draft, answer.sentence, reply, i, others, sure=True)
        if not facts and held >= max(1, round(len(words) * 0.34)) and not chance:
            return True
        # The question's own words tell little where the sentence says what another one of the draft does.
        if (
            (not facts or question.asks not in _ANSWERS)
            and asked
            and shared(asked, mine) >= max(1, round(len(asked) * 0.6))
            and not _explained(question, draft, answer.sentence, reply, i, others)
        ):
            return True
        # What the draft says nowhere in these words may be its answer in others; «Бабушка обрадуется!» is a wish.
        if not facts and len(mine) > _FEW and shared(asked, mine) and _own_words(draft, reply, i):
            return True
        if facts and shared(words, mine) >= 2 and overlap(words, mine) >= 0.5 and answer_score(question, reply, i) >= 1.4:
            return True
    return False

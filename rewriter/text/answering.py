"""Which sentence of a text answers which question: a joint assignment, so that one question's answer rules out another's.

In a reply the draft helps: the sentence that answers a question there leads, through its facts and words, to the one that does here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from rewriter.text.concepts import content, overlap, shared
from rewriter.text.courtesy import is_feeling, is_gladness, mere_courtesy, only_empathy
from rewriter.text.document import Document, Sentence
from rewriter.text.expressions import Expression
from rewriter.text.facts import Fact, facts_in, flat
from rewriter.text.matching import stands_in
from rewriter.text.questions import Question, answer_score
from rewriter.text.salutations import body_of, is_farewell, is_greeting
from rewriter.text.segments import is_predicate

_ENOUGH = 0.75
MARGIN = 0.45
_SHARED_SENTENCE = 0.6
_ENOUGH_LIKE = 0.34
_CANDIDATES = 3
# A sentence that shares a word with the question and is of the kind that it asks for.
CLEAR = 1.25
# By so much more one sentence says what a sentence of the draft does than another one: perhaps by chance, and plainly.
_A_LITTLE, RIVAL, PLAINLY = 0.1, 0.15, 0.4
_MOST_QUESTIONS = 6
# With more sentences than this beside the answered questions the one that fits may do so by chance.
_MOST_FREE = 2


class Answer(NamedTuple):
    """A question's answer: index of the sentence, its score, and whether no other sentence competes for it."""

    sentence: int
    score: float
    sure: bool


@lru_cache(maxsize=64)
def answers(questions: tuple[Question, ...], document: Document, draft: Document) -> tuple[Answer | None, ...]:
    """For each question the sentence of `document` that answers it, or None. `draft` is what the document was made from, or itself."""
    if not document.sentences or not questions:
        return (None,) * len(questions)
    saying = [not (is_greeting(s) or is_farewell(s) or only_empathy(s) or _WISHED.match(flat(s.text))) for s in document.sentences]
    alone = _with_deeds([distinct(q, questions) for q in questions], questions)
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
    found = _by_elimination(alone, document, found, saying, joined)
    if draft is not document and (at := opening_word(questions, document)) is not None:
        found = (Answer(at, _ENOUGH, True), *found[1:])
    return tuple(a or _restated(source, found, draft, document, saying) for a, source in zip(found, sources, strict=True))


def _with_deeds(alone: list[Question], questions: tuple[Question, ...]) -> list[Question]:
    """«Сколько стоит заменить и когда?»: a bare «когда» asks of what was asked of just before."""
    return [
        replace(q, keys=questions[i - 1].keys) if i and not q.keys and q.asks in ("when", "where", "howmuch") and _gap(questions[i - 1], q) < _JOINED else q
        for i, q in enumerate(alone)
    ]


def _gap(first: Question, second: Question) -> int:
    return second.start - first.end


_JOINED = 4


def _restated(source: Answer | None, found: tuple[Answer | None, ...], draft: Document, document: Document, saying: list[bool]) -> Answer | None:
    """The one free sentence that says what the draft's answer does, more than what any other sentence of the draft does."""
    if source is None or not source.sure:
        return None
    taken = {a.sentence for a in found if a is not None}
    free = [i for i, says in enumerate(saying) if says and i not in taken]
    like = {i: likeness(draft, source.sentence, document, i) for i in free}
    best = max(like, key=like.__getitem__, default=-1)
    if best < 0 or like[best] < _ENOUGH_LIKE or sum(2 * each > like[best] for each in like.values()) > 1:
        return None
    rival = max((likeness(draft, s.index, document, best) for s in draft.sentences if s.index != source.sentence), default=0.0)
    return Answer(best, _ENOUGH, True) if like[best] > rival + _A_LITTLE else None


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
        None if answer is not None and like is not None and like <= RIVAL and owned[answer.sentence] >= like + PLAINLY else answer
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


def one_for_one(number: int, sources: tuple[Answer | None, ...], found: tuple[Answer | None, ...], draft: Document, document: Document) -> bool:
    """Whether question `number` is answered in whatever words: both texts give each question a sentence and say nothing else, and no other sentence of the draft is in this one's."""
    source, here = _of_the_matter(draft), _of_the_matter(document)
    answer = sources[number]
    if answer is None or len(source) != len(found) or len(here) != len(found) or answer.sentence not in source:
        return False
    taken = [a.sentence for i, a in enumerate(found) if a is not None and i != number]
    told = found[number]
    left = {told.sentence} if told is not None else here - set(taken)
    if len(left) != 1 or not left <= here - set(taken):
        return False
    (at,) = left
    own = likeness(draft, answer.sentence, document, at)
    others = max((likeness(draft, i, document, at) for i in source - {answer.sentence}), default=0.0)
    return others <= own if told is not None else others < own


def _of_the_matter(document: Document) -> set[int]:
    """The sentences that are no courtesy and not the number of the letter alone."""
    valued = {s.index for f in facts_in(document) if (s := document.sentence_at(f.start)) is not None}
    return {s.index for s in body_of(document) if not _NUMBERED.fullmatch(flat(s.text)) and (s.index in valued or not _polite(document, s))}


def _polite(document: Document, sentence: Sentence) -> bool:
    if sentence.text.endswith("!") and not any(map(is_predicate, document.of(sentence))):
        return True  # «Удачи с новым тарифом!»
    return only_empathy(sentence) or mere_courtesy(document, sentence) or is_gladness(sentence) or is_feeling(sentence)


_NUMBERED = Expression(r"(?:[\w-]+,? ){0,7}(?:обращени|заявк|запрос)\w{1,3} (?:№ ?)?[\w/-]{3,20}(?: (?:мы )?(?:принят|получ|зарегистрир|в работе)\w{0,5})?\W*")


# «Пусть праздник будет тёплым» answers nobody who asked of the holiday.
_WISHED = Expression(r"\W*(?:пусть|желаем|желаю)\b[^\d]*$")
_OF_MOOD = 2
_LEAVE = re.compile(r"можно|нельзя|можете|сможете|может|получится|есть(?!\w)")
YES_OR_NO = frozenset("да нет конечно можно нельзя увы".split())


def opening_word(questions: tuple[Question, ...], document: Document) -> int | None:
    """The first sentence that says anything, where it begins with «да» or «нет» and the first question asks just that; None where another question may be meant."""
    if not questions or questions[0].asks != "can":
        return None
    asked = [distinct(q, questions).keys for q in questions]
    said = (s for s in document.sentences if not (is_greeting(s) or is_farewell(s) or only_empathy(s)))
    # «Очередь у кассы — это всегда нервы. Да, …»: what is about no question may stand in front.
    begins = ((s, next((t.norm for t in document.of(s) if t.kind == "word"), "")) for s in said)
    at, word = next(((s, w) for s, w in begins if w in YES_OR_NO or any(shared(keys, content(document, s)) for keys in asked)), (None, ""))
    if at is None or word not in YES_OR_NO:
        return None
    words = content(document, at)
    own, *others = (shared(keys, words) for keys in asked)
    # «Да, легко!», «Да, её можно отправить на новый адрес»; «Да, дождь совсем некстати» answers nothing.
    answering = own or len(words) < _OF_MOOD or _LEAVE.search(flat(at.text))
    return at.index if answering and own >= max(others, default=0) else None


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
        result.append(Answer(sentence, score, rival is None or best_total - rival >= MARGIN))
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


@lru_cache(maxsize=64)
def own_facts(document: Document, index: int) -> tuple[Fact, ...]:
    """The facts of sentence `index` that no other sentence of the document has."""
    sentence = document.sentences[index]
    found = facts_in(document)
    mine = [f for f in found if sentence.start <= f.start < sentence.end]
    others = {(f.kind, f.value) for f in found if not sentence.start <= f.start < sentence.end}
    return tuple(f for f in mine if (f.kind, f.value) not in others)


@lru_cache(maxsize=256)
def likeness(source: Document, index: int, target: Document, at: int) -> float:
    """How much sentence `at` of the target says what sentence `index` of the source says: its own facts and own words, 0 to 2."""
    sentence = target.sentences[at]
    words = distinctive(source, index)
    there = content(target, sentence)
    result = overlap(words, there) if words else 0.0
    facts = own_facts(source, index)
    if facts:
        alone = piece(target, at)
        result += sum(1 for f in facts if stands_in(f, alone) and not _common(f, alone)) / len(facts)
    return result


def _common(fact: Fact, target: Document) -> bool:
    """A section's name that is no name here: «Оплата» beside «при оплате»."""
    name = fact.text.strip('«»"“”„')
    return fact.kind == "name" and name != fact.text and " " not in name and name not in target.text


@lru_cache(maxsize=64)
def piece(document: Document, index: int) -> Document:
    """The sentence read as a text of its own."""
    from rewriter.text.document import read

    return read(document.sentences[index].text)


@lru_cache(maxsize=64)
def distinctive(document: Document, index: int) -> tuple[frozenset[str], ...]:
    """Content words of the sentence that its neighbours do not have; all of them where none is left."""
    words = content(document, document.sentences[index])
    others = frozenset(k for s in document.sentences if s.index != index for w in content(document, s) for k in w)
    return tuple(w for w in words if not w & others) or words


# What kinds of facts answer a question of the kind.
KINDS_OF = {
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
    return tuple(Answer(i, score, False) for score, i in scored if score >= max(CLEAR if question.keys else _ENOUGH, best - MARGIN))

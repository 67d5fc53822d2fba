"""question-order: several answers stand in the order of the client's questions (000). Unclear alignment is no violation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rewriter.rules.base import Found, NotJudged, rule
from rewriter.text.answering import RIVAL, YES_OR_NO, Answer, answers, candidates, distinct, likeness
from rewriter.text.answers_within import turned_within
from rewriter.text.courtesy import is_apology, is_empathy, mere_courtesy
from rewriter.text.document import Document
from rewriter.text.questions import Question, answer_score
from rewriter.text.reading import Reading


@rule("question-order", number=3, title="Ответы в порядке вопросов", source="000")
def question_order(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Клиент сверяет ответ со своим письмом сверху вниз: первый вопрос — первый ответ."""
    if len(case.questions) < 2:
        raise NotJudged("в сообщении клиента меньше двух вопросов")
    drafted = answers(case.questions, case.draft, case.draft)
    told = answers(case.questions, reply, case.draft)
    placed = [(n, q, where) for n, (q, a) in enumerate(zip(case.questions, told, strict=True)) if (where := _where(n, a, case, reply))]
    for (n, first, a), (m, second, b) in pairwise(placed):
        own, other = drafted[n], drafted[m]
        if other is None and own is not None and own.sure:
            continue  # the draft has no answer of its own to it: «Да, поменять можно. Год указан в разделе …»
        if a == b and len(a) == 1 and own is not None and other is not None and own.sure and other.sure and own.sentence != other.sentence:
            clause = turned_within(reply, a[0], (n, m), (own, other), case.questions, case.draft)
            if clause:
                yield Found(clause[0].start, clause[-1].end, _turned(first, second))
                return
        # A sentence that answers both questions is in nobody's way.
        if b[-1] < a[0] and not (first.asks == "how" and _is_step(reply, b[0])) and not _as_well(n, (drafted[n], drafted[m]), case, reply, b[0], a[0]):
            sentence = reply.sentences[b[0]]
            if is_apology(sentence.text):
                continue  # «Извините, мы не положили инструкцию. Да, пришлём»
            yield Found(sentence.start, sentence.end, _turned(first, second))
            return
    if (late := _late_yes(reply, case, told, drafted)) is not None:
        yield late


def _late_yes(reply: Document, case: Reading, told: tuple[Answer | None, ...], drafted: tuple[Answer | None, ...]) -> Found | None:
    """«Вложите письмо … Да, Вы можете отправить возврат за маму»: a «да» that comes behind a piece of the next question's answer, wherever the rest of that stands."""
    for n, (question, yes, source) in enumerate(zip(case.questions[:-1], told, drafted, strict=False)):
        if question.asks != "can" or yes is None or source is None or not (yes.sure and source.sure):
            continue
        if next((t.norm for t in reply.of(reply.sentences[yes.sentence]) if t.kind == "word"), "") not in YES_OR_NO:
            continue
        theirs = candidates(case.questions, n + 1, case.draft, frozenset((source.sentence,)))
        for early in range(yes.sentence):
            if is_empathy(reply.sentences[early].text) or mere_courtesy(reply, reply.sentences[early]):
                continue
            if likeness(case.draft, source.sentence, reply, early) == 0 and any(likeness(case.draft, a.sentence, reply, early) > RIVAL for a in theirs):
                sentence = reply.sentences[early]
                return Found(sentence.start, sentence.end, _turned(question, case.questions[n + 1]))
    return None


def _turned(first: Question, second: Question) -> str:
    return f"Ответ на «{second.text[:60]}» стоит раньше ответа на «{first.text[:60]}»: клиент спросил наоборот."


def _is_step(reply: Document, index: int) -> bool:
    """Whether the sentence is a line of a numbered list: the steps together tell how, whichever of them says where."""
    tokens = reply.of(reply.sentences[index])
    return len(tokens) > 1 and tokens[0].kind == "number" and tokens[1].text in (".", ")")


def _where(index: int, answer: Answer | None, case: Reading, reply: Document) -> tuple[int, ...]:
    """The sentences of the reply where the answer stands: one, or neighbours that answer as well; nothing where it is unclear."""
    if answer is None:
        return ()
    if answer.sure:
        return (answer.sentence,)
    found = sorted(a.sentence for a in candidates(case.questions, index, reply, frozenset()))
    close = found and found[-1] - found[0] < len(found) and len(found) <= _MOST
    return tuple(found) if close and answer.sentence in found else ()


# More sentences than this are no answer, but the reply's topic.
_MOST = 3
_LESS = 0.4
# So much more like the draft's other answer: it is that one, in spite of a word in common.
_PLAINLY = 1.0


def _as_well(index: int, drafted: tuple[Answer | None, Answer | None], case: Reading, reply: Document, here: int, there: int) -> bool:
    """Whether the sentence `here` answers the question about as well as the sentence `there`.

    What the draft's answers are like tells, too: `drafted`, to this question and to the one that `here` answers.
    """
    alone = distinct(case.questions[index], case.questions)
    own, other = drafted
    if own is not None and other is not None and own.sure and own.sentence != other.sentence and answer_score(alone, case.draft, other.sentence) < 1.0:
        like = [likeness(case.draft, own.sentence, reply, i) for i in (here, there)]
        theirs = [likeness(case.draft, other.sentence, reply, i) for i in (here, there)]
        if like[0] < like[1] - _LESS or (theirs[0] > like[0] + _PLAINLY and theirs[1] < like[1]):
            return False
    return answer_score(alone, reply, here) >= max(1.0, answer_score(alone, reply, there) - 0.1)

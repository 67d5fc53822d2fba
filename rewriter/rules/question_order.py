"""question-order: several answers stand in the order of the client's questions (000). Unclear alignment is no violation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rewriter.rules.base import Found, NotJudged, rule
from rewriter.text.answering import answers, distinct
from rewriter.text.document import Document
from rewriter.text.questions import Question, answer_score
from rewriter.text.reading import Reading


@rule("question-order", number=3, title="Ответы в порядке вопросов", source="000")
def question_order(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Клиент сверяет ответ со своим письмом сверху вниз: первый вопрос — первый ответ."""
    if len(case.questions) < 2:
        raise NotJudged("в сообщении клиента меньше двух вопросов")
    placed = [(q, a) for q, a in zip(case.questions, answers(case.questions, reply, case.draft), strict=True) if a is not None and a.sure]
    for (first, a), (second, b) in pairwise(placed):
        # A sentence that answers both questions is in nobody's way.
        if b.sentence < a.sentence and not _as_well(first, case.questions, reply, b.sentence, a.sentence):
            sentence = reply.sentences[b.sentence]
            yield Found(sentence.start, sentence.end, f"Ответ на «{second.text[:60]}» стоит раньше ответа на «{first.text[:60]}»: клиент спросил наоборот.")
            return


def _as_well(question: Question, questions: Sequence[Question], reply: Document, here: int, there: int) -> bool:
    """Whether the sentence `here` answers the question about as well as the sentence `there`."""
    alone = distinct(question, questions)
    return answer_score(alone, reply, here) >= max(1.0, answer_score(alone, reply, there) - 0.1)

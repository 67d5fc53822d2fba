"""all-questions-answered: what the draft answers the reply answers, too; what even the draft leaves open is a warning (002 rule 1, 003 step 5)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, NotJudged, rule
from rewriter.text.answers import answers, covered
from rewriter.text.document import Document
from rewriter.text.reading import Reading


@rule("all-questions-answered", title="Ответ на каждый вопрос", source="002, 003")
def all_questions_answered(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Пропущенный вопрос — это ещё одно обращение и раздражение клиента."""
    if not case.questions:
        raise NotJudged("вопросов в сообщении клиента нет")
    if not case.case.draft.strip():
        raise NotJudged("нет черновика")
    end = len(reply.text)
    in_draft = answers(case.questions, case.draft, case.draft)
    for question, answer in zip(case.questions, in_draft, strict=True):
        if answer is None:
            if case.case.reply is None or not any(a is not None for a in in_draft):
                continue
            yield Found(end, end, f"Вопрос без ответа и в черновике: «{question.text}».", None, "warning")
        elif case.case.reply is not None and answer.sure and not covered(answer, question, case.questions, case.draft, reply):
            yield Found(end, end, f"Вопрос остался без ответа: «{question.text}».")

"""all-questions-answered: what the draft answers the reply answers, too; what even the draft leaves open is a warning (002 rule 1, 003 step 5)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, NotJudged, rule
from rewriter.rules.entries import matches
from rewriter.rules.facts_preserved import facts_to_keep
from rewriter.rules.no_confidential_claims import secrets
from rewriter.text.answering import Answer, answers, candidates, one_for_one
from rewriter.text.covering import covered
from rewriter.text.document import Document
from rewriter.text.facts import Fact
from rewriter.text.reading import Reading
from rewriter.text.segments import segments_in

# Words from which on a clause tells something of its own.
_A_CLAUSE = 3
_KEPT = frozenset(("date", "time", "period", "amount", "percent", "phone", "address", "link", "email"))


@rule("all-questions-answered", number=4, title="Ответ на каждый вопрос", source="002, 003")
def all_questions_answered(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Пропущенный вопрос — это ещё одно обращение и раздражение клиента."""
    if not case.questions:
        raise NotJudged("вопросов в сообщении клиента нет")
    if not case.case.draft.strip():
        raise NotJudged("нет черновика")
    end = len(reply.text)
    keep = frozenset(facts_to_keep(case))
    in_draft = answers(case.questions, case.draft, case.draft)
    told = None
    for n, (question, answer) in enumerate(zip(case.questions, in_draft, strict=True)):
        if case.case.reply is None:
            return
        if answer is None:
            told = told or answers(case.questions, reply, case.draft)
            if any(a is not None for a in in_draft) and told[n] is None:
                yield Found(end, end, f"Вопрос без ответа и в черновике: «{question.text}».", None, "warning")
            continue
        # Where two sentences of the draft answer as well, or the best one must not be given, one of the others is enough.
        given = (answer,) if answer.sure and not _withheld(case, answer.sentence, keep) else _others(case, n, keep)
        if given and not any(covered(a, question, case.questions, case.draft, reply, keep, case.client) for a in given):
            told = told or answers(case.questions, reply, case.draft)
            if one_for_one(n, in_draft, told, case.draft, reply):
                continue
            yield Found(end, end, f"Вопрос остался без ответа: «{question.text}».")


def _others(case: Reading, index: int, keep: frozenset[Fact]) -> tuple[Answer, ...]:
    """The sentences of the draft that may answer the question and may be given."""
    withheld = frozenset(s.index for s in case.draft.sentences if _withheld(case, s.index, keep))
    return candidates(case.questions, index, case.draft, withheld)


def _withheld(case: Reading, index: int, keep: frozenset[Fact]) -> bool:
    """Whether the draft's answer is one that must not be given: what a pack forbids to disclose, blame, a refusal.

    A sentence with a value to keep is to be kept, and so is one that does not only refuse: «оформляют в отделении, через сайт невозможно».
    """
    sentence = case.draft.sentences[index]
    if any(f.kind in _KEPT and sentence.start <= f.start < sentence.end for f in keep):
        return False
    begins = {name: [m.start for _, m in matches(case.pack, name, case.draft)] for name in ("no-confidential-claims", "no-blame-shifting", "forbidden-phrases")}
    refused = [a for a in begins.pop("forbidden-phrases") if sentence.start <= a < sentence.end]
    if any(sentence.start <= a < sentence.end for a in (*(a for found in begins.values() for a in found), *(a for a, _ in secrets(case)))):
        return True
    clauses = [s for s in segments_in(case.draft) if s.sentence == index and s.kind == "main"]
    told = any(s.tokens[-1].index - s.tokens[0].index >= _A_CLAUSE and not any(s.start <= a < s.end for a in refused) for s in clauses)
    return bool(refused) and not told

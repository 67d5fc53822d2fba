"""all-questions-answered: what the draft answers the reply answers, too; what even the draft leaves open is a warning (002 rule 1, 003 step 5)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, NotJudged, rule
from rewriter.rules.entries import matches
from rewriter.rules.facts_preserved import facts_to_keep
from rewriter.rules.no_confidential_claims import secrets
from rewriter.text.answering import YES_OR_NO, Answer, answers, candidates, distinct, one_for_one
from rewriter.text.concepts import content, keys_of, shared
from rewriter.text.covering import covered
from rewriter.text.document import Document
from rewriter.text.facts import Fact
from rewriter.text.paraphrases import meanings
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
        if answer.sure and _left_out(case, n, in_draft, reply):
            yield Found(end, end, f"Вопрос остался без ответа: «{question.text}».")
            continue
        if given and not any(covered(a, question, case.questions, case.draft, reply, keep, case.client) for a in given):
            told = told or answers(case.questions, reply, case.draft)
            if one_for_one(n, in_draft, told, case.draft, reply):
                continue
            yield Found(end, end, f"Вопрос остался без ответа: «{question.text}».")


def _left_out(case: Reading, index: int, in_draft: tuple[Answer | None, ...], reply: Document) -> bool:
    """«Заказ поступит через 10 дней, к оплате 3 290 ₽, оплата картой возможна»: of a sentence that answers several questions the part about this one has gone without a trace."""
    question, answer = case.questions[index], in_draft[index]
    if answer is None or question.asks != "can" or sum(a is not None and a.sure and a.sentence == answer.sentence for a in in_draft) < _SEVERAL:
        return False
    told = content(case.draft, case.draft.sentences[answer.sentence])
    asked = tuple(word for word in distinct(question, case.questions).keys if shared((word,), told))
    said = frozenset(k for t in reply.words for k in (*keys_of(t), *meanings(t.norm)))
    named = frozenset(m for word in case.client.between(question.start, question.end) for m in meanings(word.norm))
    return bool(asked) and not any(word & said for word in asked) and named.isdisjoint(said) and not YES_OR_NO & reply.norms


_SEVERAL = 3


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

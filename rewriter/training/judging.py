"""Whether a candidate may be shown to a person: stricter than a pair of a pack must be, since a bad example teaches badly and there are always more.

Allowed in the reply: hints (`info`) and nothing else. A question that rules cannot surely match with its answer is no reason; the rule for it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rewriter.case import Case
from rewriter.pack import Pack
from rewriter.pack_schema import Pair
from rewriter.training.candidates import Refusal, Verdict
from rewriter.training.duplicates import Texts, near
from rewriter.training.lessons import Judged
from rewriter.training.lint import alike, sound
from rewriter.training.pairs import Placed

# The kinds of refusal, in the order in which they are looked for, as the table has them.
KINDS = {
    "backend": "модель не ответила",
    "review": "программа сама оставила ответ человеку",
    "same": "ответ повторяет черновик",
    "facts": "факты до и после расходятся",
    "questions": "не на все вопросы есть ответ",
    "after": "ответ нарушает правило",
    "warning": "в ответе осталось замечание",
    "before": "черновик не нарушает того, что задано",
    "plain": "ответ не проще черновика",
    "mood": "настроение клиента не то",
    "repeat": "почти копия того, что уже есть",
    "leak": "почти копия случая из проверочного набора",
}
_QUESTIONS = frozenset(("all-questions-answered", "question-order"))
# What any draft without a greeting and a farewell breaks: nobody learns to write from that alone.
_COURTESY = frozenset("greeting farewell empathy life-event apology-fits formula-letter ticket-id structure sticker-hint readability self-service".split())
_SOUND = {"facts": "facts", "after": "after", "before": "before", "rule": "before", "mood": "mood"}
_OF_FACTS = frozenset(("facts-preserved", "no-new-facts"))


def refusals(judged: Judged, asked: Sequence[str], others: Sequence[tuple[str, Texts]], cases: Sequence[tuple[str, Texts]]) -> Iterator[Refusal]:
    """Everything that speaks against the candidate. `others`: pairs and candidates that there are, `cases`: those of suites, each with its id."""
    pair = judged.pair
    if pair.reply.strip() == pair.draft.strip():
        yield Refusal(kind="same", message="ответ слово в слово повторяет черновик")
        return
    yield from _of_rules(judged)
    if missed := [rule for rule in asked if rule not in judged.broken]:
        yield Refusal(kind="before", message=f"черновик не нарушает: {', '.join(missed)}")
    elif set(judged.broken) <= _COURTESY:
        yield Refusal(kind="before", message="черновик плох только тем, что в нём нет вежливых слов")
    draft, reply = judged.before.readability.draft, judged.after.readability.reply
    if draft is not None and reply is not None and reply >= draft > 0:
        yield Refusal(kind="plain", message=f"канцелярита в ответе {reply:.0f}, в черновике {draft:.0f}")
    for problem in sound(Placed(pair, judged.pack.name, Path("-"), 1), judged.pack):
        # Errors and questions have been told above, with their own kind.
        if problem.kind in ("mood", "before", "rule") or (problem.kind == "facts" and judged.after.verdict == "pass"):
            yield Refusal(kind=_SOUND[problem.kind], message=problem.message)
    own = [Texts(pair.client, pair.draft, pair.reply)]
    for kind, those in (("repeat", others), ("leak", cases)):
        for found in near(own, [texts for _, texts in those]):
            yield Refusal(kind=kind, message=f"{those[found.second - 1][0]}: {alike(found)}")
            break


def _of_rules(judged: Judged) -> Iterator[Refusal]:
    for v in judged.after.violations:
        if v.severity == "info":
            continue
        kind = "facts" if v.rule in _OF_FACTS else "questions" if v.rule in _QUESTIONS else "after" if v.severity == "error" else "warning"
        yield Refusal(kind=kind, message=f"{v.rule}: {v.message}")
    for question in judged.after.questions:
        if question.answered is False:
            yield Refusal(kind="questions", message=f"нет ответа: «{question.text}»")


def verdict_of(judged: Judged) -> Verdict:
    """The verdict in short."""
    after = judged.after
    draft, reply = judged.before.readability.draft, after.readability.reply
    return Verdict(
        broken=judged.broken,
        facts=len(after.facts),
        questions=len(after.questions),
        sure=sum(q.answered is True for q in after.questions),
        officialese=(round(draft, 1), round(reply, 1)) if draft is not None and reply is not None else None,
    )


def with_lesson(pair: Pair, pack: Pack) -> Judged:
    """The pair, judged, and `teaches` told by the rules: what the draft breaks and the reply mends, hints left out."""
    judged = Judged(pair, pack)
    grave = {v.rule for v in judged.before.violations if v.severity != "info"}
    return judged.claiming(tuple(r for r in judged.broken if r in grave))


def case_of_texts(case: Case) -> Texts:
    """What of a suite's case is compared."""
    return Texts(case.client_message, case.draft, case.reply or "")

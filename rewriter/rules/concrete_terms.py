"""concrete-terms: «скоро», «в ближайшее время» without a term beside them are for the operator to make concrete (003)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rewriter.rules.base import Found, rule
from rewriter.rules.entries import matches
from rewriter.text.document import Document
from rewriter.text.reading import Reading
from rewriter.text.salutations import is_farewell
from rewriter.text.terms import is_past, terms_in

_TERMS = frozenset(("date", "time", "period"))


@rule("concrete-terms", number=28, title="Срок числом, а не «скоро»", source="003", severity="info", hard=False)
def concrete_terms(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """«В ближайшее время» у каждого своё. День или час в ответе избавляет клиента от ожидания, а нас — от повторного вопроса."""
    vague = matches(case.pack, "concrete-terms", reply)
    if not vague:
        return
    untold = {i for i in {m.tokens[0].sentence for _, m in vague} if not _told(reply, i)}
    for entry, match in vague:
        if match.tokens[0].sentence not in untold:
            continue
        text = reply.text[match.start : match.end]
        # A term that the draft has and the reply lost is a lost fact, and `facts-preserved` tells it.
        if not _in_draft(case):
            yield Found(match.start, match.end, f"Срок не назван: «{text}». Лучше: {entry.suggest or 'назовите день или час'}.")


def _told(reply: Document, index: int) -> bool:
    """Whether no term is missing: the sentence, or a neighbour that is not about the past, names one; or it tells of the past; or it takes leave."""
    named = _named(reply)
    if index in named or any(i in named and not is_past(reply.of(reply.sentences[i])) for i in (index - 1, index + 1)):
        return True
    sentence = reply.sentences[index]
    return is_past(reply.of(sentence)) or is_farewell(sentence)


@lru_cache(maxsize=16)
def _named(reply: Document) -> frozenset[int]:
    """The sentences that name a term."""
    return frozenset(t.sentence for t in terms_in(reply))


def _in_draft(case: Reading) -> bool:
    """Whether the draft names a term for what is to come."""
    if case.case.reply is None:
        return False
    draft = case.draft
    told = (f for f in case.draft_facts if f.kind in _TERMS and not f.value.startswith("per "))
    return any((s := draft.sentence_at(f.start)) is not None and not is_past(draft.of(s)) and s.text.count("договор") == 0 for f in told)

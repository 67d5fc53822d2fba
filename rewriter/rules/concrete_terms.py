"""concrete-terms: «скоро», «в ближайшее время» without a term beside them are for the operator to make concrete (003)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, rule
from rewriter.rules.entries import matches
from rewriter.text.document import Document, Sentence
from rewriter.text.reading import Reading
from rewriter.text.salutations import is_farewell
from rewriter.text.terms import is_past, terms_in

_TERMS = frozenset(("date", "time", "period"))


@rule("concrete-terms", number=28, title="Срок числом, а не «скоро»", source="003", severity="info", hard=False)
def concrete_terms(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """«В ближайшее время» у каждого своё. День или час в ответе избавляет клиента от ожидания, а нас — от повторного вопроса."""
    for entry, match in matches(case.pack, "concrete-terms", reply):
        sentence = reply.sentences[match.tokens[0].sentence]
        if _told(reply, sentence) or is_past(reply.of(sentence)) or is_farewell(sentence):
            continue
        text = reply.text[match.start : match.end]
        # A term that the draft has and the reply lost is a lost fact, and `facts-preserved` tells it.
        if not _in_draft(case):
            yield Found(match.start, match.end, f"Срок не назван: «{text}». Лучше: {entry.suggest or 'назовите день или час'}.")


def _told(reply: Document, sentence: Sentence) -> bool:
    """Whether the sentence, or a neighbour that is not about the past, names a term."""
    here = sentence.index
    return any(t.sentence == here or (abs(t.sentence - here) == 1 and not is_past(reply.of(reply.sentences[t.sentence]))) for t in terms_in(reply))


def _in_draft(case: Reading) -> bool:
    """Whether the draft names a term for what is to come."""
    if case.case.reply is None:
        return False
    draft = case.draft
    told = (f for f in case.draft_facts if f.kind in _TERMS and not f.value.startswith("per "))
    return any((s := draft.sentence_at(f.start)) is not None and not is_past(draft.of(s)) and s.text.count("договор") == 0 for f in told)

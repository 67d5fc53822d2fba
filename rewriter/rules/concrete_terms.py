"""concrete-terms: «скоро», «в ближайшее время» without a term beside them are for the operator to make concrete (003)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, rule
from rewriter.rules.entries import matches
from rewriter.text.document import Document, Sentence
from rewriter.text.facts import Fact
from rewriter.text.matching import stands_in
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
        known = _lost(reply, case)
        if known is not None:
            yield Found(match.start, match.end, f"Здесь «{text}», а в черновике срок есть: «{known.text}». Назовите его.", None, "warning")
        else:
            yield Found(match.start, match.end, f"Срок не назван: «{text}». Лучше: {entry.suggest or 'назовите день или час'}.")


def _told(reply: Document, sentence: Sentence) -> bool:
    """Whether the sentence, or a neighbour that is not about the past, names a term."""
    here = sentence.index
    return any(t.sentence == here or (abs(t.sentence - here) == 1 and not is_past(reply.of(reply.sentences[t.sentence]))) for t in terms_in(reply))


def _lost(reply: Document, case: Reading) -> Fact | None:
    """A term of the draft that the reply has nowhere."""
    if case.case.reply is None:
        return None
    draft = case.draft
    told = (f for f in case.draft_facts if f.kind in _TERMS and not f.value.startswith("per "))
    return next((f for f in told if (s := draft.sentence_at(f.start)) is not None and not is_past(draft.of(s)) and not stands_in(f, reply)), None)

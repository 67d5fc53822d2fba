"""A term of the law that the draft names only to say that ours is another: «по закону 14 дней, однако у нас 30 дней»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.citations import citations
from rewriter.text.document import Document
from rewriter.text.facts import Fact, facts_in


def superseded(draft: Document) -> Iterator[Fact]:
    """Terms and dates between a citation and the «однако у нас» of its sentence, where one of the same kind follows."""
    for citation in citations(draft):
        first = draft.tokens[citation.lead]
        sentence = draft.sentence_at(first.start)
        if sentence is None:
            continue
        tokens = draft.of(sentence)
        turn = next((t.start for i, t in enumerate(tokens[:-2]) if t.norm in _TURNS and (tokens[i + 1].norm, tokens[i + 2].norm) == ("у", "нас")), None)
        if turn is None or turn < first.start:
            continue
        own = [f for f in facts_in(draft) if f.kind in ("period", "date")]
        ours = {f.kind for f in own if turn < f.start < sentence.end}
        yield from (f for f in own if first.start <= f.start < turn and f.kind in ours)


_TURNS = frozenset(("однако", "но"))

"""A word's reading chosen by its neighbours, and the cases that prepositions ask for."""

from __future__ import annotations

from functools import lru_cache

from rewriter.text import morph
from rewriter.text.document import Document, Token

CASE_OF = {
    "из": "Gen", "от": "Gen", "до": "Gen", "у": "Gen", "для": "Gen", "без": "Gen", "около": "Gen", "возле": "Gen", "после": "Gen", "кроме": "Gen", "вместо": "Gen", "из-за": "Gen", "со": "Gen",
    "к": "Dat", "ко": "Dat", "по": "Dat", "согласно": "Dat", "о": "Loc", "об": "Loc", "при": "Loc", "над": "Ins", "под": "Ins", "перед": "Ins", "между": "Ins", "с": "Ins",
    "через": "Acc", "про": "Acc", "за": "Acc",
}  # fmt: skip


def parse_in_context(document: Document, token: Token) -> morph.Parse | None:
    """The token's reading chosen by its neighbours (the analyser's context model)."""
    found = _in_context(document, token.sentence)
    return found.get(token.index) if found is not None else token.word.top if token.word else None


@lru_cache(maxsize=64)
def _in_context(document: Document, index: int) -> dict[int, morph.Parse] | None:
    """The readings of a sentence's tokens by token index; None where the model cannot tell."""
    tokens = [t for t in document.of(document.sentences[index]) if t.text.strip()]
    try:
        rows = morph.analyzer().analyze_sentence([t.norm if t.word else t.text for t in tokens])
    except ValueError:
        return None
    best = {t.index: next((r for r in row if r.lemma != morph.MISREAD.get(t.norm)), row[0]) for t, row in zip(tokens, rows, strict=True) if row}
    return {at: morph.Parse(b.lemma.replace("ё", "е"), b.pos, b.feats, b.prob, b) for at, b in best.items()}

"""Diminutives made full: «кнопочка» → «кнопка», «паспортик» → «паспорт», in the form they stand in."""

from __future__ import annotations

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.in_context import parse_in_context

# How a lemma's ending gives way; the result counts only if the dictionary has it as a noun.
_ENDINGS = (
    ("очечка", "очка"), ("ечечка", "ечка"), ("очка", "ка"), ("ечка", "ка"), ("очка", "а"), ("ечка", "а"), ("ичка", "ица"), ("ушка", "а"), ("енька", "а"), ("онька", "а"), ("очек", "ок"), ("ечек", "ек"), ("ичек", "ик"), ("ечко", "о"), ("ичко", "о"), ("еньице", "ение"),
    ("аньице", "ание"), ("ьице", "ье"), ("ице", "ие"), ("ишко", "о"), ("ишка", ""), ("очек", ""), ("ёк", ""), ("ек", ""), ("ок", ""), ("ик", ""), ("чик", ""), ("чик", "к"), ("ца", ""), ("ка", "а"),
)  # fmt: skip


def full_form(document: Document, token: Token) -> str | None:
    """The full noun in the token's form; None where no dictionary noun is found or no form is sure."""
    if token.word is None:
        return None
    parse = parse_in_context(document, token)
    if parse is None or "Case" not in parse.feats:
        return None
    for lemma in sorted({p.lemma for p in token.word.parses if p.pos == "NOUN"}, key=lambda lemma: (-len(lemma), lemma)):
        for ending, other in _ENDINGS:
            base = lemma.removesuffix(ending) + other
            if not lemma.endswith(ending) or len(base) < 3 or base == lemma or not morph.word(base).known:
                continue
            form = morph.inflect(base, "NOUN", Case=parse.feats["Case"], Number=parse.feats.get("Number", "Sing"))
            if form:
                return form[0].upper() + form[1:] if token.capital else form
    return None

"""The letter ё: forms that are always spelled with it, and words that a text spells both ways."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rewriter.text import morph
from rewriter.text.document import Document, Token

# A reading rarer than this does not make «самолет» a form of another word.
_RARE = 0.06


@lru_cache(maxsize=5_000)
def with_yo(form: str) -> str | None:
    """The folded form as it is always spelled with ё («еще» → «ещё»); None where it has none, or is another word without it («все», «берет»)."""
    if "е" not in form:
        return None
    word = morph.word(form)
    if not word.known:
        return None
    spelled = {p.inflect(**p.feats) for p in word.parses if p.prob >= _RARE}
    only = next(iter(spelled)) if len(spelled) == 1 else None
    return only if only is not None and "ё" in only and only.replace("ё", "е") == form else None


def spelled_both_ways(document: Document, *, throughout: bool) -> Iterator[tuple[Token, str]]:
    """Words without their ё, with what they should be, where the text spells the same word with it; with `throughout` where it uses the letter at all."""
    if "ё" not in document.signs and "Ё" not in document.signs:
        return
    dotted = {t.norm for t in document.words if "ё" in t.text or "Ё" in t.text}
    for token in document.words if throughout else [t for t in document.words if t.norm in dotted]:
        if "ё" in token.text or "Ё" in token.text or token.text.isupper():
            continue
        better = with_yo(token.norm)
        if better is not None:
            yield token, like(token, better)


def like(token: Token, form: str) -> str:
    """The form with the token's capital letters."""
    if len(token.text) > 1 and token.text.isupper():
        return form.upper()
    return form[:1].upper() + form[1:] if token.capital else form

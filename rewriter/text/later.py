"""«не раньше 5 мая» said as what will be: «5 мая или позже»."""

from __future__ import annotations

from rewriter.text.document import Document
from rewriter.text.framing import Framing


def later(document: Document, found: Framing) -> str | None:
    """What stands for [start, end) of an `earlier`; None where more than the date would have to change."""
    after = document.text[found.end : found.end + 1]
    words = [t for t in found.bound if t.norm != "чем"]
    if not words or after in (",", "-", "–", "(") or document.text[found.end : found.end + 2] in (" –", " —", " и"):
        return None
    text = document.text[words[0].start : found.end]
    first = words[0]
    if first.kind != "number" and first.norm not in ("через", "завтра"):
        return None
    if first.kind == "number" and ":" in text:
        text = f"в {text}"
    elif first.kind == "number" and not text[-1].isalpha() and "." not in text:
        return None
    return f"{text} или позже"

"""A ticket's id in a text, however it is spaced."""

from __future__ import annotations

import re


def stands(wanted: str, text: str) -> bool:
    """Whether the id stands in the text as a whole, whatever dashes and spaces are in it."""
    parts = [re.escape(p) for p in re.findall(r"[^\W_]+", wanted)]
    return bool(parts) and bool(re.search(r"(?<![^\W_])" + r"[\s\-–—_№#/]{0,3}".join(parts) + r"(?![^\W_]|-\d)", text, re.IGNORECASE))

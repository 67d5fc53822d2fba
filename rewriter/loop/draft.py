"""The draft as it comes in: whether it can be rewritten at all, and its text as a person sees it."""

from __future__ import annotations

import re

from rewriter.text.capitals import lowered

_LONGEST = 20_000
# What a paste brings along and nobody sees: between two sentences it glues them into one. The joiner of emoji stays.
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u2060-\u2064\u202a-\u202e\ufeff]")


def readable(draft: str) -> str:
    """The draft without invisible signs, and in ordinary letters where it shouts."""
    return lowered(_UNSEEN.sub("", draft))


def unusable(draft: str) -> str | None:
    """Why a draft cannot be rewritten (Russian), or None."""
    if not draft.strip():
        return "Черновик пуст: вставьте текст ответа."
    if "\x00" in draft:
        return "В черновике нулевые байты: похоже, это не текст."
    if len(draft) > _LONGEST:
        return f"Черновик слишком длинный: {len(draft)} знаков, можно до {_LONGEST}. Разбейте его на части."
    letters = [c for c in draft if c.isalpha()]
    if not letters:
        return "В черновике нет ни одного слова: вставьте текст ответа."
    if sum("а" <= c.lower() <= "я" or c in "ёЁ" for c in letters) < 0.3 * len(letters):
        return "Черновик не на русском языке: мы переписываем только русские ответы."
    return None

"""The packs' own words: what no dictionary knows and a team's replies use («почтомат»), from the `words.txt` of its folders."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_LONG = 4
_ENDING = 3


def is_own_word(norm: str, folders: tuple[Path, ...]) -> bool:
    """Whether the folded form is one of these words or a form of it."""
    words = _words_of(folders)
    return any(norm[:cut] in words for cut in range(len(norm), max(2, len(norm) - _ENDING - 1), -1))


@lru_cache(maxsize=16)
def _words_of(folders: tuple[Path, ...]) -> frozenset[str]:
    """The words folded, as they are and without a vowel at their end."""
    found: set[str] = set()
    for folder in folders:
        path = folder / "words.txt"
        if path.is_file():
            lines = path.read_text(encoding="utf-8").splitlines()
            found.update(word for line in lines if not line.startswith("#") for word in line.lower().replace("ё", "е").split())
    return frozenset(found | {w[:-2] if w.endswith(("ий", "ый", "ой", "ть")) else w[:-1] for w in found if w[-1] in "аеиоуыэюяйь" and len(w) > _LONG})

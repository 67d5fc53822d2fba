"""Words in the wrong letters: another script, Latin look-alikes in a Russian word, a Russian word all in Latin ones. Names and brands are none of these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from rewriter.text import morph

SlipKind = Literal["alien", "mixed", "latin"]


class Slip(NamedTuple):
    """A stretch of a word, from its start; `fixed`: the same in Cyrillic where that is sure."""

    kind: SlipKind
    start: int
    text: str
    fixed: str | None = None


def is_russian(text: str) -> bool:
    """Whether all of it are Russian letters."""
    return all("а" <= c <= "я" or c == "ё" for c in text.lower())


@lru_cache(maxsize=4_096)
def slips_of(form: str, kind: str) -> tuple[Slip, ...]:
    """What is wrong with the letters of a word or code (`Token.kind`)."""
    return tuple(_slips(form, kind))


# Latin words that would be Russian ones in Cyrillic letters.
_LATIN_TOO = frozenset("cop pop top temp tom box boxe max mac met com app ok co moto photo extra texno home phone ex mop toe".split())


def _slips(form: str, kind: str) -> Iterator[Slip]:
    text = "".join(c for c in form if c.isalpha())
    alien = [c for c in text if not c.isascii() and not ("а" <= c.lower() <= "я" or c.lower() == "ё" or "\u0300" <= c <= "\u036f")]
    if alien and not all("À" <= c <= "ž" for c in alien):
        yield Slip("alien", 0, form)
        return
    if kind == "code":
        return
    parts = re.split(r"([-‑'’])", form)
    # «Oeko-Tex»: a brand is not half Russian.
    brand_parts = sum(len(p) > 1 and p.isascii() for p in parts) > sum(p.isascii() and _reads_russian(p) for p in parts)
    at = 0
    for part in parts:
        letters = [c for c in part if c.isalpha()]
        latin = [c for c in letters if c.isascii()]
        if latin and len(latin) < len(letters):
            head = re.match(r"[A-Za-z]+", part)
            fixed = _to_cyrillic(part)
            # «iPhoneом»: a name with a Russian ending; «pyководителю» is a Russian word all the same.
            brand = head and len(head.group()) > 2 and not any(c.isascii() for c in part[head.end() :] if c.isalpha())
            if not brand or (fixed.isalpha() and is_russian(fixed) and morph.word(fixed.lower().replace("ё", "е")).known):
                yield Slip("mixed", at, part, fixed if is_russian("".join(c for c in fixed if c.isalpha())) else None)
        elif latin and not brand_parts and _reads_russian(part):
            yield Slip("latin", at, part, _to_cyrillic(part))
        at += len(part)


def _reads_russian(part: str) -> bool:
    """A word in Latin letters that would be a Russian one in Cyrillic."""
    fixed = _to_cyrillic(part)
    return len(part) > 1 and not part.isupper() and is_russian(fixed) and part.lower() not in _LATIN_TOO and morph.word(fixed.lower()).known


_LOOKALIKE = str.maketrans("aceopxykABCEHKMOPTXYtmhb", "асеорхукАВСЕНКМОРТХУтмнв")


def _to_cyrillic(part: str) -> str:
    return part.translate(_LOOKALIKE)

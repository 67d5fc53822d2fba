"""Numbers and marks inside a reference to an act: «п. 81(12)», «(№ 115 ФЗ)», «регламенту УУ-07»."""

from __future__ import annotations

import re

from rewriter.text.acts import SECTIONS, is_act
from rewriter.text.document import Document, Token

HOUSE_RULES = ("регламент", "инструкция", "порядок", "стандарт")
_MARK = re.compile(r"[а-я]{1,4}-\d{1,4}")


def section_at(tokens: tuple[Token, ...], j: int) -> bool:
    """Whether the token, full stops passed over, is «ст», «п», «часть»."""
    while j > 0 and tokens[j].text == ".":
        j -= 1
    return bool(tokens[j].lemmas & SECTIONS)


def sub_point(tokens: tuple[Token, ...], j: int) -> bool:
    """«81(12)», with no space between."""
    return (
        j + 2 < len(tokens)
        and tokens[j - 1].kind == "number"
        and tokens[j - 1].end == tokens[j].start
        and tokens[j + 1].kind == "number"
        and tokens[j + 2].text == ")"
    )


def numbering(tokens: tuple[Token, ...], j: int) -> bool:
    """Whether the number at j belongs to the reference and not to what is said after it («по закону 30 дней»)."""
    before = tokens[j - 1]
    if (
        before.text in ("№", "-", "–", ".", ",")
        or before.norm in ("от", "и", "n")
        or section_at(tokens, j - 1)
        or before.kind == "number"
        or re.search("фз$", before.norm)
    ):
        after = tokens[j + 1] if j + 1 < len(tokens) else None
        return not (before.kind == "number" and tokens[j].start - before.end > 0 and tokens[j - 2].text not in ("№",)) and not (
            after is not None and after.kind == "word" and re.match(r"(?:дн|день|рабоч|календ|руб|час|сут|месяц)", after.norm) and not section_at(tokens, j - 1)
        )
    return before.word is not None and re.match("(?:январ|феврал|март|апрел|ма[ея]|июн|июл|август|сентябр|октябр|ноябр|декабр)", before.norm) is not None


def numbered_next(tokens: tuple[Token, ...], j: int) -> bool:
    """Whether a number stands behind token j, full stops passed over."""
    k = j + 1
    while k < len(tokens) and tokens[k].text == ".":
        k += 1
    return k < len(tokens) and tokens[k].kind in ("number", "code")


def house_mark(tokens: tuple[Token, ...], i: int, j: int) -> bool:
    """«(регламенту) УУ-07», «(регламенту обработки) МПО»: the number or the letters that a paper of the house has."""
    token = tokens[j]
    if j == i + 1 and token.kind in ("code", "word") and _MARK.fullmatch(token.norm):
        return True
    following = tokens[j + 1] if j + 1 < len(tokens) and tokens[j + 1].sentence == token.sentence else None
    return j > i + 1 and token.kind == "word" and token.text.isupper() and 1 < len(token.text) <= 5 and following is not None and following.kind == "word"


def numbered_in_brackets(document: Document, j: int) -> int | None:
    """«(№ 115 ФЗ)»: one past the bracket that holds nothing but the number of the act."""
    tokens = document.tokens
    end = next((k for k in range(j + 1, min(j + 6, len(tokens))) if tokens[k].text == ")"), None)
    if end is None or end == j + 1 or not any(is_act(document, k) for k in range(j + 1, end)):
        return None
    return end + 1 if all(t.kind in ("number", "code") or t.text in "№-–." or is_act(document, t.index) for t in tokens[j + 1 : end]) else None

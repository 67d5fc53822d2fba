"""Emoji, emoticons and stickers in a text, each grapheme once: skin tones, ZWJ sequences, flags and keycaps are one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rewriter.text.document import Document

# Text signs that Unicode counts among pictographs but support texts use as plain characters.
_SIGNS = frozenset("©®™№‼⁉〰")
_SMILEY = re.compile(
    r"(?<![:;=/])[:;=]-?\)+|(?<![A-Za-zА-Яа-яё:;=/])(?:[:;=][-^o'’]?(?:[)(]+|[DPpРр](?![\w-])|[*|/\\](?![\w/]))|[xXхХ][DdдД](?![\w-])|\^_+\^|<3(?!\d)|[oоOО]_[oоOО](?!\w)|¯\\_\(ツ\)_/¯|\([:;](?!\w))"
)
_BRACKET = re.compile("[()]")


class EmojiUse(NamedTuple):
    """One emoji or emoticon: span, its text, `base` without skin tone and variation selectors, and whether it is typed with letters."""

    start: int
    end: int
    text: str
    base: str
    typed: bool


def base(text: str) -> str:
    """The emoji without skin tones and variation selectors."""
    return re.sub("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]", "", text)


@lru_cache(maxsize=256)
def emoji_in(document: Document) -> tuple[EmojiUse, ...]:
    """All emoji and emoticons in reading order."""
    found = [EmojiUse(t.start, t.end, t.text, base(t.text), False) for t in document.tokens if t.kind == "emoji" and base(t.text) not in _SIGNS]
    found.extend(_smileys(document, {i for t in document.tokens if t.kind in ("link", "email") for i in range(t.start, t.end)}))
    return tuple(sorted(found))


def _smileys(document: Document, links: set[int]) -> list[EmojiUse]:
    text = document.text
    if not (
        ")" in text or "(" in text or ":" in text or "^" in text or "<3" in text or "D" in text or "Д" in text or "_" in text or ";" in text or "=" in text
    ):
        return []
    found = []
    for match in _SMILEY.finditer(text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        if start in links:
            continue
        found.append(EmojiUse(start, end, text[start:end], text[start:end], True))
    taken = {i for f in found for i in range(f.start, f.end)}
    opens: list[int] = []
    for bracket in _BRACKET.finditer(text):
        i = bracket.start()
        if i in taken:
            continue
        if bracket.group() == "(":
            opens.append(i)
        elif opens:
            opens.pop()
        elif not _is_list_marker(text, i):
            # A closing bracket without its opening one is the Russian smile; a run of them is one.
            if found and found[-1].typed and found[-1].end == i:
                last = found.pop()
                found.append(EmojiUse(last.start, i + 1, text[last.start : i + 1], ")", True))
            else:
                found.append(EmojiUse(i, i + 1, ")", ")", True))
    for at in opens:
        # «Ждём вас((»: opening brackets that nothing closes, behind a word, are a sad smile.
        if text[at : at + 2] == "((" or (at and text[at - 1] == "("):
            if found and found[-1].end == at and found[-1].typed:
                last = found.pop()
                found.append(EmojiUse(last.start, at + 1, text[last.start : at + 1], "(", True))
            else:
                found.append(EmojiUse(at, at + 1, "(", "(", True))
    return found


def _is_list_marker(text: str, at: int) -> bool:
    """«1)», «а)» at the start of a line or after punctuation."""
    line = text[max(0, at - 4) : at]
    return bool(re.search(r"(?:^|[\n\s;:,.(])(?:\d{1,2}|[а-яёa-z])$", line, re.IGNORECASE)) or (at <= 2 and line[-1:].isalnum())

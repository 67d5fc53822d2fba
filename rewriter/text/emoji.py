"""Emoji, emoticons and stickers in a text, each grapheme once: skin tones, ZWJ sequences, flags and keycaps are one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rewriter.text.document import Document
from rewriter.text.expressions import Expression
from rewriter.text.fact import flat

# Text signs that Unicode counts among pictographs but support texts use as plain characters.
_SIGNS = frozenset("©®™№‼⁉〰")
_SMILEY = Expression(
    r"(?<![:;=/])[:;=]-?\)+|(?<![A-Za-zА-Яа-яё:;=/])(?:[:;=][-^o'’]?(?:[)(]+|[DPpРр](?![\w-])|[*|/\\](?![\w/]))|[xXхХ][DdдД](?![\w-])|\^_+\^|<3(?!\d)|[oоOО]_[oоOО](?!\w)|¯\\_\(ツ\)_/¯|\([:;](?!\w))"
)
# Eyes with a mouth, and what else a smiley is made of, wherever it stands: quickly told, and most texts have none.
_FACE = Expression(r"[:;=][-^o'’]?(?:[)(]|[DPpРр](?![\w-])|[*|/\\](?![\w/]))")
_OTHER_FACES = ("(:", "(;", "<3", "¯", "^_", "o_", "о_", "xd", "xд", "хd", "хд")
_BRACKET = Expression("[()]")


class EmojiUse(NamedTuple):
    """One emoji or emoticon: span, its text, `base` without skin tone and variation selectors, and whether it is typed with letters."""

    start: int
    end: int
    text: str
    base: str
    typed: bool


@lru_cache(maxsize=1_000)
def base(text: str) -> str:
    """The emoji without skin tones and variation selectors."""
    return re.sub("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]", "", text)


@lru_cache(maxsize=64)
def emoji_in(document: Document) -> tuple[EmojiUse, ...]:
    """All emoji and emoticons in reading order."""
    found = [EmojiUse(t.start, t.end, t.text, base(t.text), False) for t in document.tokens if t.kind == "emoji" and base(t.text) not in _SIGNS]
    found.extend(_smileys(document))
    return tuple(sorted(found))


def _may_smile(text: str) -> bool:
    low = flat(text)
    return any(face in low for face in _OTHER_FACES) or _FACE.search(text) is not None


def _smileys(document: Document) -> list[EmojiUse]:
    text = document.text
    found = []
    maybe = _may_smile(text)
    addresses = iter([(t.start, t.end) for t in document.tokens if t.kind in ("link", "email")] if maybe else ())
    address = next(addresses, None)
    for match in _SMILEY.finditer(text) if maybe else ():
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while address is not None and address[1] <= start:
            address = next(addresses, None)
        if address is not None and address[0] <= start:
            continue
        found.append(EmojiUse(start, end, text[start:end], text[start:end], True))
    if "(" not in document.signs and ")" not in document.signs:
        return found
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
    return bool(re.search(r"(?:^|[\n\s;:,.(])(?:\d{1,2}|[а-яёa-z])$", line, re.IGNORECASE))

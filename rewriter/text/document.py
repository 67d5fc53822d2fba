"""A text read once: tokens, sentences and lines with spans into the untouched original.

Folding keeps a token's norm beside its text (lower case, ё→е, Latin look-alikes inside Cyrillic words, invisible
characters dropped), so that rules match on norms while spans stay those of the original.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile
from operator import attrgetter

from rewriter.text import morph

EMOJI = (
    "(?:[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3|(?:[\U0001f300-\U0001faff\u2600-\u27bf\u231a-\u231b\u23e9-\u23f3"
    "\u25b6\u25c0\u2b05-\u2b07\u2b1b-\u2b1c\u2b50\u2b55\u2934\u2935\u3030\u303d\u3297\u3299\u203c\u2049\u2139]|[\u2194-\u21aa](?=\ufe0f))"
    "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"
    "(?:\u200d(?:[\U0001f300-\U0001faff\u2600-\u27bf])[\ufe0f\U0001f3fb-\U0001f3ff]*)*[\U000e0020-\U000e007f]*)"
)
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u202a-\u202e\u2061-\u2064\ufeff"
_LETTER = rf"[^\W\d_][\u0300-\u036f{INVISIBLE}]*"
_DOMAIN = r"(?:ru|com|net|org|info|biz|online|shop|store|app|io|me|example|test|рф|su|by|kz|pro|dev|site|ai|tv|xyz)"
# The first three are what most of a text is, told at once: nothing behind them can make them part of anything else below.
_TOKEN = re.compile(
    rf"""(?P<cyrillic>(?-i:[А-Яа-яЁё]+)(?!\.?[\w/\u0300-\u036f{INVISIBLE}'’‑-]))
    |(?P<gap>\ (?=\S))
    |(?P<sign>[,.!?:;«»"])
    |(?P<email>[A-Za-z0-9][\w.+-]{{0,63}}@[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{2,63}}){{1,4}})
    |(?P<link>(?:https?://|www\.)[^\s<>«»"“”]+|(?:[A-Za-z0-9-]{{1,63}}\.){{1,5}}{_DOMAIN}(?![\w-])(?:/[^\s<>«»"“”]*)?|(?:[а-яё0-9-]{{1,63}}\.){{1,3}}рф(?![\w-])(?:/[^\s<>«»"“”]*)?)
    |(?P<emoji>{EMOJI})
    |(?P<code>(?:[^\W\d_]{{1,12}}[-_/]?\d|\d+[^\W\d_]|\d+[-_/]\d*[^\W\d_])[\w]*(?:[-_/][\w]*\d[\w]*)*)
    |(?P<word>(?:{_LETTER})+(?:[-‑'’](?:{_LETTER})+)*)
    |(?P<number>\d+)
    |(?P<newline>[ \t]*\n\s*)
    |(?P<space>\s+)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_QUICK = {"cyrillic": "word", "gap": "space", "sign": "other"}
_LOOKALIKE = str.maketrans(dict(zip("aceopxyk", "асеорхук", strict=True)) | dict(zip("tmhb", "тмнв", strict=True)))
_FOLD = str.maketrans({"ё": "е", "‑": "-", "’": "'"} | dict.fromkeys("\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_HAS_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_HAS_LATIN = re.compile("[a-z]", re.IGNORECASE)
_PASSED_OVER = frozenset(",«»\"“”„'()[]–—-.*_`")
_start = attrgetter("start")
_NOTHING: frozenset[str] = frozenset()
TERMINAL = ".!?…"
_ABBREVIATIONS = frozenset(
    "ул г д стр корп кв пр просп пер пл обл р-н ш наб б-р бул им п пос пгт с дер ст тел факс доб т е др пр руб коп тыс млн млрд см рис табл "
    "гл ч мин сек час н э ред изд экз кг гр м км сокр напр вкл абз эт оф каб под гос зам зав инд к чел шт лит вл стр".split()
)
_CLOSES_SENTENCE = frozenset("руб коп тыс млн млрд кг м км шт г мин сек час ч чел см др пр".split())


# Not `frozen`, which would make a token three times dearer to make; nothing ever changes one. Alike only if the same.
@dataclass(slots=True, eq=False)
class Token:
    """A token with its span [start, end) in the original; `norm` is what rules match."""

    start: int
    end: int
    text: str
    norm: str
    kind: str  # word, number, code, link, email, emoji, punct
    word: morph.Word | None
    sentence: int
    index: int
    lemmas: frozenset[str]  # all possible ones, and the norm itself

    def is_(self, *lemmas: str) -> bool:
        """Whether any of these is a possible lemma, or the form itself."""
        return not self.lemmas.isdisjoint(lemmas)

    @property
    def tags(self) -> frozenset[str]:
        """What readings of the word are possible (`morph.Word.tags`); none where it is no word."""
        return self.word.tags if self.word is not None else _NOTHING

    @property
    def capital(self) -> bool:
        """Starts with a capital letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: span in the original and range of tokens."""

    start: int
    end: int
    first: int
    last: int  # one past the last token
    text: str
    index: int


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """A token's norm: lower case, ё→е, invisible characters dropped, Latin look-alikes in a Cyrillic word made Cyrillic."""
    low = text.lower().translate(_FOLD)
    if _HAS_CYRILLIC.search(low) and _HAS_LATIN.search(low):
        low = low.translate(_LOOKALIKE)
    return low


@lru_cache(maxsize=50_000)
def _form(text: str, kind: str) -> tuple[str, str, morph.Word | None, frozenset[str]]:
    """A token's norm, kind, word and lemmas: the same wherever the form stands."""
    is_word = kind == "word" or (kind == "code" and not any(c.isdigit() for c in text))
    norm = fold(text) if kind in ("word", "code") else text.lower() if kind != "number" else text
    word = morph.word(norm) if is_word else None
    return norm, "word" if is_word else "punct" if kind == "other" else kind, word, word.lemmas if word else frozenset((norm,))


class Document:
    """A text with its tokens and sentences. Immutable; make it with `read`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: tuple[Token, ...] = ()
        self.sentences: tuple[Sentence, ...] = ()
        self._split()

    def _split(self) -> None:
        raw: list[tuple[int, int, str]] = []
        for m in _TOKEN.finditer(self.text):
            kind = m.lastgroup or "other"
            start, end = m.span()
            if kind == "link":
                raw.extend(self._trimmed((start, end, kind)))
            else:
                raw.append((start, end, _QUICK.get(kind, kind)))
        breaks = _boundaries(self.text, raw)
        tokens: list[Token] = []
        bounds: list[tuple[int, int]] = []
        first = 0
        for i, (start, end, kind) in enumerate(raw):
            if kind not in ("space", "newline"):
                text = self.text[start:end]
                norm, shown, word, lemmas = _form(text, kind)
                tokens.append(Token(start, end, text, norm, shown, word, len(bounds), len(tokens), lemmas))
            if i in breaks and len(tokens) > first:
                bounds.append((first, len(tokens)))
                first = len(tokens)
        if len(tokens) > first:
            bounds.append((first, len(tokens)))
        self.tokens = tuple(tokens)
        self.sentences = tuple(
            Sentence(tokens[a].start, tokens[b - 1].end, a, b, self.text[tokens[a].start : tokens[b - 1].end], i) for i, (a, b) in enumerate(bounds)
        )

    def _trimmed(self, raw: tuple[int, int, str]) -> tuple[tuple[int, int, str], ...]:
        """A link without the sentence's closing punctuation."""
        start, end, kind = raw
        stop = end
        while stop > start and self.text[stop - 1] in ".,;:!?…)»\"'":
            stop -= 1
        rest = tuple((i, i + 1, "other") for i in range(stop, end))
        return ((start, stop, kind), *rest) if stop > start else rest

    def of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The sentence's tokens."""
        return self.tokens[sentence.first : sentence.last]

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """Word tokens only."""
        return tuple(t for t in self.tokens if t.kind == "word")

    @cached_property
    def signs(self) -> frozenset[str]:
        """The characters of the text: what is looked for in vain among them need not be looked for in the text."""
        return frozenset(self.text)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """All possible lemmas of all words."""
        return frozenset().union(*(t.lemmas for t in self.words))

    def having(self, lemmas: frozenset[str]) -> list[Token]:
        """The words with any of these lemmas, in reading order. Quick where there is none: rules ask it before anything else."""
        return [] if self.lemmas.isdisjoint(lemmas) else [t for t in self.words if not t.lemmas.isdisjoint(lemmas)]

    @cached_property
    def spoken(self) -> tuple[tuple[Token, ...], ...]:
        """Each sentence's tokens without the punctuation that patterns pass over."""
        return tuple(tuple(t for t in self.of(s) if t.kind != "punct" or t.text not in _PASSED_OVER) for s in self.sentences)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds this offset."""
        at = bisect_right(self.sentences, offset, key=_start) - 1
        return self.sentences[at] if at >= 0 and offset < self.sentences[at].end else None

    def first_from(self, offset: int) -> int:
        """Index of the first token that starts at the offset or behind it."""
        return bisect_left(self.tokens, offset, key=_start)

    def between(self, start: int, end: int) -> Iterator[Token]:
        """Tokens inside [start, end)."""
        return takewhile(lambda t: t.end <= end, self.tokens[self.first_from(start) :])


def _boundaries(text: str, raw: list[tuple[int, int, str]]) -> set[int]:
    """Indices of raw tokens after which a sentence ends."""
    found: set[int] = set()
    solid = [i for i, r in enumerate(raw) if r[2] not in ("space", "newline")]
    for at, i in enumerate(solid):
        if at + 1 == len(solid):
            break
        nxt = solid[at + 1]
        start, end, kind = raw[i]
        if kind == "word" and (nxt == i + 1 or (nxt == i + 2 and raw[i + 1][2] == "space")):
            continue
        gap = raw[i + 1 : nxt]
        after = text[raw[nxt][0]]
        newline = any(g[2] == "newline" for g in gap)
        if newline:
            blank = any(text.count("\n", g[0], g[1]) > 1 for g in gap)
            if blank or not after.islower() or text[end - 1] in TERMINAL + ":;":
                found.add(i)
            continue
        if not gap:
            # «Готово!Спасибо» is a typo, but still two sentences; «25.05» and «т.д.» are not.
            if text[start] in "!?" and after.isupper():
                found.add(i)
            continue
        if kind == "emoji" or _is_smiley_end(text, start):
            if after.isupper():
                found.add(i)
            continue
        closing = at
        while closing >= 0 and text[raw[solid[closing]][0]] in "»\"”')" and raw[solid[closing]][2] == "other":
            closing -= 1
        if closing < 0 or text[raw[solid[closing]][0]] not in TERMINAL or raw[solid[closing]][2] != "other":
            continue
        if raw[nxt][2] == "emoji":
            continue
        if not (after.isupper() or after.isdigit() or after in '«"“(—–-•*✅#' or raw[nxt][2] in ("link", "email", "code")):
            continue
        if text[raw[solid[closing]][0]] == "." and _is_abbreviation(text, raw, solid, closing, after):
            continue
        found.add(i)
    return found


def _is_smiley_end(text: str, start: int) -> bool:
    return text[start] == ")" and (start > 0 and text[start - 1] in ":;)" or "(" not in text[max(0, start - 200) : start])


def _is_abbreviation(text: str, raw: list[tuple[int, int, str]], solid: list[int], dot: int, after: str) -> bool:
    """Whether the full stop at solid[dot] belongs to an abbreviation or an initial and ends no sentence."""
    if dot == 0 or raw[solid[dot - 1]][1] != raw[solid[dot]][0]:
        return False
    start, end, kind = raw[solid[dot - 1]]
    if kind == "number":
        # «1. Откройте…» at a line's start is a list marker; «Дом 25. Вход…» is an end.
        return dot == 1 or any(raw[j][2] == "newline" for j in range(solid[dot - 2], solid[dot - 1])) or after.isdigit()
    if kind != "word":
        return False
    form = text[start:end]
    low = form.lower()
    if len(form) == 1 and form.isupper():
        return True  # an initial
    if (
        low in ("д", "п", "е", "э")
        and dot >= 3
        and text[raw[solid[dot - 2]][0]] == "."
        and text[raw[solid[dot - 3]][0] : raw[solid[dot - 3]][1]].lower() in ("т", "н")
    ):
        return low == "е" or not after.isupper()
    if low not in _ABBREVIATIONS:
        return False
    before = raw[solid[dot - 2]] if dot >= 2 else None
    if after.isupper() and low in _CLOSES_SENTENCE and before is not None and (before[2] == "number" or text[before[0]] == "."):
        return low == "г" and text[before[0] : before[1]] != "" and len(text[before[0] : before[1]]) < 4 and before[2] != "number"
    return low not in ("др", "пр") or not after.isupper()


@lru_cache(maxsize=256)
def read(text: str) -> Document:
    """The text's document, read once however many rules ask."""
    return Document(text)

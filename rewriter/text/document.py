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
from rewriter.text.graphemes import extends

EMOJI = (
    "(?:[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3|(?:[\U0001f300-\U0001faff\u2600-\u27bf\u231a-\u231b\u23e9-\u23f3"
    "\u25b6\u25c0\u2b05-\u2b07\u2b1b-\u2b1c\u2b50\u2b55\u2934\u2935\u3030\u303d\u3297\u3299\u203c\u2049\u2139]|[\u2194-\u21aa](?=\ufe0f))"
    "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"
    "(?:\u200d(?:[\U0001f300-\U0001faff\u2600-\u27bf])[\ufe0f\U0001f3fb-\U0001f3ff]*)*[\U000e0020-\U000e007f]*)"
)
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u202a-\u202e\u2061-\u2064\ufeff"
_LETTER = rf"[^\W\d_][\u0300-\u036f{INVISIBLE}]*"
_DOMAIN = r"(?:ru|com|net|org|info|biz|online|shop|store|app|io|me|example|test|рф|su|by|kz|pro|dev|site|ai|tv|xyz)"
_URL = '[^\\s<>«»"“”\u2600-\u27bf\U0001f000-\U0001faff]'  # an emoji right behind a link is no part of it
# The first three are what most of a text is, told at once: nothing behind them can make them part of anything else below.
_TOKEN = re.compile(
    rf"""(?P<cyrillic>(?-i:[А-Яа-яЁё]+)(?!\.?[\w/\u0300-\u036f{INVISIBLE}'’‑-]))
    |(?P<gap>\ (?=\S))
    |(?P<sign>[,.!?:;«»"])
    |(?P<email>[A-Za-z0-9][\w.+-]{{0,63}}@[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{2,63}}){{1,4}})
    |(?P<link>(?:https?://|www\.){_URL}+|(?:[A-Za-z0-9-]{{1,63}}\.){{1,5}}{_DOMAIN}(?![\w-])(?:/{_URL}*)?|(?:[а-яё0-9-]{{1,63}}\.){{1,3}}рф(?![\w-])(?:/{_URL}*)?|@[A-Za-z]\w{{2,63}})
    |(?P<emoji>{EMOJI})
    |(?P<code>(?:[^\W\d_]{{1,12}}[-_/]?\d|\d+[^\W\d_]|\d+[-_/]\d*[^\W\d_])[\w]*(?:[-_/][\w]*\d[\w]*)*)
    |(?P<word>(?:{_LETTER})+(?:[-‑'’](?:{_LETTER})+)*)
    |(?P<number>\d+)
    |(?P<newline>[ \t]*\n\s*)
    |(?P<space>\s+)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_QUICK = {"cyrillic": "word", "sign": "other"}
_LOOKALIKE = str.maketrans(dict(zip("aceopxyk", "асеорхук", strict=True)) | dict(zip("tmhb", "тмнв", strict=True)))
_FOLD = str.maketrans({"ё": "е", "‑": "-", "’": "'"} | dict.fromkeys("\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_HAS_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_HAS_LATIN = re.compile("[a-z]", re.IGNORECASE)
_PASSED_OVER = frozenset(",«»\"“”„'()[]–—-.*_`")
_start, _index = attrgetter("start"), attrgetter("index")
_NOTHING: frozenset[str] = frozenset()
TERMINAL = ".!?…"
ABBREVIATIONS = frozenset(
    "ул г д стр корп кв пр просп пер пл обл р-н ш наб б-р бул им п пос пгт с дер ст тел факс доб т е др пр руб коп тыс млн млрд см рис табл арт "
    "гл ч мин сек час н э ред изд экз кг гр м км сокр напр вкл абз эт оф каб под гос зам зав инд к чел шт лит вл стр ф".split()
)
_POSTAL_CODE = 6
_CLOSES_SENTENCE = frozenset("руб коп тыс млн млрд кг м км шт г мин сек час ч чел см др пр".split())


# A piece of the text before it is a token: span and kind.
Raw = tuple[int, int, str]
# What may stand behind one: nothing, white space, the end of a line, an empty line.
_NO_GAP, _SPACE, _LINE, _BLANK = range(4)
# Signs that surely belong to none before them: nearly all of a text.
_ALONE = frozenset(map(chr, (*range(0x20, 0x7F), *range(0x410, 0x452))))


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


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence: span in the original and range of tokens. Not `frozen` for the same reason as tokens are not."""

    start: int
    end: int
    first: int
    last: int  # one past the last token
    text: str
    index: int


@lru_cache(maxsize=4_096)
def fold(text: str) -> str:
    """A token's norm: lower case, ё→е, invisible characters dropped, Latin look-alikes in a Cyrillic word made Cyrillic."""
    low = text.lower().translate(_FOLD)
    if _HAS_CYRILLIC.search(low) and _HAS_LATIN.search(low):
        low = low.translate(_LOOKALIKE)
    return low


@lru_cache(maxsize=4_096)
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
        text = self.text
        raw, gaps = self._raw()
        breaks = _boundaries(text, raw, gaps)
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        first = number = 0
        for i, (start, end, kind) in enumerate(raw):
            piece = text[start:end]
            norm, shown, word, lemmas = _form(piece, kind)
            tokens.append(Token(start, end, piece, norm, shown, word, number, i, lemmas))
            if i in breaks:
                begin = tokens[first].start
                sentences.append(Sentence(begin, end, first, i + 1, text[begin:end], number))
                first, number = i + 1, number + 1
        self.tokens = tuple(tokens)
        self.sentences = tuple(sentences)

    def _raw(self) -> tuple[list[Raw], list[int]]:
        """Spans and kinds of all that is no white space, and what white space stands behind each."""
        raw: list[Raw] = []
        gaps: list[int] = []
        for m in _TOKEN.finditer(self.text):
            kind = m.lastgroup or "other"
            if kind == "gap" or kind == "space":  # noqa: PLR1714 - quicker than a look into a set, for every second piece of a text
                if gaps:
                    gaps[-1] = _SPACE
            elif kind == "newline":
                if gaps:
                    gaps[-1] = _BLANK if m.group().count("\n") > 1 else _LINE
            elif kind == "link":
                parts = self._trimmed(m.start(), m.end())
                raw.extend(parts)
                gaps.extend([_NO_GAP] * len(parts))
            else:
                raw.append((m.start(), m.end(), _QUICK.get(kind, kind)))
                gaps.append(_NO_GAP)
        return raw, gaps

    def _trimmed(self, start: int, end: int) -> tuple[Raw, ...]:
        """A link without the sentence's closing punctuation."""
        stop = end
        while stop > start and self.text[stop - 1] in ".,;:!?…)»\"'":
            stop -= 1
        rest = tuple((i, i + 1, "other") for i in range(stop, end))
        return ((start, stop, "link"), *rest) if stop > start else rest

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
    def joined(self) -> bool:
        """Whether the text has signs that belong to the one before them."""
        return any(map(extends, self.signs - _ALONE))

    @cached_property
    def _by_lemma(self) -> dict[str, list[Token]]:
        """The words that each lemma may be of: gone through once, so that rules need not."""
        found: dict[str, list[Token]] = {}
        for token in self.words:
            for lemma in token.lemmas:
                if lemma in found:
                    found[lemma].append(token)
                else:
                    found[lemma] = [token]
        return found

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """All possible lemmas of all words."""
        return frozenset(self._by_lemma)

    def having(self, lemmas: frozenset[str]) -> list[Token]:
        """The words with any of these lemmas, in reading order. Quick where there is none: rules ask it before anything else."""
        common = self.lemmas & lemmas
        if not common:
            return []
        lists = [self._by_lemma[lemma] for lemma in common]
        return lists[0].copy() if len(lists) == 1 else sorted(set().union(*lists), key=_index)

    @cached_property
    def norms(self) -> frozenset[str]:
        """The forms of all words, folded."""
        return frozenset(t.norm for t in self.words)

    @cached_property
    def unknown(self) -> tuple[Token, ...]:
        """The words that no dictionary has."""
        return tuple(t for t in self.words if t.word is not None and not t.word.known)

    @cached_property
    def spoken(self) -> tuple[tuple[Token, ...], ...]:
        """Each sentence's tokens without the punctuation that patterns pass over."""
        return tuple([tuple([t for t in self.of(s) if t.kind != "punct" or t.text not in _PASSED_OVER]) for s in self.sentences])

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


def _boundaries(text: str, raw: list[Raw], gaps: list[int]) -> set[int]:
    """Indices of raw tokens after which a sentence ends."""
    if not raw:
        return set()
    found: set[int] = {len(raw) - 1}
    for i, ((start, end, kind), gap, following) in enumerate(zip(raw, gaps, raw[1:], strict=False)):
        if kind == "word" and gap < _LINE:
            continue
        after = text[following[0]]
        if gap >= _LINE:
            if gap == _BLANK or not after.islower() or text[end - 1] in TERMINAL + ":;":
                found.add(i)
            continue
        if gap == _NO_GAP:
            # «Готово!Спасибо» is a typo, but still two sentences; «25.05» and «т.д.» are not.
            if text[start] in "!?" and after.isupper():
                found.add(i)
            continue
        if kind == "emoji" or _is_smiley_end(text, start):
            if after.isupper():
                found.add(i)
            continue
        closing = i
        while closing >= 0 and text[raw[closing][0]] in "»\"”')" and raw[closing][2] == "other":
            closing -= 1
        if closing < 0 or text[raw[closing][0]] not in TERMINAL or raw[closing][2] != "other":
            continue
        if following[2] == "emoji":
            continue
        if not (after.isupper() or after.isdigit() or after in '«"“(—–-•*✅#' or following[2] in ("link", "email", "code")):
            continue
        if text[raw[closing][0]] == "." and _is_abbreviation(text, raw, gaps, closing, after):
            continue
        found.add(i)
    return found


def _is_smiley_end(text: str, start: int) -> bool:
    return text[start] == ")" and (start > 0 and text[start - 1] in ":;)" or "(" not in text[max(0, start - 200) : start])


def _is_abbreviation(text: str, raw: list[Raw], gaps: list[int], dot: int, after: str) -> bool:
    """Whether the full stop at raw[dot] belongs to an abbreviation or an initial and ends no sentence."""
    if dot == 0 or raw[dot - 1][1] != raw[dot][0]:
        return False
    start, end, kind = raw[dot - 1]
    if kind == "number":
        # «1. Откройте…» at a line's start is a list marker; «Дом 25. Вход…» is an end.
        return dot == 1 or gaps[dot - 2] >= _LINE or after.isdigit()
    if kind != "word":
        return False
    form = text[start:end]
    low = form.lower()
    if len(form) == 1 and form.isupper():
        return text[start - 1 : start] != "°"  # an initial; «55 °C.» ends a sentence
    if low in ("д", "п", "е", "э") and dot >= 3 and text[raw[dot - 2][0]] == "." and text[raw[dot - 3][0] : raw[dot - 3][1]].lower() in ("т", "н"):
        return low == "е" or not after.isupper()
    if low not in ABBREVIATIONS:
        return False
    before = raw[dot - 2] if dot >= 2 else None
    if after.isupper() and low in _CLOSES_SENTENCE and before is not None and (before[2] == "number" or text[before[0]] in "./"):
        figure = text[before[0] : before[1]]
        # «в отделение 420111 г. Казань»: a town behind a postal code, no year and no grams.
        return low == "г" and (len(figure) == _POSTAL_CODE if before[2] == "number" else 0 < len(figure) < 4)
    # «и пр. Потом …» ends a sentence, «пр. Победы, 40» is an avenue.
    return not after.isupper() or low not in ("др", "пр") or low == "пр" and (before is None or text[before[0] : before[1]].lower() not in ("и", ","))


@lru_cache(maxsize=64)
def read(text: str) -> Document:
    """The text's document, read once however many rules ask."""
    return Document(text)

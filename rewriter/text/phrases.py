"""Patterns over lemmas: «не мочь @inf», «по вина *», and a set of them matched in one pass.

The language is described in docs/packs.md. Each pattern is expanded into runs of plain elements; a set is indexed by what
a word form can start, so that a text costs one dictionary look-up a token, however many patterns there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from rewriter.text.document import Document, Token

TAGS = frozenset("inf verb past imper noun adj num pron prep adv participle gerund name place cohortative part conj cconj sconj intj".split())


# Forms that a set remembers, more than a long letter has; then it begins anew, and the common ones are soon back.
_ROOM = 4_096


class PatternError(ValueError):
    """A pattern that cannot be read; the message says which and why."""


class Element(NamedTuple):
    """One word of a pattern: what forms fit. `low`/`high`: how many words it takes."""

    lemmas: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    anything: bool = False
    low: int = 1
    high: int = 1

    @property
    def plain(self) -> bool:
        """Takes just one word, and not any."""
        return self.low == self.high == 1 and not self.anything

    def fits(self, token: Token) -> bool:
        """Whether the token can stand here."""
        if self.lemmas and not self.lemmas.isdisjoint(token.lemmas):
            return True
        if self.anything:
            return True
        if self.forms and token.norm in self.forms:
            return True
        if self.capitals and any(_abbreviates(token, c) for c in self.capitals):
            return True
        if self.prefixes and token.norm.startswith(self.prefixes):
            return True
        if self.tags:
            if token.word is not None:
                return not self.tags.isdisjoint(token.word.tags)
            return "num" in self.tags and token.kind == "number"
        return False


def _abbreviates(token: Token, capitals: str) -> bool:
    """«ОПС», «ОПСов», «CRM-системе»; in lower case only where that is no Russian word («опс», not «ст»)."""
    text = token.text
    if text == capitals:
        return True
    if text.startswith(capitals):
        rest = text[len(capitals) :]
        # «CRM-системе» names the system, «CRM-12» a task in it.
        return (rest[0] == "-" and not rest[1:].isdigit()) or (rest.islower() and len(rest) <= 3)
    return len(capitals) > 2 and token.norm == _folded(capitals) and not (token.word is not None and token.word.known)


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found: index of the pattern in its set, tokens from first to last."""

    pattern: int
    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        """First code point."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.tokens[-1].end


def parse(pattern: str) -> tuple[Element, ...]:
    """The pattern's elements, optional ones still with `low=0`. Raises PatternError."""
    try:
        elements = tuple(map(_element, pattern.split()))
    except PatternError as error:
        raise PatternError(f"шаблон «{pattern}»: {error}") from None
    if not elements or all(e.anything or e.low == 0 for e in elements):
        raise PatternError(f"шаблон «{pattern}»: нужно хотя бы одно слово, которое можно искать")
    return elements


@lru_cache(maxsize=4_096)
def _element(part: str) -> Element:
    if part == "*":
        return Element(anything=True, low=1, high=3)
    if part == "_":
        return Element(anything=True)
    if part == "~":
        return Element(anything=True, low=0, high=2)
    low = 0 if part.startswith("?") else 1
    lemmas, forms, prefixes, tags, capitals = set(), set(), [], set(), set()
    for option in part.removeprefix("?").split("|"):
        if option.startswith("@"):
            if option[1:] not in TAGS:
                raise PatternError(f"неизвестная часть речи «{option}»; есть: {', '.join(sorted(TAGS))}")
            tags.add(option[1:])
        elif option.startswith("="):
            forms.add(_folded(option[1:]))
        elif option.endswith("*") and len(option) > 2:
            prefixes.append(_folded(option[:-1]))
        elif len(option) > 1 and option.isupper():
            capitals.add(option)
        elif option:
            lemmas.add(_folded(option))
        else:
            raise PatternError(f"пустое слово в «{part}»")
    return Element(frozenset(lemmas), frozenset(forms), tuple(prefixes), frozenset(tags), frozenset(capitals), low=low)


def _folded(text: str) -> str:
    return text.lower().replace("ё", "е")


class _Index:
    """The patterns that have an element for a word, by what the elements name. A set of patterns is a number with a bit for each: to join or cut two costs nothing."""

    def __init__(self) -> None:
        self._always = 0
        self._by_lemma: dict[str, int] = {}
        self._by_form: dict[str, int] = {}
        self._by_tag: dict[str, int] = {}
        self._by_beginning: dict[str, int] = {}
        self._by_capitals: dict[str, int] = {}
        self._abbreviations: dict[str, list[str]] = {}  # by how they begin in small letters, as nearly all words begin like none
        self._lengths: tuple[int, ...] = ()
        self._widths: tuple[int, ...] = ()

    def add(self, pattern: int, element: Element) -> None:
        """The pattern of this bit has this element."""
        if element.anything:
            self._always |= pattern
        for known, names in (
            (self._by_lemma, element.lemmas),
            (self._by_form, element.forms),
            (self._by_tag, element.tags),
            (self._by_beginning, element.prefixes),
            (self._by_capitals, element.capitals),
        ):
            for name in names:
                known[name] = known.get(name, 0) | pattern
        for name in element.capitals:
            alike = self._abbreviations.setdefault(_folded(name), [])
            alike += [name] if name not in alike else []
        self._lengths = tuple(sorted({len(beginning) for beginning in self._by_beginning}))
        self._widths = tuple(sorted({len(name) for name in self._abbreviations}))

    def of(self, token: Token) -> int:
        """Patterns of which the token may be that word: those whose element fits it (`Element.fits`)."""
        found = self._always | self._by_form.get(token.norm, 0)
        for lemma in token.lemmas:
            found |= self._by_lemma.get(lemma, 0)
        if token.word is not None:
            for tag in token.word.tags:
                found |= self._by_tag.get(tag, 0)
        elif token.kind == "number":
            found |= self._by_tag.get("num", 0)
        for length in self._lengths:
            found |= self._by_beginning.get(token.norm[:length], 0)
        # «API-ключ» has letters of both scripts, which its norm makes one.
        for word in {token.norm, _folded(token.text)}:
            for length in self._widths:
                for capitals in self._abbreviations.get(word[:length], ()):
                    if _abbreviates(token, capitals):
                        found |= self._by_capitals[capitals]
        return found


# What a form can be in the patterns of a set: a word that they may begin with; their second word; their last word that must be there.
_Form = tuple[int, int, int]


class PatternSet:
    """Patterns matched together. `find` yields the longest match of each pattern at each place, in reading order."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self.patterns = tuple(patterns)
        self._parsed = tuple(map(parse, self.patterns))
        self._forms: dict[str, _Form] = {}

    @cached_property
    def _sure(self) -> tuple[int, ...]:
        """Of each pattern how many of its first words the indexes have looked at."""
        return tuple((2 if _has_second(elements) and elements[1].plain else 1) if elements[0].plain else 0 for elements in self._parsed)

    @cached_property
    def _loose(self) -> int:
        """Patterns of which nothing is told of the second word."""
        return sum(1 << number for number, elements in enumerate(self._parsed) if not _has_second(elements))

    @cached_property
    def _indexes(self) -> tuple[_Index, _Index, _Index]:
        begins, second, needed = _Index(), _Index(), _Index()
        for number, elements in enumerate(self._parsed):
            for element in elements:
                begins.add(1 << number, element)
                if element.low > 0:
                    break
            if _has_second(elements):
                second.add(1 << number, elements[1])
            needed.add(1 << number, next(e for e in reversed(elements) if e.low > 0 and not e.anything))
        return begins, second, needed

    def _form(self, token: Token) -> _Form:
        """Looked up once for each form; numbers hardly come twice."""
        begins, second, needed = self._indexes
        known = begins.of(token), second.of(token), needed.of(token)
        if token.kind != "number":
            if len(self._forms) >= _ROOM:
                self._forms.clear()
            self._forms[token.text] = known
        return known

    def find(self, document: Document, among: Collection[int] | None = None) -> Iterator[Match]:
        """All matches in the document, or in the sentences of these numbers.

        A pattern is tried only where its second word follows the first, in a sentence that has its last word, too: few first words are.
        """
        if not self.patterns:
            return
        known, form = self._forms.get, self._form
        for index, tokens in enumerate(document.spoken):
            if among is not None and index not in among:
                continue
            forms = [known(t.text) or form(t) for t in tokens]
            begun = present = 0
            for begins, _, needed in forms:
                if begins:
                    begun |= begins
                if needed:
                    present |= needed
            # Of most sentences all words but a few begin nothing that is there to its end, and of every second one all.
            if not begun & present:
                continue
            loose = self._loose
            for at, (begins, _, _) in enumerate(forms):
                if not begins:
                    continue
                tried = begins & present
                if tried:
                    tried &= forms[at + 1][1] | loose if at + 1 < len(forms) else loose
                while tried:
                    lowest = tried & -tried
                    tried ^= lowest
                    number = lowest.bit_length() - 1
                    if taken := _longest(self._parsed[number], tokens, at, self._sure[number]):
                        yield Match(number, tokens[at : at + taken])


def _has_second(elements: tuple[Element, ...]) -> bool:
    """Whether the word behind the first is sure to be the second element's."""
    return len(elements) > 1 and elements[0].plain and elements[1].low > 0 and not elements[1].anything


def _longest(elements: tuple[Element, ...], tokens: tuple[Token, ...], at: int, sure: int) -> int:
    """How many tokens the elements take from `at`, at most; 0 for none. Bounded backtracking: gaps are three words at most.

    `sure`: so many plain elements at the beginning are known to fit.
    """
    if sure == len(elements):
        return sure
    best = 0
    # A stack of (element, position); a pattern has at most a few gaps, each of three words.
    stack = [(sure, at + sure)]
    while stack:
        index, position = stack.pop()
        if index == len(elements):
            best = max(best, position - at)
            continue
        element = elements[index]
        if element.low == 0:
            stack.append((index + 1, position))
        count = 0
        while count < element.high and position + count < len(tokens) and element.fits(tokens[position + count]):
            count += 1
            if count >= max(element.low, 1):
                stack.append((index + 1, position + count))
    return best

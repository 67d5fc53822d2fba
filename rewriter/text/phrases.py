"""Patterns over lemmas: «не мочь @inf», «по вина *», and a set of them matched in one pass.

The language is described in docs/packs.md. Each pattern is expanded into runs of plain elements; a set is indexed by what
a word form can start, so that a text costs one dictionary look-up a token, however many patterns there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rewriter.text.document import Document, Token

_SKIPPED = frozenset(",«»\"“”„'()[]–—-.*_`")
TAGS = frozenset(
    "inf verb past imper noun adj num pron prep adv participle gerund name place cohortative part conj cconj sconj intj".split()
)


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

    def fits(self, token: Token) -> bool:
        """Whether the token can stand here."""
        if self.anything:
            return True
        if self.forms and token.norm in self.forms:
            return True
        if self.capitals and any(_abbreviates(token, c) for c in self.capitals):
            return True
        if self.prefixes and token.norm.startswith(self.prefixes):
            return True
        if self.lemmas and not self.lemmas.isdisjoint(token.lemmas):
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
        return rest[0] == "-" or (rest.islower() and len(rest) <= 3)
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
    """The pattern's elements, optional ones still with `low=0`."""
    elements = tuple(_element(part, pattern) for part in pattern.split())
    if not elements or all(e.anything or e.low == 0 for e in elements):
        raise PatternError(f"шаблон «{pattern}»: нужно хотя бы одно слово, которое можно искать")
    return elements


def _element(part: str, pattern: str) -> Element:
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
                raise PatternError(f"шаблон «{pattern}»: неизвестная часть речи «{option}»; есть: {', '.join(sorted(TAGS))}")
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
            raise PatternError(f"шаблон «{pattern}»: пустое слово в «{part}»")
    return Element(frozenset(lemmas), frozenset(forms), tuple(prefixes), frozenset(tags), frozenset(capitals), low=low)


def _folded(text: str) -> str:
    return text.lower().replace("ё", "е")


class PatternSet:
    """Patterns matched together. `find` yields the longest match of each pattern at each place, in reading order."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self.patterns = tuple(patterns)
        self._parsed = tuple(parse(p) for p in self.patterns)
        self._starts: dict[tuple[str, str], tuple[int, ...]] = {}

    @cached_property
    def _heads(self) -> tuple[tuple[int, tuple[Element, ...]], ...]:
        """For each pattern, each element that can be its first."""
        found = []
        for i, elements in enumerate(self._parsed):
            heads = []
            for element in elements:
                heads.append(element)
                if element.low > 0:
                    break
            found.append((i, tuple(heads)))
        return tuple(found)

    def _starting(self, token: Token) -> tuple[int, ...]:
        key = (token.norm, token.text if token.text[:2].isupper() else "")
        known = self._starts.get(key)
        if known is None:
            known = tuple(i for i, heads in self._heads if any(h.fits(token) for h in heads))
            if len(self._starts) < 100_000:
                self._starts[key] = known
        return known

    def find(self, document: Document) -> Iterator[Match]:
        """All matches in the document."""
        if not self.patterns:
            return
        for sentence in document.sentences:
            tokens = [t for t in document.of(sentence) if t.kind != "punct" or t.text not in _SKIPPED]
            for at, token in enumerate(tokens):
                for index in self._starting(token):
                    taken = _longest(self._parsed[index], tokens, at)
                    if taken:
                        yield Match(index, tuple(tokens[at : at + taken]))


def _longest(elements: tuple[Element, ...], tokens: list[Token], at: int) -> int:
    """How many tokens the elements take from `at`, at most; 0 for none. Bounded backtracking: gaps are three words at most."""
    best = 0
    # A stack of (element, position); a pattern has at most a few gaps, each of three words.
    stack = [(0, at)]
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

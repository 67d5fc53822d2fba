"""Spelling: letters, commas, spaces."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from benchmarks.mutators.base import Broken, Good, mutator, put
from rewriter.text import morph

# ── spelling ──


def _long_words(good: Good) -> list[tuple[int, int]]:
    """Plain Russian words in lower case, eight letters and more, that stand in no quotes."""
    return [
        (t.start, t.end)
        for t in good.document.words
        if len(t.text) >= 8
        and t.text.islower()
        and "-" not in t.text
        and t.word is not None
        and t.word.known
        and good.text.count("«", 0, t.start) == good.text.count("»", 0, t.start)
    ]


_KEYS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")


def _beside(letter: str) -> str:
    """The letters of the keys to the left and right on a Russian keyboard."""
    row = next((r for r in _KEYS if letter in r), "ао")
    at = row.find(letter)
    return (row[at - 1] if at > 0 else "") + row[at + 1 : at + 2]


def _misspelt(good: Good, rng: random.Random, change: str) -> Iterator[Broken]:
    spots = _long_words(good)
    for start, end in rng.sample(spots, min(3, len(spots))):
        old = good.text[start:end]
        at = rng.randint(1, len(old) - 3)
        new = {
            "swap": old[:at] + old[at + 1] + old[at] + old[at + 2 :],
            "drop": old[:at] + old[at + 1 :],
            "double": old[:at] + old[at] + old[at:],
            "other": old[:at] + rng.choice(_beside(old[at])) + old[at + 1 :],
        }[change]
        # «заказ» without a letter may be another word: then it is no typo that a dictionary can see.
        if new != old and not morph.word(new.replace("ё", "е")).known:
            yield put(good.text, start, end, new, what=f"{old} → {new}")


@mutator("spelling", "two letters exchanged")
def swapped(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _misspelt(good, rng, "swap")


@mutator("spelling", "a letter left out")
def left_out(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _misspelt(good, rng, "drop")


@mutator("spelling", "a letter doubled")
def doubled_letter(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _misspelt(good, rng, "double")


@mutator("spelling", "the key beside")
def other_letter(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _misspelt(good, rng, "other")


@mutator("spelling", "a word twice")
def doubled_word(good: Good, rng: random.Random) -> Iterator[Broken]:
    words = [t for t in good.document.words if t.text.islower() and len(t.text) > 1 and t.norm not in ("чуть", "так", "как", "раз", "нет", "да", "еле")]
    for token in rng.sample(words, min(3, len(words))):
        yield put(good.text, token.end, token.end, f" {token.text}", what=f"{token.text} {token.text}")


@mutator("spelling", "no comma before «что», «чтобы», «который»")
def no_comma(good: Good, rng: random.Random) -> Iterator[Broken]:
    for m in re.finditer(r",(?= (?:что|чтобы|котор[а-яё]+)(?!\w))", good.text):
        if not re.search(r"(?:потому|того|так)$", good.text[: m.start()]):
            yield put(good.text, m.start(), m.end(), "", what=f"− comma: {good.text[max(0, m.start() - 15) : m.end() + 12]!r}")._replace(
                start=m.start() - 1, end=m.start() + 8
            )


@mutator("spelling", "two spaces, a space before a comma")
def spaces(good: Good, rng: random.Random) -> Iterator[Broken]:
    gaps = [m.start() for m in re.finditer(r"(?<=[а-я]) (?=[а-я])", good.text)]
    for at in rng.sample(gaps, min(2, len(gaps))):
        yield put(good.text, at, at + 1, "  ", what="two spaces")
    commas = [m.start() for m in re.finditer(r"(?<=[а-я]),(?= )", good.text)]
    for at in rng.sample(commas, min(2, len(commas))):
        yield put(good.text, at, at + 1, " ,", what="a space before a comma")

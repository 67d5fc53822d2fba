"""No regular expression takes more than linear time, whatever is repeated: the pieces that it looks for itself, letters, digits, spaces, quotes."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import pytest

import rewriter.rules
import rewriter.text

# Four times the text may take four times as long, with room for a busy machine; a quadratic expression takes sixteen times.
SHORT, TIMES, BOUND = 1_000, 4, 9.0
# What takes less than this on the long text is not looked at: of so little no ratio can be told.
TOO_LITTLE = 0.02
COMMON = ("а", "А", "1", " ", "\n", "«", '"', "(", "-", ".", ",", "_", "a", "а ", "1 ", "а-", "a.", "1.", "а, ", "не ", "«а", "( ", "\n ", "12 000 ", "ст. 1 ")


def compiled(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The expressions in a value, however deep."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, (tuple, list, set, frozenset)):
        for each in value:
            yield from compiled(each, depth + 1)
    elif depth < 4 and isinstance(value, dict):
        for each in value.values():
            yield from compiled(each, depth + 1)


def expressions() -> dict[str, re.Pattern[str]]:
    """All expressions in modules of rewriter.rules and rewriter.text, each by the first name that holds it."""
    found: dict[str, re.Pattern[str]] = {}
    for package in (rewriter.rules, rewriter.text):
        for module in iter_modules(package.__path__):
            import_module(f"{package.__name__}.{module.name}")
    for name, module in sorted(sys.modules.items()):
        if name.startswith(("rewriter.rules", "rewriter.text")):
            for attribute, value in vars(module).items():
                for i, pattern in enumerate(compiled(value)):
                    if pattern not in found.values():
                        found[f"{name.removeprefix('rewriter.')}.{attribute}" + (f"[{i}]" if i else "")] = pattern
    return found


def literals(tree: Iterable[object]) -> Iterator[str]:
    """Runs of characters that the expression names, one after another."""
    run = ""
    for op, argument in tree:  # type: ignore[misc]
        if op is codes.LITERAL:
            run += chr(argument)
            continue
        if run:
            yield run
            run = ""
        if op is codes.SUBPATTERN:
            yield from literals(argument[3])
        elif op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            yield from literals(argument[2])
        elif op is codes.BRANCH:
            for branch in argument[1]:
                yield from literals(branch)
        elif op in (codes.ASSERT, codes.ATOMIC_GROUP):
            yield from literals(argument[1] if op is codes.ASSERT else argument)
        elif op is codes.IN:
            yield from (chr(value) for kind, value in argument[:2] if kind is codes.LITERAL)
    if run:
        yield run


def hostile(pattern: re.Pattern[str]) -> list[str]:
    """Pieces to be repeated."""
    own = list(dict.fromkeys(literals(parser.parse(pattern.pattern, pattern.flags))))
    # Of long alternations a few: the beginnings, and each with a letter or a space behind it.
    chosen = own[:: max(1, len(own) // 12)][:12]
    return [*COMMON, *chosen, *(f"{piece} " for piece in chosen), *(f"{piece}а" for piece in chosen[:6]), " ".join(chosen[:4])]


def seconds(pattern: re.Pattern[str], text: str) -> float:
    began = time.perf_counter()
    for _ in pattern.finditer(text):
        pass
    return time.perf_counter() - began


EXPRESSIONS = expressions()


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_time_is_linear(name):
    pattern = EXPRESSIONS[name]
    for piece in hostile(pattern):
        for text in (piece * SHORT, f"{(piece * SHORT)[: SHORT // 2]}!"):
            short, long = text[:SHORT], (piece * (SHORT * TIMES))[: SHORT * TIMES - 1] + text[-1]
            # What explodes does so on a few dozen characters already.
            assert seconds(pattern, (piece * 60)[:60] + "!") < 1.0, f"{piece!r} × 60"
            if seconds(pattern, long) < TOO_LITTLE:
                continue
            once, more = (min(seconds(pattern, t) for _ in range(3)) for t in (short, long))
            assert more < TOO_LITTLE or more < BOUND * once, f"{piece!r}: {TIMES} times the text took {more / once:.0f} times as long, {more * 1000:.0f} ms"


def test_an_expression_that_explodes_is_seen(monkeypatch):
    for bad in (r"(?:а+)+$", r"\s*[а-я]*\s*[а-я]*!", r"(?:не )*не (?:не )*\d"):
        monkeypatch.setitem(EXPRESSIONS, "bad", re.compile(bad))
        with pytest.raises(AssertionError, match="took|×"):
            test_time_is_linear("bad")

"""No regular expression takes more than linear time, whatever is repeated: the pieces that it looks for itself, letters, digits, spaces, quotes."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from re import _constants as codes
from re import _parser as parser
from typing import Any

import pytest

import rewriter
import rewriter.rules
import rewriter.text
from rewriter.text.expressions import Expression

# Four times the text may take four times as long, with room for a busy machine; a quadratic expression takes sixteen times.
SHORT, TIMES, BOUND = 250, 4, 9.0
# What takes less than this on the long text is not looked at: of so little no ratio can be told.
TOO_LITTLE = 0.003
COMMON = ("а", "А", "1", " ", "\n", "«", '"', "(", "-", ".", ",", "_", "a", "а ", "1 ", "а-", "a.", "1.", "а, ", "не ", "«а", "( ", "\n ", "12 000 ", "ст. 1 ")


def compiled(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The expressions in a value, however deep."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Expression):
        yield re.compile(value.pattern, value.flags)
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
        for found_module in iter_modules(package.__path__):
            import_module(f"{package.__name__}.{found_module.name}")
    for name, module in sorted(sys.modules.items()):
        if name.startswith(("rewriter.rules", "rewriter.text")):
            for attribute, value in vars(module).items():
                for i, pattern in enumerate(compiled(value)):
                    if pattern not in found.values():
                        found[f"{name.removeprefix('rewriter.')}.{attribute}" + (f"[{i}]" if i else "")] = pattern
    return found


def literals(tree: Iterable[tuple[Any, Any]]) -> Iterator[str]:
    """Runs of characters that the expression names, one after another."""
    run = ""
    for op, argument in tree:
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


SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in Path(rewriter.__file__).parent.rglob("*.py"))
EXPRESSIONS = expressions()


def anchored(name: str) -> bool:
    """Whether the expression is asked only what begins at one place."""
    attribute = name.rsplit(".", 1)[-1].split("[", maxsplit=1)[0]
    used = set(re.findall(rf"\b{attribute}\.(match|fullmatch|search|finditer|findall|subn?|split)\b", SOURCES))
    return bool(used) and used <= {"match", "fullmatch"}


def seconds(pattern: re.Pattern[str], text: str, *, at_once: bool) -> float:
    """Processor time: what others do on the machine does not count."""
    began = time.process_time()
    if at_once:
        pattern.match(text)
    else:
        for _ in pattern.finditer(text):
            pass
    return time.process_time() - began


def growth(pattern: re.Pattern[str], piece: str, end: str, *, at_once: bool) -> float:
    """How many times longer the long text took; 0 where it took too little."""
    short, long = ((piece * size)[:size] + end for size in (SHORT, SHORT * TIMES))
    # What explodes does so on a few dozen characters already, and would keep us for ever on more.
    if seconds(pattern, (piece * 22)[:22] + end, at_once=at_once) > 0.05:
        return float("inf")
    if (more := seconds(pattern, long, at_once=at_once)) < TOO_LITTLE:
        return 0.0
    more = min(more, *(seconds(pattern, long, at_once=at_once) for _ in range(2)))
    return more / min(seconds(pattern, short, at_once=at_once) for _ in range(3)) if more >= TOO_LITTLE else 0.0


def test_time_is_linear():
    slow = []
    for name, pattern in EXPRESSIONS.items():
        at_once = anchored(name)
        worst = max((growth(pattern, piece, end, at_once=at_once), piece) for piece in hostile(pattern) for end in ("", "!"))
        if worst[0] > BOUND:
            slow.append(f"{name}: {worst[1]!r} repeated, {TIMES} times the text took {worst[0]:.0f} times as long")
    assert not slow, "\n".join(slow)


def test_expressions_are_found():
    assert len(EXPRESSIONS) > 100


@pytest.mark.parametrize("bad", [r"(?:а+)+$", r"[а-я]*\s*[а-я]*;", r"заказ\w*[^.?!]{0,40}отмен"])
def test_an_expression_that_explodes_is_seen(bad):
    pattern = re.compile(bad)
    assert max(growth(pattern, piece, "!", at_once=False) for piece in hostile(pattern)) > BOUND

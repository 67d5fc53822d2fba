"""Regular expressions compiled when first asked."""

from __future__ import annotations

import re

import pytest

from rewriter.text.expressions import Expression


def test_it_answers_like_the_compiled_one():
    lazy, compiled = Expression(r"(а)\w", re.IGNORECASE), re.compile(r"(а)\w", re.IGNORECASE)
    text = "Арбуз, ананас"
    assert lazy.search(text, 1)[0] == compiled.search(text, 1)[0] == "ан"  # type: ignore[index]
    assert lazy.findall(text) == compiled.findall(text)
    assert lazy.sub("-", text) == compiled.sub("-", text)
    assert [m.span() for m in lazy.finditer(text)] == [m.span() for m in compiled.finditer(text)]
    assert lazy.match("б") is None


def test_nothing_is_compiled_before():
    broken = Expression("(")
    with pytest.raises(re.error):
        broken.search("а")


def test_what_a_compiled_one_has_not_it_has_not():
    with pytest.raises(AttributeError):
        Expression("а").found  # noqa: B018

"""What changed between two texts: nothing is lost, and what is told can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewriter.text.changes import changes, readable

WORDS = st.lists(st.sampled_from("мы вы посылка завтра , . в \n ждёт".split(" ")), max_size=12).map(" ".join)


@given(WORDS, WORDS)
@pytest.mark.parametrize("told", [changes, readable])
def test_both_texts_can_be_had_back(told, before: str, after: str):
    pieces = list(told(before, after))
    assert "".join(text for kind, text in pieces if kind != "+") == before
    assert "".join(text for kind, text in pieces if kind != "-") == after
    assert all(text for _, text in pieces)


def test_a_space_between_two_changes_is_no_island():
    assert list(readable("наша посылка", "ваша бандероль")) == [("-", "наша посылка"), ("+", "ваша бандероль")]
    assert list(readable("Данная посылка приедет завтра утром.", "Ваша посылка приедет утром.")) == [
        ("-", "Данная"),
        ("+", "Ваша"),
        ("=", " посылка приедет "),
        ("-", "завтра "),
        ("=", "утром."),
    ]
    assert list(readable("то же", "то же")) == [("=", "то же")]

"""Each entry of each word list against its own examples."""

from __future__ import annotations

import pytest

from rewriter.pack import WORD_LISTS, load_pack, pack_names
from rewriter.rules.entries import matches
from rewriter.text.document import read
from rewriter.text.phrases import PatternSet

ENTRIES = [
    pytest.param(name, word_list, entry, id=f"{name}:{word_list}:{entry.phrase}")
    for name in pack_names()
    for word_list in WORD_LISTS
    for entry in load_pack(name).entries[word_list]
    if name == "base" or entry not in load_pack("base").entries[word_list]
]


def _caught_by(entry, text):
    """Whether this entry alone catches the text, exceptions counted."""
    document = read(text)
    excused = [(m.start, m.end) for m in PatternSet(entry.unless).find(document)]
    return [m for m in PatternSet([entry.phrase]).find(document) if not any(a < m.end and b > m.start for a, b in excused)]


@pytest.mark.parametrize(("pack", "word_list", "entry"), ENTRIES)
def test_entry(pack, word_list, entry):
    for text in entry.caught:
        assert _caught_by(entry, text), f"not caught: {text}"
        assert matches(load_pack(pack), word_list, read(text)), f"not caught in the pack: {text}"
    for text in entry.passed:
        assert not _caught_by(entry, text), f"caught: {text}"


@pytest.mark.parametrize("name", pack_names())
def test_no_two_entries_alike(name):
    for word_list, entries in load_pack(name).entries.items():
        phrases = [e.phrase for e in entries]
        assert len(phrases) == len(set(phrases)), word_list

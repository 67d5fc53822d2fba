"""What a trainee has done is kept; what comes next hangs on it."""

from __future__ import annotations

import pytest

from rewriter.training.pairs import Placed
from rewriter.training.progress import Exercise, by_rule, default_file, following, keep, load
from tests.training.making import pair, placed

PAIRS: list[Placed] = [
    placed(pair(id=f"post-{n}", teaches=(rule,)))
    for n, rule in enumerate(("plain-words", "empathy", "empathy", "farewell", "greeting", "empathy", "structure"), 1)
]


def done(number: int, *wrong: str) -> Exercise:
    one = PAIRS[number - 1].pair
    return Exercise(at="2026-01-01T00:00:00+00:00", pack="post", pair=one.id, rules=one.teaches, wrong=wrong, passed=not wrong)


def order(history: list[Exercise], count: int) -> list[str]:
    """What would come if everything were done right from now on."""
    history, found = list(history), list[str]()
    for _ in range(count):
        one = following(PAIRS, history).pair
        found.append(one.id)
        history.append(Exercise(at="", pack="post", pair=one.id, rules=one.teaches))
    return found


def test_new_pairs_come_in_the_packs_order():
    assert order([], 7) == [f"post-{n}" for n in range(1, 8)]


def test_what_was_wrong_brings_pairs_of_its_rule_and_comes_again():
    assert order([done(2, "empathy")], 3) == ["post-3", "post-6", "post-1"], "other pairs, not the same at once"
    later = [done(2, "empathy"), *(done(n) for n in (3, 6, 1))]
    assert following(PAIRS, later).pair.id == "post-2"


def test_what_was_right_rests_longer():
    history = [done(1)] * 3
    assert following(PAIRS, history).pair.id != "post-1"
    everything = [done(n) for n in range(1, 8)]
    assert following(PAIRS, everything).pair.id == "post-1", "the one that rested longest"


def test_by_rule():
    rows = by_rule([done(2, "empathy"), done(3), done(4), done(6), done(1, "greeting")])
    assert [(row.rule, row.met, row.kept) for row in rows] == [("greeting", 1, 0), ("empathy", 3, 2), ("farewell", 1, 1), ("plain-words", 1, 1)]
    assert rows[1].lately == (False, True, True)


def test_kept_and_read_again(tmp_path):
    path = tmp_path / "new" / "p.jsonl"
    assert load(path) == ([], 0)
    for number in (1, 2):
        keep(path, done(number, "empathy"))
    assert load(path) == ([done(1, "empathy"), done(2, "empathy")], 0)


def test_a_torn_line_costs_only_itself(tmp_path):
    path = tmp_path / "p.jsonl"
    keep(path, done(1))
    with path.open("ab") as stream:
        stream.write('{"at": "2026", "pack": "по'.encode()[:-1])
    keep(path, done(2))
    assert load(path) == ([done(1), done(2)], 1)


def test_where(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setenv("REWRITER_PRACTICE", str(tmp_path / "x.jsonl"))
    assert default_file() == tmp_path / "x.jsonl"
    monkeypatch.delenv("REWRITER_PRACTICE")
    assert default_file().name == "practice.jsonl"

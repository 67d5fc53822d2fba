"""What pairs teach, and what to make next."""

from __future__ import annotations

from rewriter.pack import load_pack
from rewriter.training.coverage import Cell, cells, counted, own_pairs, questions_of, taught, thin, wanted
from tests.training.making import own_pack, pair

POST = load_pack("post")


def test_counts():
    assert counted([("post", pair()), ("post", pair(mood="upset"))]) == {
        Cell("post", rule, mood, 1): 1 for rule in ("no-law-citations", "plain-words") for mood in ("neutral", "upset")
    }
    assert [questions_of(text) for text in ("", "Где?", "Где посылка? Когда придёт?", "Где посылка? Когда придёт? Сколько стоит? Кто принесёт?")] == [
        0,
        1,
        2,
        3,
    ]


def test_only_what_a_pair_of_the_pack_can_teach():
    assert "ticket-id" not in taught(POST), "off in this pack"
    assert "ticket-id" in taught(load_pack("tech-support"))
    assert "clean-output" not in taught(POST)
    every = set(cells(POST))
    assert Cell("post", "empathy", "neutral", 1) not in every
    assert Cell("post", "question-order", "neutral", 1) not in every
    assert Cell("post", "question-order", "neutral", 2) in every


def test_thin_ones_come_with_the_fewest_first():
    found = thin([POST], counted(("post", one) for one in POST.pairs))
    numbers = [number for _, _, number in found]
    assert numbers == sorted(numbers)
    assert set(numbers) <= {0, 1}
    assert not {"no-internal-details", "plain-words"} & {rule for _, rule, _ in found}


def test_wanted_fills_the_emptiest_and_takes_the_seed():
    first = wanted([POST], 12, 1)
    assert first == wanted([POST], 12, 1)
    assert first != wanted([POST], 12, 2)
    have = counted(("post", one) for one in POST.pairs)
    missing = {rule for rule in taught(POST) if not any(cell.rule == rule for cell in have)}
    assert {cell.rule for cell in wanted([POST], len(missing), 0)} == missing
    assert wanted([POST], 0) == wanted([], 5) == []


def test_wanted_counts_what_waits():
    rule = wanted([POST], 1, 1)[0].rule
    waiting = [("post", pair(teaches=(rule,))) for _ in range(5)]
    assert rule not in {cell.rule for cell in wanted([POST], 10, 1, waiting)}


def test_more_than_there_are_kinds():
    packs = [POST, load_pack("base")]
    kinds = [cell for pack in packs for cell in cells(pack)]
    found = wanted(packs, 2 * len(kinds))
    assert len(found) == 2 * len(kinds)
    assert set(found) <= set(kinds)


def test_inherited_pairs_do_not_count(tmp_path):
    assert own_pairs(load_pack(own_pack(tmp_path / "lavka"))) == ()
    assert len(own_pairs(POST)) == len(POST.pairs)

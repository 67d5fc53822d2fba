"""Suites: found by name or path, told apart by what is asked, wrong ones told with their line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rewriter.evaluation.errors import EvaluationError
from rewriter.evaluation.suite import Chosen, case_hash, load_suite, suite_names


def written(path: Path, *cases: dict[str, Any] | str) -> str:
    path.write_text("".join((c if isinstance(c, str) else json.dumps(c, ensure_ascii=False)) + "\n" for c in cases), encoding="utf-8")
    return str(path)


def test_every_shipped_suite_can_be_read() -> None:
    assert {"smoke", "hard", "blind"} <= set(suite_names())
    for name in suite_names():
        suite = load_suite(name)
        assert (suite.name, suite.count) == (name, sum(1 for _ in suite))


def test_a_suite_is_read_again_and_its_cases_found(tmp_path: Path) -> None:
    suite = load_suite(written(tmp_path / "s.jsonl", {"id": "а", "draft": "Раз."}, "", {"id": 2, "draft": "Два.", "pack": "post"}))
    assert [c.id for c in suite] == [c.id for c in suite] == ["а", "2"]
    assert suite.packs == ("base", "post")
    assert (found := suite.case("2")) is not None
    assert found.draft == "Два."
    assert suite.case("3") is None


def test_yaml_is_a_list_of_cases(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("- {id: a, draft: Раз.}\n- {id: b, draft: Два., tags: [т]}\n", encoding="utf-8")
    suite = load_suite(str(path))
    assert [c.id for c in suite] == ["a", "b"]
    assert (found := suite.case("b")) is not None
    assert found.tags == ("т",)
    path.write_text("id: a\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match="нужен список"):
        load_suite(str(path))


def test_some_of_the_cases(tmp_path: Path) -> None:
    path = written(tmp_path / "s.jsonl", *({"id": f"c{n}", "draft": "Раз.", "tags": ["чёт" if n % 2 == 0 else "нечет"]} for n in range(6)))
    assert [c.id for c in load_suite(path, Chosen(limit=2))] == ["c0", "c1"]
    assert [c.id for c in load_suite(path, Chosen(frozenset(["нечет"]), 2))] == ["c1", "c3"]
    assert {c.pack for c in load_suite(path, Chosen(pack="post"))} == {"post"}
    assert load_suite(path, Chosen(limit=2)).hash != load_suite(path).hash
    with pytest.raises(EvaluationError, match="нет случаев с меткой тройка"):
        load_suite(path, Chosen(frozenset(["тройка"])))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (['{"id": "a", "draft": "Раз."}', '{"id": "a", "draft": "Два."}'], "s.jsonl:2: случай «a» уже есть в строке 1"),
        (['{"id": "a"}', "{не json"], "s.jsonl:2:2: это не JSON"),
        (['{"draft": "Раз."}'], "s.jsonl:1: у случая нет id"),
        (['{"id": "a", "must_keep": "текст"}'], "s.jsonl:1: must_keep: нужен список"),
        (['{"id": "a", "status": "хорошо"}'], "s.jsonl:1: status: нужно одно из: ok, needs_review, failed"),
        (["5"], "s.jsonl:1:1: нужен объект"),
        (['{"id": "a", "draft": "\\ud800"}'], "s.jsonl:1: половина знака"),
        (["", " "], "нет ни одного случая"),
        ([json.dumps({"id": "a", "draft": "я" * 20_001})], "s.jsonl:1: черновик из 20001 знаков"),
    ],
)
def test_what_is_wrong_with_a_suite(lines: list[str], told: str, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError) as error:
        load_suite(written(tmp_path / "s.jsonl", *lines))
    assert told in str(error.value)


@pytest.mark.parametrize(("name", "told"), [("smok", "Нет набора «smok». Есть: blind"), ("./no.jsonl", "нет такого файла"), ("no.jsonl", "нет такого файла")])
def test_a_suite_that_is_not_there(name: str, told: str) -> None:
    with pytest.raises(EvaluationError, match=told.replace(".", r"\.")):
        load_suite(name)


def test_a_case_is_the_same_whatever_is_expected_of_it(tmp_path: Path) -> None:
    def the_case(**more: Any) -> Any:
        return next(iter(load_suite(written(tmp_path / "s.jsonl", {"draft": "Раз.", "id": "a", **more}))))

    plain = case_hash(the_case())
    assert case_hash(the_case(must_keep=["x"], tags=["t"], note="n", reference="r", order=None)) == plain
    assert case_hash(the_case(client_message="Где?")) != plain
    assert case_hash(the_case(context={"client_name": "Анна"})) != plain


def test_a_big_suite_is_gone_over_in_constant_memory(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "big.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for n in range(5_000):
            stream.write(json.dumps({"id": f"c{n}", "draft": "Посылка приедет завтра. " * 40}, ensure_ascii=False) + "\n")
    tracemalloc.start()
    suite = load_suite(str(path))
    assert sum(1 for _ in suite) == suite.count == 5_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000, "held are ids and places, not the texts (10 MB)"

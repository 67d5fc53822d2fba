"""`rewriter eval compare`, `bless`, `report`: exit codes, what is said, what is written, bad input."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from rewriter.evaluation.records import Score
from rewriter.evaluation.scored import scored
from rewriter.evaluation.scoring import judged_by
from rewriter.evaluation.summary import summary
from tests.cli.running import process, run
from tests.evaluation.making import GOOD, LAW, MANIFEST, SHORT, cases, output_of, run_of, scored_run, written


def folder(place: Path, *replies: str, judged: bool = True, **manifest) -> Path:
    """A run with these replies, scored by today's rules."""
    made = run_of(list(replies), **manifest)
    written(made, place, [output_of(case, reply, "ok") for case, reply in zip(cases(len(replies)), replies, strict=True)])
    if judged:
        whole = summary(made.scores, judged_by=judged_by(made.manifest))
        (place / "summary.json").write_text(whole.model_dump_json(indent=2), encoding="utf-8")
    return place


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def test_a_run_against_itself_is_fine(tmp_path: Path):
    folder(tmp_path / "a", GOOD, LAW)
    done = run("eval", "compare", "a", "a")
    assert done.code == 0
    assert done.out.startswith("БЕЗ ИЗМЕНЕНИЙ: a → a\n")
    assert "Прогоны отличаются: ничем, что записано." in done.out


def test_a_regression_is_told_first_then_its_flips_with_both_texts(tmp_path: Path):
    folder(tmp_path / "a", GOOD, GOOD)
    folder(tmp_path / "b", GOOD, LAW, model="другая")
    done = run("eval", "compare", "a", "b")
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines[0] == "СТАЛО ХУЖЕ: a → b"
    assert lines[1] == "  • ответ выглядит годным, а неверен: c-02"
    assert "модель (sample-model → другая)" in done.out
    assert "✗ ошибка no-law-citations «Согласно п. 34 Правил п»" in done.out
    assert f"    было:   {GOOD}" in lines
    assert f"    стало:  {LAW}" in lines
    assert run("eval", "compare", "b", "a").code == 0


def test_json_is_json_and_nothing_else(tmp_path: Path):
    folder(tmp_path / "a", GOOD, GOOD)
    folder(tmp_path / "b", GOOD, SHORT)
    done = run("eval", "compare", "a", "b", "--format", "json")
    assert done.code == 1
    assert done.err == ""
    assert [reason["kind"] for reason in done.json["reasons"]] == ["wrong", "flips"]
    assert done.json["regressed"] is True
    assert done.json["flips"][0]["new_reply"] == SHORT
    assert run("eval", "compare", "a", "b", "--format", "json", "--fail-on", "must-pass,flips:1").code == 0
    assert run("eval", "compare", "a", "b", "--format", "markdown").out.startswith("## ❌ Стало хуже: a → b")


def test_bad_input_is_said_in_russian_and_without_a_traceback(tmp_path: Path):
    folder(tmp_path / "a", GOOD)
    (tmp_path / "empty").mkdir()
    folder(tmp_path / "unscored", GOOD)
    (tmp_path / "unscored" / "scores.jsonl").unlink()
    folder(tmp_path / "torn", GOOD)
    (tmp_path / "torn" / "run.json").write_text("{", encoding="utf-8")
    folder(tmp_path / "twice", GOOD)
    twice = tmp_path / "twice" / "scores.jsonl"
    twice.write_text(twice.read_text(encoding="utf-8") * 2, encoding="utf-8")
    folder(tmp_path / "foreign", GOOD)
    (tmp_path / "foreign" / "scores.jsonl").write_text('{"что": "это"}\n', encoding="utf-8")
    for new, words in (
        ("нет-такого", "нет такой папки и такого образца"),
        ("empty", "в папке нет run.json"),
        ("unscored", "ещё не оценён"),
        ("torn", "run.json"),
        ("twice", "один случай оценён дважды"),
        ("foreign", "scores.jsonl:1"),
    ):
        done = run("eval", "compare", "a", new, "--baselines", "none")
        assert done.code == 2, new
        assert words in done.err
        assert done.out == ""
        assert "Traceback" not in done.err
    done = run("eval", "compare", "a", "a", "--fail-on", "everything")
    assert done.code == 2
    assert "«everything» не подходит, есть: must-pass, wrong" in done.err
    assert run("eval", "compare", "a", "a", "--tag", "нет").code == 2


def test_a_torn_last_line_is_an_unfinished_run(tmp_path: Path):
    folder(tmp_path / "a", GOOD, GOOD)
    path = tmp_path / "a" / "scores.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    done = run("eval", "bless", "a", "--baselines", "bl")
    assert done.code == 2
    assert "оценок 1, а нужно 2" in done.err
    assert not (tmp_path / "bl").exists()


def test_bless_then_compare_without_the_outputs(tmp_path: Path):
    folder(tmp_path / "a", GOOD, SHORT)
    done = run("eval", "bless", "a", "--baselines", "bl")
    assert done.code == 0
    assert "Образца sample ещё не было." in done.out
    assert names(tmp_path / "bl/sample") == ["run.json", "scores.jsonl", "summary.json"]
    shutil.rmtree(tmp_path / "a")
    folder(tmp_path / "b", GOOD, SHORT)
    same = run("eval", "compare", "sample", "b", "--baselines", "bl")
    assert same.code == 0
    assert "БЕЗ ИЗМЕНЕНИЙ" in same.out
    folder(tmp_path / "c", LAW, SHORT)
    assert run("eval", "compare", "sample", "c", "--baselines", "bl").code == 1


def test_a_baseline_is_smaller_and_says_the_same(tmp_path: Path):
    folder(tmp_path / "a", GOOD, LAW)
    run("eval", "bless", "a", "--baselines", "bl", "--suite-name", "мой")
    kept, made = scored("мой", tmp_path / "bl"), scored("a")
    assert (tmp_path / "bl/мой/scores.jsonl").stat().st_size < (tmp_path / "a/scores.jsonl").stat().st_size
    assert kept.manifest == made.manifest
    assert kept.judged_by == made.judged_by
    for one, other in zip(kept.scores, made.scores, strict=True):
        assert one.model_copy(update={"rules": {}}) == other.model_copy(update={"rules": {}})
        assert one.rules == {rule: n for rule, n in other.rules.items() if n}


def test_bless_shows_what_changes_and_may_only_show(tmp_path: Path):
    folder(tmp_path / "a", GOOD, GOOD)
    run("eval", "bless", "a", "--baselines", "bl")
    folder(tmp_path / "b", GOOD, LAW)
    before = (tmp_path / "bl/sample/scores.jsonl").read_bytes()
    shown = run("eval", "bless", "b", "--baselines", "bl", "--dry-run")
    assert shown.code == 0
    assert "СТАЛО ХУЖЕ" in shown.out
    assert (tmp_path / "bl/sample/scores.jsonl").read_bytes() == before
    assert run("eval", "bless", "b", "--baselines", "bl").code == 0
    assert (tmp_path / "bl/sample/scores.jsonl").read_bytes() != before


@pytest.mark.parametrize("what", ["unscored", "unfinished", "other rules", "unknown rules"])
def test_what_is_no_good_as_a_baseline_is_refused(tmp_path: Path, what: str):
    place = folder(tmp_path / "a", GOOD, GOOD, judged=what != "unknown rules")
    scores = [Score.model_validate_json(line) for line in (place / "scores.jsonl").read_text(encoding="utf-8").splitlines()]
    if what == "unscored":
        written(scored_run([scores[0], scores[1].model_copy(update={"outcome": "unscored"})]), place)
    if what == "unfinished":
        (place / "run.json").write_text(MANIFEST.model_copy(update={"cases": 3}).model_dump_json(), encoding="utf-8")
    if what == "other rules":
        told = json.loads((place / "summary.json").read_text(encoding="utf-8"))
        told["judged_by"]["rules"] = "0" * 64
        (place / "summary.json").write_text(json.dumps(told), encoding="utf-8")
    words = {"unscored": "не оценено 1: c-02", "unfinished": "оценок 2, а нужно 3", "other rules": "не сегодняшними", "unknown rules": "какими правилами"}
    done = run("eval", "bless", "a", "--baselines", "bl")
    assert done.code == 2
    assert words[what] in done.err
    assert not (tmp_path / "bl").exists()
    assert run("eval", "bless", "a", "--baselines", "bl", "--force").code == 0
    assert (tmp_path / "bl/sample/run.json").exists()


@pytest.mark.parametrize("name", ["../чужое", "a/b", "", ".скрытое", ".."])
def test_a_baselines_name_is_a_plain_name(tmp_path: Path, name: str):
    folder(tmp_path / "a", GOOD)
    done = run("eval", "bless", "a", "--baselines", "bl", "--suite-name", name)
    assert done.code == 2
    assert "не годится в имя образца" in done.err


def test_report_writes_four_files_and_names_the_page(tmp_path: Path):
    folder(tmp_path / "a", GOOD, GOOD)
    folder(tmp_path / "b", GOOD, LAW)
    done = run("eval", "report", "b", "--base", "a", "-o", "out")
    assert done.code == 0
    assert done.out == "out/report.html\n"
    assert "Верно 1 из 2, неверно 1" in done.err
    assert names(tmp_path / "out") == ["junit.xml", "report.html", "report.json", "report.md"]
    assert json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))["comparison"]["reasons"]
    assert "Стало хуже, чем a" in (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert run("eval", "report", "a").out == "a/report/report.html\n"


def test_a_report_that_cannot_be_written_says_so(tmp_path: Path):
    folder(tmp_path / "a", GOOD)
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("eval", "report", "a", "-o", "file/out")
    assert done.code == 2
    assert "отчёт не записать" in done.err


PACK = """title: Наш
extends: post
rules:
  no-law-citations: {}
"""


def test_harm_to_a_rule_is_caught_on_the_same_stored_replies(tmp_path: Path):
    """The whole way: a run without a model, a rule switched off in its pack, the stored replies judged again."""
    pack = tmp_path / "our"
    pack.mkdir()
    (pack / "pack.yaml").write_text(PACK.format("{severity: error}"), encoding="utf-8")
    (tmp_path / "suite.jsonl").write_text("".join(case.model_dump_json(exclude_defaults=True) + "\n" for case in cases(2, pack=str(pack))), encoding="utf-8")
    assert run("eval", "run", "suite.jsonl", "-o", "a", "--rules-only", "-j", "1").code in (0, 1)
    assert run("eval", "score", "a").code == 0
    assert run("eval", "bless", "a", "--baselines", "bl").code == 0
    assert run("eval", "compare", "suite", "a", "--baselines", "bl").code == 0
    (pack / "pack.yaml").write_text(PACK.format('"off"'), encoding="utf-8")
    assert run("eval", "score", "a").code == 0
    done = run("eval", "compare", "suite", "a", "--baselines", "bl")
    assert done.code == 1
    assert "правило no-law-citations больше не находит того, что находило в черновиках: 2 → 0 (c-01, c-02)" in done.out
    assert f"правила при оценке пакета {pack}" in done.out
    # The replies made anew lose what the rule took out of them.
    assert run("eval", "run", "suite.jsonl", "-o", "b", "--rules-only", "-j", "1").code in (0, 1)
    run("eval", "score", "b")
    assert run("eval", "compare", "suite", "b", "--baselines", "bl").code == 1


def test_as_a_process_with_help():
    done = process("eval", "compare", "--help")
    assert done.code == 0
    assert "flips:3" in done.out

"""`rewriter check`: verdicts, formats, selections, fixes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rewriter.cli.report import place, violation_lines
from rewriter.result import Violation
from tests.cli.running import CLEAN, DRAFT, run

CONTRACT = {"id", "pack", "verdict", "violations", "facts", "questions", "readability", "rules"}


@pytest.fixture(autouse=True)
def _files() -> None:
    Path("bad.txt").write_text(DRAFT + "\n")
    Path("good.txt").write_text(CLEAN + "\n")


def test_a_good_reply_passes() -> None:
    done = run("check", "good.txt")
    assert done.code == 0
    assert "нарушений нет" in done.out
    assert done.err == ""


def test_a_bad_reply_fails_with_place_rule_excerpt_and_advice() -> None:
    done = run("check", "bad.txt")
    assert done.code == 1
    assert "bad.txt:1:1: ошибка no-law-citations:" in done.out
    lines = done.out.splitlines()
    at = next(i for i, line in enumerate(lines) if "forbidden-phrases" in line)
    start = lines[at + 1].index("не можем")
    assert lines[at + 2].rstrip().endswith("^")
    assert lines[at + 2].index("^") <= start < lines[at + 2].rindex("^")
    assert lines[at + 3].strip().startswith("→ ")
    assert "\x1b[" not in done.out


def test_stdin_without_a_file() -> None:
    assert run("check", stdin=CLEAN).code == 0
    assert run("check", "-", stdin=DRAFT).code == 1


def test_json_is_the_contract_and_nothing_else() -> None:
    done = run("check", "bad.txt", "--format", "json", "--pack", "post")
    assert done.code == 1
    assert done.err == ""
    assert set(done.json) == CONTRACT
    assert done.json["id"] == "bad.txt"
    assert done.json["pack"] == "post"
    for v in done.json["violations"]:
        assert DRAFT[v["start"] : v["end"]] == v["text"]


def test_several_files_and_the_worst_code() -> None:
    done = run("check", "good.txt", "bad.txt", "--format", "jsonl")
    assert done.code == 1
    assert [line["verdict"] for line in done.lines] == ["pass", "fail"]
    done = run("check", "good.txt", "missing.txt", "bad.txt", "--format", "jsonl")
    assert done.code == 2
    assert len(done.lines) == 2
    assert "missing.txt: нет такого файла" in done.err


def test_github_annotations_are_escaped() -> None:
    done = run("check", "bad.txt", "--format", "github")
    assert done.code == 1
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in done.out.splitlines())
    assert "file=bad.txt,line=1,col=1," in done.out


def test_select_and_ignore() -> None:
    only = run("check", "bad.txt", "--select", "forbidden-phrases", "--format", "json").json
    assert {v["rule"] for v in only["violations"]} == {"forbidden-phrases"}
    assert only["rules"]["checked"] == ["forbidden-phrases"]
    rest = run("check", "bad.txt", "--ignore", "forbidden-phrases,no-law-citations", "--ignore", "plain-words", "--format", "json").json
    assert not {v["rule"] for v in rest["violations"]} & {"forbidden-phrases", "no-law-citations", "plain-words"}
    unknown = run("check", "bad.txt", "--select", "nope")
    assert (unknown.code, unknown.out) == (2, "")
    assert "нет правила «nope»" in unknown.err


def test_the_draft_is_what_facts_are_checked_against() -> None:
    Path("draft.txt").write_text("Посылка RA123456785RU приедет 15.10.2024.")
    done = run("check", "good.txt", "--draft-file", "draft.txt", "--format", "json")
    assert done.code == 1
    assert any(not fact["kept"] for fact in done.json["facts"])
    assert "facts-preserved" in done.json["rules"]["checked"]


def test_fix_gives_the_text_shows_the_change_and_judges_what_came_out() -> None:
    done = run("check", "bad.txt", "--fix")
    assert done.code == 0
    assert "п. 34" not in done.out
    assert "[-" in done.err
    assert "{+" in done.err
    assert "правк" in done.err
    assert Path("bad.txt").read_text() == DRAFT + "\n", "the file stays as it was"
    fixed = run("check", "bad.txt", "--fix", "--format", "json").json
    assert fixed["verdict"] == "pass"
    assert fixed["text"] == done.out.rstrip("\n")
    assert {v["rule"] for v in fixed["fixed"]} >= {"no-law-citations"}


def test_cases_give_a_line_each_and_bad_lines_do_not_stop_them() -> None:
    lines = [
        json.dumps({"id": "a", "draft": "", "reply": CLEAN}, ensure_ascii=False),
        "",
        '{"id": "b", "draft": }',
        json.dumps({"id": "c", "draft": DRAFT, "pack": "post"}),
        json.dumps({"draft": 5}),
        json.dumps({"draft": {}}),
        json.dumps({"id": "p", "draft": DRAFT, "pack": "nope"}),
        "[1]",
        json.dumps({"draft": CLEAN, "context": {"facts": "x"}}),
        json.dumps({"draft": CLEAN}),
    ]
    Path("cases.jsonl").write_text("\ufeff" + "\n".join(lines))
    done = run("check", "--cases", "cases.jsonl")
    assert done.code == 2
    assert [(line["id"], line["pack"]) for line in done.lines] == [("a", "base"), ("c", "post"), ("10", "base")]
    assert "cases.jsonl:3:22: это не JSON: ожидается значение" in done.err
    assert "cases.jsonl:6: draft: нужна строка, а не {}" in done.err
    assert "cases.jsonl:7: Пакет «nope» не найден" in done.err
    assert "cases.jsonl:8:1: нужен объект" in done.err
    assert "cases.jsonl:9: context.facts: нужен список" in done.err


def test_an_explicit_pack_overrides_the_lines() -> None:
    Path("cases.jsonl").write_text(json.dumps({"id": "c", "draft": CLEAN, "pack": "teleshop"}))
    assert run("check", "--cases", "cases.jsonl", "-p", "post").lines[0]["pack"] == "post"
    assert run("check", "--cases", "cases.jsonl").lines[0]["pack"] == "teleshop"


def test_an_empty_reply_of_a_case_is_what_is_checked() -> None:
    Path("cases.jsonl").write_text(json.dumps({"id": "c", "draft": CLEAN, "reply": ""}))
    done = run("check", "--cases", "cases.jsonl")
    assert done.code == 1
    assert done.lines[0]["violations"][0]["rule"] == "clean-output"


def test_settings_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REWRITER_PACK", "teleshop")
    assert run("check", "good.txt", "--format", "json").json["pack"] == "teleshop"
    monkeypatch.setenv("REWRITER_ATTEMPTS", "много")
    done = run("check", "good.txt")
    assert done.code == 2
    assert "REWRITER_ATTEMPTS" in done.err


def test_underline_under_wide_signs_and_in_long_lines() -> None:
    text = "Привет 📦📦 осуществляется " + "слово " * 100
    start = text.index("осуществляется")
    head, excerpt, marks, *_ = violation_lines(
        text, Violation(rule="r", severity="error", start=start, end=start + 14, text=text[start : start + 14], message="м")
    )
    assert head.endswith("м")
    assert excerpt.rstrip().endswith("…")
    assert len(excerpt) <= 80
    before = excerpt[: excerpt.index("осуществляется")]
    import re

    bare = re.sub(r"\x1b\[[0-9;]*m", "", marks)
    assert bare.index("^") == len(before) + 2, "two boxes take four columns"
    assert place("а\nбв", 3) == (2, 2)

"""What machines read: each format whole and true to its own rules, whatever stands in the texts; and what `--severity` shows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from rewriter.rules import rules
from tests.cli.running import CLEAN, DRAFT, Done, run

SARIF = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))
ODD = 'Мы не можем <b>&amp;]]></b>: ускорить, % доставку.\nНе "сможем"\u000b.'


@pytest.fixture(autouse=True)
def _texts() -> None:
    Path("м 1").mkdir()
    Path("м 1/bad.txt").write_text(DRAFT)
    Path("м 1/good.txt").write_text(CLEAN)
    Path("м 1/odd.txt").write_text(ODD)
    Path("м 1/t.csv").write_text('text,n\n"Добрый ""день""! Мы не можем ускорить доставку.",1\nлишнее,поле,тут\n')


def checked(form: str, *more: str) -> Done:
    done = run("check", "м 1", "--column", "text", "--format", form, *more)
    assert done.code == 2, "a row could not be read"
    assert done.err == "м 1/t.csv:3: в строке 3 поля, а в заголовке 2: текст со знаком «,» внутри возьмите в кавычки.\n"
    return done


def test_sarif_is_valid_and_its_regions_and_fixes_are_true() -> None:
    log = checked("sarif").json
    jsonschema.Draft7Validator(SARIF).validate(log)
    [run_] = log["runs"]
    assert [rule["id"] for rule in run_["tool"]["driver"]["rules"]] == list(rules())
    assert not run_["invocations"][0]["executionSuccessful"]
    assert "м 1/t.csv:3" in run_["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run_["results"]} == {
        f"%D0%BC%201/{name}" for name in ("bad.txt", "odd.txt", "t.csv")
    }
    fixes = 0
    for result in run_["results"]:
        assert run_["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        where = result["locations"][0]["physicalLocation"]
        lines = Path("м 1", where["artifactLocation"]["uri"].split("/")[1]).read_text().split("\n")
        region = where["region"]
        if region["startLine"] == region["endLine"]:
            raw = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
            assert raw.replace('""', '"') == region["snippet"]["text"]
        fixes += "fixes" in result
    assert fixes >= 3


def test_sarif_of_one_file_and_of_none_wrong() -> None:
    done = run("check", "м 1/good.txt", "--format", "sarif")
    assert done.code == 0
    jsonschema.Draft7Validator(SARIF).validate(done.json)
    assert done.json["runs"][0]["results"] == []
    assert done.json["runs"][0]["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    absolute = run("check", str(Path("м 1/bad.txt").resolve()), "--format", "sarif").json
    assert absolute["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("file:///")


def test_junit_has_a_test_case_a_text() -> None:
    suites = ET.fromstring(checked("junit").out)
    suite = suites.find("testsuite")
    assert suite is not None
    cases = suite.findall("testcase")
    assert [case.get("name") for case in cases] == ["м 1/bad.txt", "м 1/good.txt", "м 1/odd.txt", "м 1/t.csv:2", "м 1/t.csv:3"]
    assert (
        (suites.get("tests"), suites.get("failures"), suites.get("errors"))
        == ("5", "3", "1")
        == (suite.get("tests"), suite.get("failures"), suite.get("errors"))
    )
    assert [[child.tag for child in case] for case in cases][:2] == [["failure", "system-out"], []]
    assert "м 1/bad.txt:1:1: no-law-citations" in (cases[0].findtext("failure") or "")
    assert "м 1/t.csv:3" in cases[4][0].get("message", "")


def test_github_has_a_command_a_finding() -> None:
    lines = checked("github").out.splitlines()
    assert all(re.match(r"::(error|warning|notice) file=м 1/[a-z.]+,line=\d+(,col=\d+,endLine=\d+,endColumn=\d+,title=[a-z-]+)?::", line) for line in lines)
    assert lines[-1].startswith("::error file=м 1/t.csv,line=3::")


def test_github_escapes_what_its_commands_are_made_of() -> None:
    Path("a,b:100%.txt").write_text(DRAFT)
    line = run("check", "a,b:100%.txt", "--format", "github", "--select", "no-law-citations").out
    assert line.startswith("::error file=a%2Cb%3A100%25.txt,line=1,col=1,")


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_of_several_texts_is_an_object_a_line(form: str) -> None:
    assert [line["verdict"] for line in checked(form).lines] == ["fail", "pass", "fail", "fail"]


def test_severity_hides_and_changes_no_verdict() -> None:
    whole = run("check", "м 1/bad.txt", "--format", "json").json
    few = run("check", "м 1/bad.txt", "--format", "json", "--severity", "error").json
    assert {v["severity"] for v in whole["violations"]} > {"error"} == {v["severity"] for v in few["violations"]}
    assert {key: value for key, value in few.items() if key != "violations"} == {key: value for key, value in whole.items() if key != "violations"}
    text = run("check", "м 1/bad.txt", "--severity", "error")
    assert text.code == 1
    assert "замечание plain-words" not in text.out
    assert re.search(r"2 ошибки, \d замечани", text.out), "hidden, but counted"
    assert "warning" not in run("check", "м 1/bad.txt", "--severity", "error", "--format", "github").out


def test_advice_is_counted_and_shown_on_request() -> None:
    Path("mine").mkdir()
    Path("mine/pack.yaml").write_text("title: Мой\nextends: base\nrules: {plain-words: {severity: info}}\n")
    arguments = ("check", "м 1/bad.txt", "--pack", "mine")
    quiet = run(*arguments)
    assert "plain-words" not in quiet.out
    assert re.search(r"2 ошибки, \d совет", quiet.out)
    assert re.search(r"Не показано: \d совет.* \(--severity info покажет\)", quiet.out)
    for more in (("--severity", "info"), ("-v",)):
        assert "совет plain-words" in run(*arguments, *more).out
    assert "::notice" in run(*arguments, "--format", "github").out


def test_several_texts_in_order_say_so_in_one_line() -> None:
    done = run("check", "м 1/good.txt", "м 1/good.txt", "м 1/../м 1/good.txt")
    assert (done.code, done.out) == (0, "Проверено 2 текста: в порядке 2.\n")

"""`.rewriter-ignore.yaml`: found, obeyed, added to; a finding in it counts for nothing and is shown as what it is."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.cli.running import CLEAN, DRAFT, run
from tests.cli.test_check import CONTRACT
from tests.cli.test_formats import SARIF

BAD = "Мы не можем ускорить доставку."
NAME = ".rewriter-ignore.yaml"


@pytest.fixture(autouse=True)
def _texts() -> None:
    Path("m/sub").mkdir(parents=True)
    Path("m/a.txt").write_text(f"Добрый день!\n{BAD}\n")
    Path("m/sub/b.txt").write_text(f"Здравствуйте! Посылка в пути. {BAD} Хорошего Вам дня!\n")


def suppressed() -> None:
    done = run("check", "m/a.txt", "--suppress", "forbidden-phrases", "--reason", "Так решил юрист", "--author", "Мария")
    assert done.code in (0, 1)
    assert "записано как разрешённое: forbidden-phrases ×1" in done.err


def test_a_finding_is_written_down_and_counts_no_more() -> None:
    assert run("check", "m").code == 1
    suppressed()
    [entry] = yaml.safe_load(Path(NAME).read_text())
    assert entry == {
        "rule": "forbidden-phrases",
        "words": "Мы не можем",
        "before": "",
        "after": "ускорить доставку",
        "reason": "Так решил юрист",
        "author": "Мария",
        "date": datetime.now().astimezone().date(),
    }
    assert Path(NAME).read_text().startswith("# ")
    done = run("check", "m")
    assert (done.code, done.out) == (0, "Проверено 2 текста: в порядке 2, разрешено находок 2.\n")
    assert "разрешено 1" in run("check", "m/a.txt").out
    assert "разрешено forbidden-phrases «Мы не можем»: Так решил юрист (Мария, " in run("check", "m/a.txt", "-v").out
    Path("m/a.txt").write_text(f"Совсем другое начало, и длиннее. {BAD}\nИ конец.")
    assert run("check", "m/a.txt").code == 0
    Path("m/a.txt").write_text("Мы не можем найти посылку.")
    assert run("check", "m/a.txt").code == 1


def test_json_has_the_contract_and_beside_it_what_is_let_stand() -> None:
    suppressed()
    found = run("check", "m/a.txt", "--format", "json").json
    assert set(found) == CONTRACT | {"suppressed"}
    assert (found["verdict"], found["violations"]) == ("pass", [])
    [each] = found["suppressed"]
    assert set(each) == {"rule", "severity", "start", "end", "text", "message", "suggestion", "reason", "author", "date"}
    assert f"Добрый день!\n{BAD}"[each["start"] : each["end"]] == "Мы не можем"
    Path("m/a.txt").write_text(CLEAN)
    assert run("check", "m/a.txt", "--format", "json").json["suppressed"] == [], "the key is there wherever a file is in force"


def test_other_formats() -> None:
    suppressed()
    log = run("check", "m/a.txt", "--format", "sarif").json
    jsonschema.Draft7Validator(SARIF).validate(log)
    [result] = log["runs"][0]["results"]
    assert result["suppressions"][0]["justification"].startswith("Так решил юрист (Мария, ")
    assert run("check", "m/a.txt", "--format", "github").out == ""
    junit = run("check", "m/a.txt", "--format", "junit").out
    assert "<failure" not in junit
    assert "разрешено: m/a.txt:2:1: forbidden-phrases" in junit


def test_a_fix_leaves_it_alone() -> None:
    Path("m/a.txt").write_text(DRAFT)
    suppressed()
    done = run("check", "m/a.txt", "--fix")
    assert done.code == 0
    assert "Мы не можем ускорить доставку." in done.out
    assert "п. 34" not in done.out


def test_the_nearest_file_going_up_holds() -> None:
    suppressed()
    Path(NAME).rename("m/sub/" + NAME)
    assert run("check", "m/a.txt").code == 1
    assert run("check", "m/sub/b.txt").code == 0
    assert run("check", "m/a.txt", "--suppressions", "m/sub/" + NAME).code == 0
    assert run("check", "m/sub/b.txt", "--suppressions", "/dev/null").code == 1
    assert run("check", stdin=BAD).code == 1
    Path("m/sub/" + NAME).rename(NAME)
    assert run("check", stdin=BAD).code == 0, "stdin belongs to where we are"
    Path("c.jsonl").write_text(json.dumps({"reply": BAD}))
    for jobs in ("1", "2"):
        assert run("check", "--cases", "c.jsonl", "--jobs", jobs).lines[0]["verdict"] == "pass"


def test_entries_are_added_behind_what_a_person_wrote() -> None:
    own = "# наше\n- {rule: plain-words, words: осуществляется}   # так в договоре"
    Path(NAME).write_text(own)
    suppressed()
    text = Path(NAME).read_text()
    assert text.startswith(own + "\n- rule: forbidden-phrases\n")
    assert "Разрешать нечего" in run("check", "m/sub/b.txt", "--suppress", "no-familiarity", "--reason", "р").err
    assert run("check", "m", "--suppress", "forbidden-phrases", "--reason", "ещё раз").err.startswith("Разрешать нечего") is False
    assert Path(NAME).read_text() == text, "what is there already is not written twice"


def test_one_entry_serves_several_texts() -> None:
    done = run("check", "m", "--suppress", "forbidden-phrases", "--reason", "р")
    assert done.code == 0
    assert done.err.count("записано") == 1
    assert len(yaml.safe_load(Path(NAME).read_text())) == 1


def test_only_the_line_that_is_named() -> None:
    Path("m/a.txt").write_text("Мы не можем ускорить доставку.\nНе сможем вернуть деньги.\n")
    done = run("check", "m/a.txt", "--suppress", "forbidden-phrases:2", "--reason", "р")
    assert done.code == 1
    [entry] = yaml.safe_load(Path(NAME).read_text())
    assert entry["words"].lower().endswith("не сможем")


def test_a_first_entry_for_a_text_elsewhere_lies_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run("check", "../m/a.txt", "--suppress", "forbidden-phrases", "--reason", "р").code == 0
    assert (tmp_path / "m" / NAME).is_file()
    assert run("check", "../m/a.txt").code == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- rule: no-familiarity\n  words: a\n  why: b\n", ":3:3: 0.why: лишнее поле"),
        ("- rule: plain-words\n", ":1:3: 0.words: поля нет"),
        (
            "- rule: no-familiarity\n  words: солнышко\n",
            ":1:3: правило «no-familiarity» жёсткое: чтобы его находка не считалась ошибкой, нужна причина (reason).",
        ),
        ("- rule: [\n", ":2:1: это не YAML"),
        ("rule: a\n", ":1:1: значение: нужен список"),
        ("- просто текст\n", ":1:3: 0: нужен объект"),
    ],
)
def test_a_file_that_cannot_be_used_says_where(text: str, words: str) -> None:
    Path(NAME).write_text(text)
    done = run("check", "m/a.txt")
    assert (done.code, done.out) == (2, "")
    assert NAME + words in done.err


def test_a_rule_that_is_not_there_is_told_and_stops_nothing() -> None:
    Path(NAME).write_text("- rule: no-familiarty\n  words: солнышко\n")
    done = run("check", "m", "--format", "json")
    assert done.code == 1
    assert done.err.count("нет правила «no-familiarty» — запись не действует") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--suppress", "forbidden-phrases"), "Правило «forbidden-phrases» жёсткое: скажите, почему это не ошибка"),
        (("--suppress", "forbidden-phrases", "--reason", "  "), "жёсткое"),
        (("--suppress", "nope"), "нет правила «nope»"),
        (("--suppress", "plain-words:два"), "нужен номер строки, например plain-words:12"),
        (("--reason", "р"), "нужны только вместе с --suppress"),
        (("--suppressions", "нет.yaml"), "нет.yaml: нет такого файла"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], words: str) -> None:
    done = run("check", "m/a.txt", *arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert not Path(NAME).exists()


def test_a_soft_rule_needs_no_reason_and_a_list_in_brackets_no_guessing() -> None:
    Path("m/a.txt").write_text("Хранение осуществляется в течение 30 дней.")
    assert run("check", "m/a.txt", "--suppress", "plain-words").code == 0
    assert "reason" not in yaml.safe_load(Path(NAME).read_text())[0]
    Path(NAME).write_text("[]\n")
    done = run("check", "m/a.txt", "--suppress", "plain-words")
    assert done.code == 2
    assert "исключение не записать" in done.err or "дописать в него нельзя" in done.err
    assert Path(NAME).read_text() == "[]\n"

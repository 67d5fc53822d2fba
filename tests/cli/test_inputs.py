"""Files, folders and tables of texts: what is read from them, and that every place named is the place in the file."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rewriter.cli.inputs import About, files_of, items_of
from rewriter.cli.inputs.place import Place
from rewriter.cli.inputs.rows import encoding_of, rows_of
from tests.cli.running import CLEAN, DRAFT, run

BAD = "Мы не можем ускорить доставку."
FINDING = "ошибка forbidden-phrases"


def texts(file: str, data: str | bytes, column: str | None = None) -> list[tuple[str, str]]:
    """Name and text of each item, or its problem."""
    Path(file).write_bytes(data.encode() if isinstance(data, str) else data)
    return [(item.name, item.case.checked_text if item.case else item.problem) for item in items_of(file, About("base", column=column))]


def test_a_folder_gives_its_texts_in_order_without_hidden_ones() -> None:
    for name in ("b.txt", "a/z.txt", "a/b.md", ".git/x.txt", "a/.x.txt", "pic.png", "a/c.CSV", "z.jsonl", "notes.yaml"):
        Path("m", name).parent.mkdir(parents=True, exist_ok=True)
        Path("m", name).write_text("текст")
    Path("m/a/back").symlink_to("..")
    assert files_of(["m"]) == ["m/a/b.md", "m/a/c.CSV", "m/a/z.txt", "m/b.txt", "m/z.jsonl"]
    assert files_of(["m/b.txt", "m", "-"]) == ["m/b.txt", "m/a/b.md", "m/a/c.CSV", "m/a/z.txt", "m/z.jsonl", "-"]
    assert files_of(["m/a/.x.txt"]) == ["m/a/.x.txt"], "named is meant"


def test_a_folder_without_texts() -> None:
    Path("empty").mkdir()
    done = run("check", "empty")
    assert (done.code, done.out) == (2, "")
    assert "empty: в папке нет текстов (*.txt, *.md, *.csv, *.jsonl)" in done.err


def test_a_team_checks_its_folder() -> None:
    Path("m/sub").mkdir(parents=True)
    Path("m/a.txt").write_text(f"{CLEAN}\n")
    Path("m/sub/b.md").write_text(f"---\ntitle: Срок\n---\n\n# Когда приедет\n\n{CLEAN}\n{BAD}\n")
    Path("m/t.csv").write_text(f'id,text\n1,"{CLEAN}"\n2,"Добрый день!\n{BAD}"\n')
    Path("m/z.jsonl").write_text(json.dumps({"text": BAD}, ensure_ascii=False) + "\n")
    done = run("check", "m", "--column", "text")
    assert done.code == 1
    assert [line.split(" ")[0] for line in done.out.splitlines() if FINDING in line] == ["m/sub/b.md:8:1:", "m/t.csv:4:1:", "m/z.jsonl:1:11:"]
    assert done.out.splitlines()[-1] == "Проверено 5 текстов: с ошибками 3, в порядке 2."
    assert "a.txt" not in done.out, "a text with nothing to say is not named"
    ids = [line["id"] for line in run("check", "m", "--column", "text", "--format", "json").lines]
    assert ids == ["m/a.txt", "m/sub/b.md", "m/t.csv:2", "m/t.csv:3", "m/z.jsonl:1"]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Текст.\n", "Текст."),
        ("# Заголовок\n\n## Второй\n\nТекст.\n\n# Ниже\n", "Текст.\n\n# Ниже"),
        ("---\ntags: [a]\n---\nТекст.", "Текст."),
        ("+++\na = 1\n+++\n\n# З\nТекст.", "Текст."),
        ("---\r\na: 1\r\n---\r\n# З\r\n\r\nТекст.\r\n", "Текст."),
        ("--- не шапка\nТекст.", "--- не шапка\nТекст."),
        ("---\nшапка без конца\nТекст.", "---\nшапка без конца\nТекст."),
        ("#хештег\nТекст.", "#хештег\nТекст."),
        ("---\na: 1\n---\n", ""),
    ],
)
def test_markdown_is_the_text_under_front_matter_and_title(markdown: str, text: str) -> None:
    assert texts("a.md", markdown) == [("a.md", text)]


def test_placeholders_are_errors_in_replies_and_none_in_macros() -> None:
    Path("a.txt").write_text("Здравствуйте, {{имя}}! Заказ [номер] приедет завтра.")
    assert "Незаполненная заготовка «{{имя}}»" in run("check", "a.txt").out
    assert run("check", "a.txt", "--macros").code == 0


HEAD = "id;текст ответа;метки\r\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ((HEAD + '1;"А; ""б""";x\r\n2;В;y').encode(), [("t.csv:2", 'А; "б"'), ("t.csv:3", "В")]),
        (b"\xef\xbb\xbf" + (HEAD + "1;А;x\n").encode(), [("t.csv:2", "А")]),
        ((HEAD + "1;А;x\n").encode("utf-16"), [("t.csv:2", "А")]),
        ((HEAD + "1;Здравствуйте, Анна;x\r\n").encode("cp1251"), [("t.csv:2", "Здравствуйте, Анна")]),
        (("sep=;\r\n" + HEAD + "1;А;x\r\n").encode(), [("t.csv:3", "А")]),
        ("\n\nid,текст ответа\n1,А\n".encode(), [("t.csv:4", "А")]),
        ('id\tтекст ответа\n1\t"А\tб"\n'.encode(), [("t.csv:2", "А\tб")]),
        ((HEAD + '1;"А\r\nб";x\r\n;;\r\n2;;y\r\n\r\n3;В;z').encode(), [("t.csv:2", "А\nб"), ("t.csv:7", "В")]),
        ((HEAD + "1;А;x;;;\n").encode(), [("t.csv:2", "А")]),
        ((HEAD + "1;А\n").encode(), [("t.csv:2", "А")]),
        (("ID; Текст Ответа ;метки\n1;А;x\n").encode(), [("t.csv:2", "А")]),
        ((HEAD + '1;5" трубка;x\n').encode(), [("t.csv:2", '5" трубка')]),
    ],
    ids=[
        "quotes",
        "bom",
        "utf-16",
        "cp1251",
        "sep",
        "blank lines",
        "tabs",
        "line breaks and empty cells",
        "Excel's empty cells",
        "short",
        "near name",
        "stray",
    ],
)
def test_tables_are_read_as_they_come(data: bytes, expected: list[tuple[str, str]]) -> None:
    assert texts("t.csv", data, "текст ответа") == expected


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "t.csv: таблица пуста."),
        ("id;body\n1;А\n".encode(), "t.csv: нет столбца «text». Есть: «id», «body»."),
        ("text,text\nА,б\n".encode(), "t.csv: столбцов «text» 2, а нужен один."),
        ("id,text\n1,Здравствуйте, Анна\n".encode(), "t.csv:2: в строке 3 поля, а в заголовке 2: текст со знаком «,» внутри возьмите в кавычки."),
        (b"id,text\n1\n", "t.csv:2: в строке 1 поле, а в заголовке 2"),
        ('id,text\n1,А\n2,"не закрыта\n3,б\n'.encode(), "t.csv:3: не закрыта кавычка"),
        (b"id,text\n1,\0\n", "t.csv: это не таблица — нулевой байт, смещение 10"),
        (b"id,text\n1,\xe9t\xe9\n", "t.csv: это не текст в UTF-8 — байт 0xE9, смещение 10."),
        ("id,text\n1,А".encode()[:-1], "t.csv: файл обрывается на половине знака"),
        (b"id,text\n1," + "а".encode() * 20_001, "t.csv:2: 20 001 знаков, а предел — 20 000."),
        ("id,text\n1,А\n".encode("utf-16")[:-1], "t.csv: дальше не читается"),
    ],
    ids=["empty", "no column", "two columns", "unquoted", "short", "open", "nul", "not russian", "cut", "long", "cut utf-16"],
)
def test_tables_that_cannot_be_read_say_where(data: bytes, words: str) -> None:
    found = texts("t.csv", data, "text")
    assert any(words in text for _, text in found), found
    done = run("check", "t.csv", "--column", "text")
    assert done.code == 2
    assert words in done.err


def test_which_column() -> None:
    Path("t.csv").write_text("id,text\n1,А\n")
    done = run("check", "t.csv")
    assert done.code == 2
    assert "t.csv: в каком столбце тексты? Укажите его: --column ИМЯ. Есть: «id», «text»." in done.err
    assert texts("t.csv", f"text\n{CLEAN}\nА, б; в\n") == [("t.csv:2", CLEAN), ("t.csv:3", "А, б; в")], "a table of one column needs no name and no quotes"


def test_an_unclosed_quote_is_no_reason_to_read_the_whole_file() -> None:
    Path("t.csv").write_text('text\n"' + "строка\n" * 200_000)
    rows = rows_of(Path("t.csv"), "utf-8")
    next(rows)
    last = next(rows)
    assert "t.csv:2: не закрыта кавычка" in last.problem
    assert next(rows, None) is None


def test_lines_of_cases_and_of_other_objects() -> None:
    lines = ['{"reply": "А", "draft": "б"}', "", '{"draft": "В"}', '{"body": "Г"}', "[1]", '{"body": 5}']
    found = texts("a.jsonl", "\ufeff" + "\n".join(lines))
    assert found[:2] == [("a.jsonl:1", "А"), ("a.jsonl:3", "В")]
    assert "a.jsonl:4: в строке нет ни reply, ни draft. В каком поле текст? Укажите его: --column ИМЯ (есть: body)." in found[2][1]
    assert "a.jsonl:5:1: нужен объект" in found[3][1]
    keyed = texts("a.jsonl", "\n".join(lines[3:]), "body")
    assert keyed[0] == ("a.jsonl:1", "Г")
    assert "a.jsonl:3: в поле «body» нужна строка, а не 5." in keyed[2][1]
    assert "a.jsonl:1: нет поля «text»; есть: body." in texts("a.jsonl", lines[3], "text")[0][1]


def test_the_column_of_a_finding_is_that_of_the_file() -> None:
    Path("t.csv").write_text(f'a;b\n1;"Добрый ""день""! {BAD}"\n')
    Path("j.jsonl").write_text('{"id": 1, "reply": "\\u0414\\u0430!\\n' + BAD + '"}\n')
    for file, arguments in (("t.csv", ("--column", "b")), ("j.jsonl", ())):
        line = next(line for line in run("check", file, *arguments).out.splitlines() if FINDING in line)
        number, column = (int(part) for part in line.split(":")[1:3])
        assert Path(file).read_text().splitlines()[number - 1][column - 1 :].startswith("Мы не")


SIGN = re.compile(r"\\ud8..\\ud...|\\u....|\\.|.", re.DOTALL)
CELL = st.text(alphabet='абв"";,\n\r 😊', max_size=12)


@given(rows=st.lists(st.tuples(CELL, CELL), max_size=5), delimiter=st.sampled_from(",;\t"), newline=st.sampled_from(["\n", "\r\n"]), every=st.booleans())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_rows_are_those_of_the_csv_module_and_know_their_place(rows: list[tuple[str, str]], delimiter: str, newline: str, every: bool) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL).writerows([("один", "два"), *rows])
    Path("t.csv").write_bytes(out.getvalue().encode())
    assert encoding_of(Path("t.csv")) == "utf-8"
    found = list(rows_of(Path("t.csv"), "utf-8"))
    expected = [row for row in csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=delimiter) if row]
    assert [[cell.text for cell in row.cells] for row in found if row.cells != () and (len(row.cells) > 1 or row.cells[0].raw)] == [
        [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in expected
    ]
    for row in found:
        for cell in row.cells:
            assert out.getvalue()[cell.offset : cell.offset + len(cell.raw)] == cell.raw
            same_place(cell, out.getvalue())


@given(text=st.text(alphabet='абё\\"/\n\t😊\u0301', max_size=20), ascii_only=st.booleans())
def test_strings_of_json_know_their_place(text: str, ascii_only: bool) -> None:
    raw = json.dumps(text, ensure_ascii=ascii_only)
    place = Place("j", raw, 3, 7, kind="string")
    assert place.text == text
    assert json.loads(place.written(text + "!")) == text + "!"
    for offset, sign in enumerate(text):
        line, column = place.at(offset)
        assert line == 3
        found = SIGN.match(raw, column - 7)
        assert found is not None
        assert json.loads(f'"{found.group()}"') == sign


def same_place(place: Place, whole: str) -> None:
    """Every sign of the text stands in the file where the place says."""
    lines = whole.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for offset, sign in enumerate(place.text):
        line, column = place.at(offset)
        there = lines[line - 1][column - 1 : column] or "\n"
        assert there == sign


def test_stdin_is_one_text_and_named_so() -> None:
    done = run("check", stdin=DRAFT)
    assert "ввод:1:1:" in done.out
    assert run("check", "--cases", "-", stdin=json.dumps({"reply": CLEAN})).lines[0]["verdict"] == "pass"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_may_not_be_read() -> None:
    Path("m").mkdir(mode=0)
    assert "m: папка не читается" in run("check", "m").err

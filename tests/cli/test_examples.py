"""`rewriter examples`: what trainers call, with good input and bad."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from rewriter.pack import load_pack, pack_names
from rewriter.training.pairs import as_jsonl, as_yaml, read_pairs
from tests.cli.running import Done, run
from tests.cli.test_start import HEAVY, imported
from tests.training.making import DRAFT, REPLY, own_pack, pair

LAVKA = as_yaml(
    [
        pair(id="lavka-01"),
        pair(
            id="lavka-02",
            client="Где мой заказ 512?",
            draft="Заказ 512 на ОПС.",
            reply="Заказ 512 в отделении. Хорошего Вам дня!",
            teaches=("no-internal-details",),
        ),
    ]
)
OTHER = pair(
    id="lavka-new-1",
    client="Можно ли забрать посылку без паспорта?",
    draft="Выдача отправлений осуществляется исключительно при предъявлении паспорта.",
    reply="Нет, паспорт нужен: посылку выдают по нему. Хорошего Вам дня!",
    teaches=("plain-words",),
)


@pytest.fixture
def lavka(tmp_path: Path) -> Path:
    return own_pack(tmp_path / "lavka", "# Ольга, 12 мая\n" + LAVKA)


def file(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_help_of_the_group_imports_nothing_heavy() -> None:
    assert imported("examples", "--help").isdisjoint((*HEAVY, "pydantic", "yaml", "jinja2"))
    assert imported("practice", "--help").isdisjoint((*HEAVY, "pydantic", "yaml", "jinja2"))


def test_list() -> None:
    every = run("examples", "list", "--format", "json").json
    assert [row["id"] for row in every] == [one.id for name in pack_names() for one in load_pack(name).pairs]
    some = run("examples", "list", "--pack", "post", "--teaches", "empathy", "--mood", "upset", "--format", "json")
    assert some.err == ""
    assert some.json
    assert all(row["pack"] == "post" and "empathy" in row["teaches"] and row["mood"] == "upset" for row in some.json)
    told = run("examples", "list", "--pack", "post")
    assert "post-04  расстроен; учит: no-blame-shifting" in told.out
    assert told.err == "20 пар.\n"


def test_show() -> None:
    told = run("examples", "show", "post-04")
    assert told.code == 0
    for words in (
        "Клиент",
        "Вторую неделю",
        "Как было: 5 ошибок",
        "ошибка no-blame-shifting",
        "^^^^^^^",
        "Как стало",
        "Чему учит",
        "Никого не винить (черновик нарушает, ответ — нет)",
    ):
        assert words in told.out
    shown = run("examples", "show", "base-04", "--format", "json").json
    assert shown["id"] == "base-04"
    assert shown["after"]["verdict"] == "pass"
    assert "no-internal-details" in shown["broken"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "post-4"), "Нет пары «post-4». Может быть, post-"),
        (("list", "--teaches", "empaty"), "Нет правила «empaty». Может быть, empathy?"),
        (("list", "--pack", "nope"), "Пакет «nope» не найден"),
        (("lint", "no.yaml"), "no.yaml: файл не читается"),
        (("add", "-"), "добавьте --yes"),
        (("dedupe", "--write"), "назовите его"),
        (("export", "--format", "csv", "-o", "no/x.csv"), "no/x.csv: не записать"),
        (("export", "--format", "csv", "-o", "x.csv", "--split", "1.5"), "--split 1.5: нужна доля"),
        (("export", "--format", "csv", "-o", "x.csv", "--pack", "base", "--teaches", "ticket-id"), "Таких пар нет"),
        (("export", "--format", "xls", "-o", "x"), "«xls» не подходит"),
        (("coverage", "--next", "-1"), "нужно не меньше 0"),
        (("lint", "--suite", "no.jsonl"), "no.jsonl:1:1: файл не читается"),
        (("lst",), "Нет команды «lst». Может быть, list?"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], words: str) -> None:
    done = run("examples", *arguments, stdin=as_yaml([pair()]) if "-" in arguments else "")
    assert done.code == 2
    assert words in done.err
    assert "Traceback" not in done.err


def test_lint_of_a_pack_of_ones_own(lavka: Path) -> None:
    done = run("examples", "lint", "lavka")
    assert (done.code, done.out, done.err) == (0, "", "2 пары: всё верно.\n")
    path = lavka / "pairs.yaml"
    path.write_text(path.read_text().replace("no-internal-details]", "empathy]"), encoding="utf-8")
    done = run("examples", "lint", "--pack", "lavka")
    assert done.code == 1
    assert done.out.startswith("lavka/pairs.yaml:21: lavka-02: teaches: empathy, но черновик его не нарушает")
    assert run("examples", "lint", "lavka", "--format", "json").json["problems"][0]["kind"] == "before"


def test_lint_of_a_file_is_beside_the_pack(lavka: Path) -> None:
    new = file("new.jsonl", as_jsonl([OTHER, pair(id="lavka-new-2")]))
    done = run("examples", "lint", new, "--pack", "lavka")
    assert done.code == 1
    assert done.out == "new.jsonl:2: lavka-new-2: почти то же, что lavka-01 (lavka/pairs.yaml:2): черновик с письмом 100 %, ответ 100 %\n"
    done = run("examples", "lint", file("x.yaml", as_yaml([OTHER.model_copy(update={"id": "чужая-1"})])))
    assert "не видно, чья это пара" in done.out
    assert run("examples", "lint", file("bad.yaml", "- id: [\n")).code == 2
    assert run("examples", "lint", file("empty.yaml", "[]\n")).err == "empty.yaml: здесь нет ни одной пары.\n"


def test_a_leak_into_a_suite(lavka: Path) -> None:
    suite = file("s.jsonl", json.dumps({"id": "с-1", "client_message": pair().client, "draft": DRAFT}) + "\n")
    done = run("examples", "lint", "lavka", "--suite", suite)
    assert done.code == 1
    assert "lavka/pairs.yaml:2: lavka-01: почти то же, что с-1 в проверочном наборе s.jsonl:1" in done.out


def test_add_shows_asks_and_appends(lavka: Path) -> None:
    path = lavka / "pairs.yaml"
    before = path.read_text(encoding="utf-8")
    new = file("new.yaml", as_yaml([OTHER]))
    done = run("examples", "add", new, "--pack", "lavka", stdin="n\n")
    assert done.code == 130
    assert "+- id: lavka-03" in done.out
    assert path.read_text(encoding="utf-8") == before
    done = run("examples", "add", new, "--pack", "lavka", stdin="y\n")
    assert done.code == 0
    assert done.err.endswith("lavka/pairs.yaml: 1 пара: lavka-03.\n")
    assert path.read_text(encoding="utf-8").startswith(before)
    assert [placed.pair.id for placed in read_pairs(path, ())] == ["lavka-01", "lavka-02", "lavka-03"]
    again = run("examples", "add", new, "--pack", "lavka", "--yes")
    assert again.code == 1
    assert "почти то же, что lavka-03" in again.out
    assert "Не добавлено ничего: 1 находка" in again.err


def test_add_from_a_pipe_keeps_ids_where_asked(lavka: Path) -> None:
    done = run("examples", "add", "-", "--pack", "lavka", "--yes", "--keep-ids", stdin=as_yaml([OTHER]))
    assert done.code == 0, done.err
    assert "lavka-new-1" in done.err


def test_nothing_enters_with_a_problem(lavka: Path) -> None:
    before = (lavka / "pairs.yaml").read_bytes()
    new = file("new.yaml", as_yaml([OTHER, pair(id="lavka-new-2", client="Почему?", reply=DRAFT, draft=REPLY)]))
    done = run("examples", "add", new, "--pack", "lavka", "--yes")
    assert done.code == 1
    assert "lavka-new-2: ответ нарушает no-law-citations" in done.out
    assert (lavka / "pairs.yaml").read_bytes() == before


def test_the_first_pair_of_its_own_ends_inheriting(tmp_path: Path) -> None:
    own_pack(tmp_path / "lavka")
    done = run("examples", "add", file("new.yaml", as_yaml([OTHER])), "--pack", "lavka", "--yes")
    assert done.code == 0
    assert "С первой своей парой чужие перестанут действовать" in done.err
    assert [one.id for one in load_pack("lavka").pairs] == ["lavka-01"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_pack_that_cannot_be_written(lavka: Path) -> None:
    lavka.chmod(stat.S_IRUSR | stat.S_IXUSR)
    done = run("examples", "add", file("new.yaml", as_yaml([OTHER])), "--pack", "lavka", "--yes")
    assert done.code == 2
    assert "файл остался прежним" in done.err


def test_dedupe_tells_and_writes_only_candidates(lavka: Path) -> None:
    comment = "# от генератора\n"
    new = file("new.yaml", comment + as_yaml([OTHER, pair(id="lavka-new-2"), OTHER.model_copy(update={"id": "lavka-new-3"})]))
    done = run("examples", "dedupe", new, "--pack", "lavka")
    assert done.code == 1
    assert "lavka-01 (lavka/pairs.yaml:2) — оставить: она уже в пакете" in done.out
    assert "lavka-new-3 (new.yaml:22) — лишняя; с lavka-new-1: черновик с письмом 100 %" in done.out
    assert [row["keep"] for row in run("examples", "dedupe", new, "--pack", "lavka", "--format", "json").json] == ["lavka-01", "lavka-new-1"]
    own = (lavka / "pairs.yaml").read_bytes()
    done = run("examples", "dedupe", new, "--pack", "lavka", "--write")
    assert (done.code, done.err) == (0, "new.yaml: убрано пар: 2, осталось 1.\n")
    assert Path(new).read_text(encoding="utf-8") == comment + as_yaml([OTHER])
    assert (lavka / "pairs.yaml").read_bytes() == own
    assert run("examples", "dedupe", new, "--pack", "lavka").err == "1 пара: повторов нет.\n"


def test_dedupe_never_writes_a_pack(lavka: Path) -> None:
    path = lavka / "pairs.yaml"
    path.write_text(LAVKA + as_yaml([pair(id="lavka-09")]), encoding="utf-8")
    before = path.read_bytes()
    done = run("examples", "dedupe", str(path), "--pack", "lavka", "--write")
    assert done.code == 2
    assert "это пары самого пакета" in done.err
    assert run("examples", "dedupe", "--pack", "lavka").code == 1
    assert path.read_bytes() == before


def test_coverage() -> None:
    value = run("examples", "coverage", "--pack", "post", "--next", "7", "--format", "json").json
    assert len(value["next"]) == 7
    assert sum(cell["pairs"] for cell in value["cells"]) == sum(len(one.teaches) for one in load_pack("post").pairs)
    text = run("examples", "coverage").out
    assert "Правило и пакет" in text
    assert "Какие пары сделать следующими" in text
    table = run("examples", "coverage", "--format", "markdown").out
    assert "| правило | base | post |" in table
    assert len({line.count("|") for line in table.split("\n## ")[0].split("\n") if line.startswith("|")}) == 1


def exported(form: str, name: str, *more: str) -> Done:
    return run("examples", "export", "--format", form, "-o", name, "--pack", "base", *more)


def test_export() -> None:
    assert exported("openai", "a.jsonl").err == "a.jsonl: 16 пар.\n"
    assert exported("messages", "b.jsonl", "--split", "0.75").code == 0
    assert [len(Path(name).read_text().splitlines()) for name in ("a.jsonl", "b.train.jsonl", "b.test.jsonl")] == [16, 12, 4]
    assert exported("csv", "c.csv").code == 0
    assert Path("c.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert exported("deck", "d.html", "--teaches", "empathy").code == 0
    assert Path("d.html").read_text(encoding="utf-8").count('<section class="card"') == 2


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium in PATH")
def test_export_of_pdf() -> None:
    assert exported("pdf", "d.pdf", "--teaches", "empathy").code == 0
    assert Path("d.pdf").read_bytes().startswith(b"%PDF-")


def test_export_of_pdf_without_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    Path("d.pdf").write_bytes(b"old")
    done = exported("pdf", "d.pdf")
    assert done.code == 2
    assert "нужен браузер Chromium" in done.err
    assert Path("d.pdf").read_bytes() == b"old"

"""Rules of other packages, installed for real: found, judged, explained; a broken one is named and takes nothing down."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import CLEAN, DRAFT, ROOT, environment, process

SHOUT = "Здравствуйте! ОБЯЗАТЕЛЬНО перезвоним завтра. Хорошего Вам дня!"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """PYTHONPATH with tests/packages/no_shouting on it, as pip has put it there."""
    folder = tmp_path_factory.mktemp("no-shouting")
    shutil.copytree(ROOT / "tests/packages/no_shouting", folder / "source")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation"]
    done = subprocess.run([*pip, "--target", str(folder / "site"), str(folder / "source")], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return f"{environment()['PYTHONPATH']}{os.pathsep}{folder / 'site'}"


def package(name: str, source: str, rule: str = "odd") -> str:
    """PYTHONPATH with a package that names a rule of ours; as installed."""
    info = Path("site", f"{name}-1.dist-info")
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[rewriter.rules]\n{rule} = {name}\n")
    Path("site", f"{name}.py").write_text(source)
    return f"{environment()['PYTHONPATH']}{os.pathsep}{Path('site').resolve()}"


def test_the_example_is_listed_explained_and_judged(installed: str) -> None:
    listed = process("rules", "list", PYTHONPATH=installed)
    assert listed.out.splitlines()[-1].split(maxsplit=2) == ["no-shouting", "warning", "Без крика"]
    assert listed.err == ""
    explained = process("rules", "explain", "no-shouting", PYTHONPATH=installed)
    assert "Слова из одних прописных букв клиент читает как крик." in explained.out
    assert "least: 6" in explained.out
    Path("a.txt").write_text(SHOUT)
    found = process("check", "a.txt", "--format", "json", PYTHONPATH=installed).json
    [violation] = [v for v in found["violations"] if v["rule"] == "no-shouting"]
    assert (violation["text"], violation["suggestion"], violation["severity"]) == ("ОБЯЗАТЕЛЬНО", "обязательно", "warning")
    assert "no-shouting" in found["rules"]["checked"]
    assert "Здравствуйте! Обязательно перезвоним" not in process("check", "a.txt", "--fix", "--ignore", "no-shouting", PYTHONPATH=installed).out
    assert "обязательно перезвоним" in process("check", "a.txt", "--fix", PYTHONPATH=installed).out.lower()
    assert "ОБЯЗАТЕЛЬНО" not in process("check", "a.txt", "--fix", PYTHONPATH=installed).out
    assert "no-shouting" not in process("rules", "list").out, "elsewhere it is not there"


def test_a_pack_sets_its_options_and_severity(installed: str) -> None:
    Path("mine").mkdir()
    Path("mine/pack.yaml").write_text("title: Мой\nextends: base\nrules: {no-shouting: {severity: error, least: 12}}\n")
    Path("a.txt").write_text(SHOUT)
    assert process("packs", "validate", "mine", PYTHONPATH=installed).code == 0
    assert process("check", "a.txt", "--pack", "mine", PYTHONPATH=installed).code == 0, "eleven letters"
    Path("a.txt").write_text(SHOUT.replace("ОБЯЗАТЕЛЬНО", "НЕМЕДЛЕННОЕ ВОЗНАГРАЖДЕНИЕ"))
    assert process("check", "a.txt", "--pack", "mine", PYTHONPATH=installed).code == 1


RULE = """\
from rewriter.rules.base import Found, rule
@rule("odd", title="x", source="x", severity="error", hard=False)
def odd(reply, case, options):
    {}
"""


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (RULE.format("yield Found(0, 1, 'м'); raise ZeroDivisionError('на ноль')"), "правило не сработало: ZeroDivisionError: на ноль"),
        (RULE.format("yield Found(5, 10_000, 'м')"), "правило не сработало: ValueError: место нарушения вне текста"),
        (RULE.format("yield 'не нарушение'"), "правило не сработало: AttributeError"),
        (RULE.format("return 5"), "правило не сработало: TypeError"),
        ("import no_such_module", "правило не сработало: не загружается (broken 1, broken): ModuleNotFoundError: No module named 'no_such_module'"),
        ("def f(:", "правило не сработало: не загружается (broken 1, broken): SyntaxError"),
        ("raise SystemExit('ой')", "правило не сработало: не загружается (broken 1, broken): SystemExit: ой"),
        (
            RULE.replace('"odd"', '"plain-words"').format("yield from ()"),
            "правило не сработало: не загружается (broken 1, broken): ValueError: rule 'plain-words' is registered twice",
        ),
    ],
    ids=["raises", "span", "no violation", "no generator", "import", "syntax", "exit", "id taken"],
)
def test_a_broken_rule_is_skipped_by_name_and_takes_nothing_down(source: str, reason: str) -> None:
    where = package("broken", source)
    Path("a.txt").write_text(DRAFT)
    done = process("check", "a.txt", "--format", "json", PYTHONPATH=where)
    assert done.code == 1
    assert f"odd: {reason}" in done.err
    assert done.err.count("\n") == 1
    assert reason in done.json["rules"]["skipped"]["odd"]
    assert {"no-law-citations", "forbidden-phrases", "plain-words"} <= {v["rule"] for v in done.json["violations"]}
    assert "odd" not in {v["rule"] for v in done.json["violations"]}
    assert f"пропущено odd: {reason}" in process("check", "a.txt", "-v", PYTHONPATH=where).out
    listed = process("rules", "list", PYTHONPATH=where)
    assert listed.code == 0
    assert "meaning-kept" in listed.out
    assert ("odd: не загружается" in listed.err) == ("не загружается" in reason)


def test_a_reply_that_a_broken_rule_has_not_judged_is_never_ok() -> None:
    where = package("broken", "import no_such_module")
    Path("a.txt").write_text(CLEAN)
    done = process("rewrite", "a.txt", "--rules-only", "--format", "json", PYTHONPATH=where)
    assert (done.code, done.json["status"]) == (1, "needs_review")


def test_a_broken_rule_may_be_left_out() -> None:
    where = package("broken", "import no_such_module")
    Path("a.txt").write_text(CLEAN)
    assert "odd" not in process("check", "a.txt", "--ignore", "odd", "-v", PYTHONPATH=where).out

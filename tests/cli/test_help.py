"""Help, wrong usage, completion: in Russian, with the right exit code."""

from __future__ import annotations

import re

import click
import pytest

from rewriter.cli.app import COMMANDS, cli
from rewriter.cli.formats import FORMATS
from tests.cli.running import ROOT, process, run


def commands() -> list[list[str]]:
    found = []
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        found.append([name])
        if isinstance(command, click.Group):
            found += [[name, sub] for sub in command.list_commands(click.Context(command))]
    return found


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_has_help_in_russian(words: list[str]) -> None:
    done = run(*words, "--help")
    assert done.code == 0
    assert done.err == ""
    assert "Показать эту справку." in done.out
    assert not re.search(r"Usage|Options|Show this|\[required\]|\[default", done.out)


def test_root_help_names_the_commands_of_the_design_and_no_others() -> None:
    done = run("--help")
    assert list(COMMANDS) == [
        "rewrite",
        "check",
        "batch",
        "prompt",
        "packs",
        "rules",
        "models",
        "serve",
        "stats",
        "history",
        "examples",
        "practice",
        "eval",
        "doctor",
        "completion",
    ]
    assert all(name in done.out for name in COMMANDS)


def test_without_a_command_help_comes_with_code_2() -> None:
    done = run()
    assert (done.code, done.out) == (2, "")
    assert "Команды" in done.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rewrit",), "Нет команды «rewrit». Может быть, rewrite?"),
        (("zzz",), "Есть: rewrite, check"),
        (("check", "--pak", "post"), "Нет параметра --pak. Может быть, --pack?"),
        (("check", "--pack"), "Параметру --pack нужно значение."),
        (("check", "--fix=1"), "Параметру --fix значение не нужно."),
        (("batch", "x.jsonl"), "Не указано: --output"),
        (("rules", "explain"), "Не указано: ПРАВИЛО"),
        (("rewrite", "a", "b"), "Лишнее в команде: b."),
        (("rewrite", "--attempts", "0"), "нужно не меньше 1"),
        (("rewrite", "--attempts", "два"), "«два» — не целое число"),
        (("rewrite", "--time", "nan"), "нужно не меньше 1"),
        (("rewrite", "--backend", "gpt"), "«gpt» не подходит, есть: local, openai."),
        (("check", "--format", "xml"), "«xml» не подходит, есть: text, json, jsonl, github, sarif, junit."),
        (("packs",), "Команды"),
        (("completion", "tcsh"), "есть: bash, zsh, fish"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], words: str) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert "Error" not in done.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str) -> None:
    done = run("completion", shell)
    assert done.code == 0
    assert "_REWRITER_COMPLETE" in done.out


def test_tab_completes_packs() -> None:
    done = process(_REWRITER_COMPLETE="bash_complete", COMP_WORDS="rewriter check --pack tele", COMP_CWORD="3")
    assert done.out.strip() == "plain,teleshop"


def test_the_docs_know_every_option_and_format_of_check() -> None:
    docs = (ROOT / "docs/checking.md").read_text(encoding="utf-8")
    about_the_case = {"--name", "--operator", "--gender", "--ticket", "--channel", "--first-contact", "--not-first", "--client-file", "--verbose", "--help"}
    options = set(re.findall(r"--[a-z-]+", run("check", "--help").out.split("Параметры:")[1]))
    assert {option for option in options - about_the_case if option not in docs} == set()
    assert all(f"`{form}`" in docs for form in FORMATS)

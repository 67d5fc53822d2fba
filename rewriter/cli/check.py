"""`rewriter check`: rules only, no model."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.errors import USAGE, UserError
from rewriter.cli.formats import FORMATS, SEVERITIES
from rewriter.cli.look import Command, Number, OneOf, RuleId
from rewriter.cli.options import FILE, case_options, settings_of, verbose_option

if TYPE_CHECKING:
    from rewriter.checker import Selection
    from rewriter.cli.formats import How
    from rewriter.cli.inputs import About
    from rewriter.result import Severity


@click.command(cls=Command)
@click.argument("files", type=FILE, nargs=-1, metavar="[ФАЙЛ|ПАПКА|-]…")
@click.option("--cases", type=FILE, metavar="ФАЙЛ.jsonl", help="Случаи, по одному JSON-объекту в строке; на каждый — строка вывода.")
@click.option("--column", metavar="ИМЯ", help="В каком столбце .csv или поле .jsonl стоит текст.")
@click.option("--macros", is_flag=True, help="Это заготовки: подстановка вроде {{имя}} — не ошибка.")
@case_options
@click.option("--draft-file", type=FILE, metavar="ФАЙЛ", help="Черновик ответа: сверить факты готового текста с ним.")
@click.option("--fix", is_flag=True, help="Исправить, что можно, показать правку; код выхода — по исправленному.")
@click.option("--write", is_flag=True, help="С --fix: записать исправленное в сами файлы.")
@click.option("--select", type=RuleId(), multiple=True, help="Только эти правила (через запятую или несколько раз).")
@click.option("--ignore", type=RuleId(), multiple=True, help="Кроме этих правил.")
@click.option(
    "--severity", type=OneOf(SEVERITIES), metavar="error|warning|info", help="Что показывать: от этой важности и выше (text — warning, остальные — info)."
)
@click.option("--format", "form", type=OneOf(FORMATS), metavar="|".join(FORMATS), help="Вид вывода (text; для --cases — jsonl).")
@click.option("--jobs", "-j", type=Number(1), default=1, metavar="N", help="Сколько процессов работают разом (1).")
@click.option("--suppressions", type=FILE, metavar="ФАЙЛ.yaml", help="Где записано, что не ошибка (ближайший .rewriter-ignore.yaml).")
@click.option("--suppress", multiple=True, metavar="ПРАВИЛО[:СТРОКА]", help="Это не ошибка: записать нынешние находки правила как разрешённые.")
@click.option("--reason", default="", metavar="ТЕКСТ", help="С --suppress: почему это не ошибка.")
@click.option("--author", metavar="ИМЯ", help="С --suppress: кто так решил (имя пользователя).")
@verbose_option
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Проверяет готовые ответы и заготовки правилами пакета; модель не нужна.

    Файл .txt или .md — один текст; в .csv текст в каждой строке столбца --column;
    в .jsonl строка — случай; папка — все такие файлы в ней и глубже, кроме скрытых.

    \b
    Примеры:
      rewriter check reply.txt --pack post
      rewriter check reply.txt --draft-file draft.txt --client "Где посылка?"
      rewriter check --fix reply.txt > better.txt
      rewriter check macros/ --macros --column text --pack teleshop
      rewriter check macros/ --macros --fix --write
      rewriter check macros/ --format sarif > report.sarif
      rewriter check --cases cases.jsonl --jobs 2 > verdicts.jsonl
      rewriter check reply.txt --suppress no-familiarity --reason "Название товара"

    Коды выхода: 0 — ошибок нет; 1 — есть; 2 — что-то не проверено.
    """  # noqa: D301 - click reads \b
    from rewriter.cli.checking import Checking
    from rewriter.cli.formats import format_of

    form = given["form"] or ("jsonl" if given["cases"] else "text")
    _sound(given, form)
    files = _files(given)
    chosen, about, suppress = _selection(given), _about(given), _suppress(given)
    how = _how(given, form, files)
    checking = Checking(how, about, chosen, files, whatever=bool(given["cases"]), macros=given["macros"], suppressions=given["suppressions"])
    if suppress:
        checking.let_stand(suppress, given["reason"].strip(), given["author"])
    for line in format_of(form)(checking.texts(given["jobs"]), how):
        click.echo(line)
    ctx.exit(max(checking.codes) if checking.codes else _nothing(files))


def _nothing(files: list[str]) -> int:
    click.echo(f"{', '.join(files[:3])}: нет ни одного текста.", err=True)
    return USAGE


def _sound(given: dict[str, Any], form: str) -> None:
    """Raises UserError for options that do not go together."""
    if given["cases"] and given["files"]:
        raise UserError(f"Либо --cases {given['cases']}, либо файлы ({given['files'][0]}…): вместе нельзя.")
    if given["write"] and not given["fix"]:
        raise UserError("--write записывает то, что исправил --fix: укажите оба.")
    if given["write"] and given["cases"]:
        raise UserError(
            f"--write не работает с --cases: исправленный текст стоит в выводе, в поле text. Записать в файл: rewriter check {given['cases']} --fix --write."
        )
    if given["write"] and (not given["files"] or "-" in given["files"]):
        raise UserError("--write: стандартный ввод записать некуда. Укажите файл или уберите --write: исправленный текст выйдет на экран.")
    if given["fix"] and not given["write"] and form in ("github", "sarif", "junit"):
        raise UserError(f"--fix с --format {form} — только вместе с --write: иначе строки и столбцы были бы не из файла.")
    if given["suppress"] and given["fix"]:
        raise UserError("Либо --fix, либо --suppress: сначала исправьте, потом разрешите, что осталось.")
    if not given["suppress"] and (given["reason"] or given["author"]):
        raise UserError("--reason и --author нужны только вместе с --suppress ПРАВИЛО.")


def _files(given: dict[str, Any]) -> list[str]:
    """What is to be read."""
    from rewriter.cli.inputs import files_of
    from rewriter.cli.texts import on_terminal

    if given["cases"]:
        return [given["cases"]]
    if not given["files"] and on_terminal():
        raise UserError("Что проверить? Укажите файл: rewriter check reply.txt; или передайте текст через «|».")
    if [*(given["files"] or "-"), given["client_file"], given["draft_file"]].count("-") > 1:
        raise UserError("Стандартный ввод один: «-» можно указать только раз.")
    return files_of(given["files"] or ("-",))


def _ids(values: Iterable[str]) -> list[str]:
    return [one.strip() for value in values for one in value.split(",") if one.strip()]


def _selection(given: dict[str, Any]) -> Selection:
    from rewriter.checker import selection

    return selection(_ids(given["select"]), _ids(given["ignore"]))


def _about(given: dict[str, Any]) -> About:
    """What the options say of every text."""
    from rewriter.cli.cases import client_message, context
    from rewriter.cli.inputs import About
    from rewriter.cli.texts import read_text
    from rewriter.pack import load_pack

    settings = settings_of(given)
    if not given["cases"]:
        load_pack(settings.pack)
    fields: dict[str, Any] = {"client_message": client_message(given), "context": context(given)}
    if given["draft_file"]:
        fields["draft"] = read_text(given["draft_file"], "черновик")
    return About(settings.pack, given["pack"], given["column"], fields)


def _how(given: dict[str, Any], form: str, files: list[str]) -> How:
    from rewriter.cli.formats import How

    several = form == "jsonl" or bool(given["cases"]) or len(files) > 1 or files[0].lower().endswith((".csv", ".jsonl"))
    least: Severity = given["severity"] or ("warning" if form == "text" and not given["verbose"] else "info")
    return How(least, given["verbose"], several, given["fix"], given["write"], tell=lambda line: click.echo(line, err=form != "text"))


def _suppress(given: dict[str, Any]) -> dict[str, frozenset[int]]:
    """The rules whose findings are to stand, each with its lines; none: all. Raises UserError, UnknownRule."""
    from rewriter.checker import selection
    from rewriter.rules import rules

    wanted: dict[str, frozenset[int]] = {}
    for one in _ids(given["suppress"]):
        rule_id, _, line = one.partition(":")
        selection([rule_id])
        if line and not line.isdecimal():
            raise UserError(f"--suppress {one}: после двоеточия нужен номер строки, например {rule_id}:12.")
        if rules()[rule_id].hard and not given["reason"].strip():
            raise UserError(f"Правило «{rule_id}» жёсткое: скажите, почему это не ошибка, — добавьте --reason «…».")
        wanted[rule_id] = wanted.get(rule_id, frozenset()) | ({int(line)} if line else frozenset())
    return wanted

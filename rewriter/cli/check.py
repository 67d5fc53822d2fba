"""`rewriter check`: rules only, no model."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.errors import BROKEN, FINE, USAGE, UserError
from rewriter.cli.look import Command, OneOf, RuleId
from rewriter.cli.options import FILE, case_options, settings_of, verbose_option

if TYPE_CHECKING:
    from rewriter.case import Case
    from rewriter.checker import Selection
    from rewriter.result import CheckResult, Violation


@click.command(cls=Command)
@click.argument("files", type=FILE, nargs=-1, metavar="[ФАЙЛ|-]…")
@click.option("--cases", type=FILE, metavar="ФАЙЛ.jsonl", help="Случаи, по одному JSON-объекту в строке; на каждый — строка вывода.")
@case_options
@click.option("--draft-file", type=FILE, metavar="ФАЙЛ", help="Черновик ответа: сверить факты готового текста с ним.")
@click.option("--fix", is_flag=True, help="Исправить, что можно, показать правку; код выхода — по исправленному.")
@click.option("--select", type=RuleId(), multiple=True, help="Только эти правила (через запятую или несколько раз).")
@click.option("--ignore", type=RuleId(), multiple=True, help="Кроме этих правил.")
@click.option(
    "--format", "form", type=OneOf(["text", "json", "jsonl", "github"]), metavar="text|json|jsonl|github", help="Вид вывода (text; для --cases — jsonl)."
)
@verbose_option
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Проверяет готовый ответ правилами пакета; модель не нужна.

    \b
    Примеры:
      rewriter check reply.txt --pack post
      rewriter check reply.txt --draft-file draft.txt --client "Где посылка?"
      rewriter check --fix reply.txt > better.txt
      rewriter check --cases cases.jsonl > verdicts.jsonl
      rewriter check replies/*.txt --format github
    """  # noqa: D301 - click reads \b
    form = given["form"] or ("jsonl" if given["cases"] else "text")
    if given["cases"] and given["files"]:
        raise UserError(f"Либо --cases {given['cases']}, либо файлы ({given['files'][0]}…): вместе нельзя.")
    ctx.exit(_cases(given, form) if given["cases"] else _files(given, form))


def _selection(given: dict[str, Any]) -> Selection:
    from rewriter.checker import selection

    def ids(values: Iterable[str]) -> list[str]:
        return [one.strip() for value in values for one in value.split(",") if one.strip()]

    return selection(ids(given["select"]), ids(given["ignore"]))


def _files(given: dict[str, Any], form: str) -> int:
    """Checks each file; a broken one does not stop the others."""
    from rewriter.case import Case
    from rewriter.cli.cases import client_message, context, printable
    from rewriter.cli.texts import on_terminal, read_text
    from rewriter.pack import load_pack

    files: tuple[str, ...] = given["files"] or ("-",)
    if not given["files"] and on_terminal():
        raise UserError("Что проверить? Укажите файл: rewriter check reply.txt; или передайте текст через «|».")
    if [*files, given["client_file"], given["draft_file"]].count("-") > 1:
        raise UserError("Стандартный ввод один: «-» можно указать только раз.")
    settings, chosen = settings_of(given), _selection(given)
    load_pack(settings.pack)
    about: dict[str, Any] = {"pack": settings.pack, "client_message": client_message(given), "context": context(given)}
    if given["draft_file"]:
        about["draft"] = read_text(given["draft_file"], "черновик")
    codes = [FINE]
    for file in files:
        try:
            text = read_text(file, "ответ")
        except UserError as error:
            if len(files) == 1:
                raise
            error.show()
            codes.append(USAGE)
            continue
        case = Case(id="" if file == "-" else printable(file), reply=text, **about)
        codes.append(_one(given, case, chosen, form, "ввод" if file == "-" else file, several=len(files) > 1))
    return max(codes)


def _cases(given: dict[str, Any], form: str) -> int:
    """Checks a file of cases; a bad line is reported and does not stop the others."""
    from rewriter.cli.cases import lines_of
    from rewriter.pack import PackError

    settings, chosen = settings_of(given), _selection(given)
    codes = [FINE]
    for line in lines_of(given["cases"], default_pack=settings.pack, pack=given["pack"]):
        if line.case is None:
            click.echo(line.problem, err=True)
            codes.append(USAGE)
            continue
        try:
            codes.append(_one(given, line.case, chosen, "jsonl" if form == "json" else form, f"{given['cases']}:{line.number}", several=True))
        except PackError as error:
            click.echo(f"{given['cases']}:{line.number}: {error}", err=True)
            codes.append(USAGE)
    if len(codes) == 1:
        click.echo(f"{given['cases']}: в файле нет ни одной строки.", err=True)
        return USAGE
    return max(codes)


def _one(given: dict[str, Any], case: Case, chosen: Selection, form: str, name: str, *, several: bool) -> int:
    from rewriter.checker import check, fix
    from rewriter.pack import load_pack
    from rewriter.text.reading import Reading

    pack, before, fixes = load_pack(case.pack), case.checked_text, None
    if given["fix"]:
        fixed = fix(Reading(case, pack), before, chosen)
        # What is judged stays what it was: a fixed draft without a reply is still a draft.
        case = case.model_copy(update={"reply" if case.reply is not None else "draft": fixed.text})
        fixes = fixed.applied
    result = check(case, pack, chosen)
    if form in ("json", "jsonl"):
        _json(result, case.checked_text, fixes, indent=None if several or form == "jsonl" else 2)
    elif form == "github":
        from rewriter.cli.report import github_lines

        for line in github_lines(case.checked_text, result.violations, name):
            click.echo(line)
    else:
        _text(given, result, case.checked_text, before, fixes, name, several=several)
    return BROKEN if result.verdict == "fail" else FINE


def _json(result: CheckResult, text: str, fixes: tuple[Violation, ...] | None, *, indent: int | None) -> None:
    """The contract's object; after `--fix` with the text that the spans point into, and what was applied."""
    if fixes is None:
        click.echo(result.model_dump_json(indent=indent))
        return
    import json

    values = result.model_dump(mode="json") | {"text": text, "fixed": [v.model_dump(mode="json") for v in fixes]}
    click.echo(json.dumps(values, ensure_ascii=False, indent=indent))


def _text(given: dict[str, Any], result: CheckResult, text: str, before: str, fixes: tuple[Violation, ...] | None, name: str, *, several: bool) -> None:
    """The report; with `--fix` the text is the output, and the report goes to stderr where stdout is no terminal."""
    apart = fixes is not None and not sys.stdout.isatty()
    if fixes is not None:
        if several:
            click.echo(f"==> {name} <==")
        click.echo(text)
        sys.stdout.flush()
        out = sys.stderr if apart else sys.stdout
        for line in _fixed(before, text, fixes, colour=out.isatty() and click.get_current_context().color is not False):
            click.echo(line, err=apart)
    for line in _report(result, text, name, verbose=given["verbose"]):
        click.echo(line, err=apart)


def _fixed(before: str, after: str, fixes: tuple[Violation, ...], *, colour: bool) -> Iterator[str]:
    from rewriter.cli.diff import shown
    from rewriter.cli.words import plural

    yield ""
    if before != after:
        yield shown(before, after, colour=colour)
        yield ""
    yield plural(len(fixes), "правка", "правки", "правок") + (": " + ", ".join(dict.fromkeys(v.rule for v in fixes)) if fixes else "")


def _report(result: CheckResult, text: str, name: str, *, verbose: bool) -> Iterator[str]:
    from rewriter.cli.report import skipped_lines, summary, violation_lines

    for violation in result.violations:
        yield from violation_lines(text, violation, name)
    yield f"{name}: {summary(result)}"
    if not verbose:
        return
    yield from skipped_lines(result)
    yield from (f"  факт {'✓' if f.kept else '✗'} «{f.text}» ({f.kind}: {f.value})" for f in result.facts)
    marks = {True: "есть ответ", False: "нет ответа", None: "не ясно, есть ли ответ"}
    yield from (f"  вопрос «{q.text}»: {marks[q.answered]}" for q in result.questions)
    if result.readability.reply is not None:
        yield f"  канцелярит (меньше — проще): {result.readability.reply:.0f} из 100" + (
            f", в черновике {result.readability.draft:.0f}" if result.readability.draft is not None else ""
        )

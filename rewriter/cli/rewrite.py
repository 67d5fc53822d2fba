"""`rewriter rewrite`: one draft."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.errors import BROKEN, FINE, UserError, translated
from rewriter.cli.look import Command
from rewriter.cli.options import FILE, backend_of, case_options, formats, model_options, settings_of, verbose_option

if TYPE_CHECKING:
    from rewriter.case import Case
    from rewriter.cli.screen import Stages
    from rewriter.pack import Pack
    from rewriter.result import Result
    from rewriter.settings import Settings


@dataclass
class Kept:
    """The draft, wherever it came from: whatever fails after it was read, it comes back."""

    form: str
    draft: str = ""
    pack: str = ""
    shown: bool = False

    @contextmanager
    def given_back(self) -> Iterator[None]:
        """On any failure the draft is printed, or stands in the JSON result; the failure goes on."""
        try:
            yield
        except BaseException as error:
            if not self.shown and not isinstance(error, (GeneratorExit, BrokenPipeError)):
                self._give_back(error)
            raise

    def _give_back(self, error: BaseException) -> None:
        known = error if isinstance(error, click.ClickException) else translated(error)
        reason = "Прервано." if isinstance(error, KeyboardInterrupt) else known.message if known else f"{type(error).__name__}: {error}"
        if self.form == "json":
            click.echo(failed(self.draft, self.pack, reason).model_dump_json(indent=2))
        elif self.draft.strip():
            click.echo(f"{'Черновик' if sys.stdout.isatty() else 'Черновик возвращён'}:", err=True)
            click.echo(self.draft)
        sys.stdout.flush()


def failed(draft: str, pack: str, reason: str, case_id: str = "") -> Result:
    """A result with the draft untouched."""
    from rewriter.result import Result

    return Result(id=case_id, pack=pack, verdict="fail", status="failed", reply=draft, messages=(draft,) if draft.strip() else (), reason=reason)


@click.command(cls=Command)
@click.argument("file", type=FILE, required=False, metavar="[ФАЙЛ|-]")
@case_options
@model_options
@click.option("--paste", is_flag=True, help="Взять черновик из буфера обмена.")
@click.option("--copy", is_flag=True, help="Положить готовый ответ в буфер обмена.")
@click.option("--no-service", is_flag=True, help="Не спрашивать сервис, даже если он запущен (rewriter serve).")
@formats("text", "json")
@click.option("--diff", is_flag=True, help="Показать, что изменилось, по словам.")
@click.option("--stream", is_flag=True, help="Показывать ход работы строка за строкой.")
@verbose_option
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Переписывает черновик дружелюбно, проверяет правилами и показывает доказательства.

    Без файла на терминале спросит сообщение клиента и черновик: вставьте тексты.

    \b
    Примеры:
      rewriter rewrite
      rewriter rewrite draft.txt --pack post --client "Где посылка?" --name Анна
      rewriter rewrite --paste --copy --pack teleshop --diff
      cat draft.txt | rewriter rewrite - --format json > result.json

    Если вывод не на терминал, в stdout идёт только ответ, доказательства — в stderr.
    Если что-то не вышло, черновик возвращается без изменений.
    """  # noqa: D301 - click reads \b
    kept = Kept(given["form"], pack=given["pack"] or "")
    with kept.given_back():
        result = _run(given, kept)
    ctx.exit(FINE if result.status == "ok" else BROKEN)


def _run(given: dict[str, Any], kept: Kept) -> Result:
    from rewriter.cli import clipboard
    from rewriter.cli.texts import on_terminal
    from rewriter.loop.draft import unusable

    asked = given["file"] is None and not given["paste"] and on_terminal()
    if given["file"] == "-" and given["client_file"] == "-":
        raise UserError("Стандартный ввод один: из «-» берётся либо черновик, либо сообщение клиента.")
    if not asked:
        kept.draft = _draft(given)
    settings = settings_of(given)
    kept.pack = settings.pack
    pack, case = _prepared(given, settings, kept)
    if given["copy"]:
        clipboard.needed()
    if asked:
        case = _asked(given, case, kept)
    if (why := unusable(kept.draft)) is not None:
        raise UserError(why)
    result = _rewritten(given, settings, case, pack)
    _show(given, result, case, pack)
    kept.shown = True
    if given["copy"]:
        _copy(result)
    return result


def _draft(given: dict[str, Any]) -> str:
    from rewriter.cli import clipboard
    from rewriter.cli.texts import check_length, decode, read_text

    if given["paste"]:
        if given["file"] is not None:
            raise UserError(f"Черновик задан дважды: {given['file']} и --paste. Оставьте одно.")
        text = decode(clipboard.paste(), "буфер обмена").replace("\r\n", "\n").strip("\n")
        check_length(text, "буфер обмена")
        return text
    return read_text(given["file"] or "-", "черновик")


def _prepared(given: dict[str, Any], settings: Settings, kept: Kept) -> tuple[Pack, Case]:
    from rewriter.case import Case
    from rewriter.cli.cases import client_message, context
    from rewriter.pack import load_pack

    pack = load_pack(settings.pack)
    return pack, Case(pack=settings.pack, client_message=client_message(given), draft=kept.draft, context=context(given))


def _asked(given: dict[str, Any], case: Case, kept: Kept) -> Case:
    """The case with what a person typed in answer to our questions."""
    from rewriter.cli.asking import ask
    from rewriter.cli.texts import check_length

    client = case.client_message
    if given["client"] is None and given["client_file"] is None:
        client = ask("Сообщение клиента")
        check_length(client, "сообщение клиента")

    def keep(text: str) -> None:
        kept.draft = text

    kept.draft = ask("Черновик ответа", keep)
    check_length(kept.draft, "черновик")
    return case.model_copy(update={"client_message": client, "draft": kept.draft})


def _rewritten(given: dict[str, Any], settings: Settings, case: Case, pack: Pack) -> Result:
    from rewriter.cli.screen import Stages
    from rewriter.pipeline import Budget, rewrite

    stages = Stages(stream=given["stream"])
    backend = None
    if (done := _by_service(given, settings, case, stages)) is not None:
        return done
    try:
        if not given["rules_only"]:
            stages.say("открываю модель")
            backend = backend_of(settings)
        return rewrite(case, pack=pack, backend=backend, budget=Budget(settings.attempts, settings.time_budget_s), progress=stages)
    finally:
        stages.clear()
        if backend is not None:
            backend.close()


def _by_service(given: dict[str, Any], settings: Settings, case: Case, stages: Stages) -> Result | None:
    """The result of a service that runs here, which has its model loaded; None: do it yourself."""
    from rewriter.cli import service

    if given["rules_only"] or given["no_service"] or given["attempts"] is not None or given["no_mask"] or given["base_url"]:
        return None
    if (running := service.usable(settings)) is None:
        return None
    stages.say(f"спрашиваю сервис {running.url}")
    result = service.rewritten(running, case, settings, stages, lambda why: click.echo(f"Сервис {running.url} не помог: {why}. Переписываю здесь.", err=True))
    stages.clear()
    if result is not None:
        click.secho(f"Переписал сервис {running.url} (без него: --no-service).", dim=True, err=True)
    return result


def _show(given: dict[str, Any], result: Result, case: Case, pack: Pack) -> None:
    """The reply to stdout; what proves it under it on a terminal, else to stderr."""
    if given["form"] == "json":
        click.echo(result.model_dump_json(indent=2))
        return
    from rewriter.checker import check
    from rewriter.cli.diff import shown
    from rewriter.cli.evidence import evidence

    apart = not sys.stdout.isatty()
    click.echo(result.reply)
    sys.stdout.flush()
    if given["diff"] and result.reply != case.draft:
        out = sys.stderr if apart else sys.stdout
        colour = out.isatty() and click.get_current_context().color is not False
        click.echo("\n" + shown(case.draft, result.reply, colour=colour), err=apart)
    click.echo(err=apart)
    for line in evidence(result, check(case, pack), verbose=given["verbose"]):
        click.echo(line, err=apart)


def _copy(result: Result) -> None:
    from rewriter.cli import clipboard

    if result.status != "ok":
        click.echo("В буфер не скопировано: ответ сначала нужно проверить.", err=True)
        return
    clipboard.copy(result.reply)
    click.echo("Ответ в буфере обмена.", err=True)

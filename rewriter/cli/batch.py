"""`rewriter batch`: many drafts, one line of result each."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.bar import Bar
from rewriter.cli.errors import BROKEN, FINE, USAGE, UserError
from rewriter.cli.look import Command
from rewriter.cli.options import FILE, backend_of, model_options, pack_option, settings_of

if TYPE_CHECKING:
    from rewriter.backends import Backend
    from rewriter.cli.cases import Line
    from rewriter.cli.results import Results
    from rewriter.result import Result
    from rewriter.settings import Settings


@click.command(cls=Command)
@click.argument("cases", type=FILE, metavar="СЛУЧАИ.jsonl")
@click.option("--output", "-o", type=FILE, required=True, metavar="РЕЗУЛЬТАТЫ.jsonl", help="Куда писать; если файл уже начат, работа продолжится с места.")
@pack_option
@model_options
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Переписывает черновики из файла .jsonl: строка — случай, строка — результат.

    Прервали или выключился свет — повторите ту же команду: готовые строки
    не пропадут и не повторятся. Изменился готовый черновик или его пакет — команда
    попросит новый файл в -o; о других настройках скажет. Негодная строка получает результат failed
    с номером строки и причиной, остальные идут дальше.

    \b
    Примеры:
      rewriter batch cases.jsonl -o results.jsonl
      rewriter batch cases.jsonl -o results.jsonl --rules-only --pack post
    """  # noqa: D301 - click reads \b
    from rewriter.cli.cases import lines_of
    from rewriter.cli.results import Results

    settings = settings_of(given)
    lines = list(lines_of(given["cases"], default_pack=settings.pack, pack=given["pack"]))
    if not lines:
        raise UserError(f"{given['cases']}: в файле нет ни одной строки.")
    output = Path(given["output"])
    if output.exists() and output.samefile(given["cases"]):
        raise UserError(f"-o {given['output']}: это файл со случаями. Укажите для результатов другой.")
    with Results(given["output"]) as results:
        done = results.finished([line.id for line in lines])
        results.made_from([line.case.model_dump_json() if line.case else line.problem for line in lines], _options(given, settings))
        if done:
            click.echo(f"Готово раньше: {done} из {len(lines)}.", err=True)
        bad = _work(given, settings, lines, done, results)
        _tell(results.statuses)
    # Bad lines count on every run, whether they were met now or before a break.
    ctx.exit(USAGE if bad or any(line.case is None for line in lines) else FINE if set(results.statuses) <= {"ok"} else BROKEN)


def _options(given: dict[str, Any], settings: Settings) -> str:
    """What shapes a reply besides the case, to be told from another run."""
    if given["rules_only"]:
        return "без модели"
    return f"{settings.backend}, {settings.model or 'модель по умолчанию'}"


def _work(given: dict[str, Any], settings: Settings, lines: Sequence[Line], done: int, results: Results) -> bool:
    """Rewrites what is left; whether a pack could not be loaded."""
    todo, backend, bad = lines[done:], None, False
    if todo and not given["rules_only"]:
        backend = backend_of(settings)
    bar = _Bar(done, len(lines))
    try:
        for line in todo:
            result, unusable = _result(line, settings, backend, bar)
            bad |= unusable
            results.append(result.model_dump_json(), result.status)
            bar.step()
    except BaseException:
        bar.clear()
        click.echo(f"Остановлено: готово {sum(results.statuses.values())} из {len(lines)}. Продолжить — та же команда.", err=True)
        raise
    finally:
        bar.clear()
        if backend is not None:
            backend.close()
    return bad


def _result(line: Line, settings: Settings, backend: Backend | None, bar: _Bar) -> tuple[Result, bool]:
    """The line's result, and whether its input could not be used. Raises BackendUnavailable: then no line is to be had."""
    from rewriter.backends.protocol import BackendUnavailable
    from rewriter.cli.rewrite import failed
    from rewriter.pack import PackError
    from rewriter.pipeline import Budget, rewrite

    if line.case is None:
        bar.note(line.problem)
        return failed(line.draft, line.pack, line.problem, line.id), True
    try:
        return rewrite(line.case, backend=backend, budget=Budget(settings.attempts, settings.time_budget_s)), False
    except BackendUnavailable:
        raise
    except PackError as error:
        bar.note(f"строка {line.number}: {error}")
        return failed(line.draft, line.pack, str(error), line.id), True
    except Exception as error:  # one case must not take the others down
        if os.environ.get("REWRITER_DEBUG"):
            raise
        reason = f"ошибка в самой программе: {type(error).__name__}: {error}"
        bar.note(f"строка {line.number}: {reason}")
        return failed(line.draft, line.pack, reason, line.id), False


def _tell(statuses: Counter[str]) -> None:
    names = {"ok": "можно отправлять", "needs_review": "проверить", "failed": "не переписано"}
    click.echo("Всего {}: {}.".format(sum(statuses.values()), ", ".join(f"{name} {statuses[key]}" for key, name in names.items())), err=True)


class _Bar:
    """How many drafts are done."""

    def __init__(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        self._bar = Bar(total, first=done)
        self._draw()

    def step(self) -> None:
        self.done += 1
        self._draw()

    def note(self, text: str) -> None:
        self.clear()
        click.echo(text, err=True)
        self._draw()

    def clear(self) -> None:
        self._bar.clear()

    def _draw(self) -> None:
        self._bar.at(self.done, f"{self.done} из {self.total}")

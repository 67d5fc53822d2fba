"""`rewriter batch`: many drafts, one line of result each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.bar import Bar
from rewriter.cli.errors import BROKEN, FINE, USAGE, UserError
from rewriter.cli.look import Command, Number
from rewriter.cli.options import FILE, engine_options, model_options, pack_option, settings_of, sound_engine
from rewriter.cli.words import plural

if TYPE_CHECKING:
    from rewriter.cli.cases import Line
    from rewriter.cli.results import Results
    from rewriter.engines import Engine
    from rewriter.settings import Settings


@click.command(cls=Command)
@click.argument("cases", type=FILE, metavar="СЛУЧАИ.jsonl")
@click.option("--output", "-o", type=FILE, required=True, metavar="РЕЗУЛЬТАТЫ.jsonl", help="Куда писать; если файл уже начат, работа продолжится с места.")
@pack_option
@model_options
@engine_options
@click.option("--jobs", "-j", type=Number(1), metavar="N", help="Сколько рабочих процессов (1; с ray — по ядру, а где у каждого своя модель — по машине).")
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Переписывает черновики из файла .jsonl: строка — случай, строка — результат.

    Прервали или выключился свет — повторите ту же команду: готовые строки
    не пропадут и не повторятся. Изменился готовый черновик или его пакет — команда
    попросит новый файл в -o; о других настройках скажет. Негодная строка получает результат failed
    с номером строки и причиной, остальные идут дальше.

    Файл может быть сколь угодно длинным: в памяти стоит только то, что в работе.

    \b
    Примеры:
      rewriter batch cases.jsonl -o results.jsonl
      rewriter batch cases.jsonl -o results.jsonl --rules-only --pack post
      rewriter batch cases.jsonl -o results.jsonl --backend openai --base-url http://gpu:8000/v1 --jobs 16
      rewriter batch cases.jsonl -o results.jsonl --engine ray --ray-address head:6379
    """  # noqa: D301 - click reads \b
    from rewriter.cli.results import Results
    from rewriter.cli.source import Source

    sound_engine(given)
    settings = settings_of(given)
    with Source(given["cases"], default_pack=settings.pack, pack=given["pack"]) as source:
        if next(source.lines(), None) is None:
            raise UserError(f"{given['cases']}: в файле нет ни одной строки.")
        output = Path(given["output"])
        if output.exists() and output.samefile(given["cases"]):
            raise UserError(f"-o {given['output']}: это файл со случаями. Укажите для результатов другой.")
        with Results(given["output"]) as results:
            done = source.read(results, _options(given, settings))
            if done:
                click.echo(f"Готово раньше: {done} из {source.total}.", err=True)
            bad = _work(given, settings, source.rest(done), done, source.total, results)
            _tell(results.statuses)
    # Bad lines count on every run, whether they were met now or before a break.
    ctx.exit(USAGE if bad or source.bad else FINE if set(results.statuses) <= {"ok"} else BROKEN)


def _options(given: dict[str, Any], settings: Settings) -> str:
    """What shapes a reply besides the case, to be told from another run."""
    if given["rules_only"]:
        return "без модели"
    return f"{settings.backend}, {settings.model or 'модель по умолчанию'}"


def _work(given: dict[str, Any], settings: Settings, todo: Iterable[Line], done: int, total: int, results: Results) -> bool:
    """Rewrites what is left; whether a pack could not be loaded."""
    from rewriter.engines import opened

    bar, bad = _Bar(done, total), False
    try:
        if done < total:
            heavy = not given["rules_only"] and settings.backend == "local"
            with opened(given["engine"], given["jobs"], given["ray_address"], model=heavy) as engine:
                if heavy and engine.share > 1:
                    bar.note(_crowded(engine.share))
                bad = _rewrite(given, settings, engine, todo, results, bar)
    except BaseException:
        bar.clear()
        click.echo(f"Остановлено: готово {sum(results.statuses.values())} из {total}. Продолжить — та же команда.", err=True)
        raise
    finally:
        bar.clear()
    return bad


def _rewrite(given: dict[str, Any], settings: Settings, engine: Engine, todo: Iterable[Line], results: Results, bar: _Bar) -> bool:
    from rewriter.backends.openai import url_of
    from rewriter.cli.rewriting import Rewriting, given_up
    from rewriter.engines.ledger import PORTION

    if given["engine"] == "ray" and settings.backend == "openai":  # other machines have other variables
        settings = replace(settings, base_url=url_of(settings.base_url))
    bad = False
    with closing(Rewriting(settings, given["rules_only"], engine.share)) as rewriting:
        # A model takes seconds a draft: handed out one by one, nobody waits for a neighbour's sixteen.
        portion = PORTION if given["rules_only"] else 1
        for _, (result, note, unusable) in engine.mapped(rewriting, todo, given_up, portion=portion):
            if note:
                bar.note(note)
            bad |= unusable
            results.append(result.model_dump_json(), result.status)
            bar.step()
    return bad


def _crowded(share: int) -> str:
    processes = plural(share, "процесс", "процесса", "процессов")
    return f"На одной машине {processes} с моделью: память нужна каждому, а ядра они поделят. Если ядер мало, один процесс не медленнее."


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

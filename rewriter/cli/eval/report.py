"""`rewriter eval report`: a scored run as one page, with Markdown, JSON and JUnit beside it."""

from __future__ import annotations

from pathlib import Path

import click

from rewriter.cli.errors import UserError
from rewriter.cli.look import Command
from rewriter.cli.options import FILE


@click.command(cls=Command)
@click.argument("run", metavar="ПРОГОН", type=FILE)
@click.option("--base", "-b", type=FILE, metavar="БЫЛО", help="С чем сравнить: папка прежнего прогона или имя образца.")
@click.option("--output", "-o", type=FILE, metavar="ПАПКА", help="Куда записать (report в папке прогона).")
@click.option("--baselines", type=FILE, metavar="ПАПКА", help="Где лежат образцы (evals/baselines).")
def command(run: str, base: str | None, output: str | None, baselines: str | None) -> None:
    """Отчёт об оценённом прогоне: страница report.html, которой не нужна сеть, и рядом report.md, report.json, junit.xml.

    На странице — итоги, десять худших ответов, графики по правилам, пакетам и меткам, затем все случаи с поиском:
    письмо клиента, правка черновика по словам, нарушения на своих местах, факты, вопросы, ожидания, попытки.

    \b
    Примеры:
      rewriter eval report runs/hard
      rewriter eval report runs/hard --base hard -o /tmp/report
    """  # noqa: D301 - click reads \b
    from rewriter.evaluation.comparison import compare
    from rewriter.evaluation.report.build import report_files
    from rewriter.evaluation.scored import scored
    from rewriter.replacing import replaced

    folder = Path(baselines) if baselines else None
    made = scored(run, folder)
    files, numbers = report_files(made, compare(scored(base, folder), made) if base else None)
    place = Path(output) if output else made.folder / "report"
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            replaced(place / name, [text.encode("utf-8", "surrogatepass")])
    except OSError as error:
        raise UserError(f"{place}: отчёт не записать ({error.strerror}). Укажите другую папку в -o.") from None
    click.echo(str(place / "report.html"))
    total = numbers.all
    click.echo(f"Верно {total.right} из {total.scored}, неверно {total.wrong}, на проверку {total.review}, не оценено {total.unscored}.", err=True)

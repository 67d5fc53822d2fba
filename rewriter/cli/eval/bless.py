"""`rewriter eval bless`: a run becomes what later ones are compared with."""

from __future__ import annotations

from pathlib import Path

import click

from rewriter.cli.errors import UserError
from rewriter.cli.look import Command
from rewriter.cli.options import FILE, verbose_option


@click.command(cls=Command)
@click.argument("run", metavar="ПРОГОН", type=FILE)
@click.option("--suite-name", metavar="ИМЯ", help="Имя образца (имя набора).")
@click.option("--force", is_flag=True, help="Принять и тот прогон, который в образцы не годится.")
@click.option("--dry-run", is_flag=True, help="Только показать, что изменится.")
@click.option("--baselines", type=FILE, metavar="ПАПКА", help="Где лежат образцы (evals/baselines).")
@verbose_option
def command(run: str, suite_name: str | None, force: bool, dry_run: bool, baselines: str | None, verbose: bool) -> None:
    """Принимает оценённый прогон за образец: с ним сравнивает rewriter eval compare.

    Прежде показывает, чем прогон отличается от нынешнего образца. Не принимает прогон, который не окончен,
    где есть неоценённые случаи или который оценён не сегодняшними правилами.

    \b
    Примеры:
      rewriter eval bless runs/hard
      rewriter eval bless runs/hard --dry-run
    """  # noqa: D301 - click reads \b
    from rewriter.cli.eval.compared import lines
    from rewriter.evaluation.baseline import baseline_files, baseline_name, objections
    from rewriter.evaluation.comparison import compare
    from rewriter.evaluation.errors import EvaluationError
    from rewriter.evaluation.scored import baselines_folder, scored
    from rewriter.replacing import replaced

    made = scored(run)
    home = Path(baselines) if baselines else baselines_folder()
    place = home / baseline_name(made, suite_name)
    against = list(objections(made))
    for objection in against:
        click.echo(f"{run}: {objection}.", err=True)
    if against and not force:
        raise UserError(f"Прогон в образцы не годится. Доделайте его (rewriter eval run, rewriter eval score {run}) или примите как есть: --force.")
    if (place / "run.json").exists():
        try:
            for line in lines(compare(scored(str(place)), made), verbose=verbose):
                click.echo(line)
        except EvaluationError as error:  # the old baseline is of no use: that is no reason to keep it
            click.echo(f"С нынешним образцом не сравнить: {error}", err=True)
    else:
        click.echo(f"Образца {place.name} ещё не было.")
    if dry_run:
        click.echo("Образец не тронут (--dry-run).", err=True)
        return
    try:
        place.mkdir(parents=True, exist_ok=True)
        files = baseline_files(made)
        for name, content in files.items():
            replaced(place / name, [content])
        if "summary.json" not in files:
            (place / "summary.json").unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"{place}: образец не записать ({error.strerror}).") from None
    click.echo(f"Образец записан: {place}. Сравнивать с ним: rewriter eval compare {place.name} ПРОГОН", err=True)

"""`rewriter eval compare`: two runs, case by case."""

from __future__ import annotations

from pathlib import Path

import click

from rewriter.cli.errors import BROKEN, FINE, UserError
from rewriter.cli.look import Command, PackName
from rewriter.cli.options import FILE, formats, verbose_option


@click.command(cls=Command)
@click.argument("base", metavar="БЫЛО", type=FILE)
@click.argument("new", metavar="СТАЛО", type=FILE)
@click.option("--tag", "-t", "tags", multiple=True, metavar="МЕТКА", help="Только случаи с этой меткой; можно несколько раз.")
@click.option("--pack", "-p", "packs", multiple=True, type=PackName(), help="Только случаи этого пакета; можно несколько раз.")
@click.option("--fail-on", multiple=True, metavar="ЧТО", help="Что считать ухудшением (всё): список ниже; nothing — ничего.")
@click.option("--baselines", type=FILE, metavar="ПАПКА", help="Где лежат образцы (evals/baselines).")
@verbose_option
@formats("text", "json", "markdown")
@click.pass_context
def command(
    ctx: click.Context,
    base: str,
    new: str,
    tags: tuple[str, ...],
    packs: tuple[str, ...],
    fail_on: tuple[str, ...],
    baselines: str | None,
    verbose: bool,
    form: str,
) -> None:
    """Сравнивает два оценённых прогона одного набора. БЫЛО и СТАЛО — папки прогонов или имя образца (rewriter eval bless).

    Код выхода 1 — стало хуже. Ухудшения для --fail-on, через запятую:

    \b
      must-pass   обязательный случай не верен (must_pass в наборе)
      wrong       ответ выглядит годным, а нарушает правило или не выполняет ожидание; раньше этого не было
      unscored    случай был оценён, а теперь оценки нет
      flips       перестало быть верными больше, чем стало; flips:3 — больше на 4 и далее.
                  Где случаи повторяют, потеря может быть случайной: там без числа решает share
      share       доля верных упала не случайно: точный критерий Макнемара, p < 0,05
      blind       правило молчит о черновиках, в которых раньше находило нарушение

    \b
    Примеры:
      rewriter eval compare hard runs/hard
      rewriter eval compare runs/before runs/after --pack post --format markdown
      rewriter eval compare hard runs/hard --fail-on must-pass,wrong,flips:2
    """  # noqa: D301 - click reads \b
    from rewriter.evaluation.comparison import Only, compare
    from rewriter.evaluation.scored import scored
    from rewriter.evaluation.verdict import KINDS, BadFailOn
    from rewriter.evaluation.verdict import fail_on as asked

    try:
        failing = asked(fail_on)
    except BadFailOn as error:
        raise UserError(f"--fail-on: «{error}» не подходит, есть: {', '.join(KINDS)}, flips:ЧИСЛО, nothing.") from None
    folder = Path(baselines) if baselines else None
    found = compare(scored(base, folder), scored(new, folder), only=Only(frozenset(packs), frozenset(tags)), fail_on=failing)
    if form == "json":
        click.echo(found.model_dump_json(indent=2))
    elif form == "markdown":
        from rewriter.evaluation.report.markdown import comparison_markdown

        click.echo(comparison_markdown(found), nl=False)
    else:
        from rewriter.cli.eval.compared import lines

        for line in lines(found, verbose=verbose):
            click.echo(line)
    ctx.exit(BROKEN if found.regressed else FINE)

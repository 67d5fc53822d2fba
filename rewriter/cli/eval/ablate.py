"""`rewriter eval ablate`: what each part of the loop earns, and how others' ways compare."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.errors import BROKEN, FINE
from rewriter.cli.eval.options import chosen_of, jobs_option, limit_option, tag_option
from rewriter.cli.look import Command, Number
from rewriter.cli.options import FILE, backend_options, formats, pack_option, settings_of

if TYPE_CHECKING:
    from rewriter.evaluation.ablation import Row

_DEFAULT = "product,rules-only,no-pairs,no-guide,no-loop,no-fixes"


@click.command(cls=Command)
@click.argument("suite", metavar="НАБОР")
@click.option("--output", "-o", type=FILE, required=True, metavar="ПАПКА", help="Куда записать прогоны: по папке на вариант; прерванное продолжится с места.")
@click.option("--variants", default=_DEFAULT, metavar="ВАРИАНТ,…", help="Какие варианты (все, кроме тех, что пишут ответ целиком); all — все.")
@backend_options
@pack_option
@click.option("--attempts", type=Number(1), help="Сколько раз спрашивать модель (3).")
@click.option("--recorded", is_flag=True, help="Модель не спрашивать: только её записанные ответы.")
@click.option("--calls", type=FILE, metavar="ФАЙЛ", help="Записанные ответы другого прогона (его calls.jsonl).")
@jobs_option
@limit_option
@tag_option
@formats("text", "json", "markdown")
@click.pass_context
def command(ctx: click.Context, /, form: str, **given: Any) -> None:
    """Прогоняет и оценивает набор в нескольких вариантах и показывает, что даёт каждая часть.

    \b
    Варианты:
      product      продукт целиком; с ним сравниваются остальные
      rules-only   только правила, без модели
      no-pairs     без примеров в запросе
      no-guide     без руководства (у местной модели — без указания) в запросе
      no-loop      модель спрашивают один раз
      no-fixes     без исправлений по правилам: черновик идёт модели, а её ответ клиенту, как есть
      whole        модель пишет ответ целиком, с циклом
      bare         голая модель: первый ответ на полный запрос, как есть
      guardrails   guardrails-ai: наши правила, его цикл
      tone         просьба «сделай дружелюбнее», как кнопка в системах поддержки
    Последние четыре пишут ответ целиком: на местной модели это десятки секунд на случай.

    \b
    Примеры:
      rewriter eval ablate smoke -o runs/ablation --limit 10
      rewriter eval ablate hard -o runs/peers --variants product,bare,tone --format markdown
    """  # noqa: D301 - click reads \b
    from rewriter.evaluation.ablation import table
    from rewriter.evaluation.scoring import scores_in
    from rewriter.evaluation.suite import load_suite
    from rewriter.evaluation.variants import VARIANTS, variant_of

    names = list(VARIANTS) if given["variants"] == "all" else list(dict.fromkeys(n.strip() for n in given["variants"].split(",") if n.strip()))
    for name in names:
        variant_of(name)
    suite, folder = load_suite(given["suite"], chosen_of(given)), Path(given["output"])
    problems = _runs(given, names, suite, folder)
    rows = table({name: scores_in(folder / name) for name in names})
    for line in _shown(rows, form):
        click.echo(line)
    ctx.exit(BROKEN if problems else FINE)


def _runs(given: dict[str, Any], names: Sequence[str], suite: Any, folder: Path) -> int:
    """Runs and scores every variant over one recording; how many outputs have no result."""
    from rewriter.cli.eval.run import finish, job_of, recording_of, shared, take_calls
    from rewriter.cli.eval.score import scored
    from rewriter.evaluation.manifest import manifest_of
    from rewriter.evaluation.running import Run
    from rewriter.evaluation.variants import VARIANTS

    settings, problems = settings_of({**given, "pack": None}), 0
    calls = folder / "calls.jsonl"
    if given["calls"]:
        take_calls(Path(given["calls"]), calls)
    recording, identity = recording_of(given, settings, calls) if any(VARIANTS[n].model for n in names) else (None, None)
    try:
        for name in names:
            own, whose = (recording, identity) if VARIANTS[name].model else (None, None)
            options = {**given, "variant": name, "seed": 0}
            manifest = manifest_of(suite, whose, variant=name, attempts=settings.attempts, repeats=1, seed=0, pack=given["pack"])
            with Run(folder / name, manifest, suite) as run:
                mapper, jobs = shared(options, whose)
                finish(run, job_of(options, settings, settings.attempts, whose, own, calls), mapper, jobs, name=f"{name}: ")
            problems += run.problems.total()
            scored(folder / name, None, given["jobs"], name=f"{name}, оценка: ", limited=suite)
    finally:
        if recording is not None:
            recording.close()
    return problems


def _shown(rows: Sequence[Row], form: str) -> Iterator[str]:
    if form == "json":
        yield json.dumps([row.model_dump() for row in rows], ensure_ascii=False, indent=2)
        return
    heads = ("вариант", "верно", "отправлено бы", "неверно", "на проверку", "разница с product (95 %)", "модель, с")
    cells = [(f"{r.variant} — {r.title}", *map(_percent, (r.right, r.ok, r.wrong, r.review)), _difference(r), _seconds(r)) for r in rows]
    if form == "markdown":
        yield f"| {' | '.join(heads)} |"
        yield f"| --- |{' ---: |' * (len(heads) - 1)}"
        yield from (f"| {' | '.join(row)} |" for row in cells)
    else:
        wide = [max(len(row[i]) for row in (heads, *cells)) for i in range(len(heads))]
        for row in (heads, *cells):
            yield "  ".join(f"{cell:{wide[0]}}" if i == 0 else f"{cell:>{wide[i]}}" for i, cell in enumerate(row)).rstrip()
    counted = sorted({r.replies for r in rows})
    yield ""
    yield f"Ответов оценено: {', '.join(map(str, counted))}. «Верно»: статус ok, ни одной ошибки, все ожидания выполнены."


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _difference(row: Row) -> str:
    if row.difference is None:
        return "—"
    interval = "" if row.low is None or row.high is None else f" ({_points(row.low)} … {_points(row.high)})"
    return f"{_points(row.difference)}{interval}"


def _points(share: float) -> str:
    """Percentage points with their sign; a minus as it is set."""
    return f"{100 * share:+.0f}".replace("-", "−") if round(100 * share) else "0"


def _seconds(row: Row) -> str:
    return "—" if row.model_s is None else f"{row.model_s:.1f}".replace(".", ",")

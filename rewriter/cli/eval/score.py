"""`rewriter eval score`: phase two, the stored replies judged by today's rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.bar import Bar
from rewriter.cli.errors import UserError
from rewriter.cli.eval.options import cores, jobs_option
from rewriter.cli.look import Command
from rewriter.cli.options import FILE, formats
from rewriter.cli.words import plural

if TYPE_CHECKING:
    from rewriter.evaluation.records import Manifest, Score
    from rewriter.evaluation.scoring import Stale
    from rewriter.evaluation.suite import Suite
    from rewriter.evaluation.summary import Summary


@click.command(cls=Command)
@click.argument("folder", type=FILE, metavar="ПРОГОН")
@click.option("--suite", metavar="НАБОР", help="Где теперь набор, если не там, где был при прогоне.")
@jobs_option
@click.option(
    "--judge", "judge_url", metavar="АДРЕС", help="Сервер с моделью-судьёй (совместимый с OpenAI): добавит оценку от 1 до 5. Ни на что другое не влияет."
)
@click.option("--judge-model", metavar="МОДЕЛЬ", help="Имя модели-судьи на этом сервере.")
@formats("text", "json")
def command(folder: str, suite: str | None, jobs: int | None, judge_url: str | None, judge_model: str | None, form: str) -> None:
    """Оценивает записанные ответы прогона сегодняшними правилами и ожиданиями набора; модель не нужна.

    Пишет в папку прогона scores.jsonl (оценка на строку) и summary.json.

    \b
    Исходы:
      верно         статус ok, ни одной ошибки, все ожидания набора выполнены
      неверно       статус ok, но это не так: ушло бы клиенту с ошибкой
      на проверку   оставлено человеку
      не оценено    ответа нет или случай с тех пор изменился

    Примеры:
      rewriter eval score runs/hard
      rewriter eval score runs/hard --format json
    """  # noqa: D301 - click reads \b
    if (judge_url is None) != (judge_model is None):
        raise UserError("Модели-судье нужны оба параметра: --judge АДРЕС и --judge-model МОДЕЛЬ.")
    found, stale = scored(Path(folder), suite, jobs, (judge_url, judge_model) if judge_url and judge_model else None)
    if form == "json":
        click.echo(found.model_dump_json(indent=2))
        return
    from rewriter.evaluation.manifest import read_manifest

    manifest = read_manifest(Path(folder))
    for line in lines(found, manifest):
        click.echo(line)
    for line in warnings(stale, found, manifest, Path(folder)):
        click.echo(line, err=True)


def scored(
    folder: Path, suite_name: str | None = None, jobs: int | None = None, judge: tuple[str, str] | None = None, name: str = "", limited: Suite | None = None
) -> tuple[Summary, Stale]:
    """Scores a run's outputs and writes `scores.jsonl` and `summary.json`; what they come to. `limited`: the suite, where it is loaded. Raises EvaluationError."""
    from rewriter.engines.processes import mapped
    from rewriter.evaluation.manifest import read_manifest
    from rewriter.evaluation.scoring import judged_by, score, scores_in, stale, stored_in, suite_of, unscored
    from rewriter.evaluation.summary import summary
    from rewriter.replacing import replaced

    manifest = read_manifest(folder)
    suite = limited or suite_of(manifest, suite_name)
    old = stale(manifest)
    bar = Bar(manifest.cases * manifest.repeats)

    def made() -> Iterator[Score]:
        pairs = mapped(score, stored_in(folder, suite), jobs or cores(), unscored)
        for done, (_, one) in enumerate(pairs, 1):
            bar.at(done, f"{name}{done} из {manifest.cases * manifest.repeats}")
            yield one

    try:
        found = made()
        if judge is not None:
            from rewriter.evaluation.judging import judged

            found = judged(found, *judge)
        replaced(folder / "scores.jsonl", (s.model_dump_json().encode() + b"\n" for s in found))
        whole = summary(scores_in(folder), asdict(old), judged_by(manifest))
        replaced(folder / "summary.json", [whole.model_dump_json(indent=2).encode() + b"\n"])
    except OSError as error:
        raise UserError(f"{folder}: оценки не записать ({error.strerror}).") from None
    finally:
        bar.clear()
    return whole, old


def lines(found: Summary, manifest: Manifest) -> Iterator[str]:
    """The summary as a person reads it."""
    model = f"{manifest.backend}, {manifest.model}" if manifest.model else "без модели"
    yield click.style(f"{manifest.suite} · {manifest.variant} · {model} · {plural(found.cases, 'ответ', 'ответа', 'ответов')}", bold=True)
    yield ""
    yield from _outcomes(found)
    if found.must_pass.cases:
        yield f"Обязательных случаев: {found.must_pass.cases}, из них верно {found.must_pass.right}"
    yield ""
    yield f"Факты: сохранено {found.facts_kept} из {found.facts}, придумано {found.facts_invented}"
    order = f"; не в порядке вопросов {found.out_of_order} из {found.order_judged}" if found.order_judged else ""
    yield f"Вопросы: точно отвечено на {found.questions_answered} из {found.questions}{order}"
    if (before := found.officialese_before.mean) is not None and (after := found.officialese_after.mean) is not None:
        yield f"Канцелярит (0–100), в среднем: {_number(before)} → {_number(after)}"
    yield f"Похожесть на образец (chrF): {_chrf(found)}"
    if found.length_ratio.p50 is not None:
        yield f"Длина к черновику: половина ответов до {_number(found.length_ratio.p50, 2)}, 95 % — до {_number(found.length_ratio.p95, 2)}"
    if found.judge.mean is not None:
        yield f"Модель-судья (1–5): в среднем {_number(found.judge.mean, 2)}, оценено {found.judge.count}"
    yield from _time(found)
    yield from _rules(found)
    yield from _unmet(found)
    for problem, count in found.problems.items():
        yield f"Не оценено {count}: {problem}"


def _outcomes(found: Summary) -> Iterator[str]:
    wide = max([12, *map(len, found.by_pack)])
    yield f"  {'':{wide}} {'верно':>12} {'неверно':>12} {'на проверку':>12} {'не оценено':>11}"
    for name, shares in [("всего", found.outcomes), *found.by_pack.items()]:
        scored_ = shares.cases - shares.unscored
        cells = "".join(f" {_of(count, scored_):>12}" for count in (shares.right, shares.wrong, shares.review))
        yield f"  {name or '—':{wide}}{cells} {shares.unscored:>11}"


def _of(count: int, total: int) -> str:
    return f"{count} ({100 * count / total:.0f} %)" if total else "—"


def _number(value: float | None, places: int = 1) -> str:
    return "—" if value is None else f"{value:.{places}f}".replace(".", ",")


def _chrf(found: Summary) -> str:
    if found.similarity.count:
        return f"в среднем {_number(found.similarity.mean)}, у {plural(found.similarity.count, 'ответа', 'ответов', 'ответов')}"
    from rewriter.evaluation.metrics import chrf

    return "образцов в наборе нет" if chrf() is not None else "не посчитана: нет пакета sacrebleu (pip install 'rewriter[evals]')"


def _time(found: Summary) -> Iterator[str]:
    from rewriter.cli.words import grouped, seconds

    names = {"model": "модель", "check": "правила", "total": "всего"}
    parts = [
        f"{name} {seconds(s.p50)} / {seconds(s.p95)}" for stage, name in names.items() if (s := found.timing_ms[stage]).p50 is not None and s.p95 is not None
    ]
    if parts:
        yield f"Время, половина ответов до / 95 % до: {'; '.join(parts)}"
    if found.tokens.get("prompt_tokens"):
        read, cached, written = (grouped(found.tokens[k]) for k in ("prompt_tokens", "cached_tokens", "completion_tokens"))
        yield f"Токены: прочитано {read} (из них уже готовых {cached}), написано {written}"


def _rules(found: Summary) -> Iterator[str]:
    worst = [r for r in found.rules if r.replies][:10]
    if worst:
        yield ""
        yield click.style("Что нарушено чаще всего (ответов из проверенных)", bold=True)
        for rule in worst:
            yield f"  {rule.rule:24} {rule.replies:>4} из {rule.judged}"


def _unmet(found: Summary) -> Iterator[str]:
    if not found.expected:
        return
    names = {"must_keep": "должно быть", "must_go": "не должно быть", "order": "порядок", "status": "статус"}
    yield ""
    told = [f"{names[kind]} — {c['met']} из {c['met'] + c['unmet']}" for kind, c in found.expected.items()]
    yield click.style(f"Ожидания набора выполнены: {'; '.join(told)}", bold=True)
    for line in found.unmet:
        case, kind, text = line.split(": ", 2)
        yield f"  {case}: {names[kind]}: {text}"
    if (rest := sum(c["unmet"] for c in found.expected.values()) - len(found.unmet)) > 0:
        yield f"  … и ещё {rest}: они в scores.jsonl"


def warnings(stale: Stale, found: Summary, manifest: Manifest, folder: Path) -> Iterator[str]:
    """What is not as it was when the answers were recorded, and what to do about it."""
    if stale.prompts:
        affected = sum(shares.cases for pack, shares in found.by_pack.items() if pack in stale.prompts)
        yield f"Запросы к модели изменились с тех пор (пакеты {', '.join(stale.prompts)}): {plural(affected, 'ответ', 'ответа', 'ответов')} — на прежние запросы."
        yield f"Сделать их заново: rewriter eval run {manifest.suite} -o НОВАЯ_ПАПКА --calls {folder / 'calls.jsonl'} (о неизменном модель не спросят)."
    changed: list[Any] = [f"правила пакетов {', '.join(stale.policies)}"] if stale.policies else []
    changed += ["код правил"] if stale.rules else []
    if changed:
        yield f"С тех пор изменились: {' и '.join(changed)}. Оценки — по сегодняшним; исправления в самих ответах — тогдашние."

"""`rewriter eval run`: phase one, the model's answers written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.bar import Bar
from rewriter.cli.errors import BROKEN, FINE, UserError
from rewriter.cli.eval.options import chosen_of, cores, jobs_option, limit_option, processes, tag_option
from rewriter.cli.look import Command, Number
from rewriter.cli.options import FILE, backend_options, engine_options, pack_option, settings_of, sound_engine
from rewriter.cli.words import plural

if TYPE_CHECKING:
    from rewriter.evaluation.recording import Identity, Recording
    from rewriter.evaluation.running import Job, Mapper, Run
    from rewriter.settings import Settings


@click.command(cls=Command)
@click.argument("suite", metavar="НАБОР")
@click.option("--output", "-o", type=FILE, required=True, metavar="ПАПКА", help="Куда записать прогон; если он там уже начат, работа продолжится с места.")
@backend_options
@pack_option
@click.option("--attempts", type=Number(1), help="Сколько раз спрашивать модель (3).")
@click.option("--rules-only", is_flag=True, help="Без модели: только исправления по правилам.")
@click.option("--recorded", is_flag=True, help="Модель не спрашивать: только её записанные ответы.")
@click.option("--calls", type=FILE, metavar="ФАЙЛ", help="Записанные ответы другого прогона (его calls.jsonl): о том же модель не спросят снова.")
@click.option("--variant", default="product", metavar="ВАРИАНТ", help="Как переписывать (product); варианты: rewriter eval ablate --help.")
@click.option("--repeats", type=Number(1), default=1, help="Сколько раз переписать каждый случай (1).")
@click.option("--seed", type=Number(0), default=0, help="Начало случайных чисел модели (0).")
@jobs_option
@engine_options
@limit_option
@tag_option
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Прогоняет набор случаев и записывает, что вышло; оценивает записанное потом rewriter eval score.

    В папке прогона: run.json (чем и когда сделан), outputs.jsonl (ответ на строку),
    calls.jsonl (что ответила модель: повторный прогон о том же её не спросит).
    Прервали — повторите ту же команду: готовое не пропадёт.

    \b
    Примеры:
      rewriter eval run hard -o runs/hard
      rewriter eval run hard -o runs/today --recorded --calls evals/recordings/embedded/calls.jsonl
      rewriter eval run свои.jsonl -o runs/post --pack post --rules-only
    """  # noqa: D301 - click reads \b
    from rewriter.evaluation.manifest import manifest_of
    from rewriter.evaluation.running import Run
    from rewriter.evaluation.suite import load_suite
    from rewriter.evaluation.variants import variant_of

    sound_engine(given)
    if given["rules_only"]:
        if given["variant"] not in ("product", "rules-only"):
            raise UserError("--rules-only и --variant вместе не нужны: оставьте одно.")
        given["variant"] = "rules-only"
    settings = settings_of({**given, "pack": None})
    suite = load_suite(given["suite"], chosen_of(given))
    folder, variant = Path(given["output"]), variant_of(given["variant"])
    calls = folder / "calls.jsonl"
    if given["calls"]:
        take_calls(Path(given["calls"]), calls)
    recording, identity = recording_of(given, settings, calls) if variant.model else (None, None)
    attempts = settings.attempts
    manifest = manifest_of(suite, identity, variant=given["variant"], attempts=attempts, repeats=given["repeats"], seed=given["seed"], pack=given["pack"])
    try:
        with Run(folder, manifest, suite) as run, sharing(given, identity) as (mapper, jobs):
            finish(run, job_of(given, settings, attempts, identity, recording, calls.absolute()), mapper, jobs)
    finally:
        if recording is not None:
            recording.close()
    tell(run)
    ctx.exit(BROKEN if run.problems else FINE)


def job_of(given: dict[str, Any], settings: Settings, attempts: int, identity: Identity | None, recording: Recording | None, calls: Path) -> Job:
    """What the workers do."""
    from rewriter.evaluation.models import opener
    from rewriter.evaluation.running import Job

    return Job(
        variant=given["variant"],
        attempts=attempts,
        seed=given["seed"],
        identity=identity,
        calls=calls,
        opened=None if given["recorded"] else opener(settings),
        recording=recording,
    )


def take_calls(source: Path, calls: Path) -> None:
    """Puts another run's recorded answers into this one, unless it has its own already."""
    from rewriter.replacing import replaced

    if calls.exists() or source.resolve() == calls.resolve():
        return
    try:
        calls.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as stream:
            replaced(calls, iter(lambda: stream.read(1 << 16), b""))
    except OSError as error:
        raise UserError(f"--calls {source}: {error.strerror}. Нужен calls.jsonl из папки прогона.") from None


def recording_of(given: dict[str, Any], settings: Settings, calls: Path) -> tuple[Recording, Identity]:
    """The recording and whose answers are in it. With `--recorded` it is only read, and tells the model itself."""
    from rewriter.evaluation.models import identity_of, recorded_identity
    from rewriter.evaluation.recording import Recording

    if given["recorded"]:
        if not calls.is_file():
            raise UserError(f"{calls}: записанных ответов здесь нет. Укажите их: --calls ФАЙЛ, или прогоните набор без --recorded.")
        recording = Recording(calls)
        return recording, recorded_identity(recording, given["backend"], given["model"])
    identity = identity_of(settings)
    try:
        calls.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{calls.parent}: сюда не записать ({error.strerror}). Укажите в -o другую папку.") from None
    recording = Recording(calls, writable=True)
    recording.of(identity)
    return recording, identity


@contextmanager
def sharing(given: dict[str, Any], identity: Identity | None) -> Iterator[tuple[Mapper, int]]:
    """How the work is shared out, and what that needs for as long as it lasts."""
    if given["engine"] != "ray":
        yield shared(given, identity)
        return
    from rewriter.engines import opened
    from rewriter.engines.ledger import PORTION

    model = identity is not None and not given["recorded"]
    with opened("ray", given["jobs"], given["ray_address"], model=model and identity is not None and identity.backend == "local") as engine:

        def mapper(function: Callable[[Any], Any], inputs: Iterable[Any], jobs: int, given_up: Callable[[Any, str], Any]) -> Iterator[tuple[Any, Any]]:  # noqa: ARG001 - a Mapper
            return engine.mapped(function, inputs, given_up, portion=1 if model else PORTION)

        yield mapper, engine.jobs


def shared(given: dict[str, Any], identity: Identity | None) -> tuple[Mapper, int]:
    """How the work is shared out: threads wait for a server, processes reckon, the local model has all cores anyway."""
    from rewriter.evaluation.running import in_threads, in_turn

    if identity is None or given["recorded"]:
        return processes(), given["jobs"] or cores()
    if identity.backend == "local":
        return in_turn, 1
    jobs = given["jobs"] or 1
    return (in_threads, jobs) if jobs > 1 else (in_turn, 1)


def finish(run: Run, job: Job, mapper: Mapper, jobs: int, name: str = "") -> None:
    """Makes what is left of the run, with a bar."""
    if run.done:
        click.echo(f"{name}Готово раньше: {run.done} из {run.total}.", err=True)
    bar, done = Bar(run.total, first=run.done), run.done
    bar.at(done, f"{name}{done} из {run.total}")
    try:
        for output in run.outputs(job, mapper, jobs):
            done += 1
            if output.problem is not None:
                bar.clear()
                click.echo(f"{output.case}: {output.problem}", err=True)
            bar.at(done, f"{name}{done} из {run.total}")
    except BaseException:
        bar.clear()
        click.echo(f"Остановлено: готово {done} из {run.total}. Продолжить — та же команда.", err=True)
        raise
    finally:
        bar.clear()
        job.close()


def tell(run: Run) -> None:
    """What the run came to."""
    names = {"ok": "можно отправлять", "needs_review": "проверить", "failed": "не переписано"}
    parts = [f"{name} {run.statuses[key]}" for key, name in names.items() if run.statuses[key]]
    parts += [f"без результата {run.problems.total()}"] if run.problems else []
    click.echo(f"Всего {run.total}: {', '.join(parts)}.", err=True)
    from rewriter.evaluation.running import UNRECORDED

    if missing := run.problems[UNRECORDED]:
        click.echo(
            f"{plural(missing, 'случай спросил', 'случая спросили', 'случаев спросили')} модель о том, чего нет в записи: изменились запросы или сами случаи. "
            "Дописать запись — та же команда без --recorded (нужна модель).",
            err=True,
        )
    click.echo(f"Оценить: rewriter eval score {run.folder}", err=True)

"""`rewriter examples generate`: candidates for pairs, made of situations and judged."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.bar import Bar
from rewriter.cli.errors import BROKEN, FINE, UserError
from rewriter.cli.examples.chosen import packs_named, suite_option, suites_of
from rewriter.cli.look import Command, Number, OneOf
from rewriter.cli.options import FILE, backend_of, settings_of
from rewriter.cli.words import plural

if TYPE_CHECKING:
    from rewriter.backends import Backend
    from rewriter.cli.results import Results
    from rewriter.settings import Settings
    from rewriter.training.candidates import Candidate, Way
    from rewriter.training.making import Maker

# So many attempts a candidate, then we stop: something is wrong with the situations, and the table says what.
_PATIENCE = 8
_WIDE = 24


@click.command(cls=Command)
@click.option("--pack", "-p", "packs", multiple=True, metavar="ПАКЕТ|all", help="Для какого пакета; можно несколько раз (all: все, у кого есть ситуации).")
@click.option("-n", "count", type=Number(1), default=40, help="Сколько кандидатов нужно (40).")
@click.option(
    "--way",
    type=OneOf(["rewrite", "bureaucratise", "both"]),
    default="both",
    metavar="rewrite|bureaucratise|both",
    help="Переписать черновик, испортить хороший ответ или то и другое (both).",
)
@click.option(
    "--backend",
    type=OneOf(["local", "openai", "none"]),
    default="local",
    metavar="local|openai|none",
    help="Где работает модель; none — только правила и таблица слов (local).",
)
@click.option("--model", "-m", metavar="МОДЕЛЬ", help="Имя модели, путь к .gguf или hf:владелец/репозиторий/файл.")
@click.option("--seed", type=Number(0), default=0, help="От какого числа отсчитывать случай: то же число — те же кандидаты (0).")
@click.option("--time", "seconds", type=Number(1, fraction=True), metavar="СЕКУНДЫ", help="Сколько времени на одного кандидата (120).")
@suite_option("Проверочный набор, который нельзя повторить; можно несколько (все из evals/suites).")
@click.option("--output", "-o", type=FILE, required=True, metavar="КАНДИДАТЫ.jsonl", help="Куда писать; если файл уже начат, работа продолжится с места.")
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Составляет кандидатов в пары «как было — как стало». В пакет они попадут, только если их примет человек: rewriter examples review.

    Ситуации лежат в prompts/ПАКЕТ/situations.yaml; имена, номера, даты и суммы придуманы. Первыми
    составляются пары, которых пакету не хватает (rewriter examples coverage). Каждый кандидат проверен:
    факты до и после совпадают, ответ не нарушает ничего, черновик нарушает то, что задано, копий нет.

    Отклонённые лежат рядом, в КАНДИДАТЫ.refused.jsonl, с причинами. Прервали — повторите ту же команду.

    \b
    Примеры:
      rewriter examples generate -p post -n 10 -o candidates.jsonl
      rewriter examples generate -p all -n 40 --backend none -o candidates.jsonl
    """  # noqa: D301 - click reads \b
    from rewriter.cli.results import Results
    from rewriter.training.making import Maker, run

    settings = settings_of(given | {"backend": None if given["backend"] == "none" else given["backend"]})
    output = Path(given["output"])
    refused_path = output.with_name(f"{output.name.removesuffix('.jsonl')}.refused.jsonl")
    ways: Sequence[Way] = ("rewrite", "bureaucratise") if given["way"] == "both" else (given["way"],)
    packs = _with_situations(given["packs"])
    with Results(str(output)) as accepted, Results(str(refused_path)) as refused:
        maker = Maker(packs, ways, int(given["seed"]), budget=_budget(settings), suites=suites_of(given["suites"]))
        first = _resumed(maker, accepted, refused, output)
        have, most = len(maker.accepted), int(given["count"])
        if first:
            click.echo(f"Готово раньше: {plural(have, 'кандидат', 'кандидата', 'кандидатов')} из {most}, попыток {first}.", err=True)
        tally = _Tally(accepted, refused)
        with contextlib.ExitStack() as stack:
            if have < most and given["backend"] != "none":
                maker.backend = _opened(settings, stack)
            bar = _Progress(have, most, first)
            try:
                run(maker, first, have, most, max(first, _PATIENCE * most), lambda c: bar.told(tally.keep(c)))
            except BaseException:
                bar.clear()
                click.echo(f"Остановлено: {len(maker.accepted)} из {most}. Продолжить — та же команда.", err=True)
                raise
            bar.clear()
    tally.show(output, refused_path, most)
    ctx.exit(FINE if len(maker.accepted) >= most else BROKEN)


def _with_situations(names: Sequence[str]) -> list[Any]:
    """The packs asked for. Raises UserError, PackError where one has no situations and is asked for by name."""
    from rewriter.pack import PackError
    from rewriter.training.situations.loading import situations_of

    everything = not names or "all" in names
    packs = packs_named(() if everything else names)
    found = []
    for pack in packs:
        try:
            situations_of(pack)
        except PackError:
            if not everything or (pack.prompt_folders[0] / "situations.yaml").is_file():
                raise
        else:
            found.append(pack)
    if not found:
        raise UserError("Ни у одного пакета нет prompts/ПАКЕТ/situations.yaml: составлять не из чего.")
    return found


def _budget(settings: Settings) -> Any:
    from rewriter.pipeline import Budget

    return Budget(settings.attempts, settings.time_budget_s)


def _opened(settings: Settings, stack: contextlib.ExitStack) -> Backend:
    backend = backend_of(settings)
    stack.callback(backend.close)
    return backend


def _resumed(maker: Maker, accepted: Results, refused: Results, output: Path) -> int:
    """The number of the next attempt; the maker takes note of those before. Raises UserError where the files are of another making."""
    done: list[Candidate] = [*_read(accepted), *_read(refused)]
    for candidate in done:
        if candidate.made is None or candidate.made.seed != maker.seed:
            raise UserError(
                f"{output}: файл начат не этой командой (--seed {candidate.made.seed if candidate.made else '?'}, а сейчас {maker.seed}). Повторите с тем же --seed или укажите другой файл в -o."
            )
        if candidate.made.pack not in (names := [pack.name for pack in maker.packs]):
            raise UserError(f"{output}: здесь кандидаты пакета «{candidate.made.pack}», а сейчас заданы: {', '.join(names)}. Укажите другой файл в -o.")
    done.sort(key=lambda c: c.made.number if c.made else 0)
    for number, candidate in enumerate(done):
        if candidate.made is None or candidate.made.number != number:
            raise UserError(f"{output}: не хватает попытки {number}: оба файла, с кандидатами и с отклонёнными, должны быть целы. Укажите другой файл в -o.")
        maker.went(candidate)
    return len(done)


def _read(results: Results) -> list[Candidate]:
    import json

    from pydantic import ValidationError

    from rewriter.training.candidates import Candidate

    found = []
    for number, line in enumerate(results.lines, 1):
        try:
            found.append(Candidate.of_values(json.loads(line)))
        except (ValueError, ValidationError, AttributeError, TypeError):
            raise UserError(f"{results.path}:{number}: это не кандидат rewriter examples generate. Укажите другой файл в -o.") from None
    return found


class _Tally:
    """Both files, and what is said of them at the end."""

    def __init__(self, accepted: Results, refused: Results) -> None:
        self.accepted, self.refused = accepted, refused
        self.by_pack: Counter[tuple[str, bool]] = Counter()
        self.by_way: Counter[tuple[str, bool]] = Counter()
        self.reasons: Counter[str] = Counter()
        for results in (accepted, refused):
            for candidate in _read(results):
                self._count(candidate)

    def keep(self, candidate: Candidate) -> Candidate:
        """Writes the candidate through to the disk."""
        (self.refused if candidate.refusals else self.accepted).append(candidate.line(), "refused" if candidate.refusals else "accepted")
        self._count(candidate)
        return candidate

    def _count(self, candidate: Candidate) -> None:
        fine = not candidate.refusals
        if candidate.made is not None:
            self.by_pack[candidate.made.pack, fine] += 1
            self.by_way[candidate.made.way, fine] += 1
        # Each falls for what was found first: what follows is often only its echo.
        self.reasons.update(r.kind for r in candidate.refusals[:1])

    def show(self, output: Path, refused: Path, most: int) -> None:
        """How many were accepted and why the others fell, to stderr."""
        from rewriter.training.judging import KINDS

        fine = sum(n for (_, ok), n in self.by_pack.items() if ok)
        tried = self.by_pack.total()
        click.echo(
            f"{output}: {plural(fine, 'кандидат', 'кандидата', 'кандидатов')} из {plural(tried, 'попытки', 'попыток', 'попыток')} ({_share(fine, tried)}).",
            err=True,
        )
        if fine < most:
            click.echo(
                f"Нужно было {most}: слишком многие отклонены. Почему — в таблице; мешает обычно ситуация, она в prompts/ПАКЕТ/situations.yaml.", err=True
            )
        names = {"rewrite": "переписанный черновик", "bureaucratise": "испорченный ответ"}
        for title, counts in (("Пакет", self.by_pack), ("Способ", self.by_way)):
            click.echo(f"\n{title:{_WIDE}} {'годных':>7} {'из':>5}", err=True)
            for name in dict.fromkeys(key for key, _ in sorted(counts)):
                good, bad = counts[name, True], counts[name, False]
                click.echo(f"  {names.get(name, name):{_WIDE - 2}} {good:>7} {good + bad:>5}  {_share(good, good + bad)}", err=True)
        if self.reasons:
            click.echo(f"\nПочему отклонены (подробно: {refused})", err=True)
            for kind, number in sorted(self.reasons.items(), key=lambda item: (-item[1], item[0])):
                click.echo(f"  {number:>4}  {KINDS.get(kind, kind)}", err=True)
        if fine:
            click.echo(f"\nДальше: rewriter examples review {output}", err=True)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "—"


class _Progress:
    """How many candidates there are, and how many attempts they took."""

    def __init__(self, have: int, most: int, tried: int) -> None:
        self.have, self.most, self.tried = have, most, tried
        self._bar = Bar(most, first=have)
        self._draw()

    def told(self, candidate: Candidate) -> None:
        self.tried += 1
        self.have += not candidate.refusals
        self._draw()

    def clear(self) -> None:
        self._bar.clear()

    def _draw(self) -> None:
        self._bar.at(self.have, f"{self.have} из {self.most} · попыток {self.tried}")

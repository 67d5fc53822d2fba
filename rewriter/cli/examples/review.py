"""`rewriter examples review`: a person looks through candidates and decides; on a screen, or a command a decision."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rewriter.cli.errors import BROKEN, UserError
from rewriter.cli.examples.chosen import suite_option, suites_of
from rewriter.cli.examples.findings import findings, written
from rewriter.cli.look import Command
from rewriter.cli.options import FILE, pack_option
from rewriter.cli.words import plural

if TYPE_CHECKING:
    from rewriter.training.lint import Suite
    from rewriter.training.reviewing import Desk, Item, Status

NAMES: dict[Status, str] = {"open": "не решено", "accepted": "принят", "rejected": "отклонён", "written": "в пакете"}
_CANDIDATES = ("кандидат", "кандидата", "кандидатов")


@click.command(cls=Command)
@click.argument("file", type=FILE, metavar="КАНДИДАТЫ.jsonl")
@pack_option
@click.option("--list", "listing", is_flag=True, help="Без экрана: список кандидатов с решениями.")
@click.option("--show", metavar="ID", help="Без экрана: один кандидат целиком и что о нём говорят правила.")
@click.option("--accept", multiple=True, metavar="ID", help="Без экрана: принять; можно несколько раз.")
@click.option("--reject", multiple=True, metavar="ID", help="Без экрана: отклонить, с --reason; можно несколько раз.")
@click.option("--reason", metavar="ПРИЧИНА", help="Почему отклонены.")
@click.option("--undo", multiple=True, metavar="ID", help="Без экрана: отменить последнее решение об этом кандидате.")
@click.option("--write", "writing", is_flag=True, help="Принятые — в prompts/ПАКЕТ/pairs.yaml, если у lint нет замечаний.")
@click.option("--yes", "-y", is_flag=True, help="Не переспрашивать при --write.")
@suite_option("Проверочный набор, с которым пары не должны пересекаться (все из evals/suites).")
@click.pass_context
def command(
    ctx: click.Context,
    file: str,
    pack: str | None,
    listing: bool,
    show: str | None,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    reason: str | None,
    undo: tuple[str, ...],
    writing: bool,
    yes: bool,
    suites: tuple[str, ...],
) -> None:
    """Просмотр кандидатов: принять, исправить, отклонить с причиной. Без человека в пакет не попадает ничего.

    Решения сразу записываются рядом, в КАНДИДАТЫ.decisions.jsonl; сам файл не меняется. Прервали — откройте снова.
    Подходят и правки операторов: rewriter history candidates -o правки.jsonl.
    То же в браузере: rewriter serve --candidates КАНДИДАТЫ.jsonl, страница /review.

    \b
    На экране: a — принять, e — исправить ответ, b — исправить черновик, r — отклонить,
    u — отменить, n и p — дальше и назад, w — записать принятые в пакет, q — выход.

    \b
    Примеры:
      rewriter examples review candidates.jsonl
      rewriter examples review candidates.jsonl --list
      rewriter examples review candidates.jsonl --reject post-generated-0-7 --reason "смысл изменился"
      rewriter examples review candidates.jsonl --write
    """  # noqa: D301 - click reads \b
    if reject and not (reason or "").strip():
        raise UserError('Отклонить можно только с причиной: --reason "смысл изменился".')
    if reason and not reject:
        raise UserError("--reason говорит, почему отклонено: укажите и --reject ID.")
    with _desk(file, pack) as desk:
        if not (listing or show or accept or reject or undo or writing):
            if not (sys.stdin.isatty() and sys.stdout.isatty()):
                raise UserError("Это не терминал, экран не показать. Без экрана: --list, --show, --accept, --reject, --write.")
            _screen(desk, file, suites_of(suites))
            _told(desk)
            return
        for candidate_id in undo:
            if desk.undo(_item(desk, candidate_id)) is None:
                raise UserError(f"{candidate_id}: отменять нечего.")
        for candidate_id in accept:
            _decidable(_item(desk, candidate_id))
            desk.accept(_item(desk, candidate_id))
        for candidate_id in reject:
            _decidable(_item(desk, candidate_id))
            desk.reject(_item(desk, candidate_id), reason or "")
        if listing:
            _list(desk)
        if show:
            _show(desk, _item(desk, show))
        if writing and not _write(desk, suites_of(suites), yes):
            ctx.exit(BROKEN)
        _told(desk)


@contextlib.contextmanager
def _desk(file: str, pack: str | None) -> Iterator[Desk]:
    """The desk with its decisions file open. Raises UserError, PackError."""
    from rewriter.cli.results import Results
    from rewriter.cli.texts import decode, one_newline
    from rewriter.pack import load_pack, pack_names
    from rewriter.training.reviewing import DecisionsError, Desk, decisions_of, read_candidates

    path = Path(file)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{file}: файл не читается ({error.strerror}). Кандидатов составляет rewriter examples generate.") from None
    candidates = read_candidates(one_newline(decode(data, file)), path, pack_names())
    if not candidates:
        raise UserError(f"{file}: здесь нет ни одного кандидата.")
    named = load_pack(pack) if pack else None
    beside = decisions_of(path)
    # The service's page has the file for a moment at each decision.
    with Results(str(beside), "Закройте просмотр в другом окне и повторите команду.", patience_s=1.0) as results:
        try:
            yield Desk(
                candidates,
                results.lines,
                lambda line: results.append(line, "decision"),
                lambda name: named or load_pack(name),
                pack_names(),
                named.name if named else None,
            )
        except DecisionsError as error:
            raise UserError(f"{beside}: {error}") from None


def _item(desk: Desk, candidate_id: str) -> Item:
    from difflib import get_close_matches

    if candidate_id in desk:
        return desk[candidate_id]
    near = get_close_matches(candidate_id, [item.id for item in desk.items], 1)
    raise UserError(f"Нет кандидата «{candidate_id}»." + (f" Может быть, {near[0]}?" if near else " Все: --list."))


def _decidable(item: Item) -> None:
    if item.status == "written":
        raise UserError(f"{item.id}: уже записан в пакет {item.pack}. Поправить его можно там, в pairs.yaml.")


def _list(desk: Desk) -> None:
    """A line a candidate: id, decision, rules, reason; words and no mere signs, for whoever listens to them."""
    for item in desk.items:
        decided = NAMES[item.status] + (" с правкой" if item.edited else "") + (f": {item.reason}" if item.reason else "")
        click.echo(f"{item.id}  {decided}  ({', '.join(item.pair.teaches)})")


def _show(desk: Desk, item: Item) -> None:
    pair = item.pair
    click.echo(f"{item.id}: {NAMES[item.status]}\n")
    for title, text in (("Клиент", pair.client), ("Как было", pair.draft), ("Как стало", pair.reply)):
        click.echo(f"{title}:\n{text.strip() or '—'}\n")
    for line in findings(pair, desk.pack_for(item)).lines():
        click.echo(line)


def _write(desk: Desk, suites: Sequence[Suite], yes: bool) -> bool:
    """Adds the accepted pairs to their packs, after a yes; whether it could be done."""
    from rewriter.training.reviewing import to_write

    writing = to_write(desk, suites)
    if writing.problems:
        for problem in writing.problems:
            click.echo(f"{problem.pair}: {problem.message}", err=True)
        click.echo(
            f"Не записано ничего: {plural(len(writing.problems), 'находка', 'находки', 'находок')}. Исправьте (e на экране) или отклоните этих кандидатов.",
            err=True,
        )
        return False
    if not writing.count and not writing.already:
        click.echo("Принятых и ещё не записанных нет.", err=True)
        return True
    if writing.count and not yes:
        if not sys.stdin.isatty():
            raise UserError("Спросить не у кого: добавьте --yes.")
        click.confirm(f"Записать в пакеты {plural(writing.count, 'пару', 'пары', 'пар')}?", abort=True, err=True)
    for line in written(desk, writing):
        click.echo(line, err=True)
    return True


def _screen(desk: Desk, file: str, suites: Sequence[Suite]) -> None:
    try:
        from rewriter.cli.examples.desk.app import ReviewApp
    except ImportError as error:
        raise UserError(
            f"Для экрана не хватает пакета {error.name}: pip install 'rewriter[training]'. Без экрана: --list, --show, --accept, --reject."
        ) from None
    ReviewApp(desk, Path(file).name, suites).run()


def _told(desk: Desk) -> None:
    rest = {status: desk.count(status) for status in NAMES}
    click.echo(
        f"{plural(len(desk.items), *_CANDIDATES)}: " + ", ".join(f"{NAMES[status]} {number}" for status, number in rest.items() if number) + ".", err=True
    )

"""`rewriter examples add`: new pairs into a pack, after the rules and a person have said yes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rewriter.cli.errors import BROKEN, UserError
from rewriter.cli.examples.chosen import candidates_of, own_pairs, packs_named, suite_option, suites_of
from rewriter.cli.look import Command
from rewriter.cli.options import FILE, pack_option
from rewriter.cli.words import plural

if TYPE_CHECKING:
    from rewriter.pack import Pack
    from rewriter.pack_schema import Pair
    from rewriter.training.pairs import Placed

_PAIRS = ("пара", "пары", "пар")


@click.command("add", cls=Command)
@click.argument("file", type=FILE, metavar="ФАЙЛ|-")
@pack_option
@click.option("--yes", "-y", is_flag=True, help="Не переспрашивать.")
@click.option("--keep-ids", is_flag=True, help="Оставить id из файла; без этого пара получает следующий номер пакета.")
@suite_option("Проверочный набор, с которым пары не должны пересекаться (все из evals/suites).")
@click.pass_context
def command(ctx: click.Context, file: str, pack: str | None, yes: bool, keep_ids: bool, suites: tuple[str, ...]) -> None:
    """Проверяет новые пары так же, как lint, показывает, что появится в файле пакета, спрашивает и добавляет в конец.

    Есть хоть одна находка — не добавляется ничего. Чьи пары, видно по началу id (post-…) или по --pack.

    \b
    Примеры:
      rewriter examples add candidates.yaml
      rewriter examples add new.yaml --pack ./lavka --yes
      rewriter history candidates | rewriter examples add - --pack post --yes
    """  # noqa: D301 - click reads \b
    from rewriter.pack import load_pack
    from rewriter.training.lint import lint

    named = load_pack(pack) if pack else None
    new = candidates_of(file, named)
    if file == "-" and not yes:
        raise UserError("Пары пришли через «|», спросить не у кого: добавьте --yes или передайте файл.")
    packs = {one.name: one for one in packs_named([pack])}
    for name in {placed.pack for placed in new if placed.pack} - set(packs):
        packs[name] = load_pack(name)
    if problems := list(lint(new, suites_of(suites), own_pairs(packs.values()), lambda name: packs[name])):
        for problem in problems:
            click.echo(str(problem))
        click.echo(f"Не добавлено ничего: {plural(len(problems), 'находка', 'находки', 'находок')}. Исправьте и повторите команду.", err=True)
        ctx.exit(BROKEN)
    by_pack = {name: _numbered(new, one, keep_ids) for name, one in packs.items()}
    by_pack = {name: pairs for name, pairs in by_pack.items() if pairs}
    for name, pairs in by_pack.items():
        _show(packs[name], pairs)
    if not yes:
        click.confirm(f"Добавить {plural(len(new), 'пару', 'пары', 'пар')}?", abort=True, err=True)
    for name, pairs in by_pack.items():
        _write(packs[name], pairs)


def _numbered(new: list[Placed], pack: Pack, keep_ids: bool) -> list[Pair]:
    """The pack's new pairs, each with its id in the pack."""
    from rewriter.training.pairs import next_id

    taken = [placed.pair.id for placed in own_pairs([pack])]
    found = []
    for placed in new:
        if placed.pack == pack.name:
            pair = placed.pair if keep_ids else placed.pair.model_copy(update={"id": next_id(pack.name, taken)})
            taken.append(pair.id)
            found.append(pair)
    return found


def _show(pack: Pack, pairs: list[Pair]) -> None:
    """What the file gains, as a diff shows it."""
    from rewriter.training.pairs import block, file_of, shown

    path = file_of(pack)
    if not path.is_file():
        inherited = next((name for name in pack.chain[1:]), None)
        if inherited:
            click.echo(
                f"У пакета {pack.name} ещё нет своих пар, и он учится на чужих ({inherited}). С первой своей парой чужие перестанут действовать.", err=True
            )
    click.secho(f"--- {shown(path)}", bold=True)
    for pair in pairs:
        for line in block(pair).rstrip("\n").split("\n"):
            click.secho(f"+{line}", fg="green")
    sys.stdout.flush()


def _write(pack: Pack, pairs: list[Pair]) -> None:
    from rewriter.training.pairs import append, file_of, shown

    path: Path = file_of(pack)
    try:
        append(path, pairs)
    except OSError as error:
        raise UserError(f"{shown(path)}: не записано ({error.strerror}); файл остался прежним.") from None
    click.echo(f"{shown(path)}: {plural(len(pairs), *_PAIRS)}: {', '.join(pair.id for pair in pairs)}.", err=True)

"""`rewriter examples lint`: every pair put to the test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rewriter.cli.errors import BROKEN, FINE
from rewriter.cli.examples.chosen import candidates_of, own_pairs, packs_named, suite_option, suites_of
from rewriter.cli.look import Command
from rewriter.cli.options import FILE, formats, pack_option
from rewriter.cli.words import plural

if TYPE_CHECKING:
    from rewriter.pack import Pack
    from rewriter.training.lint import Problem


@click.command("lint", cls=Command)
@click.argument("files", type=FILE, nargs=-1, metavar="[ФАЙЛ|ПАПКА]…")
@pack_option
@suite_option("Проверочный набор, с которым пары не должны пересекаться (все из evals/suites).")
@formats("text", "json")
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], pack: str | None, suites: tuple[str, ...], form: str) -> None:
    """Проверяет пары: верно ли записаны; нарушает ли черновик то, чему пара учит; держит ли ответ правила и факты; нет ли повторов.

    Без файлов — пары всех пакетов или пакета --pack. Файл .yaml или .jsonl — новые пары: чьи они, видно по началу id
    или по --pack; сверяются они и с парами пакета. Папка — пакет. Каждая находка — «файл:строка: пара: что не так».

    \b
    Примеры:
      rewriter examples lint
      rewriter examples lint --pack ./lavka
      rewriter examples lint candidates.yaml --suite my-suite.jsonl

    Коды выхода: 0 — всё верно; 1 — есть находки; 2 — файл не прочитать.
    """  # noqa: D301 - click reads \b
    count, problems = linted(files, pack, suites)
    if form == "json":
        click.echo(json.dumps({"pairs": count, "problems": [p._asdict() for p in problems]}, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(str(problem))
    told = plural(len(problems), "находка", "находки", "находок") if problems else "всё верно"
    click.echo(f"{plural(count, 'пара', 'пары', 'пар')}: {told}.", err=True)
    ctx.exit(BROKEN if problems else FINE)


def linted(files: tuple[str, ...], pack: str | None, suites: tuple[str, ...]) -> tuple[int, list[Problem]]:
    """How many pairs were judged, and what is wrong. Raises UserError, PackError."""
    from rewriter.pack import load_pack
    from rewriter.training.lint import lint

    folders = [file for file in files if Path(file).is_dir()]
    new = [file for file in files if file not in folders]
    read = suites_of(suites)
    named = load_pack(pack) if pack else None
    packs = packs_named(folders or [pack])
    by_name = {one.name: one for one in packs}

    def pack_of(name: str) -> Pack:
        return by_name.get(name) or load_pack(name)

    pairs = own_pairs(packs)
    if not new:
        return len(pairs), list(lint(pairs, read, pack_of=pack_of))
    judged = [placed for file in new for placed in candidates_of(file, named)]
    beside = [placed for placed in pairs if placed.path.resolve() not in {Path(file).resolve() for file in new}]
    return len(judged), list(lint(judged, read, beside, pack_of))

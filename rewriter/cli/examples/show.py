"""`rewriter examples show`: one pair, both its texts as the rules see them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from rewriter.cli.errors import UserError
from rewriter.cli.examples.chosen import own_pairs, packs_named
from rewriter.cli.examples.list import MOODS, row
from rewriter.cli.look import Command
from rewriter.cli.options import formats, pack_option
from rewriter.cli.report import counted, violation_lines

if TYPE_CHECKING:
    from rewriter.pack import Pack
    from rewriter.training.lessons import Judged
    from rewriter.training.pairs import Placed


@click.command("show", cls=Command)
@click.argument("pair_id", metavar="ПАРА")
@pack_option
@formats("text", "json")
def command(pair_id: str, pack: str | None, form: str) -> None:
    """Одна пара: письмо, как было, как стало; какие правила нарушает черновик и чему пара учит.

    \b
    Примеры:
      rewriter examples show post-04
      rewriter examples show lavka-02 --pack ./lavka
    """  # noqa: D301 - click reads \b
    from rewriter.training.lessons import Judged

    found, of = _found(pair_id, packs_named([pack]))
    judged = Judged(found.pair, of)
    if form == "json":
        verdicts = {"before": judged.before.model_dump(mode="json"), "after": judged.after.model_dump(mode="json"), "broken": list(judged.broken)}
        click.echo(json.dumps(row(found) | verdicts, ensure_ascii=False, indent=2))
        return
    for line in shown(found, judged):
        click.echo(line)


def _found(pair_id: str, packs: list[Pack]) -> tuple[Placed, Pack]:
    everything = [(placed, pack) for pack in packs for placed in own_pairs([pack])]
    found = next((both for both in everything if both[0].pair.id == pair_id), None)
    if found is None:
        near = get_close_matches(pair_id, [placed.pair.id for placed, _ in everything], 1)
        raise UserError(f"Нет пары «{pair_id}»." + (f" Может быть, {near[0]}?" if near else "") + " Какие есть: rewriter examples list.")
    return found


def shown(placed: Placed, judged: Judged) -> Iterator[str]:
    """The pair as a trainer reads it."""
    from rewriter.rules import rules

    pair, known = placed.pair, rules()
    yield click.style(f"{pair.id} · {placed.pack} · клиент {MOODS[pair.mood]}", bold=True) + f"  {placed.place()}"
    if pair.client:
        yield ""
        yield click.style("Клиент", bold=True)
        yield from _indented(pair.client)
    told = pair.context.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    if told:
        yield click.style("    " + ", ".join(f"{name}: {value}" for name, value in told.items()), dim=True)
    yield ""
    yield click.style("Как было", bold=True) + f": {counted(judged.before.violations) or 'нарушений нет'}"
    yield from _indented(pair.draft)
    for violation in judged.before.violations:
        yield from violation_lines(pair.draft, violation)
    yield ""
    yield click.style("Как стало", bold=True) + f": {counted(judged.after.violations) or 'нарушений нет'}"
    yield from _indented(pair.reply)
    for violation in judged.after.violations:
        yield from violation_lines(pair.reply, violation)
    yield ""
    yield click.style("Чему учит", bold=True)
    for rule_id in pair.teaches:
        how = "черновик нарушает, ответ — нет" if rule_id in judged.broken else "ответ показывает" if judged.teaches(rule_id) else "правила этого не видят"
        yield f"    {rule_id}: {known[rule_id].title if rule_id in known else 'нет такого правила'} ({how})"


def _indented(text: str) -> Iterator[str]:
    yield from (f"    {line}" if line else "" for line in text.rstrip("\n").split("\n"))

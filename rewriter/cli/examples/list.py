"""`rewriter examples list`: pairs and what each teaches."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.examples.chosen import mood_option, own_pairs, packs_named, teaches_option
from rewriter.cli.look import Command
from rewriter.cli.options import formats, pack_option
from rewriter.cli.words import plural

if TYPE_CHECKING:
    from rewriter.training.pairs import Placed

MOODS = {"neutral": "спокоен", "upset": "расстроен", "joyful": "радуется"}
_SHOWN = 90


@click.command("list", cls=Command)
@pack_option
@teaches_option
@mood_option
@formats("text", "json")
def command(pack: str | None, teaches: str | None, mood: str | None, form: str) -> None:
    """Пары: о чём письмо клиента, его настроение, чему пара учит. Без --pack — все пакеты.

    \b
    Примеры:
      rewriter examples list --pack post
      rewriter examples list --teaches empathy --mood upset
    """  # noqa: D301 - click reads \b
    found = own_pairs(packs_named([pack]), teaches, mood)
    if form == "json":
        click.echo(json.dumps([row(placed) for placed in found], ensure_ascii=False, indent=2))
        return
    for placed in found:
        pair = placed.pair
        said = " ".join((pair.client or pair.draft).split())
        click.echo(f"{click.style(pair.id, bold=True)}  {MOODS[pair.mood]}; учит: {', '.join(pair.teaches) or 'не сказано'}")
        click.echo(click.style(f"    {said if len(said) <= _SHOWN else said[: _SHOWN - 1] + '…'}", dim=True))
    click.echo(plural(len(found), "пара", "пары", "пар") + ".", err=True)


def row(placed: Placed) -> dict[str, Any]:
    """A pair with its pack and place."""
    return {**placed.pair.model_dump(mode="json", exclude_none=True), "pack": placed.pack, "file": str(placed.path), "line": placed.line}

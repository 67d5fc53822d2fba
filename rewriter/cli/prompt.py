"""`rewriter prompt`: the exact messages that would be sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.errors import UserError
from rewriter.cli.look import Command, Number
from rewriter.cli.options import FILE, backend_of, backend_options, case_options, formats, settings_of

if TYPE_CHECKING:
    from rewriter.prompt import Prompt
    from rewriter.settings import Settings

_CHARACTERS_A_TOKEN = 2.5  # Russian in the embedded model's tokenizer, from above


@click.command(cls=Command)
@click.argument("file", type=FILE, required=False, metavar="[ФАЙЛ|-]")
@case_options
@backend_options
@click.option("--budget", type=Number(100), default=3000, help="Сколько токенов можно занять (3000): от этого зависит число примеров.")
@formats("text", "json")
def command(**given: Any) -> None:
    """Показывает сообщения, которые уйдут модели, и сколько токенов занимает каждая часть.

    \b
    Примеры:
      rewriter prompt draft.txt --pack post --client "Где посылка?"
      rewriter prompt draft.txt --format json
    """  # noqa: D301 - click reads \b
    from rewriter.case import Case
    from rewriter.cli.cases import client_message, context
    from rewriter.cli.texts import on_terminal, read_text
    from rewriter.loop.draft import unusable
    from rewriter.pack import load_pack
    from rewriter.prompt import build
    from rewriter.text.reading import Reading

    if given["file"] is None and on_terminal():
        raise UserError("Какой черновик? Укажите файл: rewriter prompt draft.txt; или передайте текст через «|».")
    draft = read_text(given["file"] or "-", "черновик")
    if (why := unusable(draft)) is not None:
        raise UserError(why)
    settings = settings_of(given)
    case = Case(pack=settings.pack, client_message=client_message(given), draft=draft, context=context(given))
    pack = load_pack(settings.pack)
    count, counted = _counter(settings)
    _show(build(Reading(case, pack), count, given["budget"]), counted, given["form"])


def _counter(settings: Settings) -> tuple[Callable[[str], int], str]:
    """The model's own tokenizer where it is to be had, else an estimate; and which of the two it is."""
    from rewriter.backends import BackendUnavailable

    try:
        backend = backend_of(settings)
    except BackendUnavailable as error:
        click.echo(f"Токены оценены по длине: {error}", err=True)
        return lambda text: int(len(text) / _CHARACTERS_A_TOKEN) + 1, "estimate"
    return backend.count_tokens, "model" if backend.name == "local" else "estimate"


def _show(prompt: Prompt, counted: str, form: str) -> None:
    if form == "json":
        import json

        values = {
            "messages": list(prompt.messages),
            "static_messages": prompt.static_messages,
            "parts": [{"name": p.name, "text": p.text, "tokens": p.tokens} for p in prompt.parts],
            "tokens": sum(p.tokens for p in prompt.parts),
            "counted": counted,
        }
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    for number, message in enumerate(prompt.messages):
        kept = " · одинаково для всех черновиков пакета" if number < prompt.static_messages else ""
        click.secho(f"── {message['role']}{kept}", bold=True)
        click.echo(message["content"].rstrip() + "\n")
    click.secho("── токены" + (" (оценка)" if counted == "estimate" else ""), bold=True)
    for part in prompt.parts:
        click.echo(f"{part.tokens:6d}  {part.name}")
    click.echo(f"{sum(p.tokens for p in prompt.parts):6d}  всего")

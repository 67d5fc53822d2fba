"""`rewriter models`: files of the local backend."""

from __future__ import annotations

import click

from rewriter.cli.errors import BACKEND, FINE, UserError
from rewriter.cli.look import Group
from rewriter.cli.options import formats
from rewriter.cli.words import megabytes


@click.group(cls=Group)
def command() -> None:
    """Модели, которые работают на этой машине."""


@command.command("list", short_help="Какие модели известны и какие уже здесь.")
@formats("text", "json")
def list_(form: str) -> None:
    """Какие модели известны и какие уже здесь.

    Кроме них годится любой файл .gguf (--model ПУТЬ) и hf:владелец/репозиторий/файл.gguf.
    """
    from rewriter.backends.models import DEFAULT, listed

    rows = listed()
    if form == "json":
        import json

        values = [
            {
                "name": k.name,
                "title": k.title,
                "licence": k.licence,
                "size": k.size,
                "sha256": k.sha256,
                "path": str(path),
                "present": trouble is None,
                "trouble": trouble,
                "default": k.name == DEFAULT,
            }
            for k, path, trouble in rows
        ]
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    for known, path, trouble in rows:
        click.echo(
            f"{'✓' if trouble is None else '—'} {known.name}{' (по умолчанию)' if known.name == DEFAULT else ''}: {known.title}, {known.licence}, {megabytes(known.size)}"
        )
        click.echo(f"  {path if trouble is None else trouble}")


@command.command("pull", short_help="Скачать модель; прерванное продолжится.")
@click.argument("model", required=False, metavar="[МОДЕЛЬ]")
def pull(model: str | None) -> None:
    """Скачивает модель в кэш пользователя и сверяет SHA-256; прерванное продолжится с места."""
    from rewriter.backends import fetch
    from rewriter.backends.models import resolve
    from rewriter.cli.screen import bytes_bar

    name = resolve(model).name
    with bytes_bar(name) as bar:
        path = fetch.pull(model, bar)
    click.echo(f"{'Готово' if bar.shown >= 0 else 'Уже на месте'}: {path}", err=True)


@command.command("verify", short_help="Прочитать файл модели целиком и сверить SHA-256.")
@click.argument("model", required=False, metavar="[МОДЕЛЬ]")
@click.pass_context
def verify(ctx: click.Context, model: str | None) -> None:
    """Читает файл модели целиком и сверяет SHA-256."""
    from rewriter.backends import models
    from rewriter.cli.screen import bytes_bar

    file = models.resolve(model)
    try:
        with bytes_bar(file.name) as bar:
            digest = models.verify(model, bar)
    except OSError as error:
        raise UserError(f"{file.path}: файл не читается ({error.strerror}).", BACKEND) from None
    click.echo(f"{digest}  {file.path}")
    click.echo("Файл верный." if file.known else "Эталона для этого файла нет: сверьте SHA-256 сами.", err=True)
    ctx.exit(FINE)

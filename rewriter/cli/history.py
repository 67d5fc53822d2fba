"""`rewriter history`: what is kept of a client is given out or erased; operators' edits become candidate pairs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from rewriter.cli.errors import UserError
from rewriter.cli.kept import database_option, kept
from rewriter.cli.look import Group, Number, OneOf
from rewriter.cli.options import FILE, Decorator
from rewriter.cli.words import plural

_REWRITES = ("ответ", "ответа", "ответов")


@click.group(cls=Group)
def command() -> None:
    """Сохранённая история: выгрузить, стереть, передать правки тренерам."""


def _client_option(*, required: bool = False) -> Decorator:
    return click.option("--client", "-c", required=required, metavar="КТО", help="Имя, номер обращения, телефон, почта или номер заказа клиента.")


_days_option = click.option("--days", type=Number(1), help="За сколько дней, с сегодняшним (все).")
_pack_option = click.option("--pack", "-p", metavar="ПАКЕТ", help="Только этот пакет.")


@command.command("erase", short_help="Стереть всё об одном клиенте.")
@_client_option(required=True)
@click.option("--yes", "-y", is_flag=True, help="Не переспрашивать.")
@database_option
def erase(client: str, yes: bool, database: str | None) -> None:
    """Стирает всё, что сохранено об одном клиенте: тексты, числа, отзывы.

    \b
    Примеры:
      rewriter history erase --client "Анна Смирнова"
      rewriter history erase --client 30417 --yes
      rewriter history erase --client "+7 912 345-67-89"

    Имена в базе не хранятся, поэтому имя нужно такое же, какое передала система поддержки.
    """  # noqa: D301 - click reads \b
    with kept(database) as store:
        from rewriter.server.history.clients import load_marks
        from rewriter.server.history.erasing import count_of_client, of_client

        mark = load_marks().of(client)
        with store.reading() as connection:
            count = count_of_client(connection, mark)
        if count and not yes:
            click.confirm(f"Стереть {plural(count, *_REWRITES)} без возврата?", abort=True, err=True)
        with store.writing() as connection:
            count = of_client(connection, mark)
        store.shrink()
    click.echo(f"Стёрто: {plural(count, *_REWRITES)}." if count else "О таком клиенте ничего не сохранено.")


@command.command("export", short_help="Выгрузить историю построчно в JSON.")
@click.option("--output", "-o", type=FILE, metavar="ФАЙЛ.jsonl", help="Куда; без него — на экран.")
@_client_option()
@_days_option
@_pack_option
@database_option
def export(output: str | None, client: str | None, days: int | None, pack: str | None, database: str | None) -> None:
    """Выгружает историю: ответ — строка JSON, новые сначала.

    \b
    Примеры:
      rewriter history export -o history.jsonl --days 30
      rewriter history export --client 30417     что хранится об одном клиенте
    """  # noqa: D301 - click reads \b
    with kept(database) as store:
        from rewriter.server.history.clients import load_marks
        from rewriter.server.history.reading import entries
        from rewriter.server.history.stats import first_moment

        since = first_moment(days) if days else None
        with store.reading() as connection:
            found = entries(connection, since=since, pack=pack, mark=load_marks().of(client) if client else None)
            count = _written(output, (json.dumps(entry, ensure_ascii=False) + "\n" for entry in found))
    if output:
        click.echo(f"{output}: {plural(count, *_REWRITES)}.", err=True)


@command.command("candidates", short_help="Правки операторов — пары для тренеров.")
@click.option("--output", "-o", type=FILE, metavar="ФАЙЛ.yaml", help="Куда, .yaml или .jsonl; без него — на экран.")
@click.option("--format", "form", type=OneOf(["yaml", "jsonl"]), metavar="yaml|jsonl", help="Вид (по имени файла, иначе yaml).")
@_days_option
@_pack_option
@database_option
def candidates(output: str | None, form: str | None, days: int | None, pack: str | None, database: str | None) -> None:
    """Правки операторов в том же виде, что prompts/ПАКЕТ/pairs.yaml; личные данные — заглушками вроде [ИМЯ_1].

    Только те, что держат правила своего пакета. teaches: что нарушал черновик и чего нет в правке.
    Прежде чем взять пару в пакет, замените заглушки придуманными именами и номерами.

    \b
    Пример:
      rewriter history candidates -o candidates.yaml --pack post --days 30
    """  # noqa: D301 - click reads \b
    with kept(database) as store:
        from rewriter.pack import load_pack
        from rewriter.server.history.candidates import candidates as pairs_of
        from rewriter.server.history.reading import entries
        from rewriter.server.history.stats import first_moment
        from rewriter.server.settings import load_serve_settings
        from rewriter.training.pairs import as_jsonl, as_yaml

        own = {load_pack(folder).name: folder for folder in load_serve_settings().packs}  # the service knows a team's folders by their names
        with store.reading() as connection:
            pairs = list(pairs_of(entries(connection, since=first_moment(days) if days else None, pack=pack), lambda name: load_pack(own.get(name, name))))
    as_lines = form == "jsonl" or (form is None and (output or "").endswith(".jsonl"))
    if pairs or output:
        _written(output, [as_jsonl(pairs) if as_lines else as_yaml(pairs)])
    click.echo(f"{output + ': ' if output else ''}{plural(len(pairs), 'пара', 'пары', 'пар')}.", err=True)


def _written(output: str | None, lines: Iterable[str]) -> int:
    """How many lines went to the file, or to stdout. The file is replaced in one step. Raises UserError."""
    count = 0

    def blocks() -> Iterable[bytes]:
        nonlocal count
        for line in lines:
            count += 1
            yield line.encode("utf-8")

    if output is None or output == "-":
        for block in blocks():
            click.echo(block.decode("utf-8"), nl=False)
        sys.stdout.flush()
        return count
    from rewriter.replacing import replaced

    try:
        replaced(Path(output), blocks())
    except OSError as error:
        raise UserError(f"{output}: не записать ({error.strerror}).") from error
    return count

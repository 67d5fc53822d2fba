"""`rewriter packs`: what packs there are, what is in one, and whether it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.errors import FINE, USAGE
from rewriter.cli.look import Group, PackName
from rewriter.cli.options import formats, verbose_option
from rewriter.cli.words import plural

if TYPE_CHECKING:
    from rewriter.pack import Pack


@click.group(cls=Group)
def command() -> None:
    """Пакеты стиля: что в них и верны ли они."""


@command.command("list", short_help="Пакеты, которые есть.")
@formats("text", "json")
def list_(form: str) -> None:
    """Пакеты, которые есть; свой — любая папка с pack.yaml."""
    from rewriter.pack import PackError, load_pack, pack_names

    rows: list[dict[str, Any]] = []
    for name in pack_names():
        try:
            rows.append(_facts(load_pack(name)))
        except PackError as error:
            click.echo(str(error), err=True)
    if form == "json":
        _json(rows)
        return
    wide = max((len(row["name"]) for row in rows), default=0)
    for row in rows:
        extends = f" ← {' ← '.join(row['chain'][1:])}" if row["chain"][1:] else ""
        click.echo(f"{row['name']:{wide}}  {row['title']}{extends}; {row['channel']}, {plural(row['pairs'], 'пара', 'пары', 'пар')}")


@command.command("show", short_help="Что в пакете: правила, списки, эмодзи, стиль.")
@click.argument("name", type=PackName(), metavar="ПАКЕТ")
@verbose_option
@formats("text", "json")
def show(name: str, verbose: bool, form: str) -> None:
    """Что в пакете вместе с унаследованным; -v добавит руководство по стилю."""
    from rewriter.pack import load_pack
    from rewriter.rules import rules

    pack = load_pack(name)
    facts = _facts(pack)
    if form == "json":
        _json(
            facts
            | {
                "guide": pack.guide,
                "constants": pack.constants.model_dump(),
                "phrases": pack.phrases.model_dump(),
                "emoji": [e.model_dump() for e in pack.emoji.emoji],
            }
        )
        return
    click.secho(f"{pack.name} — {pack.title}", bold=True)
    click.echo(
        f"Строится на: {' ← '.join(pack.chain[1:]) or '—'}; канал {pack.channel}; обращение «{pack.address}»; {plural(facts['pairs'], 'пара', 'пары', 'пар')}"
    )
    click.echo(f"Папка: {pack.folders[0]}")
    click.secho("Правила", bold=True)
    for rule in rules().values():
        setting = pack.setting(rule.id)
        extra = ", ".join(f"{k}: {v}" for k, v in (setting.model_extra or {}).items())
        entries = len(pack.entries.get(rule.id, ()))
        notes = "; ".join(x for x in (extra, f"список: {entries}" if entries else "") if x)
        click.echo(f"  {rule.id:24} {rule.severity_in(setting):8} {rule.title}" + (f" ({notes})" if notes else ""))
    for title, texts in (("Всегда верно", pack.constants.texts()), ("Эмодзи", tuple(f"{e.emoji} {e.when}" for e in pack.emoji.emoji))):
        if texts:
            click.secho(title, bold=True)
            for text in texts:
                click.echo(f"  {text}")
    if verbose and pack.guide:
        click.secho("Руководство", bold=True)
        click.echo(pack.guide)


@command.command("validate", short_help="Верны ли файлы пакета, его списки и пары.")
@click.argument("names", nargs=-1, type=PackName(), metavar="[ПАКЕТ]…")
@click.pass_context
def validate(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Верны ли файлы пакета; без имени — все пакеты.

    Находит ошибки в YAML, неизвестные правила и настройки, гоняет примеры
    caught и passed каждой записи и проверяет ответы пар. Каждая находка —
    строка «файл:строка:столбец: что не так»; код выхода тогда 2.
    """
    from rewriter.cli.validation import validated
    from rewriter.pack import PackError, load_pack, pack_names, unreadable

    code = FINE
    for name in names or pack_names():
        pack = None
        try:
            if not (found := list(unreadable(name))):
                pack = load_pack(name)
                found = list(validated(pack))
        except PackError as error:
            found = str(error).split("\n")
        for line in found:
            click.echo(line)
        if found:
            code = USAGE
            click.echo(f"{name}: {plural(len(found), 'ошибка', 'ошибки', 'ошибок')}", err=True)
        elif pack is not None:
            own = sum(len(entries) for entries in pack.entries.values())
            click.echo(f"{name}: всё верно ({plural(own, 'запись', 'записи', 'записей')}, {plural(len(pack.pairs), 'пара', 'пары', 'пар')})", err=True)
    ctx.exit(code)


def _facts(pack: Pack) -> dict[str, Any]:
    return {
        "name": pack.name, "title": pack.title, "chain": list(pack.chain), "channel": pack.channel, "address": pack.address, "folder": str(pack.folders[0]),
        "pairs": len(pack.pairs), "entries": {name: len(entries) for name, entries in pack.entries.items() if entries},
        "rules": {rule_id: setting.model_dump(exclude_unset=True) for rule_id, setting in pack.rules.items()},
    }  # fmt: skip


def _json(value: Any) -> None:
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))

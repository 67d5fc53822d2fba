"""`rewriter rules`: what is judged and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.errors import UserError
from rewriter.cli.look import Group, RuleId
from rewriter.cli.options import formats, pack_option, settings_of

if TYPE_CHECKING:
    from rewriter.pack import Pack
    from rewriter.rules.base import Rule

_EXAMPLES = 3


@click.group(cls=Group)
def command() -> None:
    """Правила: какие есть и зачем каждое."""


@command.command("list", short_help="Все правила и их важность в пакете.")
@pack_option
@formats("text", "json")
def list_(pack: str | None, form: str) -> None:
    """Все правила и их важность в пакете."""
    from rewriter.pack import load_pack
    from rewriter.rules import broken, rules

    loaded = load_pack(settings_of({"pack": pack}).pack)
    for name, reason in broken().items():
        click.echo(f"{name}: {reason}", err=True)
    if form == "json":
        _json([_facts(rule, loaded) for rule in rules().values()])
        return
    wide = max(len(rule_id) for rule_id in rules())
    for rule_id, rule in rules().items():
        click.echo(f"{rule_id:{wide}}  {_severity(rule, loaded):8}  {rule.title}")


@command.command("explain", short_help="Одно правило: зачем оно, примеры, настройки.")
@click.argument("rule_id", type=RuleId(), metavar="ПРАВИЛО")
@pack_option
@formats("text", "json")
def explain(rule_id: str, pack: str | None, form: str) -> None:
    """Одно правило: зачем оно, что ловит и что пропускает, какие у него настройки."""
    from difflib import get_close_matches

    from rewriter.pack import load_pack
    from rewriter.rules import rules

    known = rules()
    if (rule := known.get(rule_id)) is None:
        near = get_close_matches(rule_id, known, 1)
        raise UserError(f"Нет правила «{rule_id}»." + (f" Может быть, {near[0]}?" if near else f" Есть: {', '.join(known)}."))
    loaded = load_pack(settings_of({"pack": pack}).pack)
    if form == "json":
        _json(_facts(rule, loaded))
        return
    for line in _explained(rule, loaded):
        click.echo(line)


def _explained(rule: Rule, pack: Pack) -> Iterator[str]:
    yield click.style(f"{rule.id} — {rule.title}", bold=True)
    yield f"Важность в пакете {pack.name}: {_severity(rule, pack)}" + (", понизить нельзя" if rule.hard else "")
    yield f"Источник: {rule.source}"
    if rule.why:
        yield f"\n{rule.why}"
    if options := _options(rule, pack):
        yield "\nНастройки:"
        yield from (f"  {name}: {value!r}" for name, value in options.items())
    if entries := pack.entries.get(rule.id, ()):
        yield f"\nСписок пакета: записей {len(entries)}. Например:"
        for entry in entries[:_EXAMPLES]:
            yield f"  ✗ {entry.caught[0]}"
            yield f"  ✓ {entry.passed[0]}"
    taught = [pair for pair in pack.pairs if rule.id in pair.teaches][:1]
    for pair in taught:
        yield f"\nПример {pair.id}\nБыло:  {' '.join(pair.draft.split())}\nСтало: {' '.join(pair.reply.split())}"


def _severity(rule: Rule, pack: Pack) -> str:
    setting = pack.setting(rule.id)
    return "off" if setting.off else rule.severity if rule.hard else setting.severity or rule.severity


def _options(rule: Rule, pack: Pack) -> dict[str, Any]:
    values = {name: field.get_default(call_default_factory=True) for name, field in rule.options.model_fields.items()}
    return values | dict(pack.setting(rule.id).model_extra or {})


def _facts(rule: Rule, pack: Pack) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": _severity(rule, pack),
        "hard": rule.hard,
        "source": rule.source,
        "why": rule.why,
        "options": _options(rule, pack),
        "entries": len(pack.entries.get(rule.id, ())),
    }


def _json(value: Any) -> None:
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))

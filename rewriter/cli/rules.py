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
    from rewriter.rules.explained import Example, Examples


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
    """Одно правило: зачем оно, что ловит и что пропускает, как исправить, какие у него настройки и важность в пакетах."""
    from difflib import get_close_matches

    from rewriter.pack import load_pack
    from rewriter.rules import rules

    known = rules()
    if (rule := known.get(rule_id)) is None:
        near = get_close_matches(rule_id, known, 1)
        raise UserError(f"Нет правила «{rule_id}»." + (f" Может быть, {near[0]}?" if near else f" Есть: {', '.join(known)}."))
    loaded = load_pack(settings_of({"pack": pack}).pack)
    if form == "json":
        _json(_all_facts(rule, loaded))
        return
    for line in _explained(rule, loaded):
        click.echo(line)


def _explained(rule: Rule, pack: Pack) -> Iterator[str]:
    from rewriter.rules.explained import examples

    yield click.style(f"{rule.id} — {rule.title}", bold=True)
    yield f"Важность в пакете {pack.name}: {_severity(rule, pack)}" + (", понизить нельзя" if rule.hard else "")
    yield "Во всех пакетах: " + ", ".join(f"{name} — {severity}" for name, severity in _severities(rule, pack).items())
    yield f"Источник: {rule.source}"
    if rule.why:
        yield f"\n{rule.why}"
    if options := _options(rule, pack):
        yield "\nНастройки:"
        yield from (f"  {name}: {value!r}" for name, value in options.items())
    if entries := pack.entries.get(rule.id, ()):
        yield f"\nСписок слов пакета: записей {len(entries)}."
    shown = examples(rule)
    if shown.caught:
        yield "\nЛовит:"
        yield from (line for example in shown.caught for line in _example("✗", example))
    if shown.passed:
        yield "\nПропускает:"
        yield from (line for example in shown.passed for line in _example("✓", example))
    yield "\nКак исправить: " + _repair(shown)
    taught = [pair for pair in pack.pairs if rule.id in pair.teaches][:1]
    for pair in taught:
        yield f"\nПара {pair.id}\nБыло:  {' '.join(pair.draft.split())}\nСтало: {' '.join(pair.reply.split())}"


def _example(sign: str, example: Example) -> Iterator[str]:
    told = (("клиент", example.client), ("черновик", example.draft), ("известно", example.known))
    yield from (f"    {name}: {' '.join(text.split())}" for name, text in told if text)
    yield f"  {sign} {' '.join(example.text.split())}"
    if example.message:
        yield f"    {example.message}"
    if example.fixed:
        yield f"    После правки: {' '.join(example.fixed.split())}"


def _repair(shown: Examples) -> str:
    if not shown.mended:
        return "по совету в сообщении."
    return f"rewriter check --fix исправляет сам {shown.mended} из {shown.labelled} размеченных нарушений, остальное — по совету в сообщении."


def _severity(rule: Rule, pack: Pack) -> str:
    return rule.severity_in(pack.setting(rule.id))


def _severities(rule: Rule, pack: Pack) -> dict[str, str]:
    """In the packs that come with the library, and in the one that was asked for."""
    from rewriter.rules.explained import severities

    return severities(rule) | {pack.name: _severity(rule, pack)}


def _options(rule: Rule, pack: Pack) -> dict[str, Any]:
    from rewriter.rules.explained import options_in

    return options_in(rule, pack)


def _facts(rule: Rule, pack: Pack) -> dict[str, Any]:
    return {
        "id": rule.id,
        "number": rule.number,
        "title": rule.title,
        "severity": _severity(rule, pack),
        "hard": rule.hard,
        "source": rule.source,
        "why": rule.why,
        "options": _options(rule, pack),
        "entries": len(pack.entries.get(rule.id, ())),
    }


def _all_facts(rule: Rule, pack: Pack) -> dict[str, Any]:
    from dataclasses import asdict

    from rewriter.rules.explained import examples

    return _facts(rule, pack) | {"severities": _severities(rule, pack), "examples": asdict(examples(rule))}


def _json(value: Any) -> None:
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))

"""`rewriter examples coverage`: what the pairs teach already, and where there are few."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from rewriter.cli.examples.chosen import packs_named
from rewriter.cli.examples.list import MOODS
from rewriter.cli.look import Command, Number
from rewriter.cli.options import formats, pack_option
from rewriter.cli.report import width

if TYPE_CHECKING:
    from rewriter.pack import Pack
    from rewriter.training.coverage import Cell

_NUMBERS = {0: "0", 1: "1", 2: "2", 3: "3+"}


@click.command("coverage", cls=Command)
@pack_option
@click.option("--next", "-n", "count", type=Number(0), default=10, help="Сколько назвать пар, которые стоит сделать следующими (10).")
@click.option("--seed", type=Number(0), default=0, help="Чем решается порядок среди одинаково нужных (0).")
@formats("text", "markdown", "json")
def command(pack: str | None, count: int, seed: int, form: str) -> None:
    """Сколько пар учит каждому правилу: по пакетам, по настроению клиента, по числу его вопросов; где пар мало и какие сделать следующими.

    \b
    Примеры:
      rewriter examples coverage
      rewriter examples coverage --pack post --next 20
      rewriter examples coverage --format markdown > coverage.md
    """  # noqa: D301 - click reads \b
    from rewriter.training.coverage import counted, own_pairs, thin, wanted

    packs = packs_named([pack])
    have = counted((one.name, pair) for one in packs for pair in own_pairs(one))
    few, following = thin(packs, have), wanted(packs, count, seed)
    if form == "json":
        rows = [{**cell._asdict(), "pairs": have[cell]} for cell in sorted(have)]
        few_rows = [{"pack": name, "rule": rule, "pairs": number} for name, rule, number in few]
        click.echo(json.dumps({"cells": rows, "thin": few_rows, "next": [cell._asdict() for cell in following]}, ensure_ascii=False, indent=2))
        return
    for line in _markdown(packs, have, few, following) if form == "markdown" else _text(packs, have, few, following):
        click.echo(line)


def _tables(packs: Sequence[Pack], have: Counter[Cell]) -> Iterator[tuple[str, list[list[str]]]]:
    """Each table with its title; the first row is the heading."""
    from rewriter.training.coverage import MOODS as MOOD_WORDS
    from rewriter.training.coverage import QUESTIONS, taught

    every = {rule for one in packs for rule in taught(one)}
    order = [rule for rule in dict.fromkeys(rule for one in packs for rule in taught(one)) if rule in every]
    head = ["правило", *(one.name for one in packs), *(["всего"] if len(packs) > 1 else [])]
    rows = []
    for rule in order:
        counts = [sum(n for cell, n in have.items() if cell.rule == rule and cell.pack == one.name) if rule in taught(one) else None for one in packs]
        total = [str(sum(n or 0 for n in counts))] if len(packs) > 1 else []
        rows.append([rule, *("—" if n is None else str(n) for n in counts), *total])
    yield "Правило и пакет (— : в пакете выключено)", [head, *rows]
    head = ["правило", *(f"{MOODS[mood]} {_NUMBERS[number]}" if number == 0 else _NUMBERS[number] for mood in MOOD_WORDS for number in QUESTIONS)]
    rows = []
    for rule in order:
        counted = [
            sum(n for cell, n in have.items() if (cell.rule, cell.mood, cell.questions) == (rule, mood, number)) for mood in MOOD_WORDS for number in QUESTIONS
        ]
        rows.append([rule, *(str(n) if n else "·" for n in counted)])
    yield "Правило, настроение клиента и число его вопросов", [head, *rows]


def _text(packs: Sequence[Pack], have: Counter[Cell], few: Sequence[tuple[str, str, int]], following: Sequence[Cell]) -> Iterator[str]:
    for title, rows in _tables(packs, have):
        yield click.style(title, bold=True)
        wide = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
        for row in rows:
            yield "  " + "  ".join(cell.ljust(wide[i]) if i == 0 else cell.rjust(wide[i]) for i, cell in enumerate(row))
        yield ""
    yield from _rest(few, following, "  ")


def _markdown(packs: Sequence[Pack], have: Counter[Cell], few: Sequence[tuple[str, str, int]], following: Sequence[Cell]) -> Iterator[str]:
    for title, rows in _tables(packs, have):
        yield f"## {title}"
        yield ""
        yield "| " + " | ".join(rows[0]) + " |"
        yield "| --- |" + " ---: |" * (len(rows[0]) - 1)
        yield from ("| " + " | ".join(row) + " |" for row in rows[1:])
        yield ""
    yield from _rest(few, following, "- ")


def _rest(few: Sequence[tuple[str, str, int]], following: Sequence[Cell], mark: str) -> Iterator[str]:
    heading = "## " if mark == "- " else ""
    by_rule: dict[str, list[str]] = {}
    for pack, rule, number in few:
        by_rule.setdefault(rule, []).append(f"{pack} {number}")
    yield heading + (f"Мало пар (меньше двух): правил {len(by_rule)}" if by_rule else "Каждому правилу учат хотя бы две пары.")
    yield from ([""] if heading else [])
    yield from (f"{mark}{rule}: {', '.join(where)}" for rule, where in by_rule.items())
    if following:
        yield ""
        yield heading + "Какие пары сделать следующими"
        yield from ([""] if heading else [])
        yield from (f"{mark}{cell.pack}: {cell.rule}; клиент {MOODS[cell.mood]}, вопросов: {_NUMBERS[cell.questions]}" for cell in following)

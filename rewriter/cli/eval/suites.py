"""`rewriter eval suites`: the suites there are."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import click

from rewriter.cli.look import Command
from rewriter.cli.options import formats
from rewriter.cli.words import plural


@click.command(cls=Command)
@click.argument("name", required=False, metavar="[НАБОР]")
@formats("text", "json")
def command(name: str | None, form: str) -> None:
    """Наборы случаев, которые есть: сколько в каждом случаев, каких пакетов и с какими метками.

    Свой набор — любой файл .jsonl или .yaml: укажите его путь.
    """
    from rewriter.evaluation.suite import load_suite, suite_names

    rows = [_facts(load_suite(one)) for one in ((name,) if name else suite_names())]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not rows:
        click.echo("Наборов здесь нет: они лежат в исходниках, в evals/suites. Свой файл .jsonl укажите путём.", err=True)
        return
    wide = max(len(row["name"]) for row in rows)
    for row in rows:
        packs = ", ".join(f"{pack} {count}" for pack, count in row["packs"].items())
        click.echo(f"{row['name']:{wide}}  {plural(row['cases'], 'случай', 'случая', 'случаев')}: {packs}")
        told = [f"{row['expecting']} с ожиданиями", f"{row['must_pass']} обязательных", f"{row['references']} с образцом ответа"]
        click.echo(f"{'':{wide}}  {', '.join(told)}" + (f"; метки: {', '.join(row['tags'])}" if row["tags"] else ""))


def _facts(suite: Any) -> dict[str, Any]:
    packs, tags = Counter[str](), Counter[str]()
    expecting = must_pass = references = 0
    for case in suite:
        packs[case.pack] += 1
        tags.update(case.tags)
        expecting += bool(case.must_keep or case.must_go or case.order or case.status)
        must_pass += case.must_pass
        references += case.reference is not None
    return {
        "name": suite.name,
        "path": str(suite.path),
        "cases": suite.count,
        "hash": suite.hash,
        "packs": dict(sorted(packs.items())),
        "tags": dict(sorted(tags.items())),
        "expecting": expecting,
        "must_pass": must_pass,
        "references": references,
    }

"""Which pairs a command is about: options and what they name."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rewriter.cli.errors import UserError
from rewriter.cli.look import OneOf, RuleId
from rewriter.cli.options import Decorator

if TYPE_CHECKING:
    from rewriter.pack import Pack
    from rewriter.training.lint import Suite
    from rewriter.training.pairs import Placed

teaches_option = click.option("--teaches", "-t", type=RuleId(), metavar="ПРАВИЛО", help="Только пары, которые учат этому правилу.")
mood_option = click.option("--mood", type=OneOf(["neutral", "upset", "joyful"]), metavar="neutral|upset|joyful", help="Только с таким настроением клиента.")


def suite_option(text: str) -> Decorator:
    """`--suite`, as often as there are suites."""
    return click.option("--suite", "suites", type=click.Path(), multiple=True, metavar="ФАЙЛ.jsonl", help=text)


def packs_named(names: Iterable[str | None]) -> list[Pack]:
    """The packs of these names or folders; all that come with the library where none is named. Raises PackError."""
    from rewriter.pack import load_pack, pack_names

    return [load_pack(name) for name in ([name for name in names if name] or pack_names())]


def known_rule(rule_id: str | None) -> str | None:
    """The rule's id. Raises UserError for one that no rule has."""
    from difflib import get_close_matches

    from rewriter.rules import rules

    if rule_id is not None and rule_id not in (known := rules()):
        near = get_close_matches(rule_id, known, 1)
        raise UserError(f"Нет правила «{rule_id}»." + (f" Может быть, {near[0]}?" if near else f" Есть: {', '.join(known)}."))
    return rule_id


def own_pairs(packs: Iterable[Pack], teaches: str | None = None, mood: str | None = None) -> list[Placed]:
    """The pairs of these packs that teach the rule and have the mood. Raises PackError, UserError for an unknown rule."""
    from rewriter.training.pairs import pairs_of

    known_rule(teaches)
    return [
        placed
        for pack in packs
        for placed in pairs_of(pack)
        if (teaches is None or teaches in placed.pair.teaches) and (mood is None or placed.pair.mood == mood)
    ]


def suites_of(files: Sequence[str]) -> list[Suite]:
    """The suites named, else those of the repository. Raises PackError."""
    from rewriter.training.suites import default_suites, read_suite

    return [read_suite(path) for path in (map(Path, files) if files else default_suites())]


def candidates_of(file: str, pack: Pack | None) -> list[Placed]:
    """Pairs of a YAML or JSONL file, or of stdin. `pack`: whose they are; None: told by their ids. Raises UserError, PackError."""
    from rewriter.cli.texts import decode, one_newline
    from rewriter.pack import pack_names
    from rewriter.training.pairs import parsed

    name = "стандартный ввод" if file == "-" else file
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UserError(f"{file}: файл не читается ({error.strerror}).") from None
    found = parsed(one_newline(decode(data, name)), Path(name), pack_names(), pack.name if pack else None)
    if not found:
        raise UserError(f"{name}: здесь нет ни одной пары.")
    return list(found)

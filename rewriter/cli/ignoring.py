"""The file in which a team keeps what is no error (`.rewriter-ignore.yaml`): found, read, added to."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.errors import UserError
from rewriter.cli.inputs import STDIN
from rewriter.replacing import replaced

if TYPE_CHECKING:
    from rewriter.cli.judging import Checked
    from rewriter.result import Violation
    from rewriter.suppressions import Suppression, Suppressions

NAME = ".rewriter-ignore.yaml"
_HEAD = """\
# Что rewriter check считает нарушением, а мы — нет. Запись действует во всех текстах, где те же слова стоят рядом с теми же соседями.
# before, after — соседние слова в том же предложении; '' — слова стоят с краю; нет такой строки — соседи любые.
# Добавить: rewriter check ФАЙЛ --suppress ПРАВИЛО --reason "почему" [--author "кто"]
"""


def forget() -> None:
    """What is kept of files holds for one run, and until one is written."""
    for kept in (loaded, in_order, _nearest):
        kept.cache_clear()


def file_for(text: str) -> str:
    """The suppressions in force for a text's file: the nearest going up from its folder; from here for stdin. Empty: there are none."""
    return _nearest(os.path.dirname(os.path.abspath("x" if text in ("-", STDIN) else text)))  # noqa: PTH100, PTH120 - resolve() would follow links


@lru_cache(maxsize=1000)
def _nearest(folder: str) -> str:
    for parent in (Path(folder), *Path(folder).parents):
        try:
            if (parent / NAME).is_file():
                return str(parent / NAME)
        except (OSError, ValueError):
            break
    return ""


@lru_cache(maxsize=32)
def loaded(path: str) -> Suppressions:
    """The file's suppressions. Raises UserError with `file:line:col`."""
    from pydantic import TypeAdapter, ValidationError

    from rewriter.datacache import cached
    from rewriter.pack import PackError, place_of
    from rewriter.rules import rules
    from rewriter.suppressions import Suppression, Suppressions, problems
    from rewriter.values import value_in_russian

    file = Path(path)
    try:
        entries = TypeAdapter(tuple[Suppression, ...]).validate_python(cached(file, "1", _plain) or ())
    except ValidationError as error:
        raise UserError("\n".join(f"{place_of(file, e['loc'])}: {value_in_russian(e)}." for e in error.errors(include_url=False))) from None
    except PackError as error:
        raise UserError(str(error)) from None
    if found := [f"{place_of(file, (number, key))}: {what}." for number, key, what in problems(entries, rules())]:
        raise UserError("\n".join(found))
    return Suppressions(entries)


@lru_cache(maxsize=32)
def in_order(path: str) -> None:
    """Raises UserError where the file cannot be used; says which of its entries hold nowhere."""
    from rewriter.pack import place_of
    from rewriter.rules import broken, rules

    for number, entry in enumerate(loaded(path).entries):
        if entry.rule not in rules() and entry.rule not in broken():
            click.echo(f"{place_of(Path(path), (number, 'rule'))}: нет правила «{entry.rule}» — запись не действует.", err=True)


def _plain(file: Path) -> Any:
    """The file's data; dates as texts."""
    from rewriter.pack import load_yaml

    data = load_yaml(file)
    return [{k: str(v) if k == "date" else v for k, v in e.items()} if isinstance(e, dict) else e for e in data] if isinstance(data, list) else data


def let_stand(checked: Checked, wanted: dict[str, frozenset[int]], given: str | None, reason: str, author: str) -> Checked:
    """The text with the findings of these rules let stand from now on; written down where they are not yet. `wanted`: the lines of each rule, none: all."""
    from dataclasses import replace

    from rewriter.cli.judging import without
    from rewriter.suppressions import Suppressed, suppression_of
    from rewriter.text.document import read

    document = read(checked.outcome.text)

    def meant(violation: Violation) -> bool:
        lines = wanted.get(violation.rule)
        return lines is not None and (not lines or checked.place.at(violation.start)[0] in lines)

    kept = tuple(v for v in checked.outcome.found if not meant(v))
    today = datetime.now().astimezone().date().isoformat()
    new = tuple(Suppressed(v, suppression_of(document, v, reason=reason, author=author, date=today)) for v in checked.outcome.found if meant(v))
    if not new:
        return checked
    add(given or checked.item.ignore or _new_file(checked.item.file), [each.by for each in new])
    return replace(checked, outcome=without(checked.outcome, kept, new))


def _new_file(text: str) -> str:
    """Where a team's first entry goes: here, or beside a text that does not lie below here, so that it is found again."""
    folder = Path(text).parent if text != STDIN else Path()
    return NAME if Path.cwd() in (Path.cwd() / folder / "x").resolve().parents else str(folder / NAME)


def add(path: str, entries: Iterable[Suppression]) -> None:
    """Writes entries at the end of the file, which stays as it is otherwise. Raises UserError."""
    import yaml

    file = Path(path)
    known = {entry.model_copy(update={"reason": "", "author": "", "date": ""}) for entry in loaded(path).entries} if file.exists() else set()
    fresh = [e for e in dict.fromkeys(entries) if e.model_copy(update={"reason": "", "author": "", "date": ""}) not in known]
    if not fresh:
        return
    data = [{key: value for key, value in e.model_dump().items() if value or key in ("before", "after", "words")} for e in fresh]
    for entry in data:
        entry["date"] = date.fromisoformat(entry["date"])  # written without quotation marks
    added = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    try:
        text = file.read_text(encoding="utf-8") if file.exists() else _HEAD
        whole = text + ("" if text.endswith("\n") or not text else "\n") + added
        before = yaml.safe_load(text) or []
        if yaml.safe_load(whole)[: len(before)] != before:
            raise UserError(f"{path}: файл записан не списком «- rule: …», дописать в него нельзя. Приведите его к такому виду.")
        replaced(file, [whole.encode()])
    except (OSError, yaml.YAMLError) as error:
        raise UserError(f"{path}: исключение не записать ({getattr(error, 'strerror', None) or error}).") from None
    forget()
    rules = Counter(entry.rule for entry in fresh)
    click.echo(f"{path}: записано как разрешённое: " + ", ".join(f"{rule} ×{times}" for rule, times in rules.items()), err=True)

"""The course of a check: texts in, verdicts out in the same order; on the way progress, what goes wrong, what is written."""

from __future__ import annotations

import getpass
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path

import click

from rewriter.checker import NOT_RUN, Selection
from rewriter.cli.bar import Bar
from rewriter.cli.errors import BROKEN, FINE, USAGE, UserError
from rewriter.cli.formats import How
from rewriter.cli.ignoring import file_for, forget, in_order, let_stand
from rewriter.cli.inputs import About, Item, items_of, lines
from rewriter.cli.inputs.place import Place
from rewriter.cli.judging import Checked, Judge, Outcome
from rewriter.cli.words import plural
from rewriter.cli.writing import Rewritten, opened
from rewriter.result import CheckResult


@dataclass
class Checking:
    """A run of `rewriter check`. `whatever`: the files are cases, whatever they are called. `codes`: how the texts came out."""

    how: How
    about: About
    chosen: Selection
    files: Sequence[str]
    whatever: bool = False
    macros: bool = False
    suppressions: str | None = None
    codes: set[int] = field(default_factory=set)
    _wanted: dict[str, frozenset[int]] = field(default_factory=dict)
    _reason: str = ""
    _author: str = ""
    _told: set[str] = field(default_factory=set)
    _open: dict[str, Rewritten] = field(default_factory=dict)

    def let_stand(self, wanted: dict[str, frozenset[int]], reason: str, author: str | None) -> None:
        """Findings of these rules are written down as no errors, by rule and lines."""
        self._wanted, self._reason, self._author = wanted, reason, _user() if author is None else author

    def texts(self, jobs: int) -> Iterator[Checked]:
        """Every text with its outcome, in order."""
        forget()
        if self.suppressions and not self._wanted and not Path(self.suppressions).exists():
            raise UserError(f"{self.suppressions}: нет такого файла. Он появится сам, если добавить --suppress ПРАВИЛО.")
        judge = Judge(self.chosen, self.how.fix, self.macros)
        watched = self._watched(Checked(item, outcome) for item, outcome in self._judged(judge, jobs))
        return self._written(watched) if self.how.write else watched

    def _judged(self, judge: Judge, jobs: int) -> Iterator[tuple[Item, Outcome]]:
        # What is let stand in one text holds in the next: no judging ahead then.
        if jobs == 1 or self._wanted:
            return ((item, judge(item)) for item in self._items())
        from rewriter.engines.processes import mapped

        return mapped(judge, self._items(), jobs, _given_up)

    def _items(self) -> Iterator[Item]:
        for file in self.files:
            ignore = self.suppressions or file_for(file)
            if ignore and Path(ignore).exists():
                in_order(ignore)
            else:
                ignore = ""
            if self.how.write:
                try:
                    self._open[file] = opened(file)
                except UserError as error:
                    yield Item(file, Place(file), problem=error.message)
                    continue
            for item in lines.items(file, self.about, whatever=True) if self.whatever else items_of(file, self.about):
                yield replace(item, ignore=ignore)

    def _watched(self, texts: Iterator[Checked]) -> Iterator[Checked]:
        """The texts, with codes noted, problems told and progress shown where stderr is a terminal and stdout is not."""
        sizes = [os.path.getsize(file) if os.path.isfile(file) else 0 for file in self.files]  # noqa: PTH113, PTH202 - no path is ValueError there, and False here
        bar = Bar(sum(sizes), live=self.how.several and not self.how.fix and sys.stderr.isatty() and not sys.stdout.isatty())
        before = dict(zip(self.files, accumulate(sizes[:-1], initial=0), strict=True))
        number, stood = 0, 0
        try:
            for number, checked in enumerate(texts, 1):
                if self._wanted and checked.outcome.result is not None:
                    checked = let_stand(checked, self._wanted, self.suppressions, self._reason, self._author)  # noqa: PLW2901
                    stood += sum(v.rule in self._wanted for v, _ in checked.outcome.suppressed)
                if checked.problem:
                    bar.clear()
                    click.echo(checked.problem, err=True)
                    self.codes.add(USAGE)
                elif checked.outcome.result is not None:
                    self._tell_broken(checked.outcome.result, bar)
                    self.codes.add(BROKEN if checked.outcome.result.verdict == "fail" else FINE)
                bar.at(before.get(checked.item.file, 0) + checked.item.read, plural(number, "текст", "текста", "текстов"))
                yield checked
            if self._wanted and not stood:
                click.echo(f"Разрешать нечего: находок {', '.join(self._wanted)} нет.", err=True)
        finally:
            bar.clear()

    def _tell_broken(self, result: CheckResult, bar: Bar) -> None:
        """Says once of each rule that could not run that it did not: in a summary it would be one of many skipped."""
        for rule_id, reason in result.rules.skipped.items():
            if reason.startswith(NOT_RUN) and rule_id not in self._told:
                self._told.add(rule_id)
                bar.clear()
                click.echo(f"{rule_id}: {reason}", err=True)

    def _written(self, texts: Iterator[Checked]) -> Iterator[Checked]:
        """The texts; behind the last of each file, the file is written with what was mended."""
        file, rules = "", Counter[str]()
        for checked in texts:
            if checked.item.file != file:
                self._write(file, rules)
                file, rules = checked.item.file, Counter()
            if checked.outcome.result is not None and checked.outcome.text != checked.before:
                place = checked.item.place
                self._open[file].edits.append((place.offset, place.offset + len(place.raw), place.written(checked.outcome.text)))
                rules.update(v.rule for v in checked.outcome.fixes or ())
            yield checked
        self._write(file, rules)

    def _write(self, file: str, rules: Counter[str]) -> None:
        """Writes a file with its changes and says so."""
        if (rewritten := self._open.pop(file, None)) is None or not rewritten.edits:
            return
        try:
            rewritten.write()
        except UserError as error:
            error.show()
            self.codes.add(USAGE)
            return
        named = ", ".join(rule + (f" ×{times}" if times > 1 else "") for rule, times in rules.items())
        texts = f" в {len(rewritten.edits)} текстах" if len(rewritten.edits) > 1 else ""
        self.how.tell(f"{file}: записано, {plural(rules.total(), 'правка', 'правки', 'правок')}{texts}: {named}")


def _given_up(item: Item, why: str) -> Outcome:
    return Outcome(problem=f"{item.name}: не проверено — рабочий процесс дважды упал на этом тексте ({why}).")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # nobody of that number
        return ""

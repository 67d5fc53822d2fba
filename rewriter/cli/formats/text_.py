"""What a person reads: findings with their words underlined, what was mended, a summary."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

import click

from rewriter.cli.diff import shown
from rewriter.cli.formats import How
from rewriter.cli.judging import Checked
from rewriter.cli.report import counted, skipped_lines, summary, violation_lines
from rewriter.cli.words import plural


def lines(texts: Iterable[Checked], how: How) -> Iterator[str]:
    """Of one text everything; of several those with something to say, then a summary. With `--fix` into a pipe, the texts, and the rest on stderr."""
    if how.fix and not how.write and not sys.stdout.isatty():
        yield from _mended(texts, how)
    else:
        yield from _report(texts, how)


def _mended(texts: Iterable[Checked], how: How) -> Iterator[str]:
    """The texts as they are after the fixes."""

    def passing() -> Iterator[Checked]:
        for checked in texts:
            if checked.outcome.result is not None:
                if how.several:
                    click.echo(f"==> {checked.item.name} <==")
                click.echo(checked.outcome.text)
                sys.stdout.flush()
            yield checked

    for line in _report(passing(), how):
        click.echo(line, err=True)
    yield from ()


def _report(texts: Iterable[Checked], how: How) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for checked in texts:
        counts["problems"] += bool(checked.problem)
        if checked.outcome.result is None:
            continue
        found = checked.outcome.found
        worst = min((("error", "warning", "info").index(v.severity) for v in found), default=3)
        counts[("errors", "warnings", "advice", "clean")[worst]] += 1
        counts["info"] += sum(v.severity == "info" and not how.shows(v) for v in found)
        counts["allowed"] += len(checked.outcome.suppressed)
        counts["fixes"] += len(checked.outcome.fixes or ())
        yield from _one(checked, how)
    yield from _total(counts, how)


def _one(checked: Checked, how: How) -> Iterator[str]:
    """A text's findings. Of many texts one with nothing to show is not named."""
    outcome, item = checked.outcome, checked.item
    assert outcome.result is not None
    visible = [v for v in outcome.found if how.shows(v)]
    if how.several and not visible and not outcome.fixes and not how.verbose:
        return
    if outcome.fixes is not None and (outcome.fixes or not how.several):
        yield from _fixes(checked, how)
    for violation in visible:
        yield from violation_lines(outcome.text, violation, item.file, checked.place.at(violation.start))
    if how.several and not how.verbose:
        if visible:
            yield f"{item.name}: {counted(outcome.found)}"
            yield ""
        return
    yield f"{item.name}: {summary(outcome.result, len(outcome.suppressed))}"
    if how.verbose:
        yield from _details(checked)


def _fixes(checked: Checked, how: How) -> Iterator[str]:
    """The change, word by word."""
    fixes = checked.outcome.fixes or ()
    out = sys.stdout if sys.stdout.isatty() or how.write else sys.stderr
    if checked.before != checked.outcome.text:
        yield click.style(f"{checked.item.name}:", bold=True) if how.several else ""
        yield shown(checked.before, checked.outcome.text, colour=out.isatty() and click.get_current_context().color is not False)
        yield ""
    rules = Counter(v.rule for v in fixes)
    named = ", ".join(rule + (f" ×{times}" if times > 1 else "") for rule, times in rules.items())
    yield plural(len(fixes), "правка", "правки", "правок") + (f": {named}" if named else "")


def _details(checked: Checked) -> Iterator[str]:
    """What `-v` adds."""
    result = checked.outcome.result
    assert result is not None
    yield from skipped_lines(result)
    for violation, by in checked.outcome.suppressed:
        about = ", ".join(part for part in (by.author, by.date) if part)
        yield f"  разрешено {violation.rule} «{' '.join(violation.text.split())}»: {by.reason or 'без причины'}" + (f" ({about})" if about else "")
    yield from (f"  факт {'✓' if f.kept else '✗'} «{f.text}» ({f.kind}: {f.value})" for f in result.facts)
    marks = {True: "есть ответ", False: "нет ответа", None: "не ясно, есть ли ответ"}
    yield from (f"  вопрос «{q.text}»: {marks[q.answered]}" for q in result.questions)
    if result.readability.reply is not None:
        yield f"  канцелярит (меньше — проще): {result.readability.reply:.0f} из 100" + (
            f", в черновике {result.readability.draft:.0f}" if result.readability.draft is not None else ""
        )


def _total(counts: Counter[str], how: How) -> Iterator[str]:
    """How many texts are how, and what else there is to know."""
    if how.several:
        texts = sum(counts[name] for name in ("errors", "warnings", "advice", "clean"))
        parts = [
            (counts["errors"], f"с ошибками {counts['errors']}"),
            (counts["warnings"], f"с замечаниями {counts['warnings']}"),
            (counts["advice"] + counts["clean"], f"в порядке {counts['advice'] + counts['clean']}"),
            (counts["problems"], f"не проверено {counts['problems']}"),
            (counts["allowed"], f"разрешено находок {counts['allowed']}"),
        ]
        yield f"Проверено {plural(texts, 'текст', 'текста', 'текстов')}: " + ", ".join(words for count, words in parts if count) + "."
    if counts["info"]:
        yield f"Не показано: {plural(counts['info'], 'совет', 'совета', 'советов')} (--severity info покажет)."
    if counts["fixes"] and not how.write and sys.stdout.isatty():
        yield "Файлы не тронуты. Записать правки: та же команда с --fix --write."

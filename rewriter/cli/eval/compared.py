"""A comparison as a person reads it: the verdict with its reasons, what has changed, flips with both texts, then numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from rewriter.cli.words import plural
from rewriter.evaluation.report.words import OUTCOMES, SEVERITIES, UNPAIRED, amount, broken, interval, number, percent, shift
from rewriter.evaluation.verdict import named
from rewriter.text.changes import readable

if TYPE_CHECKING:
    from rewriter.evaluation.compared import Comparison, Flip, Group, Unpaired

_WORSE, _BETTER, _SAID = 20, 5, 4


def lines(found: Comparison, *, verbose: bool) -> Iterator[str]:
    """What is found; `verbose`: every flip, groups in which nothing has changed, rules that only advise."""
    yield from _verdict(found)
    worse = [flip for flip in found.flips if flip.worse]
    better = [flip for flip in found.flips if not flip.worse]
    for title, flips, most, colour in (("Стало хуже", worse, _WORSE, "red"), ("Стало лучше", better, _BETTER, "green")):
        if flips:
            yield ""
            yield click.style(f"{title}: {len(flips)}", fg=colour, bold=True)
            shown = flips if verbose else flips[:most]
            for flip in shown:
                yield from _flip(flip, verbose)
            if len(shown) < len(flips):
                yield f"  … ещё {len(flips) - len(shown)}; все: -v"
    yield from _rules(found, verbose)
    if verbose or found.flips or found.rules or found.same_replies < found.pairs:
        yield from _measures(found)
        yield from _groups(found.groups[1:], verbose)
    yield from _unpaired(found.unpaired)


def _verdict(found: Comparison) -> Iterator[str]:
    total = found.all
    if found.regressed:
        head = click.style("СТАЛО ХУЖЕ", fg="red", bold=True)
    elif found.flips or found.rules:
        head = click.style("НЕ ХУЖЕ", fg="green", bold=True)
    else:
        head = click.style("БЕЗ ИЗМЕНЕНИЙ", fg="green", bold=True)
    yield f"{head}: {found.base} → {found.new}"
    for reason in found.reasons:
        yield f"  • {reason.text}"
    if found.pairs:
        right = next(measured for measured in total.measures if measured.name == "right")
        yield (
            f"Верно {total.right_base} → {total.right_new} из {found.pairs}: {shift(right.difference.mean, 'share')}"
            + ("" if right.difference.low == right.difference.high else f", 95 %: {interval(right)}")
            + f"; перестали быть верными {total.worse}, стали {total.better}, p = {number(total.p)}"
        )
        yield f"Ответы совпали дословно: {found.same_replies} из {found.pairs}."
    told = [f"{d.what} ({d.base} → {d.new})" for d in found.differences]
    yield "Прогоны отличаются: " + ("; ".join(told) if told else "ничем, что записано") + "."


def _flip(flip: Flip, verbose: bool) -> Iterator[str]:
    marks = [flip.pack, *([", ".join(flip.tags)] if flip.tags else []), *(["обязательный"] if flip.must_pass else [])]
    name = flip.case + (f" (повтор {flip.repeat + 1})" if flip.repeat else "")
    yield f"  {click.style(name, bold=True)} · {' · '.join(marks)} · {OUTCOMES[flip.base]} → {OUTCOMES[flip.new]}"
    said = flip.broke if flip.worse else flip.mended
    for what in said if verbose else said[:_SAID]:
        yield f"    {'✗' if flip.worse else '✓ больше нет:'} {broken(what)}"
    if not verbose and len(said) > _SAID:
        yield f"      … и ещё {len(said) - _SAID}"
    if flip.client_message.strip():
        yield f"    клиент: {_line(flip.client_message)}"
    if flip.base_reply == flip.new_reply:
        yield f"    ответ тот же: {_line(flip.new_reply)}"
        return
    pieces = list(readable(_line(flip.base_reply), _line(flip.new_reply)))
    yield "    было:   " + "".join(click.style(text, fg="red") if kind == "-" else text for kind, text in pieces if kind != "+")
    yield "    стало:  " + "".join(click.style(text, fg="green") if kind == "+" else text for kind, text in pieces if kind != "-")


def _line(text: str) -> str:
    return " ".join(text.split())


def _rules(found: Comparison, verbose: bool) -> Iterator[str]:
    shown = [change for change in found.rules if verbose or change.severity != "info"]
    if shown:
        yield ""
        yield click.style("Нарушения в ответах, у которых число изменилось", bold=True)
        for change in shown:
            where = f" — новые: {named(change.cases)}" if change.cases else ""
            yield f"  {SEVERITIES[change.severity]:10} {change.rule:28} {change.base:>4} → {change.new}{where}"
    if hidden := len(found.rules) - len(shown):
        yield f"  Не показаны правила, которые только советуют: {hidden} (-v)."
    told = any(reason.kind == "blind" for reason in found.reasons)
    for rule in () if told else found.blinded:
        yield f"  В черновиках {rule.rule} находило {rule.base}, находит {rule.new}; молчит в {named(rule.cases)}"


def _measures(found: Comparison) -> Iterator[str]:
    rows = [(m.title, amount(m.base, m.unit), amount(m.new, m.unit), shift(m.difference.mean, m.unit), interval(m)) for m in found.all.measures]
    if rows:
        yield ""
        yield from _table("Показатели", ("", "было", "стало", "разница", "95 %"), rows)


def _groups(groups: Sequence[Group], verbose: bool) -> Iterator[str]:
    for kind, title in (("pack", "По пакетам"), ("tag", "По меткам")):
        chosen = [group for group in groups if group.kind == kind and (verbose or kind == "pack" or group.worse or group.better)]
        if not chosen:
            continue
        rows = []
        for group in chosen:
            before, after = (f"{right} ({percent(right / group.pairs)})" for right in (group.right_base, group.right_new))
            rows.append((group.name, str(group.pairs), before, after, str(group.worse), str(group.better), number(group.p)))
        yield ""
        yield from _table(title, ("", "случаев", "верно было", "стало", "хуже", "лучше", "p"), rows)


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    wide = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    yield click.style(title, bold=True)
    for row in (head, *rows):
        yield "  " + "  ".join(f"{cell:{w}}" if i == 0 else f"{cell:>{w}}" for i, (cell, w) in enumerate(zip(row, wide, strict=True)))


def _unpaired(unpaired: Iterable[Unpaired]) -> Iterator[str]:
    by_why: dict[str, list[Unpaired]] = {}
    for case in unpaired:
        by_why.setdefault(case.why, []).append(case)
    if by_why:
        total = sum(map(len, by_why.values()))
        yield ""
        yield click.style(f"Не сравнивали: {plural(total, 'случай', 'случая', 'случаев')}", bold=True)
    for why, cases in by_why.items():
        yield f"  {UNPAIRED[why]}: {len(cases)} ({named([case.case for case in cases])})"
        if problem := next((case.problem for case in cases if case.problem), None):
            yield f"    например: {problem}"

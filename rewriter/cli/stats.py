"""`rewriter stats`: how rewrites fare with operators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from rewriter.cli.kept import database_option, kept
from rewriter.cli.look import Command, Number
from rewriter.cli.options import formats
from rewriter.cli.words import grouped, plural, seconds

if TYPE_CHECKING:
    from rewriter.server.history.stats import Numbers, Stats

_BAR = 24


@click.command(cls=Command)
@click.option("--days", type=Number(1), default=30, help="За сколько дней, с сегодняшним (30).")
@click.option("--pack", "-p", metavar="ПАКЕТ", help="Только этот пакет.")
@database_option
@formats("text", "json")
def command(days: int, pack: str | None, database: str | None, form: str) -> None:
    """Как операторы принимают ответы: принято как есть, исправлено, отклонено; какие правила нарушают черновики.

    \b
    Примеры:
      rewriter stats
      rewriter stats --days 7 --pack post
      rewriter stats --format json

    То же с графиками — на странице сервиса: /stats.
    """  # noqa: D301 - click reads \b
    with kept(database) as store:
        from rewriter.server.history.stats import stats

        with store.reading() as connection:
            found = stats(connection, days, pack)
    if form == "json":
        click.echo(found.model_dump_json(indent=2))
        return
    for line in _lines(found):
        click.echo(line)


def _lines(found: Stats) -> Iterator[str]:
    numbers = found.all
    scope = f" · пакет {found.pack}" if found.pack else ""
    yield click.style(f"{_date(found.first_day)} — {_date(found.last_day)}{scope}", bold=True)
    if not numbers.rewrites:
        yield "За эти дни ничего не переписывали."
        return
    yield f"Ответов: {grouped(numbers.rewrites)} — {_statuses(numbers)}"
    yield f"Время ответа: {_time(numbers.total_ms)}; девять из десяти — до {_time(numbers.total_ms_p90)}"
    yield f"Решений операторов: {grouped(numbers.rewrites - numbers.unanswered)} — {_outcomes(numbers)}"
    if numbers.accepted_unchanged is not None:
        yield f"Принято без правок: {_share(numbers.accepted_unchanged)} от решений"
    if numbers.seconds_to_accept is not None:
        yield f"До решения: {_time(numbers.seconds_to_accept * 1000)}; девять из десяти — до {_time((numbers.seconds_to_accept_p90 or 0) * 1000)}"
    if numbers.thumbs_up or numbers.thumbs_down:
        yield f"Оценки: 👍 {numbers.thumbs_up}  👎 {numbers.thumbs_down}"
    if len(found.by_pack) > 1:
        yield from _table("По пакетам", [(row.pack, row.numbers) for row in found.by_pack])
    yield from _table("По дням", [(_date(row.day), row.numbers) for row in found.by_day if row.numbers.rewrites])
    if found.rules:
        yield ""
        yield click.style("Что нарушают чаще всего (черновиков → осталось в ответах)", bold=True)
        most = max(rule.drafts for rule in found.rules) or 1
        for rule in found.rules:
            bar = "█" * max(1 if rule.drafts else 0, round(_BAR * rule.drafts / most))
            yield f"  {rule.rule:24} {bar:{_BAR}} {grouped(rule.drafts):>6} → {grouped(rule.replies)}"


def _table(title: str, rows: list[tuple[str, Numbers]]) -> Iterator[str]:
    wide = max(12, *(len(name) for name, _ in rows))
    yield ""
    yield click.style(title, bold=True)
    yield f"  {'':{wide}} {'ответов':>8} {'принято':>8} {'правок':>7} {'отказов':>8} {'без правок':>11} {'до решения':>12}"
    for name, n in rows:
        share = "—" if n.accepted_unchanged is None else _share(n.accepted_unchanged)
        taken = "—" if n.seconds_to_accept is None else _time(n.seconds_to_accept * 1000)
        yield f"  {name:{wide}} {grouped(n.rewrites):>8} {n.accepted:>8} {n.edited:>7} {n.rejected:>8} {share:>11} {taken:>12}"


def _statuses(numbers: Numbers) -> str:
    parts = (
        (numbers.ok, "все правила соблюдены у {}"),
        (numbers.needs_review, "требуют проверки {}"),
        (numbers.failed, "не удалось {}"),
    )
    return ", ".join(words.format(grouped(count)) for count, words in parts if count)


def _outcomes(numbers: Numbers) -> str:
    parts = (
        plural(numbers.accepted, "принят", "принято", "принято"),
        plural(numbers.edited, "исправлен", "исправлено", "исправлено"),
        plural(numbers.rejected, "отклонён", "отклонено", "отклонено"),
    )
    return ", ".join(parts)


def _share(share: float) -> str:
    return f"{share * 100:.0f} %"


def _time(milliseconds: float | None) -> str:
    return "—" if milliseconds is None else seconds(milliseconds)


def _date(day: str) -> str:
    year, month, number = day.split("-")
    return f"{number}.{month}.{year}"

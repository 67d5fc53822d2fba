"""Cases from the command line: options put together, or lines of a `.jsonl` file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from rewriter.case import Case, Context
from rewriter.cli.errors import UserError, json_in_russian
from rewriter.cli.texts import LIMIT, read_text
from rewriter.cli.words import grouped
from rewriter.values import value_in_russian

_SHORTCUTS = {
    "name": "client_name",
    "operator": "operator_name",
    "gender": "operator_gender",
    "ticket": "ticket_id",
    "channel": "channel",
    "first_contact": "first_contact",
}


def client_message(given: Mapping[str, Any]) -> str:
    """`--client` or the text of `--client-file`."""
    if given["client"] is not None and given["client_file"] is not None:
        raise UserError("Сообщение клиента задано дважды: оставьте --client или --client-file.")
    if given["client_file"] is not None:
        return read_text(given["client_file"], "сообщение клиента")
    text = printable(given["client"] or "")
    if len(text) > LIMIT:
        raise UserError(f"--client: {grouped(len(text))} знаков, а предел — {grouped(LIMIT)}.")
    return text


def printable(text: str) -> str:
    """An argument as it can be written: bytes that are no UTF-8 come in as halves of signs."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def context(given: Mapping[str, Any]) -> Context:
    """`--context` with the shortcuts laid over it."""
    values: dict[str, Any] = {}
    if (path := given["context"]) is not None:
        values = _object(read_text(path, "контекст"), path)
        unknown = [key for key in values if key not in Context.model_fields]
        if unknown:
            click.echo(f"{path}: не знаю полей {', '.join(unknown)}; есть: {', '.join(Context.model_fields)}.", err=True)
    values |= {
        field: printable(given[option]) if isinstance(given[option], str) else given[option]
        for option, field in _SHORTCUTS.items()
        if given.get(option) is not None
    }
    return _context(values, path or "контекст")


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise UserError(f"{name}:{error.lineno}:{error.colno}: {json_in_russian(error)}.") from None
    except RecursionError:
        raise UserError(f"{name}:1:1: слишком глубокая вложенность.") from None
    except UnicodeEncodeError:
        raise UserError(f"{name}: половина знака (\\uD800…\\uDFFF) — такой текст не записать.") from None
    if not isinstance(value, dict):
        raise UserError(f"{name}:1:1: нужен объект {{…}}, а не {json.dumps(value, ensure_ascii=False)[:40]}.")
    return value


def _context(values: dict[str, Any], name: str) -> Context:
    try:
        return Context.model_validate(values)
    except ValidationError as error:
        raise UserError("\n".join(f"{name}: {value_in_russian(e)}." for e in error.errors(include_url=False))) from None


@dataclass(frozen=True)
class Line:
    """A line of a cases file: its case, or what is wrong with it; `id` and `draft` are what could be saved of it."""

    number: int
    case: Case | None
    id: str
    draft: str = ""
    pack: str = ""
    problem: str = ""


def lines_of(path: str, *, default_pack: str, pack: str | None, at: str = "") -> Iterator[Line]:
    """The cases of a `.jsonl` file; blank lines are left out. `pack`: overrides the lines' own. `at`: where a copy of it is read.

    Raises UserError where there is no such file.
    """
    try:
        with Path(at or path).open("rb") as stream:
            for number, data in enumerate(stream, 1):
                if data.strip(b" \t\r\n\xef\xbb\xbf"):
                    yield line_of(data, number, path, default_pack, pack)
    except FileNotFoundError:
        raise UserError(f"{path}: нет такого файла. Нужен .jsonl: объект на строку, хотя бы с полем draft.") from None
    except IsADirectoryError:
        raise UserError(f"{path}: это папка, а нужен файл .jsonl.") from None
    except OSError as error:
        raise UserError(f"{path}: файл не читается ({error.strerror}).") from None


def object_of(data: bytes, number: int, path: str) -> dict[str, Any]:
    """The object of a line. Raises UserError, with the place."""
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UserError(f"{path}:{number}: не UTF-8, смещение в строке {error.start}.") from None
    except json.JSONDecodeError as error:
        raise UserError(f"{path}:{number}:{error.colno}: {json_in_russian(error)}.") from None
    except RecursionError:
        raise UserError(f"{path}:{number}:1: слишком глубокая вложенность.") from None
    if not isinstance(values, dict):
        raise UserError(f"{path}:{number}:1: нужен объект {{…}}, а не {shown(values)}.")
    return values


def shown(value: Any) -> str:
    """The beginning of a value of JSON, for messages."""
    return json.dumps(value, ensure_ascii=False)[:40].encode(errors="replace").decode()


def writable(values: Any, data: bytes) -> bool:
    """Whether a line's values can be written again: escapes may bring in halves of signs."""
    try:
        if b"\\u" in data:
            json.dumps(values, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def line_of(data: bytes, number: int, path: str, default_pack: str, pack: str | None) -> Line:
    """One line of a cases file."""
    values: dict[str, Any] = {}
    try:
        values = object_of(data, number, path)
        if not writable(values, data):
            raise UserError(f"{path}:{number}: половина знака (\\uD800…\\uDFFF) — такой текст не записать.")
        settled = {"pack": default_pack, **values} | ({"pack": pack} if pack else {})
        if settled.get("id") in (None, ""):
            settled["id"] = str(number)
        case = Case.model_validate(settled)
    except UserError as error:
        problem = error.message
    except ValidationError as error:
        problem = "; ".join(f"{path}:{number}: {value_in_russian(e)}" for e in error.errors(include_url=False)) + "."
    else:
        long = next((field for field in ("draft", "reply", "client_message") if len(getattr(case, field) or "") > LIMIT), None)
        if long is None:
            return Line(number, case, case.id, case.draft, case.pack)
        size = grouped(len(getattr(case, long)))
        return Line(number, None, case.id, case.draft, case.pack, f"{path}:{number}: {long}: {size} знаков, а предел — {grouped(LIMIT)}.")
    draft = values.get("draft") if isinstance(values.get("draft"), str) else ""
    own = values.get("id")
    return Line(
        number,
        None,
        str(own) if isinstance(own, (str, int)) and own != "" else str(number),
        str(draft).encode(errors="replace").decode(),
        str(values.get("pack", default_pack)),
        problem,
    )

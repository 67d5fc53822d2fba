"""Where a text stands in its file: from offsets in the text to line and column, and from a changed text back to what to write."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rewriter.cli.texts import one_newline

# A string of JSON, sign by sign: a pair of \u halves is one.
_SIGN = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL)


@dataclass(frozen=True)
class Place:
    """The piece of a file that holds a text.

    `raw`: the piece as it stands there; `line`, `column` (from 1) and `offset` (in characters) of its beginning. `kind`: how the text is written in it:
    as it is, as a cell of a table with that `delimiter`, or as a string of JSON with its quotation marks.
    """

    file: str
    raw: str = ""
    line: int = 1
    column: int = 1
    offset: int = 0
    kind: Literal["text", "cell", "string"] = "text"
    delimiter: str = ","

    @cached_property
    def text(self) -> str:
        """The text, with one sign for every line break; a string of JSON is taken at its word."""
        if self.kind == "string":
            return str(json.loads(self.raw))
        if self.kind == "cell" and '"' in self.raw:
            return "".join(sign for sign, _ in _unquoted(self.raw))
        return one_newline(self.raw)

    @cached_property
    def _starts(self) -> list[int]:
        """For each sign of the text, and its end, the offset in the piece."""
        signs = _json_signs(self.raw) if self.kind == "string" else _unquoted(self.raw) if self.kind == "cell" else _plain(self.raw)
        closing = self.kind != "text" and len(self.raw) > 1 and self.raw[0] == self.raw[-1] == '"'
        return [at for _, at in signs] + [len(self.raw) - closing]

    @cached_property
    def _lines(self) -> list[int]:
        """Offsets in the piece at which its lines begin."""
        return [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", self.raw))]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column in the file of an offset in the text."""
        simple = self.kind == "text" and "\r" not in self.raw
        inside = offset if simple else self._starts[min(offset, len(self._starts) - 1)]
        number = bisect_right(self._lines, inside) - 1
        return self.line + number, inside - self._lines[number] + (1 if number else self.column)

    def written(self, text: str) -> str:
        """The piece with another text in it."""
        if self.kind == "string":
            return json.dumps(text, ensure_ascii=self._escaped)
        text = text.replace("\n", self._newline)
        if self.kind == "text":
            return text
        if self.raw.startswith('"') or any(sign in text for sign in ',;\t|"\n\r'):
            return '"' + text.replace('"', '""') + '"'
        return text

    def inserted(self, text: str) -> str | None:
        """What to write for a part of the text; None where that would need more changed than the part."""
        if self.kind == "string":
            return json.dumps(text, ensure_ascii=self._escaped)[1:-1]
        text = text.replace("\n", self._newline)
        if self.kind == "text":
            return text
        if self.raw.startswith('"'):
            return text.replace('"', '""')
        return None if any(sign in text for sign in (self.delimiter, '"', "\n")) else text

    @property
    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self.raw else "\n"

    @property
    def _escaped(self) -> bool:
        return "\\u" in self.raw and self.raw.isascii()

    def holding(self, text: str) -> Place:
        """The same place with another text in it."""
        return Place(self.file, self.written(text), self.line, self.column, self.offset, self.kind, self.delimiter)


def _json_signs(raw: str) -> list[tuple[str, int]]:
    return [(m.group(), m.start() + 1) for m in _SIGN.finditer(raw[1:-1])]


def _plain(raw: str) -> list[tuple[str, int]]:
    return [(m.group().replace("\r\n", "\n").replace("\r", "\n"), m.start()) for m in re.finditer(r"\r\n|.", raw, re.DOTALL)]


def _unquoted(raw: str) -> list[tuple[str, int]]:
    """The signs of a cell: inside quotation marks two of them are one; what stands behind the closing one belongs to the text."""
    if not raw.startswith('"'):
        return _plain(raw)
    found: list[tuple[str, int]] = []
    quoted = False
    at = 0
    while at < len(raw):
        sign = raw[at]
        if sign == '"' and quoted and raw[at + 1 : at + 2] == '"':
            found.append((sign, at))
            at += 2
            continue
        if sign == '"':
            quoted = not quoted
        elif sign == "\r":
            found.append(("\n", at))
            at += raw[at + 1 : at + 2] == "\n"
        else:
            found.append((sign, at))
        at += 1
    return found

"""Tables (`.csv`), a row at a time: Excel's `;` and Windows-1251 are read like commas and UTF-8, and each cell knows its place."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rewriter.cli.errors import UserError
from rewriter.cli.inputs.place import Place
from rewriter.cli.texts import LIMIT, guessed_1251, is_russian, not_utf8

_BLOCK = 1 << 20
_LONGEST = 4 * LIMIT  # a quoted cell beyond this has lost its closing quotation mark
_DELIMITERS = ";,\t|"
_NONE = "\0"  # a table of one column: its cells may hold any sign, but for this one, which no text has


@dataclass(frozen=True)
class Row:
    """A record of a table: the line it begins in, its cells; `problem`: why the rest of the file cannot be read."""

    line: int
    cells: tuple[Place, ...]
    problem: str = ""
    read: int = 0

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.raw.strip() for cell in self.cells)


def encoding_of(path: Path, *, quiet: bool = False) -> str:
    """How the file is encoded, told from all of its bytes, a block at a time; a guess is told unless `quiet`. Raises UserError, OSError."""
    decoder, at, first = codecs.getincrementaldecoder("utf-8")(), 0, True
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            if first and block[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                return "utf-16"
            if (nul := block.find(b"\0")) >= 0:
                raise UserError(f"{path}: это не таблица — нулевой байт, смещение {at + nul}. Из Excel её сохраняют так: «CSV UTF-8».")
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return _not_utf8(path, block, at, quiet=quiet)
            first, at = False, at + len(block)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise UserError(f"{path}: файл обрывается на половине знака. Сохраните его заново.") from None
    with path.open("rb") as stream:
        return "utf-8-sig" if stream.read(3) == codecs.BOM_UTF8 else "utf-8"


def _not_utf8(path: Path, block: bytes, before: int, *, quiet: bool) -> str:
    try:
        block.decode("utf-8")
        at = 0  # the sign is cut by the block's edge
    except UnicodeDecodeError as error:
        at = error.start
    # Ids and tags of a table are Latin: a smaller share of Russian letters is enough than in a text.
    if not is_russian(block.decode("cp1251", errors="ignore"), 0.3):
        raise not_utf8(str(path), block[at], before + at)
    if not quiet:
        guessed_1251(str(path), before + at)
    return "cp1251"


def rows_of(path: Path, encoding: str) -> Iterator[Row]:
    """The rows with the header as the first; a line `sep=;` before it is obeyed. Raises OSError."""
    with path.open("rb") as bytes_, io.TextIOWrapper(bytes_, encoding=encoding, newline="") as stream:
        delimiter, offset, number = "", 0, 1
        record = _Record(str(path), 1, 0, "")
        for line in stream:
            if not delimiter:
                if number == 1 and line.lower().startswith("sep=") and line[4:].strip("\r\n"):
                    delimiter = line[4]
                    offset, number = offset + len(line), 2
                    record = _Record(str(path), 2, offset, delimiter)
                    continue
                if not line.strip():
                    offset, number = offset + len(line), number + 1
                    continue
                delimiter = _delimiter(line)
                record = _Record(str(path), number, offset, delimiter)
            offset += len(line)
            number += 1
            if record.takes(line):
                yield Row(record.line, tuple(record.cells), read=bytes_.tell())
                record = _Record(str(path), number, offset, delimiter)
            elif record.size > _LONGEST:
                break
        if record.open:
            yield Row(
                record.line, (), f'{path}:{record.line}: не закрыта кавычка «"» — читать дальше нельзя. Закройте её; кавычку внутри текста удваивают: «""».'
            )


def _delimiter(header: str) -> str:
    """What stands most often in the header outside quotation marks."""
    bare = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=bare.count) if any(sign in bare for sign in _DELIMITERS) else _NONE


class _Record:
    """A row that grows line by line until its quotation marks are closed."""

    def __init__(self, file: str, line: int, offset: int, delimiter: str) -> None:
        self.file, self.line, self.delimiter = file, line, delimiter
        self.cells: list[Place] = []
        self.open: Place | None = None  # the quoted cell that is not closed yet
        self.size = 0  # of that cell so far
        self._parts: list[str] = []
        self._number, self._offset = line, offset

    def takes(self, line: str) -> bool:
        """Takes a line with its break; whether the row is whole with it."""
        at, ending = 0, len(line.rstrip("\r\n"))
        while at <= ending:
            start = self.open or Place(self.file, "", self._number, at + 1, self._offset + at, "cell", self.delimiter)
            closed = at
            if self.open is not None or line.startswith('"', at, ending):
                closed = _closing(line, at if self.open is not None else at + 1)
                if closed < 0:
                    self.open = start
                    self._parts.append(line[at:])
                    self.size += len(line) - at
                    self._number, self._offset = self._number + 1, self._offset + len(line)
                    return False
            stop = line.find(self.delimiter, closed, ending)
            stop = ending if stop < 0 else stop
            raw = "".join(self._parts) + line[at:stop]
            self.cells.append(Place(self.file, raw, start.line, start.column, start.offset, "cell", self.delimiter))
            self.open, self._parts, self.size = None, [], 0
            at = stop + 1
        return True


def _closing(line: str, at: int) -> int:
    """The offset behind the quotation mark that closes a cell; -1 where it is not in this line."""
    while (found := line.find('"', at)) >= 0:
        if not line.startswith('"', found + 1):
            return found + 1
        at = found + 2
    return -1

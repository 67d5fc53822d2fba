"""The results file of `batch`: append only, a line at a time, each on disk before the next is begun."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import click

from rewriter.appending import Appending, Busy, NoFile, lines
from rewriter.cli.errors import UserError
from rewriter.replacing import replaced


class Results:
    """The file, locked against a second writer; a torn last line (kill -9, full disk) is dropped when it is opened. Read line by line, never whole.

    Beside it lies `….source`: what the lines were made from, so that a changed case is not taken for done.
    """

    def __init__(self, path: str, busy: str = "Дождитесь её или укажите другой файл в -o.", patience_s: float = 0.0) -> None:
        """`busy`: what to do while another command writes into it, which is waited for so long."""
        self.path = Path(path)
        self.statuses: Counter[str] = Counter()
        self._busy, self._patience_s = busy, patience_s
        self._file: Appending | None = None
        self._finished: Iterator[bytes] = iter(())
        self._number = 0  # of the finished line that was compared last
        self._before: tuple[str, bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self._file = Appending(self.path, self._patience_s)
        except OSError as error:
            raise UserError(f"{self.path}: сюда не записать результаты ({error.strerror}). Укажите другой файл в -o.") from None
        except NoFile:
            raise UserError(f"{self.path}: это не обычный файл, продолжить с места в нём нельзя. Укажите другой файл в -o.") from None
        except Busy:
            raise UserError(f"{self.path}: в этот файл уже пишет другая команда rewriter. {self._busy}") from None
        self._finished = lines(self.path)
        if self._file.size:
            self._before = self._source()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()

    @property
    def lines(self) -> list[bytes]:
        """All whole lines of the file: for one that a person will read."""
        return list(lines(self.path))

    @property
    def _beside(self) -> Path:
        return self.path.with_name(self.path.name + ".source")

    def _source(self) -> tuple[str, bytes] | None:
        """Options and hashes that the finished lines were made from. Raises UserError."""
        if not self._beside.is_file():
            return None
        try:
            then = json.loads(self._beside.read_bytes())
            return str(then["options"]), bytes.fromhex("".join(then["cases"]))
        except (ValueError, KeyError, TypeError):
            raise self._spoilt() from None

    def _spoilt(self) -> UserError:
        return UserError(f"{self._beside}: файл испорчен. Удалите его, если случаи и настройки прежние, или укажите другой файл в -o.")

    def compare(self, case_id: str, digest: bytes) -> None:
        """Holds the next finished line, where there is one, to the case in its place. Raises UserError where it belongs to another case or a former text."""
        if (data := next(self._finished, None)) is None:
            return
        own = self._next(data)
        if own != case_id:
            raise self._other(own, f"«{case_id}»")
        if self._before is not None:
            then = self._before[1][(self._number - 1) * len(digest) : self._number * len(digest)]
            if len(then) < len(digest):
                raise self._spoilt()
            if then != digest:
                raise UserError(f"{self.path}:{self._number}: случай с тех пор изменился, а результат прежний. Укажите другой файл в -o или удалите этот.")

    def _next(self, data: bytes) -> str:
        """The id of a finished line, which is counted."""
        self._number += 1
        try:
            line = json.loads(data)
            own, status = line["id"], line["status"]
        except (ValueError, KeyError, TypeError):
            raise UserError(f"{self.path}:{self._number}: это не результат rewriter batch. Укажите другой файл в -o или удалите этот.") from None
        self.statuses[status] += 1
        return str(own)

    def _other(self, own: str, expected: str) -> UserError:
        return UserError(
            f"{self.path}:{self._number}: результат случая «{own}», а по порядку здесь {expected}: файл от других случаев. Укажите другой файл в -o или удалите этот."
        )

    def made_from(self, options: str, digests: bytes, size: int) -> int:
        """Behind the last case: keeps what all lines are made from (a hash of `size` bytes a case); how many are finished.

        Raises UserError where there are more lines than cases; other options are told.
        """
        if (data := next(self._finished, None)) is not None:
            raise self._other(self._next(data), "конец файла")
        if self._before is not None and self._before[0] != options:
            # Going on without the model where it has failed is a fair wish; that the file is of two makes is told.
            click.echo(f"{self.path}: готовое сделано с другими настройками ({self._before[0]}), остальное будет: {options}.", err=True)
        self._before = None
        try:
            replaced(self._beside, _written(options, digests, size))
        except OSError as error:
            raise UserError(f"{self._beside}: не записать ({error.strerror}).") from None
        return self._number

    def append(self, line: str, status: str) -> None:
        """Writes a line through to the disk. Raises UserError where that does not work; a torn line is taken back."""
        assert self._file is not None
        try:
            self._file.append(line)
        except OSError as error:
            raise UserError(f"{self.path}: не записать ({error.strerror}). Освободите место и повторите команду: готовое не пропало.") from None
        self.statuses[status] += 1


def _written(options: str, digests: bytes, size: int) -> Iterator[bytes]:
    """The file `….source`, piece by piece."""
    yield b'{"options": ' + json.dumps(options, ensure_ascii=False).encode() + b', "cases": ['
    for at in range(0, len(digests), size):
        yield b'%s\n"%s"' % (b"," if at else b"", digests[at : at + size].hex().encode())
    yield b"\n]}\n"

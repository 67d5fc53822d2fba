"""The results file of `batch`: append only, a line at a time, each on disk before the next is begun."""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import click

from rewriter.cli.errors import UserError
from rewriter.replacing import replaced


class Results:
    """The file, locked against a second writer; a torn last line (kill -9, full disk) is dropped when it is opened. Read line by line, never whole.

    Beside it lies `….source`: what the lines were made from, so that a changed case is not taken for done.
    """

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        self.statuses: Counter[str] = Counter()
        self._file: IO[bytes] | None = None
        self._finished: Iterator[bytes] = iter(())
        self._number = 0  # of the finished line that was compared last
        self._before: tuple[str, bytes] | None = None

    def __enter__(self) -> Self:
        try:
            # Unbuffered: a line is one write. Append mode creates the file and keeps what is in it.
            file = self.path.open("a+b", buffering=0)
        except OSError as error:
            raise UserError(f"{self.path}: сюда не записать результаты ({error.strerror}). Укажите другой файл в -o.") from None
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            file.close()
            raise UserError(f"{self.path}: это не обычный файл, продолжить с места в нём нельзя. Укажите другой файл в -o.")
        _lock(file, self.path)
        whole = _whole(file)
        if whole < file.seek(0, os.SEEK_END):
            file.truncate(whole)
        self._file = file
        self._finished = _lines(self.path)
        if whole:
            self._before = self._source()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()

    @property
    def lines(self) -> list[bytes]:
        """All whole lines of the file: for one that a person will read."""
        return list(_lines(self.path))

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
        at, data = self._file.seek(0, os.SEEK_END), line.encode() + b"\n"
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
            os.fsync(self._file.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                self._file.truncate(at)
            raise UserError(f"{self.path}: не записать ({error.strerror}). Освободите место и повторите команду: готовое не пропало.") from None
        self.statuses[status] += 1


_BLOCK = 1 << 16


def _whole(file: IO[bytes]) -> int:
    """How many bytes of the file are whole lines."""
    end = file.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - _BLOCK)
        file.seek(start)
        if (found := file.read(end - start).rfind(b"\n")) >= 0:
            return start + found + 1
        end = start
    return 0


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        yield from stream


def _written(options: str, digests: bytes, size: int) -> Iterator[bytes]:
    """The file `….source`, piece by piece."""
    yield b'{"options": ' + json.dumps(options, ensure_ascii=False).encode() + b', "cases": ['
    for at in range(0, len(digests), size):
        yield b'%s\n"%s"' % (b"," if at else b"", digests[at : at + size].hex().encode())
    yield b"\n]}\n"


def _lock(file: IO[bytes], path: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise UserError(f"{path}: в этот файл уже пишет другой rewriter batch. Дождитесь его или укажите другой файл в -o.") from None
    except OSError:  # a file system without locks
        return

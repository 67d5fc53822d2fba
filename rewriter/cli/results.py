"""The results file of `batch`: append only, a line at a time, each on disk before the next is begun."""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import click

from rewriter.cli.errors import UserError


class Results:
    """The file, locked against a second writer; a torn last line (kill -9, full disk) is dropped when it is opened."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        self.statuses: Counter[str] = Counter()
        self._lines: list[bytes] = []
        self._file: IO[bytes] | None = None

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
        file.seek(0)
        data = file.read()
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            file.truncate(whole)
        self._lines = data[:whole].splitlines()
        self._file = file
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()

    @property
    def lines(self) -> list[bytes]:
        """The whole lines that were there when it was opened."""
        return self._lines

    def finished(self, ids: Sequence[str]) -> int:
        """How many of the cases have their line, in order. Raises UserError where the lines belong to other cases."""
        for number, data in enumerate(self._lines, 1):
            try:
                line = json.loads(data)
                own, status = line["id"], line["status"]
            except (ValueError, KeyError, TypeError):
                raise UserError(f"{self.path}:{number}: это не результат rewriter batch. Укажите другой файл в -o или удалите этот.") from None
            if number > len(ids) or own != ids[number - 1]:
                expected = f"«{ids[number - 1]}»" if number <= len(ids) else "конец файла"
                raise UserError(
                    f"{self.path}:{number}: результат случая «{own}», а по порядку здесь {expected}: файл от других случаев. Укажите другой файл в -o или удалите этот."
                )
            self.statuses[status] += 1
        return len(self._lines)

    def made_from(self, cases: Sequence[str], options: str) -> None:
        """Holds the finished lines to what they were made from: `cases` as JSON, in order, and the options that shape a reply.

        Kept beside the results as `….source`. Raises UserError where a finished case has changed since; other options are told.
        """
        beside = self.path.with_name(self.path.name + ".source")
        now = {"options": options, "cases": [sha256(case.encode()).hexdigest()[:16] for case in cases]}
        if self._lines and beside.is_file():
            try:
                then = json.loads(beside.read_bytes())
                changed = next((n for n in range(len(self._lines)) if then["cases"][n] != now["cases"][n]), None)
                other = then["options"] != options
            except (ValueError, KeyError, TypeError, IndexError):
                raise UserError(f"{beside}: файл испорчен. Удалите его, если случаи и настройки прежние, или укажите другой файл в -o.") from None
            if changed is not None:
                raise UserError(f"{self.path}:{changed + 1}: случай с тех пор изменился, а результат прежний. Укажите другой файл в -o или удалите этот.")
            if other:
                # Going on without the model where it has failed is a fair wish; that the file is of two makes is told.
                click.echo(f"{self.path}: готовое сделано с другими настройками ({then['options']}), остальное будет: {options}.", err=True)
        try:
            beside.write_text(json.dumps(now, ensure_ascii=False), encoding="utf-8")
        except OSError as error:
            raise UserError(f"{beside}: не записать ({error.strerror}).") from None

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


def _lock(file: IO[bytes], path: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise UserError(f"{path}: в этот файл уже пишет другая команда rewriter. Дождитесь её или укажите другой файл в -o.") from None
    except OSError:  # a file system without locks
        return

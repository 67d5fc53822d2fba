"""Files of lines that only grow: a line is one write, a last line torn by kill -9 or a full disk is recognised and cut."""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from rewriter.evaluation.errors import EvaluationError


def whole(data: bytes) -> bool:
    """Whether this is a line written to its end."""
    if not data.endswith(b"\n"):
        return False
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


def lines_in(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of the file, each with its offset; a torn last one is left out, and no file has no lines. Raises EvaluationError."""
    try:
        with path.open("rb") as stream:
            at, held = 0, b""
            for data in stream:
                if held:
                    yield at - len(held), held
                held, at = data, at + len(data)
            # Only the last line can be torn.
            if held and whole(held):
                yield at - len(held), held
    except FileNotFoundError:
        return
    except OSError as error:
        raise EvaluationError(f"{path}: файл не читается ({error.strerror}).") from None


class Appended:
    """A file of lines, locked against a second writer, its torn last line cut when it is opened. Raises EvaluationError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            # Unbuffered: a line is one write. Append mode creates the file and keeps what is in it.
            self._file: IO[bytes] = path.open("a+b", buffering=0)
        except OSError as error:
            raise EvaluationError(f"{path}: сюда не записать ({error.strerror}). Укажите другую папку в -o.") from None
        if not stat.S_ISREG(os.fstat(self._file.fileno()).st_mode):
            self._file.close()
            raise EvaluationError(f"{path}: это не обычный файл, продолжить в нём нельзя. Укажите другую папку в -o.")
        self._lock()
        self._cut(_whole_size(self._file))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def append(self, line: str) -> int:
        """Writes a line through to the system, which outlives this process; its offset. Raises EvaluationError; then no part of it is there."""
        at, data = self._file.seek(0, os.SEEK_END), line.encode() + b"\n"
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
        except OSError as error:
            with contextlib.suppress(OSError):
                self._file.truncate(at)
            raise EvaluationError(f"{self.path}: не записать ({error.strerror}). Освободите место и повторите команду: готовое не пропало.") from None
        return at

    def cut(self, size: int) -> None:
        """Leaves the first `size` bytes: what follows is made anew."""
        self._cut(size)

    def close(self) -> None:
        """To the disk, and done; a second time is none."""
        if self._file.closed:
            return
        with contextlib.suppress(OSError):  # a file system that cannot: the system writes it when it likes
            os.fsync(self._file.fileno())
        self._file.close()

    def _cut(self, size: int) -> None:
        if size < self._file.seek(0, os.SEEK_END):
            self._file.truncate(size)

    def _lock(self) -> None:
        try:
            import fcntl
        except ImportError:  # Windows
            return
        try:
            fcntl.flock(self._file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.close()
            raise EvaluationError(f"{self.path}: сюда уже пишет другая команда. Дождитесь её или укажите другую папку в -o.") from None
        except OSError:  # a file system without locks
            return


def _whole_size(file: IO[bytes]) -> int:
    """How much of the file is whole lines."""
    block, end = 1 << 16, file.seek(0, os.SEEK_END)
    tail, at = b"", end
    while at > 0:
        at = max(0, at - block)
        file.seek(at)
        tail = file.read(min(block, end - at)) + tail if len(tail) < end - at else tail
        last = tail[:-1].rfind(b"\n") + 1
        if last or at == 0:
            return end if not tail or whole(tail[last:]) else end - len(tail) + last
    return 0

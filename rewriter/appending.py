"""A file of lines that only grows: locked against a second writer, each line on disk before `append` returns, a torn last line dropped when it is opened."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

_BLOCK = 1 << 16
_TRIES_EVERY_S = 0.05


class Busy(Exception):
    """Somebody else has the file open for writing."""


class NoFile(Exception):
    """What is there is a folder, a pipe or the like: nothing can be continued in it."""


class Appending:
    """The file, open. `patience_s`: how long another writer is waited for."""

    def __init__(self, path: Path, patience_s: float = 0.0) -> None:
        """Makes the file where there is none. Raises OSError, Busy, NoFile."""
        self.path = path
        # Unbuffered: a line is one write. Append mode creates the file and keeps what is in it.
        self._file: IO[bytes] = path.open("a+b", buffering=0)
        try:
            if not stat.S_ISREG(os.fstat(self._file.fileno()).st_mode):
                raise NoFile
            _lock(self._file, time.monotonic() + patience_s)
            self.size = _whole(self._file)
            """Bytes of whole lines when it was opened."""
            self.cut(self.size)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets others write; a second time is none."""
        self._file.close()

    def cut(self, size: int) -> None:
        """Leaves the first `size` bytes. Raises OSError."""
        if size < self._file.seek(0, os.SEEK_END):
            self._file.truncate(size)

    def append(self, line: str) -> int:
        """Writes a line through to the disk; its offset in bytes. Raises OSError; then no part of it is there."""
        at, data = self._file.seek(0, os.SEEK_END), line.encode() + b"\n"
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
            os.fsync(self._file.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                self._file.truncate(at)
            raise
        return at


def placed_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of the file, one by one, each with its offset in bytes; a last one that is still being written is left out. Raises OSError."""
    at = 0
    with path.open("rb") as stream:
        for line in stream:
            if line.endswith(b"\n"):
                yield at, line
            at += len(line)


def lines(path: Path) -> Iterator[bytes]:
    """The lines without their offsets. Raises OSError."""
    return (line for _, line in placed_lines(path))


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


def _lock(file: IO[bytes], until: float) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        return
    while True:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise Busy from None
            time.sleep(_TRIES_EVERY_S)
        except OSError:  # a file system without locks
            return
        else:
            return

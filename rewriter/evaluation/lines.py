"""The files of a run, whose lines only grow, with what goes wrong told as everything else of an evaluation is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from rewriter.appending import Appending, Busy, NoFile, placed_lines
from rewriter.evaluation.errors import EvaluationError


def lines_in(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of the file, each with its offset; a torn last one is left out, and no file has no lines. Raises EvaluationError."""
    try:
        yield from placed_lines(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise EvaluationError(f"{path}: файл не читается ({error.strerror}).") from None


class Appended:
    """A file of lines, open for writing. Raises EvaluationError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = Appending(path)
        except OSError as error:
            raise EvaluationError(f"{path}: сюда не записать ({error.strerror}). Укажите другую папку в -o.") from None
        except NoFile:
            raise EvaluationError(f"{path}: это не обычный файл, продолжить в нём нельзя. Укажите другую папку в -o.") from None
        except Busy:
            raise EvaluationError(f"{path}: сюда уже пишет другая команда. Дождитесь её или укажите другую папку в -o.") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def append(self, line: str) -> int:
        """Writes a line through to the disk; its offset. Raises EvaluationError; then no part of it is there."""
        try:
            return self._file.append(line)
        except OSError as error:
            raise EvaluationError(f"{self.path}: не записать ({error.strerror}). Освободите место и повторите команду: готовое не пропало.") from None

    def cut(self, size: int) -> None:
        """Leaves the first `size` bytes: what follows is made anew. Raises EvaluationError."""
        try:
            self._file.cut(size)
        except OSError as error:
            raise EvaluationError(f"{self.path}: не записать ({error.strerror}).") from None

    def close(self) -> None:
        """Done; a second time is none."""
        self._file.close()

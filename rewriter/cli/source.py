"""The cases of a `batch`, read twice and never held: once to be counted and compared with what is done, once to be worked on."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rewriter.cli.cases import Line, lines_of
from rewriter.cli.errors import UserError

if TYPE_CHECKING:
    from rewriter.cli.results import Results

DIGEST = 8  # bytes of a case's hash that are kept


class Source:
    """The file of cases. What is no regular file (a pipe) can be read once only: it is copied first.

    After `read`: `total` lines, `bad`: whether some are no cases.
    """

    def __init__(self, path: str, *, default_pack: str, pack: str | None) -> None:
        self.path, self.total, self.bad = path, 0, False
        self._default_pack, self._pack = default_pack, pack
        self._copy = ""
        self._digests = bytearray()

    def __enter__(self) -> Self:
        with contextlib.suppress(OSError):  # told where it is read
            mode = os.stat(self.path).st_mode  # noqa: PTH116 - a path that is none is told there, too
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                handle, self._copy = tempfile.mkstemp(prefix="rewriter-", suffix=".jsonl")
                with os.fdopen(handle, "wb") as copy, open(self.path, "rb") as stream:  # noqa: PTH123
                    shutil.copyfileobj(stream, copy)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._copy:
            with contextlib.suppress(OSError):
                os.unlink(self._copy)  # noqa: PTH108

    def lines(self) -> Iterator[Line]:
        """The lines of the file. Raises UserError where there is none."""
        return lines_of(self.path, default_pack=self._default_pack, pack=self._pack, at=self._copy)

    def read(self, results: Results, options: str) -> int:
        """Reads everything once; how many results are there already. Raises UserError where they are of other cases."""
        for line in self.lines():
            digest = _digest(line)
            results.compare(line.id, digest)
            self._digests += digest
            self.total += 1
            self.bad |= line.case is None
        return results.made_from(options, bytes(self._digests), DIGEST)

    def rest(self, done: int) -> Iterator[Line]:
        """The lines behind those that are done. Raises UserError where the file is not what was read before."""
        for number, line in enumerate(islice(self.lines(), done, self.total), done):
            if _digest(line) != self._digests[number * DIGEST : (number + 1) * DIGEST]:
                raise UserError(f"{self.path}:{line.number}: строка изменилась, пока шла работа. Верните прежний файл или укажите новый файл в -o.")
            yield line


def _digest(line: Line) -> bytes:
    return sha256((line.case.model_dump_json() if line.case else line.problem).encode()).digest()[:DIGEST]

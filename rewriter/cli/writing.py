"""A team's texts written anew with their fixes in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rewriter.cli.errors import UserError
from rewriter.replacing import replaced

_BLOCK = 1 << 16


@dataclass
class Rewritten:
    """A file's changes, gathered while it is checked, then written at once. `stamp`: size and time of change when it was read."""

    path: Path
    stamp: tuple[int, int]
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def write(self) -> None:
        """Writes the file anew with the changes in it. Raises UserError; then the file is as it was."""
        from rewriter.cli.inputs.rows import encoding_of

        try:
            encoding = encoding_of(self.path, quiet=True)
            if _stamp(self.path) != self.stamp:
                raise UserError(f"{self.path}: файл изменился, пока шла проверка, — не записано. Повторите команду.")
            replaced(self.path, self._blocks(encoding))
        except UnicodeEncodeError as error:  # Windows-1251: the others have all signs
            sign = error.object[error.start]
            raise UserError(f"{self.path}: не записано — в Windows-1251 нет знака «{sign}». Сохраните файл в UTF-8.") from None
        except UnicodeDecodeError:
            raise UserError(f"{self.path}: не записано — в файле есть байты, которые не прочитать. Сохраните его в UTF-8.") from None
        except OSError as error:
            raise UserError(f"{self.path}: не записано ({error.strerror}); файл остался прежним.") from None

    def _blocks(self, encoding: str) -> Iterator[bytes]:
        import codecs

        encoder = codecs.getincrementalencoder(encoding)()
        with self.path.open(encoding=encoding, newline="") as stream:
            at = 0
            for start, end, text in self.edits:
                while at < start:
                    block = stream.read(min(_BLOCK, start - at))
                    at += len(block)
                    yield encoder.encode(block)
                    if not block:
                        raise UserError(f"{self.path}: файл изменился, пока шла проверка, — не записано. Повторите команду.")
                stream.read(end - start)
                at = end
                yield encoder.encode(text)
            while block := stream.read(_BLOCK):
                yield encoder.encode(block)


def opened(path: str) -> Rewritten:
    """The file before it is read. Raises UserError."""
    try:
        return Rewritten(Path(path), _stamp(Path(path)))
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: файл не читается ({getattr(error, 'strerror', None) or error}).") from None


def _stamp(path: Path) -> tuple[int, int]:
    about = path.stat()
    return about.st_size, about.st_mtime_ns

"""Files written anew in one step: whatever fails, the old file is there as it was; and a team's texts with their fixes in them."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rewriter.cli.errors import UserError

_BLOCK = 1 << 16


def replaced(path: Path, blocks: Iterable[bytes]) -> None:
    """The file holds these blocks from now on, or is what it was. Links are followed, permissions and owner kept. Raises OSError."""
    path = Path(os.path.realpath(path))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}-")
    try:
        with os.fdopen(handle, "wb") as file:
            for block in blocks:
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            about = path.stat()
            Path(name).chmod(about.st_mode & 0o7777)
            with contextlib.suppress(OSError, AttributeError):  # only root gives files away, and Windows has no owners
                os.chown(name, about.st_uid, about.st_gid)
        else:
            Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


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

"""The files of candidates that the service was given, with the decisions beside them.

Nothing is held open: whoever decides has the file of decisions for that moment, so that the terminal screen and the page see each other's
decisions. While the terminal has it, the page can look and judge, and is told why it cannot decide.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from rewriter.appending import Appending, Busy, NoFile, lines
from rewriter.pack import Pack, PackError
from rewriter.settings import SettingsError
from rewriter.training.candidates import Candidate
from rewriter.training.reviewing import DecisionsError, Desk, decisions_of, read_candidates

_PATIENCE_S = 1.0
_MOST_BYTES = 64 << 20


class ShelfError(Exception):
    """The candidates or their decisions cannot be had; the message is Russian and names no folder. `busy`: somebody else has them open."""

    def __init__(self, message: str, *, busy: bool = False) -> None:
        super().__init__(message)
        self.busy = busy


def _no_decision(_: str) -> None:
    raise ShelfError("Решать можно, только когда файл решений открыт.")


class Shelf:
    """One file of candidates. `packs`: those the service offers, by name. Calls from several threads are well."""

    def __init__(self, path: Path, packs: Mapping[str, Pack]) -> None:
        self.name = path.name
        self._path, self._packs = path, packs
        self._deciding = threading.Lock()
        self._read: tuple[tuple[int, int], Sequence[Candidate]] | None = None

    def desk(self) -> Desk:
        """All as it stands now, to look at. Raises ShelfError."""
        beside = decisions_of(self._path)
        try:
            kept = list(lines(beside))
        except FileNotFoundError:
            kept = []
        except OSError as error:
            raise ShelfError(f"{beside.name}: решения не читаются ({error.strerror}).") from error
        return self._desk(kept, None)

    @contextmanager
    def deciding(self) -> Iterator[Desk]:
        """All as it stands now, to decide of; each decision is on disk before the call returns. Raises ShelfError."""
        beside = decisions_of(self._path)
        with self._deciding:
            try:
                with Appending(beside, _PATIENCE_S) as file:
                    yield self._desk(list(lines(beside)), file)
            except Busy:
                raise ShelfError(
                    f"{self.name} открыт в терминале (rewriter examples review). Закройте там просмотр (q), и решать можно будет здесь.", busy=True
                ) from None
            except NoFile:
                raise ShelfError(f"{beside.name}: это не обычный файл, решения в него не записать.") from None
            except OSError as error:
                raise ShelfError(f"{beside.name}: решение не записать ({error.strerror}). Освободите место или верните права и повторите.") from error

    def _desk(self, kept: Sequence[bytes], file: Appending | None) -> Desk:
        try:
            return Desk(self._candidates(), kept, file.append if file else _no_decision, self._pack, tuple(self._packs))
        except DecisionsError as error:
            raise ShelfError(f"{decisions_of(self._path).name}: {error}") from error
        except PackError as error:
            raise ShelfError(f"{self.name}: {error}") from error

    def _pack(self, name: str) -> Pack:
        if name not in self._packs:
            raise PackError(f"Пакета «{name[:60]}» у сервиса нет. Есть: {', '.join(self._packs)}. Свой пакет называют при запуске: packs в таблице [serve].")
        return self._packs[name]

    def _candidates(self) -> Sequence[Candidate]:
        """Read anew when the file has changed: `examples generate` may still be at it."""
        try:
            about = self._path.stat()
            stamp = about.st_size, about.st_mtime_ns
            if self._read is None or self._read[0] != stamp:
                if about.st_size > _MOST_BYTES:
                    raise ShelfError(f"{self.name}: больше {_MOST_BYTES >> 20} МБ, столько за раз не просмотреть. Разделите файл.")
                text = self._path.read_text(encoding="utf-8-sig")
                # Only its name stands in messages: where it lies is nobody's business.
                self._read = stamp, read_candidates(text, Path(self.name), tuple(self._packs))
        except OSError as error:
            raise ShelfError(f"{self.name}: файл не читается ({error.strerror}). Кандидатов составляет rewriter examples generate.") from error
        except UnicodeDecodeError as error:
            raise ShelfError(f"{self.name}: это не UTF-8, байт {error.start}. Сохраните файл в UTF-8.") from error
        except (PackError, ValidationError) as error:
            message = str(error) if isinstance(error, PackError) else "в строке не то, что пишет rewriter examples generate"
            raise ShelfError(message if message.startswith(self.name) else f"{self.name}: {message}.") from error
        return self._read[1]


def shelves(paths: Sequence[Path], packs: Mapping[str, Pack]) -> tuple[Shelf, ...]:
    """The shelves, in order. Raises SettingsError for a file that is not there."""
    for path in paths:
        if not path.is_file():
            raise SettingsError(f"--candidates {path}: нет такого файла. Кандидатов составляет rewriter examples generate -o {path.name}")
    return tuple(Shelf(path, packs) for path in paths)

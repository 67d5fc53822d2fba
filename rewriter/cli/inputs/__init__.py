"""What is checked: from the command line's files, folders and stdin to texts, each with its case and its place; read as they are needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rewriter.cli.errors import UserError
from rewriter.cli.inputs.place import Place

if TYPE_CHECKING:
    from rewriter.case import Case

SUFFIXES = (".txt", ".md", ".csv", ".jsonl")
STDIN = "ввод"


@dataclass(frozen=True)
class Item:
    """A text to check, or what is wrong with it (`problem`, which names the file and the line).

    `name`: what a summary calls it. `alone`: the only text of its file. `read`: how many bytes of the file are read by now. `ignore`: the file
    of suppressions in force for it, none where empty.
    """

    name: str
    place: Place
    case: Case | None = None
    problem: str = ""
    alone: bool = True
    read: int = 0
    ignore: str = ""

    @property
    def file(self) -> str:
        """The file it comes from."""
        return self.place.file


@dataclass(frozen=True)
class About:
    """What holds for every text that is not a case of its own: fields of its case; `column`: where a table's texts stand."""

    pack: str
    given_pack: str | None = None
    column: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)

    def case(self, case_id: str, text: str) -> Case:
        """The text as a case."""
        from rewriter.case import Case

        return Case(id=case_id, pack=self.pack, reply=text, **self.fields)


def files_of(arguments: Iterable[str]) -> list[str]:
    """The files that are meant: folders give all of theirs, in order, without hidden ones. Raises UserError for a folder without texts."""
    found: dict[str, None] = {}
    for argument in arguments:
        path = Path(argument)
        if argument == "-" or not _is_folder(path):
            found[argument] = None
            continue
        inside = dict.fromkeys(map(str, _walk(path)))
        if not inside:
            raise UserError(f"{argument}: в папке нет текстов ({', '.join('*' + suffix for suffix in SUFFIXES)}).")
        found |= inside
    return list(found)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # no path at all: whoever opens it will say so
        return False


def _walk(folder: Path) -> Iterator[Path]:
    """Depth first, files and folders by name; links to folders are not followed: they may lead back."""
    try:
        inside = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        raise UserError(f"{folder}: папка не читается ({error.strerror}).") from None
    for path in inside:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _walk(path)
        elif path.suffix.lower() in SUFFIXES and path.is_file():
            yield path


def items_of(file: str, about: About) -> Iterator[Item]:
    """The texts of a file, by its kind. What cannot be read is an item with a problem."""
    from rewriter.cli.inputs import lines, table, whole

    kind = "" if file == "-" else Path(file).suffix.lower()
    reader = table.items if kind == ".csv" else lines.items if kind == ".jsonl" else whole.items
    try:
        yield from reader(file, about)
    except UserError as error:
        yield Item(file, Place(file), problem=error.message)

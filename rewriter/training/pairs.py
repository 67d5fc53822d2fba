"""Pairs as files hold them: read with their places, appended to a pack's file in its own style."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from rewriter.pack import Pack, PackError
from rewriter.pack_schema import Pair
from rewriter.replacing import replaced
from rewriter.values import value_in_russian

_TEXTS = ("client", "draft", "reply")
# Signs that a block of YAML cannot hold, or that a reader of it takes for the end of a line.
_NOT_IN_BLOCK = re.compile("[^\t\n\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_PLAIN = re.compile(r"[A-Za-zА-Яа-яЁё][\wА-Яа-яЁё-]*(?: [\wА-Яа-яЁё-]+)*")
_SPECIAL = frozenset("null true false yes no on off y n".split())
_LINE_OF_JSONL = "текст пары — одна строка JSON"


@dataclass(frozen=True)
class Placed:
    """A pair with where it stands. `line`: from 1; `lines`: of each of its fields; `pack`: whose pair it is."""

    pair: Pair
    pack: str
    path: Path
    line: int
    lines: Mapping[str, int] = field(default_factory=dict)

    def place(self, name: str = "id") -> str:
        """`file:line` of a field, or of the pair where it has no such field."""
        return f"{shown(self.path)}:{self.lines.get(name, self.line)}"


def shown(path: Path) -> str:
    """A path as messages name it: from the working folder where it lies in that."""
    return str(path.relative_to(Path.cwd())) if path.is_absolute() and path.is_relative_to(Path.cwd()) else str(path)


def file_of(pack: Pack) -> Path:
    """Where the pack's own pairs lie, whether or not there are any."""
    return pack.prompt_folders[0] / "pairs.yaml"


def pairs_of(pack: Pack) -> tuple[Placed, ...]:
    """The pack's own pairs; none where it only inherits. Raises PackError."""
    path = file_of(pack)
    return read_pairs(path, (pack.name,), pack.name) if path.is_file() else ()


def read_pairs(path: Path, packs: Sequence[str], pack: str | None = None) -> tuple[Placed, ...]:
    """Pairs of a YAML list, or of a `.jsonl` file, one a line. Raises PackError with `file:line:col` for each that is none.

    `pack`: whose they are; None: each one's is told by how its id begins (`post-generated-7`), of the names `packs`; "" where by none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path}:1:1: файл не читается: {getattr(error, 'strerror', None) or error}") from None
    return parsed(text, path, packs, pack)


def parsed(text: str, path: Path, packs: Sequence[str], pack: str | None = None) -> tuple[Placed, ...]:
    """As `read_pairs`, of a text that is already read; `path` is for places."""
    rows = _jsonl(text, path) if path.suffix == ".jsonl" else _yaml(text, path)
    found, wrong = [], []
    for value, lines in rows:
        try:
            pair = TypeAdapter(Pair).validate_python(value)
        except ValidationError as error:
            wrong += [f"{path}:{lines.get(str((*e['loc'], '')[0]), lines[''])}:1: {value_in_russian(e)}" for e in error.errors(include_url=False)]
            continue
        found.append(Placed(pair, pack_of_id(pair.id, packs) if pack is None else pack, path, lines[""], lines))
    if wrong:
        raise PackError("\n".join(wrong))
    return tuple(found)


def pack_of_id(pair_id: str, packs: Iterable[str]) -> str:
    """The pack whose name the id begins with, the longest one; "" where there is none."""
    return max((name for name in packs if pair_id.startswith(f"{name}-")), key=len, default="")


def _yaml(text: str, path: Path) -> list[tuple[Any, dict[str, int]]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise PackError(f"{path}:{node.start_mark.line + 1}:1: пары — это список: каждая начинается с «- id:»")
        values = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise PackError(f"{path}:{mark.line + 1 if mark else 1}:{mark.column + 1 if mark else 1}: это не YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise PackError(f"{path}:1:1: это не YAML: {error}") from None
    finally:
        loader.dispose()
    return [(value, {"": item.start_mark.line + 1, **_fields(item)}) for value, item in zip(values, node.value, strict=True)]


def _fields(item: Any) -> dict[str, int]:
    return {key.value: key.start_mark.line + 1 for key, _ in item.value if isinstance(key.value, str)} if item.id == "mapping" else {}


def _jsonl(text: str, path: Path) -> list[tuple[Any, dict[str, int]]]:
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            # How a candidate was made is no part of its pair (`rewriter.training.candidates`).
            rows.append(({k: v for k, v in value.items() if k != "made"} if isinstance(value, dict) else value, {"": number}))
        except json.JSONDecodeError as error:
            raise PackError(f"{path}:{number}:{error.colno}: {_LINE_OF_JSONL}, а это не она: {error.msg}") from None
    return rows


def next_id(pack: str, taken: Iterable[str]) -> str:
    """The id after the greatest number in use: `post-21`."""
    numbers = [int(m[1]) for pair_id in taken if (m := re.fullmatch(rf"{re.escape(pack)}-(\d{{1,9}})", pair_id))]
    return f"{pack}-{max(numbers, default=0) + 1:02d}"


def append(path: Path, pairs: Iterable[Pair]) -> None:
    """Adds pairs at the end of a file of pairs; what stands in it is not touched by a byte. The file is made where there is none.

    Raises PackError where the file could not be read any more with them in it, OSError.
    """
    before = path.read_bytes() if path.exists() else b""
    before = b"" if before.strip() == b"[]" else before
    text = before.decode("utf-8-sig")
    first = re.search(r"^( *)- ", text, re.MULTILINE)
    line_end = "\r\n" if "\r\n" in text else "\n"
    between = "\n" if re.search(r"\n\r?\n *- id", text) else ""
    blocks = [block(pair, len(first[1]) if first else 0) for pair in pairs]
    added = (between * bool(first) + between.join(blocks)).replace("\n", line_end)
    gap = line_end if text and not text.endswith("\n") else ""
    parsed(text + gap + added, path, ())  # a list in brackets, or a file of another kind
    path.parent.mkdir(parents=True, exist_ok=True)
    replaced(path, [before, gap.encode(), added.encode()])


def as_yaml(pairs: Iterable[Pair]) -> str:
    """As `prompts/<pack>/pairs.yaml` has them: texts as blocks, so that a person can read and mend them."""
    return "".join(block(pair) for pair in pairs) or "[]\n"


def as_jsonl(pairs: Iterable[Pair]) -> str:
    """A line each."""
    return "".join(json.dumps(_values(pair), ensure_ascii=False) + "\n" for pair in pairs)


def block(pair: Pair, indent: int = 0) -> str:
    """A pair as an item of the list, its fields in the file's order: texts as blocks, the context and the rules on a line each."""
    lines = [line for key, value in _values(pair).items() for line in f"{key}: {_value(key, value)}".split("\n")]
    deeper = " " * (indent + 2)
    return " " * indent + "- " + "\n".join(deeper + line if line else "" for line in lines).lstrip(" ") + "\n"


def _values(pair: Pair) -> dict[str, Any]:
    values = pair.model_dump(mode="json")
    values["context"] = pair.context.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    for key in _TEXTS:
        values[key] = values[key].strip("\n") and values[key].strip("\n") + "\n"
    return {key: value for key, value in values.items() if value not in ({}, [], "")}


def _value(key: str, value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_value('', inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_value("", inner) for inner in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if key in _TEXTS and not _NOT_IN_BLOCK.search(value) and not value.startswith((" ", "\t", "\n")):
        return "|\n" + "\n".join(f"  {line}" if line else "" for line in value[:-1].split("\n"))
    return value if _PLAIN.fullmatch(value) and value.lower() not in _SPECIAL else _quoted(value)


def _quoted(value: str) -> str:
    """In double quotes, Cyrillic as it is."""
    shown = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", shown)


def cut(data: bytes, starts: Sequence[int], spare: Iterable[int]) -> bytes:
    """A file's bytes without the pairs that begin on these lines (from 1); `starts`: the lines of all its pairs. Every other byte stays."""
    lines = data.splitlines(keepends=True) if b"\n" in data else [data]
    gone = set(spare)
    ends = dict(zip(starts, [*starts[1:], len(lines) + 1], strict=True))
    drop = {number for start in gone for number in range(start, ends[start])}
    return b"".join(line for number, line in enumerate(lines, 1) if number not in drop) or b"[]\n"

"""Suites: cases with what is expected of their replies, read one at a time, however many there are.

A suite is a file of `evals/suites/` by its name, or any `.jsonl` (a case a line) or `.yaml` (a list of cases) by its path.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rewriter.case import Case
from rewriter.evaluation.errors import EvaluationError
from rewriter.evaluation.records import SuiteCase
from rewriter.pack import data_root
from rewriter.values import value_in_russian

_LONGEST = 20_000


def suites_folder() -> Path:
    """Where the suites lie: in a checkout only, an installed package has none."""
    return data_root() / "evals" / "suites"


def suite_names() -> tuple[str, ...]:
    """The suites that come with the sources."""
    return tuple(sorted(path.stem for path in suites_folder().glob("*.jsonl")))


def canonical(case: Case) -> str:
    """The case as one line that is the same however its file is written."""
    return json.dumps(case.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, sort_keys=True)


def case_hash(case: Case) -> str:
    """SHA-256 of what goes into a rewrite: expectations, tags and notes may change, and an output is still of this case."""
    return sha256(canonical(Case.model_validate(case.model_dump())).encode()).hexdigest()


@dataclass(frozen=True)
class Chosen:
    """Which cases of a suite, in which pack: those with any of the `tags` (all where none is named), the first `limit` of them; `pack` None: each case's own."""

    tags: frozenset[str] = frozenset()
    limit: int | None = None
    pack: str | None = None


class Suite:
    """A suite whose every line has been looked at: `name`, `path`, `count` of chosen cases, `hash` of their canonical lines, `packs` they name.

    Going over it reads the file anew, a case at a time; held are only the ids and where each case lies.
    """

    def __init__(self, name: str, path: Path, chosen: Chosen = Chosen()) -> None:
        self.name, self.path, self._chosen = name, path, chosen
        self._places: dict[str, int] = {}
        found: dict[str, int] = {}
        packs: dict[str, None] = {}
        digest = sha256()
        for place, case, number in self._read():
            if case.id in found:
                raise EvaluationError(f"{path}:{number}: случай «{case.id}» уже есть в строке {found[case.id]}. Дайте каждому свой id.")
            found[case.id] = number
            if self._takes(case, len(self._places)):
                self._places[case.id] = place
                packs[case.pack] = None
                digest.update(canonical(case).encode() + b"\n")
        if not found:
            raise EvaluationError(f"{path}: в наборе нет ни одного случая.")
        if not self._places:
            raise EvaluationError(f"{path}: нет случаев с меткой {', '.join(sorted(chosen.tags))}.")
        self.count, self.hash, self.packs = len(self._places), digest.hexdigest(), tuple(sorted(packs))

    def __iter__(self) -> Iterator[SuiteCase]:
        """The chosen cases in order."""
        left = self.count
        for _, case, _ in self._read():
            if left and case.id in self._places:
                left -= 1
                yield case

    def case(self, case_id: str) -> SuiteCase | None:
        """The case of this id; None where the suite has none."""
        if case_id not in self._places:
            return None
        place = self._places[case_id]
        if self._whole:
            return self._case(_list_in(self.path)[place], place + 1)
        with self.path.open("rb") as stream:
            stream.seek(place)
            return self._case(_object(stream.readline(), self.path, 0), 0)

    @property
    def _whole(self) -> bool:
        return self.path.suffix in (".yaml", ".yml")

    def _takes(self, case: SuiteCase, so_far: int) -> bool:
        chosen = self._chosen
        return (chosen.limit is None or so_far < chosen.limit) and (not chosen.tags or not chosen.tags.isdisjoint(case.tags))

    def _read(self) -> Iterator[tuple[int, SuiteCase, int]]:
        """Each case with its place (offset, or index in a list) and the number of its line. Raises EvaluationError."""
        if self._whole:
            for index, values in enumerate(_list_in(self.path)):
                yield index, self._case(values, index + 1), index + 1
            return
        try:
            with self.path.open("rb") as stream:
                at = 0
                for number, data in enumerate(stream, 1):
                    if data.strip(b" \t\r\n\xef\xbb\xbf"):
                        yield at, self._case(_object(data, self.path, number), number), number
                    at += len(data)
        except OSError as error:
            raise EvaluationError(f"{self.path}: набор не читается ({error.strerror}).") from None

    def _case(self, values: Any, number: int) -> SuiteCase:
        if isinstance(values, dict):
            values = {key: value for key, value in values.items() if value is not None}  # «order: null» is no order
        try:
            case = SuiteCase.model_validate(values)
        except ValidationError as error:
            raise EvaluationError("\n".join(f"{self.path}:{number}: {value_in_russian(e)}." for e in error.errors(include_url=False))) from None
        if not case.id:
            raise EvaluationError(f"{self.path}:{number}: у случая нет id: без него результаты прогонов не сравнить.")
        if len(case.draft) > _LONGEST:
            raise EvaluationError(f"{self.path}:{number}: черновик из {len(case.draft)} знаков, а предел — {_LONGEST}.")
        return case.model_copy(update={"pack": self._chosen.pack}) if self._chosen.pack else case


def load_suite(name: str, chosen: Chosen = Chosen()) -> Suite:
    """A suite by its name or path, read through once. Raises EvaluationError with the place of what is wrong."""
    if (path := suites_folder() / f"{name}.jsonl").is_file() and name == Path(name).name:
        return Suite(name, path, chosen)
    path = Path(name)
    if path.is_file():
        if path.suffix not in (".jsonl", ".yaml", ".yml"):
            raise EvaluationError(f"{path}: набор — файл .jsonl (случай на строку) или .yaml (список случаев).")
        return Suite(str(path.resolve()), path.resolve(), chosen)
    if path.suffix in (".jsonl", ".yaml", ".yml") or len(path.parts) > 1:
        raise EvaluationError(f"{path}: нет такого файла.")
    known = ", ".join(suite_names())
    here = f"Есть: {known}" if known else f"Наборы лежат в исходниках ({suites_folder()}), а здесь их нет"
    raise EvaluationError(f"Нет набора «{name}». {here}; или укажите путь к своему .jsonl.")


def _object(data: bytes, path: Path, number: int) -> dict[str, Any]:
    try:
        values = json.loads(data.decode("utf-8-sig"))
        json.dumps(values, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{path}:{number}: не UTF-8, смещение в строке {error.start}.") from None
    except UnicodeEncodeError:
        raise EvaluationError(f"{path}:{number}: половина знака (\\uD800…\\uDFFF) — такой текст не записать.") from None
    except json.JSONDecodeError as error:
        raise EvaluationError(f"{path}:{number}:{error.colno}: это не JSON. Нужен объект {{…}} на строку.") from None
    except RecursionError:
        raise EvaluationError(f"{path}:{number}:1: слишком глубокая вложенность.") from None
    if not isinstance(values, dict):
        raise EvaluationError(f"{path}:{number}:1: нужен объект {{…}}, а не {json.dumps(values, ensure_ascii=False)[:40]}.")
    return values


def _list_in(path: Path) -> list[Any]:
    """A YAML suite's cases: the whole file is held, such suites are written by hand."""
    from rewriter.pack import load_yaml

    values = load_yaml(path)
    if not isinstance(values, list):
        raise EvaluationError(f"{path}:1:1: нужен список случаев.")
    return values

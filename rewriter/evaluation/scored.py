"""A scored run, read back: from its folder, or from what was kept of it as a baseline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from rewriter.evaluation.errors import EvaluationError
from rewriter.evaluation.lines import lines_in
from rewriter.evaluation.records import Manifest, Output, Score
from rewriter.pack import data_root
from rewriter.values import value_in_russian

Record = TypeVar("Record", bound=BaseModel)


@dataclass(frozen=True)
class Scored:
    """A run and its scores, in the order of its suite. `name`: as it was asked for."""

    name: str
    folder: Path
    manifest: Manifest
    scores: tuple[Score, ...]

    @property
    def whole(self) -> bool:
        """Whether every case has its score."""
        return len(self.scores) == self.manifest.cases * self.manifest.repeats


def baselines_folder() -> Path:
    """Where baselines lie: beside the suites, in a checkout."""
    return data_root() / "evals" / "baselines"


def scored(name: str, baselines: Path | None = None) -> Scored:
    """The run in a folder, or the baseline of that name. Raises EvaluationError."""
    folder = Path(name)
    if (folder / "run.json").is_file():
        return _read(name, folder)
    kept = (baselines or baselines_folder()) / name
    if name and (kept / "run.json").is_file():
        return _read(name, kept)
    if folder.is_dir():
        raise EvaluationError(f"{name}: в папке нет run.json, это не прогон. Прогон делает rewriter eval run.")
    known = sorted(place.parent.name for place in (baselines or baselines_folder()).glob("*/run.json"))
    raise EvaluationError(f"{name}: нет такой папки и такого образца. Образцы: {', '.join(known) or 'пока ни одного (rewriter eval bless)'}.")


def outputs(folder: Path) -> dict[tuple[str, int], Output]:
    """The run's outputs by case and repeat; none where only scores were kept. Raises EvaluationError."""
    return {(output.case, output.repeat): output for output in _records(folder / "outputs.jsonl", Output)}


def _read(name: str, folder: Path) -> Scored:
    path = folder / "run.json"
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise EvaluationError(f"{path}: файл не читается ({error.strerror}).") from None
    except ValidationError as error:
        raise EvaluationError(f"{path}: {_wrong(error)}. Повторите прогон: rewriter eval run.") from None
    if not (folder / "scores.jsonl").is_file():
        raise EvaluationError(f"{name}: прогон ещё не оценён. Оцените: rewriter eval score {name}")
    scores = tuple(_records(folder / "scores.jsonl", Score))
    if len({(score.case, score.repeat) for score in scores}) < len(scores):
        raise EvaluationError(f"{folder / 'scores.jsonl'}: один случай оценён дважды. Оцените заново: rewriter eval score {name}")
    return Scored(name, folder, manifest, scores)


def _records(path: Path, model: type[Record]) -> list[Record]:
    found = []
    for number, (_, line) in enumerate(lines_in(path), 1):
        try:
            found.append(model.model_validate_json(line))
        except ValidationError as error:
            raise EvaluationError(f"{path}:{number}: {_wrong(error)}. Оцените прогон заново: rewriter eval score {path.parent}") from None
    return found


def _wrong(error: ValidationError) -> str:
    return value_in_russian(error.errors(include_url=False)[0])

"""A scored run, read back: from its folder, or from what was kept of it as a baseline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from rewriter.evaluation.errors import EvaluationError
from rewriter.evaluation.manifest import read_manifest
from rewriter.evaluation.records import Manifest, Output, Score
from rewriter.evaluation.running import outputs_in
from rewriter.evaluation.scoring import scores_in
from rewriter.evaluation.summary import JudgedBy, Summary
from rewriter.pack import data_root


@dataclass(frozen=True)
class Scored:
    """A run and its scores, in the order of its suite. `name`: as it was asked for; `judged_by`: what judged, None where an older scorer did not say."""

    name: str
    folder: Path
    manifest: Manifest
    scores: tuple[Score, ...]
    judged_by: JudgedBy | None = None

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
    return {(output.case, output.repeat): output for output in outputs_in(folder)} if (folder / "outputs.jsonl").exists() else {}


def _read(name: str, folder: Path) -> Scored:
    scores = tuple(scores_in(folder))
    if len({(score.case, score.repeat) for score in scores}) < len(scores):
        raise EvaluationError(f"{folder / 'scores.jsonl'}: один случай оценён дважды. Оцените заново: rewriter eval score {name}")
    return Scored(name, folder, read_manifest(folder), scores, _judged_by(folder / "summary.json"))


def _judged_by(path: Path) -> JudgedBy | None:
    try:
        return Summary.model_validate_json(path.read_bytes()).judged_by
    except FileNotFoundError:
        return None
    except (OSError, ValidationError):
        raise EvaluationError(f"{path}: итог прогона не читается или испорчен. Оцените заново: rewriter eval score {path.parent}") from None

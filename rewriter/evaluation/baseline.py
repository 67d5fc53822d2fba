"""Baselines: what is kept of a run so that later ones can be compared with it, in `evals/baselines/<suite>/`, reviewed like code.

A baseline is a run's folder without its outputs: `run.json` (hashes of model, prompts, policies and rules, commit, versions), `summary.json`, and
`scores.jsonl` without zero counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rewriter.evaluation.errors import EvaluationError
from rewriter.evaluation.records import Score
from rewriter.evaluation.scored import Scored
from rewriter.evaluation.scoring import judged_by
from rewriter.evaluation.verdict import named


def baseline_name(run: Scored, asked: str | None) -> str:
    """The folder's name: what was asked for, else the suite's. Raises EvaluationError for one that is no plain name."""
    name = asked if asked is not None else Path(run.manifest.suite).stem
    if not name or name != Path(name).name or name.startswith("."):
        raise EvaluationError(f"«{name}» не годится в имя образца: нужно имя папки, например {Path(run.manifest.suite).stem or 'hard'}.")
    return name


def objections(run: Scored) -> Iterator[str]:
    """Why the run is no good as a baseline, in Russian."""
    if not run.whole:
        yield f"прогон не окончен или оценён не весь: оценок {len(run.scores)}, а нужно {run.manifest.cases * run.manifest.repeats}"
    if unscored := [score.case for score in run.scores if score.outcome == "unscored"]:
        yield f"не оценено {len(unscored)}: {named(unscored)}"
    if run.judged_by is None:
        yield "неизвестно, какими правилами он оценён"
    elif run.judged_by != judged_by(run.manifest):
        yield "он оценён не сегодняшними правилами"


def baseline_files(run: Scored) -> dict[str, bytes]:
    """Name to content. Raises EvaluationError where the run has no summary."""
    summary = run.folder / "summary.json"
    files = {
        "run.json": run.manifest.model_dump_json(indent=2).encode() + b"\n",
        "scores.jsonl": b"".join(_compact(score) + b"\n" for score in run.scores),
    }
    try:
        return files | {"summary.json": summary.read_bytes()}
    except FileNotFoundError:
        return files
    except OSError as error:
        raise EvaluationError(f"{summary}: файл не читается ({error.strerror}).") from None


def _compact(score: Score) -> bytes:
    kept = score.model_copy(update={"rules": {rule: count for rule, count in score.rules.items() if count}})
    return kept.model_dump_json(exclude_defaults=True).encode()

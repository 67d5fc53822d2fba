"""The labelled cases beside the rules, one file a rule: texts that must and must not be caught. Tests, `rules explain` and the docs read them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rewriter.case import Case
from rewriter.checker import NOT_RUN, selection, violations_of
from rewriter.pack import load_pack
from rewriter.result import Violation
from rewriter.text.document import read
from rewriter.text.reading import Reading

FOLDER = Path(__file__).parent / "cases"


def labelled(rule_id: str) -> list[dict[str, Any]]:
    """The rule's cases: fields of a case plus `expect`, `span`, `note`; none where the rule has no file."""
    path = FOLDER / f"{rule_id}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()] if path.is_file() else []


def violations_in(rule_id: str, item: dict[str, Any], *, errors_only: bool) -> list[Violation]:
    """The rule's violations in the labelled case. Raises RuntimeError where the rule could not run."""
    case = Case.model_validate(item)
    found, _, skipped = violations_of(Reading(case, load_pack(case.pack)), read(case.checked_text), selection([rule_id]))
    if any(reason.startswith(NOT_RUN) for reason in skipped.values()):
        raise RuntimeError(f"{item.get('id')}: {skipped}")
    return [v for v in found if v.severity == "error" or not errors_only]

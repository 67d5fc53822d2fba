"""The labelled cases beside the rules: one file a rule, written without sight of its code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rewriter.case import Case
from rewriter.checker import selection, violations_of
from rewriter.pack import load_pack
from rewriter.result import Violation
from rewriter.text.document import read
from rewriter.text.reading import Reading

FOLDER = Path(__file__).parent / "cases"


def labelled(rule_id: str) -> list[dict[str, Any]]:
    """The rule's cases: fields of a case plus `expect`, `span`, `note`."""
    return [json.loads(line) for line in (FOLDER / f"{rule_id}.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]


def errors_of(rule_id: str, item: dict[str, Any]) -> list[Violation]:
    """The rule's violations of severity error in the case."""
    case = Case.model_validate(item)
    found, _, skipped = violations_of(Reading(case, load_pack(case.pack)), read(case.checked_text), selection([rule_id]))
    assert not any("не сработало" in reason for reason in skipped.values()), skipped
    return [v for v in found if v.severity == "error"]

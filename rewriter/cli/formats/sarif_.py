"""SARIF 2.1.0 for code scanning services and editors: rules, regions, fixes, suppressions. Results are written as they come."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rewriter import __version__
from rewriter.cli.formats import How
from rewriter.cli.judging import Checked
from rewriter.result import Violation
from rewriter.rules import rules
from rewriter.suppressions import Suppression

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_HEAD = '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":%s,"columnKind":"unicodeCodePoints","results":['


def lines(texts: Iterable[Checked], how: How) -> Iterator[str]:
    """The log, a result a line."""
    known = {rule_id: number for number, rule_id in enumerate(rules())}
    yield _HEAD % _dumped(_tool())
    notes: list[dict[str, Any]] = []
    comma = ""
    for checked in texts:
        if checked.problem:
            notes.append(_note(checked))
        for result in _results(checked, how, known):
            yield comma + _dumped(result)
            comma = ","
    yield '],"invocations":[' + _dumped({"executionSuccessful": not notes, "toolExecutionNotifications": notes}) + "]}]}"


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _tool() -> dict[str, Any]:
    described = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.why or rule.title},
            "help": {"text": f"{rule.why or rule.title}\nИсточник: {rule.source}. Подробно: rewriter rules explain {rule.id}"},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        }
        for rule in rules().values()
    ]
    return {"driver": {"name": "rewriter", "version": __version__, "semanticVersion": __version__, "language": "ru", "rules": described}}


def _results(checked: Checked, how: How, known: dict[str, int]) -> Iterator[dict[str, Any]]:
    for violation in checked.outcome.found:
        if how.shows(violation):
            yield _result(checked, violation, known)
    for violation, by in checked.outcome.suppressed:
        if how.shows(violation):
            yield _result(checked, violation, known) | {"suppressions": [_suppression(by)]}


def _result(checked: Checked, violation: Violation, known: dict[str, int]) -> dict[str, Any]:
    place = checked.place
    region = _region(checked, violation)
    where = {"uri": _uri(place.file)}
    result: dict[str, Any] = {
        "ruleId": violation.rule,
        **({"ruleIndex": known[violation.rule]} if violation.rule in known else {}),
        "level": _LEVELS[violation.severity],
        "message": {"text": violation.message},
        "locations": [{"physicalLocation": {"artifactLocation": where, "region": region | {"snippet": {"text": violation.text}}}}],
    }
    inserted = None if violation.suggestion is None else place.inserted(violation.suggestion)
    if inserted is not None:
        change = {"artifactLocation": where, "replacements": [{"deletedRegion": region, "insertedContent": {"text": inserted}}]}
        result["fixes"] = [{"description": {"text": "Исправить, как советует правило"}, "artifactChanges": [change]}]
    return result


def _region(checked: Checked, violation: Violation) -> dict[str, int]:
    (line, column), (end_line, end_column) = checked.place.at(violation.start), checked.place.at(violation.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _suppression(by: Suppression) -> dict[str, Any]:
    about = ", ".join(part for part in (by.author, by.date) if part)
    return {"kind": "external", "justification": by.reason + (f" ({about})" if about else "")}


def _note(checked: Checked) -> dict[str, Any]:
    region = {"startLine": checked.item.place.line}
    return {
        "level": "error",
        "message": {"text": checked.problem},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(checked.item.file)}, "region": region}}],
    }


def _uri(file: str) -> str:
    """A relative reference, or `file:` for a path from the root."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())

"""JUnit's XML for CI systems: a test case a text. Counts stand in front, so the cases wait on disk for the end."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator

from rewriter.cli.formats import How
from rewriter.cli.judging import Checked
from rewriter.cli.report import advice, counted
from rewriter.result import Violation
from rewriter.text.xml import attribute, content


def lines(texts: Iterable[Checked], how: How) -> Iterator[str]:
    """The suite: a text with errors fails, one that could not be judged is in error; what does not fail it goes to `system-out`."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n") as cases:
        for checked in texts:
            counts["tests"] += 1
            counts["errors"] += bool(checked.problem)
            counts["failures"] += bool(checked.outcome.result and checked.outcome.result.verdict == "fail")
            cases.writelines(line + "\n" for line in _case(checked, how))
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        totals = " ".join(f'{name}="{counts[name]}"' for name in ("tests", "failures", "errors"))
        yield f'<testsuites {totals}><testsuite name="rewriter check" {totals} skipped="0">'
        cases.seek(0)
        for line in cases:
            yield line.rstrip("\n")
    yield "</testsuite></testsuites>"


def _case(checked: Checked, how: How) -> Iterator[str]:
    item = checked.item
    yield f"<testcase classname={attribute(item.file)} name={attribute(item.name)} file={attribute(item.file)} line={attribute(str(item.place.line))}>"
    if checked.problem:
        yield f'<error type="input" message={attribute(checked.problem)}/>'
    found = checked.outcome.found
    if errors := [v for v in found if v.severity == "error"]:
        said = "\n".join(_said(checked, v) for v in errors)
        yield f'<failure type="rewriter" message={attribute(counted(errors))}>{content(said)}</failure>'
    rest = [_said(checked, v) for v in found if v.severity != "error" and how.shows(v)]
    rest += [f"разрешено: {_said(checked, v)} ({by.reason})" for v, by in checked.outcome.suppressed]
    if rest:
        told = "\n".join(rest)
        yield f"<system-out>{content(told)}</system-out>"
    yield "</testcase>"


def _said(checked: Checked, violation: Violation) -> str:
    line, column = checked.place.at(violation.start)
    suggestion = "" if violation.suggestion is None else f" → {advice(violation.text, violation.suggestion)}"
    return f"{checked.item.file}:{line}:{column}: {violation.rule}: {violation.message}{suggestion}"

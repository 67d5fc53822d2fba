"""JUnit's XML for CI systems: a test case a text. Counts stand in front, so the cases wait on disk for the end."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from rewriter.cli.formats import How
from rewriter.cli.judging import Checked
from rewriter.cli.report import advice, counted
from rewriter.result import Violation

# What XML 1.0 cannot hold, even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    yield f"<testcase classname={_attribute(item.file)} name={_attribute(item.name)} file={_attribute(item.file)} line={_attribute(str(item.place.line))}>"
    if checked.problem:
        yield f'<error type="input" message={_attribute(checked.problem)}/>'
    found = checked.outcome.found
    if errors := [v for v in found if v.severity == "error"]:
        yield f'<failure type="rewriter" message={_attribute(counted(errors))}>{_text(_said(checked, v) for v in errors)}</failure>'
    rest = [_said(checked, v) for v in found if v.severity != "error" and how.shows(v)]
    rest += [f"разрешено: {_said(checked, v)} ({by.reason})" for v, by in checked.outcome.suppressed]
    if rest:
        yield f"<system-out>{_text(rest)}</system-out>"
    yield "</testcase>"


def _said(checked: Checked, violation: Violation) -> str:
    line, column = checked.place.at(violation.start)
    suggestion = "" if violation.suggestion is None else f" → {advice(violation.text, violation.suggestion)}"
    return f"{checked.item.file}:{line}:{column}: {violation.rule}: {violation.message}{suggestion}"


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _text(said: Iterable[str]) -> str:
    return escape(_NOT_XML.sub("\ufffd", "\n".join(said)))

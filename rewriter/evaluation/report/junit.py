"""JUnit's XML for CI systems: a test case a case; `right` passes, `wrong` and `review` fail, `unscored` is an error."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.evaluation.pairing import against
from rewriter.evaluation.records import Score
from rewriter.evaluation.report.words import OUTCOMES, broken
from rewriter.evaluation.scored import Scored
from rewriter.text.xml import attribute, content


def junit(run: Scored) -> str:
    """The whole document."""
    return "".join(line + "\n" for line in _lines(run))


def _lines(run: Scored) -> Iterator[str]:
    failures = sum(score.outcome in ("wrong", "review") for score in run.scores)
    errors = sum(score.outcome == "unscored" for score in run.scores)
    totals = f'tests="{len(run.scores)}" failures="{failures}" errors="{errors}"'
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites {totals}><testsuite name={attribute(f"rewriter eval {run.manifest.suite}")} {totals} skipped="0">'
    for score in run.scores:
        yield from _case(run.manifest.suite, score)
    yield "</testsuite></testsuites>"


def _case(suite: str, score: Score) -> Iterator[str]:
    name = score.case + (f" повтор {score.repeat + 1}" if score.repeat else "")
    seconds = f"{score.timing_ms.total / 1000:.3f}"
    yield f'<testcase classname={attribute(f"{suite}.{score.pack}")} name={attribute(name)} time="{seconds}">'
    said = [broken(what) for what in against(score)]
    if score.outcome == "unscored":
        yield f'<error type="unscored" message={attribute(score.problem or OUTCOMES["unscored"])}/>'
    elif score.outcome != "right":
        told = "\n".join([*said, "", score.reply])
        yield f"<failure type={attribute(score.outcome)} message={attribute(said[0] if said else OUTCOMES[score.outcome])}>{content(told)}</failure>"
    yield "</testcase>"

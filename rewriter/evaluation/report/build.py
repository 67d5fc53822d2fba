"""All files of a report, as texts."""

from __future__ import annotations

from rewriter.evaluation.compared import Comparison
from rewriter.evaluation.report.html import page
from rewriter.evaluation.report.junit import junit
from rewriter.evaluation.report.markdown import report_markdown
from rewriter.evaluation.report.numbers import Numbers, numbers_of
from rewriter.evaluation.scored import Scored, outputs


def report_files(run: Scored, comparison: Comparison | None = None) -> tuple[dict[str, str], Numbers]:
    """Name to content of report.html, report.json, report.md, junit.xml; and the numbers in them. Raises EvaluationError."""
    numbers = numbers_of(run, comparison)
    files = {
        "report.html": page(run, numbers, outputs(run.folder)),
        "report.json": numbers.model_dump_json(indent=2) + "\n",
        "report.md": report_markdown(run, numbers),
        "junit.xml": junit(run),
    }
    return files, numbers

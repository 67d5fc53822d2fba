"""A comparison and a report as Markdown, for a pull request or a wiki. Texts of cases are escaped: they format nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rewriter.evaluation.compared import Comparison
from rewriter.evaluation.report.cases import view
from rewriter.evaluation.report.html import environment
from rewriter.evaluation.report.numbers import Numbers
from rewriter.evaluation.report.worst import STATED
from rewriter.evaluation.scored import Scored

if TYPE_CHECKING:
    from jinja2 import Environment

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&!])")


def escaped(text: object) -> str:
    """The text on one line, its special signs as themselves; addresses and mentions are not made links of."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split())).replace("@", "@\u2060").replace("://", ":\u2060//")


def comparison_markdown(found: Comparison) -> str:
    """A comparison."""
    return _tidy(_environment().get_template("comparison.md.j2").render(c=found))


def report_markdown(run: Scored, numbers: Numbers) -> str:
    """A report: numbers, the comparison where there is one, the worst cases."""
    by_key = {(score.case, score.repeat): score for score in run.scores}
    worst = [view(by_key[key], place, None, None) for place, key in enumerate(numbers.worst, 1)]
    return _tidy(_environment().get_template("report.md.j2").render(n=numbers, worst=worst, stated=STATED))


def _environment() -> Environment:
    made = environment()
    made.filters["md"] = escaped
    return made


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"

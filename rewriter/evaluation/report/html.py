"""The report as one HTML file: no network, no foreign code. Texts are escaped by the templates, and the page's own policy runs no script but ours."""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import rewriter
from rewriter.evaluation.records import Output
from rewriter.evaluation.report import words
from rewriter.evaluation.report.cases import view
from rewriter.evaluation.report.numbers import Numbers
from rewriter.evaluation.report.worst import STATED, badness
from rewriter.evaluation.scored import Scored

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent
# Colours and elements are those of the operator's page.
_LOOK = Path(rewriter.__file__).parent / "server" / "page" / "static" / "look.css"
_TICKS = (1, 10, 100, 1000, 10_000, 100_000, 1_000_000)


def page(run: Scored, numbers: Numbers, outputs: Mapping[tuple[str, int], Output]) -> str:
    """The report's HTML."""
    from markupsafe import Markup

    flips = {(flip.case, flip.repeat): flip for flip in numbers.comparison.flips} if numbers.comparison else {}
    ordered = sorted(run.scores, key=badness)
    cases = [view(s, n, outputs.get((s.case, s.repeat)), flips.get((s.case, s.repeat))) for n, s in enumerate(ordered, 1)]
    style, script = _style(), _script()
    latest = max((stage.quantiles[-1] for stage in numbers.stages), default=1.0)
    ticks = [tick for tick in _TICKS if tick <= max(latest, 10)]
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            n=numbers,
            cases=cases,
            worst=[case for case in cases[: len(numbers.worst)] if (case.score.case, case.score.repeat) in numbers.worst],
            stated=STATED,
            # Ours, from files beside this one: no text of a case is in them.
            style=Markup(style),  # noqa: S704
            script=Markup(script),  # noqa: S704
            style_hash=_hash(style),
            script_hash=_hash(script),
            ticks=ticks,
            at=lambda ms: round(100 * math.log10(max(ms, 1)) / math.log10(max(latest, 10) * 1.15), 2),
        )
    )


@cache
def environment() -> Environment:
    """Templates of this folder, escaping HTML in every one that writes it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    from rewriter.rules.facts_preserved import kind_name

    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(("html.j2",), default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    made.globals["w"] = words
    made.filters["kind"] = kind_name
    return made


@cache
def _style() -> str:
    return _LOOK.read_text(encoding="utf-8") + (_FOLDER / "report.css").read_text(encoding="utf-8")


@cache
def _script() -> str:
    return (_FOLDER / "report.js").read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()

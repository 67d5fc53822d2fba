"""The contract's object for each text: indented where there is one text, else a line each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from rewriter.cli.formats import How
from rewriter.cli.judging import Checked


def lines(texts: Iterable[Checked], how: How) -> Iterator[str]:
    """An object each; texts that could not be judged have none."""
    for checked in texts:
        if checked.outcome.result is not None:
            yield _object(checked, how)


def _object(checked: Checked, how: How) -> str:
    outcome = checked.outcome
    assert outcome.result is not None
    result = outcome.result.model_copy(update={"violations": tuple(v for v in outcome.found if how.shows(v))})
    more: dict[str, Any] = {}
    if how.fix:  # the text that the spans point into, and what was applied
        more = {"text": outcome.text, "fixed": [v.model_dump(mode="json") for v in outcome.fixes or ()]}
    if outcome.suppressed or checked.item.ignore:
        more["suppressed"] = [v.model_dump(mode="json") | by.model_dump(include={"reason", "author", "date"}) for v, by in outcome.suppressed]
    indent = None if how.several else 2
    if not more:
        return result.model_dump_json(indent=indent)
    return json.dumps(result.model_dump(mode="json") | more, ensure_ascii=False, indent=indent)

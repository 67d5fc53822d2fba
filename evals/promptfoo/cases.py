"""promptfoo's tests: a suite of ours, a test a case. `config.suite`: its name or path, else REWRITER_SUITE, else `smoke`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def cases(config: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """The tests. `case` holds the whole case with its expectations; tags are metadata, to be filtered by `--filter-metadata`."""
    from evals.ours import SUITE
    from rewriter.evaluation.suite import load_suite

    suite = load_suite((config or {}).get("suite") or os.environ.get("REWRITER_SUITE") or SUITE)
    return [
        {
            "description": case.id,
            "vars": {"draft": case.draft, "case": case.model_dump(mode="json", exclude_defaults=True)},
            "metadata": {"pack": case.pack, "tags": list(case.tags)},
        }
        for case in suite
    ]

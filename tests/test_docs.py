"""The pages made by `make docs` are what it would write now."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"


def _make():
    spec = importlib.util.spec_from_file_location("docs_make", DOCS / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("name", "function"), [("rules.md", "rules_page"), ("traceability.md", "traceability_page")])
def test_generated_pages_are_fresh(name, function):
    assert (DOCS / name).read_text(encoding="utf-8") == getattr(_make(), function)(), f"docs/{name}: make docs"

"""The pages that are made by `make docs` are what it would make now."""

from __future__ import annotations

import pytest

from docs.make import FOLDER, PAGES, points, traceability_page
from rewriter.pack import load_pack, pack_names
from rewriter.rules import rules


@pytest.mark.parametrize("name", PAGES)
def test_page_is_fresh(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), f"docs/{name} is stale: make docs"


def test_points_of_a_guide():
    found = points(
        "# Тон\n\nВступление.\n\n1. **Просто.** Без бумаги. [plain-words, no-such]\n2. Длинно,\n   в две строки. [—]\n3. Без скобок.\n\n## Дальше\n\n4. Ещё. [spelling]\n"
    )
    assert [(p.number, p.ids) for p in found] == [(1, ("plain-words", "no-such")), (2, ()), (3, ()), (4, ("spelling",))]
    assert found[1].text == "Длинно, в две строки."


def test_no_point_is_lost():
    page = traceability_page()
    for name in pack_names():
        guide = load_pack(name).guide
        numbers = [p.number for p in points(guide)]
        assert numbers == list(range(1, len(numbers) + 1)), name
        assert len(numbers) > 10, name
    assert all(f"](rules.md#{rule.id})" in page for rule in rules().values() if rule.check.__module__.startswith("rewriter."))


def test_what_nothing_covers_is_told():
    assert "- saas-chat 1: Читайте между строк." in traceability_page()

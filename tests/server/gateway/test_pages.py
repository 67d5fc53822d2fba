"""What docs/helpdesks promises is what the gateway does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rewriter.server.gateway.shapes import SECONDS

PAGES = Path(__file__).parents[3] / "docs" / "helpdesks"


def test_the_index_leads_to_every_page_and_no_link_is_dead():
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\((\w+\.md)", index))
    assert linked == {p.name for p in PAGES.glob("*.md")} - {"README.md"}
    for page in PAGES.glob("*.md"):
        for target in re.findall(r"\]\(([\w./-]+\.md)", page.read_text(encoding="utf-8")):
            assert (PAGES / target).is_file(), f"{page.name}: {target}"


@pytest.mark.parametrize("client", sorted(SECONDS))
def test_a_page_names_its_client_s_time(client: str):
    seconds = f"{SECONDS[client]:g}".replace(".", ",")  # type: ignore[index]
    assert re.search(rf"за {re.escape(seconds)}(?!\d)", (PAGES / f"{client}.md").read_text(encoding="utf-8"))
    assert f"{seconds} с" in (PAGES / "README.md").read_text(encoding="utf-8")

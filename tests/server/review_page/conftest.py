"""The trainers' page in a real Chromium; the browser is started as for the operator's page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.server.candidates.conftest import candidates
from tests.server.conftest import Served, desk_with
from tests.server.page.conftest import browser, context, until  # noqa: F401 - fixtures


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return candidates(tmp_path_factory.mktemp("review"))


@pytest.fixture(scope="module")
def reviewed(file: Path) -> Iterator[Served]:
    with Served(desk_with(history="off", candidates=(file,))) as service:
        yield service


def opened(context: BrowserContext, service: Served) -> Page:  # noqa: F811
    """The page with its key and the first open candidate, judged."""
    page = context.new_page()
    page.goto(f"{service.url}/review#key={service.token}")
    page.wait_for_selector("#verdict .banner")
    return page


@pytest.fixture
def page(context: BrowserContext, reviewed: Served, file: Path) -> Iterator[Page]:  # noqa: F811
    """All undecided."""
    beside = file.with_name("c.decisions.jsonl")
    beside.unlink(missing_ok=True)
    yield opened(context, reviewed)
    beside.unlink(missing_ok=True)


__all__ = ["Browser", "until"]

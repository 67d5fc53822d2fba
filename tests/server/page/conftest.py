"""The operator's page in a real Chromium, in front of a real service. The browser is Debian's; Playwright downloads nothing."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.server.conftest import Served

SAMPLE = Path(__file__).parents[3] / "docs/sample"
DRAFT = (SAMPLE / "draft.txt").read_text(encoding="utf-8").strip()
CLIENT = (SAMPLE / "client.txt").read_text(encoding="utf-8").strip()
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Where it is; where it is not, tests are skipped on a developer's machine and fail in CI."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        reason = "Chromium is missing; make browser installs it, or: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


# Not for the whole session: while Playwright's synchronous side is open, an event loop runs in this thread, and asyncio.run in other tests would fail.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile; the clipboard is allowed; a script that throws or is blocked fails the test."""
    fresh = browser.new_context(viewport={"width": 1360, "height": 900}, locale="ru-RU", permissions=["clipboard-read", "clipboard-write"])
    fresh.set_default_timeout(40_000)
    wrong: list[str] = []
    fresh.on("weberror", lambda error: wrong.append(str(error.error)))
    fresh.on("console", lambda message: wrong.append(message.text) if "Content Security Policy" in message.text else None)
    yield fresh
    fresh.close()
    assert not wrong


Opening = Callable[..., Page]


def open_page(context: BrowserContext, service: Served, **fields: str) -> Page:
    """The page with its key; `fields` are filled in: draft, client, and those of the context by name."""
    page = context.new_page()
    page.goto(f"{service.url}/#key={service.token}")
    page.wait_for_selector("#pack option", state="attached")
    page.evaluate("document.getElementById('context').open = true")  # on a narrow screen it is folded
    write(page, **{"pack": "post", **fields})
    return page


def write(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        selector = f"#{name}" if name in ("draft", "client", "pack") else f"[name={name}]"
        if page.locator(selector).evaluate("element => element.tagName") == "SELECT":
            page.select_option(selector, value)
        else:
            page.fill(selector, value)


def rewritten(page: Page, keys: str = "Control+Shift+Enter") -> Page:
    """Rewrites (by rules alone, unless other keys are given) and waits for the verdict."""
    page.focus("#draft")
    page.keyboard.press(keys)
    page.wait_for_selector(".banner")
    return page


def until(page: Page, expression: str, seconds: float = 40) -> None:
    """Waits until the expression is true; `page.wait_for_function` would need what the page's policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"waited too long for {expression}"
        page.wait_for_timeout(20)


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.fixture
def page(context: BrowserContext, served: Served) -> Page:
    """The page with the sample in it, its violations underlined."""
    opened = open_page(context, served, client=CLIENT, draft=DRAFT, client_name="Ольга", first_contact="yes", operator_gender="f")
    opened.wait_for_selector(".mirror .under")
    return opened

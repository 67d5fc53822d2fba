"""The plugin, unpacked, in a real Chromium, in front of a real service; sites with real editors. What the operator presses is pressed; nothing is called from inside."""

from __future__ import annotations

import functools
import http.server
import itertools
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, Worker, sync_playwright

from extension.build import build, extension_id
from tests.server.conftest import Served, _alone, desk_with, served  # noqa: F401 - fixtures
from tests.server.page.conftest import FLAGS, chromium

SITE = Path(__file__).parent / "site"
ROOT = Path(__file__).parents[2]
ID = extension_id(json.loads((ROOT / "extension/manifest.json").read_text(encoding="utf-8")))
DRAFT = "Данная посылка приедет завтра."
REPLY = "Здравствуйте! Посылка приедет завтра.\nХорошего Вам дня! 😊"
_numbers = itertools.count(1)


@pytest.fixture(scope="package")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("extension") / "unpacked")


@pytest.fixture(scope="package")
def site() -> Iterator[str]:
    """Pages with editors; every name of `desk.test` leads to them, too."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(SITE)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="package")
def chrome(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser with the plugin in it."""
    path = chromium()
    with sync_playwright() as playwright:
        flags = [
            *FLAGS,
            "--headless=new",
            f"--disable-extensions-except={unpacked}",
            f"--load-extension={unpacked}",
            "--host-resolver-rules=MAP *.test 127.0.0.1",
        ]
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("profile")),
            executable_path=path,
            headless=False,
            args=flags,
            locale="ru-RU",
            viewport={"width": 1100, "height": 800},
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(40_000)
        yield context
        context.close()


@pytest.fixture(scope="package")
def worker(chrome: BrowserContext) -> Worker:
    """The plugin's service worker."""
    if chrome.service_workers:
        return chrome.service_workers[0]
    return chrome.wait_for_event("serviceworker")


class Panel:
    """The panel of a page. Its shadow root is closed to the page: it is looked into from the plugin's own world, and pressed with a real mouse and real keys."""

    def __init__(self, page: Page, host: str = "rewriter-panel") -> None:
        self.page, self.host = page, host
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._worlds: list[dict[str, Any]] = []
        self._session.on("Runtime.executionContextCreated", lambda event: self._worlds.append(event["context"]))
        self._session.on("Runtime.executionContextDestroyed", lambda event: self._forget(event["executionContextId"]))
        self._session.send("Runtime.enable")
        frames = self._session.send("Page.getFrameTree")
        self._top = frames["frameTree"]["frame"]["id"]

    def _forget(self, number: int) -> None:
        self._worlds = [world for world in self._worlds if world["id"] != number]

    def evaluate(self, expression: str, *arguments: object) -> Any:
        """`root` is the panel's shadow root (null where there is none), `a` the arguments."""
        world = next((w for w in self._worlds if w["origin"] == f"chrome-extension://{ID}" and w["auxData"]["frameId"] == self._top), None)
        if world is None:
            return None
        host = f"document.querySelector({json.dumps(self.host)})"
        source = f"((root, a) => {expression})({host} && chrome.dom.openOrClosedShadowRoot({host}), {json.dumps(arguments)})"
        answer = self._session.send("Runtime.evaluate", {"expression": source, "contextId": world["id"], "returnByValue": True, "awaitPromise": True})
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, expression: str, *arguments: object, seconds: float = 40) -> None:
        end = time.monotonic() + seconds
        while not self.evaluate(expression, *arguments):
            assert time.monotonic() < end, f"waited too long for {expression} {arguments}; the panel says: {self.text('#all')}"
            self.page.wait_for_timeout(20)

    def wait(self, selector: str, seconds: float = 40) -> None:
        self.until("{ const e = root?.querySelector(a[0]); return Boolean(e && e.checkVisibility()); }", selector, seconds=seconds)

    def text(self, selector: str) -> Any:
        return self.evaluate("root?.querySelector(a[0])?.innerText ?? null", selector)

    def attribute(self, selector: str, name: str) -> Any:
        return self.evaluate("root?.querySelector(a[0])?.getAttribute(a[1]) ?? null", selector, name)

    def value(self, selector: str) -> Any:
        return self.evaluate("root?.querySelector(a[0])?.value ?? null", selector)

    def seen(self, selector: str) -> bool:
        return bool(self.evaluate("root?.querySelector(a[0])?.checkVisibility() ?? false", selector))

    def click(self, selector: str) -> None:
        """Presses it once it stands still: what a check finds moves the buttons below."""
        self.wait(selector)
        middle = (
            "{ const e = root.querySelector(a[0]); e.scrollIntoView({block: 'nearest'}); const r = e.getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2]; }"
        )
        seen = [self.evaluate(middle, selector)]
        while len(seen) < 4 or len({tuple(place) for place in seen[-4:]}) > 1:
            self.page.wait_for_timeout(30)
            seen.append(self.evaluate(middle, selector))
        self.page.mouse.click(*seen[-1])

    def focused(self) -> Any:
        return self.evaluate("root?.activeElement?.id ?? null")


def pair(worker: Worker, service: Served, **more: object) -> None:
    """As after the options page."""
    worker.evaluate("values => chrome.storage.local.set(values)", {"address": service.url, "token": service.token, "pack": "post", **more})


@pytest.fixture
def paired(worker: Worker, served: Served) -> Iterator[Served]:  # noqa: F811
    pair(worker, served)
    yield served
    worker.evaluate("chrome.storage.local.clear()")


def toolbar(worker: Worker, page: Page) -> None:
    """The plugin's toolbar button, which headless Chromium does not draw: its event, for the tab of this page."""
    page.bring_to_front()
    worker.evaluate("async () => { const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true}); chrome.action.onClicked.dispatch(tab); }")


@pytest.fixture
def visit(chrome: BrowserContext, site: str) -> Iterator[Any]:
    """Opens a page of the site; a script of the page that throws fails the test."""
    pages: list[Page] = []
    wrong: list[str] = []

    def opened(name: str, base: str = "") -> Page:
        page = chrome.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{base or site}/{name}?{next(_numbers)}")
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert not wrong

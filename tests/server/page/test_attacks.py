"""What a hostile page in the operator's own browser can do to the service: nothing. And what a hostile text can do to our page: nothing."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.server.conftest import CASE, GOOD, Served, desk_with
from tests.server.page.conftest import FLAGS, chromium, open_page
from tests.stubs import StubBackend

# Everything that a page may send without asking, and what it may ask for; each tells whether it could read an answer.
ATTACK = """async ([url, body]) => {
  const outcome = {};
  const attempt = async (name, options) => {
    try { const answer = await fetch(url + "/v1/rewrite", { method: "POST", body, ...options }); outcome[name] = answer.type === "opaque" ? "opaque" : await answer.text(); }
    catch (error) { outcome[name] = "blocked"; }
  };
  await attempt("simple", { mode: "no-cors", headers: { "Content-Type": "text/plain" } });
  await attempt("json", { headers: { "Content-Type": "application/json" } });
  await attempt("credentials", { credentials: "include", headers: { "Content-Type": "application/json" } });
  await attempt("token", { headers: { "Content-Type": "application/json", Authorization: "Bearer guess-guess-guess-guess" } });
  try { outcome.read = await (await fetch(url + "/readyz")).text(); } catch (error) { outcome.read = "blocked"; }
  const form = Object.assign(document.createElement("form"), { method: "POST", action: url + "/v1/rewrite", enctype: "text/plain", target: "aside" });
  form.append(Object.assign(document.createElement("input"), { name: body.slice(0, -1) + ', "x": "', value: '"}' }));
  document.body.append(form);
  form.submit();
  const frame = Object.assign(document.createElement("iframe"), { src: url + "/", name: "framed" });
  document.body.append(frame);
  await new Promise((done) => { frame.onload = done; setTimeout(done, 2000); });
  try { outcome.frame = frame.contentDocument ? "readable" : "closed"; } catch (error) { outcome.frame = "closed"; }
  return outcome;
}"""


class _Evil(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = b"<!doctype html><title>evil</title><body><iframe name=aside></iframe>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def evil() -> Iterator[int]:
    """The port of a page that is not ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Evil)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_foreign_page_neither_reads_nor_starts_anything(browser: Browser, evil: int, host: str):
    with Served(desk_with()) as service:
        told: list[object] = []
        service.desk.listeners.append(told.append)
        fresh = browser.new_context()
        try:
            page = fresh.new_page()
            page.goto(f"http://{host}:{evil}/")
            outcome = page.evaluate(ATTACK, [service.url, json.dumps(CASE)])
        finally:
            fresh.close()
        assert outcome.pop("simple") in ("opaque", "blocked")
        assert set(outcome.values()) <= {"blocked", "closed"}, outcome
        service.client.get("/v1/packs")  # whatever the page has sent was answered by now
        assert told == []


def test_a_name_that_was_bound_to_us_opens_nothing(browser: Browser):
    with Served(desk_with()) as service:
        started = browser.browser_type.launch(executable_path=chromium(), args=[*FLAGS, "--host-resolver-rules=MAP rebound.test 127.0.0.1"])
        try:
            page = started.new_page()
            answer = page.goto(f"http://rebound.test:{service.port}/")
            assert answer is not None
            assert answer.status == 421
            # The page is of the very origin that it asks: the browser stops nothing here, the Host check does.
            assert page.evaluate("fetch('/v1/packs', {headers: {Authorization: 'Bearer " + service.token + "'}}).then(a => a.status)") == 421
        finally:
            started.close()


@pytest.mark.parametrize(
    "bomb",
    [
        "<img src=x onerror=window.hit=1>",
        "<script>window.hit=1</script>",
        '"><svg onload=window.hit=1>',
        "<a href=javascript:window.hit=1>сюда</a>",
        "{{constructor.constructor('window.hit=1')()}}",
    ],
)
def test_markup_in_texts_is_text(context: BrowserContext, bomb: str):
    with Served(desk_with(StubBackend([f"{GOOD[:-1]} {bomb}"]))) as service:
        page = open_page(context, service, draft=f"Данная посылка приедет завтра. {bomb}", client=f"Когда приедет? {bomb}")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("#reply:not([hidden]), .reply", state="attached")
        page.wait_for_timeout(500)
        assert page.evaluate("window.hit") is None
        assert page.evaluate("[...document.querySelectorAll('img, svg[onload], script:not([src])')].length") == 0
        assert not page.evaluate("[...document.querySelectorAll('a')].some((link) => link.href.startsWith('javascript:'))")

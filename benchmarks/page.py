"""From a key to the line under its word on the operator's page: a service started anew each round, its first page in a real Chromium, a draft of 119
words pasted, four more typed behind it.

The first time is that of the service's very first check, from pasting to the line under a word of the draft; the pause of 60 ms after a key is in every time. The ratio is that of the first word to the others.
Needs Chromium and playwright (`make browser`); no model.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
TOKEN = "token-of-the-page-benchmark"
GOAL_MS = 100
# The very first check of the service: a draft with a word to underline, pasted into the empty field.
PASTED = """(text) => new Promise((done) => {
  const area = document.getElementById('draft'), mirror = document.getElementById('mirror');
  new MutationObserver((_, observer) => {
    if (![...mirror.querySelectorAll('.under')].some((span) => span.textContent.includes('ОПС'))) return;
    observer.disconnect();
    setTimeout(() => done(performance.now() - began), 150);
  }).observe(mirror, { childList: true, subtree: true });
  area.focus();
  const began = performance.now() + 150;
  document.execCommand('insertText', false, text);
})"""


def round_of(browser: Browser, *, at_once: bool) -> tuple[list[float], list[float]]:
    """Milliseconds of each word, and of each check's request as the page saw it."""
    from tests.server.page.test_draft import TIMED, WORDS_120

    with tempfile.TemporaryDirectory() as state:
        own = {**os.environ, "PYTHONPATH": str(ROOT), "REWRITER_TOKEN": TOKEN, "REWRITER_STATE": state, "REWRITER_BACKEND": "openai"}
        own |= {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "REWRITER_SERVE_HISTORY": "off"}
        command = [sys.executable, "-m", "rewriter", "serve", "--port", "0", "--pack", "post"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=own, cwd=ROOT) as service:
            assert service.stderr is not None
            url = next(found[1] for line in service.stderr if (found := re.search(r"Страница: (\S+)/", line)))
            pump = subprocess.Popen(["cat"], stdin=service.stderr, stdout=subprocess.DEVNULL)
            while not at_once and httpx.get(f"{url}/readyz", trust_env=False).json()["state"] in ("opening", "warming"):
                time.sleep(0.05)
            context = browser.new_context(viewport={"width": 1360, "height": 900}, locale="ru-RU")
            page = context.new_page()
            page.goto(f"{url}/#key={TOKEN}")
            page.wait_for_selector("#pack option[value=post]", state="attached")
            page.wait_for_timeout(0 if at_once else 500)  # what the page asks for itself when it opens
            times = [page.evaluate(PASTED, f"{WORDS_120} ОПС."), *page.evaluate(TIMED.replace("'ОПС', ", ""))]
            asked = page.evaluate("performance.getEntriesByType('resource').filter(e => e.name.endsWith('/v1/check')).map(e => e.duration)")
            context.close()
            service.terminate()
            service.wait(30)
            pump.wait(10)
    return times, asked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--at-once", action="store_true", help="the page is opened while the service is still warming, not when it is ready")
    given = parser.parse_args()
    from tests.server.page.conftest import FLAGS, chromium

    firsts: list[float] = []
    others: list[float] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for number in range(1, given.rounds + 1):
            times, asked = round_of(browser, at_once=given.at_once)
            firsts.append(times[0])
            others += times[1:]
            print(f"start {number}: {', '.join(f'{t:.0f}' for t in times)} ms; of these the requests {', '.join(f'{t:.0f}' for t in asked)}", flush=True)
        browser.close()
    print(
        f"first check: median {statistics.median(firsts):.0f}, most {max(firsts):.0f} ms; others: median {statistics.median(others):.0f}, most {max(others):.0f} ms (goal {GOAL_MS})"
    )
    print(f"the first takes {statistics.median(firsts) / statistics.median(others):.2f} times what the others take")


if __name__ == "__main__":
    main()

"""How it looks and whom it serves: dark, light, narrow, keyboard, names for a screen reader, contrast."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from rewriter.server import page as page_package
from tests.server.conftest import Served
from tests.server.page.conftest import CLIENT, DRAFT, open_page, rewritten

STATIC = Path(page_package.__file__).parent / "static"


def test_it_is_dark_where_the_system_is_and_both_are_drawn(browser, served: Served, tmp_path: Path):
    grounds = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 1360, "height": 900})
        page = rewritten(open_page(context, served, client=CLIENT, draft=DRAFT))
        picture = page.screenshot(path=tmp_path / f"{scheme}.png", full_page=True)
        assert len(picture) > 40_000
        grounds[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        context.close()
    light, dark = (sum(map(int, re.findall(r"\d+", grounds[scheme]))) for scheme in ("light", "dark"))
    assert light > 600
    assert dark < 150


@pytest.mark.parametrize("width", [360, 768, 1024, 1920])
def test_nothing_sticks_out_at_any_width(browser, served: Served, width: int):
    context = browser.new_context(viewport={"width": width, "height": 780})
    page = rewritten(open_page(context, served, client=CLIENT, draft=DRAFT + " Длинноесловобезпробелов" * 3))
    for tab in ("#tab-messages", "#tab-changes"):
        page.click(tab)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        wide = f"[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > {width} + 1).map(e => e.className)"
        assert page.evaluate(wide) == []
    context.close()


def test_the_underlines_lie_under_their_words(page):
    """Field and mirror break lines at the same places."""
    heights = page.evaluate("[document.getElementById('draft').scrollHeight, document.getElementById('mirror').scrollHeight]")
    assert abs(heights[0] - heights[1]) <= 2
    styles = page.evaluate(
        "['draft', 'mirror'].map(id => getComputedStyle(document.getElementById(id)))"
        ".map(s => [s.fontFamily, s.fontSize, s.lineHeight, s.letterSpacing, s.paddingLeft, s.width, s.whiteSpace, s.overflowWrap].join('|'))"
    )
    assert styles[0] == styles[1]


def test_everything_that_can_be_used_has_a_name(page):
    rewritten(page)
    page.click("#tab-changes")
    nameless = page.evaluate(
        """[...document.querySelectorAll('button, input, select, textarea, [role=button], [role=tab]')].filter(element =>
            !(element.getAttribute('aria-label') || element.labels?.length || element.textContent.trim())).map(element => element.outerHTML)"""
    )
    assert nameless == []
    assert page.evaluate("document.documentElement.lang") == "ru"
    assert page.get_attribute("#service", "role") == "status"
    assert page.get_attribute("#live", "aria-live") == "polite"
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(ids) == len(set(ids))


def test_tab_reaches_everything_and_the_focus_is_seen(page):
    rewritten(page)
    page.focus(".skip")
    seen, unseen = [], []
    for _ in range(120):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "(e => [e.id || e.className || e.tagName, getComputedStyle(e).outlineStyle !== 'none' || e.id === 'draft'])(document.activeElement)"
        )
        seen.append(name)
        if not outline and name != "BODY":
            unseen.append(name)
        if name == "BODY":
            break
    assert not unseen
    assert {"pack", "client", "draft", "rewrite", "rules-only", "place", "offer", "copy-all", "tab-messages"} <= set(seen)
    assert seen.index("client") < seen.index("draft") < seen.index("rewrite") < seen.index("copy-all")


def test_a_dialogue_without_a_mouse(context, served: Served):
    page = open_page(context, served)
    page.keyboard.press("Alt+KeyN")
    page.keyboard.type("Когда приедет посылка?")
    page.keyboard.press("Tab")
    page.keyboard.type("Данная посылка приедет завтра.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".banner.ok")
    page.keyboard.press("Enter")  # the focus is on the copy button
    page.wait_for_selector("#copy-all.copied")
    assert "завтра" in page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#keys").is_hidden()


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_inks_can_be_read_on_their_grounds(scheme: str):
    text = (STATIC / "look.css").read_text(encoding="utf-8")
    light, _, dark = text.partition("@media (prefers-color-scheme: dark)")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))
    grounds = ("ground", "paper", "raised")
    pairs = [(ink, ground) for ink in ("ink", "soft", "error", "warning", "info", "good", "accent") for ground in grounds]
    pairs += [("on-accent", "accent"), ("error", "error-ground"), ("warning", "warning-ground"), ("good", "good-ground"), ("ink", "tint")]
    pairs += [
        ("added-ink", "added"),
        ("removed-ink", "removed"),
        ("lit-ink", "lit"),
        ("ink", "warning-ground"),
        ("soft", "warning-ground"),
        ("soft", "good-ground"),
    ]
    weak = []
    for ink, ground in pairs:
        bright, dim = sorted((_luminance(colours[ink]), _luminance(colours[ground])), reverse=True)
        if (ratio := (bright + 0.05) / (dim + 0.05)) < 4.5:
            weak.append(f"{ink} on {ground}: {ratio:.2f}")
    assert not weak


def test_the_files_are_ours_alone_and_nothing_is_written_as_html():
    for path in STATIC.iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text), path.name
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text), path.name
    html = (STATIC.parent / "index.html").read_text(encoding="utf-8")
    assert "style=" not in html
    assert " on" not in re.sub(r"<details[^>]* open>", "", html).replace('" on', "")
    assert not re.search(r"https?://", html)


def test_the_page_and_its_files_are_open_and_nothing_else_of_the_disk(served: Served):
    page = httpx.get(served.url)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in page.headers["content-security-policy"]
    for name in re.findall(r'"/static/([\w.]+)"', page.text):
        assert httpx.get(f"{served.url}/static/{name}").status_code == 200
    script = httpx.get(f"{served.url}/static/app.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["x-content-type-options"] == "nosniff"
    assert httpx.get(f"{served.url}/static/app.js", headers={"If-None-Match": script.headers["etag"]}).status_code == 304
    for path in ("/static/../index.html", "/static/..%2f__init__.py", "/static/nothing.js", "/static/"):
        assert httpx.get(served.url + path).status_code in (401, 404)

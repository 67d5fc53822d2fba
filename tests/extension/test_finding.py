"""Which field the panel opens on, what a site wants left alone, whose message the client's is, where the button stands."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.extension.conftest import DRAFT, ID, Panel, toolbar


def open_panel(page, worker) -> Panel:
    panel = Panel(page)
    toolbar(worker, page)
    panel.wait("#panel")
    return panel


@pytest.mark.parametrize("name", ["chatwoot", "chatwoot3", "zammad"])
def test_the_last_message_of_the_client_is_picked_up(name: str, visit, worker, paired):
    page = visit(f"{name}.html")
    page.fill("#editor", DRAFT)
    panel = open_panel(page, worker)
    panel.until("root.getElementById('client').value === 'Где посылка?'")
    assert "Где посылка?" in panel.text("#client-short")


def test_elsewhere_what_is_selected_is_the_message(visit, worker, paired):
    page = visit("textarea.html")
    page.fill("#editor", DRAFT)
    page.locator("#message").click(click_count=3)
    panel = open_panel(page, worker)
    panel.until("root.getElementById('client').value === 'Когда приедет посылка?'")
    panel.until("root.getElementById('findings-list').innerText.includes('Данная')")  # the field used last


def test_a_selection_goes_before_what_the_page_shows(visit, worker, paired):
    page = visit("chatwoot.html")
    page.fill("#editor", DRAFT)
    page.locator(".prose p").first.click(click_count=3)
    panel = open_panel(page, worker)
    panel.until("root.getElementById('client').value === 'Старое сообщение'")


@pytest.mark.parametrize("field", ["#opted-out", "#grammarly"])
def test_a_field_that_wants_no_help_gets_none(field: str, visit, worker, paired):
    page = visit("textarea.html")
    page.fill(field, "const a = 1;")
    page.focus(field)
    panel = open_panel(page, worker)
    panel.until("root.getElementById('trouble').innerText.includes('просит не помогать')")
    assert not panel.seen("#rewrite")


def test_a_line_of_text_is_a_field_too(visit, worker, paired):
    page = visit("textarea.html")
    page.fill("#other", DRAFT)
    page.focus("#other")
    panel = open_panel(page, worker)
    panel.click("#rules-only")
    panel.click("#insert")
    panel.wait("#toast")
    assert "Эта посылка" in page.input_value("#other")
    assert "\n" not in page.input_value("#other")


def test_where_no_field_is_chosen_it_says_so(visit, worker, paired):
    page = visit("frame.html")
    page.evaluate("document.getElementById('frame').remove(); document.getElementById('other').remove()")
    panel = open_panel(page, worker)
    panel.until("root.getElementById('trouble').innerText.includes('Поле ответа не выбрано')")


def test_an_editor_written_into_its_frame_is_found(visit, worker, paired):
    """As TinyMCE and CKEditor 4 do: the body of a frame without an address."""
    page = visit("frame.html")
    page.evaluate("document.getElementById('frame').srcdoc = '<body contenteditable=true><p>Данная посылка приедет завтра.</p></body>'")
    page.wait_for_function("document.getElementById('frame').contentDocument?.body?.isContentEditable")
    page.frames[1].locator("p").click()
    panel = open_panel(page, worker)
    panel.until("root.getElementById('findings-list').innerText.includes('Данная')")
    panel.click("#rules-only")
    panel.click("#insert")
    panel.wait("#toast")
    assert page.frames[1].inner_text("body").strip().startswith("Эта посылка")


def test_a_frame_of_a_site_that_is_not_allowed_is_told(visit, worker, paired, site: str):
    page = visit("frame.html")
    foreign = site.replace("127.0.0.1", "desk.test")
    page.evaluate("url => { document.getElementById('frame').src = url; }", f"{foreign}/textarea.html")
    page.frame_locator("#frame").locator("#editor").click()
    panel = open_panel(page, worker)
    panel.until("root.getElementById('trouble').innerText.includes('в рамке другого сайта')")
    assert foreign in panel.text("#trouble")
    with page.context.expect_page() as settings:
        panel.click("#mend")
    expect(settings.value.locator("#site")).to_have_value(foreign)  # the options page fills it in once it is loaded
    settings.value.close()


def test_a_site_that_is_not_ours_is_not_touched(visit, worker, paired, site: str):
    page = visit("textarea.html", site.replace("127.0.0.1", "desk.test"))
    page.fill("#editor", DRAFT)
    toolbar(worker, page)
    worker.evaluate("async () => { for (let i = 0; i < 100 && !(await badge()); i += 1) await new Promise(r => setTimeout(r, 20));"
                    " async function badge() { const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});"
                    " globalThis.seen = await chrome.action.getBadgeText({tabId: tab.id}); return globalThis.seen; } }")  # fmt: skip
    assert worker.evaluate("globalThis.seen") == "!"
    assert page.locator("rewriter-panel").count() == 0


@pytest.fixture
def allowed(chrome, worker, paired, site: str):
    """The site has the button, by way of the options page."""
    page = chrome.new_page()
    page.goto(f"chrome-extension://{ID}/options/options.html")
    page.fill("#site", f"{site}/anything")
    page.click("#allow")
    page.wait_for_selector("#list li")
    yield page
    page.bring_to_front()
    if page.locator("#list button").count():
        page.click("#list button")
        page.wait_for_selector("#list li", state="detached")
    page.close()


def test_the_button_stands_at_the_field_on_sites_that_are_allowed(allowed, visit):
    page = visit("textarea.html")
    button = Panel(page, "rewriter-button")
    page.click("#editor")
    button.wait("button")
    box = page.locator("#editor").bounding_box()
    x, y = button.evaluate("{ const r = root.querySelector('button').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }")
    assert box["x"] < x < box["x"] + box["width"]
    assert box["y"] < y < box["y"] + box["height"]
    page.keyboard.type(DRAFT)
    page.mouse.click(x, y)
    panel = Panel(page)
    panel.until("root?.getElementById('findings-list')?.innerText.includes('Данная')")
    panel.click("#rules-only")
    panel.click("#insert")
    panel.wait("#toast")
    assert "Эта посылка" in page.input_value("#editor")
    for field in ("#opted-out", "#other"):
        page.focus(field)
        page.wait_for_timeout(400)
        assert page.locator("rewriter-button").count() == 0, field
    page.focus("#editor")
    button.wait("button")


def test_the_button_of_a_frame_opens_the_panel_outside(allowed, visit):
    page = visit("frame.html")
    page.frames[1].locator("#editor").click()
    page.frames[1].wait_for_selector("rewriter-button", state="attached")
    page.keyboard.type(DRAFT)
    box = page.frames[1].locator("#editor").bounding_box()
    page.mouse.click(box["x"] + box["width"] - 34, box["y"] + box["height"] - 20)
    panel = Panel(page)
    panel.until("root?.getElementById('findings-list')?.innerText.includes('Данная')")


def test_a_site_that_is_taken_off_has_no_button(allowed, visit, worker):
    allowed.bring_to_front()
    allowed.click("#list button")
    allowed.wait_for_selector("#list li", state="detached")
    assert worker.evaluate("chrome.scripting.getRegisteredContentScripts()") == []
    page = visit("textarea.html")
    page.click("#editor")
    page.wait_for_timeout(400)
    assert page.locator("rewriter-button").count() == 0


def test_without_leave_there_is_no_button(visit, worker, paired):
    page = visit("textarea.html")
    page.click("#editor")
    page.wait_for_timeout(300)
    assert page.locator("rewriter-button, rewriter-panel").count() == 0
    assert re.fullmatch("<html.*", page.content().split("\n")[0].replace("<!DOCTYPE html>", ""), re.DOTALL)

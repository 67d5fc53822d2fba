"""A page for each kind of editor: the accepted text, the caret, typing on, undo, and the editor's own state, not only what is drawn."""

from __future__ import annotations

import pytest
from playwright.sync_api import Frame, Page

from tests.extension.conftest import DRAFT, REPLY, Panel, toolbar
from tests.server.conftest import Served, desk_with
from tests.stubs import StubBackend

EDITORS = ["textarea", "react", "contenteditable", "prosemirror", "lexical", "quill", "slate", "shadow"]
FIRST = "Первая строка."
REST_MS = 600  # the history of an editor joins what follows sooner


@pytest.fixture(scope="module")
def served():
    with Served(desk_with(StubBackend([REPLY]))) as service:
        yield service


def state(page: Page | Frame) -> str:
    """What the editor itself holds, its lines alone: editors disagree about empty ones."""
    return lines(page.evaluate("state()"))


def lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.replace("\xa0", " ").splitlines() if line.strip())


def write_draft(page: Page, frame: Page | Frame | None = None) -> None:
    (frame or page).locator("#editor").click()
    page.keyboard.type(FIRST)
    page.keyboard.press("Enter")
    page.keyboard.type(DRAFT)
    page.wait_for_timeout(REST_MS)


def rewritten(page: Page, worker) -> Panel:
    panel = Panel(page)
    toolbar(worker, page)
    panel.wait("#rewrite")
    panel.click("#rewrite")
    panel.wait("#insert")
    return panel


def reply_of(panel: Panel) -> str:
    panel.click("#tab-messages")
    return lines("\n".join(panel.evaluate("[...root.querySelectorAll('.bubble')].map(e => e.innerText)")))


@pytest.mark.parametrize("name", EDITORS)
def test_the_reply_goes_in_as_if_typed(name: str, visit, worker, paired):
    page = visit(f"{name}.html")
    write_draft(page)
    before = state(page)
    assert before == f"{FIRST}\n{DRAFT}"
    panel = rewritten(page, worker)
    reply = reply_of(panel)
    assert "завтра" in reply
    assert "Данная" not in reply
    assert state(page) == before, "written before the operator accepted"
    panel.click("#insert")
    panel.wait("#toast")
    assert panel.text("#toast") == "Вставлено. Вернуть как было — Ctrl Z в поле."
    assert not panel.seen("#panel")
    assert state(page) == reply
    drawn = page.evaluate("(e => e.value ?? e.innerText)((document.querySelector('reply-box')?.shadowRoot ?? document).getElementById('editor'))")
    assert lines(drawn) == reply
    page.wait_for_timeout(REST_MS)
    page.keyboard.type(" И ещё.")
    page.wait_for_timeout(100)
    assert state(page) == f"{reply} И ещё.", "the caret stands at the end and typing works on"
    assert reply in undone(page, page, before), "the whole reply is one step"


def undone(page: Page, frame: Page | Frame, before: str) -> list[str]:
    """What the editor held on the way back to `before`; editors undo typing in pieces of their own."""
    seen = [state(frame)]
    for _ in range(12):
        if seen[-1] == before:
            return seen
        page.keyboard.press("Control+z")
        page.wait_for_timeout(30)
        seen.append(state(frame))
    raise AssertionError(seen)


def test_in_a_frame_the_panel_stands_outside_of_it(visit, worker, paired):
    page = visit("frame.html")
    frame = page.frames[1]
    write_draft(page, frame)
    panel = rewritten(page, worker)
    reply = reply_of(panel)
    panel.click("#insert")
    panel.wait("#toast")
    assert state(frame) == reply
    assert page.input_value("#other") == ""
    page.keyboard.type("!")
    assert state(frame) == f"{reply}!"
    assert undone(page, frame, f"{FIRST}\n{DRAFT}")


@pytest.mark.parametrize("name", EDITORS)
def test_nothing_is_written_over_what_was_typed_meanwhile(name: str, visit, worker, paired):
    page = visit(f"{name}.html")
    write_draft(page)
    panel = rewritten(page, worker)
    page.locator("#editor").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Дописал.")
    typed = state(page)
    assert "Дописал." in typed
    panel.until("root.getElementById('note').innerText.includes('Текст в поле изменился')")  # said at once
    panel.click("#insert")
    panel.until("root.getElementById('note').innerText.includes('Ничего не вставлено')")
    assert panel.evaluate("(r => r.top >= 0 && r.bottom <= innerHeight)(root.getElementById('note').getBoundingClientRect())")
    page.wait_for_timeout(200)
    assert state(page) == typed
    assert panel.seen("#copy")


def test_an_editor_that_is_gone_is_told(visit, worker, paired):
    page = visit("textarea.html")
    write_draft(page)
    panel = rewritten(page, worker)
    page.evaluate("document.getElementById('editor').remove()")
    panel.click("#insert")
    panel.until("root.getElementById('note').innerText.includes('Этого поля на странице больше нет')")


def test_a_field_with_a_limit_is_not_filled_by_half(visit, worker, paired):
    page = visit("textarea.html")
    page.evaluate("document.getElementById('editor').maxLength = 46")
    write_draft(page)
    before = state(page)
    panel = rewritten(page, worker)
    panel.click("#insert")
    panel.until("root.getElementById('note').innerText.includes('длиннее, чем принимает поле')")
    assert state(page) == before


def test_an_editor_that_refuses_is_not_written_into_twice(visit, worker, paired):
    page = visit("contenteditable.html")
    page.locator("#editor").click()
    page.keyboard.type(DRAFT)
    panel = rewritten(page, worker)
    page.evaluate(
        "{ window.turns = new Set(); const e = document.getElementById('editor'); const was = e.innerHTML;"
        " let now = {}; e.addEventListener('input', () => { turns.add(now); setTimeout(() => { now = {}; }); e.innerHTML = was; }); }"
    )
    panel.click("#insert")
    panel.until("root.getElementById('note').innerText.includes('Проверьте его')")
    assert page.evaluate("turns.size") == 1
    assert lines(page.inner_text("#editor")) == DRAFT


def test_a_picture_in_the_field_is_not_dropped_silently(visit, worker, paired):
    page = visit("contenteditable.html")
    page.locator("#editor").click()
    page.keyboard.type(DRAFT)
    page.evaluate(
        "{ const i = new Image(); i.src = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';"
        " document.getElementById('editor').append(i); }"
    )
    panel = rewritten(page, worker)
    assert panel.text("#insert") == "Всё равно вставить"
    assert "пропадёт картинка" in panel.text("#note")
    assert page.locator("#editor img").count() == 1

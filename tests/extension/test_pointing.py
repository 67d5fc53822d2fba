"""A helpdesk whose pages nobody has described to us: the operator points once at the client's message, and the last one is found there from then on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.extension.conftest import DRAFT, ID, Panel, toolbar


def open_panel(page: Page, worker, panel: Panel | None = None) -> Panel:
    """Opens it with the cursor in the field for the reply, as an operator does; what was in the panel's field is gone."""
    panel = panel or Panel(page)
    page.locator("#editor").fill("")
    page.locator("#editor").fill(DRAFT)
    toolbar(worker, page)
    panel.wait("#panel")
    panel.until("root.activeElement?.id === 'rewrite'")
    page.evaluate("window.clicks = 0; window.keys = ''")  # what the page hears from here on
    return panel


def reopened(page: Page, worker, panel: Panel) -> None:
    page.keyboard.press("Escape")
    panel.until("root === null")
    open_panel(page, worker, panel)


def pointing(page: Page, panel: Panel, at: str, number: int = -1) -> Panel:
    """Starts the picker and moves the mouse to an element of the page."""
    panel.click("#point")
    picker = Panel(page, "rewriter-picker")
    picker.wait("#line")
    element = page.locator(at).nth(number)
    box = element.bounding_box()
    assert box
    page.mouse.move(box["x"] + 8, box["y"] + box["height"] / 2, steps=3)
    return picker


def pick(page: Page, panel: Panel, at: str, number: int = -1) -> None:
    picker = pointing(page, panel, at, number)
    picker.until("root.querySelector('.chosen') !== null")
    page.mouse.down()
    page.mouse.up()
    panel.wait("#panel")


def said(panel: Panel, text: str) -> None:
    panel.until("root?.getElementById('client').value === a[0]", text)


def places(worker) -> dict[str, dict[str, str]]:
    return dict(worker.evaluate("chrome.storage.local.get({places: {}}).then(x => x.places)"))


MARIA = "Жду уже неделю.\n\nКогда она приедет?"


def test_a_place_that_was_pointed_out_once_is_found_again(visit, worker, paired, site: str):
    """Letters, newest below, notes among colleagues, a list of other cases with the same classes, marks of Word in the client's own."""
    page = visit("letters.html")
    panel = open_panel(page, worker)
    assert panel.seen("#point")
    pick(page, panel, ".from-user p")
    said(panel, MARIA)
    assert "Запомнено" in panel.text("#where-said")
    assert page.evaluate("[window.clicks, window.keys]") == [0, ""]  # the page has heard of nothing
    (place,) = places(worker).values()
    assert place["order"] == "last"
    assert not [bad for bad in ("#", "msg-", "nth", "Mso", "unread", "Жду") if bad in place["selector"]], place
    page.evaluate("arrive('from-user', 'А курьером можно?')")
    page.evaluate("arrive('from-staff', 'Сейчас узнаю.')")
    reopened(page, worker, panel)
    said(panel, "А курьером можно?")
    page.evaluate("show([['from-staff', 'Наш ответ'], ['from-user', 'Другая заявка'], ['from-staff', 'Ещё наш ответ'], ['from-staff is-note', 'Заметка']])")
    reopened(page, worker, panel)
    said(panel, "Другая заявка")
    fresh = visit("letters.html")  # another tab of the site, where nobody has pointed at anything
    said(open_panel(fresh, worker), MARIA)


def test_where_only_the_operators_messages_are_marked_and_the_newest_are_above(visit, worker, paired):
    """A chat of compiled styles: hashes in the classes, random ids, the client's rows without a mark of their own."""
    page = visit("bubbles.html")
    panel = open_panel(page, worker)
    pick(page, panel, ".scroller [class*=Message_text]", 0)
    said(panel, "Деньги списались дважды. Когда вернёте?")
    (place,) = places(worker).values()
    assert place["order"] == "first"
    assert not [bad for bad in ("x7Yz1", "a8Bq2", "k2Lp9", "#", "nth") if bad in place["selector"]], place
    page.evaluate("release(); arrive(false, 'Ау?'); arrive(true, 'Проверяю платёж')")
    page.evaluate("show([[false, 'Добрый день'], [false, 'Ау?'], [true, 'Проверяю платёж']])")
    reopened(page, worker, panel)
    said(panel, "Ау?")


def row(outer: str, inner: str = "") -> str:
    return f"<div {outer}><div {inner}>{{}}</div></div>"


STYLE = "<style>.blue { background: #cde } .right, .justify-end { margin-left: 300px } .talk, .wide { width: 600px }</style>"
# How the client's row, the operator's and a note among colleagues are written.
SHAPES = {
    "the side on the message itself": ('<p class="msg-left">{}</p>', '<p class="msg-right right">{}</p>', '<p class="msg-note">{}</p>'),
    "the author's kind in an attribute": (
        row('data-author-type="customer"', 'class="body"'),
        row('data-author-type="agent"', 'class="body"'),
        row('data-author-type="agent" data-private="true"', 'class="body"'),
    ),
    "a yes or no in an attribute": (row('data-own="false"', 'class="text"'), row('data-own="true"', 'class="text"'), row('data-own="true"', 'class="text"')),
    "a name is no kind": (
        row('class="item" data-sender="maria"', 'class="text"'),
        row('class="item blue" data-sender="anna"', 'class="text"'),
        row('class="item blue note" data-sender="oleg"', 'class="text"'),
    ),
    "an address without classes, which is a letter's": (
        row('class="mail incoming"', 'class="html"').replace("{}", "<div><div>{}</div></div>"),
        row('class="mail outgoing"', 'class="html"').replace("{}", "<div><div>{}</div></div>"),
        row('class="mail internal"', 'class="html"').replace("{}", "<div><div>{}</div></div>"),
    ),
    "utility classes only around": (
        row('class="flex mb-2"', 'class="bubble p-2 text-sm"'),
        row('class="flex mb-2 justify-end"', 'class="bubble p-2 text-sm"'),
        row('class="flex mb-2 justify-end blue"', 'class="bubble p-2 text-sm"'),
    ),
    "hashes of styles beside a word": (
        row('class="css-1x2y3z4 sc-bdVaJa kPqRzT"', 'class="message_text__1a2B3"'),
        row('class="css-9z8y7x6 sc-bdVaJa message_isOperator__9z8Y7"', 'class="message_text__1a2B3"'),
        row('class="css-9z8y7x6 sc-bdVaJa message_isOperator__9z8Y7 note"', 'class="message_text__1a2B3"'),
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_lists_of_many_shapes_are_understood(shape: str, visit, worker, paired):
    client, operator, note = SHAPES[shape]
    page = visit("alike.html")

    def written(*rows: tuple[str, str]) -> str:
        side = '<div class="aside"><div class="text body msg-left html">Чужое</div></div>'
        return STYLE + side + '<div class="talk">' + "".join(how.format(text) for how, text in rows) + "</div>"

    def put(html: str) -> None:
        page.evaluate(
            "html => { document.querySelectorAll('.talk, .aside').forEach(e => e.remove()); document.body.insertAdjacentHTML('beforeend', html); }", html
        )

    put(written((client, "Первое сообщение"), (operator, "Первый ответ"), (client, "Второе сообщение"), (note, "Заметка")))
    panel = open_panel(page, worker)
    pick(page, panel, ".talk :text-is('Второе сообщение')", -1)
    said(panel, "Второе сообщение")
    assert "Запомнено" in panel.text("#where-said"), places(worker)
    put(written((operator, "Здравствуйте"), (client, "Ещё одно"), (note, "Заметка"), (operator, "Последний ответ")))
    reopened(page, worker, panel)
    said(panel, "Ещё одно")
    put(written((operator, "Здравствуйте"), (note, "Заметка")))
    reopened(page, worker, panel)
    panel.until("root.getElementById('where-said').innerText.includes('сообщения нет')")
    assert panel.value("#client") == ""  # neither the operator's words nor those of another talk


def test_where_nothing_tells_them_apart_it_is_taken_once_and_not_remembered(visit, worker, paired):
    page = visit("alike.html")
    panel = open_panel(page, worker)
    pick(page, panel, ".entry-text", 0)
    said(panel, "Где посылка?")
    assert "Не запомнено" in panel.text("#where-said")
    assert places(worker) == {}


def test_the_operators_own_message_is_not_taken(visit, worker, paired):
    page = visit("letters.html")
    panel = open_panel(page, worker)
    picker = pointing(page, panel, ".from-staff .message-text", 0)
    picker.until("root.getElementById('said').innerText.includes('Ваш ответ')")
    page.mouse.down()
    page.mouse.up()
    page.wait_for_timeout(200)
    assert picker.seen("#line")  # it waits for another
    assert places(worker) == {}
    page.keyboard.press("Escape")
    panel.wait("#panel")


def test_esc_ends_it_and_enter_takes(visit, worker, paired):
    page = visit("letters.html")
    panel = open_panel(page, worker)
    picker = pointing(page, panel, ".from-user .message-text")
    picker.wait(".chosen")
    assert not panel.seen("#panel")  # it does not stand in the way
    page.keyboard.press("Escape")
    panel.until("root?.activeElement?.id === 'point'")
    assert page.locator("rewriter-picker").count() == 0
    assert panel.value("#client") == ""
    assert places(worker) == {}
    assert page.evaluate("[window.clicks, window.keys]") == [0, ""]
    picker = pointing(page, panel, ".from-user .message-text")
    picker.wait(".chosen")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    picker.until("root.getElementById('said').innerText.includes('Мария Котова')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    said(panel, MARIA)
    page.mouse.click(500, 300)
    assert page.evaluate("window.clicks") == 1  # the page is the operator's again


def test_a_place_that_is_gone_is_told_and_the_selection_still_works(visit, worker, paired):
    page = visit("letters.html")
    panel = open_panel(page, worker)
    pick(page, panel, ".from-user .message-text")
    said(panel, MARIA)
    page.evaluate("document.querySelectorAll('.request-item').forEach(e => { e.className = 'redone'; })")
    reopened(page, worker, panel)
    panel.until("root.getElementById('where-said').innerText.includes('Там, где Вы показывали, сообщения нет')")
    assert panel.seen("#point")
    page.keyboard.press("Escape")
    panel.until("root === null")
    page.locator("#editor").fill(DRAFT)
    page.locator(".MsoNormal").first.click(click_count=3)
    toolbar(worker, page)
    panel.until("root?.getElementById('client').value === 'Здравствуйте!'")


def test_a_message_in_a_frame_is_pointed_out_too(visit, worker, paired):
    page = visit("frame.html")
    page.evaluate("document.getElementById('frame').src = 'letters.html'")
    page.frame_locator("#frame").locator(".from-user p").first.wait_for()
    page.locator("#other").fill(DRAFT)
    panel = Panel(page)
    toolbar(worker, page)
    panel.wait("#panel")
    panel.click("#point")
    Panel(page, "rewriter-picker").wait("#line")
    page.frames[1].wait_for_selector("rewriter-picker", state="attached")
    inside = page.frame_locator("#frame").locator(".from-user .message-text").first
    inside.scroll_into_view_if_needed()
    box = inside.bounding_box()
    assert box
    for step in range(4):
        page.mouse.move(box["x"] + 20 + step, box["y"] + 8)
    page.wait_for_timeout(100)
    page.mouse.click(box["x"] + 24, box["y"] + 8)
    panel.until("root?.getElementById('client').value.startsWith('Здравствуйте!')")
    assert page.locator("rewriter-picker").count() == 0
    assert page.frames[1].locator("rewriter-picker").count() == 0
    assert len(places(worker)) == 1


def test_a_word_that_lies_bare_in_the_page_does_not_take_the_page_along(visit, worker, paired):
    page = visit("alike.html")
    page.evaluate("document.body.insertAdjacentHTML('afterbegin', '<b>Где посылка</b> <i>вообще</i>?')")
    panel = open_panel(page, worker)
    pick(page, panel, "b", 0)
    said(panel, "Где посылка")
    assert places(worker) == {}


@pytest.fixture
def options(chrome, worker, paired, site: str):
    worker.evaluate("places => chrome.storage.local.set({places})", {site: {"selector": ".from-user .message-text", "order": "last"}})
    page = chrome.new_page()
    page.goto(f"chrome-extension://{ID}/options/options.html")
    yield page
    page.close()


def test_a_place_is_mended_and_forgotten_in_the_options(options: Page, worker, site: str):
    row = options.locator("#places li")
    expect(row).to_contain_text(site)
    row.locator("input").fill("это не селектор {")
    row.locator("input").press("Tab")
    expect(options.locator("#places-state")).to_contain_text("не селектор CSS")
    assert places(worker)[site]["selector"] == ".from-user .message-text"
    row.locator("input").fill(".from-user p:last-child")
    row.locator("input").press("Tab")
    expect(options.locator("#places-state")).to_have_text("Сохранено.")
    row.locator("select").select_option("first")
    worker.evaluate(
        "async () => { for (let i = 0; i < 100; i += 1) { const { places } = await chrome.storage.local.get('places'); if (Object.values(places)[0].order === 'first') return; await new Promise(r => setTimeout(r, 20)); } }"
    )
    assert places(worker)[site] == {"selector": ".from-user p:last-child", "order": "first"}
    row.locator("button").click()
    expect(row).to_have_count(0)
    expect(options.locator("#places-none")).to_be_visible()
    assert places(worker) == {}


def test_a_site_cannot_set_places(visit, worker, paired):
    page = visit("letters.html")
    panel = open_panel(page, worker)
    asked = panel.evaluate("Promise.race([chrome.runtime.sendMessage({kind: 'place', origin: 'https://desk.example.ru', place: {selector: 'p'}}).catch(e => String(e)),"
                           " new Promise(r => setTimeout(() => r('silence'), 500))])")  # fmt: skip
    assert "value" not in (asked if isinstance(asked, dict) else {})
    assert places(worker) == {}
    assert "places" not in panel.evaluate("chrome.runtime.sendMessage({kind: 'settings'})")["value"]

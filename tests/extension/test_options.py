"""The options page: pairing in a minute, what is wrong with an address or a key, what is remembered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from rewriter.server.settings import PLUGIN_ORIGIN
from tests.extension.conftest import ID, Panel, toolbar
from tests.server.conftest import Served, desk_with


@pytest.fixture
def options(chrome, worker) -> Iterator[Page]:
    worker.evaluate("chrome.storage.local.clear()")
    page = chrome.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if "Content Security Policy" in message.text else None)
    page.goto(f"chrome-extension://{ID}/options/options.html")
    yield page
    page.close()
    worker.evaluate("chrome.storage.local.clear()")
    assert not wrong


def test_a_link_of_the_service_pairs(options: Page, served: Served, worker):
    options.fill("#address", f"{served.url}/#key={served.token}")
    options.click("#connect")
    expect(options.locator("#state")).to_have_text("Подключено. Модель готова.")
    assert options.input_value("#address") == served.url
    options.select_option("#pack", "post")
    options.fill("#operator_name", "Иван")
    options.select_option("#operator_gender", "m")
    options.press("#operator_name", "Tab")
    expect(options.locator("#saved")).to_have_text("Сохранено.")
    kept = worker.evaluate("chrome.storage.local.get()")
    assert (kept["address"], kept["token"], kept["pack"], kept["operator_name"], kept["operator_gender"]) == (served.url, served.token, "post", "Иван", "m")
    options.reload()
    expect(options.locator("#pack")).to_have_value("post")
    assert options.input_value("#operator_name") == "Иван"


def test_a_panel_says_what_the_options_know(options: Page, served: Served, worker, visit):
    options.fill("#address", served.url)
    options.fill("#token", served.token)
    options.click("#connect")
    expect(options.locator("#state")).to_contain_text("Подключено")
    page = visit("textarea.html")
    page.fill("#editor", "Посылка в ОПС.")
    toolbar(worker, page)
    panel = Panel(page)
    panel.until("root?.getElementById('findings-list')?.innerText.includes('ОПС')")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("нет такого", "Это не адрес"),
        ("http://127.0.0.1:1", "никто не отвечает"),
        ("http://desk.example.ru", "только https"),
    ],
)
def test_an_address_that_will_not_do(options: Page, address: str, said: str, worker):
    options.fill("#address", address)
    options.click("#connect")
    expect(options.locator("#state")).to_contain_text(said)
    assert worker.evaluate("chrome.storage.local.get('token')") == {}


@pytest.mark.parametrize(("key", "said"), [("wrong-token-0123456789", "Ключ не подошёл"), ("", "Нужен ключ")])
def test_a_key_that_will_not_do(options: Page, served: Served, key: str, said: str, worker):
    options.fill("#address", served.url)
    options.fill("#token", key)
    options.click("#connect")
    expect(options.locator("#state")).to_contain_text(said)
    assert worker.evaluate("chrome.storage.local.get('token')") == {}


def test_a_model_that_loads_is_told(options: Page):
    with Served(desk_with()) as service:
        service.desk.state = "warming"
        options.fill("#address", f"{service.url}/#key={service.token}")
        options.click("#connect")
        expect(options.locator("#state")).to_contain_text("Модель загружается")
        service.desk.state = "ready"


def test_the_service_knows_the_plugin_by_its_id(options: Page):
    expect(options.locator("#hotkey")).to_have_text("Alt+R")
    assert options.inner_text("#origin") == PLUGIN_ORIGIN == f"chrome-extension://{ID}"


def test_a_site_cannot_read_the_key(options: Page, served: Served, worker, visit):
    """The storage is shut to content scripts, whose process is the site's."""
    options.fill("#address", f"{served.url}/#key={served.token}")
    options.click("#connect")
    expect(options.locator("#state")).to_contain_text("Подключено")
    page = visit("textarea.html")
    page.fill("#editor", "Посылка в ОПС.")
    toolbar(worker, page)
    panel = Panel(page)
    panel.wait("#rewrite")
    read = "chrome.storage.local.get().then(x => JSON.stringify(x), e => String(e))"
    assert served.token not in panel.evaluate(read)
    assert "not allowed" in panel.evaluate(read)
    asked = panel.evaluate("Promise.race([chrome.runtime.sendMessage({kind: 'try', address: 'http://127.0.0.1:1', token: ''}).catch(e => String(e)),"
                           " new Promise(r => setTimeout(() => r('silence'), 500))])")  # fmt: skip
    assert "value" not in (asked if isinstance(asked, dict) else {})
    assert served.token not in str(panel.evaluate("chrome.runtime.sendMessage({kind: 'settings'})"))


def test_everything_that_can_be_used_has_a_name(options: Page):
    nameless = options.evaluate(
        "[...document.querySelectorAll('button, input, select')].filter(e => !(e.getAttribute('aria-label') || e.labels?.length || e.textContent.trim()))"
        ".map(e => e.outerHTML)"
    )
    assert nameless == []


def test_sites_allowed_at_once_are_all_registered(options: Page, worker):
    """As when the browser tells of a permission while the list changes."""
    told = options.evaluate(
        "Promise.all([1, 2, 3, 4].map(n => chrome.runtime.sendMessage({kind: 'site', origin: `http://127.0.0.1:${9000 + (n > 2)}`, allowed: true})))"
    )
    assert not [answer for answer in told if "refused" in answer]
    (script,) = worker.evaluate("chrome.scripting.getRegisteredContentScripts()")
    assert set(script["matches"]) == {"http://127.0.0.1:9000/*", "http://127.0.0.1:9001/*"}
    for n in (9000, 9001):
        options.evaluate("origin => chrome.runtime.sendMessage({kind: 'site', origin, allowed: false})", f"http://127.0.0.1:{n}")
    assert worker.evaluate("chrome.scripting.getRegisteredContentScripts()") == []

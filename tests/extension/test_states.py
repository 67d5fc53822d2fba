"""What an operator is told: a rewrite on its way, a service that is off, a model that loads, a queue that is full, a reply that needs a look."""

from __future__ import annotations

import threading

import pytest

from rewriter.backends import BackendUnavailable
from tests.extension.conftest import DRAFT, Panel, pair, toolbar
from tests.server.conftest import CASE, Served, desk_with
from tests.server.page.test_rewrite import Held
from tests.stubs import StubBackend


@pytest.fixture
def held():
    answer = Held()
    yield answer
    answer.free.set()


def opened(visit, worker, draft: str = DRAFT, name: str = "textarea.html") -> Panel:
    page = visit(name)
    page.locator("#editor").fill(draft)
    panel = Panel(page)
    toolbar(worker, page)
    panel.wait("#panel")
    return panel


def test_what_is_wrong_is_listed_as_one_types(visit, worker, paired):
    panel = opened(visit, worker, "Посылка в ОПС.")
    panel.until("root.getElementById('findings-list').innerText.includes('ОПС')")
    panel.click("#findings-list .place")
    panel.page.wait_for_function("getSelection().toString() === 'ОПС'")  # said through the worker: not there the moment the button is let go
    panel.page.fill("#editor", "Данная посылка приедет завтра.")
    panel.until("root.getElementById('findings-list').innerText.includes('Данная')")
    panel.click("#findings-list .offer")
    panel.until("root.getElementById('draft-summary').innerText === 'Замечаний нет'")
    assert panel.page.input_value("#editor") == "Эта посылка приедет завтра."
    panel.page.keyboard.press("Control+z")
    assert panel.page.input_value("#editor") == "Данная посылка приедет завтра."


def test_progress_is_seen_and_esc_stops_it(visit, worker, held: Held):
    with Served(desk_with(StubBackend([held]))) as service:
        pair(worker, service)
        panel = opened(visit, worker)
        panel.wait("#rewrite")
        panel.until("root.activeElement?.id === 'rewrite'")
        panel.page.keyboard.press("Enter")
        assert held.asked.wait(10)
        panel.until("root.querySelector('.stage').innerText === 'Модель пишет'")
        panel.until("root.activeElement?.id === 'cancel'")
        toolbar(worker, panel.page)  # a second press throws nothing away
        panel.page.wait_for_timeout(300)
        assert panel.seen(".progress")
        panel.page.keyboard.press("Escape")
        panel.until("root.getElementById('note').innerText.includes('Остановлено')")
        assert panel.page.input_value("#editor") == DRAFT
        held.free.set()
        service.until(lambda: not service.desk._running)  # the service has heard of it
        panel.page.keyboard.press("Escape")
        panel.page.wait_for_timeout(200)
        assert not panel.seen("#panel")
        assert panel.page.evaluate("document.activeElement.id") == "editor"


def test_from_the_keyboard_alone(visit, worker, paired):
    panel = opened(visit, worker)
    panel.until("root.activeElement?.id === 'rewrite'")
    panel.page.keyboard.press("Enter")
    panel.wait("#insert")
    panel.until("root.activeElement?.id === 'insert'")
    panel.page.keyboard.press("Enter")
    panel.wait("#toast")
    assert panel.page.evaluate("document.activeElement.id") == "editor"
    assert "Здравствуйте" in panel.page.input_value("#editor") or "завтра" in panel.page.input_value("#editor")


def test_a_change_is_taken_back_and_the_rest_goes_in(visit, worker, paired):
    panel = opened(visit, worker)
    panel.click("#rules-only")
    panel.wait(".diff")
    assert panel.text(".diff del") == "Данная"
    panel.click(".diff .change")
    panel.click('[data-decision="rejected"]')
    panel.until("root.querySelector('.banner .reason')?.innerText.includes('после Вашей правки')")
    panel.click("#insert")
    panel.wait("#toast")
    assert "Данная" in panel.page.input_value("#editor")


def test_a_rejected_reply_leaves_the_draft(visit, worker, paired):
    panel = opened(visit, worker)
    panel.click("#rules-only")
    panel.click("#drop")
    panel.wait("#findings")
    assert not panel.seen(".banner")
    assert panel.page.input_value("#editor") == DRAFT


def test_a_reply_can_be_copied(visit, worker, paired):
    panel = opened(visit, worker)
    panel.click("#rules-only")
    panel.click("#copy")
    panel.wait("#toast")
    assert "завтра" in panel.page.evaluate("navigator.clipboard.readText()")


def test_a_reply_that_needs_a_look_says_why(visit, worker, paired):
    panel = opened(visit, worker, "Курьер виноват, потерял посылку.")
    panel.click("#rules-only")
    panel.wait(".banner")
    assert panel.attribute(".banner", "data-status") == "needs_review"
    assert "Проверьте перед отправкой" in panel.text(".banner")
    assert panel.text(".reason")
    assert panel.attribute("#insert", "class") == ""


def test_a_draft_that_cannot_be_rewritten_says_why(visit, worker, paired):
    panel = opened(visit, worker, "Only English words here")
    panel.click("#rules-only")
    panel.wait(".banner")
    assert panel.attribute(".banner", "data-status") == "failed"
    assert "не на русском" in panel.text(".reason")
    assert not panel.seen("#insert")


def test_an_empty_field_is_told(visit, worker, paired):
    panel = opened(visit, worker, "")
    panel.click("#rewrite")
    panel.until("root.getElementById('draft-summary').innerText.startsWith('Поле пустое')")
    assert not panel.seen(".progress")


def test_a_service_that_is_off(visit, worker):
    with Served(desk_with()) as service:
        pair(worker, service)
    panel = opened(visit, worker)
    panel.wait(".service.bad")
    assert panel.text("#service") == "Нет связи с сервисом"
    panel.until("root.getElementById('draft-summary').innerText.includes('rewriter serve')")
    panel.click("#rewrite")
    panel.wait("[data-status=refused]")
    assert "Сервис не отвечает" in panel.text(".banner")
    assert panel.page.input_value("#editor") == DRAFT
    with Served(desk_with()) as service:
        pair(worker, service)
        panel.wait(".service.good")
        panel.click("#again")
        panel.wait("#insert")


def test_a_wrong_key_leads_to_the_settings(visit, worker, paired):
    pair(worker, paired, token="wrong-token-0123456789")
    panel = opened(visit, worker)
    panel.until("root.getElementById('trouble').innerText.includes('Ключ не подошёл')")
    with panel.page.context.expect_page() as settings:
        panel.click("#mend")
    settings.value.wait_for_selector("#pairing")
    settings.value.close()


def test_a_plugin_that_is_not_paired_says_so(visit, worker):
    worker.evaluate("chrome.storage.local.clear()")
    panel = opened(visit, worker)
    panel.until("root.getElementById('trouble').innerText.includes('ещё не подключён')")


def test_a_model_that_loads(visit, worker, paired):
    paired.desk.state, paired.desk.detail = "warming", "готовлю модель к пакету post (2 из 2)"
    try:
        panel = opened(visit, worker)
        panel.wait(".service.wait")
        assert "Модель загружается, пока отвечают правила" in panel.text("#service")
        panel.click("#rewrite")
        panel.wait(".banner")
        assert "ответ собран правилами" in panel.text(".reason")
    finally:
        paired.desk.state, paired.desk.detail = "ready", ""
    panel.wait(".service.good")


def test_no_model(visit, worker):
    with Served(desk_with(BackendUnavailable("нет файла модели"))) as service:
        pair(worker, service)
        panel = opened(visit, worker)
        panel.wait(".service.warn")
        assert "Модели нет: только правила" in panel.text("#service")


def test_a_full_queue_counts_down_and_offers_the_rules(visit, worker, held: Held):
    with Served(desk_with(StubBackend([held]), waiting=0)) as service:
        busy = threading.Thread(target=lambda: service.client.post("/v1/rewrite", json=CASE))
        busy.start()
        assert held.asked.wait(10)
        pair(worker, service)
        panel = opened(visit, worker)
        panel.click("#rewrite")
        panel.wait("[data-status=refused]")
        assert "Очередь полна" in panel.text(".banner")
        assert "Повторить через" in panel.text("#again")
        panel.click("#reply .tools button:not(#again)")
        panel.wait("#insert")
        held.free.set()
        busy.join()


def test_what_people_and_the_model_write_is_text(visit, worker):
    evil = 'Посылка <img src=x onerror="window.hacked = 1"> приедет завтра.'
    with Served(desk_with(StubBackend(["Посылка <script>window.hacked = 1</script> приедет завтра."]))) as service:
        pair(worker, service)
        panel = opened(visit, worker, evil)
        panel.click("#rewrite")
        panel.wait(".banner")
        assert panel.evaluate("root.querySelectorAll('img, script, iframe').length") == 0
        assert panel.page.evaluate("window.hacked") is None


def test_the_page_cannot_look_into_the_panel(visit, worker, paired):
    panel = opened(visit, worker)
    panel.wait("#rewrite")
    assert panel.page.evaluate("document.querySelector('rewriter-panel').shadowRoot") is None
    panel.page.evaluate("document.addEventListener('keydown', e => { window.heard = (window.heard ?? '') + e.key; })")
    panel.click("#client-box summary")
    panel.click("#client")
    panel.page.keyboard.type("секрет")
    assert panel.value("#client") == "секрет"
    assert panel.page.evaluate("window.heard ?? ''") == ""


def test_the_history_hears_what_became_of_a_reply(visit, worker):
    with Served(desk_with()) as service:
        pair(worker, service)
        panel = opened(visit, worker)
        panel.click("#rules-only")
        panel.click("#drop")
        panel.click("#rules-only")
        panel.wait(".diff")
        panel.click(".diff .change")
        panel.click('[data-decision="rejected"]')
        panel.until("root.querySelector('.banner .reason')?.innerText.includes('после Вашей правки')")
        panel.click("#insert")
        panel.wait("#toast")
        toolbar(worker, panel.page)
        panel.until("!root.getElementById('panel').hidden")
        panel.click("#rules-only")
        panel.click("#insert")
        panel.wait("#toast")

        def outcomes() -> list[str | None]:
            return [(entry["feedback"] or {}).get("outcome") for entry in service.client.get("/v1/history").json()["items"]]

        service.until(lambda: outcomes() == ["accepted", "edited", "rejected"], 10)

"""What can be wrong around the page: key, service, model, queue. Each is said, and the draft stays."""

from __future__ import annotations

import threading

from rewriter.backends import BackendUnavailable
from tests.server.conftest import CASE, Served, desk_with
from tests.server.page.conftest import open_page, rewritten, until, write
from tests.server.page.test_rewrite import Held
from tests.stubs import StubBackend


def test_the_key_is_taken_from_the_address_and_kept(context, served: Served):
    page = open_page(context, served)
    assert page.url == f"{served.url}/"
    assert page.locator("#gate").is_hidden()
    assert page.evaluate("localStorage.getItem('rewriter.key')") == served.token
    again = context.new_page()
    again.goto(served.url)
    again.wait_for_selector("#pack option", state="attached")


def test_without_a_key_there_is_a_field_for_it(context, served: Served):
    page = context.new_page()
    page.goto(served.url)
    page.wait_for_selector("#gate:not([hidden])")
    assert "Нужен ключ" in page.inner_text("#gate")
    assert page.locator("#draft").is_hidden()
    page.fill("#gate-key", "wrong-token-0123456789")
    page.keyboard.press("Enter")
    until(page, "document.getElementById('gate-title').textContent === 'Ключ не подошёл'")
    page.fill("#gate-key", f"{served.url}/#key={served.token}")  # a whole link does, too
    page.keyboard.press("Enter")
    page.wait_for_selector("#pack option", state="attached")
    assert page.locator("#gate").is_hidden()
    assert page.locator("#draft").is_visible()


def test_a_key_that_fails_while_one_works_hides_no_draft(context, served: Served):
    page = open_page(context, served, draft="Мой черновик в ОПС")
    page.evaluate("localStorage.setItem('rewriter.key', 'another-token-0123456')")
    page.focus("#draft")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#gate:not([hidden])")
    assert "Ключ не подошёл" in page.inner_text("#gate")
    assert page.locator("#draft").is_visible()
    assert page.input_value("#draft") == "Мой черновик в ОПС"


def test_a_service_that_is_off_is_told_and_the_draft_stays(context):
    with Served(desk_with()) as service:
        page = open_page(context, service, draft="Посылка ждёт в ОПС.")
        page.wait_for_selector(".mirror .under")
    page.focus("#draft")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-status=refused]")
    assert "Сервис не отвечает" in page.inner_text(".banner")
    assert "Черновик на месте" in page.inner_text(".banner")
    page.wait_for_selector(".service.bad")
    assert "rewriter serve" in page.inner_text("#notice")
    assert page.input_value("#draft") == "Посылка ждёт в ОПС."


def test_a_service_that_comes_back_is_found_by_itself(context, served: Served):
    page = open_page(context, served)
    page.route("**/*", lambda route: route.abort())
    page.fill("#draft", "Посылка ждёт в ОПС.")
    page.wait_for_selector(".service.bad")
    page.unroute("**/*")
    page.wait_for_selector(".service.good")
    page.wait_for_selector(".mirror .under")
    assert page.locator("#notice").is_hidden()


def test_a_stream_that_breaks_is_told(context, served: Served):
    page = open_page(context, served, draft="Данная посылка приедет завтра.")
    page.route(
        "**/v1/rewrite*", lambda route: route.fulfill(content_type="text/event-stream", body='event: progress\ndata: {"stage": "fix", "attempt": 1}\n\n')
    )
    rewritten(page)
    assert "Связь оборвалась" in page.inner_text(".banner")
    page.unroute("**/v1/rewrite*")
    page.click("#again")
    page.wait_for_selector(".banner.ok")


def test_a_full_queue_counts_down_and_offers_the_rules(context):
    held = Held()
    with Served(desk_with(StubBackend([held]), waiting=0)) as service:
        busy = threading.Thread(target=lambda: service.client.post("/v1/rewrite", json=CASE))
        busy.start()
        assert held.asked.wait(10)
        page = open_page(context, service, draft="Данная посылка приедет завтра.")
        page.focus("#draft")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("[data-status=refused]")
        assert "Очередь полна" in page.inner_text(".banner")
        assert "Повторить через" in page.inner_text("#again")
        assert page.locator("#again").is_disabled()
        page.locator("#reply-body button", has_text="Только правила").click()
        page.wait_for_selector(".banner.ok")
        assert "завтра" in page.inner_text(".bubble")
        held.free.set()
        busy.join()
        context.close()


def test_a_model_that_loads_is_told(context, served: Served):
    served.desk.state, served.desk.detail = "warming", "готовлю модель к пакету post (2 из 2)"
    try:
        page = open_page(context, served, draft="Данная посылка приедет завтра.")
        page.wait_for_selector(".service.wait")
        assert "Модель загружается, пока отвечают правила" in page.inner_text("#service")
        assert "готовлю модель" in (page.get_attribute("#service", "title") or "")
        rewritten(page, "Control+Enter")
        assert "ответ собран правилами" in page.inner_text(".reason")
    finally:
        served.desk.state, served.desk.detail = "ready", ""
    page.wait_for_selector(".service.good")


def test_without_a_model_the_rules_work_and_the_page_says_so(context):
    with Served(desk_with(BackendUnavailable("нет файла модели"))) as service:
        page = open_page(context, service, draft="Данная посылка приедет завтра.")
        page.wait_for_selector(".service.warn")
        assert "Модели нет: только правила" in page.inner_text("#service")
        assert "нет файла модели" in page.inner_text("#notice")
        rewritten(page, "Control+Enter")
        assert page.get_attribute(".banner", "data-status") == "ok"
        context.close()


def test_a_request_that_is_refused_says_why(context, served: Served):
    page = open_page(context, served)
    write(page, draft="Ждём Вас. " * 40_000)
    page.wait_for_selector("#notice:not([hidden])")
    assert "Запрос больше 256 КБ" in page.inner_text("#notice")

"""A rewrite from the page: progress, an end to it, what comes back."""

from __future__ import annotations

import threading

import pytest

from rewriter.backends import BackendUnavailable, open_backend
from rewriter.server.app import offered_packs
from rewriter.server.desk import Desk
from rewriter.server.settings import ServeSettings
from rewriter.settings import Settings
from tests.server.conftest import GOOD, Served, desk_with
from tests.server.page.conftest import CLIENT, DRAFT, copied, open_page, rewritten, until
from tests.stubs import StubBackend


class Held:
    """A stub's answer that comes when the test lets it."""

    def __init__(self, text: str = GOOD) -> None:
        self.asked, self.free, self.text = threading.Event(), threading.Event(), text

    def __call__(self, _) -> str:
        self.asked.set()
        assert self.free.wait(30)
        return self.text


@pytest.fixture
def held():
    answer = Held()
    yield answer
    answer.free.set()


def test_progress_is_seen_until_the_reply_comes(context, held: Held):
    with Served(desk_with(StubBackend([held]))) as service:
        page = open_page(context, service, client="Когда приедет посылка?", draft="Данная посылка приедет завтра.")
        page.click("#rewrite")
        assert held.asked.wait(10)
        until(page, "document.querySelector('.stage').textContent === 'Модель пишет'")
        assert page.inner_text(".steps .on") == "Модель"
        assert "попытка 2" in page.inner_text(".attempt")
        before = page.inner_text(".clock")
        page.wait_for_timeout(250)
        assert page.inner_text(".clock") != before
        assert page.get_attribute("#reply", "aria-busy") == "true"
        held.free.set()
        page.wait_for_selector(".banner.ok")
        assert page.inner_text(".bubble") == GOOD
        assert page.get_attribute("#reply", "aria-busy") == "false"
        assert page.evaluate("document.activeElement.id") == "copy-all"
        assert page.inner_text("#live").startswith("Готово, можно отправлять.")
        context.close()


def test_esc_stops_it_and_the_draft_stays(context, held: Held):
    with Served(desk_with(StubBackend([held]))) as service:
        page = open_page(context, service, draft="Данная посылка приедет завтра.")
        page.focus("#draft")
        page.keyboard.press("Control+Enter")
        assert held.asked.wait(10)
        page.keyboard.press("Escape")
        page.wait_for_selector(".empty")
        assert "Остановлено. Черновик на месте." in page.inner_text("#toast")
        assert page.input_value("#draft") == "Данная посылка приедет завтра."
        held.free.set()
        service.until(lambda: not service.desk._running)  # the service has heard of it
        rewritten(page)
        assert "завтра" in page.inner_text(".bubble")
        context.close()


def test_who_types_on_keeps_the_focus_and_the_words(context, held: Held):
    with Served(desk_with(StubBackend([held]))) as service:
        page = open_page(context, service, draft="Данная посылка приедет завтра.")
        page.focus("#draft")
        page.keyboard.press("Control+Enter")
        assert held.asked.wait(10)
        page.keyboard.press("Control+End")
        page.keyboard.type(" Ещё слово.")
        held.free.set()
        page.wait_for_selector(".banner")
        assert page.evaluate("document.activeElement.id") == "draft"
        assert page.input_value("#draft").endswith("Ещё слово.")
        page.click("#tab-changes")
        assert "Ещё слово" not in page.inner_text(".diff")  # compared is what was sent
        context.close()


def test_a_reply_that_needs_a_look_says_why(context, served: Served):
    page = open_page(context, served, client="Почему так долго?", draft="Курьер виноват, потерял посылку.")
    rewritten(page)
    assert page.get_attribute(".banner", "data-status") == "needs_review", "the rules have learnt to mend this draft: find another"
    assert "Проверьте перед отправкой" in page.inner_text(".banner")
    assert page.inner_text(".reason")
    assert page.evaluate("document.activeElement.id") == "reply-title"
    page.keyboard.press("c")
    until(page, "document.getElementById('toast').textContent.includes('проверьте отмеченное')")


def test_a_draft_that_cannot_be_rewritten_comes_back(context, served: Served):
    page = rewritten(open_page(context, served, draft="Only English words here"))
    assert page.get_attribute(".banner", "data-status") == "failed"
    assert "не на русском" in page.inner_text(".reason")
    assert page.inner_text(".bubble") == "Only English words here"


def test_an_empty_draft_is_told_without_a_request(context, served: Served):
    page = open_page(context, served)
    page.keyboard.press("Control+Enter")
    assert "Черновик пуст" in page.inner_text("#toast")
    assert page.evaluate("document.activeElement.id") == "draft"


@pytest.mark.model
def test_the_real_model_rewrites_from_the_page(context):
    try:
        backend = open_backend("local")
    except BackendUnavailable as reason:
        pytest.fail(f"{reason} (rewriter models pull)")
    desk = Desk(Settings(), ServeSettings(), {"post": offered_packs(())["post"]}, opener=lambda _: backend)
    service = Served(desk)
    service._thread.start()
    service.until(lambda: service.server.started and desk.state == "ready", 240)
    try:
        page = open_page(context, service, client=CLIENT, draft=DRAFT, client_name="Ольга", first_contact="yes")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".banner", timeout=120_000)
        assert page.get_attribute(".banner", "data-status") in ("ok", "needs_review")
        assert "Факты: 4 из 4" in page.inner_text(".evidence")
        assert "RB407315929RU" in page.inner_text(".messages")
        assert "модель" in page.inner_text(".origin")
        page.keyboard.press("Control+Shift+KeyC")
        page.wait_for_selector("#copy-all.copied")
        assert "RB407315929RU" in copied(page)
        context.close()
    finally:
        service.stop()

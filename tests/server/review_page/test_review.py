"""Looking through candidates in the browser: by keys, with texts mended, refused, undone; and that the terminal's decisions are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from rewriter.appending import Appending
from rewriter.training.reviewing import decisions_of
from tests.cli.running import run
from tests.server.candidates.conftest import candidates, decisions
from tests.server.conftest import Served, desk_with
from tests.server.page.conftest import until
from tests.server.review_page.conftest import opened
from tests.training.making import REPLY, pair


def at(page: Page, candidate: str) -> None:
    """Waits until this one is looked at and judged."""
    until(page, f"document.querySelector('#rows [aria-current]')?.dataset.row === '{candidate}' && document.querySelector('#verdict .banner') !== null")


def waits_for(page: Page, file: Path, actions: list[tuple[str, str]]) -> None:
    for _ in range(400):
        if [(d["id"], d["action"]) for d in decisions(file)] == actions:
            return
        page.wait_for_timeout(25)
    raise AssertionError(decisions(file))


def test_all_is_decided_by_keys_and_at_the_end_stands_the_command(page: Page, file: Path) -> None:
    assert page.locator("#draft-area").input_value().startswith("Согласно п. 34 Правил")
    assert "черновик нарушает, ответ исправляет" in page.inner_text("#verdict .lesson")
    assert "Факты: " in page.inner_text("#verdict")
    assert page.locator("#draft-mirror .under").count() > 0
    page.keyboard.press("a")
    at(page, "post-2")
    page.keyboard.press("r")
    page.keyboard.press("6")
    at(page, "post-3")
    page.keyboard.press("r")
    page.fill("#why-own", "нелепый случай")
    page.keyboard.press("Enter")
    page.wait_for_selector("#finish:not([hidden])")
    waits_for(page, file, [("post-1", "accept"), ("post-2", "reject"), ("post-3", "reject")])
    assert [d.get("reason") for d in decisions(file)] == [None, "тон не тот", "нелепый случай"]
    assert "rewriter examples review c.jsonl --write" in page.inner_text("#finish")
    page.click("#copy-command")
    until(page, "document.getElementById('toast').textContent.includes('скопирована')")
    assert page.evaluate("navigator.clipboard.readText()") == "rewriter examples review c.jsonl --write"
    assert "3 кандидата: принято 1, отклонено 2" in page.inner_text("#counts")


def test_a_reply_is_judged_while_it_is_mended_and_kept_when_one_leaves_it(page: Page, file: Path) -> None:
    page.keyboard.press("e")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Ждите, дружище: ребята всё решат.")
    page.wait_for_selector("#reply-mirror .under.error, #reply-mirror .under.warning")
    page.wait_for_selector("#verdict .banner.needs_review")
    assert not decisions(file), "nothing is decided by typing"
    page.keyboard.press("Escape")
    waits_for(page, file, [("post-1", "edit")])
    assert decisions(file)[0]["reply"].endswith("ребята всё решат.")
    page.wait_for_selector("#mended:not([hidden])")
    page.keyboard.press("u")
    until(page, f"document.getElementById('reply-area').value === {json.dumps(REPLY)}")
    waits_for(page, file, [("post-1", "edit"), ("post-1", "undo")])


def test_a_draft_that_breaks_nothing_teaches_nothing(page: Page) -> None:
    page.keyboard.press("b")
    page.keyboard.press("Control+A")
    page.keyboard.type("Посылка RA123456785RU хранится 30 календарных дней. Хорошего Вам дня!")
    page.wait_for_selector("#verdict .lesson .missed")
    assert "черновик этого не нарушает" in page.inner_text("#verdict .lesson")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Escape")
    until(page, "document.getElementById('draft-area').value.startsWith('Согласно')")
    assert "Пустой текст не сохранён" in page.inner_text("#toast")


def test_ctrl_enter_keeps_the_edit_and_accepts_and_undo_comes_back(page: Page, file: Path) -> None:
    page.keyboard.press("e")
    page.keyboard.press("Control+End")
    page.keyboard.type(" 📦")
    page.keyboard.press("Control+Enter")
    at(page, "post-2")
    waits_for(page, file, [("post-1", "edit"), ("post-1", "accept")])
    page.keyboard.press("u")
    at(page, "post-1")
    waits_for(page, file, [("post-1", "edit"), ("post-1", "accept"), ("post-1", "undo")])
    assert page.input_value("#reply-area").endswith("📦")


def test_keys_walk_and_filters_choose(page: Page) -> None:
    page.keyboard.press("j")
    at(page, "post-2")
    page.keyboard.press("k")
    at(page, "post-1")
    page.select_option("#of-rule", "no-law-citations")
    assert page.locator("#rows li").count() == 2
    page.focus("#candidate-title")
    page.keyboard.press("j")
    at(page, "post-3")
    page.select_option("#of-status", "accepted")
    assert page.locator("#rows li").count() == 0
    assert page.is_visible("#rows-empty")
    page.focus("#candidate-title")
    page.keyboard.press("?")
    assert "Принять и дальше" in page.inner_text("#keys")


def test_what_the_terminal_decides_is_seen_and_its_lock_is_told(page: Page, file: Path) -> None:
    assert run("examples", "review", str(file), "--reject", "post-2", "--reason", "тон не тот").code == 0
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.wait_for_selector('[data-row="post-2"].rejected')
    with Appending(decisions_of(file)):
        page.keyboard.press("e")
        page.keyboard.press("Control+End")
        page.keyboard.type(" 📦")
        page.keyboard.press("Escape")
        page.wait_for_selector("#notice:not([hidden])")
        assert "открыт в терминале" in page.inner_text("#notice")
        assert page.input_value("#reply-area").endswith("📦"), "the words are not lost"
    page.keyboard.press("a")
    at(page, "post-3")
    assert not page.is_visible("#notice")
    assert [d["action"] for d in decisions(file)] == ["reject", "edit", "accept"]


def test_what_is_typed_outlives_a_reload(page: Page) -> None:
    page.keyboard.press("e")
    page.keyboard.press("Control+End")
    page.keyboard.type(" 📦")
    page.reload()
    page.wait_for_selector("#verdict .banner")
    assert page.input_value("#reply-area").endswith("📦")


@pytest.mark.parametrize("bomb", ["<img src=x onerror=window.hit=1>", '"><svg onload=window.hit=1>', "<script>window.hit=1</script>"])
def test_markup_in_a_candidate_is_text(context: BrowserContext, tmp_path: Path, bomb: str) -> None:
    path = candidates(tmp_path)
    texts = {"client": f"{bomb} Где?", "draft": f"Согласно п. 34 Правил {bomb}", "reply": f"Ждите, дружище {bomb}", "situation": bomb}
    path.write_text(json.dumps({**pair(id=f"post-{bomb}", **texts).model_dump(mode="json"), "teaches": [bomb]}) + "\n", encoding="utf-8")
    with Served(desk_with(history="off", candidates=(path,))) as service:
        page = opened(context, service)
        page.keyboard.press("r")
        page.fill("#why-own", bomb)
        page.keyboard.press("Enter")
        page.wait_for_selector("#finish:not([hidden])")
        page.click("#changes summary")
        assert bomb in page.inner_text("#candidate-title")
        assert page.evaluate("window.hit") is None
        assert page.evaluate("document.querySelectorAll('img, svg, script:not([src])').length") == 0


def test_without_candidates_and_without_a_key(context: BrowserContext, served: Served) -> None:
    page = context.new_page()
    page.goto(f"{served.url}/review")
    page.wait_for_selector("#gate:not([hidden])")
    assert not page.is_visible("#work")
    page.fill("#gate-key", f"{served.url}/#key={served.token}")
    page.keyboard.press("Enter")
    page.wait_for_selector("#none:not([hidden])")
    assert "rewriter examples generate" in page.inner_text("#none")
    assert not page.is_visible("#gate")


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_sticks_out_all_has_a_name_and_dark_is_dark(browser, reviewed: Served, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 780}, color_scheme="dark")
    page = opened(context, reviewed)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    wide = f"[...document.querySelectorAll('main *')].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > {width} + 1).map(e => e.id || e.className)"
    assert page.evaluate(wide) == []
    nameless = """[...document.querySelectorAll('button, input, select, textarea')].filter(e =>
        !(e.getAttribute('aria-label') || e.labels?.length || e.textContent.trim())).map(e => e.outerHTML)"""
    assert page.evaluate(nameless) == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert sum(ground) < 150
    heights = page.evaluate("[document.getElementById('reply-area').scrollHeight, document.getElementById('reply-mirror').scrollHeight]")
    assert abs(heights[0] - heights[1]) <= 2
    context.close()

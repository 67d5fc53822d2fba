"""The report in a real Chromium, from a file: filters, search, keyboard; markup in texts is inert; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from rewriter.evaluation.comparison import compare
from rewriter.evaluation.report.build import report_files
from tests.evaluation.making import CASE, GOOD, LAW, SHORT, cases, run_of
from tests.server.page.conftest import FLAGS, chromium

EVIL = '<script>document.title="взломано"</script><img src="https://evil.example/x" onerror="document.title=1"><b>жирно</b>'


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    evil = CASE.model_copy(update={"id": "evil", "client_message": EVIL, "tags": ("attack",)})
    other = CASE.model_copy(update={"id": "b-01", "pack": "base", "tags": ()})
    of = [*cases(4), evil, other]
    run = run_of([GOOD, LAW, SHORT, GOOD, f"{GOOD} {EVIL} Всё", GOOD], of=of)
    base = run_of([GOOD, GOOD, SHORT, SHORT, GOOD, GOOD], of=of, name="прежний")
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report_files(run, compare(base, run))[0]["report.html"], encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ru-RU")
    context.set_default_timeout(20_000)
    asked: list[str] = []
    wrong: list[str] = []
    opened = context.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text))
    opened.goto(file.as_uri())
    yield opened
    context.close()
    assert [url.partition("#")[0] for url in asked] == [file.as_uri()]
    assert not wrong


def shown(page: Page) -> list[str]:
    found: list[str] = page.evaluate("[...document.querySelectorAll('.case')].filter(c => !c.hidden).map(c => c.querySelector('.id').textContent)")
    return found


def counted(page: Page) -> str:
    return page.inner_text("#count")


def test_the_worst_ten_are_seen_at_once_and_open_their_case(page: Page):
    box = page.locator("#worst").bounding_box()
    assert box is not None
    assert box["y"] < 900
    names = page.locator("#worst .id").all_inner_texts()
    assert len(names) == 3
    assert page.locator("#worst .badge").all_inner_texts() == ["неверно"] * 3
    page.click(f"#worst a:has-text('{names[1]}')")
    case = page.locator(".case[open]")
    assert case.locator(".id").first.inner_text() == names[1]
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    # Hidden by a filter, it is shown all the same.
    page.select_option("#f-outcome", "right")
    page.click(f"#worst a:has-text('{names[1]}')")
    assert names[1] in shown(page)


def test_filters_work_together_and_are_taken_back(page: Page):
    assert counted(page) == "Показано 6 из 6"
    page.select_option("#f-outcome", "wrong")
    assert set(shown(page)) == {"c-02", "c-03", "evil"}
    page.select_option("#f-rule", "no-law-citations")
    assert shown(page) == ["c-02"]
    page.select_option("#f-rule", "")
    page.select_option("#f-tag", "attack")
    assert shown(page) == ["evil"]
    assert counted(page) == "Показано 1 из 6"
    page.click("button[type=reset]")
    expect(page.locator("#count")).to_have_text("Показано 6 из 6")
    page.select_option("#f-pack", "base")
    assert shown(page) == ["b-01"]
    page.click("button[type=reset]")
    page.select_option("#f-flip", "better")
    assert shown(page) == ["c-04"]


def test_search_finds_words_of_all_texts(page: Page):
    page.fill("#f-text", "ХРАНИТСЯ в опс")
    expect(page.locator("#count")).to_have_text("Показано 6 из 6")
    page.fill("#f-text", "все <script>")
    expect(page.locator("#count")).to_have_text("Показано 1 из 6")
    assert shown(page) == ["evil"]
    page.fill("#f-text", "нет такого слова")
    expect(page.locator("#count")).to_contain_text("Ничего не нашлось")
    page.press("#f-text", "Escape")
    expect(page.locator("#count")).to_have_text("Показано 6 из 6")


def test_bars_and_tiles_filter_by_what_they_show(page: Page):
    page.click("[data-set=rule][data-value=no-law-citations]")
    assert shown(page) == ["c-02"]
    page.click(".t-right .value a")
    assert set(shown(page)) == {"c-01", "c-04", "b-01"}
    page.click("[data-set=pack][data-value=base]")
    assert shown(page) == ["b-01"]


def test_markup_of_clients_is_inert(page: Page):
    page.click("#open-all")
    page.wait_for_timeout(200)
    assert page.title().startswith("sample: верно 3 из 6")
    assert page.evaluate("document.images.length") == 0
    assert page.evaluate("document.querySelectorAll('.text b, .text script').length") == 0
    assert EVIL in page.locator(".case[data-tag=attack] .client").inner_text()
    # And were it not: the page's policy runs no script but its own, and loads nothing.
    policy = page.get_attribute("meta[http-equiv]", "content") or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_violations_are_marked_where_they_stand(page: Page):
    page.click("#worst a:has-text('c-02')")
    mark = page.locator(".case[open] .reply mark.error")
    assert mark.inner_text() == "Согласно п. 34 Правил п"
    assert "no-law-citations" in (mark.get_attribute("title") or "")
    assert page.locator(".case[open] .reply").evaluate("e => e.textContent") == LAW
    assert page.locator(".case[open] .diff ins").count() > 0


def test_the_keyboard_is_enough(page: Page):
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "f-text"
    page.keyboard.type("jk")
    assert page.input_value("#f-text") == "jk"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    assert page.locator(".case[open]").count() == 1
    assert page.locator(".case").first.get_attribute("open") is not None
    nameless = page.evaluate(
        "[...document.querySelectorAll('button, input, select')].filter(e => !(e.labels?.length || e.textContent.trim())).map(e => e.outerHTML)"
    )
    assert nameless == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("width", [360, 400, 768, 1280])
def test_nothing_sticks_out_at_any_width(browser: Browser, file: Path, width: int):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(file.as_uri())
    page.click("#open-all")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = f"[...document.querySelectorAll('main *:not(svg *)')].filter(e => e.getBoundingClientRect().right > {width} + 1).map(e => e.className)"
    assert page.evaluate(wide) == []
    context.close()


def test_it_is_dark_where_the_system_is_and_goes_to_paper(browser: Browser, file: Path):
    grounds = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(file.as_uri())
        grounds[scheme] = sum(map(int, re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))))
        if scheme == "light":
            assert page.pdf()[:5] == b"%PDF-"
            assert page.locator(".case[open]").count() == 0  # what printing opened is closed again
        context.close()
    assert grounds["light"] > 600
    assert grounds["dark"] < 150


def test_without_scripts_everything_is_there(browser: Browser, file: Path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator(".case").count() == 6
    page.locator(".case summary").first.click()
    assert page.locator(".case[open] .reply").first.is_visible()
    context.close()

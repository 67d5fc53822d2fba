"""The numbers are those of what was put in, on both databases; the page shows them in a real browser under its strict policy."""

from __future__ import annotations

import json
import os
import re
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from rewriter.server.history.models import Feedback
from rewriter.server.history.stats import Stats, first_moment, stats
from rewriter.server.history.store import Store
from tests.cli.running import run
from tests.server.conftest import CASE, Served
from tests.server.history.making import desk_for, put, rewritten, row, tell

LAW = "Согласно п. 34 Правил хранение осуществляется в течение 30 дней."


def filled(store: Store) -> None:
    """Six rewrites: four today, of two packs, one of yesterday, one too old."""
    put(
        store,
        row(rewritten(request_id="a", draft=LAW, total=100)),
        row(rewritten(request_id="b", draft=LAW, total=200)),
        row(rewritten(request_id="c", total=300, status="needs_review", broken=["question-order", "question-order"])),
        row(rewritten(request_id="d", pack="base", total=400, status="failed")),
        row(rewritten(request_id="e", total=500), days_ago=1),
        row(rewritten(request_id="f", draft=LAW), days_ago=40),
    )
    tell(store, "a", "accepted", thumb="up")
    tell(store, "b", "edited", thumb="down")
    tell(store, "c", "rejected")
    tell(store, "e", "accepted", thumb="up")
    with store.writing() as connection:
        for number, seconds in ((1, 10.0), (2, 20.0), (3, 1000.0), (5, 60.0)):
            connection.execute(update(Feedback).where(Feedback.rewrite_id == number).values(seconds=seconds))


def of(store: Store, days: int = 30, pack: str | None = None) -> Stats:
    with store.reading() as connection:
        return stats(connection, days, pack)


def test_the_numbers(store: Store):
    filled(store)
    found = of(store)
    n = found.all
    assert (n.rewrites, n.ok, n.needs_review, n.failed) == (5, 3, 1, 1)
    assert (n.accepted, n.edited, n.rejected, n.unanswered) == (2, 1, 1, 1)
    assert n.accepted_unchanged == 0.5
    assert (n.thumbs_up, n.thumbs_down) == (2, 1)
    assert (n.seconds_to_accept, n.seconds_to_accept_p90) == (20.0, 52.0)  # of 10, 20, 60; a rejection is not counted
    assert (n.total_ms, n.total_ms_p90) == (300.0, 460.0)
    assert {p.pack: (p.numbers.rewrites, p.numbers.accepted_unchanged) for p in found.by_pack} == {"base": (1, None), "post": (4, 0.5)}
    assert len(found.by_day) == 30
    assert sum(d.numbers.rewrites for d in found.by_day) == 5
    assert found.last_day == datetime.now().astimezone().date().isoformat()
    rules = {r.rule: (r.drafts, r.replies) for r in found.rules}
    assert rules["no-law-citations"] == (2, 0)
    assert rules["question-order"] == (0, 1)
    assert [r.drafts for r in found.rules] == sorted((r.drafts for r in found.rules), reverse=True)


def test_of_a_pack_and_of_fewer_days(store: Store):
    filled(store)
    assert of(store, pack="base").all.rewrites == 1
    assert of(store, pack="base").pack == "base"
    assert of(store, days=60).all.rewrites == 6
    assert of(store, days=1).all.rewrites in (3, 4)  # near midnight some of today's are yesterday's
    assert of(store, pack="none").all.accepted_unchanged is None


def test_a_day_is_one_by_this_machines_clock():
    now = datetime.fromisoformat("2026-03-02T00:30:00").astimezone()
    assert first_moment(1, now) == datetime.fromisoformat("2026-03-02T00:00:00").astimezone()
    assert first_moment(3, now) == datetime.fromisoformat("2026-02-28T00:00:00").astimezone()


def test_an_empty_history_has_no_shares(store: Store):
    found = of(store, days=7)
    assert (found.all.rewrites, found.all.accepted_unchanged, found.all.total_ms, found.rules) == (0, None, None, ())
    assert len(found.by_day) == 7


def test_the_command_and_the_service_say_the_same(database: str):
    store = Store(database)
    filled(store)
    done = run("stats", "--database", database, "--format", "json", "--days", "7")
    assert (done.code, done.err) == (0, "")
    with Served(desk_for(database)) as service:
        assert service.client.get("/v1/stats", params={"days": 7}).json() == json.loads(done.out)
        assert service.client.get("/v1/stats", params={"days": 0}).status_code == 422
    store.close()


def test_the_command_for_people(database: str):
    store = Store(database)
    filled(store)
    out = run("stats", "--database", database).out
    for words in (
        "Ответов: 5",
        "Принято без правок: 50 %",
        "До решения: 20,0 с",
        "2 принято, 1 исправлен, 1 отклонён",
        "👍 2  👎 1",
        "no-law-citations",
        "base",
    ):
        assert words in out
    assert "пакет base" in run("stats", "--database", database, "--pack", "base").out
    assert "ничего не переписывали" in run("stats", "--database", database, "--pack", "saas-chat").out
    store.close()


def chromium() -> str:
    if found := shutil.which("chromium") or shutil.which("chromium-browser"):
        return found
    if os.environ.get("CI"):
        pytest.fail("Chromium is not installed")
    pytest.skip("Chromium is not installed")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_in_a_browser(scheme: str, tmp_path: Path):
    from playwright.sync_api import sync_playwright

    database = f"sqlite:///{tmp_path / 'history.db'}"
    store = Store(database)
    filled(store)
    put(store, row(rewritten(request_id="g", pack="post"), days_ago=2))
    with store.writing() as connection:  # a pack's name is text, whatever stands in it
        connection.exec_driver_sql("UPDATE rewrites SET pack = '<img src=x onerror=alert(1)>' WHERE request_id = 'g'")
    store.close()
    complaints: list[str] = []
    with Served(desk_for(database)) as service, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{service.url}/stats")
        assert page.get_by_role("heading", name="Нужен ключ").is_visible()
        assert complaints == []
        page.get_by_label("Ключ или ссылка с ключом").fill("not-the-key-0123456789")
        page.get_by_role("button", name="Открыть").click()
        page.get_by_text("Ключ не подошёл.").wait_for()
        complaints.clear()  # the browser tells of the 401
        page.goto(f"{service.url}/stats#key={service.token}")
        page.wait_for_selector("#plot-rules svg")
        assert page.url == f"{service.url}/stats"  # the key is out of the address bar
        tile = page.locator(".tile", has_text="Принято без правок")
        assert "50 %" in tile.inner_text()
        assert "решений: 4" in tile.inner_text()
        assert page.locator("#plot-days rect.c-accepted").count() in (1, 2)
        assert page.locator("#plot-rules text.name").first.text_content() == "plain-words"
        assert page.locator("#packs tbody tr").count() == 3
        assert "<img src=x onerror=alert(1)>" in page.locator("#packs").inner_text()
        assert page.locator("main img").count() == 0
        page.locator("#pack").select_option("base")
        page.locator(".tile .value").first.filter(has_text=re.compile("^1$")).wait_for()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ("rgb(243, 244, 246)" if scheme == "light" else "rgb(17, 20, 26)")
        page.set_viewport_size({"width": 360, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert complaints == []
        browser.close()


def test_stats_before_there_are_any(tmp_path: Path):
    done = run("stats")
    assert (done.code, done.out) == (2, "")
    assert "истории здесь ещё нет" in done.err
    assert not (tmp_path / "state" / "history.db").exists()
    away = run("stats", "--database", "postgresql://me:secret@127.0.0.1:1/none")
    assert away.code == 2
    assert "база не отвечает" in away.err
    assert "secret" not in away.err
    wrong = run("stats", "--database", "mysql://x/y")
    assert wrong.code == 2
    assert "«mysql» не подходит" in wrong.err


def test_a_rewrite_is_counted_at_once(database: str):
    with Served(desk_for(database)) as service:
        service.client.post("/v1/rewrite", json=CASE)
        assert service.client.get("/v1/stats").json()["all"]["rewrites"] == 1


def test_yesterday_has_its_own_row(store: Store):
    put(store, row(rewritten(), days_ago=0), row(rewritten(), days_ago=1))
    days = {d.day: d.numbers.rewrites for d in of(store, days=3).by_day if d.numbers.rewrites}
    today = datetime.now().astimezone().date()
    assert set(days) <= {(today - timedelta(days=n)).isoformat() for n in range(3)}
    assert list(days.values()) == [1, 1]

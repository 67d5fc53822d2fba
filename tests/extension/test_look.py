"""How the panel looks and whom it serves: dark and light, narrow, a site's own styles, names for a screen reader, moved out of the way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.extension.conftest import Panel, toolbar
from tests.server.page.conftest import CLIENT, DRAFT


def opened(visit, worker, scheme: str = "light") -> Panel:
    page = visit("chatwoot.html")
    page.emulate_media(color_scheme=scheme)
    page.evaluate("text => { document.querySelectorAll('.left-bubble p')[1].textContent = text; }", CLIENT)
    page.fill("#editor", DRAFT)
    panel = Panel(page)
    toolbar(worker, page)
    panel.wait("#findings-list .finding")
    return panel


def test_it_is_dark_where_the_system_is(visit, worker, paired, tmp_path: Path):
    grounds = {}
    for scheme in ("light", "dark"):
        panel = opened(visit, worker, scheme)
        panel.click("#rules-only")
        panel.wait("#insert")
        assert len(panel.page.screenshot(path=tmp_path / f"{scheme}.png")) > 30_000
        colour = panel.evaluate("getComputedStyle(root.getElementById('panel')).backgroundColor")
        grounds[scheme] = sum(map(int, re.findall(r"\d+", colour)))
    assert grounds["light"] > 600
    assert grounds["dark"] < 150


@pytest.mark.parametrize("width", [360, 1100])
def test_nothing_sticks_out(visit, worker, paired, width: int):
    panel = opened(visit, worker)
    panel.page.set_viewport_size({"width": width, "height": 640})
    panel.click("#rules-only")
    panel.wait("#insert")
    for tab in ("#tab-messages", "#tab-changes"):
        panel.click(tab)
        wide = "(([box, edge]) => [...root.querySelectorAll('#work :not(summary, summary *)')].filter(e => e.getBoundingClientRect().right > edge + 1).map(e => e.className || e.id))"
        assert panel.evaluate(f"{wide}([0, root.getElementById('panel').getBoundingClientRect().right])") == []
    box = panel.evaluate("(r => [r.left, r.top, r.right, r.bottom])(root.getElementById('panel').getBoundingClientRect())")
    assert box[0] >= 0
    assert box[1] >= 0
    assert box[2] <= width
    assert box[3] <= 640


def test_the_styles_of_a_site_do_not_reach_in(visit, worker, paired):
    panel = opened(visit, worker)
    before = panel.evaluate("(r => [r.width, r.height])(root.getElementById('rewrite').getBoundingClientRect())")
    panel.page.add_style_tag(
        content="html { font-size: 40px } * { color: red !important; letter-spacing: 9px !important; font: 30px serif !important; direction: rtl !important }"
        " rewriter-panel { display: none !important; opacity: 0 !important; zoom: 3 !important }"
    )
    after = panel.evaluate("(r => [r.width, r.height])(root.getElementById('rewrite').getBoundingClientRect())")
    assert after == before
    assert panel.seen("#rewrite")


def test_everything_that_can_be_used_has_a_name(visit, worker, paired):
    panel = opened(visit, worker)
    panel.click("#rules-only")
    panel.wait("#insert")
    nameless = panel.evaluate(
        "[...root.querySelectorAll('button, input, select, textarea, [role=button], [role=tab]')].filter(e =>"
        " !(e.getAttribute('aria-label') || e.labels?.length || e.textContent.trim())).map(e => e.outerHTML)"
    )
    assert nameless == []
    ids = panel.evaluate("[...root.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_it_moves_out_of_the_way_and_stays_on_the_page(visit, worker, paired):
    panel = opened(visit, worker)
    place = "(r => [r.left, r.top])(root.getElementById('panel').getBoundingClientRect())"
    left, top = panel.evaluate(place)
    panel.page.mouse.move(left + 300, top + 20)
    panel.page.mouse.down()
    panel.page.mouse.move(left + 100, top - 30, steps=4)
    assert panel.evaluate(place) == [left - 200, top - 50]
    panel.page.mouse.move(-500, -500, steps=4)
    panel.page.mouse.up()
    assert panel.evaluate(place) == [8, 8]
    panel.page.mouse.move(400, 400)
    assert panel.evaluate(place) == [8, 8]


def test_a_site_with_the_strictest_policy_changes_nothing(visit, worker, paired):
    """It forbids all scripts, styles and requests of its own: ours are not its own."""
    page = visit("strict.html")
    page.locator("#editor").click()
    panel = Panel(page)
    toolbar(worker, page)
    panel.wait("#findings-list .finding")
    assert panel.evaluate("getComputedStyle(root.getElementById('panel')).position") == "fixed"
    assert "rgb(0, 0, 0)" not in panel.evaluate("getComputedStyle(root.getElementById('rewrite')).backgroundColor")
    panel.click("#rules-only")
    panel.click("#insert")
    panel.wait("#toast")
    assert page.input_value("#editor").startswith("Эта посылка")

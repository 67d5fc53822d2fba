"""Cards: what stands on them; that nothing overflows is measured in Chromium for all pairs that come with the library."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rewriter.pack import load_pack, pack_names
from rewriter.training.deck import html
from rewriter.training.deck.cards import SIZES, Card, card, size_for
from rewriter.training.deck.pdf import NoPdf, browser, pdf
from rewriter.training.lessons import Judged
from tests.training.making import pair

needs_chromium = pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium in PATH")


@pytest.fixture(scope="module")
def cards() -> list[Card]:
    return [card(Judged(one, pack)) for name in pack_names() for pack in [load_pack(name)] for one in pack.pairs]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as play:
        found = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield found
        found.close()


def test_what_stands_on_a_card():
    made = card(Judged(load_pack("post").pairs[3], load_pack("post")))
    assert [(point.number, point.title) for point in made.points] == [
        (1, "Никого не винить"),
        (2, "Без внутренней кухни"),
        (3, "Без отказных фраз"),
        (4, "Отклик на чувства клиента"),
    ]
    assert "".join(piece.text for piece in made.draft) == load_pack("post").pairs[3].draft.rstrip()
    assert [(piece.text, piece.marks) for piece in made.draft if piece.wrong] == [
        ("по вине", (1,)),
        ("невозможно", (3,)),
        ("РПО", (2,)),
        ("Контрольный срок", (2,)),
        ("СВ", (2,)),
    ]
    assert made.draft[0].marks == (4,), "what is missing is marked where it belongs"


def test_every_card_is_the_whole_draft_and_marks_stand_at_words_ends(cards: list[Card]):
    drafts = [one.draft.rstrip() for name in pack_names() for one in load_pack(name).pairs]
    assert ["".join(piece.text for piece in one.draft) for one in cards] == drafts
    for one in cards:
        text = ""
        for piece in one.draft:
            text += piece.text
            after = "".join(p.text for p in one.draft)[len(text) :]
            assert not (piece.marks and text[-1:].isalnum() and after[:1].isalnum()), one.id
        assert {n for piece in one.draft for n in piece.marks} == {p.number for p in one.points if p.number}


def test_markup_in_texts_is_text():
    nasty = pair(client="<script>alert(1)</script>", draft="</mark><b>Ожидайте</b> & «жди»", reply="<img src=x onerror=alert(1)>")
    page = html([card(Judged(nasty, load_pack("post")))], "</title><script>")
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_asks_the_network_for_nothing(cards: list[Card]):
    page = html(cards[:3], "т")
    assert not re.search(r"(?:src|href)=|url\(|@import|https?://(?!www.w3.org)", re.sub(r"<p class=\"text\">.*?</p>", "", page))


def test_longer_texts_are_smaller():
    sizes = [size_for("Где?", "слово " * n, "слово " * n, ()) for n in (5, 60, 150, 300, 600, 5_000)]
    found = [size for size in sizes if size is not None]
    assert found == sorted(found, reverse=True)
    assert found[0] == SIZES[0]
    assert found[-1] < 15
    assert sizes[-1] is None


OVER = """() => [...document.querySelectorAll('.card')].filter((card) => {
  const body = card.querySelector('.body');
  return body.scrollHeight > body.clientHeight || card.scrollHeight > card.clientHeight || card.scrollWidth > card.clientWidth
    || [...card.querySelectorAll('*')].some((e) => e.getBoundingClientRect().right > card.getBoundingClientRect().right + 0.5
      || e.getBoundingClientRect().bottom > card.getBoundingClientRect().bottom + 0.5);
}).map((card) => card.id)"""


@needs_chromium
def test_no_card_overflows(cards: list[Card], chromium: Any, tmp_path: Path):
    """Those of the library, and made ones of every length."""
    pack = load_pack("post")
    longer = [
        card(
            Judged(
                pair(id=f"long-{n}", client="Слово за словом, " * (n // 3), draft="Осуществляется доставка отправления № 512. " * n, reply="Привезём. " * n),
                pack,
            )
        )
        for n in range(1, 26, 3)
    ]
    link = card(Judged(pair(id="link", reply="https://example.org/" + "очень-длинная-ссылка/" * 12), pack))
    (tmp_path / "deck.html").write_text(html([*cards, *longer, link], "т"), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1280, "height": 720})
    page.goto((tmp_path / "deck.html").as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelectorAll('.card').length") == len(cards) + len(longer) + 1
    assert page.evaluate(OVER) == []
    # The measure itself can fail.
    page.add_style_tag(content=".text { font-size: 60px !important }")
    assert len(page.evaluate(OVER)) > len(cards) / 2
    page.close()


@needs_chromium
def test_arrow_keys_turn_and_the_address_remembers(cards: list[Card], chromium: Any, tmp_path: Path):
    (tmp_path / "deck.html").write_text(html(cards[:4], "т"), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 900, "height": 700})
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto((tmp_path / "deck.html").as_uri())

    def now() -> Any:
        return page.evaluate("[...document.querySelectorAll('.card')].filter((c) => getComputedStyle(c).visibility === 'visible').map((c) => c.id)")

    assert now() == [cards[0].id]
    for key, number in (("ArrowRight", 1), ("PageDown", 2), ("End", 3), ("ArrowRight", 3), ("ArrowLeft", 2), ("Home", 0), (" ", 1)):
        page.keyboard.press(key)
        assert now() == [cards[number].id], key
    page.reload()
    assert now() == [cards[1].id]
    box = page.evaluate("document.querySelector('.card.now').getBoundingClientRect().toJSON()")
    assert min(box["left"], box["top"]) >= 0
    assert box["right"] <= 900
    assert box["bottom"] <= 700
    assert {url.split("#")[0] for url in requests} == {(tmp_path / "deck.html").as_uri()}
    page.close()


@needs_chromium
def test_a_page_of_pdf_a_card(cards: list[Card]):
    made = pdf(html(cards[:5], "т"))
    assert made.startswith(b"%PDF-")
    assert len(re.findall(rb"/MediaBox \[0 0 960 540\]", made)) == 5


def test_no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("REWRITER_BROWSER", raising=False)
    with pytest.raises(NoPdf, match="sudo apt install chromium"):
        browser()
    monkeypatch.setenv("REWRITER_BROWSER", "no-such-browser")
    with pytest.raises(NoPdf, match="REWRITER_BROWSER=no-such-browser"):
        browser()


def test_a_browser_that_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    program = tmp_path / "broken"
    program.write_text("#!/bin/sh\necho 'no display' >&2\nexit 5\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("REWRITER_BROWSER", str(program))
    monkeypatch.setenv("PATH", os.environ["PATH"])
    with pytest.raises(NoPdf, match=r"не сделал PDF \(код 5\): no display"):
        pdf("<p>")

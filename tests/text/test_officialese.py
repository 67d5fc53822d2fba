"""The officialese score: every pair's reply scores better than its draft, and the number is what docs/readability.md says it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rewriter.pack import load_pack, pack_names
from rewriter.rules.readability import ReadabilityOptions
from rewriter.text.document import read
from rewriter.text.officialese import measured, officialese

PAIRS = [pair for name in pack_names() for pair in load_pack(name).pairs]
DOC = Path(__file__).parent.parent.parent / "docs" / "readability.md"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: p.id)
def test_reply_scores_better_than_its_draft(pair):
    draft, reply = officialese(read(pair.draft)), officialese(read(pair.reply))
    # A slangy draft («Ок, обращайся») has no officialese to lose.
    assert reply < draft or reply == draft == 0.0, (draft, reply, measured(read(pair.reply)).costs)
    assert reply <= ReadabilityOptions().most


def test_most_drafts_are_over_the_default():
    over = [p for p in PAIRS if officialese(read(p.draft)) > ReadabilityOptions().most]
    assert len(over) > 0.8 * len(PAIRS)


def test_examples_of_the_docs():
    rows = re.findall(r"^\| «([^»|]+)» \| ([\d.]+) \|", DOC.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) >= 6
    for text, score in rows:
        assert officialese(read(text)) == float(score), text


@pytest.mark.parametrize("kind", ["clerical", "deed", "passive", "chain", "long", "sentence"])
def test_each_kind_costs(kind):
    texts = {
        "clerical": ("Данный заказ едет в Омск.", "Этот заказ едет в Омск."),
        "deed": ("После рассмотрения мы позвоним.", "Когда рассмотрим, мы позвоним."),
        "passive": ("Заявка оплачивается по счёту.", "Заявку можно оплатить по счёту."),
        "chain": ("Вот причина отказа замка двери подъезда.", "Вот почему отказал замок в подъезде."),
        "long": ("Так установлено законодательно.", "Так велит закон."),
        "sentence": ("Мы " + "и там, и тут, " * 6 + "и здесь всё нашли и отдали.", "Мы нашли. И отдали."),
    }
    heavy, plain = (measured(read(t)) for t in texts[kind])
    assert kind in {c.kind for c in heavy.costs}
    assert kind not in {c.kind for c in plain.costs}
    assert heavy.score > plain.score


@pytest.mark.parametrize(
    "text",
    [
        "",
        "👍",
        "+7 900 555-01-47",
        "Ваши данные целы, составим список и пришлём следующий шаг.",
        "Откройте раздел «Осуществление возврата денежных средств».",
        "Отделение, обращение, приложение, сообщение — обычные слова.",
        "Храним заказ и поздравляем Вас!",
    ],
)
def test_plain_words_cost_nothing(text):
    assert officialese(read(text)) == 0.0


def test_costs_point_into_the_text_and_never_over_a_hundred():
    text = "Осуществление производится надлежащим образом. " * 40
    measure = measured(read(text))
    assert measure.score == 100.0
    assert all(text[c.start : c.end].strip() for c in measure.costs)

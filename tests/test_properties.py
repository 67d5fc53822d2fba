"""Whatever the text: no exception, spans inside it, the same answer twice; fixes converge."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rewriter.case import Case, Context
from rewriter.checker import check, fix
from rewriter.pack import load_pack
from rewriter.text.document import read
from rewriter.text.facts import facts_in
from rewriter.text.reading import Reading

PIECES = st.sampled_from(
    "Здравствуйте! Ваш заказ № 482 доставим 15 мая с 8:00 до 20:00 ст. 34 ФЗ «О связи» не можем курьер виноват :) ))) 😊 👨‍👩‍👧 🇷🇺 ОПС ШПИ RA123456785RU 8 800 555-01-23 10 000 руб. ул. Седова, д. 25 https://a.example/b a@b.example "
    '\u00a0 \u200b \u00ad й е\u0301 İ ß ﬁ пoчта ты посылочка [Имя] {{name}} ** _ ( ) « » " \n \t . , ; : — … согласно закону , однако если при'.split(" ")
)
TEXT = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map(" ".join))
RELAXED = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@RELAXED
@given(TEXT)
def test_reading_any_text(text):
    document = read(text)
    for token in document.tokens:
        assert text[token.start : token.end] == token.text
    for sentence in document.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
    for fact in facts_in(document):
        assert text[fact.start : fact.end] == fact.text


@RELAXED
@given(TEXT, TEXT, TEXT, st.sampled_from(["base", "post", "teleshop", "tech-support"]))
def test_checking_any_case(draft, reply, message, pack):
    case = Case(pack=pack, draft=draft, reply=reply, client_message=message, context=Context(ticket_id="TS-1"))
    result = check(case)
    assert not [r for r in result.rules.skipped.values() if "не сработало" in r]
    for violation in result.violations:
        assert 0 <= violation.start <= violation.end <= len(reply)
        assert reply[violation.start : violation.end] == violation.text
    assert check(case) == result


@RELAXED
@given(st.lists(PIECES, max_size=20).map(" ".join))
def test_fixing_twice_changes_nothing(text):
    reading = Reading(Case(pack="post", draft=text), load_pack("post"))
    once = fix(reading, text).text
    assert fix(reading, once).text == once


@pytest.mark.parametrize("piece", ["а", "1", "(", "«", '"', " ", "\n", "ст. ", "не ", "<", "_", "🇷", "0 ", "8 800 ", "д. ", "- ", "и, "])
def test_time_is_linear_whatever_is_repeated(piece):
    import time

    def seconds(size):
        text = (piece * size)[:size]
        began = time.perf_counter()
        check(Case(pack="post", draft="Заказ 5 мая.", reply=text))
        return time.perf_counter() - began

    seconds(1000)
    small, large = min(seconds(2000) for _ in range(2)), seconds(16_000)
    assert large < 60 * small + 1.0, f"8 times the text took {large / small:.0f} times as long"

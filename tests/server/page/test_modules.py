"""The page's modules on their own, in the browser."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.conftest import Served


@pytest.fixture(scope="module")
def module(browser, served: Served):
    """Runs an expression with one of the modules as `m` and the arguments as `a`."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served.url}/static/icon.svg")
    yield lambda name, expression, *a: page.evaluate(f"async (a) => {{ const m = await import('/static/{name}.js'); return {expression}; }}", list(a))
    context.close()


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("Ждите ответ.", "Ждите ответ.", []),
        ("", "Новое", [["", "Новое"]]),
        ("Старое", "", [["Старое", ""]]),
        ("Посылка придёт до 14:00.", "Посылка придёт до 18:00.", [["14:00", "18:00"]]),
        ("заявления адресата, поданного", "заявления получателя, поданного", [["адресата", "получателя"]]),
        # a mark or a tiny word between two changes belongs to them
        ("мы и они", "вы и оне", [["мы и они", "вы и оне"]]),
        ("один два три четыре", "раз два три сорок", [["один", "раз"], ["четыре", "сорок"]]),
        ("Рады 👩🏽‍💻 помочь", "Рады 👩🏽‍🚀 помочь", [["👩🏽‍💻", "👩🏽‍🚀"]]),  # emoji of several parts are not torn
    ],
)
def test_changes_word_by_word(module, before: str, after: str, changes: list[list[str]]):
    assert module("diff", "m.diff(a[0], a[1]).filter(m.isChange).map(p => [p.old, p.new])", before, after) == changes


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(*[st.lists(st.sampled_from(["да ", "нет", ", ", "\n", "завтра", " ", "😊", "12.05", "-"]), max_size=25).map("".join)] * 2)
def test_a_diff_gives_both_texts_back(module, before: str, after: str):
    old, new = module("diff", "(d => [m.composed(d, new Set(d.map(m.changeKey))), m.composed(d, new Set())])(m.diff(a[0], a[1]))", before, after)
    assert (old, new) == (before, after)


def test_a_long_text_is_compared_in_time(module):
    before = " ".join(f"слово{n % 700}" for n in range(2500))
    after = " ".join(f"слово{n * 7 % 700}" for n in range(2500))
    ms = module("diff", "(t => { m.diff(a[0], a[1]); return performance.now() - t; })(performance.now())", before, after)
    assert ms < 3000


def test_code_points_become_utf16_units(module):
    text = "а😊б👩🏽‍💻в"
    points = [text.index("б"), text.index("в"), len(text)]
    expected = [len(text[:p].encode("utf-16-le")) // 2 for p in points]
    assert module("points", "a[1].map(m.toUnits(a[0]))", text, points) == expected
    assert module("points", "m.toUnits('абв')(2)") == 2


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        ("аа ОПС бб", "а аа ОПС бб", [[5, 8]]),
        ("аа ОПС бб", "аа ОПС бб вв", [[3, 6]]),
        ("аа ОПС бб", "аа ОС бб", []),
        ("аа ОПС бб", "ОПС бб", [[0, 3]]),
        ("аа ОПС бб", "", []),
    ],
)
def test_places_move_along_with_an_edit(module, before: str, after: str, places: list[list[int]]):
    assert module("spans", "m.moved([{start: 3, end: 6}], a[0], a[1]).map(p => [p.start, p.end])", before, after) == places


def test_plurals(module):
    words = [module("words", "m.plural(a[0], 'ошибка', 'ошибки', 'ошибок')", n) for n in (1, 2, 5, 11, 12, 21, 104, 111)]
    assert words == ["1 ошибка", "2 ошибки", "5 ошибок", "11 ошибок", "12 ошибок", "21 ошибка", "104 ошибки", "111 ошибок"]


@pytest.mark.parametrize(("given_", "key"), [("http://x/#key=abc%2Bd", "abc+d"), ("  abc ", "abc"), ("http://x/#key=%zz", "%zz")])
def test_a_key_is_found_in_a_link_or_alone(module, given_: str, key: str):
    assert module("key", "m.keyIn(a[0])", given_) == key


def test_messages_keep_their_borders_when_words_are_taken_back(module):
    one = {"draft": "Мы не знаем. Ждите письмо."}
    result = {"reply": "Добрый день!\nМы узнаем. Ждите письмо до пятницы.", "messages": ["Добрый день! Мы узнаем.", "Ждите письмо до пятницы."], "attempts": []}
    texts = "m.messagesOf(x).map(p => p.text)"
    assert module("answer", f"(x => {texts})(m.fresh(a[0], a[1]))", one, result) == result["messages"]
    edited = module("answer", f"(x => {texts})(m.withText(m.fresh(a[0], a[1]), a[2]))", one, result, "Добрый день!\nМы всё узнаем. Ждите письмо до среды.")
    assert edited == ["Добрый день!\nМы всё узнаем.", "Ждите письмо до среды."]

"""readability: one hint for a heavy reply, with the words that weigh most; nothing for a short one."""

from __future__ import annotations

from rewriter.case import Case
from rewriter.checker import check, selection

ONLY = selection(["readability"])
HEAVY = "Здравствуйте! В целях ускорения рассмотрения обращения необходимо предоставить копию чека. Хорошего дня!"


def test_one_hint_that_names_the_words():
    (violation,) = check(Case(reply=HEAVY), None, ONLY).violations
    assert violation.severity == "info"
    assert violation.text == "В целях ускорения рассмотрения обращения необходимо предоставить копию чека."
    for shown in ("канцелярские слова: «целях»", "«необходимо»", "отглагольные существительные: «ускорения», «рассмотрения»", "из 100"):
        assert shown in violation.message


def test_short_replies_are_not_judged():
    result = check(Case(reply="Осуществляем надлежащую доставку данных товаров."), None, ONLY)
    assert not result.violations
    assert "readability" in result.rules.skipped


def test_one_heavy_word_is_left_to_the_rule_of_words():
    assert not check(Case(reply="Заказ едет, осуществить его замену можно завтра."), None, ONLY).violations


def test_the_score_is_that_of_the_evidence():
    result = check(Case(reply=HEAVY, draft=HEAVY))
    assert result.readability.reply == result.readability.draft
    assert f"{result.readability.reply:.0f} из 100" in next(v.message for v in result.violations if v.rule == "readability")

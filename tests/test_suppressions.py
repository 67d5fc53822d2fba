"""What a team lets stand: known again by rule, words and neighbours, and by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewriter.result import Violation
from rewriter.rules import rules
from rewriter.suppressions import Suppression, Suppressions, folded, neighbours, problems, suppression_of
from rewriter.text.document import read

TEXT = "Добрый день! Чай «Солнышко, доброе утро» уже в пути. Приедет 5 мая."
WORDS = "Солнышко, доброе"


def violation(text: str, words: str, rule: str = "no-familiarity") -> Violation:
    start = text.index(words)
    return Violation(rule=rule, severity="error", start=start, end=start + len(words), text=words, message="м")


def made(text: str = TEXT, words: str = WORDS, rule: str = "no-familiarity") -> Suppression:
    return suppression_of(read(text), violation(text, words, rule), reason="название", author="Мария", date="2026-01-02")


def stands(entry: Suppression, text: str, words: str, rule: str = "no-familiarity") -> bool:
    kept, let = Suppressions((entry,)).split(read(text), [violation(text, words, rule)])
    assert len(kept) + len(let) == 1
    return bool(let)


def test_an_entry_says_what_was_found_and_beside_what() -> None:
    assert made().model_dump() == {
        "rule": "no-familiarity",
        "words": "Солнышко, доброе",
        "before": "Чай",
        "after": "утро уже в",
        "reason": "название",
        "author": "Мария",
        "date": "2026-01-02",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEXT, WORDS),
        ("Здравствуйте, Анна! Заказ найден.\n\nЧай «Солнышко, доброе утро» уже в пути", WORDS),
        ("ЧАЙ\u00a0СОЛНЫШКО ДОБРОЕ утро: уже в дороге!", "СОЛНЫШКО ДОБРОЕ"),
    ],
    ids=["as it was", "edits elsewhere", "case, spaces, signs"],
)
def test_it_holds_where_words_and_neighbours_are_the_same(text: str, words: str) -> None:
    assert stands(made(), text, words)


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        (TEXT, WORDS, "plain-words"),
        (TEXT.replace("Чай", "Кофе"), WORDS, "no-familiarity"),
        (TEXT.replace("уже", "ещё"), WORDS, "no-familiarity"),
        (TEXT.replace("Чай «", "«"), WORDS, "no-familiarity"),
        (TEXT.replace("доброе", "добрейшее"), "Солнышко, добрейшее", "no-familiarity"),
        (TEXT, "Солнышко", "no-familiarity"),
    ],
    ids=["rule", "before", "after", "edge", "words", "fewer words"],
)
def test_it_holds_nowhere_else(text: str, words: str, rule: str) -> None:
    assert not stands(made(), text, words, rule)


def test_a_whole_sentence_is_let_stand_as_a_whole_only() -> None:
    entry = made("Добрый день! Не можем.", "Не можем")
    assert (entry.before, entry.after) == ("", "")
    assert stands(entry, "К сожалению, так. Не можем!", "Не можем")
    assert not stands(entry, "Не можем помочь.", "Не можем")


def test_without_neighbours_the_words_stand_anywhere() -> None:
    entry = Suppression(rule="no-familiarity", words="солнышко доброе")
    assert stands(entry, TEXT, WORDS)
    assert stands(entry, "Солнышко, доброе!", WORDS)
    half = Suppression(rule="no-familiarity", words=WORDS, before="чай")
    assert stands(half, TEXT, WORDS)
    assert not stands(half, "Солнышко, доброе!", WORDS)


def test_what_is_missing_is_known_by_where_it_is_missing() -> None:
    text = "Заказ приедет завтра. Ждём Вас."
    missing = Violation(rule="ticket-id", severity="error", start=len(text), end=len(text), text="", message="м")
    entry = suppression_of(read(text), missing, reason="р", author="", date="")
    assert (entry.words, entry.before, entry.after) == ("", "Ждём Вас", "")
    longer = "Новое начало. " + text
    assert Suppressions((entry,)).entry_for(read(longer), missing.model_copy(update={"start": len(longer), "end": len(longer)}))
    other = "Ждём Вас завтра."
    assert not Suppressions((entry,)).entry_for(read(other), missing.model_copy(update={"start": len(other), "end": len(other)}))


def test_signs_without_words() -> None:
    entry = made("Готово 😎🔥!", "😎🔥", "allowed-emoji")
    assert stands(entry, "Готово 😎🔥", "😎🔥", "allowed-emoji")
    assert not stands(entry, "Готово 😎", "😎", "allowed-emoji")


def test_a_hard_rule_needs_a_reason() -> None:
    entries = [Suppression(rule=rule, words="а", reason=reason) for rule in ("plain-words", "no-familiarity", "gone") for reason in ("", "р")]
    assert [(number, key) for number, key, _ in problems(entries, rules())] == [(2, "rule")]


@given(text=st.text(alphabet="аб.! \n😊—ё", min_size=1, max_size=40), data=st.data())
def test_every_finding_can_be_let_stand(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = Violation(rule="r", severity="info", start=start, end=end, text=text[start:end], message="м")
    document = read(text)
    entry = suppression_of(document, found, reason="", author="", date="")
    assert Suppressions((entry,)).split(document, [found]) == ((), ((found, entry),))
    assert all(len(folded(side)) <= 3 for side in neighbours(document, found))

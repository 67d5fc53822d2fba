"""sentence-length: what counts as a word, and where a long sentence may be cut."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.checker import check, fix, selection
from rewriter.pack import load_pack
from rewriter.text.document import read
from rewriter.text.reading import Reading
from rewriter.text.spoken_length import pieces, spoken_words

ONLY = selection(["sentence-length"])


def longest(text):
    document = read(text)
    return max(spoken_words(document, part) for sentence in document.sentences for part in pieces(document, sentence))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Привезём заказ завтра.", 3),
        ("Привезём 5 мая 2024 года с 10:00 до 14:00.", 6),
        ("Позвоните по номеру 8 800 555-01-23.", 4),
        ("Откройте раздел «Настройки и данные профиля».", 3),
        ("Код RA123456785RU, сумма 10 000 руб.", 4),
        ("Пишите на help@lavka.example.", 3),
        ("Положите: товар и чек; письмо с причиной возврата.", 4),
        ("1. Откройте приложение.\n2. Нажмите «Вернуть».", 3),
    ],
)
def test_words_as_one_reads_them(text, count):
    assert longest(text) == count


LONG = (
    "Заказ собирают на складе в другом городе, и он едет дольше обычного, {} мы уже попросили коллег отправить его первой машиной сегодня "
    "вечером и прислать Вам новую дату."
)


@pytest.mark.parametrize(("joint", "start"), [("но", "Но"), ("поэтому", "Поэтому"), ("а потом", "Потом"), ("при этом", "При этом")])
def test_cut_before_a_new_thought(joint, start):
    text = LONG.format(joint)
    after = fix(Reading(Case(reply=text), load_pack("base")), text, ONLY).text
    assert f"обычного. {start} мы" in after
    assert not check(Case(reply=after), None, ONLY).violations


@pytest.mark.parametrize(
    "text",
    [
        "Если " + LONG.format("но")[0].lower() + LONG.format("но")[1:],
        LONG.format("потому что"),
        LONG.format("но и"),
    ],
)
def test_bound_thoughts_are_not_cut(text):
    violations = check(Case(reply=text), None, ONLY).violations
    assert violations
    assert all(v.suggestion is None for v in violations)


def test_packs_set_the_limit():
    text = "Мы перенесли все ваши задачи на новую доску вместе с комментариями и вложениями, а старую пока оставили, чтобы вы сравнили их спокойно."
    assert check(Case(pack="saas-chat", reply=text), None, ONLY).violations
    assert not check(Case(pack="base", reply=text), None, ONLY).violations

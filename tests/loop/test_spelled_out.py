"""Letters that the draft itself spells out are put into words; others stay for a person."""

from __future__ import annotations

import pytest

from rewriter.loop.spelled_out import spelled_out
from rewriter.text.document import read
from rewriter.text.edits import apply

PUT = [
    (
        "При подключённой простой электронной подписи (ПЭП) паспорт не нужен, хватит кода.",
        "При подключённой простой электронной подписи паспорт не нужен, хватит кода.",
    ),
    (
        "Ремонт делает сервисный центр изготовителя. Деньги вернут, если СЦ найдёт брак.",
        "Ремонт делает сервисный центр изготовителя. Деньги вернут, если сервисный центр найдёт брак.",
    ),
    ("Сортировочный центр закрыт, посылка лежит в СЦ.", "Сортировочный центр закрыт, посылка лежит в сортировочном центре."),
    ("Вопрос изучит служба безопасности, срок ответа СБ — 48 часов.", "Вопрос изучит служба безопасности, срок ответа службы безопасности — 48 часов."),
]
LEFT = ["Деньги вернут, если СЦ найдёт брак.", "Пункт выдачи в ЖК «Лес».", "Отдел качества ответит завтра, ОК?", "Сервис целый день закрыт, СЦ тоже."]


@pytest.mark.parametrize(("draft", "said"), PUT)
def test_what_the_text_spells_out_is_put_into_words(draft: str, said: str):
    assert apply(draft, spelled_out(read(draft))) == said


@pytest.mark.parametrize("text", LEFT)
def test_other_letters_stay(text: str):
    assert spelled_out(read(text)) == []

"""Words of one kind, each form asked once."""

from __future__ import annotations

from rewriter.text.document import Document
from rewriter.text.marks import Mark


def test_words_of_the_kind_come_in_reading_order():
    document = Document("Заказ в пути. Курьер привезёт заказ в 12:00, Заказ № AB12.")
    assert [(t.text, t.index) for t in Mark(lambda form: form == "заказ").words(document)] == [("Заказ", 0), ("заказ", 6), ("Заказ", 12)]


def test_a_form_is_asked_once_however_often_it_stands():
    asked: list[str] = []
    mark = Mark(asked.append)
    assert not mark.words(Document("Вилка, вилка и вилка."))
    assert not mark.words(Document("Вилка."))
    assert sorted(asked) == ["вилка", "и"]


def test_a_mark_made_late_is_asked_of_forms_known_before():
    document = Document("Ложка.")
    assert not Mark(lambda form: form == "вилка").words(document)
    assert [t.text for t in Mark(lambda form: form == "ложка").words(document)] == ["Ложка"]

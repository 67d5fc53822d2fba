"""What a replacement may break is seen; what people rightly write is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rewriter.pack import load_pack, pack_names
from rewriter.text.broken_grammar import broken
from rewriter.text.document import read

CAUGHT = [
    ("Посылка задержалась из-за большая загруженность склада.", "из-за большая"),
    ("Отправление не доставлена.", "Отправление не доставлена"),
    ("К сожалению, отправление не доставлена в срок.", "отправление не доставлена"),
    ("Заказ доставлена в пункт выдачи.", "Заказ доставлена"),
    ("Выдать посылку можно по доверенности и документа.", "по доверенности и документа"),
    ("Деньги вернутся без комиссию.", "без комиссию"),
    ("Обратитесь к специалист.", "к специалист"),
    ("Подайте заявление при получение.", "при получение"),
    ("Подождите до окончание проверки.", "до окончание"),
    ("Отчёт создают силами, для проверку нужен день.", "для проверку"),
    ("Возьмите паспорт и подойдите к оператора.", "к оператора"),
    ("Платёж возвращён, сумма возвращено на карту.", "сумма возвращено"),
    ("Напишите нам через форма.", "через форма"),
]
PASSED = [
    "Из-за большой загруженности посылка задержалась.",
    "Гостя переводят в участники, ждём Вас в гости.",
    "Пришлите свидетельство о браке и паспорт.",
    "Копия договора о доставке и чека не нужна.",
    "Ваше отправление не доставлено.",
    "Отправление задержал перевозчик.",
    "Карту нужно привязать до 5 мая.",
    "Срок доставки продлён до двадцать второго мая.",
    "Получить посылку можно по паспорту и коду.",
    "По желанию клиента и оператора время меняют.",
    "Вскрыть посылку можно при сотруднике и составить акт.",
    "Правило изменило срок, задача закрыта.",
    "Номер отправления указан в чеке.",
    "Стоимость доставки указана на сайте, сама доставка бесплатна.",
    "Заявка на возврат принята.",
    "Пароль от кабинета изменён, для входа нужен код.",
]


@pytest.mark.parametrize(("text", "words"), CAUGHT)
def test_what_no_reading_allows_is_seen(text, words):
    assert [text[a:b] for a, b in broken(read(text))] == [words]


@pytest.mark.parametrize("text", PASSED)
def test_what_may_be_right_is_right(text):
    assert [text[a:b] for a, b in broken(read(text))] == []


def test_nobodys_good_text_is_broken():
    texts = [text for name in pack_names() for pair in load_pack(name).pairs for text in (pair.client, pair.draft, pair.reply)]
    suites = Path(__file__).parents[2] / "evals" / "suites"
    texts += [text for path in sorted(suites.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines() for text in _said(json.loads(line))]
    assert len(texts) > 1000
    assert [(text[a:b], text) for text in texts for a, b in broken(read(text))] == []


def _said(case):
    return [case["client_message"], case["draft"], case.get("reference") or ""]

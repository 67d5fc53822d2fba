"""Infinitives that tell the client what to do become requests; those that something leads to stay."""

from __future__ import annotations

import pytest

from rewriter.loop.instructions import instructed
from rewriter.text.document import read
from rewriter.text.edits import apply

REQUESTS = [
    (
        "При ошибке связаться с нами по тел. 8 800 100-00-00, назвать номер TS-20899.",
        "При ошибке свяжитесь, пожалуйста, с нами по тел. 8 800 100-00-00, назовите номер TS-20899.",
    ),
    ("При возникновении сложностей обращаться в чат.", "При возникновении сложностей обращайтесь, пожалуйста, в чат."),
    ("Вскрывать посылку при сотруднике и составлять акт.", "Вскрывайте, пожалуйста, посылку при сотруднике и составляйте акт."),
    ("Не вскрывать до приезда мастера.", "Не вскрывайте, пожалуйста, до приезда мастера."),
    ("Ждать.", "Ждите, пожалуйста."),
]
STATEMENTS = [
    "Вам нужно позвонить.",
    "Чтобы вернуть товар, позвоните нам.",
    "Есть возможность оплатить картой.",
    "При невозможности получить заказ лично — доверенность.",
    "Оплатить заказ до 5 мая, иначе он отменится.",
    "Как вернуть товар?",
    "Возврат до 5 мая.",
    "Право выбрать остаётся за Вами.",
]


@pytest.mark.parametrize(("draft", "said"), REQUESTS)
def test_an_infinitive_becomes_a_request(draft: str, said: str):
    assert apply(draft, instructed(read(draft))) == said


@pytest.mark.parametrize("text", STATEMENTS)
def test_what_is_no_instruction_stays(text: str):
    assert instructed(read(text)) == []

"""What a draft says twice and not alike goes to a person; what only sounds so does not."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.loop.contradictions import contradictions
from rewriter.pipeline import rewrite
from rewriter.text.document import read

CONTRADICTING = [
    "В субботу 22 ноября отделение работает с 9:00 до 15:00. Режим работы: пн–пт с 8:00 до 20:00, суббота и воскресенье — выходные дни.",
    "Работаем в воскресенье с 10 до 16. Воскресенье — выходной.",
    "После вскрытия упаковки пылесос возврату не подлежит. Возврат оформите в личном кабинете до 12 февраля.",
    "Замена по этой модели не производится. Подайте заявку на замену в приложении.",
    "Бандероль вручена адресату 17 июня. Её прибытие в отделение прогнозируется 21 июня.",
    "Перерасчёт за февраль произведён. Для проведения перерасчёта за февраль необходимо подать заявление.",
]
CONSISTENT = [
    "Возврат вскрытых духов не производится. Возврат невскрытых оформите в личном кабинете.",
    "Возврат за этот месяц не предусмотрен. Однако в качестве исключения оформите возврат через форму.",
    "Обмен не производится. Оформите возврат и новый заказ.",
    "Первая посылка вручена адресату 17 июня. Вторая прибудет 21 июня.",
    "Суббота — выходной. В пятницу работаем с 9:00 до 18:00.",
    "Перерасчёт за февраль сделан. Для перерасчёта за другой месяц нужно заявление.",
    "Перенос на апрель невозможен. Если хотите другую дату, оформите перенос на май.",
]


@pytest.mark.parametrize("draft", CONTRADICTING)
def test_contradictions_are_seen(draft: str) -> None:
    assert list(contradictions(read(draft)))


@pytest.mark.parametrize("draft", CONSISTENT)
def test_what_can_both_be_true_is_none(draft: str) -> None:
    assert not list(contradictions(read(draft)))


def test_a_person_is_asked() -> None:
    result = rewrite(Case(pack="base", client_message="Когда перерасчёт?", draft=CONTRADICTING[-1]))
    assert result.status == "needs_review"
    assert "противоречит себе" in str(result.reason)

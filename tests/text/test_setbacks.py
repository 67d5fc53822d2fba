"""What has gone against the client, and what only sounds like it."""

from __future__ import annotations

import pytest

from rewriter.text.setbacks import set_back, undone

UNDONE = [
    "Аннулировали бронь, хотя я всё оплатил. Почему?",
    "Мой комментарий к пылесосу удалён, за что?",
    "Вы заблокировали кабинет продавца без письма",
    "Мне отказали в обмене, хотя бирка на месте",
    "Пункт на Озёрной закрылся, а там мой чайник",
]
MISSED = [
    "Три недели назад сдал билет, и где мои деньги?",
    "Куда делись бонусы за октябрь?",
    "За что с карты сняли 300 рублей?",
    "Поступило меньше, чем обещали, почему так мало?",
    "Пуши не приходят третий день, что делать",
]
NEITHER = [
    "Как удалить отзыв? Мы его уже отменили сами",
    "Если заказ отменили, скидка сохранится?",
    "Спасибо, что отменили подписку!",
    "Просил, чтобы удалили номер из базы",
    "Где купить наушники?",
    "Во сколько закрывается пункт?",
    "Хочу отменить заказ",
]


@pytest.mark.parametrize("client", UNDONE)
def test_undone(client: str) -> None:
    assert undone(client)
    assert set_back(client)


@pytest.mark.parametrize("client", MISSED)
def test_missed(client: str) -> None:
    assert set_back(client)
    assert not undone(client)


@pytest.mark.parametrize("client", NEITHER)
def test_neither(client: str) -> None:
    assert not set_back(client)

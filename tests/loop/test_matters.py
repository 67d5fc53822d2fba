"""What the client brings up without a question has an order, too; and where pronoun and noun have to change places, they do."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.loop.prepare import prepare
from rewriter.loop.renamed import renamed
from rewriter.pack import load_pack
from rewriter.text.document import read
from rewriter.text.matters import matters_in
from rewriter.text.reading import Reading
from tests.loop.test_order import order_of


@pytest.mark.parametrize(
    ("client", "matters"),
    [
        ("Хочу отказаться от заказа 55, передумала. И уберите мой номер из рассылки", 2),
        ("Отмените мой заказ 6650011, я передумала. И чтобы мне больше не звонили!", 2),
        ("Хочу поменять адрес на Гагарина, 14. И ещё добавить второй плед", 2),
        ("Прошу закрыть вклад. Переведите деньги на карту.", 2),
        ("Можно ли оплатить частями и вернуть потом одну вещь из заказа?", 2),
        ("Хочу отказаться от заказа 55 и заодно узнать, можно ли вернуть утюг", 2),
        ("Бот не отвечает в канале. И ещё вопрос: сколько хранятся файлы?", 2),
        ("Не сработала скидка по карте. И ещё: карта до какого числа действует?", 2),
        ("Где посылка? Когда её привезут?", 2),
        # One thing, however many words it takes.
        ("Хочу отказаться от заказа 55, передумала.", 0),
        ("Курьер нахамил и бросил коробку у двери!", 0),
        ("Помогите, не могу войти. Посмотрите, пожалуйста, что там.", 0),
        ("Здравствуйте! Сколько хранится заказ?", 1),
        ("Хочу отправить бабушке подарок. Какую коробку взять?", 1),
        ("Можно ли прийти и забрать?", 1),
        ("Спасибо, всё получилось!", 0),
        ("Пароль не подходит. Сколько раз можно ошибиться?", 1),
    ],
)
def test_matters(client: str, matters: int) -> None:
    assert len(matters_in(read(client))) == matters


@pytest.mark.parametrize(
    ("client", "sentences", "wanted"),
    [
        ("Хочу отказаться от заказа 55, передумала. И уберите мой номер из рассылки", ["Номер исключён из рассылки.", "Заказ 55 отменён."], [1, 0]),
        (
            "Можно ли оплатить частями и вернуть потом одну вещь?",
            ["Вернуть одну вещь можно в течение 14 дней.", "Оплатить частями можно от 3 000 руб."],
            [1, 0],
        ),
        ("Бот не отвечает в канале. И ещё вопрос: сколько хранятся файлы?", ["Файлы хранятся 12 месяцев.", "Бот не отвечает, потому что истёк ключ."], [1, 0]),
        # In the client's order already.
        ("Хочу отказаться от заказа 55. И уберите мой номер из рассылки", ["Заказ 55 отменён.", "Номер исключён из рассылки."], [0, 1]),
        ("Бот не отвечает в канале. И ещё вопрос: сколько хранятся файлы?", ["Бот не отвечает, потому что истёк ключ.", "Файлы хранятся 12 месяцев."], [0, 1]),
    ],
)
def test_their_order(client: str, sentences: list[str], wanted: list[int]) -> None:
    assert order_of(client, sentences) == wanted


def _said(client: str, draft: str) -> list[str]:
    return [u.text for u in prepare(Reading(Case(pack="marketplace", client_message=client, draft=draft), load_pack("marketplace")))]


def test_points_one_for_one_stay() -> None:
    """As many points as questions: the operator has answered one by one."""
    draft = "1. Рассрочка есть. 2. Выдаётся удостоверение. 3. Записи доступны год. Оплатить со скидкой нельзя."
    said = _said("1) можно ли оплатить частями, 2) выдаёте ли диплом, 3) остаются ли записи занятий?", draft)
    assert [text[0] for text in said] == ["1", "2", "3", "О"]


def test_noun_and_pronoun_change_places() -> None:
    said = _said(
        "Не приходит промокод за первый заказ, где он? И до какого числа его можно потратить?",
        "Промокод START15 действителен до 20.12.2026. Он находится в профиле в разделе «Мои скидки».",
    )
    assert said == ["Промокод START15 находится в профиле в разделе «Мои скидки».", "Он действителен до 20.12.2026."]


def test_in_order_the_pronoun_stays() -> None:
    draft = "Промокод START15 находится в профиле в разделе «Мои скидки». Он действителен до 20.12.2026."
    assert _said("Где промокод? И до какого числа его можно потратить?", draft) == [s.text for s in read(draft).sentences]


@pytest.mark.parametrize(
    "text",
    [
        "Заказ едет к Вам. Она приедет завтра.",  # «она» is not the order
        "Мы отправили заказ. Он приедет завтра.",  # the noun is no subject
        "Заказ едет к Вам. Курьер приедет завтра.",
    ],
)
def test_what_has_no_noun_to_stand_for_it_is_left(text: str) -> None:
    assert renamed(read(text)) is None


def test_points_that_run_on_stand_on_lines_of_their_own() -> None:
    said = _said("Что нужно?", "1. Рассрочка есть на 6 месяцев. 2. Диплом не выдаётся. 3. Записи доступны год.")
    assert said == ["1. Рассрочка есть на 6 месяцев.", "2. Диплом не выдаётся.", "3. Записи доступны год."]

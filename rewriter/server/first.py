"""The first case of each pack, worked on before anybody asks: word lists, dictionaries and expressions are read when a rule first needs them, and an operator should not wait for that."""

from __future__ import annotations

from rewriter.backends import embedding
from rewriter.case import Case
from rewriter.checker import check
from rewriter.pack import Pack
from rewriter.pipeline import rewrite

_CLIENT = (
    "Здравствуйте! Где моя посылка RB407315929RU и когда она придёт? Жду уже две недели, это безобразие! "
    "Сколько стоит хранение, можно ли вернуть деньги на карту и как поменять адрес? Спасибо."
)
# Something of everything that rules look for: facts of each kind, answers, blame, laws, refusals, officialese, our kitchen, a list, emoji, a signature.
_DRAFT = """Уважаемый клиент! По Вашему обращению №48210 сообщаем, что данное РПО RB407315929RU прибыло в ОПС 630112 14.03.2025 г. и хранится до 28 марта 2025 года.

Согласно п. 34 Правил оказания услуг почтовой связи мы не можем ускорить доставку: по вине курьера осуществляется задержка на 3–5 рабочих дней. Вы сами неверно указали адрес.
Стоимость хранения составляет 1 250 руб. 50 коп., возврат на карту будет произведён в течение 10 дней. Для изменения адреса необходимо:
— обратиться по тел. 8 800 555-35-35 с 9:00 до 18:00;
— предъявить паспорт адресата, не позднее завтрашнего дня.
К сожалению, помочь ничем не сможем(( Ожидайте ответа 2-й линии, статус — «Экспортирован». Подробнее: https://example.ru/help, help@example.ru 🙂

С уважением, служба поддержки"""

FIRST = Case(client_message=_CLIENT, draft=_DRAFT)
_ORDERED = Case(client_message="Где посылка и когда она придёт?", draft="Она придёт завтра. Осуществляется доставка. Посылка в пути.")


def read_rules(pack: Pack) -> None:
    """What a check needs, without a model: a tenth of a second, so that it is done before the port is open."""
    check(FIRST, pack)


def read_all(pack: Pack) -> None:
    """What a rewrite needs beside the model, the embedding model included."""
    for case in (FIRST, _ORDERED):
        rewrite(case, pack=pack)
    check(FIRST, pack)
    if embedding.installed():
        embedding.vector("Посылка в пути.")

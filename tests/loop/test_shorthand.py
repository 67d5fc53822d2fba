"""An operator's shorthand is a reason to look; what everybody writes is none."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.loop.shorthand import shorthand
from rewriter.pack import load_pack
from rewriter.text.document import read
from rewriter.text.reading import Reading

SHORT = [
    "Заказ отпр. 5.02, хран. 15 дней.",
    "Опл. картой, дост. бесплатно.",
    "ОЦ до 50 тысяч рублей оформляет курьер.",
    "По данным ЕЭК декларация не нужна.",
    "Посылка прошла АОПП вчера.",
    "Компенс. за повр. посылки начислят завтра.",
]
PLAIN = [
    "Посылка придёт в отделение на ул. Садовой, д. 5, тел. 8 800 555-01-23.",
    "Пришлите ИНН и СНИЛС, документы проверит МФЦ.",
    "Оплатить можно до 500 руб. за кг, т. е. дешевле.",
    "Это стоит 300 руб. в месяц и т. д.",
    "Отчёт придёт на почту завтра.",
    "Доставка в РФ бесплатна, НДС включён.",
    "Управляет домом УК «ТВК», вход со двора.",
]


def told(text: str, client: str = "") -> list[str]:
    return list(shorthand(Reading(Case(pack="post", client_message=client, draft=text), load_pack("post")), read(text)))


@pytest.mark.parametrize("text", SHORT)
def test_shorthand_is_seen(text):
    assert told(text)


@pytest.mark.parametrize("text", PLAIN)
def test_what_everybody_writes_is_not(text):
    assert told(text) == []


def test_the_clients_own_letters_are_known():
    assert told("ОЦ до 50 тысяч рублей оформляет курьер.", client="Что такое ОЦ и сколько она стоит?") == []

"""What the operator is not sure of, vouches for, tells of colleagues or wrote to somebody else goes to a person; what only sounds so does not."""

from __future__ import annotations

import pytest

from rewriter.case import Case, Context
from rewriter.loop.unsure import unsure
from rewriter.pack import load_pack
from rewriter.pipeline import rewrite
from rewriter.text.document import read
from rewriter.text.reading import Reading

# fmt: off
DOUBTED = [
    ("Корзина хранит доски 30 дней, а может 14, не помню точно.", "не уверен"),
    ("Вроде в субботу мы открыты до 15:00.", "не уверен"),
    ("Восстановить мб можно, а мб и нет.", "не уверен"),
    ("Скидка, если не ошибаюсь, 10 %.", "не уверен"),
    ("Я лично вам гарантирую, что завтра деньги придут.", "личная гарантия"),
    ("Даю честное слово, привезём до обеда.", "личная гарантия"),
    ("Сотрудница Гаврилова Вам уже всё объясняла.", "о коллегах"),
    ("Горничная Света опять не закрыла кран этажом выше.", "о коллегах"),
    ("Спросите Диму с бэка, он подскажет.", "о коллегах"),
    ("По KB-217 экспорт доступен владельцу.", "внутреннюю кухню"),
    ("Заявку подайте через Service Desk.", "внутреннюю кухню"),
    ("Оператор сейчас не в форме, у неё муж ушёл.", "о коллегах"),
]
FINE = [
    "Вложение — до 25 МБ, файлы больше отправляйте ссылкой.",
    "Это что-то вроде пледа, только с рукавами.",
    "Мастер Иванов приедет 5 мая с 10:00 до 12:00.",
    "Врач Петрова назначила Вам приём на 12:30.",
    "Гарантия на миксер — 18 месяцев.",
    "Менеджер Анна уже отправила Вам договор.",
    "Не уверены в размере — возьмите два, лишний вернёте бесплатно.",
]
# fmt: on


def reasons(draft: str, client: str = "Подскажите, как быть?", name: str | None = None) -> list[str]:
    case = Case(pack="base", client_message=client, draft=draft, context=Context(client_name=name))
    return list(unsure(Reading(case, load_pack("base")), read(draft)))


@pytest.mark.parametrize(("text", "why"), DOUBTED)
def test_a_person_is_asked(text: str, why: str) -> None:
    assert any(why in reason for reason in reasons(text))


@pytest.mark.parametrize("text", FINE)
def test_what_only_sounds_so_is_none(text: str) -> None:
    assert reasons(text) == []


def test_a_letter_to_somebody_else_is_seen_and_not_sent() -> None:
    draft = "Роман Сергеевич, по обращению TS-20551 камера заменена, новый пароль отправлен на r.orlov@example.com."
    assert reasons(draft, name="Маргарита") == ["черновик обращён к другому человеку: «Роман Сергеевич»"]
    assert reasons(draft, name="Роман") == []
    assert reasons(draft, client="Это Роман Сергеевич, что с камерой?", name="Маргарита") == []
    result = rewrite(Case(pack="base", client_message="Как удалить охранника?", draft=draft, context=Context(client_name="Маргарита")))
    assert (result.status, result.reason) == ("needs_review", "черновик обращён к другому человеку: «Роман Сергеевич»")


def test_a_draft_that_only_says_that_the_letter_has_come_answers_nothing() -> None:
    received = (
        "Ваше обращение крайне важно для нас и принято на рассмотрение профильным подразделением. Оно будет рассмотрено в установленном порядке. Ожидайте."
    )
    assert any("не отвечает" in reason for reason in reasons(received, client="Когда починят турникет?"))
    assert reasons("Ваше обращение зарегистрировано, ответим до 5 мая.", client="Когда починят турникет?") == []
    assert reasons("Ваше обращение передано специалистам, ответ придёт в течение 3 рабочих дней.", client="Когда починят турникет?") == []
    assert reasons(received, client="Спасибо!") == []

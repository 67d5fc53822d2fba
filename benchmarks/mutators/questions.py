"""Answers in the wrong order, and answers that are gone (question-order, all-questions-answered)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import pairwise

from benchmarks.mutators.base import Broken, Good, cut, mutator, swap

# How each answer of a pair's reply begins, in the order of the client's questions; behind «/» begins what answers nothing. Told by hand: the rules' own idea of it is what is measured.
ANSWERS: dict[str, tuple[str, ...]] = {
    "base-01": ("Заказ № 48213", "Курьер привезёт", "/Хорошего"),
    "base-02": ("Да, вернуть", "На это есть", "Привезти его", "/Хорошего"),
    "base-03": ("Мы привезём", "/Мы начислили"),
    "base-05": ("Платить ещё раз", "Статус заказа", "/Хорошего"),
    "base-06": ("Этого требует", "Копию с него", "/Хорошего"),
    "base-07": ("Заказ хранится", "Пункт выдачи", "/Чтобы получить"),
    "base-09": ("Чтобы оформить", "Пересылку оплатит"),
    "base-10": ("Сегодня магазин", "/Будем"),
    "base-11": ("Мы приняли", "На старый", "/Хорошего"),
    "base-12": ("Мы вернём", "Деньги придут", "/Хорошего"),
    "base-13": ("1. Да", "2. Гарантия", "3. Да", "/Хорошего"),
    "post-01": ("Посылка RA", "По плану", "/Отслеживать"),
    "post-02": ("Посылка пролежит", "Да, срок", "/Хорошей"),
    "post-03": ("Завтра отделение", "Адрес:", "/Будем"),
    "post-05": ("Отправление UA", "Да, мелкий", "/Хорошего"),
    "post-06": ("Отправить посылку", "Доставка займёт", "/Оформить"),
    "post-07": ("Анкету просят", "Она действует", "/Всего"),
    "post-10": ("Электронное заказное", "Стоимость", "/Хорошего"),
    "post-12": ("Это сбой", "Он заработает", "/После этого"),
    "post-14": ("Чтобы получить", "Претензию рассмотрят"),
    "post-15": ("Да, если", "Опустить её", "/Чудесных"),
    "post-16": ("Да, с услугой", "Оформить её", "/Отличного"),
    "post-17": ("Посылка RB", "По плану", "/Хорошего"),
    "post-18": ("Доставку на дом", "Стоит она", "/Хорошего"),
    "post-19": ("Заявление по", "Звонить не", "/Хорошего"),
    "teleshop-01": ("Заказ уже", "Там заказ", "/Хорошего"),
    "teleshop-03": ("Сумму определит", "Обращение рассмотрят", "/Всего"),
    "teleshop-08": ("Да, адрес", "Дату доставки", "/Хорошего"),
    "teleshop-10": ("Вернуть блендер", "Да, только", "Пересылка платная", "/Всего"),
    "teleshop-13": ("Да, заказ", "Вместе с", "/Заказ придёт"),
    "teleshop-17": ("Мы на связи", "/Хорошего"),
    "teleshop-19": ("Плед придёт", "Забрать его", "/Срок хранения"),
    "teleshop-20": ("Да, Вы можете", "Обязательно вложите", "/Здоровья"),
    "marketplace-01": ("Заказ 72840156",),
    "marketplace-02": ("Оформите", "Деньги вернутся", "Обратная доставка", "/Хорошего"),
    "marketplace-06": ("Если заказ", "/Приятных"),
    "marketplace-11": ("Чёрный чехол", "Синий можно", "/Хорошего"),
    "marketplace-14": ("Промокод ЛЕТО15", "Действует он", "/Приятных"),
    "marketplace-15": ("Распродажа пройдёт", "/Приятных"),
    "marketplace-17": ("Купальник придёт", "Да, хранение", "/Хорошего"),
    "marketplace-19": ("В пункт выдачи", "Чтобы получить", "/Удачи"),
    "tech-support-03": ("1. Откройте", "2. Паспорт", "3. В одной", "/Если появятся"),
    "tech-support-06": ("По обращению", "Записи храним", "/Если появятся"),
    "tech-support-09": ("По обращению", "Чтобы вернуть", "/Если появятся"),
    "tech-support-12": ("1. Сумма", "2. Картой", "3. Акт", "/Если появятся"),
    "tech-support-19": ("По обращению", "Наши специалисты", "/Если появятся"),
    "saas-chat-06": ("При оплате", "По счёту", "/Хорошего"),
    "saas-chat-09": ("НДС не", "В акте", "/Хорошего"),
    "saas-chat-10": ("Данные сотрём", "Если передумаете", "/Хорошего"),
    "saas-chat-13": ("Чтобы отдать", "А в профиле", "/Хорошего"),
    "saas-chat-18": ("1. Пробный", "2. Карту", "3. Доски", "/Хорошего"),
    "saas-chat-20": ("1. Причина", "2. Исправим", "3. Подписку"),
}
# A request, or answers that hang together by more than their order: to exchange them is not clearly wrong.
_NO_ORDER = frozenset(("saas-chat-06",))


def answers_of(good: Good) -> list[tuple[int, int]]:
    """Spans of the answers, numbers of a list left out."""
    begins = [good.text.find(a.removeprefix("/")) for a in ANSWERS.get(good.id, ())]
    if not begins or -1 in begins:
        return []
    kept = [(a, b) for (a, b), told in zip(pairwise((*begins, len(good.text))), ANSWERS[good.id], strict=True) if not told.startswith("/")]
    spans = []
    for start, end in kept:
        body = good.text[start:end].rstrip()
        number = re.match(r"\d\. ", body)
        spans.append((start + (number.end() if number else 0), start + len(body)))
    return spans


@mutator("question-order", "two answers exchanged")
def exchanged(good: Good, rng: random.Random) -> Iterator[Broken]:
    spans = answers_of(good) if good.id not in _NO_ORDER else []
    for i, a in enumerate(spans):
        for b in spans[i + 1 :]:
            yield Broken(swap(good.text, a, b), a[0], b[1], f"{good.text[b[0] : b[1]][:60]} ↔ {good.text[a[0] : a[1]][:60]}")


@mutator("question-order", "the first answer comes last")
def last(good: Good, rng: random.Random) -> Iterator[Broken]:
    spans = answers_of(good) if good.id not in _NO_ORDER else []
    if len(spans) > 2 and not re.match(r"\d", good.text[spans[0][0] - 3 :]):
        first, final = spans[0], spans[-1]
        moved = good.text[first[0] : first[1]]
        rest = good.text[first[1] : final[1]].lstrip()
        yield Broken(good.text[: first[0]] + rest + " " + moved + good.text[final[1] :], first[0], final[1], f"{moved[:60]} → the end")


@mutator("all-questions-answered", "an answer dropped")
def dropped(good: Good, rng: random.Random) -> Iterator[Broken]:
    for start, end in answers_of(good):
        number = re.search(r"(?:^|\n)\d\. $", good.text[:start])
        begin = number.start() + (good.text[number.start()] == "\n") if number else start
        broken = cut(good.text, begin, end)
        yield broken._replace(text=broken.text.replace("\n\n\n", "\n\n").strip())


_EMPTY = ("Этот вопрос тоже важен.", "Спасибо, что спросили об этом.", "Подробности — в приложении.")


@mutator("all-questions-answered", "an answer emptied")
def emptied(good: Good, rng: random.Random) -> Iterator[Broken]:
    for start, end in answers_of(good):
        yield Broken(good.text[:start] + rng.choice(_EMPTY) + good.text[end:], None, None, f"− {good.text[start:end]}")

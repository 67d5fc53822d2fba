"""Guilt put on colleagues or on the client (no-blame-shifting)."""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.mutators.base import Broken, Good, adds, form, insert, mutator, put, title

_RULE = "no-blame-shifting"
_PEOPLE = ("курьер", "почтальон", "водитель", "сотрудник", "оператор", "менеджер", "кладовщик", "разработчик", "продавец", "подрядчик", "диспетчер", "кассир")
_PLACES = ("склад", "магазин", "банк", "отделение", "почта", "таможня")


def _doers(rng: random.Random, count: int) -> list[str]:
    return rng.sample((*_PEOPLE, *_PLACES), count)


@mutator(_RULE, "a colleague is to blame")
def colleague(good: Good, rng: random.Random) -> Iterator[Broken]:
    for who in _doers(rng, 4):
        gen, ins = form(who, "Gen"), form(who, "Ins")
        past = {"отделение": "ошиблось", "почта": "ошиблась", "таможня": "ошиблась"}.get(who, "ошибся")
        guilty = {"отделение": "виновато", "почта": "виновата", "таможня": "виновата"}.get(who, "виноват")
        yield insert(
            good,
            rng,
            rng.choice(
                (
                    f"Так вышло по вине {gen}.",
                    f"В этом {guilty} {who}.",
                    f"{title(who)} {past}, поэтому так получилось.",
                    f"Это ошибка {gen}, а не наша.",
                    f"Вся вина лежит на {form(who, 'Loc')}.",
                    f"Ошибка допущена {ins}.",
                    f"{title(who)} нас подвёл." if guilty == "виноват" else f"Нас подвёл {rng.choice(_PEOPLE)}.",
                    f"Ответственность за это несёт {who}.",
                )
            ),
        )


@mutator(_RULE, "a colleague did badly")
def badly(good: Good, rng: random.Random) -> Iterator[Broken]:
    for who in rng.sample(_PEOPLE, 3):
        deed = rng.choice(
            (
                "всё перепутал",
                "забыл об этом",
                "поленился проверить",
                "отнёсся к работе халатно",
                "не выполнил свою работу",
                "проявил невнимательность",
                "опять напутал с адресом",
            )
        )
        yield insert(good, rng, f"{title(who)} {deed}.")


@mutator(_RULE, "as a reason")
def reason(good: Good, rng: random.Random) -> Iterator[Broken]:
    ends = [s for s in good.body if s.text.endswith(".") and not s.text.endswith("руб.")]
    for who in rng.sample(_PEOPLE, 3 if ends else 0):
        end = rng.choice(ends).end - 1
        clause = rng.choice(
            (f"потому что {who} ошибся", f"так как {who} перепутал данные", f"из-за невнимательности {form(who, 'Gen')}", f"это вина {form(who, 'Gen')}")
        )
        yield put(good.text, end, end, f", {clause}", clause)


@mutator(_RULE, "a threat of punishment")
def threat(good: Good, rng: random.Random) -> Iterator[Broken]:
    for who in rng.sample(_PEOPLE, 3):
        yield insert(
            good,
            rng,
            rng.choice(
                (
                    f"{title(form(who, 'Gen'))} мы оштрафуем.",
                    f"{title(who)} будет наказан.",
                    f"{title(who)} понесёт наказание.",
                    f"Мы накажем {form(who, 'Gen')}.",
                    f"{title(form(who, 'Gen'))} лишат премии.",
                    f"{title(who)} получит выговор.",
                    f"Мы уволим {form(who, 'Gen')}.",
                )
            ),
        )


_CLIENT = (
    "Вы сами указали неверный адрес.", "Это Ваша вина.", "Вы сами виноваты.", "Вы должны были проверить данные заранее.", "Вам надо было внимательнее читать условия.", "Вы невнимательно заполнили форму.",
    "Вы допустили ошибку при оформлении.", "Вы сами выбрали этот способ.", "Вы могли бы и прочитать условия.", "Вы не прочитали условия.", "Ошибка на Вашей стороне.", "Вы неправильно ввели данные.",
    "Следовало проверить данные при оформлении.", "Вы забыли об этом сообщить.", "Всё произошло из-за Вашей невнимательности.", "Нужно было предупредить нас раньше.",
)  # fmt: skip


adds(_RULE, "the client is to blame", _CLIENT)


_NOT_US = (
    "Это не наша вина.", "Мы за это не отвечаем.", "К нам вопросов быть не может.", "Это не наша проблема.", "Мы здесь ни при чём.", "Мы не несём за это ответственности.", "От нас это не зависит.",
    "С нашей стороны ошибок нет.", "Претензии не к нам.", "Все вопросы — к продавцу.", "Мы лишь площадка.", "За действия перевозчика мы не отвечаем.", "Нашей вины в этом нет.", "Это проблема банка.",
)  # fmt: skip


adds(_RULE, "it is not us", _NOT_US)

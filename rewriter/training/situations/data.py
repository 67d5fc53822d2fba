"""What fills the slots of a situation: made-up data that agree with each other, always the same for the same seed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING, Any

from rewriter.text import morph
from rewriter.training.situations.schema import SLOT, Situation

if TYPE_CHECKING:
    from faker import Faker

# Faker knows names that nobody has had for a century; these are met today.
_WOMEN = frozenset(
    "Александра Алина Алла Анастасия Анжелика Анна Валентина Валерия Варвара Вера Вероника Виктория Галина Дарья Евгения Екатерина Елена Елизавета Жанна Зинаида Зоя Ирина Кира Клавдия Ксения Лариса Лидия Людмила Маргарита Марина Мария Надежда Наталья Нина Оксана Ольга Полина Раиса Светлана София Тамара Татьяна Ульяна Юлия".split()
)
_MEN = frozenset(
    "Александр Алексей Анатолий Андрей Антон Аркадий Артем Борис Вадим Валентин Валерий Василий Виктор Виталий Владимир Владислав Всеволод Вячеслав Геннадий Георгий Григорий Денис Дмитрий Евгений Егор Захар Иван Игорь Илья Кирилл Константин Леонид Максим Матвей Михаил Никита Николай Олег Павел Петр Роман Руслан Семен Сергей Станислав Степан Тимофей Федор Юрий Яков".split()
)
_YO = {"Артем": "Артём", "Петр": "Пётр", "Семен": "Семён", "Федор": "Фёдор"}


@dataclass(frozen=True)
class Chance:
    """Where everything that is drawn comes from: Faker, whose randomness is `random`, too."""

    fake: Any

    @property
    def random(self) -> Random:
        """The same stream that Faker draws from."""
        found: Random = self.fake.random
        return found

    def name(self, gender: str) -> str:
        """A first name, `f` or `m`."""
        known = _WOMEN if gender == "f" else _MEN
        while True:
            name: str = self.fake.first_name_female() if gender == "f" else self.fake.first_name_male()
            if name in known:
                return _YO.get(name, name)

    def street(self) -> str:
        """A street of one word and a house."""
        while not (title := str(self.fake.street_title())).isalpha():
            pass
        return f"ул. {title}, д. {self.random.randint(1, 98)}"


@lru_cache(maxsize=1)
def _faker() -> Faker:
    from faker import Faker

    from rewriter.training.situations.provider import Support

    fake = Faker("ru_RU", use_weighting=False)
    fake.add_provider(Support)
    return fake


def chance(seed: int, number: int) -> Chance:
    """The chance of the candidate `number`: nothing in it hangs on the candidates before it. All share one Faker: the chance drawn last is the one that holds."""
    fake = _faker()
    fake.seed_instance(int.from_bytes(sha256(f"{seed} {number}".encode()).digest()[:8]))
    return Chance(fake)


def values_for(situation: Situation, by: Chance) -> dict[str, str]:
    """A value for each slot; postcodes, codes and cities of one case belong together, dates stand in the order of their names."""
    fake, random = by.fake, by.random
    here, there = fake.place(), fake.place()
    while there.city == here.city:
        there = fake.place()
    first = random.randint(10, 350)
    shared: dict[str, Callable[[], str]] = {
        "index": lambda: f"{here.prefix}{random.randint(10, 99)}0",
        "post14": lambda: fake.post14(here.prefix),
        "city": lambda: here.city,
        "city_gen": lambda: here.gen,
        "city_loc": lambda: here.loc,
        "city2": lambda: there.city,
        "city2_gen": lambda: there.gen,
        "city2_loc": lambda: there.loc,
        "street": by.street,
        "date_before": lambda: _day(first - random.randint(2, 6)),
        "date": lambda: _day(first),
        "date_later": lambda: _day(first + random.randint(2, 8)),
        "ticket": lambda: str(random.randint(10_000, 98_999)),
    }
    values = {}
    for name, kind in situation.slots.items():
        if isinstance(kind, tuple):
            values[name] = random.choice(kind)
        else:
            values[name] = str(shared[kind]() if kind in shared else getattr(fake, kind)())
    return values


def _day(number: int) -> str:
    from rewriter.training.situations.provider import day

    return day(number)


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with the values in it; `{item:Gen}` puts a noun into a case. Raises ValueError where there is no such form."""

    def put(found: re.Match[str]) -> str:
        value = values[found[1]]
        if not found[2]:
            return value
        form = morph.inflect(value, "NOUN", Case=found[2], Number="Sing")
        if form is None:
            raise ValueError(f"нет формы {found[2]} слова «{value}»: «{template}»")
        return form

    return SLOT.sub(put, template)

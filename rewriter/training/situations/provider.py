"""Data that support writes about, as a Faker provider: codes with right check digits, dates, sums, terms, offices."""

from __future__ import annotations

from collections.abc import Sequence

from faker.providers import BaseProvider

from rewriter.training.situations.places import PLACES, Place

MONTHS = tuple("января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split())
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_NBSP = " "


def s10_check(digits: str) -> int:
    """The check digit of an S10 code's eight digits (UPU S10: weights 8 6 4 2 3 5 9 7, 11 minus the sum mod 11; 10 is 0 and 11 is 5)."""
    rest = 11 - sum(int(d) * w for d, w in zip(digits, _S10_WEIGHTS, strict=True)) % 11
    return {10: 0, 11: 5}.get(rest, rest)


def post14_check(digits: str) -> int:
    """The check digit of a Russian Post code's thirteen digits: three times the odd places and the even ones, filled up to ten."""
    total = sum(int(d) * (1 if n % 2 else 3) for n, d in enumerate(digits))
    return (10 - total % 10) % 10


def day(number: int) -> str:
    """The day of a year without a leap day, counted from 0 and past its end, as it is written: «14 мая»."""
    number %= sum(_DAYS)
    for month, length in zip(MONTHS, _DAYS, strict=True):
        if number < length:
            return f"{number + 1} {month}"
        number -= length
    raise AssertionError(number)


def grouped(rubles: int) -> str:
    """Digits by three, parted by spaces."""
    return f"{rubles:,}".replace(",", _NBSP)


class Support(BaseProvider):
    """Our own data."""

    def _digits(self, count: int) -> str:
        return "".join(str(self.random_int(0, 9)) for _ in range(count))

    def _of(self, choices: Sequence[str]) -> str:
        return str(self.random_element(choices))

    def place(self) -> Place:
        """A city."""
        return PLACES[self.random_int(0, len(PLACES) - 1)]

    def s10(self, country: str = "RU") -> str:
        """An S10 code of a registered parcel."""
        digits = self._digits(8)
        return f"R{self._of('ABDF')}{digits}{s10_check(digits)}{country}"

    def s10_abroad(self) -> str:
        """An S10 code from abroad."""
        return self.s10(self._of(("CN", "TR", "KZ", "BY")))

    def post14(self, prefix: str) -> str:
        """A 14-digit code of the office whose index begins so: index, month, number in it, check digit."""
        digits = f"{prefix}{self._digits(3)}{self.random_int(10, 99)}{self._digits(5)}"
        return f"{digits}{post14_check(digits)}"

    def order(self) -> str:
        """An order of a shop: client and number."""
        return f"{self.random_int(10_000_000, 99_999_999)}-00{self.random_int(1, 49):02d}"

    def order_short(self) -> str:
        """A shop's order, five digits."""
        return str(self.random_int(10_100, 98_900))

    def sum(self) -> str:
        """What a purchase costs."""
        return f"{grouped(self.random_int(12, 99) * 100 + self._ending())} руб."

    def fee(self) -> str:
        """What a service costs."""
        return f"{self.random_int(8, 59) * 10} руб."

    def _ending(self) -> int:
        return int(self._of(("0", "50", "90")))

    def days(self) -> str:
        """A term whose form is the same in nominative and genitive."""
        return f"{self._of(('5', '7', '10', '14', '15', '30'))} дней"

    def workdays(self) -> str:
        """The same in working days."""
        return f"{self._of(('5', '6', '7', '8', '10'))} рабочих дней"

    def minutes(self) -> str:
        """Some minutes."""
        return f"{self._of(('5', '10', '15', '20', '30', '40'))} минут"

    def time(self) -> str:
        """An hour of the day."""
        return f"{self.random_int(11, 20)}:00"

    def hours(self) -> str:
        """When a courier comes."""
        start = self.random_int(9, 16)
        return f"с {start}:00 до {start + self.random_int(2, 4)}:00"

    def open_hours(self) -> str:
        """When an office is open."""
        return f"с {self.random_int(8, 10)}:00 до {self.random_int(18, 21)}:00"

    def phone(self) -> str:
        """A free number that nobody has (555-01-XX is kept for fiction)."""
        return f"8 800 555-01-{self._digits(2)}"

    def percent(self) -> str:
        """A discount."""
        return f"{self._of(('5', '10', '15', '20', '25', '30'))} %"

    def promo(self) -> str:
        """A promo code."""
        return f"{self._of(('ЛЕТО', 'ВЕСНА', 'ОСЕНЬ', 'УЮТ', 'ПРАЗДНИК'))}{self._of(('5', '10', '15', '20', '25'))}"

    def version(self) -> str:
        """A version of an app."""
        return f"{self.random_int(2, 7)}.{self.random_int(1, 9)}"

    def count(self) -> str:
        """How many, for nouns in the genitive plural."""
        return self._of(("5", "6", "8", "10", "12", "15", "20", "25", "30"))

"""Values lost, changed or made up (facts-preserved, no-new-facts)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from benchmarks.mutators.base import Broken, Good, cut, insert, mutator, put

_LOST, _NEW = "facts-preserved", "no-new-facts"
_MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря")
_MONTH = re.compile(rf"(?<=\d )(?:{'|'.join(_MONTHS)})")
_RUN = re.compile(r"\d+")


def _runs(good: Good) -> Iterator[re.Match[str]]:
    """Digits of the reply that the draft has, too, and that stand in the reply once; no numbers of a list."""
    all_runs = _RUN.findall(good.text)
    in_draft = set(_RUN.findall(good.case.draft))
    for m in _RUN.finditer(good.text):
        listed = re.match(r"\d\. ", good.text[m.start() :]) and (m.start() == 0 or good.text[m.start() - 1] == "\n")
        # «8 800» and «7 800» are the same telephone; a returned parcel is not to be spoken of.
        prefix = good.text.startswith("8 800", m.start())
        secret = good.pack.name == "teleshop" and re.search(rf"{m.group()}[^.]*возврат", good.case.draft)
        if m.group() in in_draft and all_runs.count(m.group()) == 1 and not listed and not prefix and not secret:
            yield m


def _changed(good: Good, m: re.Match[str], rng: random.Random) -> str:
    """The digits with one of them changed, still a day, an hour or a number without leading zeros."""
    text, old = good.text, m.group()
    before, after = text[max(0, m.start() - 4) : m.start()], text[m.end() : m.end() + 12]
    for _ in range(40):
        at = rng.randrange(len(old))
        new = old[:at] + rng.choice("0123456789".replace(old[at], "")) + old[at + 1 :]
        if new[0] == "0" != old[0] and len(new) > 1 or int(new) == 0:
            continue
        if re.match(r":\d\d", after) and int(new) > 23 or (re.search(r"\d:$", before) and int(new) > 59):
            continue
        if (re.match(r"\.\d\d\.\d{4}", after) or re.match(rf" (?:{'|'.join(_MONTHS)})", after)) and not 1 <= int(new) <= 28:
            continue
        if re.match(r"\.\d{4}", after) and re.search(r"\d\.$", before) and not 1 <= int(new) <= 12:
            continue
        return new
    return ""


def _digits(good: Good, rng: random.Random) -> Iterator[tuple[Broken, str]]:
    for m in _runs(good):
        if new := _changed(good, m, rng):
            yield put(good.text, *m.span(), new, what=f"{good.text[max(0, m.start() - 12) : m.end() + 8]!r}: {m.group()} → {new}"), new


@mutator(_LOST, "one digit changed")
def digit_lost(good: Good, rng: random.Random) -> Iterator[Broken]:
    if good.id.endswith("-06") and "152-ФЗ" in good.text:
        return  # the number of a law that was asked for
    for broken, _ in _digits(good, rng):
        yield broken._replace(start=None, end=None)


@mutator(_NEW, "one digit changed")
def digit_new(good: Good, rng: random.Random) -> Iterator[Broken]:
    known = set(_RUN.findall(good.sources))
    for broken, new in _digits(good, rng):
        if new not in known and int(new) > 4:
            yield broken


@mutator(_LOST, "another month")
def month_lost(good: Good, rng: random.Random) -> Iterator[Broken]:
    for broken in month_new(good, rng):
        yield broken._replace(start=None, end=None)


@mutator(_NEW, "another month")
def month_new(good: Good, rng: random.Random) -> Iterator[Broken]:
    for m in _MONTH.finditer(good.text):
        if len(re.findall(m.group(), good.text)) == 1:
            new = rng.choice([x for x in _MONTHS if x not in good.sources and x != m.group()])
            yield put(good.text, *m.span(), new, what=f"{m.group()} → {new}")


_UNITS = {
    "дней": "часов",
    "дня": "часа",
    "часов": "дней",
    "часа": "дня",
    "минут": "часов",
    "секунд": "минут",
    "месяцев": "дней",
    "рублей": "долларов",
    "МБ": "ГБ",
}


@mutator(_LOST, "another unit")
def unit(good: Good, rng: random.Random) -> Iterator[Broken]:
    for m in re.finditer(r"(?<=\d )(?:дней|дня|часов|часа|минут|секунд|месяцев|рублей|МБ)(?![а-я])", good.text):
        new = _UNITS[m.group()]
        if good.text.count(m.group()) == 1 and new not in good.sources and good.drafts(r"\d " + m.group()[:3].lower()):
            yield put(good.text, *m.span(), new, what=f"{m.group()} → {new}")._replace(start=None, end=None)


@mutator(_LOST, "working days and days")
def working(good: Good, rng: random.Random) -> Iterator[Broken]:
    for m in re.finditer(r"(?<=\d )(рабоч\w+ )?(?:дней|дня|день)(?!\w)", good.text):
        day = good.text[: m.start()].split()[-1]
        if not good.drafts(r"\d (?:рабоч|календар)?\w* ?(?:дн|день)") or len(re.findall(rf"\b{day} ", good.text)) > 1:
            continue
        if m[1]:
            yield cut(good.text, m.start(1), m.end(1), f"− {m[1].strip()}")
        elif not good.drafts("рабоч") and not good.drafts("суток"):
            yield put(good.text, m.start(), m.start(), "рабочих ")._replace(start=None, end=None)


# Stretches that may go without leaving bad Russian behind: where, when, how much, how to reach.
_CUTS = re.compile(
    r",? (?:(?:до|с|к|после|не позднее|ориентировочно) \d{1,2} (?:" + "|".join(_MONTHS) + r")(?: \d{4} года)?"
    r"|в течение \d+(?:[–-]\d+)? [а-я ]*?(?:дней|дня|часов|минут|месяцев)|с \d{1,2}:\d\d до \d{1,2}:\d\d|до \d{1,2}:\d\d|через \d+(?:[–-]\d+)? (?:дней|секунд)|за \d+ [а-я ]*?(?:дней|дня)|№ \d+"
    r"|по телефону \d[\d ()-]{8,}\d|на [\w.]+@[\w.]+\w|на \d{1,2}:\d\d|\d{1,2} (?:"
    + "|".join(_MONTHS)
    + r")(?: \d{4} года)?(?: в \d\d:\d\d)?|в разделе «[^»]+»(?: — «[^»]+»)?|от \d[\d ]* рублей|до \d+ %)"
)


@mutator(_LOST, "a stretch with a value dropped")
def stretch(good: Good, rng: random.Random) -> Iterator[Broken]:
    for m in _CUTS.finditer(good.text):
        values = [*_RUN.findall(m.group()), *re.findall("«([^»]+)»", m.group())]
        rest = good.text[: m.start()] + " " + good.text[m.end() :]
        # What stands elsewhere, or has never been in the draft, is not lost.
        gone = [v for v in values if not re.search(rf"(?<!\d){re.escape(v)}(?!\d)", rest) and v in good.case.draft]
        if gone:
            yield cut(good.text, m.start(), m.end())


@mutator(_LOST, "a sentence with a value dropped")
def sentence(good: Good, rng: random.Random) -> Iterator[Broken]:
    runs = [m for m in _runs(good) if len(m.group()) > 1]
    for told in good.body:
        if any(told.start <= m.start() < told.end for m in runs) and len(good.body) > 1:
            yield cut(good.text, told.start, told.end)


@mutator(_LOST, "a value made vague")
def vague(good: Good, rng: random.Random) -> Iterator[Broken]:
    patterns = (
        (r"(?<=в )течение \d+[–\d-]* [а-я ]*?(?:дней|дня|часов|минут|месяцев)", "ближайшее время"), (rf"(?<![\d.])\d{{1,2}} (?:{'|'.join(_MONTHS)})(?: \d{{4}} года)?(?! по| и)", "на днях"),
        (r"с \d{1,2}:\d\d до \d{1,2}:\d\d", "в рабочее время"), (r"\d[\d ]*(?:,\d\d)? (?:рублей|руб\.)", "небольшую сумму"), (r"8 800 \d{3}-\d\d-\d\d", "нашему номеру"), (r"г\. [А-Я]\w+, ул\. [А-Я]\w+, д\. \d+", "недалеко от Вас"),
    )  # fmt: skip
    for pattern, new in patterns:
        for m in re.finditer(pattern, good.text):
            rest = good.text[: m.start()] + " " + good.text[m.end() :]
            if any(not re.search(rf"(?<!\d){v}(?!\d)", rest) and v in good.case.draft for v in _RUN.findall(m.group())):
                yield put(good.text, *m.span(), new, what=f"{m.group()} → {new}")._replace(start=None, end=None)


@mutator(_LOST, "another name")
def name(good: Good, rng: random.Random) -> Iterator[Broken]:
    for m in re.finditer(r"«([А-ЯЁ][^«»]{2,30})»", good.text):
        new = rng.choice([x for x in ("Календарь", "Черновики", "Избранное", "Витрина") if x not in good.sources])
        if m[1] in good.case.draft and good.text.count(m[1]) == 1 and "С уважением" not in good.text[: m.start()] and not good.asks("закон|основани"):
            yield put(good.text, m.start(1), m.end(1), new, what=f"{m[1]} → {new}")._replace(start=None, end=None)
    for m in re.finditer(r"(?:ул\.|г\.) ([А-ЯЁ]\w+)", good.text):
        new = rng.choice(
            [x for x in (("Вишнёвая", "Заводская", "Школьная") if m.group().startswith("ул") else ("Рязань", "Уфа", "Тула")) if x not in good.sources]
        )
        if m[1] in good.case.draft and good.text.count(m[1]) == 1:
            yield put(good.text, m.start(1), m.end(1), new, what=f"{m[1]} → {new}")._replace(start=None, end=None)
    for m in re.finditer(r"[\w.]*@[\w.]+\w|(?<![@\w.])[a-z]+(?:\.[a-z]+)*\.example(?:/\w+)?", good.text):
        if m.group() in good.case.draft and good.text.count(m.group()) == 1:
            at = rng.randrange(3)
            new = m.group()[:at] + rng.choice("qwz") + m.group()[at + 1 :]
            yield put(good.text, *m.span(), new, what=f"{m.group()} → {new}")._replace(start=None, end=None)


@mutator(_LOST, "yes and no")
def yes(good: Good, rng: random.Random) -> Iterator[Broken]:
    for m in re.finditer(r"(?<![А-Яа-яё])Да, ", good.text):
        if not good.text[m.end() :].startswith(("дождь", "мы на связи", "Инна")):
            yield put(good.text, *m.span(), "Нет, ")


# ── Made up ──

_MADE_UP = (
    ("Стоимость составит 457 рублей.", "457 рублей"), ("За это возьмут 1 350 ₽.", "1 350 ₽"), ("Комиссия — 7 %.", "7 %"), ("Это займёт 8 дней.", "8 дней"), ("Ответим в течение 36 часов.", "36 часов"), ("Срок — от 9 до 16 дней.", "от 9 до 16 дней"),
    ("Всё решится до 17 октября.", "17 октября"), ("Крайний срок — 23.08.2025.", "23.08.2025"), ("Мы ответим к 16:45.", "16:45"), ("Звоните: 8 800 777-66-55.", "8 800 777-66-55"), ("Телефон для справок: +7 916 123-45-67.", "+7 916 123-45-67"),
    ("Подробности — на dostavka-info.example.", "dostavka-info.example"), ("Пишите на vopros@servis.example.", "vopros@servis.example"), ("Обращение № 774512 зарегистрировано.", "774512"), ("Трек-номер — RR987654321RU.", "RR987654321RU"),
    ("Адрес: г. Рязань, ул. Вишнёвая, д. 46.", "ул. Вишнёвая, д. 46"), ("Спросите Сергея Николаевича.", "Сергея Николаевича"), ("Вопрос ведёт Виктория Степанова.", "Виктория Степанова"), ("Заказ едет через Новосибирск.", "Новосибирск"),
    ("Мы начислим Вам 350 баллов.", "350 баллов"), ("Дарим Вам скидку.", "скидку"), ("Вы получите промокод.", "промокод"), ("Вас ждёт компенсация.", "компенсация"), ("Вам положен бонус.", "бонус"), ("Мы подарим Вам сертификат.", "сертификат"),
    ("Вам полагается кешбэк.", "кешбэк"), ("Индекс отделения — 656049.", "656049"), ("Отвечаем круглосуточно.", "круглосуточно"), ("Это бесплатно.", "бесплатно"), ("Ждите ответа в четверг.", "четверг"), ("Ответ будет завтра.", "завтра"),
    ("Доставит компания «Вихрь».", "«Вихрь»"), ("Приложение называется FastMail Pro.", "FastMail Pro"), ("Это займёт две недели.", "две недели"), ("Доставка обойдётся в сто рублей.", "сто рублей"),
)  # fmt: skip


@mutator(_NEW, "a value added")
def made_up(good: Good, rng: random.Random) -> Iterator[Broken]:
    for told, value in rng.sample(_MADE_UP, 4):
        stem = re.sub(r"[^\w]", "", value.lower())[:5]
        if not good.drafts(stem) and not good.asks(stem) and stem not in good.sources.lower():
            yield insert(good, rng, told, value)


@mutator(_NEW, "a value put into a sentence")
def put_in(good: Good, rng: random.Random) -> Iterator[Broken]:
    ends = [s for s in good.body if s.text.endswith(".") and not s.text.endswith("руб.") and not _RUN.search(s.text)]
    values = (
        "до 17 октября",
        "в течение 8 дней",
        "за 457 рублей",
        "к 16:45",
        "через 36 часов",
        "на сайте dostavka-info.example",
        "по телефону 8 800 777-66-55",
        "с понедельника",
    )
    for value in rng.sample(values, 3 if ends else 0):
        if (value.split()[-1][:5] not in good.sources.lower()) and not good.drafts("понедельн"):
            end = rng.choice(ends).end - 1
            yield put(good.text, end, end, f" {value}", value)

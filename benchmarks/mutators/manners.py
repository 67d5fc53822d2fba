"""Manners: apology, empathy, wishes, greeting, farewell."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from benchmarks.mutators.base import Broken, Good, cut, insert, mutator, put

# ── apology-fits ──


@mutator("apology-fits", "a second apology")
def again(good: Good, rng: random.Random) -> Iterator[Broken]:
    if re.search(r"извинени|прощени|[Пп]ростите", good.text):
        for told in rng.sample(
            ("Ещё раз приносим извинения.", "Простите нас, пожалуйста.", "Просим прощения за неудобства.", "Приносим свои извинения.", "Извините нас."), 3
        ):
            yield insert(good, rng, told)


@mutator("apology-fits", "for a price or a term")
def for_price(good: Good, rng: random.Random) -> Iterator[Broken]:
    if good.mood != "upset" and not re.search(r"извинени|прощени|[Пп]ростите", good.text):
        for told in rng.sample(
            (
                "Приносим извинения за такую цену.",
                "Простите, что доставка платная.",
                "Извините за стоимость пересылки.",
                "Приносим извинения за срок хранения.",
                "Просим прощения за порядок возврата.",
            ),
            3,
        ):
            yield insert(good, rng, told)


# ── empathy, life-event ──


@mutator("empathy", "the line dropped")
def cold(good: Good, rng: random.Random) -> Iterator[Broken]:
    if good.mood == "upset":
        for sentence in good.document.sentences:
            if re.match(r"(?:\w+, )?[Пп]онимаю|Мне очень жаль", sentence.text):
                rest = good.text[: sentence.start] + good.text[sentence.end :].lstrip(" ")
                kept = re.sub(r"(?:Приносим извинения|Просим прощения|Простите)[^.]*\. ?", "", rest)
                yield Broken(kept.strip(), None, None, f"− {sentence.text}")


@mutator("life-event", "the wish dropped")
def no_wish(good: Good, rng: random.Random) -> Iterator[Broken]:
    if good.asks(r"день рожд|юбиле|новым годом|наступающим|отпуск|экзамен|командировк|лет, успели|дню рожд"):
        kept = [s for s in good.document.sentences if not re.search(r"[Пп]оздравля|[Дд]н[её]м рожд|наступающ|праздник|поездк|отпуск|Удачи|ко дню", s.text)]
        if len(kept) < len(good.document.sentences) and kept:
            yield Broken(" ".join(s.text for s in kept), None, None, "no wish")


# ── greeting, farewell ──


@mutator("greeting", "no greeting on first contact")
def no_greeting(good: Good, rng: random.Random) -> Iterator[Broken]:
    first = good.document.sentences[0]
    if good.case.context.first_contact and first.text.startswith("Здравствуйте") and len(good.document.sentences) > 1:
        yield cut(good.text, first.start, good.document.sentences[1].start)


@mutator("greeting", "a greeting in mid-talk")
def greeted(good: Good, rng: random.Random) -> Iterator[Broken]:
    if good.case.context.first_contact is not True and not good.text.startswith("Здравствуйте") and not good.asks("здравствуй|добрый|новым годом"):
        context = good.case.context.model_copy(update={"first_contact": False})
        hello = rng.choice(("Здравствуйте!", "Добрый день!", "Добрый вечер!"))
        yield put(good.text, 0, 0, hello + " ", hello, context=context)


@mutator("greeting", "the name over and over")
def names(good: Good, rng: random.Random) -> Iterator[Broken]:
    if (name := good.case.context.client_name) and len(good.body) > 2:
        text = good.text
        for sentence in reversed(good.body[:4]):
            if not re.match(r"\d", sentence.text):
                text = f"{text[: sentence.start]}{name}, {text[sentence.start].lower()}{text[sentence.start + 1 :]}"
        if text.count(name) > 3:
            yield Broken(text, None, None, f"{text.count(name)} times {name}")


_BYE = re.compile(r"\s*(?:Хорошего|Всего|Приятных|Берегите|Лёгкого|Хороших|Чудесных|Отличного|Хорошей|Удачи|Будем|Здоровья)[^.!\n]*[.!](?: [^\w\s]+)?$")


@mutator("farewell", "no farewell")
def no_bye(good: Good, rng: random.Random) -> Iterator[Broken]:
    if (
        good.mood != "upset"
        and (m := _BYE.search(good.text))
        and m.start() > 20
        and not re.search(r"(?:помочь|пожалуйста)[^.!]*[!.]$|на связи", good.text[: m.start()])
    ):
        yield cut(good.text, *m.span())


@mutator("farewell", "a warm farewell to an upset client")
def warm(good: Good, rng: random.Random) -> Iterator[Broken]:
    if good.mood == "upset" and "С уважением" not in good.text:
        bye = rng.choice(("Хорошего Вам дня!", "Отличного настроения!", "Прекрасного вечера!", "Хорошего Вам настроения!"))
        yield put(good.text, len(good.text), len(good.text), f" {bye}", bye)


@mutator("farewell", "a long answer to a bare «ок»")
def long_bye(good: Good, rng: random.Random) -> Iterator[Broken]:
    if re.fullmatch(r"(?:спасибо|ок|ок, понял|спасибо большое)[ !.]*", good.case.client_message.lower()):
        yield Broken(
            good.text
            + " Заказ хранится в отделении семь дней. Если появятся вопросы о доставке, оплате или возврате, напишите нам ещё раз. В приложении есть раздел с ответами.",
            None,
            None,
            "three more sentences",
        )

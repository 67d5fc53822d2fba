"""What a reply says and how it is laid out: reasons, terms, promises, jargon, lists, the parts of a letter."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from benchmarks.mutators.base import Broken, Good, adds, cut, insert, mutator, put

# ── explain-request, concrete-terms, holding-phrase, commitments, jargon, positive-framing ──

_REQUESTS = (
    "Пришлите, пожалуйста, фото паспорта.",
    "Назовите, пожалуйста, номер телефона.",
    "Отправьте, пожалуйста, скриншот экрана.",
    "Сообщите, пожалуйста, Ваш адрес.",
    "Приложите, пожалуйста, копию чека.",
)


@mutator("explain-request", "a request without its reason")
def unexplained(good: Good, rng: random.Random) -> Iterator[Broken]:
    # A reason that stands there for something else may pass for this one's, too.
    for told in rng.sample(_REQUESTS, 3) if not re.search(r"чтобы|нуж[нде]|так мы|по (?:нему|ней|ним)|для этого|поможет|нашли", good.text.lower()) else ():
        end = good.body[-1].end if good.body else 0
        yield put(good.text, end, end, f" {told}", told)


_TERM = re.compile(
    r"\d (?:\w+ )?(?:дн|день|час|минут|месяц|недел|год)|\d:\d\d|\d\d\.\d\d|\d (?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)|сегодня|завтра|июнь|понедельник|сред[уы]"
)
_SOON = (
    "Скоро всё исправим.",
    "Ответим в ближайшее время.",
    "Решим вопрос в кратчайшие сроки.",
    "Это будет готово скоро.",
    "Вернёмся с ответом как можно скорее.",
    "Разберёмся в самое ближайшее время.",
    "Сделаем это в скором времени.",
)


@mutator("concrete-terms", "«скоро»")
def soon(good: Good, rng: random.Random) -> Iterator[Broken]:
    # Where a term is told, «скоро» says no more than that.
    for told in rng.sample(_SOON, 3) if not _TERM.search(good.text.lower() + good.case.draft.lower()) else ():
        yield insert(good, rng, told)


@mutator("holding-phrase", "«минуту» without a reason")
def hold(good: Good, rng: random.Random) -> Iterator[Broken]:
    for told in rng.sample(
        ("Минуту, пожалуйста.", "Подождите немного, пожалуйста.", "Одну минуту.", "Оставайтесь, пожалуйста, на линии.", "Подождите минуту."), 3
    ):
        if not good.drafts("минут"):
            yield Broken(told, 0, len(told), told)


adds(
    "commitments",
    "a promise",
    (
        "Я передам вопрос коллегам.",
        "Мы позвоним Вам до 18:00.",
        "Я вернусь с ответом завтра.",
        "Мы напишем Вам, когда всё проверим.",
        "Передам Ваше пожелание разработчикам.",
        "Я сообщу Вам о результате.",
    ),
)


adds(
    "jargon",
    "a technical word",
    (
        "Очистите кэш, пожалуйста.",
        "Ошибка на стороне сервера API.",
        "Проверьте, пожалуйста, DNS.",
        "Контроллер потерял линк.",
        "Нужен рестарт роутера.",
        "Это связано с авторизацией по токену.",
        "Проверьте, пожалуйста, пинг.",
    ),
)


adds(
    "positive-framing",
    "what will not be",
    (
        "Раньше пятницы заказ не придёт.",
        "До среды ответа не будет.",
        "Раньше 18:00 мы не откроемся.",
        "Без паспорта посылку не выдадут.",
        "Пока оплата не пройдёт, заказ не отправят.",
    ),
)


# ── structure, formula-letter ──


@mutator("structure", "a list poured into one paragraph")
def poured(good: Good, rng: random.Random) -> Iterator[Broken]:
    if len(re.findall(r"(?:^|\n)\d\. ", good.text)) > 2:
        yield Broken(re.sub(r"\n(?=\d\. |Хорошего)", " ", re.sub(r"(?m)^\d\. ", "", good.text)).replace("\n", " "), None, None, "no list")
        yield Broken(good.text.replace("\n", " "), None, None, "no new lines")


@mutator("formula-letter", "a part of the letter dropped")
def parts(good: Good, rng: random.Random) -> Iterator[Broken]:
    if good.pack.name != "tech-support" or not good.case.context.ticket_id:
        return
    if m := re.search(r"\s*С уважением,.*", good.text, re.DOTALL):
        yield cut(good.text, *m.span(), "− the signature")
    if m := re.match(r"Здравствуйте[^!]*!\s*", good.text):
        yield cut(good.text, *m.span(), "− the greeting")

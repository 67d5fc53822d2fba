"""Style and manners, where a break of them is beyond dispute (rules 14-35)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from benchmarks.mutators.base import Broken, Good, cut, insert, mutator, put, title
from rewriter.text import morph
from rewriter.text.emoji import emoji_in

# ── plain-words ──

_CLERICAL = {
    "этот": "данный",
    "деньги": "денежные средства",
    "сейчас": "в настоящий момент",
    "чтобы": "с целью",
    "ещё": "дополнительно",
    "заново": "повторно",
    "только": "исключительно",
    "из-за": "по причине",
}


@mutator("plain-words", "a plain word made clerical")
def clerical(good: Good, rng: random.Random) -> Iterator[Broken]:
    for token in good.document.words:
        top = token.word.top if token.word else None
        if token.norm == "сейчас":
            yield put(good.text, token.start, token.end, "В настоящий момент" if token.capital else "в настоящий момент")
        elif top is not None and top.lemma == "этот" and top.pos == "DET":
            feats = {k: v for k, v in top.feats.items() if k in ("Case", "Number", "Gender", "Animacy")}
            if new := morph.inflect("данный", "ADJ", **feats) or morph.inflect("данный", **{k: v for k, v in feats.items() if k != "Animacy"}):
                yield put(good.text, token.start, token.end, title(new) if token.capital else new)
        elif token.norm in ("деньги", "деньгам", "деньгами"):
            new = {"деньги": "денежные средства", "деньгам": "денежным средствам", "деньгами": "денежными средствами"}[token.norm]
            yield put(good.text, token.start, token.end, title(new) if token.capital else new)


_OFFICE = (
    "Осуществляется проверка.", "Мы осуществим доставку.", "Проверка будет произведена.", "Произведите оплату, пожалуйста.", "В целях проверки нужен чек.", "В связи с тем, что заказ большой, нужно время.", "Денежные средства поступят.",
    "Данное отправление в пути.", "Инцидент рассмотрен.", "По причине ремонта вход с торца.", "В настоящее время всё работает.", "Ваш заказ является оплаченным.", "Посредством приложения это быстрее.", "Вручение отправления завтра.",
    "Вы будете проинформированы.", "Уведомляем Вас о доставке.", "Денежными средствами распоряжаетесь Вы.", "Мы осуществляем контроль.", "Сотрудник осуществил звонок.", "Указанное отправление найдено.",
)  # fmt: skip


@mutator("plain-words", "a clerical sentence")
def office(good: Good, rng: random.Random) -> Iterator[Broken]:
    for sentence in rng.sample(_OFFICE, 3):
        yield insert(good, rng, sentence)


# ── plain-syntax ──

_KNOTTED = (
    "Производится проверка правильности заполнения анкеты получателя.", "Мы произведём проверку данных.", "Выполнение доставки заказа осуществляется курьером.", "Рассмотрение заявления производится сотрудником отделения.", "Заявка будет рассмотрена специалистом отдела.",
    "Проведение процедуры оформления возврата товара занимает время.", "Осуществление контроля качества обслуживания клиентов — наша задача.", "Заказ доставляется курьером.", "Мы осуществим отправку посылки.", "Проводится работа по выяснению причин задержки доставки заказа.",
)  # fmt: skip


@mutator("plain-syntax", "verbal nouns, chains, passives")
def knotted(good: Good, rng: random.Random) -> Iterator[Broken]:
    for sentence in rng.sample(_KNOTTED, 3):
        yield insert(good, rng, sentence)


# ── sentence-length ──


@mutator("sentence-length", "sentences joined into one of over 40 words")
def joined(good: Good, rng: random.Random) -> Iterator[Broken]:
    if not good.body:
        return
    first = good.body[0]
    rest = [s.text.rstrip(".!? ").lstrip("123. ") for s in good.body if not emoji_in(good.document)]
    long = ""
    for part in rest * 3:
        long = f"{long}, и {part[:1].lower()}{part[1:]}" if long else part
        if len(long.split()) > 45:
            break
    if len(long.split()) > 45:
        yield put(good.text, first.start, first.end, long + ".", what=f"{len(long.split())} words")


# ── no-bare-imperatives ──

_PLEASE = re.compile(r"(?:,? ?пожалуйста,|, пожалуйста(?=[.!?:;]))")


@mutator("no-bare-imperatives", "«пожалуйста» dropped")
def bare(good: Good, rng: random.Random) -> Iterator[Broken]:
    for sentence in good.body if good.text.lower().count("пожалуйста") == 1 else ():
        if "пожалуйста" in sentence.text.lower() and (m := _PLEASE.search(good.text, sentence.start, sentence.end)):
            yield cut(good.text, *m.span(), f"− пожалуйста: {sentence.text}")


_ORDERS = (
    "Направьте копию чека.",
    "Предоставьте паспорт.",
    "Заполните анкету.",
    "Зайдите в приложение.",
    "Обновите страницу.",
    "Перезагрузите телефон.",
    "Подойдите в отделение.",
    "Проверьте почту.",
)


@mutator("no-bare-imperatives", "an order added")
def order(good: Good, rng: random.Random) -> Iterator[Broken]:
    # One «пожалуйста» softens its neighbours, too.
    for sentence in rng.sample(_ORDERS, 3) if "ожалуйста" not in good.text else ():
        yield insert(good, rng, sentence, sentence.split()[0])


# ── capital-vy ──

_VY = re.compile(r"(?<![.!?\n] )(?<!\A)(?<!\n)(?<!\w)[Вв](?:ы|ас|ам|ами|аш[а-яё]*)(?!\w)")


@mutator("capital-vy", "the other letter")
def letter(good: Good, rng: random.Random) -> Iterator[Broken]:
    found = list(_VY.finditer(good.text))
    if good.pack.address == "Вы" or len(found) > 1:
        for m in found:
            new = m.group()[0].swapcase() + m.group()[1:]
            broken = put(good.text, *m.span(), new)
            # Where either letter will do, it is the mixture that is wrong, and either word may be pointed at.
            yield broken if good.pack.address == "Вы" else broken._replace(start=None, end=None)


# ── gendered-forms ──


@mutator("gendered-forms", "both genders at once")
def genders(good: Good, rng: random.Random) -> Iterator[Broken]:
    for m in re.finditer(r"(?<!\w)([Рр])ад(?:а|ы)? (?=помочь)", good.text):
        for new in ("ад/а ", "ад(а) ", "ад/рада "):
            yield put(good.text, *m.span(), m[1] + new, what=m[1] + new)
    for told in rng.sample(
        (
            "Я записал(а) Ваш вопрос.",
            "Я зафиксировал/а обращение.",
            "Уточнил(-а) это у коллег.",
            "Я передал/передала вопрос.",
            "Буду рад/а помочь.",
            "Я проверил(а) заказ.",
        ),
        3,
    ):
        yield insert(good, rng, told)


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


@mutator("commitments", "a promise")
def promised(good: Good, rng: random.Random) -> Iterator[Broken]:
    for told in rng.sample(
        (
            "Я передам вопрос коллегам.",
            "Мы позвоним Вам до 18:00.",
            "Я вернусь с ответом завтра.",
            "Мы напишем Вам, когда всё проверим.",
            "Передам Ваше пожелание разработчикам.",
            "Я сообщу Вам о результате.",
        ),
        3,
    ):
        yield insert(good, rng, told)


@mutator("jargon", "a technical word")
def jargon(good: Good, rng: random.Random) -> Iterator[Broken]:
    for told in rng.sample(
        (
            "Очистите кэш, пожалуйста.",
            "Ошибка на стороне сервера API.",
            "Проверьте, пожалуйста, DNS.",
            "Контроллер потерял линк.",
            "Нужен рестарт роутера.",
            "Это связано с авторизацией по токену.",
            "Проверьте, пожалуйста, пинг.",
        ),
        3,
    ):
        yield insert(good, rng, told)


@mutator("positive-framing", "what will not be")
def negative(good: Good, rng: random.Random) -> Iterator[Broken]:
    for told in rng.sample(
        (
            "Раньше пятницы заказ не придёт.",
            "До среды ответа не будет.",
            "Раньше 18:00 мы не откроемся.",
            "Без паспорта посылку не выдадут.",
            "Пока оплата не пройдёт, заказ не отправят.",
        ),
        3,
    ):
        yield insert(good, rng, told)


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


# ── spelling ──


def _long_words(good: Good) -> list[tuple[int, int]]:
    """Plain Russian words in lower case, eight letters and more, that stand in no quotes."""
    return [
        (t.start, t.end)
        for t in good.document.words
        if len(t.text) >= 8
        and t.text.islower()
        and "-" not in t.text
        and t.word is not None
        and t.word.known
        and good.text.count("«", 0, t.start) == good.text.count("»", 0, t.start)
    ]


_KEYS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")


def _beside(letter: str) -> str:
    """The letters of the keys to the left and right on a Russian keyboard."""
    row = next((r for r in _KEYS if letter in r), "ао")
    at = row.find(letter)
    return (row[at - 1] if at > 0 else "") + row[at + 1 : at + 2]


def _misspelt(good: Good, rng: random.Random, change: str) -> Iterator[Broken]:
    spots = _long_words(good)
    for start, end in rng.sample(spots, min(3, len(spots))):
        old = good.text[start:end]
        at = rng.randint(1, len(old) - 3)
        new = {
            "swap": old[:at] + old[at + 1] + old[at] + old[at + 2 :],
            "drop": old[:at] + old[at + 1 :],
            "double": old[:at] + old[at] + old[at:],
            "other": old[:at] + rng.choice(_beside(old[at])) + old[at + 1 :],
        }[change]
        # «заказ» without a letter may be another word: then it is no typo that a dictionary can see.
        if new != old and not morph.word(new.replace("ё", "е")).known:
            yield put(good.text, start, end, new, what=f"{old} → {new}")


@mutator("spelling", "two letters exchanged")
def swapped(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _misspelt(good, rng, "swap")


@mutator("spelling", "a letter left out")
def left_out(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _misspelt(good, rng, "drop")


@mutator("spelling", "a letter doubled")
def doubled_letter(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _misspelt(good, rng, "double")


@mutator("spelling", "the key beside")
def other_letter(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _misspelt(good, rng, "other")


@mutator("spelling", "a word twice")
def doubled_word(good: Good, rng: random.Random) -> Iterator[Broken]:
    words = [t for t in good.document.words if t.text.islower() and len(t.text) > 1 and t.norm not in ("чуть", "так", "как", "раз", "нет", "да", "еле")]
    for token in rng.sample(words, min(3, len(words))):
        yield put(good.text, token.end, token.end, f" {token.text}", what=f"{token.text} {token.text}")


@mutator("spelling", "no comma before «что», «чтобы», «который»")
def no_comma(good: Good, rng: random.Random) -> Iterator[Broken]:
    for m in re.finditer(r",(?= (?:что|чтобы|котор[а-яё]+)(?!\w))", good.text):
        if not re.search(r"(?:потому|того|так)$", good.text[: m.start()]):
            yield put(good.text, m.start(), m.end(), "", what=f"− comma: {good.text[max(0, m.start() - 15) : m.end() + 12]!r}")._replace(
                start=m.start() - 1, end=m.start() + 8
            )


@mutator("spelling", "two spaces, a space before a comma")
def spaces(good: Good, rng: random.Random) -> Iterator[Broken]:
    gaps = [m.start() for m in re.finditer(r"(?<=[а-я]) (?=[а-я])", good.text)]
    for at in rng.sample(gaps, min(2, len(gaps))):
        yield put(good.text, at, at + 1, "  ", what="two spaces")
    commas = [m.start() for m in re.finditer(r"(?<=[а-я]),(?= )", good.text)]
    for at in rng.sample(commas, min(2, len(commas))):
        yield put(good.text, at, at + 1, " ,", what="a space before a comma")

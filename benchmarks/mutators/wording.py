"""Wording: officialese, long sentences, bare orders, capitals, both genders at once."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from benchmarks.mutators.base import Broken, Good, adds, cut, insert, mutator, put, title
from rewriter.text import morph
from rewriter.text.emoji import emoji_in

# ── plain-words ──


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


adds("plain-words", "a clerical sentence", _OFFICE)


# ── plain-syntax ──

_KNOTTED = (
    "Производится проверка правильности заполнения анкеты получателя.", "Мы произведём проверку данных.", "Выполнение доставки заказа осуществляется курьером.", "Рассмотрение заявления производится сотрудником отделения.", "Заявка будет рассмотрена специалистом отдела.",
    "Проведение процедуры оформления возврата товара занимает время.", "Осуществление контроля качества обслуживания клиентов — наша задача.", "Заказ доставляется курьером.", "Мы осуществим отправку посылки.", "Проводится работа по выяснению причин задержки доставки заказа.",
)  # fmt: skip


adds("plain-syntax", "verbal nouns, chains, passives", _KNOTTED)


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

"""Refusals, inner words, confidential claims and familiarity: what word lists know, in all forms (rules 8-11)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from benchmarks.mutators.base import Broken, Good, adds, form, insert, mutator, put, title
from rewriter.text import morph

# ── forbidden-phrases ──

_REFUSED = "forbidden-phrases"
_DEEDS = ("ускорить доставку", "изменить это", "назвать точный срок", "помочь Вам с этим", "ответить точнее", "сделать это раньше")
_PERSONS = (
    ("я", {"Person": "1", "Number": "Sing"}, {"Number": "Sing", "Gender": "Masc"}), ("мы", {"Person": "1", "Number": "Plur"}, {"Number": "Plur"}), ("наш специалист", {"Person": "3", "Number": "Sing"}, {"Number": "Sing", "Gender": "Masc"}),
    ("служба доставки", {"Person": "3", "Number": "Sing"}, {"Number": "Sing", "Gender": "Fem"}), ("коллеги", {"Person": "3", "Number": "Plur"}, {"Number": "Plur"}), ("отделение", {"Person": "3", "Number": "Sing"}, {"Number": "Sing", "Gender": "Neut"}),
)  # fmt: skip


def _finite(lemma: str, person: dict[str, str], past: dict[str, str], tense: str) -> str:
    feats = past if tense == "Past" else person
    found = morph.inflect(lemma, "VERB", VerbForm="Fin", Mood="Ind", Tense=tense, **feats)
    assert found is not None, (lemma, tense, feats)
    return found


def _said(rng: random.Random, lemma: str, tenses: tuple[str, ...], rest: str) -> str:
    """A refusal in some person and tense, with or without its subject where the verb tells it."""
    subject, person, past = rng.choice(_PERSONS)
    tense = rng.choice(tenses)
    verb = _finite(lemma, person, past, tense)
    if person["Person"] == "1" and tense != "Past" and rng.random() < 0.5:
        return rng.choice((f"К сожалению, не {verb} {rest}.", f"Не {verb} {rest}."))
    return rng.choice((f"{title(subject)} не {verb} {rest}.", f"К сожалению, {subject} не {verb} {rest}.", f"{title(subject)}, увы, не {verb} {rest}."))


@mutator(_REFUSED, "«не мочь» in persons and tenses")
def cannot(good: Good, rng: random.Random) -> Iterator[Broken]:
    for _ in range(3):
        lemma, tenses = rng.choice((("мочь", ("Pres", "Past")), ("смочь", ("Fut", "Past"))))
        yield insert(good, rng, _said(rng, lemma, tenses, rng.choice(_DEEDS)))


@mutator(_REFUSED, "other refusing verbs")
def refusing(good: Good, rng: random.Random) -> Iterator[Broken]:
    for _ in range(3):
        lemma, tenses, rest = rng.choice(
            (
                ("владеть", ("Pres",), "такой информацией"),
                ("располагать", ("Pres",), "этими данными"),
                ("обладать", ("Pres",), "такими сведениями"),
                ("иметь", ("Pres",), "такой информации"),
                ("гарантировать", ("Pres", "Past"), "этот срок"),
                ("давать", ("Pres",), "таких гарантий"),
            )
        )
        yield insert(good, rng, _said(rng, lemma, tenses, rest))


_REFUSALS = (
    "Это невозможно.", "Ускорить доставку невозможно.", "Изменить адрес не представляется возможным.", "Назвать срок не представляется возможным.", "Такой информации нет.", "Информации об этом у нас нет.",
    "Данных об этом нет.", "Ничем не можем Вам помочь.", "Помочь ничем не сможем.", "Это займёт много времени.", "Решение потребует много времени.", "Нет возможности сделать это раньше.", "У нас нет возможности это изменить.",
    "Возможность изменить заказ отсутствует.", "Сведения об этом отсутствуют.", "Мы не в силах это изменить.", "Сделать ничего нельзя.", "Это не в нашей компетенции.", "Доставка в этот день невозможна.", "Мы вынуждены Вам отказать.",
    "Я не знаю, когда это будет.", "Не знаем, где сейчас заказ.", "Не могу Вам ничего подсказать.", "Мы этим не занимаемся.", "Затрудняемся ответить.", "Ждите.", "Ожидайте.", "Ожидайте ответа.",
)  # fmt: skip


adds(_REFUSED, "set phrases", _REFUSALS)


@mutator(_REFUSED, "only «ожидайте»")
def only_wait(good: Good, rng: random.Random) -> Iterator[Broken]:
    if good.document.sentences and good.case.draft:
        new = rng.choice(("Ожидайте.", "Ждите, пожалуйста.", "Просим ожидать.", "Ожидайте, пожалуйста, ответа."))
        yield Broken(new, 0, len(new), new)


# ── no-internal-details ──

_INNER = "no-internal-details"
_PEOPLE_INSIDE = {
    "base": ("супервайзер",),
    "marketplace": ("супервайзер", "наставник"),
    "saas-chat": ("супервайзер", "тестировщик"),
    "tech-support": ("супервайзер",),
}
_ABBREVIATED = {  # each where it stands: no form tells its case
    "base": ("Вопрос передан СВ.", "Заявка заведена в Jira.", "В CRM всё отмечено.", "Обращение есть в CRM.", "По данным WCRM, всё в порядке."),
    "post": ("Ваш ШПИ проверили.", "Отправление уже в ОПС.", "Отправление прибыло из СЦ.", "Это уточнит УКД.", "РПО уже обработано.", "Звоните в КЦ.", "Оформите это в МП."),
    "teleshop": ("Ваш ШПИ придёт в СМС.", "Заказ поступит в ОПС.", "Заказ ждёт в ПВЗ.", "Создан ОПП.", "Вопрос передали в УКК.", "Заказ аннулирован ФФ.", "Это недовложение.", "Вы у нас возвратник.", "Мы оформили досыл."),
    "marketplace": ("Заказ ждёт в ПВЗ.", "Заказ прибыл на СЦ.", "Код есть в ЛК.", "Покажите ШК из приложения.", "Ваш кейс в работе.", "Селлер скоро ответит."),
    "tech-support": ("Обращение на L2.", "Приоритет обращения — P3.", "Вопрос у вендора.", "Выпустили хотфикс.", "Это баг.", "Проблема на проде.", "Проверяем на тестовом стенде."),
    "saas-chat": ("Это баг на проде.", "Таска уже в спринте.", "Идея лежит в бэклоге.", "Фича выйдет в следующем релизе.", "Ошибка на бэкенде.", "Фикс выкатили на стейдж.", "Это наш техдолг."),
}  # fmt: skip
_STATUSES = ("Буфер", "Ручная сверка", "Аннулирован ФФ", "Обрыв связи", "Закрытый регион")
_KITCHEN = (
    "Вопрос передан на вторую линию.", "Вопрос на второй линии поддержки.", "Обращение стоит в очереди на обработку.", "Сейчас большая очередь обращений.", "Вопрос передали следующей смене.", "Моя смена заканчивается, ответит коллега.",
    "Это запрещает внутренний регламент.", "Так написано в нашем скрипте.", "Обращение перевели в статус «Закрыто».", "Обращению присвоен приоритет.", "Вопрос эскалирован.", "Мы эскалировали Ваш вопрос.", "Завели тикет.",
    "По Вашему тикету есть ответ.", "Ваши тикеты объединили.", "Нам не хватает операторов.", "Уточнил у старшего смены.", "Система не позволяет это сделать.", "На линии сейчас мало операторов.",
)  # fmt: skip


@mutator(_INNER, "people inside, in all cases")
def people_inside(good: Good, rng: random.Random) -> Iterator[Broken]:
    for who in _PEOPLE_INSIDE.get(good.pack.name, _PEOPLE_INSIDE["base"]):
        if good.asks(who[:8]):
            continue
        for number in ("Sing", "Plur"):
            template, case = rng.choice(
                (
                    ("Вопрос передан {}.", "Dat"),
                    ("Мы уточнили это у {}.", "Gen"),
                    ("Ответ согласован с {}.", "Ins"),
                    ("Это решает {}.", "Nom"),
                    ("Мы спросили {}.", "Acc"),
                )
            )
            word = form(who, "Gen" if case == "Acc" else case, number)
            yield insert(good, rng, ("Это решают {}." if (case, number) == ("Nom", "Plur") else template).format(word), word)


@mutator(_INNER, "the pack's abbreviations and words")
def abbreviated(good: Good, rng: random.Random) -> Iterator[Broken]:
    known = _ABBREVIATED["base"] + (_ABBREVIATED[good.pack.name] if good.pack.name in _ABBREVIATED and good.pack.name != "base" else ())
    for sentence in rng.sample(known, 3):
        words = [w.strip(".,") for w in sentence.split()]
        if any(good.asks(rf"\b{re.escape(w.lower())}") for w in words if len(w) > 1 and not w.islower()):
            continue
        yield insert(good, rng, sentence)


@mutator(_INNER, "statuses in quotes")
def statuses(good: Good, rng: random.Random) -> Iterator[Broken]:
    if good.pack.name == "teleshop":
        for status in rng.sample(_STATUSES, 3):
            yield insert(good, rng, rng.choice((f"Статус заказа — «{status}».", f"Заказ в статусе «{status}».", f"Заказ находится в статусе «{status}».")))


@mutator(_INNER, "queues, shifts, lines")
def kitchen(good: Good, rng: random.Random) -> Iterator[Broken]:
    for sentence in rng.sample(_KITCHEN, 3):
        if not good.asks(r"тикет|очеред|смен"):
            yield insert(good, rng, sentence)


# ── no-confidential-claims ──

_SECRET = "no-confidential-claims"
_SUMS = (
    "Мы вернём Вам 2 490 рублей.", "Сумма возврата составит 1 790 руб.", "Вам вернётся 3 500 ₽.", "К возврату 2 990 рублей.", "Выплатим 1 200 рублей.", "Размер выплаты — 4 100 рублей.", "Деньги вернутся полностью, это 2 300 рублей.",
    "Вы получите обратно примерно 2 000 рублей.", "Возместим всю стоимость заказа.", "Вернём Вам всю сумму.", "За возврат получите 990 рублей.",
)  # fmt: skip
_ARRIVED = (
    "Ваша посылка с возвратом к нам поступила.", "Возврат уже пришёл на склад.", "Мы получили Ваш возврат.", "Посылка с возвратом уже у нас.", "Ваш возврат принят.", "Товар, который Вы отправили, к нам дошёл.", "Посылку от Вас мы получили.",
    "Возврат доставлен на наш склад.",
)  # fmt: skip
_SENT = (
    "Деньги Вам уже отправлены.", "Деньги отправили почтовым переводом.", "Мы перевели Вам деньги.", "Перевод уже в пути.", "Выплата произведена.", "Деньги ушли вчера.", "Деньги перечислены на карту.", "Средства уже зачислены.", "Деньги Вам выслали.",
)  # fmt: skip


def _secrets(good: Good, rng: random.Random, sentences: tuple[str, ...]) -> Iterator[Broken]:
    if good.pack.name == "teleshop":
        for sentence in rng.sample(sentences, 3):
            yield insert(good, rng, sentence)


@mutator(_SECRET, "the sum of a refund")
def sums(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _secrets(good, rng, _SUMS)


@mutator(_SECRET, "a returned parcel has arrived")
def arrived(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _secrets(good, rng, _ARRIVED)


@mutator(_SECRET, "money was sent")
def sent(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _secrets(good, rng, _SENT)


@mutator(_SECRET, "return conditions before the order is found")
def conditions(good: Good, rng: random.Random) -> Iterator[Broken]:
    if good.pack.name == "teleshop" and "нашли Ваш заказ, назовите" in good.text:
        for sentence in (
            "Вернуть товар можно в течение 14 дней.",
            "Отправьте товар обычной посылкой, без наложенного платежа.",
            "Возврат принимаем с чеком и письмом.",
        ):
            yield insert(good, rng, sentence)


@mutator(_SECRET, "where a partner's order is")
def partner(good: Good, rng: random.Random) -> Iterator[Broken]:
    if good.pack.name == "teleshop" and "«Монетная лавка»" in good.text:
        for sentence in ("Заказ уже в пути.", "Он прибыл в Ваше отделение вчера.", "Сейчас заказ на складе партнёра.", "Заказ уже передан на почту."):
            yield insert(good, rng, sentence)


# ── no-familiarity ──

_FAMILIAR = "no-familiarity"
_TY = {"Вы": "Ты", "Вас": "Тебя", "Вам": "Тебе", "Вами": "Тобой"}
_TY |= {k.lower(): v.lower() for k, v in _TY.items()}
_YOURS = re.compile(r"(?<!\w)[Вв]аш(?:а|у|его|ему|им|ей|и|их|е|ем|ими)?(?!\w)")


@mutator(_FAMILIAR, "«Вы» → «ты»")
def thou(good: Good, rng: random.Random) -> Iterator[Broken]:
    for m in re.finditer(r"(?<!\w)(?:Вы|Вас|Вам|Вами|вы|вас|вам|вами)(?!\w)", good.text):
        new = _TY[m.group()]
        yield put(good.text, *m.span(), new if m.start() == 0 or good.text[m.start() - 2 : m.start()] in (". ", "! ") else new.lower())
    for m in _YOURS.finditer(good.text):
        yield put(good.text, *m.span(), "тво" + {"": "й", "а": "я", "у": "ю", "е": "ё"}.get(m.group()[3:], m.group()[3:]))


@mutator(_FAMILIAR, "verbs in the second person singular")
def thou_verbs(good: Good, rng: random.Random) -> Iterator[Broken]:
    for token in good.document.words:
        top = token.word.top if token.word else None
        if (
            top is None
            or top.pos not in ("VERB", "AUX")
            or top.feats.get("Person") != "2"
            or top.feats.get("Number") != "Plur"
            or token.norm in ("здравствуйте", "простите", "извините")
        ):
            continue
        new = top.inflect(Number="Sing")
        # «пришли», «введи»: forms that are something else as well are told by nobody but the context.
        if (
            new
            and new != token.norm
            and all(p.pos in ("VERB", "AUX") and p.feats.get("Person") == "2" for p in morph.word(new.replace("ё", "е")).parses if p.prob > 0.05)
        ):
            yield put(good.text, token.start, token.end, title(new) if token.capital else new)


# A diminutive whose forms are those of the word it stands for; `""` marks what stays the same.
_SMALL = {
    "посылка": "посылочка", "минута": "минуточка", "заказ": "заказик", "вопрос": "вопросик", "адрес": "адресок", "номер": "номерок", "телефон": "телефончик", "чек": "чечок", "письмо": "письмецо", "карта": "карточка",
    "паспорт": "паспортик", "приложение": "приложеньице", "отделение": "отделеньице", "курьер": "курьерчик", "деньги": "денежки", "день": "денёчек", "товар": "товарчик", "скидка": "скидочка", "справка": "справочка",
    "заявка": "заявочка", "подарок": "подарочек", "документ": "документик", "ссылка": "ссылочка", "договор": "договорчик", "магазин": "магазинчик", "склад": "складик",
}  # fmt: skip
_ENDINGS = {  # case and number → ending, by how the word ends
    "ик": {"Nom": "ик", "Gen": "ика", "Dat": "ику", "Acc": "ик", "Ins": "иком", "Loc": "ике"},
    "чик": {"Nom": "чик", "Gen": "чика", "Dat": "чику", "Acc": "чик", "Ins": "чиком", "Loc": "чике"},
    "ок": {"Nom": "ок", "Gen": "ка", "Dat": "ку", "Acc": "ок", "Ins": "ком", "Loc": "ке"},
    "ек": {"Nom": "ек", "Gen": "ка", "Dat": "ку", "Acc": "ек", "Ins": "ком", "Loc": "ке"},
    "ка": {"Nom": "ка", "Gen": "ки", "Dat": "ке", "Acc": "ку", "Ins": "кой", "Loc": "ке"},
    "це": {"Nom": "це", "Gen": "ца", "Dat": "цу", "Acc": "це", "Ins": "цем", "Loc": "це"},
    "цо": {"Nom": "цо", "Gen": "ца", "Dat": "цу", "Acc": "цо", "Ins": "цом", "Loc": "це"},
}


def _small(lemma: str, case: str) -> str | None:
    base = _SMALL[lemma]
    end = next((e for e in ("чик", "ик", "ок", "ек", "ка", "це", "цо") if base.endswith(e)), None)
    return base[: -len(end)] + _ENDINGS[end][case] if end else None


@mutator(_FAMILIAR, "diminutives in all cases")
def diminutives(good: Good, rng: random.Random) -> Iterator[Broken]:
    for token in good.document.words:
        parse = token.word.top if token.word else None
        # «карточка» of a bank, of goods: no diminutive.
        if (
            parse is None
            or parse.pos != "NOUN"
            or parse.lemma not in _SMALL
            or parse.lemma == "карта"
            or parse.feats.get("Number") != "Sing"
            or parse.feats.get("Animacy") == "Anim"
            or good.text.count("«", 0, token.start) > good.text.count("»", 0, token.start)
        ):
            continue
        if (new := _small(parse.lemma, parse.feats.get("Case", "Nom"))) and new != token.norm:
            yield put(good.text, token.start, token.end, title(new) if token.capital else new)
    for small, sentence in (
        ("минуточку", "Минуточку, уточняю."),
        ("секундочку", "Секундочку, проверяю."),
        ("часик", "Это займёт часик."),
        ("звоночка", "Дождитесь звоночка."),
        ("копеечек", "Это пара копеечек."),
    ):
        yield insert(good, rng, sentence, small if small in sentence else title(small))


_PETS = ("дорогуша", "солнышко", "зайка", "милочка", "голубушка", "дружище", "братан", "котик", "лапочка", "красотка", "дружок")


@mutator(_FAMILIAR, "pet names")
def pets(good: Good, rng: random.Random) -> Iterator[Broken]:
    for name in rng.sample(_PETS, 3):
        if m := re.search(r"Здравствуйте(, [А-ЯЁ]\w+)?", good.text):
            yield put(good.text, *m.span(), f"Здравствуйте, {name}", name)
        else:
            yield insert(good, rng, rng.choice((f"Не волнуйтесь, {name}!", f"Всё будет хорошо, {name}.", f"Вот так, {name}.")), name)


_SLANG = (
    "Щас проверим.", "Окей, договорились.", "Скиньте скрин.", "Инфа уже у коллег.", "Сорян за ожидание.", "Чекните почту.", "Короче, всё в порядке.", "Прикольно, что всё получилось.", "Не парьтесь.", "Всё норм.", "Приветик!", "Чао!",
    "Спасибки за обращение.", "Комп лучше перезагрузить.", "Заюзайте приложение.", "Это фигня, исправим.", "Плиз, проверьте почту.", "Загуглите инструкцию.",
)  # fmt: skip


adds(_FAMILIAR, "slang", _SLANG)


_LECTURES = (
    "Как я уже говорил, всё в порядке.", "Как я уже писала, срок указан верно.", "Повторяю ещё раз: всё указано верно.", "Очевидно же, что это так.", "Это же очевидно.", "Читайте внимательнее.", "Я Вам уже объяснил.", "Это и так понятно.",
    "Успокойтесь.", "Как Вам уже было сказано, всё верно.", "Мы Вам русским языком написали об этом.", "Внимательно читайте условия.", "Не надо нервничать.", "Это знает любой школьник.",
)  # fmt: skip


adds(_FAMILIAR, "condescension", _LECTURES)

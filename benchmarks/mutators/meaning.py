"""Another meaning in good words (meaning-kept)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from benchmarks.mutators.base import Broken, Good, cut, insert, mutator, put, swap, title
from rewriter.text.document import Token

_RULE = "meaning-kept"
_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_SAID = re.compile(r"не (?:позднее|раньше|только|более|менее|считая|обращайте|тот|того)|[Пп]онимаю|жаль")


def _in_body(good: Good, at: int) -> bool:
    return any(s.start <= at < s.end and not _SAID.search(s.text) for s in good.body)


@mutator(_RULE, "a negation dropped")
def negation_dropped(good: Good, rng: random.Random) -> Iterator[Broken]:
    for m in re.finditer(r"(?<![А-Яа-яё])[Нн]е (\w+)", good.text):
        if _in_body(good, m.start()) and m[1] not in ("тот", "та") and "," not in good.text[m.end() : m.end() + 1]:
            new = title(m[1]) if m.group()[0] == "Н" else m[1]
            yield put(good.text, *m.span(), new, what=f"{m.group()} → {new}")


def _main_verbs(good: Good) -> Iterator[Token]:
    """Finite verbs of what is told, not of clauses that depend on it, «верно ли я понял» among them."""
    for sentence in good.body:
        tokens = good.document.of(sentence)
        if _SAID.search(sentence.text) or any(t.norm in ("не", "нет", "нельзя") for t in tokens):
            continue
        for i, token in enumerate(tokens):
            top = token.word.top if token.word else None
            if top is None or top.pos != "VERB" or top.feats.get("VerbForm") != "Fin" or top.feats.get("Mood") == "Imp" or top.prob < 0.8:
                continue
            if token.is_("стоить", "составлять", "составить", "значит", "получиться", "мочь", "смочь", "действовать", "есть"):
                continue
            before = tokens[:i]
            cut_at = max((j for j, t in enumerate(before) if t.text in (",", ":", "—")), default=-1)
            clause = [t.norm for t in before[cut_at + 1 :]]
            if clause and any(
                x in clause[:2]
                for x in (
                    "чтобы",
                    "если",
                    "когда",
                    "который",
                    "которую",
                    "которой",
                    "которые",
                    "что",
                    "как",
                    "почему",
                    "пока",
                    "где",
                    "куда",
                    "потому",
                    "так",
                    "ли",
                )
            ):
                continue
            # Only the sentence's last word about it: «оформлен», «поступит»; what somebody says or asks stays.
            yield token


@mutator(_RULE, "a negation put in")
def negation_added(good: Good, rng: random.Random) -> Iterator[Broken]:
    for token in _main_verbs(good):
        new = ("Не " if token.capital else "не ") + token.text.lower()
        yield put(good.text, token.start, token.end, new)


_MODES = (
    (r"можно(?= )", "нельзя"), (r"нельзя", "можно"), (r"(?<=Вы )можете", "не можете"), (r"не нужн(?=[оаы]|\b)", "нужн"), (r"(?<!не )нужно(?= )", "не нужно"), (r"(?<!не )нужен(?= )", "не нужен"), (r"не нужен", "нужен"),
    (r"доступна", "недоступна"), (r"возможно,", "обязательно"), (r"(?<=будет )открыт", "закрыт"), (r"(?<=будет )закрыт", "открыт"), (r"(?<=магазин )открыт", "закрыт"), (r"целы", "утрачены"),
)  # fmt: skip


@mutator(_RULE, "allowed and forbidden, needed and not")
def modes(good: Good, rng: random.Random) -> Iterator[Broken]:
    for pattern, new in _MODES:
        for m in re.finditer(pattern, good.text):
            if _in_body(good, m.start()):
                yield put(good.text, *m.span(), title(new) if m.group()[0].isupper() else new, what=f"{m.group()} → {new}")


# What the draft must say for a duty to be clearly wrong: «возврат осуществляется» leaves it open.
_ALLOWED = r"можно|можете|может быть|вправе|допуска|возможн|доступн|рекоменд|имеется возможность|желательно"
_DUTIES = r"надлежит|необходимо|обязан|следует|требуется|нужно|должн"


@mutator(_RULE, "a right becomes a duty")
def duty(good: Good, rng: random.Random) -> Iterator[Broken]:
    for m in re.finditer(r"([Вв]ы )можете", good.text):
        if _in_body(good, m.start()) and good.drafts(_ALLOWED) and not good.drafts(_DUTIES):
            yield put(good.text, *m.span(), m[1] + rng.choice(("обязаны", "должны")))
    for m in re.finditer(r"(?<!не )(?<!Его )можно(?= )", good.text):
        if _in_body(good, m.start()) and good.drafts(_ALLOWED) and not good.drafts(_DUTIES):
            yield put(good.text, *m.span(), rng.choice(("обязательно нужно", "необходимо")))


@mutator(_RULE, "who does it")
def doers(good: Good, rng: random.Random) -> Iterator[Broken]:
    for sentence in good.body:
        tokens = good.document.of(sentence)
        for i, token in enumerate(tokens):
            top = token.word.top if token.word else None
            if top is None or top.pos != "VERB" or top.feats.get("VerbForm") != "Fin":
                continue
            norms = [t.norm for t in tokens[max(0, i - 2) : i]]
            if (
                top.feats.get("Person") == "1"
                and top.feats.get("Number") == "Plur"
                and top.feats.get("Aspect") == "Perf"
                and not {"чтобы", "не", "если", "мы"} & set(norms)
            ):
                # «отправим заказ» → «отправьте заказ»
                if i == 0 and (asked := top.inflect(Mood="Imp", Person="2", Number="Plur")) and not token.is_("исправить", "рассказать"):
                    yield put(good.text, token.start, token.end, title(asked) + ", пожалуйста,", title(asked))
            elif (
                top.feats.get("Mood") == "Imp"
                and top.feats.get("Number") == "Plur"
                and top.feats.get("Aspect") == "Perf"
                and not token.is_("обратиться", "показать", "назвать", "написать")
            ):
                # «пришлите, пожалуйста, фото» → «мы пришлём фото»
                ours = (
                    next((f for p in token.word.parses if (f := p.inflect(Mood="Ind", Tense="Fut", Person="1", Number="Plur"))), None) if token.word else None
                )
                please = re.match(r",? ?пожалуйста,?", good.text[token.end :])
                if ours and please:
                    new = ("Мы " if token.capital else "мы ") + ours
                    yield put(good.text, token.start, token.end + please.end(), new)
    for pattern, new in (
        (r"[Пп]ересылку оплатит магазин", "Пересылку оплатите Вы"), (r"её оплачивает покупатель", "её оплачиваем мы"), (r"(почтовые расходы|Почтовые расходы) компенсирует компания", "почтовые расходы оплачиваете Вы"), (r"пересылку исправного товара при возврате оплачивает покупатель", "пересылку исправного товара при возврате оплачиваем мы"),
        (r"Вам позвонит руководитель поддержки", "Вам нужно позвонить руководителю поддержки"), (r"Его добавляет администратор объекта", "Его добавляем мы"), (r"Гостя может позвать администратор", "Гостя зовём мы"), (r"Сумму определит специалист по возвратам", "Сумму определите Вы"),
    ):  # fmt: skip
        if m := re.search(pattern, good.text):
            yield put(good.text, *m.span(), new)


_TURNED = (
    (r"меньше(?= \d)", "больше"), (r"(?<=сумме )от(?= \d)", "до"), (rf"(?<![А-Яа-я])до(?= \d{{1,2}} (?:{_MONTHS}))", "после"), (r"(?<![А-Яа-я])до(?= \d\d:\d\d)(?<!\d\d до)", "после"), (r"до(?= Вашего вылета)", "после"), (r"после(?= получения)", "до"),
    (r"после(?= отправки)", "до"), (r"после(?= окончания)", "до"), (r"(?<=Доставка займёт )до", "больше"), (r"не раньше", "не позже"), (r"с браком", "без брака"), (r"без наложенного платежа", "с наложенным платежом"), (r"без(?= перерыва)", "с"), (r"только(?= Почтой)", "не только"),
)  # fmt: skip


@mutator(_RULE, "a condition or a limit turned round")
def limits(good: Good, rng: random.Random) -> Iterator[Broken]:
    for pattern, new in _TURNED:
        for m in re.finditer(pattern, good.text):
            if not re.search(r"\d\d $", good.text[: m.start()]) and any(s.start <= m.start() < s.end for s in good.body):
                yield put(good.text, *m.span(), new, what=f"{good.text[max(0, m.start() - 20) : m.end() + 20]!r}: {m.group()} → {new}")


@mutator(_RULE, "a condition detached")
def detached(good: Good, rng: random.Random) -> Iterator[Broken]:
    """Not a condition that the client's own question sets («если отправлю сегодня, дойдёт?» — «да, дойдёт»; «на год» — «480 рублей»): the answer has it without saying so."""
    for m in re.finditer(
        r"Если (?:заказ меньше|товар с браком)[^,.]*, |При (?:сумме|оплате)[^,.]*? (?=она|подписка|доставка)|, если (?:он|в них|отправить)[^,.]*|(?<=лать) при получении заказа|(?<=действует )только в приложении ",
        good.text,
    ):
        words = [w for w in re.findall(r"[а-яё]{3,}", m.group().lower()) if w not in ("если", "при", "она", "подписка", "доставка", "оплате")]
        if not all(good.asks(w[:4]) for w in words):
            yield cut(good.text, *m.span())._replace(what=f"− {m.group().strip()}")


_VALUES = (
    re.compile(r"\d[\d ]*(?:,\d\d)? (?:рублей|руб\.)"),
    re.compile(rf"\d{{1,2}} (?:{_MONTHS})(?! \d)"),
    re.compile(r"\d+ (?:рабочих )?(?:дней|дня)(?!\w)"),
)


@mutator(_RULE, "two values exchanged")
def values(good: Good, rng: random.Random) -> Iterator[Broken]:
    for pattern in _VALUES:
        found = list(pattern.finditer(good.text))
        for i, a in enumerate(found):
            for b in found[i + 1 :]:
                between = good.text[a.end() : b.start()].strip()
                # «с 5 до 7», «понедельник, 19 мая»: ends of one term. What is not in the draft twice over has no place of its own.
                if a.group() == b.group() or len(between) < 8 or good.text.count(a.group()) > 1 or good.text.count(b.group()) > 1 or "При сумме от" in between:
                    continue
                yield Broken(swap(good.text, a.span(), b.span()), a.start(), b.end(), f"{a.group()} ↔ {b.group()}")


_PROMISES = (
    "Мы вернём Вам деньги за доставку.", "Мы ускорим доставку.", "Мы перезвоним Вам.", "Мы заменим товар.", "Мы компенсируем Вам неудобства.", "Мы доставим заказ бесплатно.", "Курьер привезёт замену.", "Мы вышлем Вам новый экземпляр.",
    "Мы продлим Вам подписку.", "Мы спишем долг.", "Я лично прослежу за этим и позвоню Вам.", "Мы отменим заказ.", "Менеджер свяжется с Вами.",
)  # fmt: skip
_STEPS = (
    "Заполните, пожалуйста, анкету.", "Приложите, пожалуйста, копию паспорта.", "Подпишите, пожалуйста, договор.", "Оплатите, пожалуйста, пошлину.", "Установите, пожалуйста, приложение.", "Пришлите, пожалуйста, фотографию упаковки.",
    "Вам нужно подойти в отделение с паспортом.", "Вам нужно внести предоплату.", "Отсканируйте, пожалуйста, штрихкод.", "Сохраните, пожалуйста, упаковку.",
)  # fmt: skip
_QUESTIONS = (
    "Какой у Вас тариф?", "Назовите, пожалуйста, серию паспорта?", "На какую карту перевести деньги?", "Хотите, мы отменим заказ?", "Какого числа Вы оформили заказ?", "Вы уже обращались к нам раньше?", "Какой у Вас размер?",
)  # fmt: skip
_REASONS = (
    "Так вышло из-за непогоды.", "Это связано с большим числом заказов.", "Причина в праздничных днях.", "Так получилось из-за ремонта на складе.", "Это произошло, потому что сломалась машина.", "Задержка связана с таможней.",
)  # fmt: skip
_PLAIN = (
    "Товар прошёл проверку качества.", "Ваш заказ упакован в подарочную бумагу.", "Отделение переехало в новое здание.", "Договор продлён автоматически.", "Ваша карта привязана к другому аккаунту.", "Посылка весит больше нормы.", "Упаковка была вскрыта.",
)  # fmt: skip


# The same promise in words of another root: a draft that speaks of an exchange may mean a replacement.
_SAME = {
    "Мы заменим товар.": "обмен",
    "Мы компенсируем Вам неудобства.": "возме|бонус",
    "Мы вышлем Вам новый экземпляр.": "замен|обмен",
    "Курьер привезёт замену.": "замен|обмен",
}


def _invented(good: Good, rng: random.Random, told: tuple[str, ...]) -> Iterator[Broken]:
    if good.case.client_message and len(good.case.draft) < 30:
        return
    for sentence in rng.sample(told, 4):
        # What the draft speaks of, too, is not clearly invented.
        words = [w for w in re.findall(r"\w+", sentence.lower()) if len(w) > 5 and w not in ("пожалуйста", "вашего", "заказ")]
        if "вернём" in words and good.drafts("возвр|верн") or sentence in _SAME and good.drafts(_SAME[sentence]):
            continue
        if not any(good.drafts(w[:5]) or good.asks(w[:5]) for w in words):
            yield insert(good, rng, sentence)


@mutator(_RULE, "a promise added")
def promise(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _invented(good, rng, _PROMISES)


@mutator(_RULE, "a step added")
def step(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _invented(good, rng, _STEPS)


@mutator(_RULE, "a question added")
def question(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _invented(good, rng, _QUESTIONS)


@mutator(_RULE, "a reason added")
def reason(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _invented(good, rng, _REASONS)


@mutator(_RULE, "a statement added")
def statement(good: Good, rng: random.Random) -> Iterator[Broken]:
    yield from _invented(good, rng, _PLAIN)

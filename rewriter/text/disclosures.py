"""What a shop's operator must not tell of a return or of a partner's order: that the parcel has come, that the money is on its way, how much it is, where the order is.

Word lists catch the set phrases. Here the client's question counts, too: «Да, утюг у нас с понедельника» gives nothing away unless a returned iron was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rewriter.text.clauses import clauses
from rewriter.text.document import TERMINAL, Document, Sentence, Token
from rewriter.text.expressions import Expression
from rewriter.text.facts import facts_in, flat

Span = tuple[int, int]

_SUPPOSED = frozenset("если когда чтобы ли пока".split())


def _words(document: Document, sentence: Sentence) -> frozenset[str]:
    return frozenset(x for t in document.of(sentence) for x in t.lemmas)


def _told(document: Document, sentence: Sentence) -> bool:
    """Told as something that is so: neither asked nor supposed."""
    return not sentence.text.rstrip().endswith("?") and not any(t.norm in _SUPPOSED for t in document.of(sentence))


# the returned parcel -------------------------------------------------------------------------------------------------

_ASKED_OF_RETURN = Expression(
    r"(?:отправ|высла|посла|отосла|вернул|возвраща|возврати|сдал)\w{0,5}[^.?!]{0,25}\b(?:вам|обратно|назад|к вам)\b|\b(?:вам|обратно|назад)\b[^.?!]{0,15}(?:отправ|высла|посла|отосла|вернул|сдал)|\b(?:посылк\w{1,2} с )?возврат(?:а|у|ом)?\b[^.?!]{0,40}(?:получ|дош|приш|дое|прие|у вас)"
    r"|(?:дош[её]?л|приш[её]?л|доехал|добрал|поступил|вручен)\w{0,3}[^.?!]{0,15}\b(?:до вас|к вам|вам)\b|\b(?:что|как|новости|статус)\b[^.?!]{0,15}\b(?:с |по )?мо\w{1,3} возврат\w{0,3}\b|\bдо вас [^.?!]{0,15}(?:дош|доеха|добра)|\bвы (?:уже |мою |мой |его |ее |их ){0,2}(?:получил|забрал)|\bмо[йяе] (?:посылк|возврат|бандерол)\w{0,2} (?:уже )?у вас"
)
_NOT_THE_PARCEL = frozenset(
    "обращение заявление заявка вопрос письмо сообщение жалоба претензия деньги средство платёж платеж заказ решение ответ специалист смс выплата перевод рассмотрение рассматривать".split()
)
_CAME = frozenset(
    "дойти прийти прибыть поступить доехать добраться приехать вернуться получить принять вручить доставить забрать долететь оприходовать разобрать вскрыть распаковать".split()
)
_WITH_US = ("у нас", "у меня", "у эксперта", "у экспертов", "у специалиста", "у мастера")
_PLACES = frozenset("склад ящик экспертиза проверка хранилище возвратный".split())
_EXAMINERS = frozenset("эксперт экспертиза мастер мастерская".split())
_EXAMINE = frozenset("разбирать осматривать осмотреть проверять изучать тестировать вскрывать смотреть".split())
_STAYS = frozenset("лежать находиться храниться стоять ждать быть проходить дожидаться".split())


def arrivals(document: Document, client: Document) -> Iterator[Span]:
    """«Утюг у нас с понедельника», «коробка лежит в нашем ящике»: to a client who asks whether what he sent back has come."""
    if not _ASKED_OF_RETURN.search(flat(client.text)):
        return
    for sentence in document.sentences:
        words = _words(document, sentence)
        if any(t.norm.startswith("возвращенн") for t in document.of(sentence)):
            words -= {"заказ"}  # «возвращённая посылка по заказу»
        if not _told(document, sentence) or not words.isdisjoint(_NOT_THE_PARCEL) or _YOU.search(_RELATIVE.sub("", flat(sentence.text))):
            continue
        came = any(not t.lemmas.isdisjoint(_CAME) and _is_done(t) for t in document.of(sentence))
        ours = any(place in flat(sentence.text) for place in _WITH_US) or not words.isdisjoint(_PLACES) and not words.isdisjoint(_STAYS)
        examined = not words.isdisjoint(_EXAMINERS) and not words.isdisjoint(_EXAMINE)
        if (came or ours or examined) and not denied(document.of(sentence)):
            yield sentence.start, sentence.end


# «Посылка, которую Вы отправили, уже у нас» tells what has come; «Вы забрали» does not.
_RELATIVE = Expression(r", (?:что|котор\w{2,3}) [^,]{1,60},")
_YOU = Expression(r"\b(?:вы|вас)\b")
_COMFORT = ("беспокоиться", "волноваться", "переживать", "тревожиться")


def denied(tokens: tuple[Token, ...]) -> bool:
    """«Не» or «нет» of anything but «не беспокойтесь», and what is to come yet: «после того как»."""
    return any(a.norm == "нет" or a.norm == "не" and not b.is_(*_COMFORT) or (a.norm, b.norm) == ("после", "того") for a, b in pairwise(tokens))


def _is_done(token: Token) -> bool:
    return token.word is not None and ("past" in token.tags or any(p.feats.get("Variant") == "Short" and p.pos == "VERB" for p in token.word.parses))


# the money -----------------------------------------------------------------------------------------------------------

_BY_THE_WAY = r"(?:уже |вам |были |была |точно |сейчас |давно |вчера |сегодня |ваши |полностью ){0,3}"
_MONEY_SENT = Expression(
    r"(?<!что )(?<!если )(?<!когда )(?<!только )(?<![«\"])(?:деньги|средства|сумма возврата|перевод с возвратом|перевод за [а-я]+|выплата)(?: за [а-я]+(?: [а-я]+)?)? (?:в (?:сумме|размере) [^.!?]{1,20}(?:руб[а-я]*\.?|₽) |[\d ]+(?:руб[а-я]*\.?|₽) )?"
    rf"{_BY_THE_WAY}(?:(?:отправлен|перечислен|переведен|выплачен|зачислен)[аоы]?(?![а-я])|в (?:пути|дороге)\b|на (?:подходе|полпути)\b|(?:ушл[аи]|ушел|вышл[аи]|отправил(?:ись|ся|ась)|улетели)\b|(?:едут|идут|летят|спешат) (?:уже )?к вам\b)"
    r"|(?<!если )(?<!когда )(?:платежк[ауи]|платежн[а-я]{2} поручени[ея]) (?:на возврат |по возврату )?(?:уже |вчера |сегодня )?(?:подписан|отправлен|проведен|ушл|ушло|исполнен)[а-я]{0,2}"
)


def money_sent(document: Document) -> list[Span]:
    """Spans that say that money has gone out."""
    return [m.span() for m in _MONEY_SENT.finditer(flat(document.text))]


_ASKED_OF_MONEY = Expression(
    r"(?:деньг|денег|выплат|перевод|сумм)[^.?!]{0,40}(?:возврат|верн|за [а-я]{3,20}\b)|(?:возврат|верн)[^.?!]{0,40}(?:деньг|денег|выплат|сумм)|\bгде (?:мои )?деньги\b"
)
_PAYING = frozenset("провести перечислить перевести выплатить зачислить отправить выслать исполнить уйти послать".split())
_PAYMENT = frozenset("платеж платёж перевод деньги средство выплата оплата сумма".split())
_PAYING_ONLY = frozenset("перечислить выплатить зачислить".split())


def payments_told(document: Document, client: Document) -> Iterator[Span]:
    """«Платёж мы провели», «всё перечислено»: to a client who asks where his money is."""
    if not _ASKED_OF_MONEY.search(flat(client.text)):
        return
    for sentence in document.sentences:
        if not _told(document, sentence) or any(t.norm == "вы" for t in document.of(sentence)) or denied(document.of(sentence)):
            continue
        money = not _words(document, sentence).isdisjoint(_PAYMENT)
        paid = next((t for t in document.of(sentence) if t.lemmas & (_PAYING if money else _PAYING_ONLY) and _is_done(t)), None)
        if paid is not None and not any(t.is_("заказ", "посылка") for t in document.of(sentence)):
            yield paid.start, paid.end


_MONEY = frozenset(("деньги", "средство", "сумма", "выплата"))
_COMES_BACK = frozenset("вернуть вернуться возвратить возвратиться возвращаться возместить компенсировать выплатить".split())
_LESS = frozenset("вычет вычесть вычитать удержать удержание удерживать".split())
# A sum beside these is a price or a fee, not what comes back.
_PRICED = frozenset("стоимость цена стоить пересылка доставка оценочный оценить плата платёж платеж заказ скидка тариф".split())
_ASKED_HOW_MUCH = Expression(
    r"(?:сколько|как(?:ую|ая|ой) (?:сумм|част))[^.?!]{0,50}(?:верн|возвра|вычт|удерж|на руки|выйдет|получ(?:у|ится) (?:обратно|назад|за возврат)|компенс|выплат|придет|вычит)|(?:верн|возвра|вычт|удерж|выплат)[^.?!]{0,30}сколько|(?:верн|возвра|сдал)[^.?!]{0,80}[.?!] ?сколько (?:\w+ ){0,2}(?:мне |нам )?(?:прид|поступит|выйдет|отдад|переч)"
)


def sums_of_refund(document: Document, client: Document) -> Iterator[Span]:
    """«Деньги вернутся частично, это будет 1 652 рубля»: a sum with its return or what is taken off, however far apart, or as the answer to «сколько вернут?»."""
    asked = _ASKED_HOW_MUCH.search(flat(client.text)) is not None
    for sentence in document.sentences:
        words = _words(document, sentence)
        if (
            not words.isdisjoint(_PRICED)
            and not (asked and not words.isdisjoint(_LESS))
            or not (asked or not words.isdisjoint(_LESS) or not (words.isdisjoint(_MONEY) or words.isdisjoint(_COMES_BACK)))
        ):
            continue
        amount = next((f for f in facts_in(document) if f.kind == "amount" and sentence.start <= f.start < sentence.end), None)
        if amount is not None and _told(document, sentence):
            yield amount.start, amount.end


# conditions before the order is found --------------------------------------------------------------------------------

_NOT_FOUND = Expression(
    r"(?:заказ[а-я]{0,15}|вас)[^.!?]{0,60}(?:не (?:наш|найд|нахо|виж|обнаруж|знач|числ|отобр)|отсутству)|не (?:наш|найд|нахо|виж|обнаруж)[а-я]{0,15}[^.!?]{0,40}(?:заказ|вас\b|в базе|по (?:этому|вашему|такому) (?:телефону|номеру|имени|адресу))"
    r"|не (?:могу|можем|удается|получается|удалось|получилось) (?:вас |ваш |его |заказ |ваш заказ )?найти|(?:заказ|покупк)[а-я]{0,3} (?:[а-я]+ ){0,4}нет\b|по (?:этому|вашему|такому|данному) (?:номеру|телефону|имени|адресу)[^.!?]{0,40}\b(?:нет|пусто|ничего)\b|(?:подскажите|назовите|напишите|сообщите|уточните|продиктуйте)[^.!?]{0,40}(?:номер заказа|фио|фамили|телефон)[^.!?]{0,40}(?:найти|найд|наш|поиск|поищ|посмотр)|(?:для|в целях) поиска (?:вашего )?заказа|чтобы (?:мы |я )?наш(?:ли|ел|ла) (?:ваш |этот )?заказ, (?:подскажите|назовите|напишите|сообщите|уточните)|найти (?:ваш |этот )?заказ|если товар наш"
)
# Who asks for the order behind has not found it yet: «На чьё имя был заказ?», «Проверю, есть ли у нас такой заказ».
_ASKED_FOR_ORDER = Expression(
    r"(?:на (?:чье|какое) имя|на кого|кто|кем|по какому (?:номеру|телефону|номеру телефона)|на какой (?:номер|телефон)|с какого (?:номера|телефона))[^.!?]{0,30}(?:заказ(?:[аы]|ыва[а-я]{1,4})?\b|оформ|покуп)|какой [^.!?]{0,15}номер [^.!?]{0,10}заказ|какой (?:у вашего |у )?заказа номер|(?:проверю|проверим|уточню|посмотрю)[^.!?]{0,20} (?:есть ли|наш ли|был ли)"
    r"|заказ (?:точно|вообще) (?:у нас|наш)|(?:номер|телефон|фамили|фио|имя)[^.!?]{0,25} (?:проверю|проверим|поищу|поищем|посмотрю),? [^.!?]{0,15}(?:есть ли|наш ли|был ли|заказ)"
)
_FOUND = Expression(
    r"(?<!не )(?:вижу|нашл[аи]|нашел|нашелся)(?! ли)\b[^.!?]{0,20}заказ|заказ[^.!?]{0,20} (?<!не )(?:вижу|нашл[аи]|нашел|нашелся)\b|покупк[ау] (?:вижу|нашл[аи])"
)
_FORGOTTEN = Expression(
    r"номер\w{0,3} (?:заказа )?(?:я )?(?:уже )?не (?:помн|знаю|сохран|запис|нашл|нашел)|(?:не помню|не знаю|потеряла?|забыла?|не сохранила?) (?:\w{1,12} )?номер\w{0,3}(?! (?:карт|телефон|отделен))"
)
_CONDITIONS = Expression(
    r"(?:вернуть|возврат[а-я]{0,15}|возвраща[а-я]{2,4}|отправ(?:ьте|ить|ляйте|лять|ляют)(?! [^.!?]{0,20}(?:фото|скрин|номер|сюда|в чат))|принима[а-я]{2,4} (?:назад|обратно)|сда(?:ть|ют|вать)|обмен[а-я]{0,15}|обратн[а-я]{2,3} пересылк[а-я]|пересылк[а-я] обратно)[^.!?]{0,80}"
    r"(?:\d+ (?:дн|недел)|двух недель|две недели|наложенн|чек|письмо|а/я|обычной посылкой|заявлени|за (?:ваш|свой) счет|бирк|ярлык|не бывш|в упаковке)"
    # «Возврат посуды не производится»: that it is not taken back is a condition, too.
    r"|(?:возврат|обмен)\b[^.!?,]{0,60} не (?:производ|осуществ|предусм|допуска|возмож|принима)[а-я]{2,6}|[^.!?,]{0,60} не (?:возвращ|обменива)[а-я]{2,5}(?![^.!?]{0,20}(?:звон|на связь))|(?:возврату|обмену)[^.!?,]{0,20} не подлеж[а-я]{2,3}"
)
# «Размер 40 по Вашему заказу отсутствует»: it is the thing that is missing.
_THING = re.compile(r"(?:размер|цвет|модел|товар|комплект|артикул|расцветк|подар|скидк|позици|набор)[а-я]{0,3}\b")


def untimely_conditions(document: Document, client: Document) -> list[Span]:
    """Spans of return conditions told while the order has not been found, or to a client who does not know its number."""
    low = flat(document.text)
    missing = (m for m in _NOT_FOUND.finditer(low) if not _THING.search(low, low.rfind(".", 0, m.start()) + 1, m.end()))
    unasked = _FOUND.search(low) is None and (_ASKED_FOR_ORDER.search(low) or _FORGOTTEN.search(flat(client.text))) is not None
    return [m.span() for m in _CONDITIONS.finditer(low)] if unasked or next(missing, None) is not None else []


# a partner's order ---------------------------------------------------------------------------------------------------

_PARTNER = frozenset(("партнер", "компания-партнер", "партнерский"))
_ORDER = frozenset(("он", "она", "оно", "заказ", "посылка"))
_WHEREABOUTS = frozenset("находиться прибыть поступить приехать ехать храниться лежать".split())


def partner_orders(document: Document) -> list[Span]:
    """«Заказ передан партнёру, он сейчас на сортировке в Казани»: spans that tell where a partner's order is."""
    spans = []
    for token in document.having(_PARTNER):
        sentence = document.sentences[token.sentence]
        if not any(t.is_("передать", "вести", "оформить", "отправить", "выгрузить") for t in document.of(sentence)):
            continue
        for part in clauses(document, sentence.index):
            where = next((t for t in part if t.lemmas & _WHEREABOUTS), None)
            if where is not None and where.start > token.start and any(t.norm in _ORDER for t in part) and not any(t.norm == "если" for t in part):
                spans.append((where.start, where.end))
    return spans


_LOCATED = frozenset(
    "центр сортировочный хаб почта постамат отделение склад путь дорога прибыть поступить приехать доехать отправить передать доставить привезти ехать прийти сортировка курьер".split()
)
_NOW = frozenset(
    "уже сейчас выехать покинуть отправиться принести вручить проехать двигаться следовать находиться прибыть поступить приехать доехать ехать ждать вчера сегодня завтра".split()
)
_WAS = frozenset("будет будут был была было были".split())
_COSTS = frozenset("стоить цена стоимость".split())
_PARTNER_SAYS = frozenset("уточнить подсказать телефон обратиться позвонить узнать рассказать ответить".split())


def partner_place(document: Document, client: Document, draft: Document, partners: frozenset[str]) -> Span | None:
    """The clause or sentence that tells where an order is, where client or draft speak of a partner's order: «Ваши монеты сейчас в Екатеринбурге»."""
    said = client.lemmas | draft.lemmas
    if said.isdisjoint(partners) and not any(lemma.endswith("-партнер") for lemma in said):  # «компанию-партнёр»: whatever a dictionary makes of it
        return None
    for sentence in document.sentences:
        told = _words(document, sentence)
        if not _located(document.of(sentence)) or not told.isdisjoint(_PARTNER_SAYS) or not told.isdisjoint(_COSTS) or "?" in sentence.text:
            continue
        # «Заказ передан партнёру, сейчас он находится на их складе»: the clause alone.
        own = [p for p in clauses(document, sentence.index) if _located(p)]
        rest = [p for p in clauses(document, sentence.index) if p not in own]
        if len(own) != 1 or not passed_to_partner(tuple(t for p in rest for t in p)):
            return sentence.start, sentence.end
        last = own[0][-1]
        return own[0][0].start, last.start if last.text in TERMINAL else last.end
    return None


# That an order is the partner's own may be told; «отгружен партнёром 23 ноября» may not.
_HANDED_ON = ("передать", "оформить", "выгрузить", "вести")


def passed_to_partner(tokens: tuple[Token, ...]) -> bool:
    """Whether the words tell that the order is another company's, and nothing of where it is or since when."""
    return any(t.is_(*_HANDED_ON) for t in tokens) and all(t.kind != "number" for t in tokens)


def _located(tokens: tuple[Token, ...]) -> bool:
    """Whether the words tell of a place, and that it is there now."""
    told = frozenset(x for t in tokens for x in t.lemmas)
    place = not told.isdisjoint(_LOCATED) or any(a.norm in ("в", "из", "под") and "place" in b.tags for a, b in pairwise(tokens))
    theirs = any(a.norm == "у" and b.norm in ("них", "партнера", "партнёра") for a, b in pairwise(tokens)) and "склад" in told
    return place and (theirs or not told.isdisjoint(_NOW) or any(t.norm in _WAS for t in tokens))

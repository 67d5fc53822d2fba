"""What a client who waits for his money must not hear, said of the thing itself: what it will bring him, that it has come, that it is being examined.

`disclosures` knows the parcel, the money and the question for a parcel that was sent. Here «сковороду мы получили» counts where the client wants his money for
something, «ждёт экспертизы» wherever it is said, and a sum in a row with other things that come back: «и стоимость товара, и 350 рублей за пересылку».
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rewriter.text.clauses import clauses
from rewriter.text.disclosures import denied
from rewriter.text.document import TERMINAL, Document, Token
from rewriter.text.facts import facts_in

Span = tuple[int, int]

_SUPPOSED = frozenset("если когда чтобы ли после пока бы".split())

# sums ----------------------------------------------------------------------------------------------------------------

_GIVING_BACK = frozenset("вернуть возвратить возместить компенсировать выплатить перечислить возмещать выплачивать компенсировать".split())
_POINTS = frozenset("балл бонус скидка купон промокод кэшбэк".split())
# The sum in front of which one of these stands is the price of something: «за заказ на 2 990 рублей», «доставка 350 рублей».
_JOINING = frozenset("и плюс еще также ваш этот все".split())


def enumerated_sums(document: Document) -> Iterator[Span]:
    """«Вернём и стоимость товара, и 350 рублей за пересылку», «возместим цену халата и пересылку»."""
    for token in document.having(_GIVING_BACK):
        part = next((p for p in clauses(document, token.sentence) if p[0].index <= token.index <= p[-1].index), ())
        if not part or not _promised(token) or _withdrawn(document, token, part) or any(t.lemmas & _POINTS for t in part):
            continue
        behind = [t for t in part if t.index > token.index]
        amount = next((f for f in facts_in(document) if f.kind == "amount" and part[0].start <= f.start < part[-1].end and f.start > token.start), None)
        before = next((t for t in reversed(behind) if amount is not None and t.end <= amount.start), None)
        if amount is not None and before is not None and (before.text in (",", ":") or before.lemmas & _JOINING):
            yield amount.start, amount.end
        elif (
            not token.is_("перечислить")
            and any(t.is_("пересылка") for t in behind)
            and sum(t.norm == "и" for t in behind)
            and any(t.is_("стоимость", "цена", "расход") for t in behind)
        ):
            yield token.start, token.end


def _promised(token: Token) -> bool:
    """«Вернём», «возместят», «возвращены»; an infinitive and an order are no promise."""
    return token.word is not None and any(
        p.feats.get("VerbForm") == "Fin" and p.feats.get("Mood") != "Imp" and p.feats.get("Person") != "2" or p.feats.get("Variant") == "Short"
        for p in token.word.parses
    )


def _withdrawn(document: Document, token: Token, part: tuple[Token, ...]) -> bool:
    """Denied, asked, or only supposed."""
    sentence = document.of(document.sentences[token.sentence])
    return any(t.norm in _SUPPOSED for t in sentence) or sentence[-1].text == "?" or any(t.norm in ("не", "вы") and t.index < token.index for t in part)


# the thing -----------------------------------------------------------------------------------------------------------

_EXAMINATION = frozenset("экспертиза эксперт".split())
_WAITS = frozenset("ждать дожидаться ожидать лежать находиться стоять быть".split())
_HANDED = frozenset("передать отдать отправить уйти поступить попасть взять".split())
_NOT_THINGS = frozenset("решение результат ответ деньги специалист эксперт экспертиза заявление обращение письмо клиент мастер звонок заказ возврат мы".split())
_NOW = frozenset("уже сейчас".split())


def examined(document: Document) -> Iterator[Span]:
    """«Кастрюля ждёт экспертизы», «блендер уже передали на экспертизу»: whatever has got there was sent back."""
    for token in document.having(_EXAMINATION):
        sentence = document.of(document.sentences[token.sentence])
        if sentence[-1].text == "?" or any(t.norm in _SUPPOSED or t.norm in ("не", "вы") for t in sentence):
            continue
        part = next(p for p in clauses(document, token.sentence) if p[0].index <= token.index <= p[-1].index)
        at = part.index(token)
        held = any(t.lemmas & _WAITS and _is_now(t) or t.lemmas & _HANDED and _is_done(t) for t in part[max(0, at - 4) : at])
        placed = at > 0 and (part[at - 1].norm == "на" and token.norm == "экспертизе" or part[at - 1].norm == "у") and any(t.norm in _NOW for t in part)
        if (held or placed) and _thing(part, frozenset()) is not None:
            yield part[0].start, token.end


_CHECKED = frozenset("произвести провести выполнить осуществить пройти завершить закончить".split())
_CHECKING = frozenset(("проверка", "проверить"))
_QUALITY = frozenset("качество комплектность состояние".split())


def quality_checked(document: Document) -> Iterator[Span]:
    """«Произведена проверка качества», «качество проверили»: of what has been sent back; only what has come can be checked."""
    for token in document.having(_CHECKING):
        part = next(p for p in clauses(document, token.sentence) if p[0].index <= token.index <= p[-1].index)
        if all(t.lemmas.isdisjoint(_QUALITY) for t in part) or any(t.norm in _SUPPOSED or t.norm in ("не", "вы", "после") for t in part):
            continue
        if _is_done(token) or token.is_("проверка") and any(not t.lemmas.isdisjoint(_CHECKED) and _is_done(t) for t in part):
            yield part[0].start, part[-1].end if part[-1].text not in TERMINAL else part[-2].end


_CAME = frozenset("дойти прийти прибыть поступить доехать добраться приехать вернуться получить принять вручить доставить забрать привезти".split())
_TAKEN = frozenset("получить принять забрать".split())
_HANDED_OVER = frozenset("вручить доставить отдать привезти".split())
# «Такой чайник у нас есть», «у нас стоит 990 рублей»: on sale.
_ON_SALE = frozenset("есть наличии такой такая такие стоит появился появилась продаже цвет размер".split())
_SENT_ON = frozenset("отправить выслать замена менять новый фабрика поставка поставщик производитель".split())
_WILL_SEND = frozenset("доставим доставят привезем привезут".split())
_WORKING = frozenset("осматривать проверять изучать заниматься смотреть".split())


def things_received(document: Document, wanted: frozenset[str]) -> Iterator[Span]:
    """«Сковороду мы получили», «утюг у нас, им занимается эксперт». `wanted`: lemmas of what the client wants his money for."""
    for sentence in document.sentences:
        words = document.of(sentence)
        if (
            words[-1].text == "?"
            or any(t.norm in _SUPPOSED or t.norm in ("вы", "вас") or t.lemmas & _SENT_ON or t.norm in _WILL_SEND for t in words)
            or denied(words)
        ):
            continue
        for part in clauses(document, sentence.index):
            if _thing(part, wanted) is None:
                continue
            came = any(t.lemmas & _CAME and _is_done(t) for t in part) and _to_us(part)
            taken = any(t.lemmas & _TAKEN and _is_done(t) for t in part) and any(t.norm in ("мы", "нами") for t in part)
            pairs = {(a.norm, b.norm) for a, b in pairwise(part)}
            worked_on = any(t.lemmas & _WORKING for t in words)
            here = ("у", "нас") in pairs and (worked_on or len(part) < _SHORT and all(_tells_where(t) for t in part))
            if came or taken or here or worked_on and ("на", "складе") in pairs:
                yield part[0].start, part[-1].end
                break


_SHORT = 7


def _tells_where(token: Token) -> bool:
    """Whether the word may stand in «утюг уже лежит у нас»: no price, no other verb."""
    doing = bool(token.tags & {"verb", "past"}) and token.lemmas.isdisjoint(_WAITS)
    return token.kind != "number" and token.norm not in _ON_SALE and not doing


def _to_us(part: tuple[Token, ...]) -> bool:
    """«К нам», «до нас», «у нас», «нам вручили»; «нам жаль, что чайник пришёл с трещиной» tells of no way to us."""
    handed = any(t.lemmas & _HANDED_OVER for t in part)
    return (
        any(b.norm in ("нам", "нас") and (a.norm in ("к", "до", "у") or handed and b.norm == "нам") for a, b in pairwise(part))
        or handed
        and part[0].norm == "нам"
    )


def _thing(part: tuple[Token, ...], wanted: frozenset[str]) -> Token | None:
    """The subject or object: one of the things that are `wanted`, or any noun where none are, or «он», «она»."""
    for i, token in enumerate(part):
        noun = "noun" in token.tags and token.lemmas.isdisjoint(_NOT_THINGS) and (not wanted or bool(token.lemmas & wanted))
        named = noun or not wanted and token.norm in ("он", "она", "они", "ее", "его", "их")
        if (
            named
            and not (i and "prep" in part[i - 1].tags)
            and token.word is not None
            and any(p.feats.get("Case") in ("Nom", "Acc") for p in token.word.parses)
        ):
            return token
    return None


def _is_now(token: Token) -> bool:
    return token.word is not None and any(p.feats.get("Tense") in ("Pres", "Past") and p.feats.get("VerbForm") == "Fin" for p in token.word.parses)


def _is_done(token: Token) -> bool:
    return token.word is not None and ("past" in token.tags or any(p.feats.get("Variant") == "Short" and p.pos == "VERB" for p in token.word.parses))


def wanted_for(client: Document) -> frozenset[str]:
    """What the client wants his money for, or has sent back: the nouns of a message that speaks of money or of sending."""
    if not any(t.lemmas & _MONEY for t in client.words):
        return frozenset()
    return frozenset(x for t in client.words if "noun" in t.tags and t.lemmas.isdisjoint(_MONEY | _TIMES | _NOT_THINGS) for x in t.lemmas)


_MONEY = frozenset("деньги деньга средство выплата".split())
_TIMES = frozenset("день неделя месяц год час время понедельник вторник среда четверг пятница суббота воскресенье".split())

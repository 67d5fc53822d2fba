"""Chains of nouns, each in the genitive of the one before: «срок рассмотрения заявления получателя»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.marks import Mark
from rewriter.text.nominalizations import EMPTY, Deed, deed, suffixed
from rewriter.text.segments import is_predicate

# «в течение», «с момента»: prepositions by now, no nouns of the chain.
_PREPOSITIONAL = {
    "в": "течение случай рамка целях отношение качество размер количество ход процесс результат период адрес связь соответствие сторона число время роль часть пользу".split(),
    "во": ["время", "избежание", "исполнение"],
    "с": "момент день целью помощь учет дата сторона точка".split(),
    "со": ["день", "сторона"],
    "при": "условие наличие отсутствие помощь участие посредство".split(),
    "на": "основание предмет протяжение сумма имя счет время".split(),
    "по": "истечение причина повод вопрос окончание мера факт просьба часть".split(),
    "за": "исключение счет вычетом".split(),
    "из": ["число"],
    "до": ["момент"],
    "от": ["имя", "лицо"],
    "под": ["видом"],
}  # fmt: skip
# Names of one thing in two nouns: the second counts for none.
_TERMS = {
    "адрес": "доставка почта отделение регистрация сайт пункт склад магазин проживание вручение",
    "банк": "россия", "вид": "доставка отправление", "время": "работа доставка", "график": "работа", "дата": "рождение доставка отправка получение выдача поступление заказ вручение покупка",
    "день": "рождение доставка покупка получение", "договор": "купля-продажа оферта", "заказ": "товар", "карта": "лояльность клиент", "код": "подтверждение доступ получение товар страна",
    "место": "жительство назначение вручение получение", "номер": "телефон заказ отправление карта договор обращение посылка заявка счет заявление дом квартира",
    "отдел": "продажа доставка качество возврат кадр контроль", "плата": "доставка", "почта": "россия", "правило": "возврат доставка", "причина": "возврат отказ", "программа": "лояльность",
    "пункт": "выдача приём прием", "режим": "работа", "серия": "паспорт", "служба": "поддержка доставка качество безопасность", "способ": "оплата доставка получение возврат",
    "срок": "хранение доставка годность действие служба возврат оплата рассмотрение гарантия", "статус": "заказ посылка отправление заявка", "стоимость": "доставка заказ товар пересылка",
    "сумма": "заказ возврат оплата покупка", "точка": "выдача продажа", "удостоверение": "личность", "форма": "заявление оплата", "цена": "товар доставка", "центр": "поддержка сортировка",
    "час": "работа", "техника": "безопасность", "условие": "доставка возврат хранение акция", "история": "заказ покупка операция", "раздел": "сайт", "копия": "паспорт чек документ",
}  # fmt: skip
_TERM_PAIRS = frozenset((head, word) for head, words in _TERMS.items() for word in words.split())
_MONTHS = frozenset("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь год".split())

# Deeds only under an empty noun: «проведение работ».
_WORKS = frozenset("работа мероприятие процедура действие операция".split())
# «возможность изменения адреса»: can it be changed.
_VAGUE = frozenset("возможность наличие невозможность необходимость отсутствие факт цель".split())
_CHANGE = frozenset(("изменение", "исполнение", "нарушение", "ограничение"))


class Shape(NamedTuple):
    """What a form can be in a chain. `lemma` and `deed` are those of its noun reading."""

    noun: bool
    genitive: bool
    surely: bool  # no nominative plural, no accusative
    modifier: bool  # an adjective, pronoun or participle that may stand in the genitive
    lemma: str
    deed: Deed | None


class Chain(NamedTuple):
    """A run of nouns in one chain. `nouns`: its nouns; `length`: how many things they name, a term counting once."""

    nouns: tuple[Token, ...]
    length: int

    @property
    def start(self) -> int:
        """First code point."""
        return self.nouns[0].start

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.nouns[-1].end


_NONE = Shape(noun=False, genitive=False, surely=False, modifier=False, lemma="", deed=None)


@lru_cache(maxsize=4_096)
def shape(form: str) -> Shape:
    """What this folded form is in a chain of nouns."""
    word = morph.word(form)
    top = word.top
    if top is None:
        return _NONE
    nouns = [p for p in word.parses if p.pos == "NOUN" and p.prob > 0.04]
    named = any(p.feats.get("NameType") for p in word.parses if p.prob > 0.3)
    if top.pos == "NOUN" and not named and top.lemma not in _MONTHS:
        genitive = any(p.feats.get("Case") == "Gen" for p in nouns)
        surely = genitive and all(p.feats.get("Case") == "Gen" or p.feats.get("Number") == "Sing" and p.feats.get("Case") in ("Dat", "Loc") for p in nouns)
        return Shape(noun=True, genitive=genitive, surely=surely, modifier=False, lemma=top.lemma, deed=deed(top.lemma))
    modifier = top.pos in ("ADJ", "DET") or top.pos == "VERB" and top.feats.get("VerbForm") == "Part"
    return Shape(
        noun=False,
        genitive=False,
        surely=False,
        modifier=modifier and any(p.feats.get("Case") == "Gen" for p in word.parses if p.pos == top.pos),
        lemma=top.lemma,
        deed=None,
    )


@lru_cache(maxsize=64)
def chains(document: Document) -> tuple[Chain, ...]:
    """The chains of two nouns and more, in reading order; a capital begins a name, and with it another chain."""
    found: list[Chain] = []
    tokens = document.tokens
    run: list[Token] = []
    expected = -1
    for token in document.words:
        now = shape(token.norm)
        index = token.index
        if run and (index != expected or run[0].sentence != token.sentence):
            if len(run) > 1:
                _close(run, tokens, found)
            run = []
        expected = index + 1
        if now.noun:
            if run and now.genitive and not token.capital:
                run.append(token)
                continue
            if len(run) > 1:
                _close(run, tokens, found)
            before = tokens[index - 1] if index else None
            counted = before is not None and before.sentence == token.sentence and before.kind in ("number", "code")
            run = [] if counted or before is not None and before.norm in _PREPOSITIONAL and _prepositional(before, token) else [token]
        elif run and not now.modifier:
            if len(run) > 1:
                _close(run, tokens, found)
            run = []
    if len(run) > 1:
        _close(run, tokens, found)
    return tuple(found)


def _prepositional(preposition: Token, noun: Token) -> bool:
    return not noun.lemmas.isdisjoint(_PREPOSITIONAL[preposition.norm])


def _close(run: list[Token], tokens: tuple[Token, ...], found: list[Chain]) -> None:
    """Keeps the run where it is one. Its last noun may be the subject of what follows: «при оплате заказа | посылки приходят»."""
    if len(run) > 1 and not shape(run[-1].norm).surely and _plural_verb(tokens, run[-1].index + 1):
        run.pop()
    if len(run) < 2:
        return
    shapes = [shape(t.norm) for t in run]
    merged = 0
    for a, b in pairwise(shapes):
        merged += (a.lemma, b.lemma) in _TERM_PAIRS
    found.append(Chain(tuple(run), len(run) - merged))


def _plural_verb(tokens: tuple[Token, ...], at: int) -> bool:
    ahead = tokens[at].word if at < len(tokens) else None
    top = ahead.top if ahead is not None else None
    return top is not None and top.pos in ("VERB", "AUX") and top.feats.get("Number") == "Plur" and top.feats.get("Person") != "2"


def stacked(chain: Chain) -> tuple[Token, ...]:
    """The deeds that the chain stacks on each other: an empty one over another, two heavy ones, two with a suffix side by side, any three; else none."""
    shapes = [shape(t.norm) for t in chain.nouns]
    deeds = [t for t, s in zip(chain.nouns, shapes, strict=True) if s.deed or s.lemma in EMPTY or s.lemma in _WORKS]
    if any(a.lemma in _VAGUE and (suffixed(b.lemma) or b.lemma in _CHANGE) for a, b in pairwise(shapes[:-1])):
        return chain.nouns[:2]
    if len(deeds) < 2:
        return ()
    if any(a.lemma in EMPTY and (b.deed or b.lemma in _WORKS) for a, b in pairwise(shapes)):
        return tuple(deeds)
    if len(deeds) > 2 or sum(s.deed == "heavy" for s in shapes) > 1:
        return tuple(deeds)
    beside = any(suffixed(a.lemma) and suffixed(b.lemma) for a, b in pairwise(shapes))
    return tuple(deeds) if beside else ()


_FEW = 3
_JOINTS = frozenset(("и", "или", "а", "но", "либо", "что", "если", "когда"))


_DEEDS = Mark(lambda form: shape(form).deed)


def cascades(document: Document) -> Iterator[tuple[Token, ...]]:
    """Three deeds and more strung on prepositions without a verb between: «при поступлении заявления на рассмотрение с указанием»; at least two of them heavy."""
    deeds = _DEEDS.words(document)
    if not _strung(deeds):
        return
    strung: list[Token] = []
    for token in deeds:
        if strung and (strung[-1].sentence != token.sentence or any(map(_parts, document.tokens[strung[-1].index + 1 : token.index]))):
            if _strung(strung):
                yield tuple(strung)
            strung = []
        strung.append(token)
    if _strung(strung):
        yield tuple(strung)


def _parts(token: Token) -> bool:
    return token.kind == "punct" or token.norm in _JOINTS or is_predicate(token)


def _strung(deeds: Sequence[Token]) -> bool:
    return len(deeds) >= _FEW and sum(shape(t.norm).deed == "heavy" for t in deeds) > 1

"""References to acts with all that belongs to them, and the words that lead to them («в соответствии с …», «предусмотренный …»)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rewriter.text import morph
from rewriter.text.acts import MINISTRY, SECTIONS, is_act, is_section_word, may_be_act
from rewriter.text.citation_numbers import HOUSE_RULES, house_mark, numbered_in_brackets, numbered_next, numbering, section_at, sub_point
from rewriter.text.document import Document, Token
from rewriter.text.marks import Mark
from rewriter.text.plain.verbal_nouns import deed_of

_ACT_ADJECTIVES = frozenset(
    "действующий федеральный российский гражданский налоговый трудовой уголовный таможенный текущий нынешний настоящий указанный вышеуказанный соответствующий данный этот новый нормативный правовой нормативно-правовой "
    "международный всемирный почтовый применимый пользовательский лицензионный публичный партнерский абонентский наш тот жилищный административный законодательный".split()
)


_ACT_NOUNS = frozenset("требование норма положение статья пункт часть буква акт нормы предписание рамка".split())


_LEADS = (
    ("в", "соответствии", "с"), ("в", "соответствии", "со"), ("в", "соответствие", "с"), ("на", "основании"), ("на", "основе"), ("в", "силу"), ("в", "рамках"), ("исходя", "из"), ("согласно", "с"), ("согласно",), ("руководствуясь",), ("следуя",),
    ("во", "исполнение"), ("основываясь", "на"), ("с", "учетом"), ("в", "порядке"), ("ввиду",), ("по",), ("ссылаясь", "на"), ("опираясь", "на"), ("соблюдая",), ("в", "целях", "соблюдения"), ("в", "связи", "с"), ("как", "предписано"), ("как", "требует"), ("как", "того", "требует"),
    ("как", "этого", "требует"), ("как", "гласит"), ("как", "предусматривает"), ("как", "предписывает"), ("как", "указано", "в"), ("как", "сказано", "в"), ("как", "предусмотрено"), ("как", "установлено"), ("как", "определено"), ("как", "это", "предусмотрено"), ("это", "предусмотрено"), ("что", "предусмотрено"), ("что", "соответствует"), ("как", "прописано", "в"), ("так", "требует"), ("что", "установлено"), ("что", "закреплено", "в"), ("что", "регламентировано"), ("что", "определено"), ("таковы",), ("таково",),
)  # fmt: skip


PARTICIPLES = frozenset(
    "установить предусмотреть регламентировать определить закрепить регулировать предписать прописать установленный предусмотренный регламентированный определенный оговоренный обозначить указать утвердить утвержденный ввести введенный".split()
)


class Citation(NamedTuple):
    """A reference to an act: token range of the reference itself and of the words that lead to it."""

    first: int
    last: int  # one past the last token
    lead: int  # index of the first token of «в соответствии с …», or `first`


@lru_cache(maxsize=64)
def citations(document: Document) -> tuple[Citation, ...]:
    """All references to acts, merged where they touch, in reading order."""
    found: list[Citation] = []
    reached = 0
    for i in _candidates(document):
        if i >= reached and is_act(document, i):
            first, last = _grown(document, i)
            if found and first <= found[-1].last:
                found[-1] = Citation(min(found[-1].first, first), max(last, found[-1].last), found[-1].lead)
            elif found and _joined(document, found[-1].last, first):
                found[-1] = Citation(found[-1].first, last, found[-1].lead)
            elif found and _in_brackets(document, found[-1].last, first, last):
                found[-1] = Citation(found[-1].first, last + 1, found[-1].lead)
            else:
                found.append(Citation(first, last, _lead(document, first)))
            reached = last
    return tuple(found)


_MAY_BE_ACT = Mark(lambda form: may_be_act(form, morph.word(form).lemmas))


def _candidates(document: Document) -> list[int]:
    """Indices of the words and codes that may name an act."""
    codes = [t.index for t in document.tokens if t.kind == "code" and may_be_act(t.norm, t.lemmas)]
    words = [t.index for t in _MAY_BE_ACT.words(document)]
    return sorted(words + codes) if codes else words


def _joined(document: Document, a: int, b: int) -> bool:
    between = document.tokens[a:b]
    return (
        bool(between)
        and len(between) <= 2
        and all(t.norm in (",", "и", "а", "также") for t in between)
        and document.tokens[a - 1].sentence == document.tokens[b].sentence
    )


def _in_brackets(document: Document, a: int, first: int, last: int) -> bool:
    """«согласно оферте (п. 9.2)»: the point in brackets belongs to what it is a point of."""
    tokens = document.tokens
    return first == a + 1 and tokens[a].text == "(" and last < len(tokens) and tokens[last].text == ")"


def _grown(document: Document, i: int) -> tuple[int, int]:
    return _left(document, i), _right(document, i)


def _left(document: Document, i: int) -> int:
    tokens, here = document.tokens, document.tokens[i].sentence
    first = i
    j = i - 1
    while j >= 0 and tokens[j].sentence == here:
        t = tokens[j]
        if (
            t.kind in ("number", "code")
            and j
            and (section_at(tokens, j - 1) or tokens[j - 1].text in (".", ",", "-", "–", "№") or tokens[j - 1].norm in ("и", "от"))
        ):
            k = j
            while (
                k > 0
                and (tokens[k - 1].kind in ("number", "code") or tokens[k - 1].text in ".,-–№" or tokens[k - 1].norm == "и")
                and tokens[k - 1].sentence == here
            ):
                k -= 1
            if k > 0 and tokens[k - 1].sentence == here and section_at(tokens, k - 1):
                first = j = k - 1
                j -= 1
                continue
            break
        if j == first - 1 and (t.kind == "code" and _ORDINAL.fullmatch(t.norm) or t.kind == "word" and _ORDINAL_WORD.fullmatch(t.norm)):
            first = j
            j -= 1
            continue
        if t.text in ".№" or (t.text in '«"(' and first == j + 1 and t.text != "("):
            j -= 1
            if t.text == "№" or t.text in '«"':
                first = j + 1
            continue
        if t.norm == "рамках" and j and tokens[j - 1].norm == "в":
            break  # «в рамках» leads to the act, «рамки закона» are its own
        if t.word is not None and (t.lemmas & _ACT_ADJECTIVES or t.lemmas & _ACT_NOUNS or t.word.lemma in _ACT_NOUNS):
            first = j
            j -= 1
            continue
        break
    return first


# «По 354-му постановлению», «требование 126-го закона».
# «Сто пятнадцатого федерального закона».
_ORDINAL_WORD = re.compile(
    r"(?:сто|двести|триста|четыреста|пятьсот|[а-я]+(?:надцат|десят|сорок|перв|втор|трет|четверт|пят|шест|седьм|восьм|девят)(?:ый|ого|ому|ым|ом|ой|ая|ую|ий|ьего|ьему))"
)
_ORDINAL = re.compile(r"\d{1,4}-(?:й|я|е|го|му|ой|ом|м|ому|ого|ый|ий)")


# «ГК РФ», «ТК ЕАЭС».
_WHOSE = frozenset("стран страны назначения рф российской федерации россии n еаэс евразэс еэк тс ес рб рк".split())


def _right(document: Document, i: int) -> int:  # noqa: C901 - one branch for each kind of word that a reference goes on with
    tokens, here = document.tokens, document.tokens[i].sentence
    head = tokens[i]
    takes_genitive = (
        head.is_(
            "правило",
            "постановление",
            "приказ",
            "кодекс",
            "положение",
            "указ",
            "распоряжение",
            "конвенция",
            "порядок",
            "статья",
            "пункт",
            "часть",
            "норма",
            "инструкция",
            "регламент",
            "раздел",
            "решение",
            "договор",
            "оферта",
            "соглашение",
            "условие",
            "политика",
        )
        or head.norm in SECTIONS
    )
    j = i + 1
    while j < len(tokens) and tokens[j].sentence == here:
        t = tokens[j]
        if head.is_(*HOUSE_RULES) and house_mark(tokens, i, j):
            j += 1
            continue
        if t.text == "(" and (end := numbered_in_brackets(document, j)) is not None:
            j = end
            continue
        if t.kind in ("number", "code"):
            if t.kind == "code" and not (re.search(r"фз|фкз|^\d+[а-я]?$", t.norm) or tokens[j - 1].text == "№" or section_at(tokens, j - 1)):
                break
            if not (numbering(tokens, j)):
                break
            j += 1
            continue
        if (
            t.text in ("№", "-", "–", ".")
            and j + 1 < len(tokens)
            and tokens[j + 1].sentence == here
            and (
                tokens[j + 1].kind in ("number", "code")
                or (
                    t.text == "."
                    and (is_section_word(tokens[j + 1]) or is_act(document, j + 1) or tokens[j - 1].norm in ("ст", "п", "ч", "г", "гл", "абз", "пп"))
                )
            )
        ):
            j += 1
            continue
        if (
            t.text == ","
            and j + 1 < len(tokens)
            and (is_section_word(tokens[j + 1]) or (tokens[j + 1].kind == "number" and tokens[j - 1].kind == "number") or is_act(document, j + 1))
        ):
            j += 1
            continue
        if t.text == "(" and sub_point(tokens, j):
            j += 3  # «п. 81(12)»
            continue
        if t.text in '«"“' and (close := _closing(tokens, j)) is not None:
            j = close + 1
            continue
        if t.norm in _WHOSE or is_section_word(t) and numbered_next(tokens, j):
            j += 1
            continue
        if t.norm in ("о", "об", "обо") and (
            head.is_("договор", "закон", "правило", "положение", "постановление", "приказ", "указ", "конвенция", "кодекс", "законодательство")
            or re.search("фз", " ".join(x.norm for x in tokens[i:j]))
        ):
            end = _about(document, j)
            if end > j + 1:
                j = end
                continue
        if t.norm == "от" and j + 1 < len(tokens) and tokens[j + 1].kind == "number":
            j += 1
            continue
        if (
            t.norm in ("года", "г")
            and tokens[j - 1].kind == "number"
            or (
                t.word is not None
                and tokens[j - 1].kind == "number"
                and re.match("(?:январ|феврал|март|апрел|ма[ея]|июн|июл|август|сентябр|октябр|ноябр|декабр)", t.norm)
            )
        ):
            j += 1
            continue
        if (
            t.norm in ("и",)
            and j + 1 < len(tokens)
            and (is_act(document, j + 1) or _a_point_more(tokens, j + 1) or (tokens[j + 1].kind == "number" and tokens[j - 1].kind == "number"))
        ):
            j += 1
            continue
        if t.kind in ("word", "code") and is_act(document, j):
            takes_genitive = takes_genitive or t.is_("правило", "постановление", "приказ", "кодекс", "положение")
            head = t
            j += 1
            continue
        if (
            t.word is not None
            and t.lemmas & (_ACT_ADJECTIVES - {"наш", "этот", "данный", "тот"})
            and (head.norm in SECTIONS or head.is_("статья", "пункт", "часть"))
        ):
            j += 1
            continue
        if (
            takes_genitive
            and t.word is not None
            and t.word.tags & {"noun", "adj"}
            and _genitive(t)
            and not _subject_behind(t)
            and not t.is_("срок", "получатель", "клиент", "вы")
            and not _owed(tokens, j)
            and not (t.word.tags & {"pron"})
        ):
            head = t if t.is_("положение") else head
            j += 1
            continue
        if t.norm in ("по",) and head.is_("закон") and j + 2 < len(tokens) and any(x.norm.startswith("мониторинг") for x in tokens[j + 1 : j + 3]):
            j += 3 if tokens[j + 2].norm.startswith("мониторинг") else 2
            continue
        break
    while j > i + 1 and tokens[j - 1].text in ".-–":
        j -= 1
    return j


def _a_point_more(tokens: tuple[Token, ...], j: int) -> bool:
    """«(согласно ст. 782 ГК РФ) и п. 7.3 договора»: the point of a paper of the house beside that of a law."""
    return is_section_word(tokens[j]) and numbered_next(tokens, j)


def _subject_behind(token: Token) -> bool:
    """«(в соответствии с п. 4.2 Правил оказания услуг) заморозка …»: of its likeliest word the form is a nominative, and its genitive another form."""
    assert token.word is not None
    top = token.word.top
    if top is None or top.pos != "NOUN" or top.feats.get("Case") != "Nom":
        return False
    return not any(p.lemma == top.lemma and p.feats.get("Case") == "Gen" for p in token.word.parses)


def _owed(tokens: tuple[Token, ...], j: int) -> bool:
    """«(по п. 6.3 договора) компенсации не подлежит»: what it is subject to is no part of the act's name."""
    following = [t.norm for t in tokens[j + 1 : j + 3]]
    if deed_of(tokens[j], "Dat") is None:
        return False
    return following[:1] in (["подлежит"], ["подлежат"]) or following in (["не", "подлежит"], ["не", "подлежат"])


def _closing(tokens: tuple[Token, ...], j: int) -> int | None:
    want = {"«": "»", "“": "”", '"': '"'}[tokens[j].text]
    return next((k for k in range(j + 1, min(j + 14, len(tokens))) if tokens[k].text == want), None)


def _about(document: Document, j: int) -> int:
    """«о защите прав потребителей»: the noun phrase after «о», up to a verb, a pronoun or a comma."""
    tokens, here = document.tokens, document.tokens[j].sentence
    k = j + 1
    while k < len(tokens) and tokens[k].sentence == here and k - j <= 7:
        t = tokens[k]
        if (
            t.norm in ("и", "в", "с")
            and k + 1 < len(tokens)
            and (following := tokens[k + 1].word) is not None
            and "noun" in following.tags
            and tokens[k - 1].word is not None
            and t.norm == "и"
        ):
            k += 1
            continue
        if t.word is None or not (t.word.tags & {"noun", "adj"}) or t.word.tags & {"pron"}:
            break
        top = t.word.top
        cases = {p.feats.get("Case") for p in t.word.parses}
        if k > j + 2 and not cases & {"Gen", "Loc", "Ins"} or top is not None and top.pos in ("VERB",) and top.feats.get("VerbForm") == "Fin":
            break
        if k > j + 3 and "Nom" in cases and "Gen" not in cases:
            break
        k += 1
    return k


def _genitive(t: Token) -> bool:
    assert t.word is not None
    top = t.word.top
    cases = {p.feats.get("Case") for p in t.word.parses if p.prob > 0.15}
    return "Gen" in cases or (top is not None and top.feats.get("Abbr") == "Yes") or (t.capital and bool(MINISTRY.match(t.norm)))


def _lead(document: Document, first: int) -> int:
    """Index of the first token of the words that lead to the reference; `first` where there are none."""
    tokens, here = document.tokens, document.tokens[first].sentence
    for lead in _LEADS:
        at = first - len(lead)
        if at >= 0 and all(tokens[at + k].norm == lead[k] for k in range(len(lead))) and tokens[at].sentence == here:
            return at
    at = first - 1
    if at >= 0 and tokens[at].sentence == here and tokens[at].norm in ("с", "со", "в"):
        at -= 1
    return at if at >= 0 and tokens[at].sentence == here and tokens[at].lemmas & PARTICIPLES else first

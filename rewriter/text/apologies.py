"""Apologies of a reply: where each stands, what it is for, and whether its sentence says anything else."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import Literal, NamedTuple

from rewriter.text.courtesy import heard_in
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.expressions import Expression
from rewriter.text.facts import flat
from rewriter.text.segments import is_predicate

_WORDS = frozenset("извинение извинить извинять извиняться извиниться простить прощение".split())
_CALLS = frozenset("извините простите извиняюсь извиняемся извиняйте извини прости".split())
_MAKES = frozenset("приносить принести просить попросить принять принимать хотеть".split())
_GENERAL = frozenset("неудобство ситуация беспокойство случай случившееся произошедшее происшедшее инцидент это".split())
TERMS = frozenset(
    "цена стоимость тариф условие правило порядок процедура политика ограничение лимит комиссия срок график режим требование необходимость формальность плата оплата платность расценка регламент процесс хранение доставка возврат невозможность минимум расписание".split()
)
_FAULTY = frozenset(
    "неверный ошибочный неправильный нарушенный сорванный долгий затянувшийся пропущенный увеличенный завышенный некорректный длительный задержанный испорченный плохой поврежденный неудачный несостоявшийся".split()
)
# «Доставка» and the like are terms only where they cost or are so by rule; a bare «за доставку» is for a bad one.
_DEEDS = frozenset("доставка возврат хранение оплата процесс".split())
_OWN_SLIP = Expression(
    r"опечатк|ожидани|заставил\w* (?:вас )?(?:так )?(?:долго )?(?:ждать|ожидать)|подождать|пауз|поздн\w+ ответ|долг\w+ ответ|задержк\w+ (?:с |в )?ответ|путаниц|не сразу|прошл\w+ (?:сообщени|ответ)|недопонима|невнимательн"
)
_ASKS = Expression(
    r"^[, ]+(?:пожалуйста[, ]+)?(?:а |не могли|но (?:подскажите|уточните|напишите|не могли)|не понял|не совсем|уточн[юя]|переспрош|верно ли|не вижу|уточните|подскажите|напишите|скажите|правильно|верно|вы имеете|повторите|что (?:напом|уточ|отвлек|беспоко))"
)
_POLITE = Expression(r"^[, ]+(?:пожалуйста[, ]+)?за (?:вопрос|уточнени|прямот|откровенност|назойлив|повторн\w+ вопрос)")


class Apology(NamedTuple):
    """An apology. `about`: `general` («за неудобства»), `terms` («за стоимость доставки»), `slip` (of this talk), `named` (a failure, by name), `bare` (nothing).

    `head`: the noun it is for; [start, end) covers the words from the apology to the end of what it is for.
    """

    start: int
    end: int
    about: Literal["general", "terms", "slip", "named", "bare"]
    head: str
    sentence: Sentence
    whole: bool


@lru_cache(maxsize=64)
def apologies_in(document: Document) -> tuple[Apology, ...]:
    """One a sentence at most; «извините» that only asks for attention is none, nor is a quoted one."""
    found = []
    for index in dict.fromkeys(t.sentence for t in document.having(_WORDS)):
        apology = _apology(document, document.sentences[index])
        if apology is not None:
            found.append(apology)
    return tuple(found)


def _apology(document: Document, sentence: Sentence) -> Apology | None:
    tokens = document.of(sentence)
    at = next((i for i, t in enumerate(tokens) if t.lemmas & _WORDS and t.kind == "word" and (t.norm in _CALLS or _made(tokens, i))), None)
    if at is None or (at and tokens[at - 1].norm in ("не", "за")) or _quoted(document, sentence.start, tokens[at].start):
        return None
    rest = flat(document.text[tokens[at].end : sentence.end])
    if _POLITE.match(rest) or (_ASKS.match(rest) and " за " not in rest) or (tokens[at].norm in _CALLS and sentence.text.rstrip().endswith("?")):
        return None
    first = at
    while first and (tokens[first - 1].lemmas & _MAKES or tokens[first - 1].norm in _LEADING):
        first -= 1
    about, head, last = _object(document, tokens, at)
    rest_of = [t for t in tokens[last:] if t.kind == "word" and t.norm not in ("пожалуйста", "вам", "вас")]
    before = [t for t in tokens[:first] if t.kind == "word" and t.norm not in _LEADING]
    if about in ("general", "bare") and _OWN_SLIP.search(rest):
        about = "slip"
    return Apology(tokens[first].start, tokens[last - 1].end, about, head, sentence, not rest_of and not before)


_LEADING = frozenset(
    "нее него них это мы я еще раз и искренне искренние искреннее наши свои свое от лица всей нашей компании имени команды всего за позвольте очень глубочайшие вам вас у пожалуйста нас нашего сервиса магазина еще также".split()
)


def _quoted(document: Document, start: int, end: int) -> bool:
    return document.text.count("«", start, end) > document.text.count("»", start, end)


def _made(tokens: tuple[Token, ...], at: int) -> bool:
    """«приносим извинения», «просим прощения», «примите наши извинения»; «извинения приняты» is none."""
    back = tokens[max(0, at - 6) : at]
    return (
        any(t.lemmas & _MAKES and t.word is not None and not t.word.tags & {"past"} for t in back)
        or any(t.norm in ("приношу", "приносим", "прошу", "просим") for t in tokens[at + 1 : at + 3])
        or (bool(back) and back[-1].norm in ("наши", "мои") and at <= 2)
    )


def _object(document: Document, tokens: tuple[Token, ...], at: int) -> tuple[Literal["general", "terms", "slip", "named", "bare"], str, int]:
    """What the apology is for, the noun that says so, and where its words end."""
    i = at + 1
    while i < len(tokens) and (
        (tokens[i].text == "," and not (i + 1 < len(tokens) and tokens[i + 1].norm == "за"))
        or tokens[i].norm
        in ("пожалуйста", "нас", "меня", "вас", "вам", "от", "лица", "имени", "компании", "нашей", "всей", "команды", "приносим", "приношу", "прошу", "просим")
    ):
        i += 1
    if i >= len(tokens) or tokens[i].norm not in ("за", "что", "если"):
        # «Приносим за неё извинения»: what went wrong has just been said.
        said = any(t.norm == "за" for t in tokens[max(0, at - 3) : at])
        return ("named" if said else "bare"), "", at + 1
    end = _clause_end(tokens, i + 1)
    if tokens[i].norm != "за" or (i + 1 < len(tokens) and tokens[i + 1].norm == "то"):
        text = flat(document.text[tokens[i].start : tokens[end - 1].end])
        if _OWN_SLIP.search(text):
            return "slip", "", end
        return (
            (
                "terms"
                if _TERMS_SAID.search(text)
                and not re.search(
                    r"задерж|не (?:пришл|достав|прив)|ошиб|перепут|списал|устаревш|неверн|неправильн|\bстар(?:ую|ая|ые|ой) (?:цен|тариф)|обновил|обманул|запутал",
                    text,
                )
                else "named"
            ),
            "",
            end,
        )
    noun = next((k for k in range(i + 1, end) if _is_noun(tokens[k])), None)
    if noun is None:
        return ("general" if any(t.lemmas & _GENERAL for t in tokens[i + 1 : end]) else "named"), "", end
    head = tokens[noun]
    text = flat(document.text[tokens[i].start : tokens[end - 1].end])
    lemma = next(iter(sorted(head.lemmas & (_GENERAL | TERMS))), head.word.lemma if head.word else head.norm)
    if head.lemmas & _GENERAL:
        told = re.search(r"из-за|связанн|вызванн|с (?:доставк|заказ|оплат|возврат|вход|достав|посылк)", text) or any(
            _is_noun(t) and not t.lemmas & _GENERAL for t in tokens[noun + 1 : end]
        )
        return ("named" if told and not head.lemmas & {"неудобство"} or (told and re.search(r"из-за|связанн|вызванн", text)) else "general"), lemma, end
    if head.lemmas & TERMS and not any(t.lemmas & _FAULTY for t in tokens[i + 1 : noun]):
        if head.lemmas & _DEEDS and not re.search(r"платн|стоимост|услови|правил|порядк", text):
            return "named", lemma, end
        return "terms", lemma, end
    if head.lemmas & _CHANGES and re.search(r"\bцен|тариф|стоимост|комисси|\bплат", text):
        return "terms", lemma, end
    if _OWN_SLIP.search(text):
        return "slip", lemma, end
    return "named", lemma, end


_CHANGES = frozenset("повышение увеличение рост изменение подорожание пересмотр".split())


_TERMS_SAID = Expression(
    r"платн|стоит|стоимост|\bцен[аыу]|дорог|тариф|услови|правил|порядок|порядк|комисси|предусмотр|нельзя|невозможно|не можем|не сможем|ограничен|лимит|возврату не подлеж|таков|приходится (?:показ|предъяв|ждать отв|запол|подтвер|вводить)|(?:нужн|надо|необходим|требуется|просим|спрашива|запрашива)\w*"
)


_RELATIVE = frozenset("что который когда где из-за чтобы как если".split())


def _clause_end(tokens: tuple[Token, ...], start: int) -> int:
    """Where the words of the object end: at a full stop, a dash, a colon, or a comma before a clause of its own."""
    for k in range(start, len(tokens)):
        token = tokens[k]
        if token.kind == "emoji" or token.text in ".!?…;:—–":
            return k
        if token.text == "," and k > start and k + 1 < len(tokens) and not tokens[k + 1].lemmas & _RELATIVE:
            clause = takewhile(lambda t: t.text not in ",.!?…;:—–", tokens[k + 1 :])
            if tokens[k + 1].norm in ("но", "а", "однако", "пожалуйста") or any(is_predicate(t) for t in clause):
                return k
    return len(tokens)


def _is_noun(token: Token) -> bool:
    word = token.word
    return word is not None and word.top is not None and (word.top.pos == "NOUN" or bool(token.lemmas & (TERMS | _GENERAL)))


def consoled(reply: Document) -> bool:
    """Whether the client's trouble has been answered: a line of empathy, an admission or a named apology; «за доставленные неудобства» names nothing."""
    return bool(heard_in(reply)) or any(a.about in ("named", "slip") for a in apologies_in(reply))

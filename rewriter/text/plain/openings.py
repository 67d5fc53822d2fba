"""What a sentence is about, told before «сообщаем, что»: «по Вашему заказу сообщаем, что он собран» → «Ваш заказ собран», «в отношении доставки сообщаем, что …» → «…»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, at, norm_at, plainer
from rewriter.text.plain.split_reading import LIGHT
from rewriter.text.plain.verbal_nouns import conjugated
from rewriter.text.segments import is_predicate

_TELLING = frozenset("сообщаем сообщаю сообщим информируем уведомляем отвечаем поясняем разъясняем".split())
WORDS = frozenset("установить выявить выяснить определить сообщать сообщить информировать уведомлять отвечать пояснять разъяснять".split())
# What leads in and asks for the genitive; «по», alone, for the dative.
_OF_CASE = (("в", "отношении"), ("по", "вопросу"), ("по", "поводу"), ("относительно",), ("касательно",))
_LEADS = (*((lead, "Gen") for lead in _OF_CASE), (("по",), "Dat"))
_IN_PART = ("в", "части")
# As many words as a thing may have that is moved as it stands.
_LONGEST = 10
_FOUND = frozenset(("установлено", "выявлено", "выяснено", "определено"))
_BY_CHECK = (("по", "результатам"), ("по", "итогам"), ("в", "результате"), ("в", "ходе"), ("во", "время"))
_CHECKS = frozenset("проверка диагностика анализ экспертиза осмотр обследование исследование расследование".split())
_HE = frozenset("он она оно они".split())
_HIS = frozenset("его ее их".split())
_GENDERS = {"он": "Masc", "она": "Fem", "оно": "Neut"}
_OBLIQUE = frozenset("ему ей им него нее них нему ней ними нем".split())


def openings(document: Document) -> Iterator[Plainer]:
    """Every such opening of a sentence."""
    for token in document.having(WORDS):
        found = _opened(document, token) if token.norm in _TELLING else _shown(document, token) if token.norm in _FOUND else None
        if found is not None:
            yield found


def _shown(document: Document, token: Token) -> Plainer | None:
    """«По результатам проверки установлено, что …», «проверкой установлено, что …» → «проверка показала, что …»."""
    here, first = token.sentence, document.sentences[token.sentence].first
    lead = next((words for words in _BY_CHECK if tuple(norm_at(document, first + i, here) for i in range(len(words))) == words), ())
    case = "Gen" if lead else "Ins"
    check = noun_phrase(document, first + len(lead), case)
    if check is not None and check.modifiers and all(t.is_("провести", "выполнить") for t in check.modifiers):
        check = noun_phrase(document, check.head.index, case)
    if check is None or check.last != token.index or check.parse.lemma not in _CHECKS or check.agreement["Number"] != "Sing":
        return None
    if norm_at(document, token.index + 1, here) != "," or norm_at(document, token.index + 2, here) != "что":
        return None
    name, showed = check.in_case("Nom"), conjugated("показать", VerbForm="Fin", Mood="Ind", Tense="Past", **check.agreement)
    return plainer(document, first, token.index + 1, f"{name} {showed}") if name and showed else None


def _opened(document: Document, token: Token) -> Plainer | None:
    here = token.sentence
    first = document.sentences[here].first
    verb = token.index - (norm_at(document, token.index - 1, here) == "вам")
    last = token.index + 1 + (norm_at(document, token.index + 1, here) == "вам")
    if norm_at(document, last, here) == "," and norm_at(document, last + 1, here) == "что":
        last += 2
    elif norm_at(document, last, here) in (":", "следующее"):
        last += 1 + (norm_at(document, last + 1, here) == ":")
    else:
        return None
    about = _about(document, first, verb)
    following = at(document, last, here)
    if about is None and following is not None and following.kind != "punct" and (told := _as_for(document, first, verb)) is not None:
        return plainer(document, first, last, f"{told},")
    if about is None or following is None or following.kind == "punct":
        return None
    pronoun = next((t for t in document.tokens[last : document.sentences[here].last] if t.norm in _HE | _HIS | _OBLIQUE), None)
    if pronoun is None:
        if any(t.kind in ("number", "code") for t in document.tokens[about.first : about.last]):
            return _before_a_colon(document, about, first, last)
        # What the rest does not name, only the client's question can tell to be clear.
        named_again = any(t.lemmas & about.head.lemmas for t in document.tokens[last : document.sentences[here].last])
        return plainer(document, first, last + 1, following.text) if named_again else None
    if (named := _named(document, about, pronoun)) is not None:
        between = document.text[following.start : pronoun.start]
        return plainer(document, first, pronoun.index + 1, f"{between}{named}")
    # «Осуществлена его обработка»: once that is «его обработали», the thing can stand for the pronoun.
    return _before_a_colon(document, about, first, last) if document.lemmas.isdisjoint(LIGHT) else None


def _about(document: Document, first: int, end: int) -> NounPhrase | None:
    """What stands between the lead and the verb, all of it."""
    here = document.tokens[first].sentence
    for lead, case in _LEADS:
        if tuple(norm_at(document, first + i, here) for i in range(len(lead))) == lead:
            found = noun_phrase(document, first + len(lead), case)
            return found if found is not None and found.last == end else None
    return None


def _as_for(document: Document, first: int, end: int) -> str | None:
    """«В части использования на плитах (сообщаем, что)» → «что касается использования на плитах»: all that stands behind the lead, which asks for the same case."""
    here = document.tokens[first].sentence
    for lead in (_IN_PART, *_OF_CASE):
        begin = first + len(lead)
        if tuple(norm_at(document, first + i, here) for i in range(len(lead))) != lead:
            continue
        thing = noun_phrase(document, begin, "Gen", tail=False)
        rest = document.tokens[begin:end]
        if thing is None or end - begin > _LONGEST or any(is_predicate(t) or t.text in ",;:—–(" for t in rest):
            return None
        return f"что касается {document.text[rest[0].start : rest[-1].end]}"
    return None


def _named(document: Document, about: NounPhrase, pronoun: Token) -> str | None:
    """The thing in the case of the pronoun that stands for it: «(11 марта) её (обработали)» → «посылку»."""
    if _GENDERS.get(pronoun.norm, "") == about.agreement.get("Gender", "") and pronoun.norm in _HE:
        return about.in_case("Nom")
    following = at(document, pronoun.index + 1, pronoun.sentence)
    verb = following is not None and following.word is not None and following.word.predicative
    return about.in_case("Acc") if verb and pronoun.norm in _HIS else None


def _before_a_colon(document: Document, about: NounPhrase, first: int, last: int) -> Plainer | None:
    """«По отправлению 80092461735508: …»: its number must not be lost."""
    told = about.in_case("Dat")
    return plainer(document, first, last, f"по {told}:") if told else None

"""Words of officialese that a sentence may keep when all else is said plainly: «запись отсутствует» → «записи нет», «при их отсутствии» → «если их нет», «не является ошибочным» → «не ошибочный»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import Parse
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, norm_at, plainer
from rewriter.text.plain.subjects import agrees, last_said
from rewriter.text.plain.verbal_nouns import conjugated
from rewriter.text.segments import is_predicate

_ABSENT = frozenset(("отсутствовать",))
WORDS = frozenset("я мы отсутствовать отсутствие взиматься являться уведомить предоставить истечение".split())
_WITHOUT = {"его": "него", "ее": "неё", "их": "них"}
_SHAPE = ("VerbForm", "Tense", "Person", "Number", "Gender", "Mood")
_BREAKS = frozenset(",;:—–(")
_SAID_OF_THINGS = frozenset("платный бесплатный ошибочный действительный".split())
_REACH = 6
_DIFFERENCE = frozenset(("разница", "доплата"))
_ADDRESSEES = frozenset("нас вас их его ее меня клиента получателя отправителя поддержку".split())


def leftovers(document: Document) -> Iterator[Plainer]:
    """Every such word with a repair that its neighbours make sure."""
    for token in document.having(WORDS):
        found = next((f for repair in (_absent, _without, _taken, _copula, _told, _sent, _after, _by_us) if (f := repair(document, token)) is not None), None)
        if found is not None:
            yield found


def _absent(document: Document, token: Token) -> Plainer | None:
    """«Запись за 22.11 отсутствует» → «записи за 22.11 нет»: what hangs on the noun stays."""
    here = token.sentence
    if token.norm not in ("отсутствует", "отсутствуют") or norm_at(document, token.index - 1, here) == "не":
        return None
    begin, first = token.index, document.sentences[here].first
    while begin > first and document.tokens[begin - 1].text not in _BREAKS:
        begin -= 1
    subject = noun_phrase(document, begin, "Nom")
    middle = document.tokens[subject.last : token.index] if subject is not None else ()
    if subject is None or not middle or not agrees(document, token.index, subject) or any(is_predicate(t) or t.norm in ("и", "или") for t in middle):
        return None
    top = middle[0].word.top if middle[0].word is not None else None
    told = subject.in_case("Gen")
    if top is None or top.pos != "ADP" or told is None or subject.parse.feats.get("Animacy") == "Anim" or not last_said(document, token.index + 1):
        return None
    return plainer(document, subject.first, token.index + 1, f"{told}{document.text[subject.end : middle[-1].end]} нет")


def _without(document: Document, token: Token) -> Plainer | None:
    """«…: при их отсутствии обменять не получится» → «если их нет, …», «… при их отсутствии» → «без них»."""
    here = token.sentence
    whose = _WITHOUT.get(norm_at(document, token.index - 1, here))
    if token.norm != "отсутствии" or whose is None or norm_at(document, token.index - 2, here) != "при":
        return None
    him = norm_at(document, token.index - 1, here).replace("ее", "её")
    if clause_begins(document, token.index - 2) and not clause_ends(document, token.index + 1):
        return plainer(document, token.index - 2, token.index + 1, f"если {him} нет,")
    return plainer(document, token.index - 2, token.index + 1, f"без {whose}")


def _taken(document: Document, token: Token) -> Plainer | None:
    """«При гарантийном случае не взимается» → «платить не нужно», «взимается разница» → «нужно доплатить разницу»."""
    here = token.sentence
    if token.norm != "взимается":
        return None
    denied = norm_at(document, token.index - 1, here) == "не"
    first = token.index - denied
    if denied:
        begin = first
        while begin > document.sentences[here].first and document.tokens[begin - 1].text not in _BREAKS:
            begin -= 1
        subject = any(_nominative(t) for t in document.tokens[begin:first])
        return plainer(document, first, token.index + 1, "платить не нужно") if not subject and clause_ends(document, token.index + 1) else None
    thing = noun_phrase(document, token.index + 1, "Nom")
    told = thing.in_case("Acc") if thing is not None and thing.parse.lemma in _DIFFERENCE else None
    return plainer(document, token.index, thing.last, f"нужно доплатить {told}") if thing is not None and told else None


def _nominative(token: Token) -> bool:
    return token.word is not None and any(p.pos == "NOUN" and p.feats.get("Case") == "Nom" and p.prob > 0.1 for p in token.word.parses)


def _copula(document: Document, token: Token) -> Plainer | None:
    """«Платёж не является ошибочным» → «не ошибочный», «услуга является платной — 215 руб.» → «услуга платная — 215 руб.»."""
    here = token.sentence
    adjective = at(document, token.index + 1, here)
    if token.norm not in ("является", "являются") or adjective is None or adjective.word is None:
        return None
    following = at(document, adjective.index + 1, here)
    if following is not None and following.text not in ".,;—–!?)":
        return None
    parse = next((p for p in adjective.word.parses if p.lemma in _SAID_OF_THINGS and p.feats.get("Case") == "Ins"), None)
    begin = max(document.sentences[here].first, token.index - _REACH)
    subject = next((n for i in range(begin, token.index) if (n := noun_phrase(document, i, "Nom", tail=False)) is not None), None)
    if parse is None or subject is None or (subject.agreement["Number"] == "Plur") != token.norm.endswith("ются"):
        return None
    told = parse.inflect(Case="Nom", **subject.agreement)
    return plainer(document, token.index, adjective.index + 1, told) if told else None


def _told(document: Document, token: Token) -> Plainer | None:
    """«О времени доставки уведомим за день» → «сообщим за день»: whom is not said."""
    parse = _reading(token, "уведомить")
    if parse is None or parse.feats.get("Variant") == "Short" or parse.feats.get("VerbForm") not in ("Fin", "Inf"):
        return None
    around = {norm_at(document, token.index + k, token.sentence) for k in (-2, -1, 1, 2)}
    if around & _ADDRESSEES or noun_phrase(document, token.index + 1, "Acc", tail=False) is not None:
        return None
    told = conjugated("сообщить", **{k: v for k, v in parse.feats.items() if k in _SHAPE})
    return plainer(document, token.index, token.index + 1, told) if told else None


def _sent(document: Document, token: Token) -> Plainer | None:
    """«Предоставьте, пожалуйста: 1) логи …», «нужно предоставить лог-файл» → «пришлите», «прислать»."""
    parse = _reading(token, "предоставить")
    here = token.sentence
    if parse is None:
        return None
    ahead = [norm_at(document, token.index + k, here) for k in range(1, 5)]
    listed = parse.feats.get("Mood") == "Imp" and ":" in ahead[: 1 if ahead[:1] == [":"] else 4] and set(ahead[: ahead.index(":")]) <= {",", "пожалуйста"}
    file = norm_at(document, token.index - 1, here) in ("нужно", "необходимо", "просим", "надо") and ahead[0].endswith("-файл")
    if not listed and not file:
        return None
    told = conjugated("прислать", **{k: v for k, v in parse.feats.items() if k in _SHAPE})
    return plainer(document, token.index, token.index + 1, told) if told else None


def _after(document: Document, token: Token) -> Plainer | None:
    """«(Код действует 24 часа,) по истечении нужно его обновить» → «потом нужно его обновить»."""
    here = token.sentence
    if token.norm != "истечении" or norm_at(document, token.index - 1, here) != "по" or norm_at(document, token.index + 1, here) not in ("нужно", "можно"):
        return None
    return plainer(document, token.index - 1, token.index + 1, "потом")


def _by_us(document: Document, token: Token) -> Plainer | None:
    """«Заявка мною зарегистрирована», «платёж нами обнаружен» → «заявка зарегистрирована», «платёж обнаружен»."""
    if token.norm not in ("мною", "мной", "нами"):
        return None
    verb, before = at(document, token.index + 1, token.sentence), at(document, token.index - 1, token.sentence)
    word = verb.word if verb is not None else None
    short = word is not None and word.top is not None and word.top.feats.get("Variant") == "Short" and word.top.feats.get("VerbForm") == "Part"
    led = before is None or before.kind == "punct" or "prep" in before.tags
    return plainer(document, before.index, token.index + 1, before.text) if short and before is not None and not led else None


def _reading(token: Token, lemma: str) -> Parse | None:
    return next((p for p in token.word.parses if p.lemma == lemma and p.pos == "VERB"), None) if token.word is not None else None

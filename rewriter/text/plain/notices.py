"""Whom something is told, and when somebody works: «Вы будете уведомлены о …» → «Вам сообщат о …», «режим работы отделения: с 9:00» → «отделение работает с 9:00»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, norm_at, plainer
from rewriter.text.plain.verbal_nouns import conjugated

TELLING = frozenset("уведомить проинформировать оповестить известить уведомлять информировать оповещать извещать".split())
WORDS = TELLING | frozenset(("режим", "график", "сведения", "известность", "внимание"))
_SHAPE = ("VerbForm", "Tense", "Person", "Number", "Gender", "Mood")
_TO = {"вас": "Вам", "вам": "Вам", "клиента": "клиенту", "получателя": "получателю", "нас": "нам", "покупателя": "покупателю"}
_DAYS = frozenset("с ежедневно круглосуточно пн вт ср чт пт сб вс по понедельник будни будний суббота воскресенье понедельника будням в".split())
_WORK = frozenset(("работа", "функционирование"))


def notices(document: Document) -> Iterator[Plainer]:
    """Every notice and every opening time that has a sure repair."""
    for token in document.having(WORDS):
        if token.lemmas & TELLING:
            found = _told(document, token)
        elif token.norm == "известность":
            found = _informed(document, token)
        elif token.norm == "внимание":
            found = _mind(document, token)
        elif token.is_("режим", "график"):
            found = _hours(document, token)
        else:
            found = None
        if found is not None:
            yield found


def _person(document: Document, index: int, sentence: int) -> str | None:
    token = at(document, index, sentence)
    to = _TO.get(token.norm) if token is not None else None
    return to if to is None or token is None or token.capital else to[:1].lower() + to[1:]


def _told(document: Document, token: Token) -> Plainer | None:
    """«уведомим Вас о» → «сообщим Вам о»; «Вы будете уведомлены» → «Вам сообщат»."""
    here, index = token.sentence, token.index
    assert token.word is not None
    parse = next((p for p in token.word.parses if p.lemma in TELLING and p.pos == "VERB"), None)
    if parse is None:
        return None
    if parse.feats.get("Variant") == "Short":
        helper, you = norm_at(document, index - 1, here), at(document, index - 2, here)
        if helper == "будете" and you is not None and not _subject_told(document, index):
            # «О статусе (обращения) будете проинформированы до 18:00»
            return plainer(document, index - 1, index + 1, "сообщим")
        if helper != "будете" or you is None or you.norm != "вы":
            return None
        return plainer(document, index - 2, index + 1, ("В" if you.capital else "в") + "ам сообщат")
    to = _person(document, index + 1, here)
    if to is None or parse.feats.get("VerbForm") not in ("Fin", "Inf") or parse.feats.get("Voice") == "Pass":
        return None
    following = norm_at(document, index + 2, here)
    if following not in ("о", "об", ",", "что", "когда", "дополнительно", ".", "по", "в"):
        return None
    base = "сообщить" if parse.feats.get("Aspect") == "Perf" else "сообщать"
    told = conjugated(base, **{k: v for k, v in parse.feats.items() if k in _SHAPE})
    if following == "о" and norm_at(document, index + 3, here) == "том":
        stop = index + 4 + (norm_at(document, index + 4, here) == ",")
        if norm_at(document, stop, here) == "что":
            return plainer(document, index, stop + 1, f"{told} {to}, что") if told else None
    return plainer(document, index, index + 2, f"{told} {to}") if told else None


def _subject_told(document: Document, index: int) -> bool:
    """Whether «вы» is said in the clause, or the clause does not begin with what is to be told: «о статусе …»."""
    first = document.sentences[document.tokens[index].sentence].first
    ahead = document.tokens[first : index - 1]
    return not ahead or ahead[0].norm not in ("о", "об") or any(t.norm == "вы" or t.text in ",;:—" for t in ahead)


def _informed(document: Document, token: Token) -> Plainer | None:
    """«ставим Вас в известность» → «сообщаем Вам»."""
    here, index = token.sentence, token.index
    if norm_at(document, index - 1, here) != "в":
        return None
    to, verb = _person(document, index - 2, here), at(document, index - 3, here)
    if to is None or verb is None or verb.word is None:
        return None
    parse = next((p for p in verb.word.parses if p.lemma in ("ставить", "поставить")), None)
    if parse is None or parse.feats.get("VerbForm") not in ("Fin", "Inf"):
        return None
    base = "сообщить" if parse.lemma == "поставить" else "сообщать"
    told = conjugated(base, **{k: v for k, v in parse.feats.items() if k in _SHAPE})
    return plainer(document, index - 3, index + 1, f"{told} {to}") if told else None


def _mind(document: Document, token: Token) -> Plainer | None:
    """«Обращаем (Ваше) внимание (на то), что после удаления …» → «После удаления …»: the sentence says it itself."""
    here, index = token.sentence, token.index
    verb = index - 1 - (norm_at(document, index - 1, here) in ("ваше", "особое"))
    if norm_at(document, verb, here) not in ("обращаем", "обращаю", "просим") or verb != document.sentences[here].first:
        return None
    last = index + 1
    if (norm_at(document, last, here), norm_at(document, last + 1, here)) == ("на", "то"):
        last += 2
    last += norm_at(document, last, here) == ","
    following = at(document, last + 1, here)
    if norm_at(document, last, here) != "что" or following is None:
        return None
    return plainer(document, verb, last + 2, following.text)


def _hours(document: Document, token: Token) -> Plainer | None:
    """«Режим работы отделения: с 9:00» → «Отделение работает с 9:00»; «Режим функционирования:» → «Часы работы:»."""
    here, index = token.sentence, token.index
    work = at(document, index + 1, here)
    if work is None or not work.lemmas & _WORK or token.norm not in ("режим", "график"):
        return None
    if not clause_begins(document, index):
        return _set_hours(document, token)
    whose = noun_phrase(document, index + 2, "Gen")
    last = whose.last if whose is not None else index + 2
    mark, following = at(document, last, here), at(document, last + 1, here)
    if (
        mark is None
        or mark.text not in ":—–-"
        or following is None
        or not (following.kind in ("number", "code") or following.norm in _DAYS or following.lemmas & _DAYS)
    ):
        return None
    if whose is None:
        return plainer(document, index, last + 1, "часы работы:") if token.norm == "режим" else None
    name = whose.in_case("Nom")
    if name is None or any(t.text in "—:" for t in document.tokens[last + 2 : document.sentences[here].last] if document.tokens[t.index - 1].kind != "number"):
        return None
    works = "работают" if whose.agreement["Number"] == "Plur" else "работает"
    return plainer(document, index, last + 1, f"{name} {works}")


def _set_hours(document: Document, token: Token) -> Plainer | None:
    """«В отделении 630099 установлен режим работы: пн–пт с 8:00» → «отделение 630099 работает пн–пт с 8:00»."""
    here, index = token.sentence, token.index
    verb, mark, following = at(document, index - 1, here), at(document, index + 2, here), at(document, index + 3, here)
    if verb is not None and verb.norm == "следующий":
        verb = at(document, verb.index - 1, here)
    if verb is None or verb.norm not in ("установлен", "действует") or mark is None or mark.text != ":" or following is None:
        return None
    if not (following.kind in ("number", "code") or following.lemmas & _DAYS):
        return None
    first = document.sentences[here].first
    place = noun_phrase(document, first + 1, "Loc") if norm_at(document, first, here) in ("в", "на") else None
    name = place.in_case("Nom") if place is not None and place.last == verb.index else None
    if place is None or name is None:
        return None
    works = "работают" if place.agreement["Number"] == "Plur" else "работает"
    return plainer(document, first, index + 3, f"{name} {works}")

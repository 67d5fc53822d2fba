"""Who may and who need not: «администратор вправе установить» → «администратор может установить», «ввод кода не требуется» → «ввод кода не нужен».

What has a surer repair is found elsewhere first; here only the verb changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import inflect
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, norm_at, plainer, quoted
from rewriter.text.plain.verbal_nouns import conjugated

WORDS = frozenset("вправе требоваться допускаться разрешаться запрещаться".split())
_MAY = frozenset("допускается допускаются разрешается разрешаются".split())
_MAY_NOT = frozenset(("запрещается", "запрещаются"))
_BREAKS = frozenset(",;:—–(")
_CAN = {"вы": "можете", "мы": "можем", "я": "могу"}
_REACH = 10


def rights(document: Document) -> Iterator[Plainer]:
    """Every such word with a subject that is sure."""
    for token in document.having(WORDS):
        if token.norm == "вправе":
            told = _may(document, token)
            if told is not None:
                yield plainer(document, token.index, token.index + 1, told)
        elif token.norm in ("требуется", "требуются") and norm_at(document, token.index - 1, token.sentence) == "не":
            needed = _short(document, token, token.index - 1, "")
            if needed is not None:
                yield plainer(document, token.index, token.index + 1, needed)
        elif token.norm in _MAY | _MAY_NOT:
            denied = norm_at(document, token.index - 1, token.sentence) == "не"
            found = _measured(document, token) if not denied else None
            if found is None:
                allowed = _short(document, token, token.index - denied, "запретить" if denied or token.norm in _MAY_NOT else "разрешить")
                found = plainer(document, token.index - denied, token.index + 1, allowed) if allowed is not None else None
            if found is not None:
                yield found


def _measured(document: Document, token: Token) -> Plainer | None:
    """«(На тарифе) допускается не более 2 активаций» → «можно не более 2 активаций»: how many, and no subject."""
    here = token.sentence
    following = norm_at(document, token.index + 1, here)
    counted = following in ("до", "максимум") or following == "не" and norm_at(document, token.index + 2, here) in ("более", "больше")
    return plainer(document, token.index, token.index + 1, "можно") if counted and _subject(document, token.index, here) is None else None


def _subject(document: Document, end: int, sentence: int, *, things: bool = False) -> tuple[Token, dict[str, str]] | None:
    """The only noun in the nominative before token `end` in its clause, and its number and gender."""
    first = document.sentences[sentence].first
    begin = end
    while begin > first and end - begin < _REACH and document.tokens[begin - 1].text not in _BREAKS:
        begin -= 1
    found: tuple[Token, dict[str, str]] | None = None
    for token in document.tokens[begin:end]:
        if token.norm in ("и", "или") or token.word is None:
            if found is not None and token.norm in ("и", "или"):
                return None
            continue
        if token.word.predicative or "inf" in token.word.tags:
            return None
        if _led(document, token.index, begin) or quoted(document, token.start, token.end):
            continue
        parse = next((p for p in token.word.parses if p.pos == "NOUN" and p.feats.get("Case") == "Nom" and p.prob > 0.2), None)
        if things and parse is not None and parse.feats.get("Animacy") == "Anim":
            return None  # nobody is allowed as a thing is
        if parse is not None and found is None:
            number = parse.feats.get("Number", "Sing")
            found = token, {"Number": number, **({"Gender": parse.feats["Gender"]} if number == "Sing" and "Gender" in parse.feats else {})}
    return found


def _led(document: Document, index: int, begin: int) -> bool:
    """«На вечерние спектакли»: a preposition before the noun and its adjectives."""
    while index > begin:
        index -= 1
        word = document.tokens[index].word
        if word is None or word.top is None:
            return False
        if word.top.pos not in ("ADJ", "DET"):
            return word.top.pos == "ADP"
    return False


def _may(document: Document, token: Token) -> str | None:
    here = token.sentence
    denied = norm_at(document, token.index - 1, here) == "не"
    for back in (1, 2, 3):
        if not denied and (can := _CAN.get(norm_at(document, token.index - back, here))) is not None:
            return can
    end = token.index - denied
    found = _subject(document, end, here)
    if found is None and end > 1 and document.tokens[end - 1].norm in ("но", "а"):
        # «Администратор не обязан, но вправе …»
        at = end - 2 if document.tokens[end - 2].text == "," else end - 1
        found = _first_noun(document, at, here)
    if found is None and not denied and (after := noun_phrase(document, token.index + 1, "Nom", tail=False)) is not None:
        return "могут" if after.agreement["Number"] == "Plur" else "может"  # «инициировать которое вправе любой собственник»
    return None if found is None else "могут" if found[1]["Number"] == "Plur" else "может"


def _first_noun(document: Document, end: int, sentence: int) -> tuple[Token, dict[str, str]] | None:
    """The noun that the sentence begins with."""
    first = document.tokens[document.sentences[sentence].first]
    if first.index >= end or first.word is None:
        return None
    parse = next((p for p in first.word.parses if p.pos == "NOUN" and p.feats.get("Case") == "Nom"), None)
    return (first, {"Number": parse.feats.get("Number", "Sing")}) if parse is not None else None


def _short(document: Document, token: Token, end: int, verb: str) -> str | None:
    """«(Пересылка мёда) разрешена», «(белый адрес не) нужен»: the short form of the verb, or of «нужный», that agrees with the subject, and with the token's number."""
    found = _subject(document, end, token.sentence, things=True)
    if found is None or (found[1]["Number"] == "Plur") != token.norm.endswith("ются"):
        return None
    if found[1]["Number"] == "Sing" and "Gender" not in found[1]:
        return None
    if verb:
        return conjugated(verb, VerbForm="Part", Variant="Short", Voice="Pass", Tense="Past", **found[1])
    return inflect("нужный", Variant="Short", **found[1])

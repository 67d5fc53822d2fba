"""A reply that ends amid a clause: «…, и наши специалисты», «…, чтобы курьер», «в приложении вы можете».

Chat replies often lack the last full stop, and much that has no verb is whole: «а доставка бесплатная», «где Ваша посылка», «не только паспорт, но и справка».
So the last word must be a subject that nothing is said of, right behind the word that opens its clause.
"""

from __future__ import annotations

from rewriter.text.clauses import has_predicate
from rewriter.text.document import Document, Token
from rewriter.text.people import is_staff
from rewriter.text.predicates import may_stand_in

# Behind these a clause follows, whatever it tells; «где», «какой», «что» may ask for the noun alone.
_CLAUSE = frozenset(("чтобы",))
# «Потому что праздник», «если дождь», «и тишина» are whole; of a colleague or of «ваш заказ» something would be said.
_MAYBE_WHOLE = frozenset("если пока поэтому поскольку хотя что то".split())
_REASON = (("потому", "что"), ("так", "как"), ("из-за", "того"))
_JOINING = frozenset("и а но".split())
_WHOSE = frozenset("наш ваш этот".split())
# «А не курьер», «а также справка», «а потом и оператор»; «и паспорт, и справка».
_ROWS = frozenset("не также потом затем лучше даже еще только и или ни если".split())


def broken_off(document: Document) -> tuple[Token, Token] | None:
    """First and last word of the clause that has a subject and nothing else; None where the reply is whole."""
    tokens = document.tokens
    end = len(tokens) - (tokens[-1].text in ("…", "..."))
    sentence = document.of(document.sentences[tokens[end - 1].sentence])[: end - document.sentences[tokens[end - 1].sentence].first]
    if not sentence or sentence[-1].kind != "word" or "\n" in document.text[sentence[0].start : sentence[-1].end]:
        return None
    if sentence[-1].norm in ("можете", "сможете"):
        return (sentence[-1], sentence[-1]) if _nothing_to_do(sentence) else None
    comma = next((i for i in range(len(sentence) - 1, 0, -1) if sentence[i].text == ","), None)
    if comma is None or not has_predicate(sentence[:comma]):
        return None
    opening, tail = _opened(sentence[comma + 1 :])
    head = _subject(tail) if tail and not has_predicate(tail) else None
    if head is None:
        return None
    before = sentence[:comma]
    if sentence[comma + 1].norm in ("а", "но") and any(t.norm == "не" for t in before):
        return None  # «не бот, а наши специалисты»
    named = bool(tail[0].lemmas & _WHOSE) and len(tail) > 1
    if opening != "clause" and not named and not is_staff(tail, head) and not (opening == "joined" and _bare_thing(tail)):
        return None
    if opening == "joined" and _bare_thing(tail) and any("imper" in t.tags for t in before):
        return tail[0], tail[-1]  # behind «выберите» no row of subjects can have begun
    if opening != "joined":
        return tail[0], tail[-1]
    # In a row of things the noun would be an accusative or follow another nominative.
    row = any(t.norm in ("и", "только", "или", "ни") for t in before) or any(
        _nominative(t) and "noun" in t.tags and not (i and "prep" in before[i - 1].tags) for i, t in enumerate(before)
    )
    plain = all(t.norm not in _ROWS for t in tail) and not _maybe_object(tail, head)
    return (tail[0], tail[-1]) if plain and (named or not row) else None


def _bare_thing(tail: tuple[Token, ...]) -> bool:
    """«…, и цена»: one noun of which something would be said; «…, и тишина» is whole."""
    return len(tail) == 1 and not tail[0].lemmas.isdisjoint(_THINGS) and not may_stand_in(tail[0], "Acc")


_THINGS = frozenset("цена стоимость сумма скидка доставка оплата посылка карта кнопка ссылка заявка страница бандероль покупка программа система".split())


def _opened(part: tuple[Token, ...]) -> tuple[str, tuple[Token, ...]]:
    """What opens the clause, and the words behind."""
    norms = [t.norm for t in part]
    if tuple(norms[:2]) in _REASON:
        return "maybe", part[2:]
    if norms[:1] and (norms[0] in _CLAUSE or part[0].is_("который") and not _nominative(part[0])):
        return "clause", part[1:]
    if norms[:1] and norms[0] in _MAYBE_WHOLE:
        return "maybe", part[1:]
    return ("joined", part[1:]) if norms[:1] and norms[0] in _JOINING else ("", ())


def _subject(tail: tuple[Token, ...]) -> int | None:
    """Where the noun in the nominative stands, if nothing is there but it with its adjectives and genitives."""
    head = next((i for i, t in enumerate(tail) if "noun" in t.tags and "adj" not in t.tags), None)
    if head is None or not _nominative(tail[head]) or any(t.kind != "word" or t.word is None or not t.word.known for t in tail):
        return None
    attributes = all("adj" in t.tags or t.lemmas & _WHOSE for t in tail[:head]) and all(_nominative(t) for t in tail[:head])
    return head if attributes and all(may_stand_in(t, "Gen") and t.norm not in ("нет", "и") for t in tail[head + 1 :]) else None


def _nothing_to_do(sentence: tuple[Token, ...]) -> bool:
    """«В приложении вы можете»: no infinitive, no «когда», no «да», no «это»."""
    comma = max((i for i, t in enumerate(sentence) if t.text == ","), default=-1)
    spared = any(t.norm in ("когда", "как", "сколько", "если", "что", "где", "чем", "да", "конечно", "раз", "это", "не") for t in sentence[comma + 1 :])
    return len(sentence) > 3 and not spared and sentence[0].norm not in ("да", "конечно") and all("inf" not in t.tags for t in sentence)


def _nominative(token: Token) -> bool:
    return may_stand_in(token, "Nom")


def _maybe_object(tail: tuple[Token, ...], head: int) -> bool:
    """«Возьмите паспорт, и ваш чек»: what may be an accusative, unless it is somebody."""
    return may_stand_in(tail[head], "Acc") and not is_staff(tail, head)

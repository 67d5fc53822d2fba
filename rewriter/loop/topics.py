"""The number that a reproach stands beside goes over to what follows: «По заказу 8410 поясняем, что … Вернём деньги» → «По заказу 8410 вернём деньги»."""

from __future__ import annotations

from rewriter.result import Violation
from rewriter.text.clauses import clauses, has_predicate
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.in_context import parse_in_context

_TOPICS = frozenset(
    "отправление посылка письмо бандероль заказ обращение заявка бронь бронирование билет договор счет возврат претензия трек-номер номер лицевой платеж покупка вызов".split()
)
_VALUES = frozenset(("number", "code", "link", "email"))
# A form's number is none that the client needs: «акт по ф. 51-в».
_FORMS = frozenset("ф форма бланк".split())


_ANNOUNCE = frozenset("сообщать сообщить пояснять пояснить информировать уведомлять отмечать".split())
# «Магазин работает до 20:00» is nothing about an order; what the client is to do or to get is.
_ON_THE_MATTER = frozenset(
    "нужно необходимо нужный необходимый подать подавать заявление претензия возврат вернуть вернуться возмещать возместить ущерб деньги замена заменить выплата выплатить отправить компенсация срок доставка доставить розыск оформить проверка".split()
)


def handed_on(document: Document, sentence: Sentence, violation: Violation) -> tuple[int, int, str] | None:
    """The edit (start, end, replacement) that leaves of the sentence only what it is about, as the beginning of the next one; None where that is not sure."""
    if sentence.index + 1 >= len(document.sentences):
        return None
    following = document.sentences[sentence.index + 1]
    topic = _topic(document, sentence) if _all_blame(document, sentence, violation) else None
    if topic is None or "\n" in document.text[sentence.end : following.start] or not _takes(document, following):
        return None
    begin = document.tokens[following.first]
    return sentence.start, begin.end, f"По {topic} {begin.text[0].lower()}{begin.text[1:]}"


def _all_blame(document: Document, sentence: Sentence, violation: Violation) -> bool:
    """Whether the sentence tells nothing else: «…, замена без видео не оформляется» would be lost."""
    apart = [p for p in clauses(document, sentence.index) if not any(violation.start <= t.start < violation.end for t in p)]
    return all(not has_predicate(p) or any(not t.lemmas.isdisjoint(_ANNOUNCE) for t in p) for p in apart)


def _topic(document: Document, sentence: Sentence) -> str | None:
    """«отправлению 19101511090370», where the sentence holds no other value."""
    tokens = document.of(sentence)
    values = [i for i, t in enumerate(tokens) if t.kind in _VALUES and not _of_form(tokens, i)]
    if len(values) != 1 or tokens[values[0]].kind not in ("number", "code") or len(tokens[values[0]].text) < _SHORTEST:
        return None
    at = values[0] - 1
    while at > 0 and tokens[at].text == "№":
        at -= 1
    noun = tokens[at] if at >= 0 else None
    parse = parse_in_context(document, noun) if noun is not None and noun.word is not None else None
    if noun is None or parse is None or noun.lemmas.isdisjoint(_TOPICS):
        return None
    dative = parse.inflect(Case="Dat")
    return f"{dative}{document.text[noun.end : tokens[values[0]].end]}" if dative else None


# A number of fewer digits is a price or a count.
_SHORTEST = 4


def _of_form(tokens: tuple[Token, ...], at: int) -> bool:
    back = at - 1
    while back > 0 and tokens[back].text in ".№":
        back -= 1
    return back >= 0 and not tokens[back].lemmas.isdisjoint(_FORMS)


def _takes(document: Document, following: Sentence) -> bool:
    """Whether the next sentence speaks of nothing else, and can go on from «По заказу 8410»."""
    tokens = document.of(following)
    first = tokens[0]
    if (
        first.word is None
        or not first.capital
        or first.text.isupper()
        and len(first.text) > 1
        or first.tags & {"name", "place", "conj", "cconj", "sconj", "prep"}
    ):
        return False
    if all(t.lemmas.isdisjoint(_ON_THE_MATTER) for t in tokens):
        return False
    return all(t.kind != "code" and not (t.kind == "number" and len(t.text) > _LONGEST) for t in tokens) and all(
        t.norm not in ("он", "она", "оно", "они", "это", "вы", "мы") for t in tokens[:1]
    )


# Longer than a year or a price, a number names an order of its own.
_LONGEST = 6

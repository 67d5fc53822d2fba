"""What is said to a colleague in the middle of a draft: «Кать, глянь потом в журнале, кто её стриг», «(Напиши ему помягче.)».

An order to one person who is not the client: «глянь», «допиши», never «посмотрите»; and beside it a name that calls somebody,
or «ему», «её», «клиент» for the one whom the letter is for.
"""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import word
from rewriter.text.plain.plainer import opens, quoted

_OF_CLIENT = frozenset("ему ей его ее нему ней него нее".split())
_CLIENT = frozenset("клиент клиента клиенту клиентом клиентка клиентке клиентку покупателю абоненту мужик мужику тетке тетка дядьке".split())
_CALLED = frozenset("коллега коллеги девочки девчата девчонки ребята ребят народ мальчики пацаны парни товарищи".split())
# Read as common words.
_NAMES = frozenset("свет света вера люба лен лена рит роз".split())
# «Смотри, заказ…», «знаешь»: how one talks with a client whom one calls «ты».
_TALK = frozenset("смотреть извинить простить подождать знать слушать понять погодить пожаловать верить представить быть апить".split())
_OPENS, _CLOSES = "([", ")]"


def asides(document: Document) -> Iterator[tuple[int, int]]:
    """Spans of such sentences, and of such brackets, in reading order."""
    # «в Сочи»: a town.
    orders = [t for t in document.words if _order(t) and not (t.capital and not opens(document, t.index)) and not quoted(document, t.start, t.end)]
    done = -1
    for order in orders:
        if order.start < done:
            continue
        first, last = _stretch(document, order)
        words = document.tokens[first:last]
        if any(_asked(t) for t in words):
            continue  # «Откройте раздел «Пиши нам» и выберите его»: said to the client
        if _calls(words) or any(t.norm in _CLIENT for t in words) or any(t.norm in _OF_CLIENT for t in words) and not _own(document, words):
            done = words[-1].end
            yield words[0].start, done


def _order(token: Token) -> bool:
    """«глянь», «допиши»: an imperative in the singular and nothing else."""
    found = token.word
    if found is None or "imper" not in found.tags or found.top is None or token.lemmas & _TALK:
        return False
    return found.top.feats.get("Mood") == "Imp" and found.top.feats.get("Number") == "Sing" and not token.norm.endswith("те")


def _asked(token: Token) -> bool:
    """«выберите»: what only the client is asked."""
    return token.norm.endswith("те") and token.word is not None and "imper" in token.word.tags


def _stretch(document: Document, order: Token) -> tuple[int, int]:
    """The brackets that the word stands in, or its sentence."""
    sentence = document.sentences[order.sentence]
    opened = next((i for i in range(order.index, sentence.first - 1, -1) if document.tokens[i].text in _OPENS), None)
    if opened is None or any(t.text in _CLOSES for t in document.tokens[opened : order.index]):
        return sentence.first, sentence.last
    # The bracket may close sentences later.
    closed = next((i for i in range(order.index, len(document.tokens)) if document.tokens[i].text in _CLOSES), None)
    return (opened, closed + 1) if closed is not None else (opened, sentence.last)


def _calls(words: tuple[Token, ...]) -> bool:
    """«Кать, …», «коллеги, …» in front; a client is called by the whole name and asked in the plural."""
    lead = words[1:] if words[0].text in _OPENS else words
    return len(lead) > 2 and lead[1].text in ",!" and (lead[0].norm in _CALLED or lead[0].kind == "word" and lead[0].capital and _called(lead[0]))


def _called(token: Token) -> bool:
    """A first name, short or cut to call somebody: «Ира», «Лен», «Андрюх»."""
    forms = (token.norm, f"{token.norm}а", f"{token.norm}я")
    return token.norm in _NAMES or any(p.pos == "PROPN" for form in forms for p in word(form).parses)


def _own(document: Document, words: tuple[Token, ...]) -> bool:
    """«Отправь заказ, мы его примем»: the letter calls its reader «ты», and «его» is a thing."""
    return any(t.norm in ("ты", "тебе", "тебя", "твой", "твоя", "твое", "твои") for t in document.words) or not (
        any(t.norm in ("вы", "вам", "вас", "ваш", "ваша", "ваше", "ваши") or _asked(t) for t in document.words) or words[0].text in _OPENS
    )

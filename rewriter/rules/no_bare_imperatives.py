"""no-bare-imperatives: an order to the client becomes a request: «пожалуйста», «Вы можете…», «рекомендую…» (000)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, Options, rule
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.imperatives import imperatives
from rewriter.text.politeness import is_advice, is_friendly, is_polite
from rewriter.text.reading import Reading

_MARKS = frozenset("-–—•*")
# Words that «пожалуйста» stands behind, not in front of.
_CLINGS = frozenset("нам мне нас меня же ка".split())
_THEM = frozenset("его ее их им ей это".split())
# What belongs to the verb, at most so many words behind it: «имейте это в виду».
_HELD = {"дать": "знать", "иметь": "виду"}
_NEAR = 3


class NoBareImperatives(Options):
    """`friendly`: verbs (infinitives) whose imperative this team does not take for an order."""

    friendly: tuple[str, ...] = ()


@rule("no-bare-imperatives", number=17, title="Просьба вместо приказа", source="000", severity="warning", hard=False, options=NoBareImperatives)
def no_bare_imperatives(reply: Document, case: Reading, options: NoBareImperatives) -> Iterator[Found]:
    """Голое «заполните» и «обратитесь» звучит приказом; «пожалуйста» или «Вы можете…» делает из него просьбу. Одного «пожалуйста» хватает на всю цепочку шагов."""
    orders: dict[int, list[Token]] = {}
    friendly = frozenset(options.friendly)
    for token in imperatives(reply):
        if not is_friendly(reply, token) and token.lemmas.isdisjoint(friendly):
            orders.setdefault(token.sentence, []).append(token)
    if not orders:
        return
    for chain in _chains(reply, orders):
        first = next(orders[s.index][0] for s in chain if s.index in orders)
        if not any(is_polite(reply, s.first, s.last) for s in chain) and not any(_advises(reply, s, orders.get(s.index, [])) for s in chain):
            yield _bare(reply, first)


def _advises(reply: Document, sentence: Sentence, orders: list[Token]) -> bool:
    """Whether the sentence brings its steps as advice."""
    colons = [t.index for t in reply.of(sentence) if t.text == ":" and (not orders or t.index < orders[0].index)]
    return any(is_advice(reply, sentence.first, at + 1) for at in colons)


def _chains(reply: Document, orders: dict[int, list[Token]]) -> Iterator[list[Sentence]]:
    """Sentences that one «пожалуйста» serves: orders one after another, and a list of steps with the line that introduces it."""
    chain: list[Sentence] = []
    listed = False
    end = 0
    for sentence in reply.sentences:
        gap = reply.text[end : sentence.start]
        end = sentence.end
        item = ("\n" in gap or sentence.index == 0) and _is_item(reply, sentence)
        introduces = reply.tokens[sentence.last - 1].text == ":"
        introduced = bool(chain) and reply.tokens[chain[-1].last - 1].text == ":"
        ordering = sentence.index in orders
        goes_on = item and (listed or introduced) or ordering and gap.count("\n") < 2 or listed and "\n" not in gap
        if not goes_on:
            if any(s.index in orders for s in chain):
                yield chain
            chain = []
        listed = item or listed and goes_on and "\n" not in gap
        if ordering or introduces or listed:
            chain.append(sentence)
    if any(s.index in orders for s in chain):
        yield chain


def _is_item(reply: Document, sentence: Sentence) -> bool:
    """«1. …», «2) …», «— …»."""
    first, second = reply.tokens[sentence.first], reply.tokens[min(sentence.first + 1, sentence.last - 1)]
    return first.text in _MARKS or first.kind == "emoji" or first.kind == "number" and second.text in (".", ")")


def _bare(reply: Document, token: Token) -> Found:
    tokens = reply.tokens
    last = token.index
    held = next((word for lemma, word in _HELD.items() if lemma in token.lemmas), None)
    at = next((t.index for t in tokens[last + 1 : last + 1 + _NEAR] if t.norm == held), None)
    if at is not None:
        last = at
    elif last + 1 < len(tokens) and (tokens[last + 1].norm in _CLINGS or tokens[last + 1].norm in _THEM and _stands_alone(reply, last + 1)):
        last += 1
    end = tokens[last].end
    after = reply.text[end : end + 3].lstrip(" \u00a0")
    closes = not after or after[0] in ".,!?;:…)(\n—–-" or tokens[last + 1].kind == "emoji"
    before = tokens[token.index - 1] if token.index else None
    start = before.start if before is not None and before.norm == "не" else token.start
    shown = reply.text[start:end]
    please = ", ПОЖАЛУЙСТА" if token.text.isupper() else ", пожалуйста"
    attention = "обратить" in token.lemmas and last + 1 < len(tokens) and tokens[last + 1].norm == "внимание"
    message = f"«{shown}» звучит как приказ. Лучше: «{shown}{please}», «Вы можете…» или «рекомендую…»."
    return Found(start, end, message, shown + please + ("" if closes else ","), "info" if attention else None)


def _stands_alone(reply: Document, at: int) -> bool:
    """«Пришлите его в чат», not «пришлите его номер»."""
    following = reply.tokens[at + 1] if at + 1 < len(reply.tokens) else None
    return following is None or following.word is None or bool(following.word.tags & {"prep", "cconj"})

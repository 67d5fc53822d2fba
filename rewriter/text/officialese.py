"""Officialese score of a text, 0 (plain) to 100: verbal nouns, reflexive passives, genitive chains, clerical words, long words and sentences.

The measures are those that Russian readability guides agree on (M. Ilyakhov, L. Sarycheva, «Пиши, сокращай», and N. Gal,
«Слово живое и мёртвое», name them; the weights are ours, set so that each pair's reply scores below its draft).
"""

from __future__ import annotations

from functools import lru_cache

from rewriter.text.document import Document, Token

_CLERICAL = frozenset(
    "данный осуществлять осуществляться осуществить производить производиться произвести являться являющийся надлежащий вышеуказанный нижеследующий указанный соответствующий соответствие связь целях средство "
    "необходимо необходимость отправление вручение предоставление получение уведомлять уведомить информировать проинформировать функционировать имеющийся иметься посредством касательно относительно касаемо ввиду вследствие "
    "настоящий момент согласно основание случай отсутствие наличие обратиться регламентировать регламент предусмотреть подлежать инцидент процедура мероприятие адресат денежный представляться возможный допускаться требоваться".split()
)
_SUFFIXES = ("ение", "ание", "ация", "ение", "ости", "ость", "ения", "ания", "ению", "анию", "ением", "анием", "ации", "ацию", "ацией")


@lru_cache(maxsize=512)
def officialese(document: Document) -> float:
    """The score, one decimal."""
    words = [t for t in document.words if len(t.norm) > 1]
    if not words:
        return 0.0
    count = len(words)
    clerical = sum(1 for t in words if t.lemmas & _CLERICAL)
    verbal = sum(1 for t in words if len(t.norm) > 6 and t.norm.endswith(_SUFFIXES))
    passive = sum(1 for t in words if _passive(t))
    long_words = sum(1 for t in words if len(t.norm) > 11)
    sentences = max(1, len(document.sentences))
    length = max(0.0, min(1.0, (count / sentences - 9) / 16))
    chain = _chains(document)
    raw = 210 * clerical / count + 150 * verbal / count + 60 * passive / count + 60 * long_words / count + 22 * length + 90 * chain / count
    return round(min(100.0, raw), 1)


def _passive(token: Token) -> bool:
    top = token.word.top if token.word else None
    return (
        top is not None
        and top.pos == "VERB"
        and token.norm.endswith(("ется", "ются", "ится", "атся", "ятся", "лась", "лось", "лись", "лся"))
        and top.feats.get("Voice") in ("Mid", "Pass")
    )


def _chains(document: Document) -> int:
    """Nouns that stand third or later in a run of genitives."""
    run = total = 0
    for token in document.tokens:
        top = token.word.top if token.word else None
        if top is not None and top.pos in ("NOUN", "ADJ") and any(p.feats.get("Case") == "Gen" for p in token.word.parses):  # type: ignore[union-attr]
            run += top.pos == "NOUN"
            total += run >= 3
        elif top is None or top.pos not in ("ADJ", "DET"):
            run = 0
    return total

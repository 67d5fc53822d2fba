"""Promises of a reply: «передам», «вернусь с ответом», «позвоним до 18:00», so that they get kept (002 rule 6)."""

from __future__ import annotations

from rewriter.text.document import Document, Token

_PROMISES = frozenset(
    "передать вернуться позвонить перезвонить связаться сообщить написать отправить проверить уточнить выяснить разобраться вернуть возместить исправить заменить привезти доставить подготовить прислать ответить рассмотреть "
    "предупредить уведомить оформить посмотреть начислить компенсировать закрепить изменить обновить".split()
)
_THIRD = frozenset("позвонить перезвонить связаться сообщить ответить написать".split())


def commitments_in(document: Document) -> tuple[str, ...]:
    """The sentences that promise something, in reading order."""
    return tuple(s.text for s in document.sentences if any(_promises(t) for t in document.of(s)))


def _promises(token: Token) -> bool:
    if token.word is None:
        return False
    for parse in token.word.parses:
        if parse.pos == "VERB" and parse.feats.get("Tense") == "Fut" and parse.prob > 0.3:
            if parse.feats.get("Person") == "1" and parse.lemma in _PROMISES:
                return True
            if parse.feats.get("Person") == "3" and parse.feats.get("Number") == "Plur" and parse.lemma in _THIRD:
                return True
    return False

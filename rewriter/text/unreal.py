"""An imperative that orders nothing: «Прочитай Вы инструкцию, ничего бы не сломалось» says what would be if somebody had done it."""

from __future__ import annotations

from rewriter.text.document import Document, Token

_WOULD = frozenset(("бы", "б"))
_WHO = frozenset("вы мы я он она они".split())


def unreal_doer(document: Document, token: Token) -> Token | None:
    """Who would have done it, where the token is such an imperative in the singular."""
    if token.word is None or "imper" not in token.word.tags:
        return None
    sentence = document.sentences[token.sentence]
    behind = document.tokens[token.index + 1 : sentence.last]
    who = behind[0] if behind else None
    if who is None or who.norm not in _WHO or not any(t.norm in _WOULD for t in behind):
        return None
    return who

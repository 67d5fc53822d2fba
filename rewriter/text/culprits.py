"""Somebody named by what he has done wrong: «проверка в отношении продавца, подменившего товар»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.others_at_fault import OTHERS

_WRONGS = frozenset(
    "нарушить перепутать подменить потерять утерять повредить разбить сломать похитить украсть обмануть сорвать задержать просрочить испортить забыть ошибиться нагрубить нахамить оскорбить".split()
)
_DOING = frozenset("допустить совершить осуществить произвести".split())
_DEEDS = frozenset("подмена нарушение ошибка обман хищение кража брак сбой задержка пересорт просрочка халатность путаница грубость хамство опоздание".split())
_ENDS = frozenset(",;:.!?")
_REACH = 4


def culprits(document: Document) -> Iterator[tuple[int, int]]:
    """Spans of the participial phrases with their commas, in reading order: what is left names him and tells nothing of him."""
    tokens = document.tokens
    for token in document.having(_WRONGS | _DOING):
        if not token.index or tokens[token.index - 1].text != "," or not _past_participle(token):
            continue
        last = document.sentences[token.sentence].last
        end = next((i for i in range(token.index, last) if tokens[i].text in _ENDS), last)
        phrase = tokens[token.index : end]
        if token.lemmas.isdisjoint(_WRONGS) and all(t.lemmas.isdisjoint(_DEEDS) for t in phrase[:_REACH]):
            continue
        before = [t for t in tokens[max(0, token.index - _REACH) : token.index] if t.sentence == token.sentence]
        if all(t.lemmas.isdisjoint(OTHERS) for t in before) or any(t.kind not in ("word", "punct") for t in phrase):
            continue
        stop = tokens[end] if end < last else tokens[last - 1]
        yield tokens[token.index - 1].start, stop.end if stop.text == "," else stop.start


def _past_participle(token: Token) -> bool:
    """«Допустившего»; «допущенного» tells nothing of who did it."""
    return token.word is not None and any(
        p.feats.get("VerbForm") == "Part" and p.feats.get("Voice") == "Act" and p.feats.get("Tense") == "Past" for p in token.word.parses
    )

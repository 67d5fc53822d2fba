"""How a text is laid out: its lines, and the steps and numbered points that share one."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from rewriter.text import morph
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.marks import Mark

# Imperatives of courtesy and of talk, which are no step.
_TALK = frozenset(
    "извинить простить обращаться писать звонить приходить быть здравствовать разрешить позволить знать учесть отметить принять заметить иметь спасти беречь поверить верить представить подождать ожидать дождаться заходить пожалуйста "
    "волноваться беспокоиться переживать оценить".split()
)


@lru_cache(maxsize=64)
def lines_of(document: Document) -> tuple[tuple[Sentence, ...], ...]:
    """The sentences of each line, in order."""
    sentences = document.sentences
    if not sentences:
        return ()
    if "\n" not in document.text:
        return (sentences,)
    lines = [[sentences[0]]]
    for before, sentence in pairwise(sentences):
        if "\n" in document.text[before.end : sentence.start]:
            lines.append([sentence])
        else:
            lines[-1].append(sentence)
    return tuple(map(tuple, lines))


def words_in(document: Document, sentences: tuple[Sentence, ...]) -> int:
    """How many words and numbers the sentences have."""
    return len([t for s in sentences for t in document.of(s) if t.kind in _COUNTED])


_COUNTED = frozenset(("word", "number"))


_PLURAL = ("те", "тесь")


def _commands(norm: str) -> bool:
    return norm.endswith(_PLURAL) and any(
        p.feats.get("Mood") == "Imp" and p.feats.get("Person") == "2" and p.feats.get("Number") == "Plur" and p.prob > 0.3 and p.lemma not in _TALK
        for p in morph.word(norm).parses
    )


_COMMANDS = Mark(_commands)


@lru_cache(maxsize=64)
def commands_in(document: Document) -> dict[int, list[Token]]:
    """What the client is told to do («откройте», «нажмите»), by the index of the sentence."""
    found: dict[int, list[Token]] = {}
    for token in _COMMANDS.words(document):
        found.setdefault(token.sentence, []).append(token)
    return found


def points_in(document: Document) -> list[tuple[Token, ...]]:
    """Numbered points «1) … 2) …» that share a line: the tokens of their numbers, a run for each list."""
    if "1)" not in document.text and "1." not in document.text:
        return []
    runs: list[list[Token]] = []
    tokens = document.tokens
    for i, token in enumerate(tokens[:-1]):
        if token.kind != "number" or token.text not in _NUMBERS or not _is_point(document, i):
            continue
        if token.text == "1":
            runs.append([token])
        elif runs and runs[-1] and token.text == str(len(runs[-1]) + 1) and "\n" not in document.text[runs[-1][-1].end : token.start]:
            runs[-1].append(token)
    return [tuple(run) for run in runs if len(run) > 1]


_NUMBERS = frozenset("123456789")


def _is_point(document: Document, i: int) -> bool:
    """«1)», «2.» with a space behind, at the beginning of a thought."""
    token, mark = document.tokens[i], document.tokens[i + 1]
    if mark.text not in (")", ".") or mark.start != token.end or document.text[mark.end : mark.end + 1] != " ":
        return False
    before = document.tokens[i - 1] if i else None
    if before is None or "\n" in document.text[before.end : token.start]:
        return True
    return before.kind == "punct" and before.text in ".:;,!?»)" and (mark.text == ")" or before.text in ".:;!?")

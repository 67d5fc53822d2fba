"""A long sentence that answers several questions in one breath, parted into sentences: only then can the answers stand in the order of the questions."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.clauses import Edit
from rewriter.text.concepts import keys_of
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.segments import is_predicate

# Fewer tokens are one thought.
_LONG = 24
# What joins two statements of their own, and what the second begins with then.
_JOINTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("тогда", "как"), ""),
    (("при", "этом"), "При этом"),
    (("однако",), "Однако"),
    (("причем",), ""),
    (("соответственно",), ""),
    (("после", "чего"), "После этого"),
    (("а",), ""),
)
# Under a condition what follows may be no statement of its own.
_BOUND = frozenset("если когда пока чтобы хотя поскольку раз".split())
_MARKS = frozenset((",", ";", ":", "–", "—", "("))


def parted(document: Document) -> Iterator[Edit]:
    """The edits that put a full stop where one statement ends and another begins."""
    for sentence in document.sentences:
        if sentence.last - sentence.first >= _LONG:
            yield from _parted(document, sentence)


def _parted(document: Document, sentence: Sentence) -> Iterator[Edit]:
    tokens = document.of(sentence)
    first = depth = 0
    for i, token in enumerate(tokens[:-1]):
        depth += (token.text in "(«") - (token.text in ")»") if token.kind == "punct" else 0
        if depth or token.text not in (",", ";") or not _stands(tokens[first:i]):
            continue
        rest = tokens[i + 1 :]
        joint = next(((words, opening) for words, opening in _JOINTS if tuple(t.norm for t in rest[: len(words)]) == words), None)
        if joint is None and (token.text != ";" or _goes_on(tokens[first:i], rest)):
            continue
        words, opening = joint or ((), "")
        behind = rest[len(words) :]
        if not behind or behind[0].kind == "punct" or not _says(behind) or (words == ("а",) and not _told_anew(tokens[first:i], behind)):
            continue
        head = behind[0].text if opening else behind[0].text[:1].upper() + behind[0].text[1:]
        stop = "" if document.text[token.start - 1] == "." else "."  # «250 р., при этом …»
        yield token.start, behind[0].end, f"{stop} {opening} {head}" if opening else f"{stop} {head}"
        first = i + 1


def _stands(tokens: tuple[Token, ...]) -> bool:
    """Whether the words before are a statement that hangs on nothing."""
    return bool(tokens) and tokens[0].norm not in _BOUND and any(is_predicate(t) or t.text in "—–" for t in tokens)


def _goes_on(before: tuple[Token, ...], behind: tuple[Token, ...]) -> bool:
    """«…, так как не подтверждён домен; подтверждение занимает …»: the second statement is about a word of the first."""
    opening = next((t for t in behind if keys_of(t)), None)
    return opening is not None and any(not keys_of(t).isdisjoint(keys_of(opening)) for t in before)


def _says(tokens: tuple[Token, ...]) -> bool:
    """Whether a predicate stands before the next comma."""
    end = next((n for n, t in enumerate(tokens) if t.text in _MARKS), len(tokens))
    return any(is_predicate(t) and "inf" not in t.tags for t in tokens[:end]) or (end < len(tokens) and tokens[end].text in "—–")


def _told_anew(before: tuple[Token, ...], behind: tuple[Token, ...]) -> bool:
    """«…, а баллы начислены»: a subject of its own; «не в кассу, а на карту» is one statement."""
    last = next((n for n in range(len(before) - 1, -1, -1) if before[n].text == ","), -1)
    if any(t.norm == "не" for t in before[last + 1 :]):
        return False
    word = behind[0].word
    return word is not None and any(p.pos in ("NOUN", "PROPN") and p.feats.get("Case") == "Nom" and p.prob > 0.2 for p in word.parses)

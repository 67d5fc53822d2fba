"""Segments: a sentence cut finer than into clauses, each with what it is for: a main statement, a condition, a purpose, a reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from rewriter.text.document import Document, Token, read

Kind = Literal["main", "cond", "rel", "purpose", "reason", "answer"]

_CUTS = frozenset((",", ";", ":", "–", "—", "-", "(", ")"))
_DASHES = frozenset(("–", "—", "-"))
_JOINS = frozenset(("и", "а", "но", "или", "либо", "зато", "однако"))
_OPENERS = frozenset(("а", "но", "даже", "кроме", "зато", "исключение", "включая", "только", "и", "тоже", "или", "однако"))
_LEADING = frozenset("и а но даже только лишь или зато вот".split())
_CONDITION = frozenset("если когда пока как-только раз ежели".split())
_YES = frozenset(("да", "конечно", "верно", "безусловно", "разумеется", "именно"))
_ANSWERS = _YES | {"нет"}


# Alike only if the same, as tokens are, so that what is told of a segment can be kept by it; nothing ever changes one.
@dataclass(eq=False)
class Segment:
    """Tokens of one stretch, without its closing punctuation. `joined`: the conjunction or dash before it."""

    kind: Kind
    tokens: tuple[Token, ...]
    joined: str
    sentence: int

    @property
    def start(self) -> int:
        """First code point."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """One past the last code point."""
        return self.tokens[-1].end

    @cached_property
    def norms(self) -> frozenset[str]:
        """The forms of all tokens: whether one of some words stands here is asked of most segments, and often."""
        return frozenset([t.norm for t in self.tokens])

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """All possible lemmas of all tokens."""
        return frozenset().union(*[t.lemmas for t in self.tokens])


def is_predicate(token: Token) -> bool:
    """A finite verb, an infinitive, a short participle or adjective, or an impersonal word."""
    return token.word is not None and token.word.predicative


@lru_cache(maxsize=64)
def _segments(text: str) -> tuple[Segment, ...]:
    document = read(text)
    found: list[Segment] = []
    for sentence in document.sentences:
        found.extend(_cut(document.of(sentence), sentence.index))
    return tuple(found)


def segments_in(document: Document) -> tuple[Segment, ...]:
    """The text's segments in order."""
    return _segments(document.text)


def _cut(tokens: tuple[Token, ...], sentence: int) -> list[Segment]:
    tokens = _joined_participles(_without_please(tokens))
    pieces: list[tuple[str, list[Token]]] = [("", [])]
    ahead, soon = _predicates_ahead(tokens)
    for i, token in enumerate(tokens):
        current = pieces[-1][1]
        nxt: Token | None = tokens[i + 1] if i + 1 < len(tokens) else None
        if token.kind == "punct" and token.text in _CUTS and nxt is not None and not _within_number(tokens, i):
            if not current:
                continue
            if _cuts(token, nxt, current, ahead[i + 1], soon[i + 1], tokens, i):
                pieces.append((token.text, []))
                continue
        elif current and token.norm in ("после", "до", "перед", "прежде") and nxt is not None and nxt.norm in ("того", "тем"):
            pieces.append(("", [token]))
            continue
        elif token.norm in _JOINS and token.kind == "word" and current and soon[i + 1] and any(map(is_predicate, current)):
            pieces.append((token.norm, []))
            continue
        current.append(token)
    result: list[Segment] = []
    for joined, piece in pieces:
        while piece and piece[-1].kind == "punct":
            piece.pop()
        while piece and piece[0].kind == "punct":
            piece.pop(0)
        if piece:
            mark = joined
            if piece[0].norm in _JOINS and len(piece) > 1:
                mark = piece[0].norm
            result.append(Segment(_kind(piece, mark, bool(result)), tuple(piece), mark, sentence))
    return result


def _within_number(tokens: tuple[Token, ...], at: int) -> bool:
    """«18:00», «512,40»: the sign parts no statements."""
    mark, after = tokens[at], tokens[at + 1]
    return at > 0 and tokens[at - 1].kind == after.kind == "number" and tokens[at - 1].end == mark.start and mark.end == after.start


def _without_please(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """«пожалуйста» and the commas around it part nothing."""
    if all(t.norm != "пожалуйста" for t in tokens):
        return tokens
    kept: list[Token] = []
    skip = False
    for token in tokens:
        if token.norm == "пожалуйста":
            if kept and kept[-1].text == ",":
                kept.pop()
            skip = True
            continue
        if skip and token.text == ",":
            skip = False
            continue
        skip = False
        kept.append(token)
    return tuple(kept)


def _joined_participles(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """«документа, удостоверяющего личность, обязательно»: the commas round a participle's words part no statement."""
    kept: list[Token] = []
    inside = False
    for i, token in enumerate(tokens):
        if token.text == ",":
            if inside:
                inside = False
                continue
            if i + 1 < len(tokens) and _is_participle(tokens[i + 1]):
                inside = True
                continue
        elif inside and is_predicate(token):
            inside = False
        kept.append(token)
    return tuple(kept)


def _is_participle(token: Token) -> bool:
    top = token.word.top if token.word is not None else None
    return top is not None and top.feats.get("VerbForm") == "Part" and top.feats.get("Variant") != "Short"


def _predicates_ahead(tokens: tuple[Token, ...]) -> tuple[list[bool], list[bool]]:
    """Whether a predicate stands at or behind each place, and whether one does before the next cut that is no dash."""
    ahead, soon = [False] * (len(tokens) + 1), [False] * (len(tokens) + 1)
    for i in range(len(tokens) - 1, -1, -1):
        token = tokens[i]
        predicate = is_predicate(token)
        ahead[i] = predicate or ahead[i + 1]
        soon[i] = predicate or soon[i + 1] and not (token.kind == "punct" and token.text in _CUTS and token.text not in _DASHES)
    return ahead, soon


def _cuts(mark: Token, after: Token, current: list[Token], ahead: bool, soon: bool, tokens: tuple[Token, ...], at: int) -> bool:
    """`ahead`, `soon`: whether a predicate stands anywhere behind the mark, and before the next cut."""
    if after.norm == "как" and current[-1].norm in ("того", "тем", "пор"):
        return False
    if _condition_word(tokens, at + 1) or (len(current) == 1 and current[0].norm in _ANSWERS):
        return True
    if mark.text in _DASHES:
        return ahead and any(map(is_predicate, current))
    if mark.text == "," and not soon:
        if after.word is not None and after.word.top is not None and after.word.top.pos == "ADP" and any(t.text in _DASHES for t in tokens[at + 1 : at + 7]):
            return True  # «…, при помесячной — тоже»
        return (
            after.norm in _OPENERS
            or (after.norm == "в" and at + 2 < len(tokens) and tokens[at + 2].norm in ("том", "наличии", "продаже"))
            or (after.norm == "за" and at + 2 < len(tokens) and tokens[at + 2].norm == "исключением")
        )
    return True


def _condition_word(tokens: tuple[Token, ...], at: int) -> bool:
    while at < len(tokens) and tokens[at].norm in ("а", "но", "и", "даже", "только", "лишь", "зато"):
        at += 1
    return at < len(tokens) and tokens[at].norm in _CONDITION


def _kind(piece: list[Token], joined: str, later: bool) -> Kind:
    norms = [t.norm for t in piece if t.kind == "word"][:6]
    while norms and norms[0] in _LEADING:
        norms.pop(0)
    if not norms:
        return "main"
    if len(norms) == 1 and norms[0] in _ANSWERS and len(piece) <= 2:
        return "answer"
    first, second = norms[0], norms[1] if len(norms) > 1 else ""
    if first == "пока" and not later and piece[0].norm == "а" and "не" not in norms:
        return "main"  # «А пока Вы можете…» tells of the time until then
    if (
        first in _CONDITION
        or (first == "как" and second == "только")
        or (first in ("после", "до", "с", "перед") and second in ("того", "тех", "тем"))
        or (first == "при" and second == "условии")
        or (first == "в" and second == "случае" and later)
    ):
        return "cond"
    if first in ("чтобы", "чтоб") or (first == "для" and second == "того"):
        return "purpose"
    if first in ("потому", "поскольку", "ибо", "так") and second in ("что", "как", "") or first == "поскольку":
        return "reason"
    if joined == "," and any(t.is_("который") for t in piece[:3] if t.word) or first in ("где", "куда", "откуда"):
        return "rel"
    verb = next((t for t in piece if is_predicate(t)), None) if not later else None
    if verb is not None and verb.word is not None and verb.word.top is not None:
        feats = verb.word.top.feats
        # «Принесёте товар — возврат будет бесплатным»: a condition without «если».
        if (
            feats.get("Person") == "2"
            and feats.get("Tense") == "Fut"
            and feats.get("Aspect") == "Perf"
            and not any(t.is_("мочь", "смочь") for t in piece)
            and "imper" not in verb.word.tags
        ):
            return "cond"
    return "main"

"""What a construction of officialese becomes: a stretch of the text and the words that say the same plainly."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rewriter.text.document import Document, Token


class Plainer(NamedTuple):
    """Replace [start, end) by `text`; always grammatical where it stands."""

    start: int
    end: int
    text: str


_STEM = 4


def _is_name(document: Document, words: tuple[Token, ...], form: str) -> bool:
    """Whether the form stands among the words, or is another case of a capital one: «Почтой России» → «Почта России»."""
    stem = form[:_STEM]
    return any(t.text == form or t.capital and t.text.startswith(stem) and not opens(document, t.index) for t in words)


def plainer(document: Document, first: int, last: int, text: str) -> Plainer:
    """For tokens [first, last): with the capital letter of what is replaced."""
    start, end = document.tokens[first], document.tokens[last - 1]
    words = document.tokens[first:last]
    if all(t.text.isupper() for t in words if t.kind == "word") and sum(len(t.text) for t in words) > 3:
        text = text.upper()
    elif start.capital and opens(document, first):
        text = text[:1].upper() + text[1:]
    elif text.startswith(("Вы ", "Вам")):
        text = text if any(t.text.startswith("В") for t in words) else "в" + text[1:]
    elif text[:1].isupper() and start.text[:1].islower() and not _is_name(document, words, text.split()[0]):
        text = text[:1].lower() + text[1:]
    return Plainer(start.start, end.end, text)


def opens(document: Document, at: int) -> bool:
    """Whether the token is the first of its sentence, quotes and dashes aside."""
    first = document.sentences[document.tokens[at].sentence].first
    return all(t.kind in ("punct", "number") for t in document.tokens[first:at])


def clause_begins(document: Document, at: int) -> bool:
    """Whether a clause begins at the token: a sentence, or what stands behind a comma, a colon, a dash or «и», «а», «но»."""
    if opens(document, at):
        return True
    before = document.tokens[at - 1]
    return before.kind == "punct" and before.text in ",:;(—–-" or before.norm in ("и", "а", "но", "что")


def clause_ends(document: Document, at: int) -> bool:
    """Whether the clause ends before token `at`: there is none, or it is a full stop, comma, semicolon or bracket."""
    tokens = document.tokens
    return at >= len(tokens) or tokens[at].sentence != tokens[at - 1].sentence or tokens[at].text in ".,;!?…):"


def at(document: Document, index: int, sentence: int) -> Token | None:
    """The token at this index, if it is of the sentence."""
    if 0 <= index < len(document.tokens) and document.tokens[index].sentence == sentence:
        return document.tokens[index]
    return None


def norm_at(document: Document, index: int, sentence: int) -> str:
    """Its norm, empty where there is none."""
    found = at(document, index, sentence)
    return found.norm if found is not None else ""


_VOWELS = "аэиоу"


def with_preposition(document: Document, found: Plainer) -> Plainer:
    """«об инциденте» → «о ситуации», «о вручении …»: «о» and «об» suit what stands behind them."""
    index = document.first_from(found.start)
    before = document.tokens[index - 1] if index else None
    if before is None or before.norm not in ("о", "об") or before.end + 1 != found.start or not found.text[:1].isalpha():
        return found
    wanted = "об" if found.text[0].lower() in _VOWELS else "о"
    if wanted == before.norm:
        return found
    return Plainer(before.start, found.end, f"{wanted.capitalize() if before.capital else wanted} {found.text}")


@lru_cache(maxsize=64)
def _quotations(document: Document) -> tuple[tuple[int, int], ...]:
    """Stretches in quotation marks: a client's words, a section's or a status's name."""
    found: list[tuple[int, int]] = []
    opened: dict[str, int] = {}
    for token in document.tokens:
        if token.text in "«“„":
            opened["»"] = token.start
        elif token.text in "»”" and "»" in opened:
            found.append((opened.pop("»"), token.end))
        elif token.text == '"':
            if '"' in opened:
                found.append((opened.pop('"'), token.end))
            else:
                opened['"'] = token.start
    return tuple(found)


def quoted(document: Document, start: int, end: int) -> bool:
    """Whether the whole stretch stands in quotation marks."""
    return any(a < start and end < b for a, b in _quotations(document))


def more_said(document: Document, last: int) -> bool:
    """«возможна и производится бесплатно», «…, в Германию запрещена»: the second predicate needs the noun."""
    here = document.tokens[last - 1].sentence
    for token in document.tokens[last : document.sentences[here].last]:
        if token.kind == "punct" and token.text in ",;—–:(":
            return token.text == "," and _goes_on(document, token.index + 1, here)
        if _told(token):
            return True
    return False


def _goes_on(document: Document, index: int, sentence: int) -> bool:
    """Whether what stands behind the comma is a predicate of the same subject: «активируется в разделе», «в Германию запрещена»."""
    told = False
    for token in document.tokens[index : document.sentences[sentence].last]:
        if token.kind == "punct" and token.text in ",;—–:(.!?":
            break
        infinitive = token.word is not None and "inf" in token.word.tags
        if token.norm in _TIMES or token.kind == "number" and norm_at(document, token.index + 1, sentence) in _TIMES:
            continue
        if token.kind == "number" or infinitive or token.norm in _SUBORDINATE or _may_be_subject(document, token):
            return False
        told = told or _needs_subject(token)
    return told


_TIMES = frozenset(("раз", "раза"))


def _needs_subject(token: Token) -> bool:
    """«запрещена», «активируется»; «нужно» and «не получится» have none."""
    top = token.word.top if token.word else None
    if top is None or token.norm in _IMPERSONAL:
        return False
    if top.feats.get("Variant") == "Short":
        return top.feats.get("Number") == "Plur" or top.feats.get("Gender") in ("Masc", "Fem")
    return top.feats.get("VerbForm") == "Fin" and token.norm.endswith("тся")


def _may_be_subject(document: Document, token: Token) -> bool:
    before = document.tokens[token.index - 1].word if token.index else None
    if token.word is None or before is not None and before.top is not None and before.top.pos in ("ADP", "NOUN") or quoted(document, token.start, token.end):
        return False
    return any(p.pos in ("NOUN", "PROPN", "PRON") and p.feats.get("Case") == "Nom" and p.prob > 0.1 for p in token.word.parses)


_SUBORDINATE = frozenset("если когда который что чтобы где поскольку так потому но а однако иначе кроме".split())
_IMPERSONAL = frozenset("получится удастся придется потребуется понадобится можно нужно нельзя надо необходимо возможно требуется достаточно будет".split())


def _told(token: Token) -> bool:
    top = token.word.top if token.word else None
    return top is not None and (top.feats.get("VerbForm") == "Fin" and top.feats.get("Mood") != "Imp" or top.feats.get("Variant") == "Short")

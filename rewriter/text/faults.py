"""Somebody at fault in a clause: «сотрудник пункта на Мира, 48 ошибся»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.clauses import clauses
from rewriter.text.document import Document, Token
from rewriter.text.people import STAFF

_FAULT_NOUNS = frozenset(
    "ошибка недоработка халатность небрежность упущение недосмотр невнимательность нерасторопность безответственность вина промах просчет".split()
)
_FAULTS = frozenset(
    "ошибиться перепутать напутать накосячить проглядеть недосмотреть прозевать забыть потерять повредить сорвать подвести напортачить облажаться схалтурить проигнорировать нарушить полениться опростоволоситься оплошать провиниться".split()
)


def faults(document: Document) -> Iterator[tuple[int, int]]:
    """Spans from somebody of the staff to the verb of his fault, within a clause: word lists cannot reach over addresses and numbers."""
    suspicious = {t.sentence for t in document.having(_FAULTS | _FAULT_NOUNS)}
    for sentence in [document.sentences[i] for i in sorted(suspicious)]:
        yield from _fault_of(document, sentence.index)
        for part in clauses(document, sentence.index):
            staff = next((t for t in part if t.word is not None and t.lemmas & STAFF and any(p.feats.get("Case") == "Nom" for p in t.word.parses)), None)
            if staff is None:
                continue
            verb = next((t for t in part if t.lemmas & _FAULTS and t.word is not None and "past" in t.word.tags), None)
            if verb is None or _negated(document, verb) or not _agree(staff, verb) or any(t.norm in ("мы", "я", "если") for t in part):
                continue
            first, last = sorted((staff, verb), key=lambda t: t.start)
            yield first.start, last.end


def _fault_of(document: Document, index: int) -> Iterator[tuple[int, int]]:
    """«ошибкой разработчиков», «действиями подрядчика»: a fault with whose it is."""
    tokens = document.of(document.sentences[index])
    for i, token in enumerate(tokens):
        if not token.lemmas & _FAULT_NOUNS or token.word is None:
            continue
        whose = next(
            (t for t in tokens[i + 1 : i + 4] if t.word is not None and t.lemmas & STAFF and any(p.feats.get("Case") == "Gen" for p in t.word.parses)), None
        )
        between = tokens[i + 1 : tokens.index(whose)] if whose is not None else ()
        if (
            whose is not None
            and all(t.word is not None and t.word.tags & {"adj", "noun"} for t in between)
            and not (i and tokens[i - 1].norm in ("нет", "без"))
        ):
            yield token.start, whose.end


def _negated(document: Document, verb: Token) -> bool:
    return verb.index > 0 and document.tokens[verb.index - 1].norm == "не"


def _agree(staff: Token, verb: Token) -> bool:
    assert staff.word is not None
    assert verb.word is not None
    numbers = {(p.feats.get("Number"), p.feats.get("Gender")) for p in staff.word.parses if p.feats.get("Case") == "Nom"}
    return any(
        p.feats.get("Tense") == "Past"
        and (
            ("Plur", p.feats.get("Gender")) in numbers
            or p.feats.get("Number") == "Plur"
            and any(n == "Plur" for n, _ in numbers)
            or (p.feats.get("Number"), p.feats.get("Gender")) in numbers
        )
        for p in verb.word.parses
    )

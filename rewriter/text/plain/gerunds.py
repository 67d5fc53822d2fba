"""A way told by a deed where somebody can act: «освободить место можно путём удаления писем» → «освободить место можно, удалив письма»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, plainer
from rewriter.text.plain.possibilities import CAN, allowed
from rewriter.text.plain.split_reading import joined
from rewriter.text.plain.verbal_nouns import conjugated, deed_of
from rewriter.text.segments import is_predicate

# Whoever can do it, does it that way.
WORDS = frozenset("подача добавление нажатие установка отправка заполнение указание удаление ввод изменение создание".split())
_ABLE = frozenset("можно можете".split())
_STOPS = frozenset(",;:.!?—–(")


def by_doing(document: Document, token: Token) -> Plainer | None:
    """The repair of «путём», «посредством» and a deed at the end of its clause; None where the clause has no «можно» with a verb."""
    return _doing(document, token, token.index + 1, "Gen")


def by_deeds(document: Document) -> Iterator[Plainer]:
    """«Заморозить абонемент можно подачей заявки» → «…, подав заявку»: a deed in the instrumental."""
    for token in document.having(WORDS):
        found = _doing(document, token, token.index, "Ins")
        if found is not None:
            yield found


def _doing(document: Document, token: Token, deed: int, case: str) -> Plainer | None:
    here, index = token.sentence, token.index
    noun = deed_of(at(document, deed, here), case)
    thing = noun_phrase(document, deed + 1, "Gen") if noun is not None and not noun.doer else None
    if noun is None or thing is None or joined(document, thing.last) or not _acted(document, token) or not _closes(document, thing.last, here):
        return None
    verb, acted = noun.verb(perfective=True, with_object=True), thing.in_case("Acc")
    told = conjugated(verb, VerbForm="Conv", Tense="Past") if verb else None
    before = document.tokens[index - 1]
    if told is None or acted is None or before.kind == "punct":
        return None
    return plainer(document, before.index, thing.last, f"{before.text}, {told} {acted}")


def waits(document: Document, token: Token) -> bool:
    """«Освобождение места возможно путём …»: once it is «освободить место можно», the way may be a deed."""
    found = (allowed(document, t) for t in document.tokens[document.sentences[token.sentence].first : token.index] if t.norm in CAN)
    return any(f is not None and f.end <= token.start for f in found)


def _acted(document: Document, token: Token) -> bool:
    """«можно» and an infinitive in the clause before, and no other predicate."""
    able = verb = False
    for before in reversed(document.tokens[document.sentences[token.sentence].first : token.index]):
        if before.text in _STOPS:
            break
        able = able or before.norm in _ABLE
        verb = verb or before.word is not None and "inf" in before.word.tags
        if is_predicate(before) and before.norm not in _ABLE and not (before.word is not None and "inf" in before.word.tags):
            return False
    return able and verb


def _closes(document: Document, index: int, sentence: int) -> bool:
    """Whether what stands behind belongs to the deed and ends with the clause, so that a comma is there or none is due."""
    quoted = False
    for token in document.tokens[index : document.sentences[sentence].last]:
        quoted = token.text == "«" or quoted and token.text != "»"
        if quoted:
            continue
        if token.text in ",;.!?":
            return True
        # «… установкой файла с сайта и последующим восстановлением»: another deed in the instrumental.
        if token.text in _STOPS or is_predicate(token) or deed_of(token, "Ins") is not None:
            return False
    return True

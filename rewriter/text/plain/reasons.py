"""Clerical words of cause and topic before a noun: «обусловлено сбоем» → «— из-за сбоя», «обращение по факту недоставки» → «обращение о недоставке», «в отношении свечи» → «для свечи»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, clause_begins, norm_at, plainer

_CAUSED = frozenset(("обусловить",))
WORDS = _CAUSED | frozenset("факту отношении".split())
_PAPERS = frozenset("обращение заявка заявление претензия жалоба заявка запрос розыск акт проверка вопрос".split())
_VOWELS = "аэиоу"
# «Проверка в отношении продавца»: against him, not for him.
_AGAINST = frozenset("проверка дело мера санкция решение расследование претензия жалоба подозрение иск процедура".split())
_SAYING = frozenset("сообщаем сообщаю поясняем поясняю информируем уведомляем".split())
_SPOKEN = frozenset("обращение заявление жалоба претензия запрос вопрос".split())


def reasons(document: Document) -> Iterator[Plainer]:
    """Every such word with a noun behind it that is sure."""
    for token in document.having(WORDS):
        if token.norm == "факту":
            found = _upon(document, token)
        elif token.norm == "отношении":
            found = _for(document, token)
        else:
            found = _caused(document, token)
        if found is not None:
            yield found


def _caused(document: Document, token: Token) -> Plainer | None:
    """«Списание обусловлено сбоем системы» → «списание — из-за сбоя системы»."""
    word, here = token.word, token.sentence
    if word is None or not any(p.lemma in _CAUSED and p.feats.get("Variant") == "Short" for p in word.parses):
        return None
    if norm_at(document, token.index - 1, here) in ("не", "было", "была", "был", "были", "и", ",") or any(
        t.text in "—–" for t in document.of(document.sentences[here])
    ):
        return None
    reason = noun_phrase(document, token.index + 1, "Ins")
    told = reason.in_case("Gen") if reason is not None and norm_at(document, reason.last, here) not in ("и", "или") else None
    return plainer(document, token.index, reason.last, f"— из-за {told}") if reason is not None and told else None


def _upon(document: Document, token: Token) -> Plainer | None:
    """«Обращение по факту недоставки» → «о недоставке», «по факту недовложения заявка оформлена» → «из-за недовложения»."""
    here, first = token.sentence, token.index - 1
    if norm_at(document, first, here) != "по":
        return None
    thing = noun_phrase(document, token.index + 1, "Gen")
    if thing is None or norm_at(document, thing.last, here) in ("и", "или"):
        return None
    before = document.tokens[first - 1] if first > document.sentences[here].first else None
    if before is not None and before.lemmas & _PAPERS:
        told = thing.in_case("Loc")
        return plainer(document, first, thing.last, f"{'об' if told[0].lower() in _VOWELS else 'о'} {told}") if told else None
    if not clause_begins(document, first):
        return None
    if thing.parse.lemma in _SPOKEN:
        told = thing.in_case("Dat")
        return plainer(document, first, thing.last, f"по {told}") if told else None
    told = thing.in_case("Gen")
    return plainer(document, first, thing.last, f"из-за {told}") if told else None


def _for(document: Document, token: Token) -> Plainer | None:
    """«В отношении свечи ограничений нет» → «для свечи ограничений нет»."""
    here, first = token.sentence, token.index - 1
    if norm_at(document, first, here) != "в" or not clause_begins(document, first):
        return None
    if any(t.norm in _SAYING for t in document.of(document.sentences[here])):
        return None  # «в отношении заморозки сообщаем»
    if any(t.lemmas & _AGAINST for t in document.of(document.sentences[here])):
        return None
    thing = noun_phrase(document, token.index + 1, "Gen", tail=False)
    if thing is not None and any(t.text == ":" for t in document.tokens[thing.last : thing.last + 4]):
        return None  # «в отношении доставки в Алматы: …»
    return plainer(document, first, token.index + 1, "для") if thing is not None and thing.parse.feats.get("Animacy") != "Anim" else None

"""What things are subject to: «подлежит возврату» → «возвращается», «товар подлежит сдаче» → «товар нужно сдать», «заказ отмене не подлежит» → «заказ отменить нельзя»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, norm_at, plainer
from rewriter.text.plain.split_reading import how_of
from rewriter.text.plain.subjects import PRONOUNS, agrees, last_said, pronoun_before, same_subject, subject_before
from rewriter.text.plain.verbal_nouns import VerbalNoun, conjugated, deed_of, reflexive

WORDS = frozenset(("подлежать", "подлежащий"))
_WHICH = {"подлежащий": "который", "подлежащая": "которую", "подлежащую": "которую", "подлежащее": "которое", "подлежащие": "которые"}
# A client's duty.
_MUST = frozenset(("сдача",))
# What is lost can be had back; money and points come back by themselves.
_RECOVERABLE = frozenset("документ файл данные запись база фото переписка архив учетный пароль письмо чат проект видео аккаунт сведение".split())
# «Не восстанавливается», «не отменяется» would tell of what comes by itself, not of what nobody can do.
_CANNOT = frozenset("отмена восстановление обжалование продление обмен изменение перенос ремонт пересмотр разблокировка корректировка".split())
# What does not change by itself, and nobody would change.
_FIXED = frozenset("стоимость цена сумма плата тариф".split())
# No verbal nouns of a plain verb elsewhere.
_OTHER = {
    "утрате": "теряться",
    "тарификации": "тарифицироваться",
    "аннулированию": "отменяться",
    "перезаписи": "перезаписываться",
    "пересчету": "пересчитываться",
}
_AND = frozenset(("и", "или", "либо"))


def subject_to(document: Document) -> Iterator[Plainer]:
    """Every «подлежит» that has a sure repair."""
    for token in document.having(WORDS):
        found = _repaired(document, token) if token.norm in ("подлежит", "подлежат") else _described(document, token) if token.norm in _WHICH else None
        if found is not None:
            yield found


def _described(document: Document, token: Token) -> Plainer | None:
    """«(долг), подлежащий погашению» → «который нужно погасить», «(сумма), подлежащая возврату» → «которую вернут»: the client's own deeds are his duty."""
    here, index = token.sentence, token.index
    noun = deed_of(at(document, index + 1, here), "Dat")
    if norm_at(document, index - 1, here) != "," or noun is None or noun.perfective is None or not clause_ends(document, index + 2):
        return None
    told = conjugated(noun.perfective, VerbForm="Fin", Mood="Ind", Tense="Fut", Person="3", Number="Plur")
    return plainer(document, index, index + 2, f"{_WHICH[token.norm]} {f'нужно {noun.perfective}' if noun.client else told}") if told else None


def _repaired(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index
    negated = norm_at(document, index - 1, here) == "не"
    first, last, how = index - negated, index + 1, None
    following = at(document, last, here)
    if following is not None and (how := how_of(following)) is not None:
        last += 1
    deed = at(document, last, here)
    if _is_deed(deed):
        last += 1
    else:
        last, how = index + 1, None
        deed, first = at(document, first - 1, here), first - 1
        if deed is not None and deed.norm in PRONOUNS:
            # «Восстановлению они не подлежат»
            return _of_them(document, first - 1, last, PRONOUNS[deed.norm]) if negated else None
        if not _is_deed(deed):
            return _deed_ahead(document, token, index - negated) if negated and how is None else None
    if _is_deed(at(document, last + 1, here)) and norm_at(document, last, here) in _AND:
        return None
    if norm_at(document, first - 1, here) in _AND and (_is_deed(at(document, first - 2, here)) or norm_at(document, first - 1, here) != "и"):
        return _neither(document, token, first - 2, last, deed) if negated and last == index + 1 else None
    noun = deed_of(deed, "Dat")
    if noun is not None and noun.perfective and noun.client and how == "самостоятельно" and not negated:
        # «Право подлежит самостоятельному отключению»: nothing comes by itself.
        return plainer(document, first, last, f"нужно {noun.perfective} самостоятельно")
    if noun is not None and noun.perfective and how is None:
        able = _able(document, token, noun, first, last, negated=negated)
        if able is not None:
            return able
    base = _OTHER.get(deed.norm) if deed is not None else None
    base = base or (reflexive(noun.imperfective) if noun is not None and noun.imperfective else None)
    told = conjugated(base, VerbForm="Fin", Mood="Ind", Tense="Pres", Person="3", Number="Plur" if token.norm == "подлежат" else "Sing") if base else None
    return plainer(document, first, last, f"{f'{how} ' if how else ''}{'не ' if negated else ''}{told}") if told else None


def _deed_ahead(document: Document, token: Token, first: int) -> Plainer | None:
    """«Возврату парфюмерия с нарушенной упаковкой не подлежит» → «парфюмерию с нарушенной упаковкой вернуть нельзя»."""
    opening = document.sentences[token.sentence].first
    begin = next((i + 1 for i in range(first - 1, opening - 1, -1) if document.tokens[i].text in ",;:—"), opening)
    noun = deed_of(document.tokens[begin], "Dat")
    subject = noun_phrase(document, begin + 1, "Nom") if noun is not None else None
    if noun is None or noun.perfective is None or subject is None or subject.last > first or not agrees(document, token.index, subject):
        return None
    if subject.parse.feats.get("Animacy") == "Anim" or (acted := subject.in_case("Acc")) is None:
        return None
    middle = document.text[subject.end : document.tokens[first - 1].end]
    return plainer(document, begin, token.index + 1, f"{acted}{middle} {noun.perfective} нельзя")


def _neither(document: Document, token: Token, first: int, last: int, second: Token | None) -> Plainer | None:
    """«Живые растения возврату и обмену не подлежат» → «живые растения вернуть или обменять нельзя»."""
    deeds = deed_of(document.tokens[first], "Dat"), deed_of(second, "Dat")
    subject = subject_before(document, first)
    if subject is None or not agrees(document, token.index, subject) or not last_said(document, last) or subject.parse.feats.get("Animacy") == "Anim":
        return None
    acted = subject.in_case("Acc")
    if acted is None or any(d is None or d.perfective is None for d in deeds):
        return None
    between = document.text[document.tokens[subject.last - 1].end : document.tokens[first - 1].end]
    told = " или ".join(str(d.perfective) for d in deeds if d is not None)
    return plainer(document, subject.first, last, f"{acted}{between} {told} нельзя")


def _is_deed(token: Token | None) -> bool:
    return token is not None and (deed_of(token, "Dat") is not None or token.norm in _OTHER)


def _able(document: Document, token: Token, noun: VerbalNoun, first: int, last: int, *, negated: bool) -> Plainer | None:
    """«Товар нужно сдать», «документы можно восстановить», «заказ отменить нельзя»: the subject becomes the object."""
    if negated and noun.noun not in _CANNOT or not negated and noun.noun not in (*_MUST, "восстановление"):
        return None
    verb = noun.perfective
    if not last_said(document, last):
        return None
    subject = subject_before(document, first)
    if subject is not None and agrees(document, token.index, subject):
        if subject.parse.lemma in _FIXED:
            return None
        acted = subject.in_case("Acc") if subject.parse.feats.get("Animacy") != "Anim" else None
        if acted is None or not negated and noun.noun == "восстановление" and subject.parse.lemma not in _RECOVERABLE:
            return None
        between = document.text[document.tokens[subject.last - 1].end : document.tokens[first - 1].end]
        told = f"{verb} нельзя" if negated else f"нужно {verb}" if noun.noun in _MUST else f"можно {verb}"
        return plainer(document, subject.first, last, f"{acted}{between} {told}")
    if (it := pronoun_before(document, first - 1)) is not None:
        return plainer(document, first - 1, last, _of_it(noun, it, negated=negated))
    if (it := same_subject(document, first - 1)) is not None and (negated or noun.noun in _MUST or _subject_recoverable(document, first - 1)):
        # Two clauses now: «файл не удалён, и его можно восстановить».
        before = document.tokens[first - 2]
        return plainer(document, first - 2, last, f"{before.text}, и {_of_it(noun, it, negated=negated)}") if before.kind == "word" else None
    return None


def _of_them(document: Document, first: int, last: int, it: str) -> Plainer | None:
    noun = deed_of(document.tokens[first], "Dat") if first >= 0 else None
    if noun is None or noun.noun not in _CANNOT or not noun.perfective or not clause_begins(document, first) or not last_said(document, last):
        return None
    return plainer(document, first, last, f"{noun.perfective} {it} нельзя")


def _of_it(noun: VerbalNoun, it: str, *, negated: bool) -> str:
    if negated:
        return f"{noun.perfective} {it} нельзя"
    return f"{it} {'нужно' if noun.noun in _MUST else 'можно'} {noun.perfective}"


def _subject_recoverable(document: Document, index: int) -> bool:
    """«(Документы физически не удалены) и …»."""
    first = document.sentences[document.tokens[index].sentence].first
    return any(
        not t.lemmas.isdisjoint(_RECOVERABLE) and any(p.feats.get("Case") == "Nom" for p in (t.word.parses if t.word else ()))
        for t in document.tokens[first:index]
    )

"""Verbs that only join: «чек является подтверждением» → «чек — подтверждение», «срок составляет 5 дней» → «срок — 5 дней», «товар отсутствует» → «товара нет»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_ends, more_said, norm_at, plainer
from rewriter.text.plain.verbal_nouns import conjugated

_DUE = frozenset("обусловлен обусловлена обусловлено обусловлены".split())
_COMING_UP = {"возникновение": "возникать", "появление": "появляться"}
WORDS = frozenset(
    "обусловлен обусловлена обусловлено обусловлены является являются составляет составляют отсутствует отсутствуют отсутствовал отсутствовала отсутствовало отсутствовали имеется имеются".split()
) | frozenset(("являться", "явиться", "послужить", "служить", "выступать", "стать"))
# «Причиной задержки послужил ремонт» → «Причина задержки — ремонт».
_NAMED_FIRST = frozenset("причина альтернатива основание подтверждение решение условие поводом повод выход исключение способ вариант".split())
_QUANTITY = frozenset("от до около примерно не более менее максимум минимум ровно всего".split())
_PEOPLE = frozenset("получатель клиент адресат хозяин сотрудник курьер отправитель".split())


def copulas(document: Document) -> Iterator[Plainer]:
    """Every joining verb that a dash, «нет» or «есть» can stand for."""
    for token in document.having(WORDS):
        found: Plainer | None
        if token.lemmas & _JOINING and (found := _named_first(document, token)) is not None:
            yield found
            continue
        if token.norm in _DUE:
            found = _due_to(document, token)
        elif token.norm.startswith("явля"):
            found = _is(document, token) if token.norm in ("является", "являются") else None
        elif not token.norm.startswith(("состав", "име", "отсут")):
            found = None
        elif token.norm.startswith("состав"):
            found = _amounts(document, token)
        elif token.norm.startswith("име"):
            found = _there_is(document, token)
        else:
            found = _absent(document, token)
        if found is not None:
            yield found


_JOINING = frozenset("являться явиться послужить служить выступать стать".split())


def _named_first(document: Document, token: Token) -> Plainer | None:
    """«Причиной (задержки) явилось окончание акции» → «Причина (задержки) — окончание акции»; only where the noun opens the sentence."""
    here, index = token.sentence, token.index
    first = document.sentences[here].first
    named = noun_phrase(document, first, "Ins")
    if named is None or named.last != index or named.parse.lemma not in _NAMED_FIRST or _dashed(document, token):
        return None
    told = named.in_case("Nom")
    behind = [t for t in document.tokens[index + 1 : index + 3] if t.sentence == here and t.word is not None]
    subject = any(p.pos == "NOUN" and p.feats.get("Case") == "Nom" and p.prob > 0.1 for t in behind if t.word is not None for p in t.word.parses)
    if not subject or not told or token.word is None or token.word.top is None or token.word.top.feats.get("VerbForm") != "Fin":
        return None
    return plainer(document, first, index + 1, f"{told} —")


def _due_to(document: Document, token: Token) -> Plainer | None:
    """«Код 429 обусловлен превышением лимита» → «код 429 — из-за превышения лимита», «возникновение ошибки обусловлено …» → «ошибка возникает из-за …»."""
    here, index = token.sentence, token.index
    subject = phrase_before(document, index - 1)
    if subject is None or _dashed(document, token):
        return None
    if [norm_at(document, index + k, here) for k in (1, 2, 3)] == ["тем", ",", "что"]:
        last, cause = index + 2, "из-за того"
    else:
        thing = noun_phrase(document, index + 1, "Ins")
        told = thing.in_case("Gen") if thing is not None and norm_at(document, thing.last, here) not in ("и", "или", "а") else None
        if thing is None or told is None:
            return None
        last, cause = thing.last, f"из-за {told}"
    verb = _COMING_UP.get(subject.parse.lemma)
    coming = noun_phrase(document, subject.head.index + 1, "Gen") if verb is not None and not subject.modifiers else None
    if verb is None or coming is None or coming.last != index:
        return plainer(document, subject.first, last, f"{document.text[subject.start : subject.end]} — {cause}")
    name, agreement = coming.in_case("Nom"), coming.agreement
    happens = conjugated(verb, VerbForm="Fin", Mood="Ind", Tense="Pres", Person="3", Number=agreement["Number"])
    return plainer(document, subject.first, last, f"{name} {happens} {cause}") if name and happens else None


def _dashed(document: Document, token: Token) -> bool:
    """Whether the clause has a dash already: two would be hard to read."""
    sentence = document.sentences[token.sentence]
    for step, stop in ((-1, sentence.first - 1), (1, sentence.last)):
        for index in range(token.index + step, stop, step):
            if document.tokens[index].text in ",;:":
                break
            if document.tokens[index].text in "—–":
                return True
    return False


def phrase_before(document: Document, end: int, case: str = "Nom") -> NounPhrase | None:
    """The phrase in the case that begins a clause and ends at token `end`, with at most a prepositional phrase between: then None."""
    first = document.sentences[document.tokens[end].sentence].first
    for begin in range(max(first, end - 8), end + 1):
        if begin > first:
            before = document.tokens[begin - 1]
            if before.kind != "punct" and before.norm not in ("и", "а", "но", "что", "если", "при", "этом", "также", "когда", "поскольку"):
                continue
        found = noun_phrase(document, begin, case)
        if found is not None and found.last == end + 1:
            return found
    return None


def _is(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index
    negated = norm_at(document, index - 1, here) == "не"
    end = index - 1 - negated
    if end < 0 or document.tokens[end].sentence != here or _dashed(document, token):
        return None
    subject = phrase_before(document, end)
    named = noun_phrase(document, index + 1, "Ins")
    if subject is None or named is None or norm_at(document, named.last, here) in ("и", "или", "либо"):
        return None
    told = named.in_case("Nom")
    return plainer(document, end, named.last, f"{document.tokens[end].text} — {'не ' if negated else ''}{told}") if told else None


def _amounts(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index
    following, before = at(document, index + 1, here), at(document, index - 1, here)
    if (
        following is None
        or before is None
        or before.norm in ("не", "и", "а", "но")
        or before.kind == "punct"
        and before.text != "»"
        or _dashed(document, token)
        or more_said(document, index + 1)
    ):
        return None
    if not (following.kind in ("number", "code") or following.norm in _QUANTITY or (following.word is not None and "num" in following.word.tags)):
        return None
    return plainer(document, index, index + 1, "—")


def _there_is(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index
    if (
        norm_at(document, index - 1, here) == "не"
        or (norm_at(document, index + 1, here), norm_at(document, index + 2, here)) == ("в", "виду")
        or norm_at(document, index - 1, here) == "виду"
    ):
        return None
    if norm_at(document, index + 1, here) == "возможность":
        return None
    return plainer(document, index, index + 1, "есть")


def _absent(document: Document, token: Token) -> Plainer | None:
    """«товар отсутствует» → «товара нет», «отсутствует дата» → «нет даты»."""
    here, index = token.sentence, token.index
    if norm_at(document, index - 1, here) == "не":
        return None
    gone = "нет" if token.norm.endswith("т") else "не было"
    thing = noun_phrase(document, index + 1, "Nom")
    if thing is not None and _agrees(token, thing) and thing.head.norm != "дома":
        if thing.parse.lemma == "возможность" or norm_at(document, thing.last, here) in ("и", "или", "либо") or thing.parse.lemma in _PEOPLE:
            return None
        told = thing.in_case("Gen")
        return plainer(document, index, thing.last, f"{gone} {told}") if told else None
    if index == document.sentences[here].first:
        return None
    found = phrase_before(document, index - 1)
    middle = ""
    if found is None:
        found, middle = _with_middle(document, index)
    if found is None or found.parse.lemma in _PEOPLE or found.parse.feats.get("Animacy") == "Anim" or _carried(document, index + 1):
        return None
    told = found.in_case("Gen")
    return plainer(document, found.first, index + 1, f"{told}{middle} {gone}") if told else None


def _agrees(verb: Token, thing: NounPhrase) -> bool:
    """Whether the phrase behind can be the verb's subject: «отсутствует дата», not «получатель отсутствовал дома»."""
    number, gender = thing.agreement["Number"], thing.agreement.get("Gender", "")
    if verb.norm.endswith(("ют", "ли")) != (number == "Plur"):
        return False
    return number == "Plur" or verb.norm.endswith("т") or verb.norm.endswith({"Masc": "л", "Fem": "ла", "Neut": "ло"}[gender])


def _with_middle(document: Document, index: int) -> tuple[NounPhrase | None, str]:
    """«прямая интеграция с 1С отсутствует»: the phrase, and what stands between it and the verb."""
    here = document.tokens[index].sentence
    first = document.sentences[here].first
    for begin in range(max(first, index - 8), index - 1):
        if begin > first and document.tokens[begin - 1].kind != "punct":
            continue
        found = noun_phrase(document, begin, "Nom")
        if found is None or found.last >= index:
            continue
        between = document.tokens[found.last : index]
        lead = between[0].word
        if lead is None or lead.top is None or lead.top.pos not in ("ADP", "ADV") or any(t.kind == "punct" and t.text not in "«»" for t in between):
            continue
        return found, document.text[document.tokens[found.last - 1].end : document.tokens[index - 1].end]
    return None, ""


def _carried(document: Document, index: int) -> bool:
    """«отсутствует и не ожидается»."""
    return not clause_ends(document, index) and more_said(document, index)

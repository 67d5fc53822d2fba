"""Advice: «Вам рекомендуется сменить» → «советуем Вам сменить», «рекомендуется создание резервной копии» → «советуем создать резервную копию»."""

from __future__ import annotations

from rewriter.text.document import Document, Token
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, norm_at, plainer
from rewriter.text.plain.verbal_nouns import deed_of
from rewriter.text.segments import is_predicate

_OR = frozenset(("и", "или", "либо"))
# What is counted stands in the genitive singular behind these: «трёх файлов» → «три файла».
_FEW = {"двух": ("два", "две"), "трех": ("три", "три"), "четырех": ("четыре", "четыре")}
_REACH = 10
# What may stand between the advice and its verb: «рекомендуется предварительно выгрузить».
_MOST_ADVERBS = 3
_HOW = {"предварительно": "заранее"}


def advice(document: Document, token: Token) -> Plainer | None:
    """The repair of the advice whose word this is."""
    here, first, index = token.sentence, token.index, token.index + 1
    if not token.norm.endswith("тся"):
        return None
    negated = norm_at(document, first - 1, here) == "не"
    first -= negated
    to_you = norm_at(document, first - 1, here) == "вам"
    you = f" {document.tokens[first - 1].text if document.tokens[first - 1].index > document.sentences[here].first else 'Вам'}" if to_you else ""
    lead = f"{'не ' if negated else ''}советуем{you}"
    if (infinitive := _infinitive(document, index, here)) is not None:
        between = [_HOW.get(t.norm, t.text) for t in document.tokens[index:infinitive]]
        return plainer(document, first - to_you, infinitive, " ".join((lead, *between)))
    deeds = _deeds(document, index, here, perfective=not negated)
    if deeds is None and not to_you and (ahead := _deed_ahead(document, first, index, negated=negated)) is not None:
        return ahead
    return plainer(document, first - to_you, deeds[0], f"{lead} {deeds[1]}") if deeds is not None else None


def _deed_ahead(document: Document, first: int, last: int, *, negated: bool) -> Plainer | None:
    """«Использование металлических лопаток не рекомендуется» → «использовать металлические лопатки не советуем»."""
    here = document.tokens[first].sentence
    if not clause_ends(document, last):
        return None
    for begin in range(max(document.sentences[here].first, first - _REACH), first):
        if clause_begins(document, begin) and (found := _deed(document, begin, here, perfective=not negated)) is not None and found[0] == first:
            return plainer(document, begin, last, f"{found[1]} {'не ' if negated else ''}советуем")
    return None


def _infinitive(document: Document, index: int, sentence: int) -> int | None:
    """The verb that is advised, adverbs before it passed over: «регулярно менять», «сначала также проверить»."""
    for place in range(index, index + _MOST_ADVERBS):
        token = at(document, place, sentence)
        if token is None or token.word is None or token.word.top is None:
            return None
        if "inf" in token.word.tags:
            return place
        if token.word.top.pos != "ADV" and token.norm not in ("также", "не"):
            return None
    return None


def _deeds(document: Document, index: int, sentence: int, *, perfective: bool) -> tuple[int, str] | None:
    """«создание копии и очистка кэша»: one past its last token, and «создать копию и очистить кэш»; all of it or nothing."""
    one = _deed(document, index, sentence, perfective=perfective)
    if one is None:
        return None
    last, said = one
    for token in document.tokens[last : min(last + _REACH, document.sentences[sentence].last)]:
        if is_predicate(token) or token.text in ",;:.!?—–(":
            break
        if token.norm not in _OR:
            continue
        if deed_of(at(document, token.index + 1, sentence), "Nom") is None:
            # «создание копии и отчёта»: what is joined might have to change its case
            return None if token.index == last else (last, said)
        other = _deed(document, token.index + 1, sentence, perfective=perfective)
        between = document.text[document.tokens[last - 1].end : token.start]
        return (other[0], f"{said}{between}{'или' if token.norm == 'либо' else token.text} {other[1]}") if other is not None else None
    return last, said


def _deed(document: Document, index: int, sentence: int, *, perfective: bool) -> tuple[int, str] | None:
    """«создание резервной копии» → «создать резервную копию», «использование CSV» → «использовать CSV»."""
    noun = deed_of(at(document, index, sentence), "Nom")
    if noun is None or noun.doer:
        return None
    verb = noun.verb(perfective=perfective, with_object=True)
    thing = noun_phrase(document, index + 1, "Gen")
    name, counted = at(document, index + 1, sentence), few_things(document, index + 1)
    if counted is not None:
        last, acted = counted
    elif thing is not None and (acc := thing.in_case("Acc")) is not None:
        last, acted = thing.last, acc
    elif name is not None and name.kind == "word" and name.text.isascii():
        last, acted = index + 2, name.text
    else:
        return None
    return (last, f"{verb} {acted}") if verb else None


def few_things(document: Document, index: int) -> tuple[int, str] | None:
    """«трёх файлов» → «три файла», of things."""
    count = document.tokens[index] if index < len(document.tokens) else None
    thing = noun_phrase(document, index + 1, "Gen", tail=False) if count is not None and count.norm in _FEW else None
    if thing is None or count is None or thing.modifiers or thing.parse.feats.get("Animacy") != "Inan" or thing.parse.feats.get("Number") != "Plur":
        return None
    counted = thing.parse.inflect(Case="Gen", Number="Sing")
    gender = thing.parse.feats.get("Gender")
    return (thing.last, f"{_FEW[count.norm][gender == 'Fem']} {counted}") if counted else None

"""Duties and requests put to the client: «Вы должны предъявить» → «Вам нужно предъявить», «требуется паспорт» → «нужен паспорт», «просьба прислать» → «пришлите, пожалуйста,»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.advices import advice
from rewriter.text.plain.copulas import phrase_before
from rewriter.text.plain.denied_deeds import unneeded_deed
from rewriter.text.plain.noun_phrases import noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_ends, norm_at, plainer
from rewriter.text.plain.possibilities import by_somebody, infinitive_before
from rewriter.text.plain.split_actives import LIGHT
from rewriter.text.plain.split_reading import joined
from rewriter.text.plain.verbal_nouns import VerbalNoun, deed_of

WORDS = frozenset(
    "необходимо нужно необходим необходима необходимы должны обязаны надлежит требуется требуются потребуется потребуются просьба просим прошу рекомендуется рекомендовано советуется следует".split()
)
_NEEDED = {"Masc": "нужен", "Fem": "нужна", "Neut": "нужно"}
_SHORT = {"необходим": "нужен", "необходима": "нужна", "необходимы": "нужны"}
# «Вы должны были знать»: blame, and no duty.
_PAST = frozenset("был была было были бы".split())


def obligations(document: Document) -> Iterator[Plainer]:
    """Every duty or request that has a sure repair."""
    for token in document.having(WORDS):
        norm = token.norm
        if norm in ("должны", "обязаны"):
            found = _must(document, token)
        elif norm in ("просьба", "просим", "прошу"):
            found = _request(document, token)
        elif norm in ("рекомендуется", "советуется"):
            found = advice(document, token)
        elif norm in ("необходимо", "нужно"):
            found = _needed_deed(document, token)
        elif norm in _SHORT:
            found = plainer(document, token.index, token.index + 1, _SHORT[norm])
        elif norm in ("надлежит", "следует"):
            # «Из этого следует», «следует учесть» aside, one is told to do something.
            told = _infinitive(at(document, token.index + 1, token.sentence)) or _brought_before(document, token.index)
            found = plainer(document, token.index, token.index + 1, "нужно") if told else None
        elif norm.startswith(("требу", "потребу")):
            found = _required(document, token)
        else:
            found = None
        if found is not None:
            yield found


def _infinitive(token: Token | None) -> bool:
    return token is not None and token.word is not None and "inf" in token.word.tags


def _brought_before(document: Document, index: int) -> bool:
    """«Принести товар следует (в пункт выдачи)»; «что следует из договора» has no verb before."""
    here = document.tokens[index].sentence
    following = at(document, index + 1, here)
    if norm_at(document, index - 1, here) == "не":
        return False  # «удалять не следует» forbids, «не нужно» would free
    return infinitive_before(document, index) and following is not None and following.norm not in ("из", "что", ",", "за")


def _must(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index
    negated = norm_at(document, index - 1, here) == "не"
    first = index - 2 if negated else index - 1
    following = at(document, index + 1, here)
    if (
        norm_at(document, first, here) != "вы"
        or not _infinitive(following)
        or following is None
        or following.norm in _PAST
        or norm_at(document, index + 1, here) == "быть"
    ):
        return None
    if negated and token.norm == "должны":
        return None  # «не должны платить» frees, «не должны передавать» forbids
    you = document.tokens[first].text
    him = ("В" if you[0] == "В" else "в") + "ам"
    return plainer(document, first, index + 1, f"{him} {'не обязательно' if negated else 'нужно'}")


def _required(document: Document, token: Token) -> Plainer | None:
    """«требуется код», «код не требуется», «требуется ввести», «потребуется предъявление паспорта»."""
    here, index = token.sentence, token.index
    future = token.norm.startswith("потреб")
    negated = norm_at(document, index - 1, here) == "не"
    following = at(document, index + 1, here)
    previous = at(document, index - (2 if negated else 1), here)
    if negated and not future and (unneeded := unneeded_deed(document, index - 1, index + 1)) is not None:
        return unneeded
    if _infinitive(following) or infinitive_before(document, index):
        return plainer(document, index, index + 1, "понадобится" if future else "нужно")
    deed = deed_of(following, "Nom")
    if deed is not None and not negated:
        base = _verb_of(deed, following)
        objects, last = joined_objects(document, index + 2, here)
        return (
            plainer(document, index, last, f"{'понадобится' if future else 'нужно'} {base} {objects}")
            if base and objects and not by_somebody(document, last, here)
            else None
        )
    if future:
        return plainer(document, index, index + 1, "понадобятся" if token.norm.endswith("ются") else "понадобится")
    if token.norm.endswith("ются"):
        return plainer(document, index, index + 1, "нужны")
    thing = noun_phrase(document, index + 1, "Nom", tail=False) if following is not None and following.word is not None else None
    if thing is not None and (norm_at(document, thing.last, here) in ("и", "или", "либо")):
        return None
    if thing is None:
        if previous is None or not negated and not _subject(previous):
            return None
        if negated and (
            previous.norm == "ничего"
            or noun_phrase(document, previous.index, "Gen", tail=False) is not None
            and not _subject_in_clause(document, previous.index)
        ):
            return plainer(document, index, index + 1, "нужно")
        thing = phrase_before(document, previous.index)
        if thing is None:
            return None
    return plainer(document, index, index + 1, _NEEDED[thing.agreement["Gender"]]) if thing.agreement["Number"] == "Sing" else None


# Deeds that are asked of the client where they stand behind «необходимо»; these verbs are used for them.
_WHOSE = frozenset("его ее их".split())
_ASKED = {"указание": "указать", "предоставление": "прислать", "представление": "представить", "направление": "отправить"}


def _verb_of(deed: VerbalNoun | None, head: Token | None) -> str | None:
    """What is to be done to the objects behind the verbal noun `head`."""
    told = _ASKED.get(head.norm) if head is not None else None
    return told or (deed.verb(perfective=True, with_object=True) if deed is not None and not deed.doer else None)


def _needed_deed(document: Document, token: Token) -> Plainer | None:
    """«необходимо указание ФИО и адреса» → «нужно указать ФИО и адрес»; where an object is not understood, nothing."""
    here, index = token.sentence, token.index + 1
    head = at(document, index, here)
    if head is None or norm_at(document, token.index - 1, here) == "не":
        return None
    if head.norm in _WHOSE and (deed := deed_of(at(document, index + 1, here), "Nom")) is not None:
        # «необходимо его обновление» → «нужно его обновить»
        told = deed.verb(perfective=True, with_object=True) if not deed.doer and not joined(document, index + 2) else None
        return plainer(document, token.index, index + 2, f"нужно {head.text} {told}") if told else None
    deed = deed_of(head, "Nom")
    base = _verb_of(deed, head)
    if base is None:
        return None
    objects, last = joined_objects(document, index + 1, here)
    if not objects and (several := _several_deeds(document, index, here)) is not None:
        last, told = several
        return plainer(document, token.index, last, f"нужно {told}")
    return plainer(document, token.index, last, f"нужно {base} {objects}") if objects and not by_somebody(document, last, here) else None


def _several_deeds(document: Document, index: int, sentence: int) -> tuple[int, str] | None:
    """«указание номера и предъявление паспорта», «сохранение упаковки и наличие чека» → «указать номер и показать паспорт», «сохранить упаковку и иметь чек»; one past the last of them."""
    said = ""
    while (head := at(document, index, sentence)) is not None:
        base = "иметь" if said and head.norm == "наличие" else _verb_of(deed_of(head, "Nom"), head)
        thing = noun_phrase(document, index + 1, "Gen")
        acted = thing.in_case("Acc") if base is not None and thing is not None else None
        if thing is None or acted is None:
            return None
        said += f"{base} {acted}"
        joint = norm_at(document, thing.last, sentence)
        if joint not in ("и", "или"):
            return (thing.last, said) if clause_ends(document, thing.last) else None
        said, index = f"{said} {joint} ", thing.last + 1
    return None


_PICTURES = frozenset("фотография фото снимок скриншот копия скан скан-копия ксерокопия".split())


def joined_objects(document: Document, index: int, sentence: int) -> tuple[str, int]:
    """The genitives behind a verbal noun as objects of its verb, joined as they are; and one past the last of them."""
    said, pictured = "", False
    while (first := at(document, index, sentence)) is not None:
        if first.text.isupper() and len(first.text) > 1:
            name, last = first.text, index + 1
        else:
            thing = noun_phrase(document, index, "Gen")
            if thing is None or (acted := thing.in_case("Acc")) is None:
                return "", index
            # «Фотографий товара и упаковки»: pictures of both.
            name, last = document.text[first.start : document.tokens[thing.last - 1].end] if pictured else acted, thing.last
            pictured = pictured or not first.lemmas.isdisjoint(_PICTURES) and thing.agreement["Number"] == "Plur" and last > index + 1
        said += name
        joint = at(document, last, sentence)
        if joint is None or joint.norm not in ("и", "или", "либо"):
            return said, last
        following = at(document, last + 1, sentence)
        if (
            following is not None
            and following.word is not None
            and any(p.feats.get("Case") == "Nom" and p.pos == "NOUN" for p in following.word.parses)
            and deed_of(following, "Nom")
        ):
            return "", last  # «подтверждение личности и указание адреса»: a deed more
        said, index = f"{said} {joint.text} ", last + 1
    return "", index


def _subject_in_clause(document: Document, index: int) -> bool:
    """Whether something in the clause up to the token can be the subject."""
    for token in document.tokens[document.sentences[document.tokens[index].sentence].first : index + 1][::-1]:
        if token.kind == "punct" and token.text in ",;:—–(":
            return False
        if (
            token.word is None
            and token.kind == "word"
            or token.word is not None
            and any(p.pos == "NOUN" and p.feats.get("Case") == "Nom" for p in token.word.parses)
        ):
            return True
    return False


def _subject(token: Token) -> bool:
    top = token.word.top if token.word else None
    return top is not None and top.pos == "NOUN" and any(p.feats.get("Case") in ("Nom", "Gen") for p in token.word.parses)  # type: ignore[union-attr]


def _request(document: Document, token: Token) -> Plainer | None:
    """«просьба прислать чек» → «пришлите, пожалуйста, чек»; «просим не звонить» → «пожалуйста, не звоните»."""
    here, first, index = token.sentence, token.index, token.index + 1
    if norm_at(document, first - 1, here) in ("убедительно", "убедительная", "настоятельно", "большая"):
        first -= 1
    if norm_at(document, first - 1, here) == "вас":
        first -= 1
    if norm_at(document, index, here) == "вас":
        index += 1
    if norm_at(document, index, here) == "убедительно":
        index += 1
    negated = norm_at(document, index, here) == "не"
    verb = at(document, index + negated, here)
    if (
        verb is None
        or verb.word is None
        or not (first == document.sentences[here].first or document.tokens[first - 1].kind == "punct" or document.tokens[first - 1].norm == "поэтому")
    ):
        return None
    base = next((p for p in verb.word.parses if p.feats.get("VerbForm") == "Inf" and p.lemma not in LIGHT), None)
    told = base.inflect(VerbForm="Fin", Mood="Imp", Person="2", Number="Plur") if base else None
    if told is None or base is None or base.lemma in ("извинить", "простить"):
        return None
    if _second_request(document, index + negated + 1, here):
        return None
    text = f"пожалуйста, не {told}" if negated else f"{told}, пожалуйста,"
    following = at(document, index + negated + 1, here)
    if not negated and (following is None or following.kind == "punct"):
        text = f"{told}, пожалуйста"
    return plainer(document, first, index + negated + 1, text)


def _second_request(document: Document, index: int, sentence: int) -> bool:
    """«просим прислать чек и указать номер»: the second infinitive hangs on the request, too."""
    return any(_infinitive(t) for t in document.tokens[index : document.sentences[sentence].last])

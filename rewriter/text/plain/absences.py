"""What is not there: «товар отсутствует» → «товара нет», «отсутствует дата» → «нет даты», «согласие, которое отсутствует» → «согласие, которого нет», «сроки неизвестны» → «сроков пока нет»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.plain.copulas import phrase_before
from rewriter.text.plain.long_subjects import subject_before
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, clause_ends, more_said, norm_at, plainer
from rewriter.text.segments import is_predicate

_ABSENT = frozenset("отсутствует отсутствуют отсутствовал отсутствовала отсутствовало отсутствовали".split())
_UNKNOWN = frozenset(("неизвестны", "неизвестен"))
_LEADS_TO = (
    (("из-за",), "отсутствия"),
    (("по", "причине"), "отсутствия"),
    (("ввиду",), "отсутствия"),
    (("вследствие",), "отсутствия"),
    (("в", "связи", "с"), "отсутствием"),
)
WORDS = _ABSENT | frozenset(("неизвестный", "отсутствие"))
_PEOPLE = frozenset("получатель клиент адресат хозяин сотрудник курьер отправитель".split())
_WHICH = {"который": "которого", "которая": "которой", "которое": "которого", "которые": "которых"}
_REACH = 6
_LED = frozenset("отношении части поводу вопросу касательно относительно касаемо".split())


def absences(document: Document) -> Iterator[Plainer]:
    """Every «отсутствует» that «нет» can stand for."""
    for token in document.having(WORDS):
        negated = norm_at(document, token.index - 1, token.sentence) == "не"
        if token.norm in ("отсутствия", "отсутствием"):
            if (reason := _reason(document, token)) is not None:
                yield reason
            continue
        found = _unknown(document, token) if token.norm in _UNKNOWN else _absent(document, token) if token.norm in _ABSENT and not negated else None
        if found is not None:
            yield found


def _reason(document: Document, token: Token) -> Plainer | None:
    """«(отменён) из-за отсутствия товара на складе» → «отменён, потому что товара на складе нет»; where the reason ends the clause."""
    here = token.sentence
    lead = next((words for words, form in _LEADS_TO if form == token.norm and _stands(document, token.index - len(words), words)), None)
    thing = noun_phrase(document, token.index + 1, "Gen") if lead is not None else None
    if lead is None or thing is None or thing.parse.feats.get("Animacy") == "Anim":
        return None
    first = token.index - len(lead)
    last = thing.last
    while not clause_ends(document, last):
        word = document.tokens[last].word
        if word is None or word.top is None or word.predicative or word.top.pos in ("VERB", "CCONJ", "SCONJ", "PRON", "ADV"):
            return None
        last += 1
    before = document.tokens[first - 1] if first > document.sentences[here].first else None
    ended = last >= len(document.tokens) or document.tokens[last].sentence != here or document.tokens[last].text in ".;!?…)"
    if before is None or before.kind == "punct" or not ended or {"что", "поскольку"} & {t.norm for t in document.of(document.sentences[here])}:
        return None
    told = thing.in_case("Gen")
    tail = document.text[thing.end : document.tokens[last - 1].end]
    return plainer(document, first - 1, last, f"{before.text}, потому что {told}{tail} нет") if told else None


def _stands(document: Document, first: int, words: tuple[str, ...]) -> bool:
    return first >= 0 and tuple(t.norm for t in document.tokens[first : first + len(words)]) == words


def _unknown(document: Document, token: Token) -> Plainer | None:
    """«Сроки (пока) неизвестны» says of us that we do not know; «сроков пока нет» of the terms that there are none yet."""
    here, index = token.sentence, token.index
    first = index - 1 - (norm_at(document, index - 1, here) == "пока")
    if norm_at(document, first, here) not in ("срок", "сроки") or not clause_ends(document, index + 1):
        return None
    term = document.tokens[first]
    said = "сроков" if term.norm == "сроки" else "срока"
    return plainer(document, first, index + 1, f"{said.capitalize() if term.capital else said} пока нет")


def _absent(document: Document, token: Token) -> Plainer | None:
    here, index = token.sentence, token.index
    gone = "нет" if token.norm.endswith("т") else "не было"
    thing = noun_phrase(document, index + 1, "Nom")
    if thing is not None and _agrees(token, thing) and thing.head.norm != "дома":
        if thing.parse.lemma == "возможность" or norm_at(document, thing.last, here) in ("и", "или", "либо") or thing.parse.lemma in _PEOPLE:
            return None
        told = thing.in_case("Gen")
        return plainer(document, index, thing.last, f"{gone} {told}") if told else None
    if index == document.sentences[here].first:
        return None
    if (which := _which(document, token, gone)) is not None:
        return which
    found, middle = phrase_before(document, index - 1), ""
    if found is None:
        found, middle = _with_middle(document, token)
    if found is not None and found.first and (norm_at(document, found.first - 1, here) in _LED or _modified(document.tokens[found.first - 1], here)):
        # «В отношении (детской) свечи ограничения отсутствуют»: the first noun belongs to what leads it.
        found = noun_phrase(document, index - 1, "Nom") if not middle else None
        if found is not None and (found.last != index or not _agrees(token, found)):
            found = None
    if found is None or _somebody(found) or _joined(document, found) or _carried(document, index + 1):
        return None
    told = found.in_case("Gen")
    return plainer(document, found.first, index + 1, f"{told}{middle} {gone}") if told else None


def _modified(before: Token, sentence: int) -> bool:
    """«детской (одежды)»: an adjective that the phrase did not take along stands in another case."""
    top = before.word.top if before.word is not None and before.sentence == sentence else None
    return top is not None and top.pos in ("ADJ", "DET") and top.feats.get("Variant") != "Short"


def _joined(document: Document, found: NounPhrase) -> bool:
    """«Скидки на аксессуары и чехлы отсутствуют»: what stands behind «и» is no clause of its own."""
    before = document.tokens[found.first - 1] if found.first else None
    if before is None or before.sentence != found.head.sentence or before.norm != "и":
        return False
    return not any(is_predicate(t) for t in document.tokens[document.sentences[before.sentence].first : before.index])


def _somebody(found: NounPhrase) -> bool:
    return found.parse.lemma in _PEOPLE or found.parse.feats.get("Animacy") == "Anim"


def _which(document: Document, token: Token, gone: str) -> Plainer | None:
    """«согласие, которое в Вашей карте отсутствует» → «согласие, которого в Вашей карте нет»."""
    here, index = token.sentence, token.index
    for begin in range(index - 1, max(document.sentences[here].first, index - _REACH), -1):
        which = document.tokens[begin]
        if which.text in ",;:—–(":
            return None
        if which.norm in _WHICH and document.tokens[begin - 1].text == ",":
            of = document.tokens[begin - 2].word
            if of is None or any(p.feats.get("Animacy") == "Anim" for p in of.parses if p.pos == "NOUN") or _carried(document, index + 1):
                return None
            middle = document.text[which.end : document.tokens[index - 1].end] if index - 1 > begin else ""
            return plainer(document, begin, index + 1, f"{_WHICH[which.norm]}{middle} {gone}")
    return None


def _agrees(verb: Token, thing: NounPhrase) -> bool:
    """Whether the phrase behind can be the verb's subject: «отсутствует дата», not «получатель отсутствовал дома»."""
    number, gender = thing.agreement["Number"], thing.agreement.get("Gender", "")
    if verb.norm.endswith(("ют", "ли")) != (number == "Plur"):
        return False
    return number == "Plur" or verb.norm.endswith("т") or verb.norm.endswith({"Masc": "л", "Fem": "ла", "Neut": "ло"}[gender])


def _with_middle(document: Document, token: Token) -> tuple[NounPhrase | None, str]:
    """«прямая интеграция с 1С отсутствует»: the phrase, and what stands between it and the verb."""
    subject = subject_before(document, token.index, plural=token.norm.endswith(("ют", "ли")))
    if subject is None or subject.phrase is None or subject.joined or subject.inserted:
        return None, ""
    between = subject.between
    lead = between[0].word if between else None
    # «размер 40 в цвете «графит»»
    led = between and (between[0].kind == "number" or lead is not None and lead.top is not None and lead.top.pos in ("ADP", "ADV"))
    if between and not led or any(t.kind == "punct" and t.text not in "«»№" for t in between):
        return None, ""
    if not between:
        return subject.phrase, ""
    return subject.phrase, document.text[subject.phrase.end : document.tokens[token.index - 1].end]


def _carried(document: Document, index: int) -> bool:
    """«отсутствует и не ожидается»."""
    return not clause_ends(document, index) and more_said(document, index)

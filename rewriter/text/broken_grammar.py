"""Grammar that a replacement or a cut has broken.

A preposition with the wrong case, a subject whose predicate is of another gender, a participle whose noun is gone: only what no reading of the words allows: a form that might be right is right. People's own slips are none of this module's business; whoever asks leaves
out what the draft says in the same words.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rewriter.text.clauses import clauses
from rewriter.text.document import Document, Token

_GEN, _DAT, _ACC, _INS, _LOC = "Gen", "Dat", "Acc", "Ins", "Loc"
_GOVERNS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        "без для до из из-за из-под от ото у около после кроме ради вместо среди против вследствие ввиду посредством".split(), frozenset((_GEN, "Par"))
    ),
    **dict.fromkeys("к ко благодаря вопреки".split(), frozenset((_DAT,))),
    **dict.fromkeys("над перед".split(), frozenset((_INS,))),
    **dict.fromkeys("про через сквозь".split(), frozenset((_ACC,))),
    **dict.fromkeys("при".split(), frozenset((_LOC,))),
    **dict.fromkeys("в во на о об".split(), frozenset((_ACC, _LOC))),
    **dict.fromkeys("за под".split(), frozenset((_ACC, _INS))),
    **dict.fromkeys("по".split(), frozenset((_DAT, _ACC, _LOC))),
    **dict.fromkeys("с со".split(), frozenset((_GEN, _INS, _ACC))),
}
_NOMINAL = frozenset(("NOUN", "ADJ", "DET", "PRON"))  # numerals agree in ways of their own


def broken(document: Document) -> Iterator[tuple[int, int]]:
    """Spans of two to four words that no reading makes fit."""
    yield from _stranded(document)
    yield from _headless(document)
    for first, second in pairwise(document.tokens):
        if first.sentence != second.sentence or second.start - first.end != 1:
            continue
        last = _ill_governed(document, first, second) if first.norm in _GOVERNS else _other_gender(document, first)
        if last is not None:
            yield first.start, last.end


def _stranded(document: Document) -> Iterator[tuple[int, int]]:
    """«Авария произошла, повредившей кабель»: a participle behind its comma that agrees with nothing before it."""
    for token in document.words:
        comma = token.index - 1 - (token.index > 0 and document.tokens[token.index - 1].norm == "не")
        first = document.sentences[token.sentence].first
        if comma <= first or document.tokens[comma].text != "," or "participle" not in token.tags:
            continue
        forms = _agreements(token)
        if not forms or any(p.feats.get("VerbForm") != "Part" or p.feats.get("Variant") == "Short" for p in token.word.parses):  # type: ignore[union-attr]
            continue
        before, ahead = document.tokens[first:comma], document.tokens[token.index + 1 : document.sentences[token.sentence].last]
        noun = next((i for i, t in enumerate(ahead[:3]) if "noun" in t.tags), -1)
        if any("pron" in t.tags for t in before) or any(not forms.isdisjoint(_agreements(t)) for t in ahead[: noun + 1] if t.word is not None):
            continue  # of whom a pronoun tells no gender; «…, закрывающие документы»
        if any(t.kind in ("code", "link", "email") or t.text in '«»"' or t.word is not None and (not t.word.known or t.text.isupper()) for t in before):
            continue
        if _of_several(before, forms):
            continue
        if all(forms.isdisjoint(_agreements(t)) for t in before if t.word is not None):
            behind = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else token
            yield token.start, (behind if behind.kind == "word" and behind.sentence == token.sentence else token).end


# These need nobody: «придётся подождать», «кажется, всё готово».
_IMPERSONAL = frozenset(
    "придется получится удастся остается кажется хочется требуется говорится сообщается разрешается запрещается допускается рекомендуется приходится удается предполагается планируется указывается случается касается "
    "понадобится потребуется нравится имеется окажется оказывается считается полагается ожидается относится подразумевается значится числится бывает выходит разумеется спрашивается обойдется".split()
)


def _headless(document: Document) -> Iterator[tuple[int, int]]:
    """«До истечения срока производится нажатием на кнопку», «…, после которых отправлений возвращается»: a verb and nothing that it could be said of."""
    for sentence in document.sentences:
        parts = clauses(document, sentence.index)
        for at, part in enumerate(parts):
            if at and not any(t.is_("который") for t in part[:3]):
                continue  # what it is said of may stand in the clause before
            verb = next((t for t in part if _of_something(t)), None)
            # «Восстанавливается владельцем»: what, the sentence before has told.
            if verb is None or verb is part[0] or any(t is not verb and _may_be_subject(t) for t in _without_names(part)):
                continue
            yield part[0].start, verb.end


def _without_names(part: tuple[Token, ...]) -> Iterator[Token]:
    """The tokens without a name in quotation marks that belongs to the noun before it: «выбором пункта «Удалить для всех»»."""
    named = False
    for before, token in pairwise((part[0], *part)):
        if token.text == "«" and before.word is not None and before.word.known and "noun" in before.tags and not _may_be_subject(before):
            named = True
        if not named:
            yield token
        named = named and token.text != "»"


def _of_something(token: Token) -> bool:
    top = token.word.top if token.word is not None and token.norm.endswith("ся") and token.norm not in _IMPERSONAL else None
    # «Вернётся» and «уволится» are said of whom the talk is of.
    return top is not None and top.pos == "VERB" and top.feats.get("Tense") == "Pres" and (top.feats.get("Person"), top.feats.get("Number")) == ("3", "Sing")


def _may_be_subject(token: Token) -> bool:
    """Whether the token could be the subject, or says that none is wanted: «не», an infinitive, a name, a code."""
    if token.kind in ("number", "code", "link", "email") or token.text in '«»"' or token.norm in ("не", "что", "как") or "inf" in token.tags:
        return True
    if token.kind != "word":
        return False
    unsure = token.word is None or not token.word.known or token.text.isupper() or token.text.isascii()
    return unsure or any(p.feats.get("Case") == "Nom" and p.feats.get("Number", "Sing") == "Sing" for p in token.word.parses)  # type: ignore[union-attr]


def _of_several(before: tuple[Token, ...], forms: frozenset[tuple[str, str]]) -> bool:
    """«прививки и вакцинации, сделанных …»: a plural that agrees with two nouns of its case together."""
    cases = {case for case, number in forms if number == "Plur"}
    nouns = [t for t in before if "noun" in t.tags and any(case in cases for case, _ in _agreements(t))]
    return len(nouns) > 1 and any(t.norm in ("и", "или", "либо") for t in before)


def _agreements(token: Token) -> frozenset[tuple[str, str]]:
    """Case with number and, in the singular, gender, that the form may have; the accusative also with what tells the living from things."""
    found = set()
    for parse in token.word.parses if token.word is not None else ():
        case, number, gender = (parse.feats.get(k) for k in ("Case", "Number", "Gender"))
        if case is None:
            continue
        cases = [case] if case != _ACC else [f"{case} {a}" for a in ([parse.feats["Animacy"]] if "Animacy" in parse.feats else ["Anim", "Inan"])]
        for told in cases:
            if number == "Plur" or number is None:
                found.add((told, "Plur"))
            if number != "Plur":
                # Numerals tell no gender: any will do.
                found.update((told, g) for g in ((gender,) if gender else ("Masc", "Fem", "Neut")))
    return frozenset(found)


def _ill_governed(document: Document, preposition: Token, token: Token) -> Token | None:
    if preposition.norm == "за" and any(t.norm == "что" for t in document.tokens[max(0, preposition.index - 2) : preposition.index]):
        return None  # «что это за ошибка»
    behind = document.tokens[token.index + 1] if token.index + 1 < len(document.tokens) else None
    if preposition.norm == "после" and behind is not None and "verb" in behind.tags:
        return None  # «сперва отмена, после карта отвязывается»: then
    return token if _wrong_case(preposition.norm, token) else _wrong_partner(document, preposition.norm, token)


def _cases(token: Token) -> frozenset[str] | None:
    """The cases that the form may stand in; None where it may be no noun or adjective at all, or is one that nobody can tell."""
    word = token.word
    if word is None or not word.known or not word.parses or not token.text.islower():
        return None
    found = set()
    for parse in word.parses:
        case = parse.feats.get("Case")
        if case is None or (parse.pos not in _NOMINAL and parse.feats.get("VerbForm") != "Part"):
            return None
        found.add(case)
    return frozenset(found)


def _wrong_case(preposition: str, token: Token) -> bool:
    cases = _cases(token)
    if cases is None or not cases.isdisjoint(_GOVERNS[preposition]):
        return False
    # «перевести в участники», «ждём в гости»
    return preposition not in ("в", "во") or not token.word.readings("NOUN", Case="Nom", Number="Plur")  # type: ignore[union-attr]


def _wrong_partner(document: Document, preposition: str, token: Token) -> Token | None:
    """«по доверенности и документа»: the second of two nouns stands in a case that neither the first nor a word before can have."""
    if token.index + 2 >= len(document.tokens) or token.index < 2 or "noun" in document.tokens[token.index - 2].tags:
        return None
    joint, other = document.tokens[token.index + 1 : token.index + 3]
    if joint.norm not in ("и", "или") or other.sentence != token.sentence or not (_is_noun(token) and _is_noun(other)):
        return None
    one, two = _cases(token), _cases(other)
    behind = document.tokens[other.index + 1] if other.index + 1 < len(document.tokens) else None
    if (
        one is None
        or two is None
        or not (one & _GOVERNS[preposition]).isdisjoint(two)
        or two & {"Nom", _ACC}
        or (behind is not None and behind.text not in ".,;!?")
    ):
        return None
    return other


def _is_noun(token: Token) -> bool:
    return token.word is not None and all(p.pos == "NOUN" for p in token.word.parses)


def _other_gender(document: Document, token: Token) -> Token | None:
    """«отправление не доставлена»: a noun that can be nothing but a subject, and the predicate right behind it."""
    word, opens = token.word, document.sentences[token.sentence].first == token.index
    if word is None or not word.known or not word.parses or not (token.text.islower() or (opens and token.text[1:].islower())):
        return None
    if not all(p.pos == "NOUN" and p.feats.get("Case") in ("Nom", _ACC) and p.feats.get("Number") == "Sing" for p in word.parses):
        return None
    genders = {p.feats.get("Gender") for p in word.parses}
    if len(genders) != 1 or None in genders or (not opens and _led(document, token)):
        return None
    rest = [t for t in document.tokens[token.index + 1 : token.index + 3] if t.norm != "не" and t.sentence == token.sentence]
    predicate = rest[0] if rest else None
    if predicate is None or predicate.word is None or not predicate.word.known or predicate.index - token.index > 2:
        return None
    if predicate.index - token.index == 2 and document.tokens[token.index + 1].norm != "не":
        return None
    said = set()
    for parse in predicate.word.parses:
        if parse.feats.get("VerbForm") != "Part" or parse.feats.get("Variant") != "Short" or parse.feats.get("Number") != "Sing" or "Gender" not in parse.feats:
            return None
        said.add(parse.feats["Gender"])
    return predicate if said and said.isdisjoint(genders) else None


def _led(document: Document, noun: Token) -> bool:
    """«(заказ на) Ваше имя не обнаружен»: what leads may stand before the noun's own word."""
    before = document.tokens[noun.index - 1]
    if before.is_("ваш", "этот") and before.index:
        return "prep" in document.tokens[before.index - 1].tags
    return _leads(before)


def _leads(token: Token) -> bool:
    """Whether the word before makes the noun an object or a part of something else: a preposition, a verb, another noun."""
    return token.kind == "word" and token.norm not in ("и", "но", "а", "что", "если", "ваш", "ваше", "ваша", "это", "этот", "эта", "однако", "поэтому", "когда")

"""Conditions with a noun: «в случае возникновения вопросов» → «если появятся вопросы», «при отсутствии паспорта» → «без паспорта»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import inflect
from rewriter.text.plain.noun_phrases import NounPhrase, noun_phrase
from rewriter.text.plain.plainer import Plainer, at, clause_begins, clause_ends, norm_at, plainer
from rewriter.text.plain.verbal_nouns import conjugated, deed_of

# Only what `meaning-kept` knows for the same thing. «При неоплате заказа» → «если не оплатить заказ»; what comes by itself has its own verb.
_NOT_DONE = {
    "непредоставлении": "прислать", "непредставлении": "прислать", "неоплате": "оплатить", "невнесении": "внести", "непродлении": "продлить",
    "незаполнении": "заполнить", "невыполнении": "выполнить", "несоблюдении": "соблюсти", "неподтверждении": "подтвердить", "неотправке": "отправить", "невозврате": "вернуть",
}  # fmt: skip
# «При неработоспособности компьютера» → «если компьютер не работает».
_STATES = {"неработоспособности": "работать", "нефункционировании": "работать"}
WORDS = (
    frozenset("необходимости случае отсутствии наличии возникновении появлении обнаружении предъявлении недоступности непоступлении неполучении".split())
    | _NOT_DONE.keys()
    | _STATES.keys()
)
_APPEARING = {
    "возникновение": "появиться",
    "появление": "появиться",
    "обнаружение": "обнаружиться",
    "наступление": "наступить",
    "изменение": "измениться",
    "повреждение": "",
    "сохранение": "остаться",
}
_NOT_COME = frozenset(("неполучение", "непоступление", "неприход"))
_COMING = frozenset("код письмо смс сообщение уведомление деньги средство ответ чек ссылка перевод платеж".split())
# Money is still on its way: «если деньги не придут».
_PAID = frozenset("деньги средство возврат платеж перевод".split())
_SENT = frozenset("отправление посылка заказ бандероль товар возврат оплата".split())
# What one takes along: «без паспорта», «с паспортом», «по паспорту».
_PAPERS = frozenset(
    "паспорт чек документ доверенность удостоверение квитанция согласие справка карта код договор талон полис квиток накладная штрихкод упаковка бирка".split()
)
# «В герметичной упаковке», not «с».
_WRAPS = frozenset("герметичный плотный прочный жесткий жёсткий защитный заводской оригинальный исходный".split())
# «в том числе», «только», «лишь» belong to the condition: the comma would go before them.
_CLINGING = frozenset("числе только лишь даже именно и или либо а исключительно не также".split())
_STOPS = frozenset("который если чтобы что когда".split())
_BEGINS_MAIN = frozenset("вы мы он она оно они его ее их вам пожалуйста нужно можно необходимо просим просьба стоит советуем целесообразно следует".split())


def conditions(document: Document) -> Iterator[Plainer]:
    """Every condition with a noun that has a sure repair."""
    for token in document.having(WORDS):
        before = norm_at(document, token.index - 1, token.sentence)
        found: Plainer | None = None
        if token.norm == "возникновении" and before == "повторном" and norm_at(document, token.index - 2, token.sentence) == "при":
            thing = noun_phrase(document, token.index + 1, "Gen")
            found = _if(document, token.index - 2, thing, _happens("повториться", thing, "Fut"), subject_first=True) if thing is not None else None
        elif token.norm == "случае" and before == "в":
            found = _in_case(document, token)
        elif token.norm == "необходимости":
            found = _need(document, token)
        elif before == "при":
            found = _with_or_without(document, token)
        if found is not None:
            yield found


def _in_case(document: Document, token: Token) -> Plainer | None:
    first, index = token.index - 1, token.index + 1
    noun = at(document, index, token.sentence)
    if noun is None or noun.word is None:
        return None
    lemma = next((p.lemma for p in noun.word.parses if p.pos == "NOUN" and p.feats.get("Case") == "Gen" and p.feats.get("Number") == "Sing"), None)
    if lemma == "отсутствие":
        return _absent(document, first, index + 1)
    if lemma == "наличие":
        return _present(document, first, index + 1)
    thing = noun_phrase(document, index + 1, "Gen")
    if lemma in _NOT_COME and thing is not None and thing.head.lemmas & _COMING:
        return _if(document, first, thing, _happens("прийти", thing, "Fut" if thing.head.lemmas & _PAID else "Past"), negated=True)
    if lemma in _APPEARING and thing is not None and (verb := _APPEARING[lemma]):
        return _if(document, first, thing, _happens(verb, thing, "Fut"), subject_first=verb in ("измениться", "остаться"))
    # «в случае задержки» → «при задержке», with all that hangs on it.
    whole = noun_phrase(document, index, "Gen", tail=False)
    if whole is None or whole.parse.lemma in ("необходимость", "чего", "неявка"):
        return None
    told = whole.in_case("Loc")
    joint = norm_at(document, whole.last, token.sentence)
    if joint not in ("и", "или", "либо"):
        return plainer(document, first, whole.last, f"при {told}") if told else None
    # «в случае брака или ошибки»
    other = noun_phrase(document, whole.last + 1, "Gen", tail=False)
    also = other.in_case("Loc") if other is not None else None
    return plainer(document, first, other.last, f"при {told} {joint} {also}") if other is not None and told and also else None


def _need(document: Document, token: Token) -> Plainer | None:
    """«При необходимости получения бумажной копии» → «если нужно получить бумажную копию,»."""
    here, index = token.sentence, token.index
    first = index - 1 if norm_at(document, index - 1, here) == "при" else index - 2
    if first != index - 1 and (norm_at(document, first, here), norm_at(document, first + 1, here)) != ("в", "случае"):
        return None
    noun = deed_of(at(document, index + 1, here), "Gen")
    verb = noun.verb(perfective=True, with_object=True) if noun is not None and not noun.doer else None
    thing = noun_phrase(document, index + 2, "Gen") if verb is not None else None
    if thing is None or norm_at(document, thing.last, here) in ("и", "или", "либо"):
        return None
    return _if(document, first, thing, f"нужно {verb}", case="Acc")


def _with_or_without(document: Document, token: Token) -> Plainer | None:
    first, index = token.index - 1, token.index + 1
    if token.norm == "отсутствии":
        return _absent(document, first, index)
    if token.norm == "наличии":
        return _present(document, first, index)
    thing = noun_phrase(document, index, "Gen")
    if token.norm == "предъявлении":
        papers = _papers(document, index, "Dat")
        by_proxy = document.tokens[document.sentences[token.sentence].first : first]
        if papers is not None and any(t.is_("доверенность") and document.tokens[t.index - 1].norm == "по" for t in by_proxy if t.index):
            return None  # «по доверенности, …, по паспорту» would be one or the other
        return plainer(document, first, papers[1], f"по {papers[0]}") if papers is not None else None
    if thing is None:
        return None
    if token.norm in ("непоступлении", "неполучении"):
        return _if(document, first, thing, _happens("прийти", thing, "Fut"), negated=True) if thing.head.lemmas & (_COMING | _SENT) else None
    if token.norm in _NOT_DONE:
        return _if(document, first, thing, _NOT_DONE[token.norm], case="Acc", negated=True)
    if token.norm in _STATES:
        number = thing.agreement["Number"]
        return _if(document, first, thing, conjugated(_STATES[token.norm], VerbForm="Fin", Mood="Ind", Tense="Pres", Person="3", Number=number), negated=True)
    if token.norm == "недоступности":
        return _if(document, first, thing, inflect("недоступный", Variant="Short", **thing.agreement), subject_first=True)
    verb = "обнаружиться" if token.norm == "обнаружении" else "появиться"
    return _if(document, first, thing, _happens(verb, thing, "Fut"))


def _absent(document: Document, first: int, index: int) -> Plainer | None:
    """«без паспорта»; «если кода нет» where a comma can stand."""
    thing = noun_phrase(document, index, "Gen", tail=False)
    if thing is None or thing.head.norm in ("их", "его"):
        return None
    if thing.parse.lemma in _PAPERS - {"код"} or thing.head.norm in ("необходимости",):
        return plainer(document, first, index, "без")
    whole = noun_phrase(document, index, "Gen")
    return _if(document, first, whole, "нет", case="Gen", subject_first=True) if whole is not None else None


def _present(document: Document, first: int, index: int) -> Plainer | None:
    """«с паспортом»; «если есть вопросы»."""
    thing = noun_phrase(document, index, "Gen")
    if thing is None:
        return _with_what_follows(document, first, index)
    if thing.parse.lemma in _PAPERS:
        if thing.parse.lemma == "упаковка" and any(not t.lemmas.isdisjoint(_WRAPS) for t in thing.modifiers):
            place = thing.in_case("Loc")
            return plainer(document, first, thing.last, f"в {place}") if place and norm_at(document, thing.last, thing.head.sentence) != "и" else None
        papers = _papers(document, index, "Ins")
        return plainer(document, first, papers[1], f"{_with(papers[0])} {papers[0]}") if papers is not None else None
    return _if(document, first, thing, "есть")


def _with_what_follows(document: Document, first: int, index: int) -> Plainer | None:
    """«В случае наличия доверенности, удостоверенной у нотариуса» → «с доверенностью, удостоверенной …»: of the feminine the participle has one form for both cases."""
    thing = noun_phrase(document, index, "Gen", tail=False)
    if (
        thing is None
        or thing.parse.lemma not in _PAPERS
        or thing.agreement.get("Gender") != "Fem"
        or not norm_at(document, thing.last + 1, thing.head.sentence).endswith("ой")
    ):
        return None
    told = thing.in_case("Ins")
    return plainer(document, first, thing.last, f"{_with(told)} {told}") if told else None


def _papers(document: Document, index: int, case: str) -> tuple[str, int] | None:
    """«доверенности и документа, удостоверяющего личность» in the case that the new preposition asks for, and one past its end; all of it or none."""
    told = ""
    while True:
        thing = noun_phrase(document, index, "Gen")
        qualified = None
        if thing is None and (thing := noun_phrase(document, index, "Gen", tail=False)) is not None:
            qualified = _qualified(document, thing, case)
            if qualified is None:
                return None
        form = thing.in_case(case) if thing is not None and thing.parse.lemma in _PAPERS else None
        if thing is None or form is None:
            return None
        told, last = f"{told}{form}", thing.last
        if qualified is not None:
            told, last = f"{told}, {qualified}", last + 2
            if _one_more(document, last, thing.head.sentence):
                return None
        behind = at(document, last, thing.head.sentence)
        if behind is None or behind.norm not in ("и", "или", "либо"):
            return told, last
        following = at(document, last + 1, thing.head.sentence)
        if following is None or following.norm == "не" or following.word is not None and following.word.top is not None and following.word.top.pos == "VERB":
            return told, last  # «… и не суммируется»: another predicate
        told, index = f"{told} {behind.text} ", last + 1


def _one_more(document: Document, index: int, sentence: int) -> bool:
    """«доверенности, удостоверенной нотариально, и паспорта»: a paper behind the participle, whose case would have to change as well."""
    for token in document.tokens[index : document.sentences[sentence].last]:
        if token.norm in ("и", "или", "либо") and (following := at(document, token.index + 1, sentence)) is not None and following.lemmas & _PAPERS:
            return True
    return False


def _qualified(document: Document, thing: NounPhrase, case: str) -> str | None:
    """«удостоверяющего» of «документа, удостоверяющего личность», in the other case."""
    comma, token = at(document, thing.last, thing.head.sentence), at(document, thing.last + 1, thing.head.sentence)
    if comma is None or comma.text != ",":
        return None
    for parse in token.word.parses if token is not None and token.word is not None else ():
        if parse.feats.get("VerbForm") == "Part" and parse.feats.get("Case") == "Gen" and parse.feats.get("Variant") != "Short":
            number = parse.feats.get("Number", "Sing")
            gender = {"Gender": thing.parse.feats.get("Gender", "Masc")} if number == "Sing" else {}
            return parse.inflect(Case=case, Number=number, **gender)
    return None


def _with(word: str) -> str:
    return "со" if word[:1].lower() in "сзшж" and word[1:2] not in "аеёиоуыэюя" else "с"


def _happens(verb: str, thing: NounPhrase, tense: str) -> str | None:
    agreement = {"Number": "Plur"} if thing.money else thing.agreement
    if tense == "Past":
        return conjugated(verb, VerbForm="Fin", Mood="Ind", Tense="Past", **agreement)
    return conjugated(verb, VerbForm="Fin", Mood="Ind", Tense="Fut", Person="3", Number=agreement["Number"])


def _if(
    document: Document, first: int, thing: NounPhrase, verb: str | None, *, case: str = "Nom", negated: bool = False, subject_first: bool = False
) -> Plainer | None:
    """«если …» at the beginning of a clause, or at its end behind a comma; None where it stands in the middle."""
    name = thing.in_case(case)
    if verb is None or name is None:
        return None
    told = (
        f"если {'не ' if negated else ''}{verb} {name}"
        if case == "Acc"
        else f"если {name} не {verb}"
        if negated
        else f"если {name} {verb}"
        if subject_first
        else f"если {verb} {name}"
    )
    tokens = document.tokens
    last = _with_adjunct(document, thing.last, tokens[first].sentence)
    adjunct = document.text[thing.end : tokens[last - 1].end]
    # «если доступа к почте нет»: what belongs to the noun stays with it.
    told = f"если {name}{adjunct} {verb}" if subject_first and adjunct else told + adjunct
    following = at(document, last, tokens[first].sentence)
    if following is not None and following.norm in ("и", "или", "либо"):
        return None
    if clause_begins(document, first):
        if following is None or following.lemmas & _STOPS or following.text in ".,;!?":
            return plainer(document, first, last, told) if following is not None and following.text == "," and _main(document, following) else None
        before = tokens[first - 1] if first > document.sentences[tokens[first].sentence].first else None
        if before is not None and before.norm in ("и", "а", "но", "что"):
            return None
        if not starts_main(following):
            return None
        return plainer(document, first, last, told + ",")
    before = tokens[first - 1]
    if clause_ends(document, last) and before.norm not in _CLINGING:
        return plainer(document, before.index, last, f"{before.text}, {told}")
    return None


def _with_adjunct(document: Document, last: int, sentence: int) -> int:
    """One past «на складе», «с оплатой» behind the noun, if such words stand there."""
    lead = at(document, last, sentence)
    if lead is None or lead.word is None or lead.word.top is None or lead.word.top.pos != "ADP":
        return last
    if lead.norm in ("до", "после", "с", "к") and (day := at(document, last + 1, sentence)) is not None and day.kind == "number":
        month = at(document, last + 2, sentence)
        return last + 3 if month is not None and month.kind == "word" and month.start - day.end == 1 else last + 2
    found = (noun_phrase(document, last + 1, case, tail=False) for case in ("Loc", "Ins", "Gen", "Acc", "Dat"))
    return next((f.last for f in found if f is not None), last)


def _main(document: Document, comma: Token) -> bool:
    following = at(document, comma.index + 1, comma.sentence)
    return following is not None and starts_main(following)


def starts_main(token: Token) -> bool:
    """What the main clause may begin with, and what cannot belong to the noun before it."""
    word = token.word
    if word is None or word.top is None:
        return False
    if token.norm in _BEGINS_MAIN:
        return True
    if word.top.pos in ("VERB", "AUX") and word.top.feats.get("VerbForm") == "Fin":
        return True
    return word.top.pos in ("NOUN", "DET", "ADJ") and word.top.feats.get("Case") == "Nom" and not any(p.feats.get("Case") == "Gen" for p in word.parses)

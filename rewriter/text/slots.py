"""The place in a sentence that a replacement has to fit, told by what stands around it: for abbreviations and words that no dictionary has."""

from __future__ import annotations

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.in_context import CASE_OF, parse_in_context

_MOTION = frozenset(
    "прибыть поступить прийти приехать доставить доставлять направить направлять передать передавать отправить отправлять привезти вернуть вернуться подойти обратиться обращаться зайти переслать следовать ехать "
    "прибывать поступать приходить доставляться направляться перенаправить перевезти отвезти принести подъехать сдать попасть идти возвратить прибытие поступление доставка отправка позвонить "
    "перемещаться переместиться направиться прийтись завезти отнести обратно сдача передача перевозка перемещение переместить отгрузка отгрузить возврат добавить добавлять включить внести занести записать перенести перенос уйти уехать уходить уезжать приезжать переезжать возвращаться отправляться отбывать эскалировать явиться вход войти зайти проследовать отправиться "
    "перевести перевод переводить переводиться переадресовать переадресовывать переадресация перенаправлять перенаправление пересылать пересылка переслаться досылать дослать досыл".split()
)
# «Оформляйте возврат в ЛК»: where it is done, though a return goes somewhere.
_DONE_THERE = frozenset("оформить оформлять создать создавать заполнить заполнять указать указывать найти посмотреть смотреть видеть проверить выбрать".split())
# «Смена способа получения на ПВЗ»: what it is changed to.
_CHANGED = frozenset(
    "смена сменить сменять менять поменять изменение изменить изменять измениться замена заменить переключить переключение перевод перевести перевестись переадресация переадресовать".split()
)
_GIVEN_TO = frozenset(
    "передать передавать направить направлять сообщить сообщать отправить отправлять позвонить звонить написать адресовать поручить помочь".split()
)
# What is told or sent, and who acts: an abbreviation behind a verb is the one or the other.
_THINGS = frozenset("номер трек-номер штрихкод код отправление письмо подпись платеж товар обращение ошибка".split())
_TAKEN_BY = frozenset("принятие приемка прием получение рассмотрение проверка обработка подтверждение".split())
_RECEIVERS = frozenset("пункт отделение почта банк магазин".split())
_ACTORS = frozenset("служба руководитель специалист поддержка отдел управление склад центр компания продавец".split())


def _partner(document: Document, sentence: list[Token] | tuple[Token, ...], at: int) -> str | None:
    """«посредством сайта либо МП»: the case that the preposition asks of both; None where nothing is joined under one."""
    if (
        at < 3
        or sentence[at - 1].norm not in ("и", "или", "либо")
        or "prep" not in sentence[at - 3].tags
        and sentence[at - 3].norm not in ("посредством", "помощью")
    ):
        return None
    context = parse_in_context(document, sentence[at - 2])
    return context.feats.get("Case") if context is not None and context.pos == "NOUN" else None


def slot_of(document: Document, token: Token, head: str = "") -> dict[str, str] | None:
    """The case that the place of an indeclinable abbreviation asks for; `head`: the noun that comes in its stead."""
    sentence = document.of(document.sentences[token.sentence])
    at = next(i for i, t in enumerate(sentence) if t.index == token.index)
    if _done_by(document, sentence, at):
        return {"Case": "Ins", "Number": "Sing"}
    return _slot(document, sentence, at, head)


_A_YEAR = 4


def _counts(token: Token) -> bool:
    """«5 ОПС» is a count, «31.12.2026 ОПС …» begins anew behind a date."""
    return token.kind == "number" and token.text.isdigit() and len(token.text) < _A_YEAR


def _into_or_in(sentence: tuple[Token, ...], at: int, preposition: str) -> str:
    """«Переадресован в ПВЗ», «хранится в ПВЗ»."""
    leading = _MOTION | _CHANGED if preposition == "на" else _MOTION
    moved = any(t.word and t.lemmas & leading for t in sentence[max(0, at - 5) : at - 1]) or any(
        t.word and t.lemmas & _MOTION for t in sentence[at + 1 : at + 2]
    )
    # «Заявка оформлена, направлена в УКК»: the nearest verb.
    verbs = (t for t in reversed(sentence[max(0, at - 5) : at - 1]) if t.word is not None and t.word.top is not None and t.word.top.pos == "VERB")
    nearest = next((t for t in verbs if t.lemmas & (leading | _DONE_THERE)), None)
    done = nearest is not None and not nearest.lemmas.isdisjoint(_DONE_THERE)
    return "Acc" if moved and not done else "Loc"


def _told_case(sentence: tuple[Token, ...], at: int, adjective: morph.Word) -> str:
    """«В другое ОПС», «в другом ОПС»: the adjective's own form tells, or else whether something moves there."""
    told = {p.feats.get("Case", "") for p in adjective.parses if p.pos in ("ADJ", "DET")} & {"Acc", "Loc"}
    if len(told) == 1:
        return told.pop()
    return "Acc" if any(t.word and t.lemmas & _MOTION for t in sentence[max(0, at - 6) : at - 2]) else "Loc"


def _slot(document: Document, sentence: tuple[Token, ...], at: int, head: str) -> dict[str, str] | None:
    before = sentence[at - 1] if at else None
    if before is None or before.kind == "punct":
        return {"Case": "Acc" if _they_do(document, sentence, at) else "Nom", "Number": "Sing"}
    shared = _partner(document, sentence, at)
    if before.word is None or shared is not None:
        if shared:
            return {"Case": shared, "Number": "Sing"}
        return {"Case": "Gen", "Number": "Plur"} if _counts(before) else {"Case": "Nom", "Number": "Sing"}
    if before.norm in ("в", "во", "на"):
        return {"Case": _into_or_in(sentence, at, before.norm), "Number": "Sing"}
    if before.norm in CASE_OF:
        return {"Case": CASE_OF[before.norm], "Number": "Sing"}
    if before.is_("который"):
        return {"Case": "Nom", "Number": "Sing"}  # «…, по истечении которых РПО возвращается»
    if morph.folded(head) not in _THINGS and any(p.pos == "VERB" and p.lemma in _GIVEN_TO and p.feats.get("VerbForm") == "Fin" for p in before.word.parses):
        return {"Case": "Dat", "Number": "Sing"}  # «передам СВ»: the form may be that of a noun, too
    context = parse_in_context(document, before)
    # «В настоящий момент РПО находится …»: nothing of the time's.
    if context is None or before.norm in ("момент", "день", "сегодня") and at + 1 < len(sentence):
        return {"Case": "Nom", "Number": "Sing"}
    if context.pos == "PRON":
        return {"Case": "Nom", "Number": "Sing"}  # «для неё ПДн скрыты»
    if context.pos in ("ADJ", "DET") and "Case" in context.feats and len({p.feats.get("Case") for p in before.word.parses}) > 1:
        # «Отсканировал чужой ШК»: the adjective's form fits many cases, its place asks for one.
        asked = slot_of(document, before, head)
        if asked is not None and any(p.feats.get("Case") == asked["Case"] and p.feats.get("Number") == "Sing" for p in before.word.parses):
            return asked
    return _behind(document, sentence, at, head, before.word, context)


def _behind(document: Document, sentence: tuple[Token, ...], at: int, head: str, word: morph.Word, context: morph.Parse) -> dict[str, str]:
    """The slot behind an adjective, a noun, a participle or a verb, read in its place as `context`."""
    if (
        context.pos in ("ADJ", "DET", "NUM")
        and "Case" in context.feats
        or (context.pos == "VERB" and context.feats.get("VerbForm") == "Part" and "Case" in context.feats)
    ):
        if context.feats["Case"] == "Loc" or at > 1 and sentence[at - 2].norm in ("в", "на", "во"):
            return {"Case": _told_case(sentence, at, word), "Number": context.feats.get("Number", "Sing")}
        return {"Case": context.feats["Case"], "Number": context.feats.get("Number", "Sing")}
    if context.pos == "NOUN":
        return {"Case": "Nom" if _tells(sentence, at) else _behind_noun(document, sentence, at, head), "Number": "Sing"}
    if context.pos == "VERB" and context.feats.get("VerbForm") == "Part" or context.feats.get("Variant") == "Short" and "participle" in word.tags:
        # «передано СВ», «назначена УКД»: to whom, or by whom.
        return {"Case": "Dat" if context.lemma in _GIVEN_TO else "Ins", "Number": "Sing"}
    if context.pos == "VERB" and context.lemma in _GIVEN_TO and morph.folded(head) not in _THINGS:
        return {"Case": "Dat", "Number": "Sing"}
    if (
        context.pos == "VERB"
        and context.feats.get("Voice") == "Act"
        and "tran" in context.analysis.labels
        and not _wants_subject(document, sentence, at - 1, head)
    ):
        return {"Case": "Acc", "Number": "Sing"}
    return {"Case": "Nom", "Number": "Sing"}


def _tells(sentence: tuple[Token, ...], at: int) -> bool:
    """«По данным системы РПО 80088452137716 прибыло …»: its number and its predicate stand right behind."""
    before = sentence[at - 1].word
    if at + 2 >= len(sentence) or sentence[at + 1].kind not in ("number", "code") or before is None:
        return False
    if any(p.feats.get("Case") == "Nom" and p.feats.get("Gender") == "Neut" for p in before.parses):
        return False  # «обслуживание ОПС 440031 переведено»: it is the service that is moved
    verb = sentence[at + 2].word
    top = verb.top if verb is not None else None
    return top is not None and top.pos == "VERB" and top.feats.get("Tense") == "Past" and top.feats.get("Gender") == "Neut"


def _done_by(document: Document, sentence: tuple[Token, ...], at: int) -> bool:
    """«УКК произведена проверка»: a short participle with its own subject behind it, so that the abbreviation is who did it."""
    done = parse_in_context(document, sentence[at + 1]) if at + 2 < len(sentence) and sentence[at + 1].word is not None else None
    if (
        done is None
        or done.pos != "VERB"
        or done.feats.get("Variant") != "Short"
        or done.feats.get("Number") != "Sing"
        or at
        and "prep" in sentence[at - 1].tags
    ):
        return False
    readings = (parse_in_context(document, t) if t.word is not None else None for t in sentence[at + 2 : at + 5])
    subject = next((p for p in readings if p is None or p.pos not in ("ADJ", "DET")), None)
    return (
        subject is not None
        and subject.pos == "NOUN"
        and subject.feats.get("Case") == "Nom"
        and all(subject.feats.get(k) == done.feats.get(k) for k in ("Number", "Gender"))
    )


def _behind_noun(document: Document, sentence: tuple[Token, ...], at: int, head: str) -> str:
    """The case of an abbreviation that a noun stands before."""
    if _is_own_subject(document, sentence, at, head):
        return "Nom"
    # «После принятия товара ПВЗ»: the deed and its object stand before, this is who does it.
    if at > 1 and morph.folded(head) in _ACTORS | _RECEIVERS and sentence[at - 2].word is not None and not _TAKEN_BY.isdisjoint(sentence[at - 2].lemmas):
        return "Ins"
    before = parse_in_context(document, sentence[at - 1]) if at and sentence[at - 1].word is not None else None
    if before is not None and before.feats.get("Case") == "Dat" and before.feats.get("Animacy") == "Anim":
        return "Gen"  # «передаётся сотруднику ПВЗ»
    # «передала вопрос СВ»: to whom, not whose.
    return "Dat" if at > 1 and sentence[at - 2].word is not None and not _GIVEN_TO.isdisjoint(sentence[at - 2].lemmas) else "Gen"


def _is_own_subject(document: Document, sentence: tuple[Token, ...], at: int, head: str) -> bool:
    """«После оплаты РПО (…) будет возвращено отправителю»: a verb agrees with what comes in its stead, and nothing else can be its subject."""
    begin = next((i + 1 for i in range(at - 1, -1, -1) if sentence[i].text in _BREAKS), 0)
    end = next((i for i in range(at + 1, len(sentence)) if sentence[i].text in _BREAKS), len(sentence))
    led = any(t.norm in CASE_OF or t.norm in ("в", "на", "во") for t in sentence[begin : at - 1])
    if not led or any(_may_lead(sentence, i) for i in range(begin, end) if i != at):
        return False
    gender = next((p.feats.get("Gender") for p in morph.word(morph.folded(head)).parses if p.pos == "NOUN"), None)
    for token in sentence[at + 1 : end]:
        parse = parse_in_context(document, token) if token.word is not None else None
        if parse is not None and parse.pos == "VERB" and parse.feats.get("Person") == "3" and parse.feats.get("Number") == "Sing":
            return True
        if parse is None or parse.pos not in ("VERB", "ADJ") or not ("past" in token.tags or parse.feats.get("Variant") == "Short"):
            continue
        return parse.feats.get("Number") == "Sing" and parse.feats.get("Gender") == gender
    return False


_BREAKS = frozenset(",;:.!?—–")


def _may_lead(sentence: tuple[Token, ...], at: int) -> bool:
    """A noun or pronoun that may be the subject of a verb in the singular."""
    token, before = sentence[at], sentence[at - 1].word if at else None
    if before is not None and "prep" in before.tags:
        return False
    return token.word is not None and any(
        p.pos in ("NOUN", "PRON", "PROPN") and p.feats.get("Case") == "Nom" and p.feats.get("Number") != "Plur" and p.prob > _UNLIKELY
        for p in token.word.parses
    )


_UNLIKELY = 0.02


def _they_do(document: Document, sentence: tuple[Token, ...], at: int) -> bool:
    """«ПЭП подключают в отделении»: a verb in the plural without a subject, so that the word before it is its object."""
    following = sentence[at + 1] if at + 1 < len(sentence) else None
    parse = parse_in_context(document, following) if following is not None and following.word is not None else None
    if (
        parse is None
        or parse.pos != "VERB"
        or parse.feats.get("Number") != "Plur"
        or parse.feats.get("VerbForm") != "Fin"
        or "tran" not in parse.analysis.labels
    ):
        return False
    return not any(p.feats.get("Case") == "Nom" for t in sentence[at + 2 :] if t.word is not None and (p := parse_in_context(document, t)) is not None)


def _wants_subject(document: Document, sentence: tuple[Token, ...], verb: int, head: str) -> bool:
    """«Жалобу рассмотрит СВ»: the verb has its object before it and no subject, so that what follows is the subject."""
    parse = parse_in_context(document, sentence[verb])
    if parse is None or parse.feats.get("VerbForm") != "Fin" or parse.feats.get("Mood") == "Imp" or parse.feats.get("Person") in ("1", "2"):
        return False
    found = [(t, p) for t in sentence[:verb] if t.word is not None and (p := parse_in_context(document, t)) is not None and p.pos in ("NOUN", "PRON")]
    subjects = [t for t, p in found if p.feats.get("Case") == "Nom"]
    if not subjects:
        return any(p.feats.get("Case") == "Acc" for _, p in found)
    # «Вопрос решает НОПС»: what looks like the subject may as well be the object.
    return morph.folded(head) in _ACTORS and all(t.word is not None and any(p.feats.get("Case") == "Acc" for p in t.word.parses) for t in subjects)

"""A replacement put into the form of what it replaces: case, number, gender, tense, person, capital letter."""

from __future__ import annotations

from functools import lru_cache

from rewriter.text import morph
from rewriter.text.document import Document, Token

CASE_OF = {
    "из": "Gen", "от": "Gen", "до": "Gen", "у": "Gen", "для": "Gen", "без": "Gen", "около": "Gen", "возле": "Gen", "после": "Gen", "кроме": "Gen", "вместо": "Gen", "из-за": "Gen", "со": "Gen",
    "к": "Dat", "ко": "Dat", "по": "Dat", "согласно": "Dat", "о": "Loc", "об": "Loc", "при": "Loc", "над": "Ins", "под": "Ins", "перед": "Ins", "между": "Ins", "с": "Ins",
    "через": "Acc", "про": "Acc", "за": "Acc",
}  # fmt: skip
_MOTION = frozenset(
    "прибыть поступить прийти приехать доставить доставлять направить направлять передать передавать отправить отправлять привезти вернуть вернуться подойти обратиться обращаться зайти переслать следовать ехать "
    "прибывать поступать приходить доставляться направляться перенаправить перевезти отвезти принести подъехать сдать попасть идти возвратить прибытие поступление доставка отправка позвонить "
    "направиться прийтись завезти отнести обратно сдача передача перевозка перемещение переместить отгрузка отгрузить возврат добавить добавлять включить внести занести записать перенести перенос уйти уехать эскалировать явиться вход войти зайти".split()
)
_GIVEN_TO = frozenset(
    "передать передавать направить направлять сообщить сообщать отправить отправлять позвонить звонить написать адресовать поручить помочь".split()
)
_COPIED = ("VerbForm", "Tense", "Person", "Number", "Gender", "Mood", "Case", "Animacy")


def parse_in_context(document: Document, token: Token) -> morph.Parse | None:
    """The token's reading chosen by its neighbours (the analyser's context model)."""
    found = _in_context(document, token.sentence)
    return found.get(token.index) if found is not None else token.word.top if token.word else None


@lru_cache(maxsize=512)
def _in_context(document: Document, index: int) -> dict[int, morph.Parse] | None:
    """The readings of a sentence's tokens by token index; None where the model cannot tell."""
    tokens = [t for t in document.of(document.sentences[index]) if t.text.strip()]
    try:
        rows = morph.analyzer().analyze_sentence([t.norm if t.word else t.text for t in tokens])
    except ValueError:
        return None
    best = {t.index: row[0] for t, row in zip(tokens, rows, strict=True) if row}
    return {at: morph.Parse(b.lemma.replace("ё", "е"), b.pos, b.feats, b.prob, b) for at, b in best.items()}


def fitted(document: Document, tokens: tuple[Token, ...], replacement: str) -> str | None:
    """`replacement` (dictionary form, one or more words) in the form of the tokens it replaces; None where no form is sure."""
    if not replacement:
        return None
    first = tokens[0]
    if " / " in replacement:
        return _where(document, tokens, replacement)
    words = replacement.split()
    if len(words) > 1 and len(tokens) > 1 and _is_preposition(words[0]) and _is_preposition(first.norm):
        return _with_preposition(document, tokens, words)
    head_at = _head(words)
    if len(tokens) == 1 and len(words) == 1 and _is_adverb(document, first) and (adverb := _as_adverb(replacement)) is not None:
        return adverb[0].upper() + adverb[1:] if first.capital else adverb
    short = _short(first) if len(tokens) == 1 and len(words) == 1 and (_is_short(replacement) or _passivised(first, replacement)) else None
    if short is not None:
        shape = short if _is_short(replacement) else {"VerbForm": "Part", "Variant": "Short", "Voice": "Pass", "Tense": "Past", **short}
        text = next(
            (f for p in morph.word(_plain(replacement)).parses if p.feats.get("Variant") == "Short" or shape is not short if (f := p.inflect(**shape))), ""
        )
    elif len(words) == 1 and _is_short(replacement):
        subject = subject_before(document, first)
        if subject is None:
            return None
        text = next((f for p in morph.word(_plain(replacement)).parses if p.feats.get("Variant") == "Short" and (f := p.inflect(**subject))), "")
    elif head_at is None:
        text = replacement
    else:
        feats = _wanted(document, tokens, words[head_at])
        if feats is None:
            text = (
                replacement
                if len(tokens) > 1 or first.word is None or not first.word.top or first.word.top.pos in ("ADV", "ADP", "SCONJ", "CCONJ", "PART")
                else ""
            )
        else:
            if _only_plural(words[head_at]) and "Case" in feats:
                feats = {k: v for k, v in feats.items() if k != "Gender"} | {"Number": "Plur"}
            text = _inflected(words, head_at, feats) or ""
    opens = document.sentences[first.sentence].first == first.index or (first.capital and not first.text.isupper())
    if not text:
        return None
    return text[0].upper() + text[1:] if opens and first.text[:1].isupper() else text


def _passivised(token: Token, replacement: str) -> bool:
    """A short participle for which a verb with participles of its own stands: «аннулирован», «отменить»."""
    return any(p.pos == "VERB" and p.feats.get("Variant") == "Short" for p in (token.word.parses if token.word else ())) and any(
        p.feats.get("VerbForm") == "Inf" and p.feats.get("Aspect") == "Perf" and "tran" in p.analysis.labels for p in morph.word(_plain(replacement)).parses
    )


def _is_adverb(document: Document, token: Token) -> bool:
    parse = parse_in_context(document, token)
    return parse is not None and parse.pos == "ADV"


def _as_adverb(form: str) -> str | None:
    """The word itself where it is an adverb, else the adverb of an adjective: «бесплатный» → «бесплатно»."""
    word = morph.word(_plain(form))
    if "adv" in word.tags:
        return form
    adjective = next((p for p in word.parses if p.pos == "ADJ"), None)
    short = adjective.inflect(Variant="Short", Number="Sing", Gender="Neut") if adjective is not None else None
    return short if short and "adv" in morph.word(_plain(short)).tags else None


def _is_preposition(form: str) -> bool:
    return "prep" in morph.word(_plain(form)).tags


def _where(document: Document, tokens: tuple[Token, ...], replacement: str) -> str | None:
    """Of «where to / where» the one that is meant: «передан на L2» → «передан специалистам», «вопрос на L2» → «вопрос у специалистов»."""
    where_to, where = replacement.split(" / ")
    if len(tokens) < 2:
        return None
    said = where_to if _place_case(document, tokens) == "Acc" else where
    return said[0].upper() + said[1:] if tokens[0].capital else said


def _place_case(document: Document, tokens: tuple[Token, ...]) -> str | None:
    """The case of the noun behind the preposition tokens[0], an abbreviation's by the verb before it."""
    old = next((t for t in reversed(tokens[1:]) if t.word is not None and t.word.known and "noun" in t.word.tags and not t.text.isupper()), None)
    old = next((t for t in tokens[1:] if t.word is not None and t.word.known and "adj" in t.word.tags), old) if old is not None else None
    parse = parse_in_context(document, old) if old is not None else None
    if parse is not None and parse.feats.get("Case") in ("Acc", "Loc"):
        return parse.feats["Case"]
    slot = _slot(document, tokens[1])
    return slot.get("Case") if slot else None


def _with_preposition(document: Document, tokens: tuple[Token, ...], words: list[str]) -> str | None:
    """«на ПВЗ» → «в пункт выдачи» or «в пункте выдачи», as where to or where is said; «с ПВЗ» → «из пункта выдачи»."""
    preposition, named = words[0], words[1:]
    if any(morph.word(_plain(w)).lemmas & tokens[1].lemmas for w in named):
        said = " ".join(words)  # «в течении» → «в течение»: the same noun, and the form is what matters
        return said[0].upper() + said[1:] if tokens[0].capital else said
    head_at = _head(named)
    if head_at is None:
        return None
    case = _place_case(document, tokens)
    if preposition not in ("в", "во", "на"):
        case = CASE_OF.get(preposition)
    elif case not in ("Acc", "Loc"):
        case = "Loc"
    own = next((p for p in morph.word(_plain(named[head_at])).parses if p.pos == "NOUN"), None)
    if case is None or own is None:
        return None
    text = _inflected(named, head_at, {"Case": case, "Number": own.feats.get("Number", "Sing")})
    if text is None:
        return None
    said = f"{preposition} {text}"
    return said[0].upper() + said[1:] if tokens[0].capital else said


def _only_plural(form: str) -> bool:
    """Whether a replacement's noun is given in the plural («автоматические звонки»)."""
    nouns = [p for p in morph.word(_plain(form)).parses if p.pos == "NOUN" and p.feats.get("Case") == "Nom"]
    return bool(nouns) and all(p.feats.get("Number") == "Plur" for p in nouns)


def _plain(form: str) -> str:
    return form.lower().replace("ё", "е")


def _is_short(form: str) -> bool:
    return any(p.feats.get("Variant") == "Short" and p.prob > 0.5 for p in morph.word(_plain(form)).parses)


def subject_before(document: Document, token: Token) -> dict[str, str] | None:
    """Number and gender of the nearest noun in the nominative before the token, in its sentence."""
    sentence = document.of(document.sentences[token.sentence])
    at = next(i for i, t in enumerate(sentence) if t.index == token.index)
    for before in reversed(sentence[max(0, at - 16) : at]):
        if before.word is None or not any(p.pos == "NOUN" and p.feats.get("Case") == "Nom" for p in before.word.parses):
            continue
        parse = parse_in_context(document, before)
        if parse is not None and parse.pos == "NOUN" and parse.feats.get("Case") == "Nom":
            number = parse.feats.get("Number", "Sing")
            return {"Number": number} if number == "Plur" else {"Number": number, "Gender": parse.feats.get("Gender", "Masc")}
    return None


def _short(token: Token) -> dict[str, str] | None:
    """Number and gender of a short participle or adjective («экспортирована»)."""
    parses = token.word.parses if token.word and token.word.known else ()
    found = next((p for p in parses if p.feats.get("Variant") == "Short"), None)
    if found is None or any(p.feats.get("Person") == "1" for p in parses):
        return None  # «аннулируем» is what we do, hardly ever what something is
    return {k: v for k, v in found.feats.items() if k in ("Number", "Gender")}


def _head(words: list[str]) -> int | None:
    """The word that is inflected: the first noun in the nominative, or verb; adjectives before it agree."""
    for i, form in enumerate(words):
        record = morph.word(form.lower().replace("ё", "е"))
        top = next((p for p in record.parses if p.feats.get("Case", "Nom") == "Nom"), record.top)
        if top is None:
            continue
        if top.pos in ("VERB", "AUX") and top.feats.get("VerbForm") == "Inf":
            return i
        if top.pos in ("NOUN", "PROPN") or (top.pos in ("ADJ", "DET", "PRON") and i == len(words) - 1):
            return i
        if top.pos not in ("ADJ", "DET") and top.feats.get("VerbForm") != "Part":
            return None
    return None


def _wanted(document: Document, tokens: tuple[Token, ...], head: str) -> dict[str, str] | None:
    """The features that the replacement's head must have."""
    base = morph.word(head.lower().replace("ё", "е"))
    verbal = any(p.pos == "VERB" and p.feats.get("VerbForm") == "Inf" for p in base.parses)
    pronominal = any(p.pos in ("DET", "ADJ") for p in base.parses)
    content = [t for t in tokens if t.word is not None]
    if not content:
        return None
    if verbal:
        verb = next((t for t in content if t.word and t.word.tags & {"verb", "inf", "past", "imper", "participle"}), None)
        parse = parse_in_context(document, verb) if verb else None
        reflexive = head.endswith("ся") and verb is not None and verb.norm.endswith(("ся", "сь"))
        if parse is not None and parse.feats.get("Variant") == "Short" and parse.feats.get("VerbForm") == "Part" and len(content) == 1:
            return {k: v for k, v in parse.feats.items() if k in ("VerbForm", "Variant", "Tense", "Voice", "Number", "Gender")}
        if parse is None or parse.pos not in ("VERB", "AUX") or (parse.feats.get("Voice") == "Pass" and not reflexive):
            return None
        # «направляется» is no form of «отправлять».
        if len(content) == 1 and verb is not None and verb.norm.endswith(("ся", "сь")) != head.endswith(("ся", "сь")):
            return None
        return {k: v for k, v in parse.feats.items() if k in _COPIED}
    if content[0].text.isupper() and len(content[0].text) > 1:
        return _slot(document, content[0], head)
    if len(content) == 1 and content[0].word is not None and not content[0].word.known:
        guessed = parse_in_context(document, content[0])
        ahead = document.tokens[content[0].index - 1] if content[0].index > document.sentences[content[0].sentence].first else None
        if ahead is not None and ahead.word is not None and ahead.word.top is not None and ahead.word.top.pos in ("ADJ", "DET"):
            return _slot(document, content[0], head)
        if guessed is None or guessed.pos != "NOUN" or "Case" not in guessed.feats:
            return _slot(document, content[0], head)
        # Guessed to be alive («ждёт апрува»), though it is a thing.
        alive = (
            guessed.feats.get("Animacy") == "Anim"
            and guessed.feats["Case"] == "Acc"
            and all(p.feats.get("Animacy") == "Inan" for p in base.parses if p.pos == "NOUN")
        )
        return {"Case": "Gen" if alive else guessed.feats["Case"], "Number": guessed.feats.get("Number", "Sing")}
    noun = next(
        (
            t
            for t in content
            if t.word and any(p.pos in (("ADJ", "DET", "VERB", "PRON") if pronominal and len(content) == 1 else ("NOUN",)) for p in t.word.parses)
        ),
        content[-1],
    )
    # «старшего смены», «команды разработки»: the first word is what the rest belongs to.
    leading = parse_in_context(document, content[0])
    parse = parse_in_context(document, noun)
    if leading is not None and parse is not None and leading.pos == "ADJ" and parse.feats.get("Case") == "Gen" and leading.feats.get("Case") != "Gen":
        parse = leading
    if parse is None or "Case" not in parse.feats:
        return None
    return {k: v for k, v in parse.feats.items() if k in ("Case", "Number", "Gender", "Animacy")}


# What is told or sent, and who acts: an abbreviation behind a verb is the one or the other.
_THINGS = frozenset("номер трек-номер штрихкод код отправление письмо подпись платеж товар обращение ошибка".split())
_ACTORS = frozenset("служба руководитель специалист поддержка отдел управление склад центр компания продавец".split())


def _slot(document: Document, token: Token, head: str = "") -> dict[str, str] | None:
    """The case that the place of an indeclinable abbreviation asks for; `head`: the noun that comes in its stead."""
    sentence = document.of(document.sentences[token.sentence])
    at = next(i for i, t in enumerate(sentence) if t.index == token.index)
    before = sentence[at - 1] if at else None
    if before is None or before.kind == "punct":
        return {"Case": "Acc" if _they_do(document, sentence, at) else "Nom", "Number": "Sing"}
    if before.word is None:
        return {"Case": "Gen", "Number": "Plur"}
    if before.norm in ("в", "во", "на"):
        moved = any(t.word and t.lemmas & _MOTION for t in sentence[max(0, at - 5) : at - 1]) or any(
            t.word and t.lemmas & _MOTION for t in sentence[at + 1 : at + 2]
        )
        return {"Case": "Acc" if moved else "Loc", "Number": "Sing"}
    if before.norm in CASE_OF:
        return {"Case": CASE_OF[before.norm], "Number": "Sing"}
    context = parse_in_context(document, before)
    if context is None:
        return {"Case": "Nom", "Number": "Sing"}
    if context.pos in ("ADJ", "DET") and "Case" in context.feats and len({p.feats.get("Case") for p in before.word.parses}) > 1:
        # «Отсканировал чужой ШК»: the adjective's form fits many cases, its place asks for one.
        asked = _slot(document, before, head)
        if asked is not None and any(p.feats.get("Case") == asked["Case"] and p.feats.get("Number") == "Sing" for p in before.word.parses):
            return asked
    if (
        context.pos in ("ADJ", "DET", "NUM")
        and "Case" in context.feats
        or (context.pos == "VERB" and context.feats.get("VerbForm") == "Part" and "Case" in context.feats)
    ):
        if context.feats["Case"] == "Loc" or at > 1 and sentence[at - 2].norm in ("в", "на", "во"):
            # «в другое ОПС», «в другом ОПС»: the adjective's own form tells.
            told = {p.feats.get("Case", "") for p in before.word.parses if p.pos in ("ADJ", "DET")} & {"Acc", "Loc"}
            if len(told) == 1:
                return {"Case": told.pop(), "Number": context.feats.get("Number", "Sing")}
            moved = any(t.word and t.lemmas & _MOTION for t in sentence[max(0, at - 6) : at - 2])
            return {"Case": "Acc" if moved else "Loc", "Number": context.feats.get("Number", "Sing")}
        return {"Case": context.feats["Case"], "Number": context.feats.get("Number", "Sing")}
    if context.pos == "NOUN":
        return {"Case": _behind_noun(document, sentence, at, head), "Number": "Sing"}
    if context.pos == "VERB" and context.feats.get("VerbForm") == "Part" or context.feats.get("Variant") == "Short" and "participle" in before.word.tags:
        # «передано СВ», «назначена УКД»: to whom, or by whom.
        return {"Case": "Dat" if context.lemma in _GIVEN_TO else "Ins", "Number": "Sing"}
    if context.pos == "VERB" and context.lemma in _GIVEN_TO and _plain(head) not in _THINGS:
        return {"Case": "Dat", "Number": "Sing"}
    if (
        context.pos == "VERB"
        and context.feats.get("Voice") == "Act"
        and "tran" in context.analysis.labels
        and not _wants_subject(document, sentence, at - 1, head)
    ):
        return {"Case": "Acc", "Number": "Sing"}
    return {"Case": "Nom", "Number": "Sing"}


def _behind_noun(document: Document, sentence: tuple[Token, ...], at: int, head: str) -> str:
    """The case of an abbreviation that a noun stands before."""
    if _is_own_subject(document, sentence, at, head):
        return "Nom"
    # «передала вопрос СВ»: to whom, not whose.
    return "Dat" if at > 1 and sentence[at - 2].word is not None and not _GIVEN_TO.isdisjoint(sentence[at - 2].lemmas) else "Gen"


def _is_own_subject(document: Document, sentence: tuple[Token, ...], at: int, head: str) -> bool:
    """«После оплаты РПО (…) будет возвращено отправителю»: a verb agrees with what comes in its stead, and nothing else can be its subject."""
    begin = next((i + 1 for i in range(at - 1, -1, -1) if sentence[i].text in _BREAKS), 0)
    end = next((i for i in range(at + 1, len(sentence)) if sentence[i].text in _BREAKS), len(sentence))
    led = any(t.norm in CASE_OF or t.norm in ("в", "на", "во") for t in sentence[begin : at - 1])
    if not led or any(_may_lead(sentence, i) for i in range(begin, end) if i != at):
        return False
    gender = next((p.feats.get("Gender") for p in morph.word(_plain(head)).parses if p.pos == "NOUN"), None)
    for token in sentence[at + 1 : end]:
        parse = parse_in_context(document, token) if token.word is not None else None
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
    return _plain(head) in _ACTORS and all(t.word is not None and any(p.feats.get("Case") == "Acc" for p in t.word.parses) for t in subjects)


def _inflected(words: list[str], head_at: int, feats: dict[str, str]) -> str | None:
    head = words[head_at]
    base = morph.word(head.lower().replace("ё", "е"))
    best: str | None = None
    gender = None
    for parse in sorted(base.parses, key=lambda p: p.feats.get("Case", "Nom") != "Nom"):
        wanted = dict(feats)
        if parse.pos in ("NOUN", "PROPN"):
            gender = parse.feats.get("Gender")
            wanted = {k: v for k, v in feats.items() if k in ("Case", "Number")}
        for attempt in (
            wanted,
            {k: v for k, v in wanted.items() if k != "Animacy"},
            {k: v for k, v in wanted.items() if k not in ("Animacy", "Gender")} if feats.get("Number") == "Plur" else None,
        ):
            if attempt is not None and (best := parse.inflect(**attempt)):
                break
        if best:
            break
    if best is None:
        return None
    parts = []
    for i, form in enumerate(words):
        if i == head_at:
            parts.append(best)
        elif i < head_at:
            agreed = _agreed(form, feats, gender)
            if agreed is None:
                return None
            parts.append(agreed)
        else:
            parts.append(form)
    return " ".join(parts)


def _agreed(adjective: str, feats: dict[str, str], gender: str | None) -> str | None:
    wanted = {"Case": feats.get("Case", "Nom"), "Number": feats.get("Number", "Sing")}
    if wanted["Number"] == "Sing" and gender:
        wanted["Gender"] = gender
    if wanted["Case"] == "Acc":
        wanted["Animacy"] = "Inan"
    for parse in morph.word(adjective.lower().replace("ё", "е")).parses:
        form = parse.inflect(**wanted) or parse.inflect(**{k: v for k, v in wanted.items() if k != "Animacy"})
        if form:
            return form[0].upper() + form[1:] if adjective[0].isupper() else form
    return None

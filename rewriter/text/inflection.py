"""A replacement put into the form of what it replaces: case, number, gender, tense, person, capital letter."""

from __future__ import annotations

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.in_context import CASE_OF, parse_in_context
from rewriter.text.slots import slot_of

_COPIED = ("VerbForm", "Tense", "Person", "Number", "Gender", "Mood", "Case", "Animacy")


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
            (f for p in morph.word(morph.folded(replacement)).parses if p.feats.get("Variant") == "Short" or shape is not short if (f := p.inflect(**shape))),
            "",
        )
    elif len(words) == 1 and _is_short(replacement):
        subject = subject_before(document, first)
        if subject is None:
            return None
        text = next((f for p in morph.word(morph.folded(replacement)).parses if p.feats.get("Variant") == "Short" and (f := p.inflect(**subject))), "")
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
    opens = document.sentences[first.sentence].first == first.index or (first.capital and not _letters(first.text))
    if not text:
        return None
    return text[0].upper() + text[1:] if opens and first.text[:1].isupper() else text


def _letters(text: str) -> bool:
    """«РПО», «ПДн»: letters for words, which no ending shows the case of."""
    return len(text) > 1 and (text.isupper() or len(text) <= _LONGEST_LETTERS and sum(map(str.isupper, text)) > 1)


_LONGEST_LETTERS = 4


def _passivised(token: Token, replacement: str) -> bool:
    """A short participle for which a verb with participles of its own stands: «аннулирован», «отменить»."""
    return any(p.pos == "VERB" and p.feats.get("Variant") == "Short" for p in (token.word.parses if token.word else ())) and any(
        p.feats.get("VerbForm") == "Inf" and p.feats.get("Aspect") == "Perf" and "tran" in p.analysis.labels
        for p in morph.word(morph.folded(replacement)).parses
    )


def _is_adverb(document: Document, token: Token) -> bool:
    parse = parse_in_context(document, token)
    return parse is not None and parse.pos == "ADV"


def _as_adverb(form: str) -> str | None:
    """The word itself where it is an adverb, else the adverb of an adjective: «бесплатный» → «бесплатно»."""
    word = morph.word(morph.folded(form))
    if "adv" in word.tags:
        return form
    adjective = next((p for p in word.parses if p.pos == "ADJ"), None)
    short = adjective.inflect(Variant="Short", Number="Sing", Gender="Neut") if adjective is not None else None
    return short if short and "adv" in morph.word(morph.folded(short)).tags else None


def _is_preposition(form: str) -> bool:
    return "prep" in morph.word(morph.folded(form)).tags


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
    slot = slot_of(document, tokens[1])
    return slot.get("Case") if slot else None


_COMPOUND = frozenset(("во время", "в течение", "в виде", "по поводу", "по мере"))


def _with_preposition(document: Document, tokens: tuple[Token, ...], words: list[str]) -> str | None:
    """«на ПВЗ» → «в пункт выдачи» or «в пункте выдачи», as where to or where is said; «с ПВЗ» → «из пункта выдачи»."""
    preposition, named = words[0], words[1:]
    # «В ходе» → «во время»: a preposition of two words has no case of its own.
    if " ".join(words) in _COMPOUND or any(morph.word(morph.folded(w)).lemmas & tokens[1].lemmas for w in named):
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
    own = next((p for p in morph.word(morph.folded(named[head_at])).parses if p.pos == "NOUN"), None)
    if case is None or own is None:
        return None
    text = _inflected(named, head_at, {"Case": case, "Number": own.feats.get("Number", "Sing")})
    if text is None:
        return None
    said = f"{preposition} {text}"
    return said[0].upper() + said[1:] if tokens[0].capital else said


def _only_plural(form: str) -> bool:
    """Whether a replacement's noun is given in the plural («автоматические звонки»)."""
    nouns = [p for p in morph.word(morph.folded(form)).parses if p.pos == "NOUN" and p.feats.get("Case") == "Nom"]
    return bool(nouns) and all(p.feats.get("Number") == "Plur" for p in nouns)


def _is_short(form: str) -> bool:
    return any(p.feats.get("Variant") == "Short" and p.prob > 0.5 for p in morph.word(morph.folded(form)).parses)


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
        record = morph.word(morph.folded(form))
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
    base = morph.word(morph.folded(head))
    verbal = any(p.pos == "VERB" and p.feats.get("VerbForm") == "Inf" for p in base.parses)
    pronominal = any(p.pos in ("DET", "ADJ") for p in base.parses)
    content = [t for t in tokens if t.word is not None]
    if not content:
        return None
    if verbal:
        verb = next((t for t in content if t.word and t.word.tags & {"verb", "inf", "past", "imper", "participle"}), None)
        parse = _told_to(document, verb, parse_in_context(document, verb)) if verb else None
        reflexive = head.endswith("ся") and verb is not None and verb.norm.endswith(("ся", "сь"))
        if parse is not None and parse.feats.get("Variant") == "Short" and parse.feats.get("VerbForm") == "Part" and len(content) == 1:
            return {k: v for k, v in parse.feats.items() if k in ("VerbForm", "Variant", "Tense", "Voice", "Number", "Gender")}
        if parse is not None and parse.feats.get("VerbForm") == "Part" and parse.feats.get("Voice") == "Pass" and len(content) == 1 and _transitive(base):
            # «утерянной» → «потерянной»
            return {k: v for k, v in parse.feats.items() if k in ("VerbForm", "Tense", "Voice", "Case", "Number", "Gender", "Animacy")}
        if parse is None or parse.pos not in ("VERB", "AUX") or (parse.feats.get("Voice") == "Pass" and not reflexive):
            return None
        # «направляется» is no form of «отправлять».
        if len(content) == 1 and verb is not None and verb.norm.endswith(("ся", "сь")) != head.endswith(("ся", "сь")):
            return None
        return {k: v for k, v in parse.feats.items() if k in _COPIED}
    if _letters(content[0].text):
        return slot_of(document, content[0], head)
    if len(content) == 1 and content[0].word is not None and not content[0].word.known:
        guessed = parse_in_context(document, content[0])
        ahead = document.tokens[content[0].index - 1] if content[0].index > document.sentences[content[0].sentence].first else None
        if ahead is not None and ahead.word is not None and ahead.word.top is not None and ahead.word.top.pos in ("ADJ", "DET"):
            return slot_of(document, content[0], head)
        if guessed is None or guessed.pos != "NOUN" or "Case" not in guessed.feats:
            return slot_of(document, content[0], head)
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


def _told_to(document: Document, verb: Token, parse: morph.Parse | None) -> morph.Parse | None:
    """«Обратитесь к нотариусу, получите свидетельство и предъявите его»: what may be an imperative is one where nobody is told of and another one stands before."""
    if parse is None or parse.feats.get("Mood") != "Ind" or parse.feats.get("Person") != "2" or verb.word is None:
        return parse
    order = next((p for p in verb.word.parses if p.feats.get("Mood") == "Imp" and p.feats.get("Number") == "Plur"), None)
    first = document.sentences[verb.sentence].first
    before = [t for t in document.tokens[first : verb.index] if t.word is not None]
    if order is None or any(t.norm in ("вы", "если", "когда", "чтобы") for t in before):
        return parse
    told = any(p.feats.get("Mood") == "Imp" for t in before if t.word is not None for p in t.word.parses)
    return order if told else parse


def _transitive(verb: morph.Word) -> bool:
    return any("tran" in p.analysis.labels for p in verb.parses)


def _inflected(words: list[str], head_at: int, feats: dict[str, str]) -> str | None:
    head = words[head_at]
    base = morph.word(morph.folded(head))
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

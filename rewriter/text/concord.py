"""What agrees with a replaced noun: «известный баг исправлен» → «известная ошибка исправлена»."""

from __future__ import annotations

from rewriter.text import morph
from rewriter.text.clauses import clauses
from rewriter.text.document import Document, Token
from rewriter.text.in_context import parse_in_context
from rewriter.text.slots import slot_of

Edit = tuple[int, int, str]
_LONGEST_GROUP = 4


def concordant(document: Document, tokens: tuple[Token, ...], replacement: str) -> Edit | None:
    """The edit (start, end, replacement) that takes along the words that agree with the noun; None where the replacement alone will do."""
    noun = _noun(document, tokens, replacement)
    if noun is None:
        return None
    found = [_modifiers(document, tokens, noun), _subject(document, tokens, noun), _relative(document, tokens, noun)]
    forms: dict[int, str] = {}
    for part in found:
        if part is None:
            return None
        forms |= part
    return _joined(document, tokens, replacement, forms) if forms else None


def _agreement(noun: dict[str, str]) -> dict[str, str]:
    return {"Number": noun["Number"], **({"Gender": noun["Gender"]} if noun["Number"] == "Sing" else {})}


def _modifiers(document: Document, tokens: tuple[Token, ...], noun: dict[str, str]) -> dict[int, str] | None:
    """«Известный баг» → «известная ошибка»; None where a word has no fitting form."""
    first, forms = tokens[0].index, {}
    wanted = {"Case": noun["Case"], **_agreement(noun), **({"Animacy": "Inan"} if noun["Case"] == "Acc" else {})}
    for at in range(first - 1, max(document.sentences[tokens[0].sentence].first, first - _LONGEST_GROUP) - 1, -1):
        token = document.tokens[at]
        if not _modifier(token) or token.is_("который"):
            break
        form = _form(document, token, wanted)
        if form is None:
            return None
        if form != token.text:
            forms[at] = form
    return forms


def _subject(document: Document, tokens: tuple[Token, ...], noun: dict[str, str]) -> dict[int, str] | None:
    """«Баг исправлен» → «ошибка исправлена»."""
    if noun["Case"] != "Nom":
        return {}
    forms = {}
    part = next((p for p in clauses(document, tokens[0].sentence) if p[0].index <= tokens[0].index <= p[-1].index), ())
    for token in _predicates(document, part, tokens):
        parse = parse_in_context(document, token)
        if parse is not None and _of_another(document, tokens[0], parse):
            continue
        form = parse.inflect(**_agreement(noun)) if parse is not None else None
        if form is None:
            return None
        if plain(form) != token.norm:
            forms[token.index] = form
    return forms


def _of_another(document: Document, old: Token, predicate: morph.Parse) -> bool:
    """«Фикс уже в проде, нужна версия»: what does not agree with the noun that goes is said of something else."""
    parse = parse_in_context(document, old) if not old.text.isupper() else None
    if parse is None or parse.feats.get("Number") != "Sing" or "Gender" not in parse.feats:
        return False
    return predicate.feats.get("Gender", parse.feats["Gender"]) != parse.feats["Gender"]


def _relative(document: Document, tokens: tuple[Token, ...], noun: dict[str, str]) -> dict[int, str] | None:
    """«Баг, который мешал» → «ошибка, которая мешала»."""
    stop = document.sentences[tokens[0].sentence].last
    following = tokens[-1].index + 1
    while following < stop and (document.tokens[following].kind in ("number", "code") or document.tokens[following].text == "."):
        following += 1
    if following + 1 >= stop or document.tokens[following].text != "," or not document.tokens[following + 1].is_("который"):
        return {}
    relative = document.tokens[following + 1]
    parse = parse_in_context(document, relative)
    if parse is None or parse.feats.get("Case") not in ("Nom", "Acc", "Gen"):
        return {}
    form = parse.inflect(Case=parse.feats["Case"], **_agreement(noun))
    if not form or plain(form) == relative.norm:
        return {}
    forms = {relative.index: form}
    if parse.feats["Case"] == "Nom" and (verb := _verb_of(document, relative, stop)) is not None:
        changed = verb[1].inflect(**_agreement(noun))
        if not changed:
            return None
        forms[verb[0]] = changed
    return forms


def _joined(document: Document, tokens: tuple[Token, ...], replacement: str, forms: dict[int, str]) -> Edit:
    first = tokens[0].index
    index, end = min(*forms, first), max(*forms, tokens[-1].index)
    start = at = document.tokens[index].start
    text = ""
    while index <= end:
        token = document.tokens[index]
        text += document.text[at : token.start]
        if index == first:
            text += replacement
            at, index = tokens[-1].end, tokens[-1].index + 1
            continue
        text += _cased(token, forms[index]) if index in forms else token.text
        at, index = token.end, index + 1
    return start, document.tokens[end].end, text


def plain(form: str) -> str:
    """Lower case, ё folded."""
    return form.lower().replace("ё", "е")


def _noun(document: Document, tokens: tuple[Token, ...], replacement: str) -> dict[str, str] | None:
    """Case, number and gender of the noun that the replacement brings; the case is that of its place."""
    if any("prep" in t.word.tags for t in tokens if t.word is not None) and len(tokens) > 1:
        return None
    words = [morph.word(plain(w)) for w in replacement.split()]
    head = next((w for w in words if w.top is not None and w.top.pos == "NOUN"), None)
    if head is None:
        return None
    short = tokens[0].text.isupper()
    old = parse_in_context(document, tokens[0]) if not short else None
    cases = [p for p in head.parses if p.pos == "NOUN" and "Case" in p.feats]
    # An abbreviation has no case of its own: the one that its place asks for.
    asked = old.feats if old is not None else slot_of(document, tokens[0], cases[0].lemma if cases else "") or {} if short and len(tokens) == 1 else {}
    wanted = asked.get("Case")
    fitting = [p for p in cases if p.feats["Case"] == wanted]
    parse = next((p for p in fitting if p.feats.get("Number") == asked.get("Number")), next(iter(fitting or cases), None))
    if parse is None:
        return None
    if len(cases) > 1 and wanted is None and {p.feats["Case"] for p in cases[:2]} == {"Nom", "Acc"}:
        before = document.tokens[tokens[0].index - 1] if tokens[0].index else None
        governed = before is not None and before.sentence == tokens[0].sentence and before.word is not None and bool(before.word.tags & {"prep", "verb", "inf"})
        parse = next(p for p in cases if p.feats["Case"] == ("Acc" if governed else "Nom"))
    return {"Case": parse.feats["Case"], "Number": parse.feats.get("Number", "Sing"), "Gender": parse.feats.get("Gender", "Masc")}


def _modifier(token: Token) -> bool:
    word = token.word
    return (
        word is not None
        and any(
            p.prob > 0.1 and "Case" in p.feats and (p.pos in ("ADJ", "DET") or p.feats.get("VerbForm") == "Part") and p.feats.get("Variant") != "Short"
            for p in word.parses
        )
        and word.top is not None
        and word.top.pos in ("ADJ", "DET", "VERB")
    )


def _form(document: Document, token: Token, wanted: dict[str, str]) -> str | None:
    assert token.word is not None
    for parse in token.word.parses:
        if "Case" in parse.feats and all(parse.feats.get(k) in (v, None) for k, v in wanted.items()):
            return token.text
    here = parse_in_context(document, token)
    for candidate in (*((here,) if here is not None else ()), *token.word.parses):
        if candidate.pos not in ("ADJ", "DET", "VERB") or "Case" not in candidate.feats:
            continue
        form = candidate.inflect(**wanted) or candidate.inflect(**{k: v for k, v in wanted.items() if k != "Animacy"})
        if form:
            return _cased(token, form)
    return None


def _cased(token: Token, form: str) -> str:
    return form[0].upper() + form[1:] if token.capital else form


def _predicates(document: Document, part: tuple[Token, ...], tokens: tuple[Token, ...]) -> list[Token]:
    """Past verbs and short participles of the clause whose subject the noun is: no other nominative stands between."""
    found: list[Token] = []
    after = [t for t in part if t.index > tokens[-1].index]
    for token in after:
        if _is_subject(document, token) and not found:
            return []
        if _agrees_by_gender(document, token):
            found.append(token)
    if found or any(_is_subject(document, t) for t in part if t.index < tokens[0].index):
        return found
    return [t for t in part if t.index < tokens[0].index and _agrees_by_gender(document, t)]


def _verb_of(document: Document, relative: Token, stop: int) -> tuple[int, morph.Parse] | None:
    """The past verb or short participle that «который» is the subject of."""
    for token in document.tokens[relative.index + 1 : stop]:
        if token.text == ",":
            return None
        if _agrees_by_gender(document, token):
            parse = parse_in_context(document, token)
            return (token.index, parse) if parse is not None else None
    return None


def _is_subject(document: Document, token: Token) -> bool:
    parse = parse_in_context(document, token) if token.word is not None else None
    return parse is not None and parse.pos in ("NOUN", "PRON", "PROPN") and parse.feats.get("Case") == "Nom"


def _agrees_by_gender(document: Document, token: Token) -> bool:
    if token.text.isupper() and len(token.text) > 1:
        return False  # «РПО» only ends like «нужно»
    parse = parse_in_context(document, token) if token.word is not None else None
    following = document.tokens[token.index + 1].tags if token.index + 1 < len(document.tokens) else frozenset()
    if parse is not None and parse.pos == "ADJ" and parse.feats.get("Gender") == "Neut" and following & {"verb", "participle"}:
        return False  # «криво выпустили» says how
    return (
        parse is not None
        and parse.feats.get("Number") == "Sing"
        and "Gender" in parse.feats
        and (parse.feats.get("Variant") == "Short" or parse.feats.get("Tense") == "Past" and parse.feats.get("VerbForm") == "Fin")
    )

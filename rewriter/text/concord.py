"""What agrees with a replaced noun: «известный баг исправлен» → «известная ошибка исправлена»."""

from __future__ import annotations

from rewriter.text import morph
from rewriter.text.clauses import clauses
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.inflection import parse_in_context

Edit = tuple[int, int, str]
_LONGEST_GROUP = 4


def _modifiers_before(document: Document, sentence: Sentence, first: int, noun: dict[str, str]) -> dict[int, str] | None:
    """New forms of the adjectives in front of the noun by index; None where one has none."""
    forms: dict[int, str] = {}
    wanted = {"Case": noun["Case"], "Number": noun["Number"], **({"Gender": noun["Gender"]} if noun["Number"] == "Sing" else {})}
    if noun["Case"] == "Acc":
        wanted["Animacy"] = "Inan"
    for at in range(first - 1, max(sentence.first, first - _LONGEST_GROUP) - 1, -1):
        token = document.tokens[at]
        if not _modifier(token):
            break
        form = _form(document, token, wanted)
        if form is None:
            return None
        if form != token.text:
            forms[at] = form
    return forms


def concordant(document: Document, tokens: tuple[Token, ...], replacement: str) -> Edit | None:
    """The edit (start, end, replacement) that takes along the words that agree with the noun; None where the replacement alone will do."""
    noun = _noun(document, tokens, replacement)
    if noun is None:
        return None
    first = tokens[0].index
    sentence = document.sentences[tokens[0].sentence]
    forms = _modifiers_before(document, sentence, first, noun)
    if forms is None:
        return None
    if noun["Case"] == "Nom":
        part = next((p for p in clauses(document, tokens[0].sentence) if p[0].index <= first <= p[-1].index), ())
        for token in _predicates(document, part, tokens):
            wanted = {"Number": noun["Number"], **({"Gender": noun["Gender"]} if noun["Number"] == "Sing" else {})}
            parse = parse_in_context(document, token)
            form = parse.inflect(**wanted) if parse is not None else None
            if form is None:
                return None
            if plain(form) != token.norm:
                forms[token.index] = form
    following = tokens[-1].index + 1
    if following + 1 < sentence.last and document.tokens[following].text == "," and document.tokens[following + 1].is_("который"):
        relative = document.tokens[following + 1]
        parse = parse_in_context(document, relative)
        if parse is not None and parse.feats.get("Case") in ("Nom", "Acc", "Gen"):
            form = parse.inflect(Case=parse.feats["Case"], Number=noun["Number"], **({"Gender": noun["Gender"]} if noun["Number"] == "Sing" else {}))
            if form and plain(form) != relative.norm:
                forms[relative.index] = form
                if parse.feats["Case"] == "Nom" and (verb := _verb_of(document, relative, sentence.last)) is not None:
                    changed = verb[1].inflect(Number=noun["Number"], **({"Gender": noun["Gender"]} if noun["Number"] == "Sing" else {}))
                    if not changed:
                        return None
                    forms[verb[0]] = changed
    if not forms:
        return None
    begin, end = min(*forms, first), max(*forms, tokens[-1].index)
    text, at = "", document.tokens[begin].start
    index = begin
    while index <= end:
        token = document.tokens[index]
        text += document.text[at : token.start]
        if index == first:
            text += replacement
            at, index = tokens[-1].end, tokens[-1].index + 1
            continue
        text += _cased(token, forms[index]) if index in forms else token.text
        at, index = token.end, index + 1
    return document.tokens[begin].start, document.tokens[end].end, text


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
    old = parse_in_context(document, tokens[0]) if not tokens[0].text.isupper() else None
    cases = [p for p in head.parses if p.pos == "NOUN" and "Case" in p.feats]
    wanted = old.feats.get("Case") if old is not None else None
    parse = next((p for p in cases if p.feats["Case"] == wanted), cases[0] if cases else None)
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
    likeliest = parse_in_context(document, token)
    for candidate in ([likeliest] if likeliest is not None else []) + list(token.word.parses):
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
    parse = parse_in_context(document, token) if token.word is not None else None
    return (
        parse is not None
        and parse.feats.get("Number") == "Sing"
        and "Gender" in parse.feats
        and (parse.feats.get("Variant") == "Short" or parse.feats.get("Tense") == "Past" and parse.feats.get("VerbForm") == "Fin")
    )

"""spelling: typos, doubled words, missing commas, spaces, ё (002 rule 4)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Literal

from rewriter.rules.base import Found, Options, rule
from rewriter.rules.entries import matches
from rewriter.text.commas import missing_commas
from rewriter.text.document import Document, Token
from rewriter.text.inflection import fitted
from rewriter.text.insertions import unset
from rewriter.text.own_words import is_own_word
from rewriter.text.quotes import in_quotes
from rewriter.text.reading import Reading
from rewriter.text.spacing import double_spaces, doubled_words, misplaced_spaces
from rewriter.text.tsya import mistaken
from rewriter.text.typos import is_word, meant
from rewriter.text.yo import like, spelled_both_ways, with_yo

_LEAST, _LONGEST = 4, 30
# A reply with more unknown words than this is no Russian text.
_MOST = 50
# Letters of other Cyrillic alphabets: the text is not Russian, and clean-output says so.
_NEIGHBOURS = frozenset("іїєґўіІЇЄҐЎәңөүқғһ")
# Longest ending that an inflected form of a listed word may have instead of its last letter: «постамат-ами».


class Spelling(Options):
    """`yo`: what mixing of е and ё is: `word`, the same word both ways; `text`, any word without its ё where the reply has the letter; `off`."""

    yo: Literal["word", "text", "off"] = "word"


@rule("spelling", number=31, title="Без опечаток, с запятыми", source="002", severity="warning", hard=False, options=Spelling)
def spelling(reply: Document, case: Reading, options: Spelling) -> Iterator[Found]:
    """Опечатка в ответе заметнее самого ответа: кажется, что писали наспех."""
    taken: set[int] = set()
    yield from _listed(reply, case, taken)
    yield from _typos(reply, case, taken)
    for token, form in mistaken(reply):
        yield _instead(token, form, f"«{token.text}»: здесь нужно «{form}».")
    for first, second in doubled_words(reply):
        yield Found(first.start, second.end, f"Слово «{first.text}» стоит дважды.", first.text)
    for start, end in double_spaces(reply):
        yield Found(start, end, "Лишние пробелы.", " ")
    for start, end, sign in misplaced_spaces(reply):
        yield Found(start, end, f"Пробел у знака «{sign.strip()}» не на месте.", sign)
    yield from _commas(reply)
    if options.yo != "off":
        for token, form in spelled_both_ways(reply, throughout=options.yo == "text"):
            yield Found(token.start, token.end, f"«ё» пишут то так, то этак: «{token.text}» и «{form}».", form)


def _instead(token: Token, form: str, message: str) -> Found:
    return Found(token.start, token.end, message, like(token, form))


def _listed(reply: Document, case: Reading, taken: set[int]) -> Iterator[Found]:
    """Errors of the pack's list."""
    for entry, match in matches(case.pack, "spelling", reply):
        # «что бы @inf»: the infinitive shows that it is an error, and stays.
        tokens = match.tokens[:-1] if entry.phrase.rsplit(" ", 1)[-1].startswith("@") else match.tokens
        first, last = tokens[0], tokens[-1]
        if any(t.kind == "punct" for t in reply.tokens[first.index : last.index]):
            continue
        taken.update(t.index for t in tokens)
        shown = reply.text[first.start : last.end]
        better = "-".join(t.text for t in tokens) if entry.replace == "-" else fitted(reply, tokens, entry.replace or "")
        yield Found(first.start, last.end, f"Ошибка: «{shown}»." + (f" Правильно: «{better}»." if better else ""), better)


def _typos(reply: Document, case: Reading, taken: set[int]) -> Iterator[Found]:
    """Words that no dictionary knows and that are one slip away from those that replies are made of."""
    yo = "ё" in reply.signs
    unknown = reply.unknown
    if len(unknown) > _MOST or reply.signs & _NEIGHBOURS:
        return
    for token in unknown:
        if token.index in taken or not _judged(reply, token, case):
            continue
        form, maybe = meant(token.norm)
        if form is not None:
            better = like(token, (with_yo(form) or form) if yo else form)
            yield Found(token.start, token.end, f"Опечатка: «{token.text}». Правильно: «{better}».", better)
        elif maybe:
            yield Found(token.start, token.end, f"Опечатка: «{token.text}». Может быть, «{'», «'.join(maybe)}»?")


def _judged(reply: Document, token: Token, case: Reading) -> bool:
    """Whether the unknown word is a plain Russian one: no name, abbreviation, code, button, nor a word of the client's."""
    norm = token.norm
    if not _LEAST <= len(norm) <= _LONGEST or not norm.isalpha() or any("a" <= c <= "z" for c in norm) or token.text[1:] != token.text[1:].lower():
        return False
    if token.capital and reply.sentences[token.sentence].first != token.index or norm in case.client.norms or in_quotes(reply, token.start):
        return False
    if token.capital and any(
        t.text == token.text and t.index != reply.sentences[t.sentence].first for t in chain(reply.words, case.draft.words, case.known.words)
    ):
        return False
    return not is_word(norm) and not is_own_word(norm, case.pack.folders)


def _commas(reply: Document) -> Iterator[Found]:
    text = reply.text
    for missing in missing_commas(reply):
        before, last = reply.tokens[missing.after], reply.tokens[missing.last]
        if in_quotes(reply, last.start):
            continue
        better = f"{text[before.start : before.end]}, {text[before.end : last.end].lstrip()}"
        yield Found(before.start, last.end, f"Не хватает запятой: «{better}».", better)
    for loose in unset(reply):
        first, last = reply.tokens[loose.first], reply.tokens[loose.last]
        start = reply.tokens[loose.first - 1].start if loose.before else first.start
        lead = f"{text[start : reply.tokens[loose.first - 1].end]}, " if loose.before else ""
        better = lead + text[first.start : last.end] + ("," if loose.behind else "")
        yield Found(start, last.end, f"Не хватает запятой: «{better}».", better)

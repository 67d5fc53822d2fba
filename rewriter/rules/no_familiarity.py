"""no-familiarity: no «ты», slang, diminutives, pet names or condescension (000, 002 rule 9, 004)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rewriter.rules.base import Found, rule
from rewriter.rules.entries import found_by_list
from rewriter.text import morph
from rewriter.text.diminutives import full_form
from rewriter.text.document import Document, Token
from rewriter.text.morph import inflect
from rewriter.text.reading import Reading

_TY = frozenset("ты тебя тебе тобой тобою твой твоя твое твои твоего твоей твоему твоим твоих твою твоими".split())
# Imperatives and second persons that have become particles and set words.
_PARTICLES = frozenset("пусть будь бишь дескать хоть небось вишь ишь знай смотри глядь поди пусти шли".split())


@rule("no-familiarity", number=11, title="Без фамильярности", source="000, 002, 004")
def no_familiarity(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Дружелюбно — не значит запанибрата: «ты», уменьшительные и поучения клиент слышит как неуважение."""
    for found in found_by_list(case.pack, "no-familiarity", reply, "Фамильярно: «{text}»"):
        words = [t for t in reply.between(found.start, found.end) if t.word is not None]
        plain = full_form(reply, words[0]) if found.suggestion is None and len(words) == 1 else None
        yield found._replace(suggestion=plain) if plain else found
    for token in reply.words:
        if token.norm in _TY:
            if not _in_quotes(reply, token.start):
                yield Found(token.start, token.end, f"К клиенту обращаемся на «Вы», а здесь «{token.text}».", _polite_pronoun(token))
        elif _second_singular(token.norm) and not _in_quotes(reply, token.start):
            yield Found(token.start, token.end, f"К клиенту обращаемся на «Вы», а «{token.text}» — форма на «ты».", _polite_verb(token))


_POLITE = {"ты": "Вы", "тебя": "Вас", "тебе": "Вам", "тобой": "Вами", "тобою": "Вами"}


def _polite_pronoun(token: Token) -> str | None:
    if token.norm in _POLITE:
        return _POLITE[token.norm]
    form = next(
        (
            f
            for p in (token.word.parses if token.word else ())
            if (f := inflect("ваш", **{k: v for k, v in p.feats.items() if k in ("Case", "Number", "Gender")}))
        ),
        None,
    )
    return form[0].upper() + form[1:] if form else None


def _polite_verb(token: Token) -> str | None:
    form = next(
        (
            f
            for p in (token.word.parses if token.word else ())
            if p.feats.get("Number") == "Sing" and p.feats.get("Person") == "2" and (f := p.inflect(Number="Plur"))
        ),
        None,
    )
    return form[0].upper() + form[1:] if form and token.capital else form


def _in_quotes(document: Document, at: int) -> bool:
    before, after = document.text[:at], document.text[at:]
    return (before.rfind("«") > before.rfind("»") and "»" in after) or (before.count('"') % 2 == 1 and '"' in after)


@lru_cache(maxsize=50_000)
def _second_singular(form: str) -> bool:
    """A verb in the second person singular: «посмотришь», «напиши». Forms that read otherwise, too, do not count."""
    word = morph.word(form)
    if not word.known or not word.parses:
        return False
    singular = [p for p in word.parses if p.pos in ("VERB", "AUX") and p.feats.get("Person") == "2" and p.feats.get("Number") == "Sing"]
    share = sum(p.prob for p in singular)
    if share < 0.9 or len(word.form) < 3:
        return False
    return word.form not in _PARTICLES

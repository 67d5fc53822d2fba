"""no-familiarity: no «ты», slang, diminutives, pet names or condescension (000, 002 rule 9, 004)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pydantic import Field

from rewriter.rules.base import Found, Options, rule
from rewriter.rules.entries import found_by_list
from rewriter.text import morph
from rewriter.text.blame_repair import pointer
from rewriter.text.clauses import clauses
from rewriter.text.diminutives import full_form
from rewriter.text.document import Document, Token
from rewriter.text.expressions import Expression
from rewriter.text.fact import flat
from rewriter.text.in_context import parse_in_context
from rewriter.text.inflection import fitted
from rewriter.text.marks import Mark
from rewriter.text.morph import inflect
from rewriter.text.pet_names import pet_names
from rewriter.text.reading import Reading
from rewriter.text.unreal import unreal_doer

_TY = frozenset("ты тебя тебе тобой тобою твой твоя твое твои твоего твоей твоему твоим твоих твою твоими".split())
# Imperatives and second persons that have become particles and set words.
_PARTICLES = frozenset("пусть будь бишь дескать хоть небось вишь ишь знай смотри глядь поди пусти шли".split())


class NoFamiliarity(Options):
    """`plain`: a colloquial word → the plain one, both as in a dictionary."""

    plain: dict[str, str] = Field(default_factory=dict)


@rule("no-familiarity", number=11, title="Без фамильярности", source="000, 002, 004", options=NoFamiliarity)
def no_familiarity(reply: Document, case: Reading, options: NoFamiliarity) -> Iterator[Found]:
    """Дружелюбно — не значит запанибрата: «ты», уменьшительные и поучения клиент слышит как неуважение."""
    for found in found_by_list(case.pack, "no-familiarity", reply, "Фамильярно: «{text}»"):
        if found.suggestion is not None:
            yield found
            continue
        better = pointer(reply, found.start, found.end) or _plain(reply, found, options.plain)
        yield Found(better[0], better[1], found.message, better[2], found.severity) if better else found
    for token, name in pet_names(reply, case.context.client_name, frozenset(t.norm for t in case.client.words)):
        yield Found(token.start, token.end, f"Фамильярно: «{token.text}». Лучше: обращайтесь по имени или просто на «Вы».", name)
    for token in _SINGULAR.words(reply):
        if token.norm in _TY:
            if not _in_quotes(reply, token.start):
                yield Found(token.start, token.end, f"К клиенту обращаемся на «Вы», а здесь «{token.text}».", _polite_pronoun(token))
                if token.norm == "ты":
                    yield from _of_you(reply, token)
        elif not _in_quotes(reply, token.start) and token.norm not in _NOUNS and unreal_doer(reply, token) is None and not _of_anybody(reply, token):
            yield Found(token.start, token.end, f"К клиенту обращаемся на «Вы», а «{token.text}» — форма на «ты».", _polite_verb(token))


# «Включить пуши»: what a dictionary knows as an order alone.
_NOUNS = frozenset(("пуши",))


def _plain(reply: Document, found: Found, table: Mapping[str, str]) -> tuple[int, int, str] | None:
    """The colloquial word's plain one, or the full form of a diminutive: «скиньте» → «пришлите», «паспортик» → «паспорт»."""
    words = [t for t in reply.between(found.start, found.end) if t.word is not None]
    for token in words:
        said = next((table[x] for x in sorted(token.lemmas) if x in table), None)
        form = (_ordered(token, said) or fitted(reply, (token,), said)) if said else None
        if form:
            return token.start, token.end, form
    # «Мамочка, …» is an address and goes as a whole.
    if len(words) != 1 or _addresses(reply, words[0]):
        return None
    form = full_form(reply, words[0])
    return (found.start, found.end, form) if form else None


def _ordered(token: Token, plain: str) -> str | None:
    """«Скинь справку» → «пришлите»: an order on «ты» is a request on «Вы»."""
    top = token.word.top if token.word is not None else None
    if top is None or (top.feats.get("Mood"), top.feats.get("Number"), top.feats.get("Person")) != ("Imp", "Sing", "2"):
        return None
    form = next((f for p in morph.word(plain).parses if (f := p.inflect(VerbForm="Fin", Mood="Imp", Person="2", Number="Plur"))), None)
    return form[0].upper() + form[1:] if form and token.capital else form


def _addresses(reply: Document, token: Token) -> bool:
    """Somebody called by the word: set apart by punctuation."""
    parse = parse_in_context(reply, token)
    if parse is None or parse.feats.get("Animacy") != "Anim":
        return False
    tokens, sentence = reply.tokens, reply.sentences[token.sentence]
    before = token.index == sentence.first or tokens[token.index - 1].kind == "punct"
    after = token.index + 1 >= sentence.last or tokens[token.index + 1].kind == "punct"
    return before and after


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


def _of_you(document: Document, you: Token) -> Iterator[Found]:
    """«Ты отключил» → «Вы отключили»: the past verbs and short adjectives that go with «ты»."""
    part = next(p for p in clauses(document, you.sentence) if p[0].index <= you.index <= p[-1].index)
    parses = [(t, p) for t in part if t.word is not None and (p := parse_in_context(document, t)) is not None]
    if any(p.feats.get("Case") == "Nom" and p.feats.get("Number") == "Sing" and p.pos in ("NOUN", "PROPN") for _, p in parses):
        return
    for token, parse in parses:
        said = parse.feats.get("Tense") == "Past" and parse.feats.get("VerbForm") == "Fin" or parse.feats.get("Variant") == "Short"
        if said and parse.feats.get("Number") == "Sing" and (plural := parse.inflect(Number="Plur")):
            yield Found(token.start, token.end, f"К клиенту обращаемся на «Вы», а «{token.text}» — форма на «ты».", plural)


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


_OF_ALL = Expression(r"\W*(?:всегда |очень |так )?(?:обидно|неприятно|досадно|грустно|тяжело|приятно|здорово|страшно)\b")
_NOTHING = frozenset("ничего никак ничем никуда".split())


def _of_anybody(document: Document, token: Token) -> bool:
    """«Ничего не поделаешь» and «обидно, когда пишешь честно» are said to nobody."""
    if _OF_ALL.match(flat(document.sentences[token.sentence].text)) and not any(t.norm in _TY for t in document.of(document.sentences[token.sentence])):
        return True
    before = [t.norm for t in document.tokens[max(0, token.index - 4) : token.index] if t.sentence == token.sentence]
    return before[-1:] == ["не"] and not _NOTHING.isdisjoint(before)


@lru_cache(maxsize=4_096)
def _second_singular(form: str) -> bool:
    """A verb in the second person singular: «посмотришь», «напиши». Forms that read otherwise, too, do not count."""
    word = morph.word(form)
    if not word.parses or not word.known and not form.endswith(("шь", "шься", "ься", "йся")):
        return False
    singular = [p for p in word.parses if p.pos in ("VERB", "AUX") and p.feats.get("Person") == "2" and p.feats.get("Number") == "Sing"]
    share = sum(p.prob for p in singular)
    if share < 0.9 or len(word.form) < 3:
        return False
    return word.form not in _PARTICLES


_SINGULAR = Mark(lambda form: form in _TY or _second_singular(form))

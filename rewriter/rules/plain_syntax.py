"""plain-syntax: deeds are said with verbs, and it is said who does them (002 rule 3, 000)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, Options, rule
from rewriter.rules.entries import found_by_list
from rewriter.text.actives import doing, in_active
from rewriter.text.bearers import BEARERS, borne
from rewriter.text.carried_deeds import HOLLOW, LIGHT, carried, splits
from rewriter.text.document import Document, Token
from rewriter.text.nominalizations import verbs
from rewriter.text.noun_chains import cascades, chains, shape, stacked
from rewriter.text.passives import passives
from rewriter.text.quotes import in_quotes
from rewriter.text.reading import Reading


class PlainSyntax(Options):
    """`nouns`: how many nouns in a chain, each in the genitive of the one before, are too many; a term («пункт выдачи») counts for one."""

    nouns: int = 4


@rule("plain-syntax", number=15, title="Глаголы вместо цепочек существительных", source="000, 002", severity="warning", hard=False, options=PlainSyntax)
def plain_syntax(reply: Document, case: Reading, options: PlainSyntax) -> Iterator[Found]:
    """Действие называет глагол, а не существительное, и видно, кто действует: такую фразу понимают с первого раза."""
    found = [f for f in _found(reply, options) if not in_quotes(reply, f.start)]
    found += found_by_list(case.pack, "plain-syntax", reply, "Тяжёлый оборот: «{text}»")
    if not found:
        return
    kept: list[Found] = []
    for hit in found:
        if not any(hit.start < k.end and k.start < hit.end for k in kept):
            kept.append(hit)
    yield from sorted(kept)


def _found(reply: Document, options: PlainSyntax) -> Iterator[Found]:
    """What is found, the more telling first: of what overlaps only the first is kept."""
    yield from _passives(reply)
    for chain in chains(reply):
        text = reply.text[chain.start : chain.end]
        if deeds := stacked(chain):
            yield Found(chain.start, chain.end, f"Действия названы существительными: «{text}». {_with_verbs(deeds)}")
        elif chain.length >= options.nouns and not _is_name(reply, chain.nouns[0].index):
            yield Found(chain.start, chain.end, f"Цепочка из {chain.length} существительных: «{text}». Замените часть глаголом или разбейте предложение.")
    for split in (*(splits(reply) if reply.lemmas & LIGHT else ()), *(borne(reply) if reply.lemmas & BEARERS else ())):
        verb = _verb(split.verb, split.noun)
        better = f"Хватит одного глагола: «{verb}»." if verb else "Хватит одного глагола."
        yield Found(split.start, split.end, f"Сказуемое расщеплено: «{reply.text[split.start : split.end]}». {better}")
    for deeds in cascades(reply):
        start, end = deeds[0].start, deeds[-1].end
        yield Found(start, end, f"Нанизаны отглагольные существительные: «{reply.text[start:end]}». {_with_verbs(deeds)}")


def _passives(reply: Document) -> Iterator[Found]:
    for passive in passives(reply):
        text = reply.text[passive.start : passive.end]
        deed = carried(reply, passive.verb) if not passive.verb.lemmas.isdisjoint(LIGHT) else None
        empty = deed is not None or not passive.verb.lemmas.isdisjoint(HOLLOW)
        active = None if empty else in_active(reply, passive)
        if active is not None:
            yield Found(active.start, active.end, f"Страдательный оборот: «{text}». Лучше: «{active.text}».", active.text)
            continue
        verb = _verb(passive.verb, deed) if deed is not None else None
        said = doing(reply, passive, verb) if verb or not empty else None
        denied = "не " if any(t.norm == "не" for t in reply.tokens[max(0, (passive.copula or passive.verb).index - 1) : passive.verb.index]) else ""
        better = f"Лучше: «{said[0]} {denied}{said[1]}»." if said else "Начните с того, кто это делает, и скажите глаголом что."
        yield Found(passive.start, passive.end, f"Страдательный оборот: «{text}». {better}")


def _verb(light: Token, deed: Token) -> str | None:
    """The verb for the deed, of the empty verb's aspect."""
    both = (verbs(shape(deed.norm).lemma) or "").split(", ")
    perfective = light.word is not None and light.word.top is not None and light.word.top.feats.get("Aspect") == "Perf"
    return (both[-1] if perfective else both[0]) or None


def _with_verbs(deeds: tuple[Token, ...]) -> str:
    known = [v.split(", ")[-1] for d in deeds if (v := verbs(shape(d.norm).lemma))]
    return f"Скажите глаголом: «{'», «'.join(known[:2])}»." if known else "Скажите глаголами, кто и что делает."


def _is_name(reply: Document, at: int) -> bool:
    """A capital inside a sentence: «Правила оказания услуг …» are a title."""
    token = reply.tokens[at]
    return token.capital and reply.sentences[token.sentence].first != at

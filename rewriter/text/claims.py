"""Claims: what a text says of each predicate: its family, mode, doer, words and conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from itertools import islice, pairwise
from typing import NamedTuple

from rewriter.text import actors
from rewriter.text.concepts import keys_of
from rewriter.text.courtesy import is_courtesy, is_gladness, opening
from rewriter.text.document import Document, Token, read
from rewriter.text.doers import doer_of
from rewriter.text.families import kin, opposed, root
from rewriter.text.modality import Mode, Operator, by_choice, is_light, may_operate, operator, opposite
from rewriter.text.predicates import eaten, head_lemmas, is_future, negated, nominals, nominative, things, top_form
from rewriter.text.relations import Relations, relations
from rewriter.text.segments import Segment, is_predicate, segments_in

_WEAK_VERBS = frozenset("принимать приниматься действовать распространяться работать идти зависеть взиматься".split())
_WILL = ("стану", "станем")
# Beside these «вели» or «пойдите» is no order.
_TELLERS = frozenset(("вы", "мы", "они"))
_PRONOUNS = frozenset("он она оно они его ее их него нее них это этого ему ей им".split())
WHOLE = frozenset("целиком полностью весь вся все всю сразу полный полная полную полное".split())
EXCEPTIONS = frozenset(("исключение", "кроме", "исключением"))
_LIKELY = 0.1
_LATER = frozenset("потом позже позднее иначе тогда".split())
_ONLY = frozenset("только лишь исключительно".split())


# Not `frozen`, for the same reason as tokens are not; nothing ever changes one.
@dataclass(slots=True)
class Claim:
    """One predicate with all that the sentence says of it. `firm`: duty or right in so many words; `past`: a result, not a rule."""

    start: int
    end: int
    mode: Mode
    firm: bool
    roots: frozenset[str]
    kins: frozenset[str]
    axes: tuple[tuple[str, int], ...]
    head_keys: frozenset[str]
    words: frozenset[str]
    relations: Relations
    actor: str | None
    stated: bool  # the doer stands in the sentence, and is not only understood
    past: bool
    only: bool
    sentence: int
    in_your_stead: bool
    for_you: bool
    done: bool  # a short participle: «передано»
    nominal: bool  # the head is a noun, not a verb
    inherited: bool  # the predicate stands before, and is only understood here
    future: bool
    things: frozenset[str]  # keys of nouns and adjectives alone
    doubtful: bool = False  # may agree, but contradicts nothing


class _Head(NamedTuple):
    tokens: tuple[Token, ...]
    nominal: bool


@lru_cache(maxsize=64)
def _claims(text: str) -> tuple[Claim, ...]:
    return tuple(_Maker(read(text)).run())


def claims_in(document: Document) -> tuple[Claim, ...]:
    """The text's claims in order; greetings, empathy and wishes make none."""
    return _claims(document.text)


class _Maker:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.last: Claim | None = None
        self.subject: tuple[Token, ...] = ()  # what a pronoun may stand for
        self.pronouns = not document.norms.isdisjoint(_PRONOUNS)
        self.unsaid: Mode | None = None  # the mode of «просим не вскрывать» without its «не», which is the infinitive's own
        # A question states nothing: «Крышка закрыта, а вода холодная?»; «Проверю, верно ли я понял: …, так?» does.
        self.asking = frozenset(
            s.index for s in document.sentences if document.tokens[s.last - 1].text == "?" and not any(t.text == ":" for t in document.of(s))
        )

    def run(self) -> Iterator[Claim]:
        by_sentence: dict[int, list[Segment]] = {}
        for segment in segments_in(self.document):
            by_sentence.setdefault(segment.sentence, []).append(segment)
        for segments in by_sentence.values():
            if is_courtesy(opening(segments), whole=True) or is_gladness(self.document.sentences[segments[0].sentence]):
                continue
            told = [s for s in segments if not is_courtesy(s)]
            attached = _attached(told)
            opens = True
            for i, segment in enumerate(told):
                if i not in attached:
                    continue
                made = list(self._of(segment, opens)) or list(self._elliptic(segment, opens))
                opens = opens and not made
                if i and told[i - 1].sentence == segment.sentence and told[i - 1].tokens[0].norm in ("что", "кто") and segment.joined == ",":
                    # «Что меняли позже, из копии не восстановится»: the clause is what it is said of.
                    made = [replace(bare, words=bare.words | _words(told[i - 1])) for bare in made]
                for bare in made:
                    self.last = reduce(_with, attached[i], replace(bare, doubtful=True) if bare.sentence in self.asking else bare)
                    yield self.last
                if self.pronouns and segment.kind == "main" and (nouns := tuple(islice(filter(nominative, segment.tokens), 2))):
                    self.subject = nouns

    def _of(self, segment: Segment, opens: bool) -> Iterator[Claim]:
        tokens = segment.tokens
        infinitives = [
            i
            for i, t in enumerate(tokens)
            if t.word is not None and (t.word.verb_form == "Inf" and "быть" not in t.lemmas or t.norm == "есть" and eaten(tokens, i))
        ]
        taken: set[int] = set()
        operators = [
            (i, op)
            for i, t in enumerate(tokens)
            if may_operate(t)
            and (
                op := operator(
                    t, negated(tokens, i), before_infinitive=any(j > i for j in infinitives) or (t.norm in ("следует", "обязательно") and bool(infinitives))
                )
            )
            is not None
        ]
        for n, (i, op) in enumerate(operators):
            taken.add(i)
            stop = operators[n + 1][0] if n + 1 < len(operators) else len(tokens)
            begin = operators[n - 1][0] if n else -1
            mine = [j for j in infinitives if i < j < stop and j not in taken] or [j for j in infinitives if begin < j < i and j not in taken]
            lexical = [j for j in mine if operator(tokens[j], False, before_infinitive=True) is None]
            mode = op
            self.unsaid = None
            if lexical and op.mode == "can" and negated(tokens, lexical[0]):
                mode = Operator("neednot")
            elif lexical and op.mode in ("must", "advise") and negated(tokens, lexical[0]):
                mode, self.unsaid = Operator("cannot"), op.mode
            for j in lexical:
                taken.add(j)
                yield from self._claim(segment, j, mode, self._heads(segment, j, i), False)
            if not lexical and (passive := _passive_behind(tokens, i)) is not None:
                taken.add(passive)
                yield from self._claim(segment, passive, mode, self._heads(segment, passive, i), False)
            elif not lexical:
                yield from self._claim(segment, i, mode, self._heads(segment, None, i), False)
        for j in infinitives:
            if j in taken:
                continue
            helper = next(
                (
                    k
                    for k in range(max(0, j - 4), min(len(tokens), j + 4))
                    if tokens[k].is_("быть") and k < j + 3 and is_future(tokens, k) or tokens[k].norm in _WILL
                ),
                None,
            )
            if helper is not None:
                taken.add(helper)
                yield from self._claim(
                    segment, j, Operator("isnot" if negated(tokens, helper) or negated(tokens, j) else "is"), self._heads(segment, j, j), False
                )
            elif not opens and self.last is not None and not operators and segment.kind == "main":
                borne: Mode = self.unsaid or self.last.mode
                if negated(tokens, j) and borne in ("is", "isnot", "ask", "must", "advise"):
                    borne = "cannot"
                yield from self._claim(segment, j, Operator(borne), self._heads(segment, j, j), False)
        for i, token in enumerate(tokens):
            if not (is_predicate(token) or token.norm == "нет") or i in taken or i in infinitives:
                continue
            if operator(token, False, before_infinitive=bool(infinitives)) is not None or (
                operators and token.is_("являться", "считаться", "представляться", "быть")
            ):
                continue
            yield from self._finite(segment, i, infinitives)

    def _finite(self, segment: Segment, i: int, infinitives: list[int]) -> Iterator[Claim]:
        tokens = segment.tokens
        token = tokens[i]
        assert token.word is not None
        top = token.word.top
        denied = negated(tokens, i)
        if top is not None and top.pos == "AUX" and any(is_predicate(t) for j, t in enumerate(tokens) if j != i and abs(j - i) <= 3):
            return
        participle = any(p.feats.get("VerbForm") == "Part" and p.prob > _LIKELY for p in token.word.parses)
        if (
            top is not None
            and top.pos == "ADJ"
            and not participle
            and not token.is_(
                "готовый",
                "согласный",
                "виден",
                "видный",
                "платный",
                "бесплатный",
                "открытый",
                "закрытый",
                "действительный",
                "активный",
                "совместимый",
                "верный",
            )
        ):
            return
        mode: Mode = "isnot" if denied or token.norm == "нет" or token.is_("отсутствовать") else "is"
        if token.is_("отсутствовать") and denied:
            mode = "is"
        imperative = (
            top is not None
            and top.pos == "VERB"
            and any(p.feats.get("Mood") == "Imp" and p.feats.get("Person") == "2" and p.prob > 0.3 for p in token.word.parses)
            and segment.norms.isdisjoint(_TELLERS)
        )
        if imperative or token.norm in ("просим", "прошу"):
            if token.is_("забыть", "просить"):
                for j in infinitives:
                    yield from self._claim(segment, j, Operator("cannot" if negated(tokens, j) else "ask"), self._heads(segment, j, i), False)
                self.unsaid = "ask" if token.is_("просить") else None
                return
            mode = "cannot" if denied else "ask"
        # «При желании вернём на карту» is our promise; «при желании позвоните» leaves the client free.
        ours = top is not None and top.feats.get("Person") == "1" and token.norm not in ("просим", "прошу")
        if mode in ("ask", "is") and not ours and by_choice(tokens):
            mode = "neednot"
        past = top is not None and top.feats.get("Tense") == "Past" and not token.is_("предусмотреть", "запретить", "разрешить")
        yield from self._claim(segment, i, Operator(mode), self._heads(segment, i, i), past)

    def _heads(self, segment: Segment, verb: int | None, at: int) -> _Head:
        """The words that the claim is about: the verb itself, or the noun where the verb says nothing of its own."""
        tokens = segment.tokens
        if verb is not None and (not is_light(tokens[verb]) or tokens[verb].norm == "есть" and eaten(tokens, verb)):
            extra = tuple(t for t in nominals(tokens, verb) if nominative(t))[:1] if tokens[verb].is_(*_WEAK_VERBS) else ()
            return _Head((tokens[verb], *extra), False)
        nouns = nominals(tokens, at if verb is None else verb)
        if tokens[at].norm == "нет" and (
            near := [
                t
                for t in (*tokens[at + 1 : at + 3], *tokens[max(0, at - 1) : at])
                if t.word is not None and t.word.top is not None and t.word.top.pos == "NOUN"
            ]
        ):
            nouns = (near[0],)
        if tokens[at].is_("подлежать") and (
            deeds := [t for t in tokens if t.word is not None and t.word.top is not None and t.word.top.pos == "NOUN" and t.word.top.feats.get("Case") == "Dat"]
        ):
            nouns = (deeds[0],)  # «сертификат возврату не подлежит» speaks of the return
        if nouns:
            return _Head(nouns, True)
        if self.subject and not segment.norms.isdisjoint(_PRONOUNS) and not self._of_deed(tokens):
            return _Head(self.subject[:1], True)
        if verb is not None and tokens[verb].is_("действовать"):
            return _Head((tokens[verb],), False)  # «Прежний больше не действует»
        return _Head((), True)

    def _of_deed(self, tokens: tuple[Token, ...]) -> bool:
        """«Вы можете подать апелляцию, но это не обязательно»: the pronoun stands for what was just said to be done, not for a thing."""
        said = [t.norm for t in tokens if t.norm in _PRONOUNS]
        return said == ["это"] and self.last is not None and self.last.sentence == tokens[0].sentence and not self.last.nominal

    def _claim(self, segment: Segment, at: int, op: Operator, head: _Head, past: bool) -> Iterator[Claim]:
        tokens = segment.tokens
        if head.tokens:
            lemmas = {lemma for t in head.tokens for lemma in head_lemmas(t)}
            inherited = False
            roots = frozenset(root(x) for x in lemmas)
            kins = frozenset(k for x in lemmas if (k := kin(x)))
            axes = tuple(a for x in lemmas for a in opposed(x))
            head_keys = frozenset(k for t in head.tokens for k in keys_of(t))
        elif self.last is not None:
            if any(t.norm in ("так", "следующее") for t in tokens[at + 1 : at + 3]):
                return  # «Обмена нет, поэтому делаем так: …» tells that something is to follow
            inherited = True
            roots, kins, axes, head_keys = self.last.roots, self.last.kins, self.last.axes, self.last.head_keys
        else:
            return
        actor, stated = doer_of(segment, at, op.mode)
        words, norms = _words(segment), segment.norms
        if self.subject and not norms.isdisjoint(_PRONOUNS) and norms.isdisjoint(_LATER):
            words |= keys_of(self.subject[0])
        firm = op.strong or op.mode == "must" and "обязательно" in norms  # «Обязательно нужно»
        for_you = "вас" in norms and _for_you(tokens)  # and «мы сами» in the client's stead
        yield Claim(
            segment.start, segment.end, op.mode, firm, roots, kins, axes, head_keys, words, relations(segment), actor, stated, past,
            not norms.isdisjoint(_ONLY), segment.sentence, for_you or "мы" in norms and "сами" in norms, for_you, past and top_form(tokens[at]) == "Part", head.nominal, inherited, is_future(tokens, at), _things(segment), _idle(tokens) if inherited else _unchanged(tokens, at),
        )  # fmt: skip

    def _elliptic(self, segment: Segment, opens: bool) -> Iterator[Claim]:
        """«а после её окончания — производитель», «в том числе бельё», «Исключение — бельё»: the predicate stands before."""
        tokens = segment.tokens
        words = _words(segment)
        # «Мужу не отдадут, только Вам самой»: what alone is let through is an exception, too.
        alone = self.last is not None and self.last.mode in ("isnot", "cannot") and tokens[0].norm in ("только", "лишь")
        exception = alone or any(t.norm in EXCEPTIONS for t in tokens[:3])
        if (
            self.last is None
            or not words
            or (opens and not exception)
            or (segment.joined not in (",", "а", "но", "и", "–", "—", "зато", "или") and not exception)
        ):
            return
        if self.last.mode in ("isnot", "cannot") and (any(t.kind == "number" for t in tokens) or tokens[0].norm == "в" and "наличии" in segment.norms):
            return  # «комиссии нет, а при переводе она 1 %», «красного нет, в наличии чёрный»: a value of its own
        if self.last.mode == "isnot" and self.last.nominal and self.last.sentence == segment.sentence and any(map(nominative, tokens)) and not exception:
            return  # «номера квартиры нет, и доставка на паузе»: what is absent stands in another case
        # «по адресу: а/я 224, ООО «Пост Сервис»» goes there, and does nothing.
        found = (
            None
            if (segment.joined == "," or tokens[1:2] and tokens[1].text == "/") and not exception and any(t.kind == "number" for t in tokens)
            else actors.subject(tokens, len(tokens))
        )
        mode = opposite(self.last.mode) if exception else self.last.mode
        yield replace(
            self.last, start=segment.start, end=segment.end, mode=mode, words=words, relations=relations(segment), actor=found[0] if found else None, stated=bool(found),
            sentence=segment.sentence, only=False, in_your_stead=False, inherited=True, things=_things(segment), firm=False, doubtful=alone or _not_wholly(tokens),
        )  # fmt: skip


def _not_wholly(tokens: tuple[Token, ...]) -> bool:
    """«…, но не полностью»: limits what is said before, and denies nothing."""
    said = [t.norm for t in tokens if t.kind == "word" and t.norm not in ("но", "а", "и")]
    return len(said) > 1 and said[0] == "не" and WHOLE.issuperset(said[1:])


def _idle(tokens: tuple[Token, ...]) -> bool:
    """«Это нужно для обмена»: says what for, and demands nothing."""
    return any(t.norm == "это" for t in tokens[:2]) and any(t.norm in ("для", "чтобы") for t in tokens)


def _unchanged(tokens: tuple[Token, ...], at: int) -> bool:
    """«Остаётся прежней», «сохранится без изменений», «осталась той же»."""
    if not tokens[at].is_("остаться", "оставаться", "сохраниться", "сохраняться"):
        return False
    return any(
        t.is_("прежний", "неизменный") or t.is_("изменение") and i and tokens[i - 1].norm == "без" or t.norm == "же" and i and tokens[i - 1].is_("тот", "такой")
        for i, t in enumerate(tokens)
    )


def _passive_behind(tokens: tuple[Token, ...], at: int) -> int | None:
    """«может быть восстановлен»: where the participle stands."""
    if at + 2 >= len(tokens) or tokens[at + 1].norm != "быть":
        return None
    return next((i for i in range(at + 2, min(at + 5, len(tokens))) if top_form(tokens[i]) == "Part" and is_predicate(tokens[i])), None)


def _attached(segments: list[Segment]) -> dict[int, list[Segment]]:
    """Main segments by place, each with the conditions that belong to it."""
    mains = [i for i, s in enumerate(segments) if s.kind in ("main", "reason")]
    if not mains:
        return {i: [] for i, s in enumerate(segments) if s.kind in ("cond", "rel")}
    found: dict[int, list[Segment]] = {i: [] for i in mains}
    for i, segment in enumerate(segments):
        if segment.kind not in ("cond", "rel", "purpose"):
            continue
        before = [m for m in mains if m < i]
        after = [m for m in mains if m > i]
        forward = segment.kind == "cond" and after and (not before or segment.joined in ("а", "но", "зато", ";"))
        found[after[0] if forward or not before else before[-1]].append(segment)
    return found


def _with(claim: Claim, extra: Segment) -> Claim:
    merged = dict(claim.relations)
    if extra.kind == "cond" and "не" in extra.norms and not relations(extra):
        return replace(claim, start=min(claim.start, extra.start), end=max(claim.end, extra.end))  # «…, если товар не вернут» tells of no return
    if extra.kind == "cond":
        for key, found in relations(extra).items():
            merged[key] = merged.get(key, frozenset()) | found
    return replace(claim, words=claim.words | _words(extra), relations=merged, start=min(claim.start, extra.start), end=max(claim.end, extra.end))


@lru_cache(maxsize=256)
def _words(segment: Segment) -> frozenset[str]:
    """Keys of what the segment speaks of: its words but for those that set a mode, its numbers and codes."""
    found: set[str] = set()
    for token in segment.tokens:
        if token.kind == "word":
            if not may_operate(token) or operator(token, False, before_infinitive=True) is None:
                found |= keys_of(token)
        elif token.kind in ("number", "code"):
            found.add(token.norm)
    return frozenset(found)


@lru_cache(maxsize=256)
def _things(segment: Segment) -> frozenset[str]:
    return things(segment.tokens)


def _for_you(tokens: tuple[Token, ...]) -> bool:
    """«за Вас», «вместо Вас»."""
    return any(a.norm in ("за", "вместо") and b.norm == "вас" for a, b in pairwise(tokens))

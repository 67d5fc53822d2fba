"""What a mutator is: it breaks a good reply in one known way, so that one rule must say so, and says where it broke it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple

from rewriter.case import Case
from rewriter.checker import NOT_RUN, Selection, violations_of
from rewriter.pack import Pack, load_pack, pack_names
from rewriter.result import Violation
from rewriter.rules import rules
from rewriter.text import morph
from rewriter.text.document import Document, Sentence, read
from rewriter.text.reading import Reading

Verdict = Literal["found", "elsewhere", "softened", "missed"]
# Of each good reply a mutator breaks no more than this many ways: long replies do not outweigh short ones.
_WAYS = 3


class Broken(NamedTuple):
    """A broken reply. `start`, `end`: what is wrong in it, None where something is missing; `case`: what else of the case is changed."""

    text: str
    start: int | None = None
    end: int | None = None
    what: str = ""
    case: Mapping[str, Any] = {}


@dataclass(frozen=True, eq=False)
class Good:
    """A reply that breaks no rule, with its case; `mood` as the pair's author saw it."""

    id: str
    case: Case
    pack: Pack
    mood: str

    @property
    def text(self) -> str:
        """The reply."""
        return self.case.checked_text

    @cached_property
    def document(self) -> Document:
        """The reply, read."""
        return read(self.text)

    @cached_property
    def sources(self) -> str:
        """Everything that a value of the reply may come from."""
        context = self.case.context
        known = (context.client_name, context.operator_name, context.ticket_id, *context.facts, *self.pack.constants.texts())
        return "\n".join((self.case.draft, self.case.client_message, *(k for k in known if k)))

    @cached_property
    def body(self) -> list[Sentence]:
        """The sentences that say something: neither courtesies nor the signature."""
        return [s for s in self.document.sentences if not _COURTESY.search(s.text.strip("— \n").lower()) and not self._signed(s)]

    def _signed(self, sentence: Sentence) -> bool:
        at = self.text.find("С уважением")
        return at >= 0 and sentence.start >= at

    def asks(self, pattern: str) -> bool:
        """Whether the client's message holds this."""
        return bool(re.search(pattern, self.case.client_message.lower()))

    def drafts(self, pattern: str) -> bool:
        """Whether the draft holds this."""
        return bool(re.search(pattern, self.case.draft.lower()))


_COURTESY = re.compile(
    r"^(?:здравствуйте|добрый|(?:\w+, )?понимаю|мне очень жаль|прин[оё]с|прос(?:им|тите)|поздравля|с дн[её]м|и вас|хорош|чудесн|отличн|приятн|удачи|всего|берегите|спасибо|рад[аы]? |будем|пусть|как (?:здорово|хорошо|приятно)|"
    r"здоровья|пожалуйста!|всегда пожал|л[её]гкого|если появятся вопросы|пишите|загранпаспорт|да, дождь)"
)


@lru_cache(maxsize=1)
def goods() -> tuple[Good, ...]:
    """The replies of all pairs of all packs."""
    found = []
    for name in pack_names():
        pack = load_pack(name)
        if pack.prompt_folders and (pack.prompt_folders[0] / "pairs.yaml").is_file():
            for pair in pack.pairs:
                case = Case(id=pair.id, pack=name, client_message=pair.client.strip(), draft=pair.draft.strip(), reply=pair.reply.strip(), context=pair.context)
                found.append(Good(pair.id, case, pack, pair.mood))
    return tuple(found)


Break = Callable[[Good, random.Random], Iterator[Broken]]


@dataclass(frozen=True)
class Mutator:
    """A way to break the rule `rule`; `about` says it in a word."""

    rule: str
    about: str
    run: Break = field(repr=False)


MUTATORS: list[Mutator] = []


def mutator(rule: str, about: str) -> Callable[[Break], Break]:
    """Registers a mutator. It yields nothing where its change might be harmless."""

    def register(run: Break) -> Break:
        MUTATORS.append(Mutator(rule, about, run))
        return run

    return register


def adds(rule: str, about: str, sentences: Sequence[str]) -> None:
    """Registers a mutator that puts one of the sentences, each wrong in every reply, between the others."""

    def run(good: Good, rng: random.Random) -> Iterator[Broken]:
        for sentence in rng.sample(sentences, _WAYS):
            yield insert(good, rng, sentence)

    mutator(rule, about)(run)


@dataclass(frozen=True)
class Mutant:
    """A broken reply and the rule that must see it."""

    good: Good
    by: Mutator
    broken: Broken

    @property
    def case(self) -> Case:
        """The case as it is judged."""
        return self.good.case.model_copy(update={"reply": self.broken.text, **self.broken.case})

    def __str__(self) -> str:
        return f"{self.good.id}, {self.by.about}: {self.broken.what or self.broken.text[self.broken.start : self.broken.end]!r}"


def mutants(of: Mutator, *, every: int = 1) -> Iterator[Mutant]:
    """The mutants of one mutator, of all good replies or of every n-th; the same ones in every run."""
    for good in goods()[::every]:
        if good.pack.setting(of.rule).off:
            continue
        rng = random.Random(f"{good.id} {of.rule} {of.about}")
        ways = [b for b in of.run(good, rng) if b.text != good.text or b.case]
        for broken in rng.sample(ways, min(_WAYS, len(ways))):
            yield Mutant(good, of, broken)


@lru_cache(maxsize=4_096)
def _known(good: Good, rule: str) -> frozenset[tuple[str, str]]:
    return frozenset((v.message, v.text) for v in said(good.case, rule))


def said(case: Case, rule: str) -> list[Violation]:
    """The rule's violations in the case. Raises RuntimeError where the rule could not run."""
    found, _, skipped = violations_of(Reading(case, load_pack(case.pack)), read(case.checked_text), Selection(frozenset((rule,))))
    if any(reason.startswith(NOT_RUN) for reason in skipped.values()):
        raise RuntimeError(f"{case.id}: {skipped}")
    return found


def verdict(mutant: Mutant) -> Verdict:
    """Whether the rule says of the mutant what it does not say of the good reply, as an error where it is hard, and at the place that was broken."""
    found = [v for v in said(mutant.case, mutant.by.rule) if (v.message, v.text) not in _known(mutant.good, mutant.by.rule)]
    if not found:
        return "missed"
    if rules()[mutant.by.rule].hard:
        found = [v for v in found if v.severity == "error"]
        if not found:
            return "softened"
    start, end = mutant.broken.start, mutant.broken.end
    if start is None or end is None or any(v.start == v.end or (v.start < end and start < v.end) for v in found):
        return "found"
    return "elsewhere"


# ── What mutators break with ──


def put(text: str, start: int, end: int, new: str, mark: str | None = None, what: str = "", **case: Any) -> Broken:
    """`text` with [start, end) replaced; `mark`: what of the new text is wrong, all of it where it is None."""
    at = new.index(mark) if mark else 0
    wrong = len(mark) if mark else len(new)
    return Broken(text[:start] + new + text[end:], start + at, start + at + wrong, what or new.strip(), case)


def cut(text: str, start: int, end: int, what: str = "") -> Broken:
    """`text` without [start, end) and without the space that it leaves."""
    gone = text[start:end].strip()
    before, after = text[:start], text[end:]
    if before.endswith((" ", "\n")) or not before:
        after = after.lstrip(" ")
    if after[:1] in (".", ",", "!", "?", ":", ""):
        before = before.rstrip(" ")
    whole = before + after
    return Broken(whole[:1].upper() + whole[1:], None, None, what or f"− {gone}")


def insert(good: Good, rng: random.Random, sentence: str, mark: str | None = None, **case: Any) -> Broken:
    """The reply with one more sentence, behind one of those that say something."""
    after = rng.choice(good.body or list(good.document.sentences))
    return put(good.text, after.end, after.end, f" {sentence}", mark or sentence, **case)


def swap(text: str, a: tuple[int, int], b: tuple[int, int]) -> str:
    """Two stretches, the first before the second, in each other's place."""
    return text[: a[0]] + text[b[0] : b[1]] + text[a[1] : b[0]] + text[a[0] : a[1]] + text[b[1] :]


def form(lemma: str, case: str, number: str = "Sing") -> str:
    """A noun, or an adjective and a noun, in the asked case."""
    words = lemma.split()
    noun = morph.inflect(words[-1], "NOUN", Case=case, Number=number)
    assert noun is not None, lemma
    if len(words) == 1:
        return noun
    gender = next(p for p in morph.word(words[-1].replace("ё", "е")).parses if p.pos == "NOUN").feats.get("Gender", "Masc")
    feats = {"Case": case, "Number": number} | ({"Gender": gender} if number == "Sing" else {}) | ({"Animacy": "Inan"} if case == "Acc" else {})
    adjective = morph.inflect(words[0], **feats) or morph.inflect(words[0], **{k: v for k, v in feats.items() if k != "Animacy"})
    assert adjective is not None, lemma
    return f"{adjective} {noun}"


def title(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]

"""What is wrong with pairs, each finding with its place; one judgement for pairs of packs, for candidates and for what a trainer adds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from rewriter.case import Case
from rewriter.checker import NOT_RUN
from rewriter.pack import Pack, load_pack, pack_names
from rewriter.rules import rules
from rewriter.text.mood import mood_of
from rewriter.training.duplicates import Near, Texts, near
from rewriter.training.lessons import Judged, mood_agrees, mood_word
from rewriter.training.pairs import Placed, shown

Kind = Literal["id", "pack", "rule", "before", "after", "facts", "mood", "repeat", "leak"]
_OF_FACTS = frozenset(("facts-preserved", "no-new-facts"))
_MOODS = {"upset": "клиент расстроен", "joyful": "клиент радуется", "neutral": "клиент спокоен"}


class Problem(NamedTuple):
    """What is wrong with a pair: where (`file:line`), of which kind, in Russian."""

    place: str
    pair: str
    kind: Kind
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.pair}: {self.message}"


class Suite(NamedTuple):
    """Cases of an evaluation suite with their lines, from 1."""

    path: Path
    cases: tuple[tuple[int, Case], ...]


def lint(pairs: Sequence[Placed], suites: Sequence[Suite] = (), beside: Sequence[Placed] = (), pack_of: Callable[[str], Pack] = load_pack) -> Iterator[Problem]:
    """Everything that is wrong with the pairs, in their order, then what repeats, then what leaks into the suites. Raises PackError for a pack that does not load.

    `beside`: pairs that these must not repeat and whose ids are taken, not judged themselves.
    """
    yield from _ids(pairs, beside)
    for placed in pairs:
        yield from _judged(placed, pack_of)
    yield from repeats(pairs, beside)
    for suite in suites:
        yield from leaks(pairs, suite)


def sound(placed: Placed, pack: Pack, judged: Judged | None = None) -> tuple[Problem, ...]:
    """What is wrong with one pair in itself: for a candidate as it is made or edited. `judged`: the pair's own verdict where there is one already."""
    return tuple(_judged(placed, lambda _: pack, judged))


def _ids(pairs: Sequence[Placed], beside: Iterable[Placed]) -> Iterator[Problem]:
    seen = {placed.pair.id: placed for placed in beside}
    for placed in pairs:
        if (other := seen.setdefault(placed.pair.id, placed)) is not placed:
            yield Problem(placed.place(), placed.pair.id, "id", f"такой id уже есть: {other.place()}")


def _judged(placed: Placed, pack_of: Callable[[str], Pack], judged: Judged | None = None) -> Iterator[Problem]:
    pair = placed.pair

    def problem(field: str, kind: Kind, message: str) -> Problem:
        return Problem(placed.place(field), pair.id, kind, message)

    if not placed.pack:
        yield problem("id", "pack", f"не видно, чья это пара: id начинается с имени пакета ({', '.join(pack_names())}) или пакет назван параметром --pack")
        return
    for field in ("draft", "reply"):
        if not getattr(pair, field).strip():
            yield problem(field, "before" if field == "draft" else "after", f"{field} пуст")
            return
    judged = judged or Judged(pair, pack_of(placed.pack))
    yield from (problem("teaches", *told) for told in _claims(judged))
    yield from (problem("reply", *told) for told in _reply(judged))
    if not mood_agrees(pair.mood, pair.client):
        yield problem("mood", "mood", f"mood: {pair.mood}, а по письму {_MOODS[mood_word(mood_of(pair.client))]}")


def _claims(judged: Judged) -> Iterator[tuple[Kind, str]]:
    pair, known = judged.pair, rules()
    if not judged.before.violations:
        yield "before", "черновик не нарушает ни одного правила: учиться не на чём"
    if not pair.teaches:
        yield "rule", "не сказано, чему учит пара (teaches)"
    for number, rule_id in enumerate(pair.teaches):
        if rule_id in pair.teaches[:number]:
            yield "rule", f"teaches: {rule_id} названо дважды"
        elif rule_id not in known:
            yield "rule", f"teaches: нет правила «{rule_id}»"
        elif judged.pack.setting(rule_id).off:
            yield "rule", f"teaches: правило {rule_id} в пакете {judged.pack.name} выключено"
        elif not judged.teaches(rule_id):
            really = f"; нарушает: {', '.join(judged.broken)}" if judged.broken else ""
            yield "before", f"teaches: {rule_id}, но черновик его не нарушает, а ответ не показывает{really}"


def _reply(judged: Judged) -> Iterator[tuple[Kind, str]]:
    errors = judged.after.errors
    for violation in errors:
        yield "facts" if violation.rule in _OF_FACTS else "after", f"ответ нарушает {violation.rule}: {violation.message}"
    # A rule may let a fact go that evidence still misses.
    lost = [fact.text for fact in judged.after.facts if not fact.kept]
    if lost and all(v.rule != "facts-preserved" for v in errors):
        yield "facts", f"ответ потерял из черновика: {', '.join(f'«{text}»' for text in lost)}"
    yield from (("after", f"правило {rule_id}: {why}") for rule_id, why in judged.after.rules.skipped.items() if why.startswith(NOT_RUN))


def repeats(pairs: Sequence[Placed], beside: Sequence[Placed] = ()) -> Iterator[Problem]:
    """Pairs that nearly repeat each other, told of the later one, or one of `beside`."""
    everything = [*beside, *pairs]
    for found in near([texts_of(placed) for placed in everything]):
        first, second = everything[found.first], everything[found.second]
        if found.second >= len(beside):
            yield Problem(second.place(), second.pair.id, "repeat", f"почти то же, что {first.pair.id} ({first.place()}): {alike(found)}")


def leaks(pairs: Sequence[Placed], suite: Suite) -> Iterator[Problem]:
    """Pairs that nearly repeat a case of a suite: whoever learns them knows the answer beforehand."""
    cases = [Texts(case.client_message, case.draft, case.reply or "") for _, case in suite.cases]
    for found in near([texts_of(placed) for placed in pairs], cases):
        placed, (line, case) = pairs[found.first], suite.cases[found.second - len(pairs)]
        yield Problem(placed.place(), placed.pair.id, "leak", f"почти то же, что {case.id} в проверочном наборе {shown(suite.path)}:{line}: {alike(found)}")


def texts_of(placed: Placed) -> Texts:
    """What of a pair is compared."""
    return Texts(placed.pair.client, placed.pair.draft, placed.pair.reply)


def alike(found: Near) -> str:
    """«черновики 62 %, ответы 40 %»."""
    meaning = f", по смыслу {found.meaning:.3f}".replace(".", ",") if found.meaning is not None else ""
    return f"черновик с письмом {found.before * 100:.0f} %, ответ {found.reply * 100:.0f} %{meaning}"

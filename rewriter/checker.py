"""Pack + case + reply → violations, facts and questions matched, and fixes applied: judge, plan, apply, judge again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rewriter.case import Case
from rewriter.pack import Pack, load_pack
from rewriter.result import CheckResult, FactEvidence, QuestionEvidence, Readability, RulesEvidence, Severity, Violation
from rewriter.rules import broken, rules
from rewriter.rules.base import Found, NotJudged, Options, Rule
from rewriter.rules.facts_preserved import facts_to_keep
from rewriter.text.answering import answers
from rewriter.text.document import Document, read
from rewriter.text.edits import apply
from rewriter.text.graphemes import snapped
from rewriter.text.matching import stands_in
from rewriter.text.officialese import officialese
from rewriter.text.reading import Reading

_FIX_ROUNDS = 8
# How the reason of a rule that raised begins; a rewrite with such a rule is never `ok`.
NOT_RUN = "правило не сработало"


@dataclass(frozen=True)
class Selection:
    """Which rules are judged: all, or only `select`, without `ignore`."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    def takes(self, rule_id: str) -> bool:
        """Whether the rule is judged."""
        return (not self.select or rule_id in self.select) and rule_id not in self.ignore


ALL = Selection()


class UnknownRule(ValueError):
    """A rule id that no rule has."""


def selection(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Selection:
    """A selection of existing rules. Raises UnknownRule."""
    known = (*rules(), *broken())
    for rule_id in (*select, *ignore):
        if rule_id not in known:
            raise UnknownRule(f"нет правила «{rule_id}»; есть: {', '.join(known)}")
    return Selection(frozenset(select), frozenset(ignore))


def check(case: Case, pack: Pack | None = None, chosen: Selection = ALL) -> CheckResult:
    """The verdict on `case.checked_text` by every rule of the pack."""
    pack = pack or load_pack(case.pack)
    reading = Reading(case, pack)
    return judge(reading, read(case.checked_text), chosen)


def judge(reading: Reading, reply: Document, chosen: Selection = ALL) -> CheckResult:
    """The verdict on a reply of an already read case."""
    violations, checked, skipped = violations_of(reading, reply, chosen)
    case = reading.case
    return CheckResult(
        id=case.id,
        pack=reading.pack.name,
        verdict="fail" if any(v.severity == "error" for v in violations) else "pass",
        violations=tuple(violations),
        facts=tuple(FactEvidence(kind=f.kind, text=f.text, value=f.value, kept=stands_in(f, reply)) for f in facts_to_keep(reading)),
        questions=_questions(reading, reply),
        readability=Readability(draft=officialese(reading.draft) if case.draft.strip() else None, reply=officialese(reply)),
        rules=RulesEvidence(checked=tuple(checked), skipped=skipped),
    )


def violations_of(reading: Reading, reply: Document, chosen: Selection = ALL) -> tuple[list[Violation], list[str], dict[str, str]]:
    """Violations in reading order, ids of the rules judged, and those skipped with the reason."""
    found: list[Violation] = []
    checked: list[str] = []
    skipped: dict[str, str] = {}
    for rule in rules().values():
        if chosen is not ALL and not chosen.takes(rule.id):
            continue
        setting = reading.pack.setting(rule.id)
        if setting.off:
            skipped[rule.id] = f"выключено в пакете {reading.pack.name}"
            continue
        try:
            found.extend(_run(rule, reading, reply, setting.severity))
        except NotJudged as reason:
            skipped[rule.id] = str(reason)
        except Exception as error:  # noqa: BLE001 - a rule of another package must not take the others down
            skipped[rule.id] = f"{NOT_RUN}: {type(error).__name__}: {error}"
        else:
            checked.append(rule.id)
    skipped |= {name: f"{NOT_RUN}: {reason}" for name, reason in broken().items() if chosen.takes(name)}
    found.sort(key=lambda v: (v.start, v.end, v.rule))
    return found, checked, skipped


def _run(rule: Rule, reading: Reading, reply: Document, severity: Severity | None) -> list[Violation]:
    found = list(rule.check(reply, reading, options_of(rule, reading.pack)))
    if not found:
        return []
    if any(not 0 <= hit.start <= hit.end <= len(reply.text) for hit in found):
        raise ValueError("место нарушения вне текста")
    return [_violation(rule, reply, hit, severity) for hit in found]


def _violation(rule: Rule, reply: Document, hit: Found, severity: Severity | None) -> Violation:
    start, end = snapped(reply.text, hit.start, hit.end) if reply.joined else (hit.start, hit.end)
    return Violation(
        rule=rule.id,
        severity=hit.severity or (severity if severity and not rule.hard else rule.severity),
        start=start,
        end=end,
        text=reply.text[start:end],
        message=hit.message,
        suggestion=hit.suggestion,
    )


def options_of(rule: Rule, pack: Pack) -> Options:
    """The rule's options in the pack, validated once."""
    kept = pack.rule_options.get(rule.id)
    if not isinstance(kept, rule.options):
        kept = pack.rule_options[rule.id] = rule.options.model_validate(pack.setting(rule.id).model_extra or {})
    return kept


def _questions(reading: Reading, reply: Document) -> tuple[QuestionEvidence, ...]:
    """Each question and where the reply answers it; `answered` None where rules cannot tell."""
    found = reading.questions
    source = reading.draft if reading.case.draft.strip() else reply
    result = []
    for question, answer in zip(found, answers(found, reply, source), strict=True):
        sentence = reply.sentences[answer.sentence] if answer is not None else None
        answered = True if answer is not None and (answer.sure or len(found) == 1) else None
        result.append(QuestionEvidence(text=question.text, answered=answered, span=(sentence.start, sentence.end) if sentence else None))
    return tuple(result)


Counting = Callable[[Document, Sequence[Violation]], Sequence[Violation]]


@dataclass(frozen=True)
class Fixed:
    """A text after fixes, and each fix: the violation and the text before it, so that it can be undone."""

    text: str
    applied: tuple[Violation, ...]


def fix(reading: Reading, text: str, chosen: Selection = ALL, counting: Counting | None = None) -> Fixed:
    """Applies the suggestions rule by rule, reading the text anew after each; overlapping ones wait for the next round.

    What would bring in an error of another rule is left out. `counting`: which of the violations count; the rest are left as they stand.
    """
    applied: list[Violation] = []
    verdict = _Verdicts(reading, counting)
    for _ in range(_FIX_ROUNDS):
        changed = False
        for rule_id in [r for r in rules() if chosen.takes(r)]:
            usable = [v for v in verdict.of(text, rule_id) if v.suggestion is not None and v.suggestion != v.text]
            if not usable:
                continue
            better = _applied(text, usable)
            if verdict.worse(text, better, rule_id):
                # One bad repair must not take the good ones along.
                good: list[Violation] = []
                for violation in usable if len(usable) > 1 else ():
                    if not verdict.worse(text, _applied(text, [*good, violation]), rule_id):
                        good.append(violation)
                usable, better = good, _applied(text, good)
                if not good:
                    continue
            text, changed = better, True
            applied.extend(usable)
        if not changed:
            break
    return Fixed(text, tuple(applied))


def _applied(text: str, violations: list[Violation]) -> str:
    """The text with these suggestions in it."""
    return tidy(apply(text, [(v.start, v.end, v.suggestion or "") for v in violations]))


class _Verdicts:
    """Each rule's violations in each text that the fixes go through, judged once."""

    def __init__(self, reading: Reading, counting: Counting | None) -> None:
        self._reading = reading
        self._counting = counting
        self._known: dict[tuple[str, str], Sequence[Violation]] = {}
        # Only these can bring in an error: hard rules, and what the pack has made one. A repair moves no sentence: plainer words only show that the order was wrong.
        self._grave = [r.id for r in rules().values() if r.id != "question-order" and (r.severity == "error" or reading.pack.setting(r.id).severity == "error")]

    def of(self, text: str, rule_id: str) -> Sequence[Violation]:
        """What the rule finds in the text."""
        known = self._known.get((text, rule_id))
        if known is None:
            known = violations_of(self._reading, read(text), Selection(frozenset((rule_id,))))[0]
            if self._counting and known:
                known = self._counting(read(text), known)
            self._known[text, rule_id] = known
        return known

    def worse(self, before: str, after: str, rule_id: str) -> bool:
        """Whether a fix of this rule brings in errors that were not there."""
        if not after.strip():
            return True
        return any(new > self._errors(before, other) for other in self._grave if other != rule_id and (new := self._errors(after, other)))

    def _errors(self, text: str, rule_id: str) -> int:
        return sum(v.severity == "error" for v in self.of(text, rule_id))


def tidy(text: str) -> str:
    """Spaces and punctuation that cuts leave behind."""
    # «файлом .ics», «почта на .com»: the dot begins a name.
    text = re.sub(r"[ \u00a0]+(?!\.[A-Za-z])([,.!?;:…)»])", r"\1", text)
    text = re.sub(r"([(«])[ \u00a0]+", r"\1", text)
    text = re.sub(r",(?:\s*,)+", ",", text)
    text = re.sub(r",\s*([.!?:;])", r"\1", text)
    text = re.sub(r"(?<=[^\s.])\.(?:\s*\.)(?!\.)", ".", text)
    text = re.sub(r":\s*([.;,!?])", r"\1", text)
    text = re.sub(r"\(\s*\)", "", text)
    text = re.sub(r"[ \t]{2,}", " ", text)
    text = re.sub(r"\n[ \t]+", "\n", text)
    text = re.sub(r"\n{3,}", "\n\n", text)
    return re.sub(r"(^|[.!?]\s+|\n)([а-яё])", lambda m: m[1] + m[2].upper() if not _after_abbreviation(text, m.start()) else m.group(), text).strip()


def _after_abbreviation(text: str, at: int) -> bool:
    """Whether the full stop at `at` may belong to an abbreviation, so that no capital is due."""
    return not any(at <= s.start <= at + 3 for s in read(text).sentences)

"""The loop: prompt → model → judge → plan fixes → apply → judge again → ask again → … → result. No I/O of its own.

A backend with grammars (the local one) is asked sentence by sentence, with values as placeholders; any other gets the whole reply.
What no rule has judged is never returned as `ok`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from rewriter import prompt as prompts
from rewriter.backends import embedding
from rewriter.backends.protocol import Backend, BackendError, BackendUnavailable, ContextOverflow, Request
from rewriter.case import Case
from rewriter.checker import NOT_RUN, tidy
from rewriter.loop.acceptance import SAME, refusal
from rewriter.loop.compose import compose
from rewriter.loop.doubts import doubts
from rewriter.loop.draft import readable, unusable
from rewriter.loop.order import Closeness, Unit
from rewriter.loop.prepare import prepare, unprepared
from rewriter.loop.run import Budget, Progress, Report, Run
from rewriter.loop.sentences import mask
from rewriter.pack import Pack, load_pack
from rewriter.parts import EVERY_PART, Parts
from rewriter.phrasing import goodbye
from rewriter.result import Attempt, CheckResult, Result, Status, Timing
from rewriter.text.commitments import commitments_in
from rewriter.text.document import read
from rewriter.text.officialese import officialese
from rewriter.text.reading import Reading

__all__ = ["Budget", "Progress", "rewrite"]

_PLAIN_ENOUGH = 14.0
_USUAL = Budget()


class _Candidate(NamedTuple):
    text: str
    messages: tuple[str, ...]
    verdict: CheckResult
    repair: Literal["none", "fixed", "asked-again", "rules-only"]


def rewrite(
    case: Case,
    *,
    pack: Pack | None = None,
    backend: Backend | None = None,
    budget: Budget = _USUAL,
    progress: Report | None = None,
    closeness: Closeness | None = None,
    stopped: Callable[[], bool] | None = None,
    parts: Parts = EVERY_PART,
) -> Result:
    """Rewrites the case's draft. Without a backend the rules alone do it.

    `closeness` helps to put answers in order; left out, it is the small embedding model where that is installed (`rewriter.backends.embedding`).
    `stopped`, asked often and from this thread, ends the rewrite with what there is; so does a `progress` that returns False.
    `parts`: what is at work; all of it, but in a measurement.
    Never raises for what the model did; raises `BackendUnavailable` when the backend is not to be had at all, and `PackError`.
    """
    pack = pack or load_pack(case.pack)
    case = case.model_copy(update={"reply": None})
    reading = Reading(case.model_copy(update={"draft": readable(case.draft)}), pack)
    run = Run(reading, backend, budget, progress or (lambda _: None), parts, stopped or (lambda: False))
    problem = unusable(case.draft)
    if problem:
        return _result(run, None, "failed", case.draft, problem)
    if reading.mood.thanks_only:
        text = goodbye(reading)
        return _finish(run, _candidate(run, text, (), "rules-only"), None)
    closeness = closeness or embedding.hint()
    prepared, fallback = _prepared(run, closeness)
    best = fallback
    if backend is not None and not run.over():
        try:
            best = _by_sentences(run, prepared, fallback) if backend.supports_grammar else _whole(run, fallback)
        except BackendUnavailable:
            raise
        except ContextOverflow as error:
            run.reason = str(error)
        except BackendError as error:
            run.reason = str(error)
    return _finish(run, best, closeness)


def _prepared(run: Run, closeness: Closeness | None) -> tuple[tuple[Unit, ...], _Candidate]:
    """The draft's units in the order to be said, and the reply that they make."""
    began = time.monotonic()
    prepared = prepare(run.reading, closeness) if run.parts.fixes else unprepared(run.reading)
    run.ms["check"] += (time.monotonic() - began) * 1000
    run.tell("fix")
    first = _rules_only(run, prepared)
    if not run.parts.fixes or all(v.rule != "question-order" for v in first.verdict.errors):
        return prepared, first
    # The rule sees that the answers stand wrong where the alignment was not sure, or nearness has misled it: another order is right if the rule then is content.
    best = prepared, first
    for helped, boldly in ((closeness, True), (None, False)):
        began = time.monotonic()
        moved = prepare(run.reading, helped, boldly=boldly)
        run.ms["check"] += (time.monotonic() - began) * 1000
        if moved == prepared:
            continue
        other = _rules_only(run, moved)
        if _badness(other) < _badness(best[1]):
            best = moved, other
    return best


def _candidate(run: Run, text: str, messages: tuple[str, ...], repair: Literal["none", "fixed", "asked-again", "rules-only"]) -> _Candidate:
    """Judges a text and keeps it as an attempt."""
    run.tell("check", text)
    verdict = run.judge(text)
    run.tell("verdict", text, len(verdict.errors))
    run.attempts.append(Attempt(text=text, violations=verdict.violations, repair=repair))
    return _Candidate(text, messages, verdict, repair)


def _rules_only(run: Run, prepared: tuple[Unit, ...]) -> _Candidate:
    """The draft with fixes applied, composed by the pack."""
    text, messages = compose(run.reading, prepared)
    first = _candidate(run, text, messages, "rules-only")
    if first.verdict.errors:
        better = run.repaired(text)
        if better != text:
            second = _candidate(run, better, (), "rules-only")
            return min(first, second, key=_badness)
    return first


def _badness(candidate: _Candidate) -> tuple[int, int]:
    verdict = candidate.verdict
    return len(verdict.errors), sum(v.severity == "warning" for v in verdict.violations)


# sentence by sentence ---------------------------------------------------------------------------------------------


def _by_sentences(run: Run, prepared: tuple[Unit, ...], fallback: _Candidate) -> _Candidate:
    """Each sentence that reads badly is rewritten on its own; one that is refused keeps its rule-fixed form."""
    units = list(prepared)
    changed: list[int] = []
    for number, unit in sorted(enumerate(prepared), key=lambda x: -officialese(read(x[1].text))):
        if run.over():
            run.reason = "время вышло: часть предложений осталась в исправленном правилами виде"
            break
        if not _worth_rewriting(unit):
            continue
        better = _sentence(run, unit.text)
        if better is not None:
            units[number] = Unit(better, unit.question, unit.moved)
            changed.append(number)
    if not changed:
        return fallback
    run.tell("compose")
    text, messages = compose(run.reading, units)
    best = _candidate(run, text, messages, "none")
    if len(best.verdict.errors) > len(fallback.verdict.errors):
        # One of the rewrites is at fault: each is taken back in turn, the last accepted first.
        for number in reversed(changed):
            units[number] = prepared[number]
            text, messages = compose(run.reading, units)
            attempt = _candidate(run, text, messages, "fixed")
            if len(attempt.verdict.errors) <= len(fallback.verdict.errors):
                best = attempt
                break
        else:
            return fallback
    return best


def _worth_rewriting(unit: Unit) -> bool:
    """A sentence that already reads well is left alone; so are steps of a list and mere values."""
    document = read(unit.text)
    return 4 <= len(document.words) <= 40 and officialese(document) > _PLAIN_ENOUGH and ":" not in unit.text.rstrip(":")


def _sentence(run: Run, text: str) -> str | None:
    """An accepted rewrite of the sentence, or None."""
    began = time.monotonic()
    masked = mask(text)
    messages, static = prompts.sentence_messages(run.reading.pack, masked.text, run.parts)
    run.ms["prompt"] += (time.monotonic() - began) * 1000
    for attempt in range(min(2, run.budget.attempts)):
        if run.over():
            break
        run.tell("model", text)
        answer = run.ask(
            Request(
                messages=messages,
                static_messages=static,
                max_tokens=max(48, len(text)),
                # The first answer is the likeliest one; the next are drawn, always alike for the same sentence.
                temperature=0.0 if attempt == 0 else 0.7,
                seed=attempt,
                grammar=masked.grammar,
                stop=("\n",),
                deadline_s=run.left(),
                on_token=lambda _: run.going(),
                lookup_text=masked.text,
            )
        )
        if answer.finish_reason in ("deadline", "cancelled"):
            break
        began = time.monotonic()
        candidate = tidy(masked.restore(answer.text.strip()))
        reason = "оборвано" if answer.finish_reason == "length" else refusal(run.reading, text, candidate)
        run.ms["check"] += (time.monotonic() - began) * 1000
        run.tell("check", f"{candidate} [{reason}]" if reason else candidate)
        if reason is None:
            return candidate
        if reason == SAME:
            break
    return None


# the whole reply --------------------------------------------------------------------------------------------------


def _whole(run: Run, fallback: _Candidate) -> _Candidate:
    """The model writes the whole reply; fixes first, then it is asked again with what is still wrong."""
    assert run.backend is not None
    began = time.monotonic()
    built = prompts.build(run.reading, run.backend.count_tokens, parts=run.parts)
    run.ms["prompt"] += (time.monotonic() - began) * 1000
    messages = built.messages
    best: _Candidate | None = None
    for number in range(run.budget.attempts):
        if run.over():
            break
        run.tell("model")
        answer = run.ask(
            Request(
                messages=messages,
                static_messages=built.static_messages,
                max_tokens=_room(run.reading),
                deadline_s=run.left(),
                on_token=lambda _: run.going(),
                names=_names(run.reading),
                lookup_text=run.reading.case.draft,
            )
        )
        text = answer.text.strip()
        if answer.finish_reason in ("cancelled", "deadline") or not text:
            run.reason = _NO_ANSWER.get(answer.finish_reason, "модель прислала пустой ответ")
            break
        attempt = _candidate(run, text, (), "asked-again" if number else "none")
        if attempt.verdict.errors:
            better = run.repaired(text)
            if better != text:
                attempt = min(attempt, _candidate(run, better, (), "fixed"), key=_badness)
        if best is None or _badness(attempt) < _badness(best):
            best = attempt
        if not best.verdict.errors:
            return best
        messages = (*messages, {"role": "assistant", "content": attempt.text}, prompts.repair_message(run.reading, read(attempt.text), attempt.verdict.errors))
    if best is None or (run.parts.fixes and not fallback.verdict.errors):
        return fallback
    return min(best, fallback, key=_badness)


_NO_ANSWER = {"cancelled": None, "deadline": "время вышло: модель не успела ответить"}


def _room(reading: Reading) -> int:
    """Tokens for a reply: about two thirds of a token a character of the draft, and room for greeting and farewell."""
    return 160 + len(reading.case.draft) * 2 // 3


def _names(reading: Reading) -> tuple[str, ...]:
    return tuple(n for n in (reading.context.client_name, reading.context.operator_name) if n)


# the result -------------------------------------------------------------------------------------------------------


def _finish(run: Run, best: _Candidate, closeness: Closeness | None) -> Result:
    broken = [r for r, why in best.verdict.rules.skipped.items() if why.startswith(NOT_RUN)]
    if broken:
        return _result(run, best, "needs_review", best.text, f"не удалось проверить: {', '.join(broken)}")
    if best.verdict.errors:
        return _result(run, best, "needs_review", best.text, run.reason)
    if not run.reading.mood.thanks_only and (doubt := next(doubts(run.reading, read(best.text), closeness), None)):
        return _result(run, best, "needs_review", best.text, doubt)
    return _result(run, best, "ok", best.text, run.reason)


def _result(run: Run, best: _Candidate | None, status: Status, reply: str, reason: str | None) -> Result:
    case = run.reading.case
    verdict = best.verdict if best is not None else CheckResult(id=case.id, pack=run.reading.pack.name, verdict="fail")
    if best is not None:
        attempts: Sequence[Attempt] = (
            *(a for a in run.attempts if a.text != best.text),
            Attempt(text=best.text, violations=verdict.violations, repair=best.repair),
        )
    else:
        attempts = ()
    return Result(
        **{
            **verdict.model_dump(),
            "violations": verdict.violations,
            "facts": verdict.facts,
            "questions": verdict.questions,
            "readability": verdict.readability,
            "rules": verdict.rules,
        },
        status=status,
        reply=reply,
        messages=best.messages if best is not None and best.messages else (reply,),
        reason=reason,
        attempts=tuple(attempts),
        commitments=commitments_in(read(reply)) if status != "failed" else (),
        backend=run.backend.name if run.backend else "none",
        model=run.backend.model if run.backend else "",
        timing_ms=Timing(
            prompt=round(run.ms["prompt"], 1),
            model=round(run.ms["model"], 1),
            check=round(run.ms["check"], 1),
            total=round((time.monotonic() - run.started) * 1000, 1),
        ),
        usage=run.usage,
    )

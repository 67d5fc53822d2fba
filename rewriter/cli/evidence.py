"""What stands under a rewritten reply: why it can be trusted, or what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import click

from rewriter.cli.report import skipped_lines, violation_lines
from rewriter.cli.words import plural, seconds
from rewriter.result import CheckResult, Result

_REPAIRS = {
    "none": "как ответила модель",
    "fixed": "исправлено правилами",
    "asked-again": "спросили модель ещё раз",
    "rules-only": "без модели, только правила",
}


def evidence(result: Result, draft: CheckResult | None, *, verbose: bool) -> Iterator[str]:
    """The lines. `draft`: the verdict on the draft, to tell what was repaired."""
    yield _status(result)
    if result.status != "failed":
        yield from _facts(result, verbose)
        yield from _questions(result, verbose)
        yield f"  Правила: проверено {len(result.rules.checked)}, пропущено {len(result.rules.skipped)}"
        if verbose:
            yield from ("  " + line for line in skipped_lines(result))
        yield from _repaired(result, draft, verbose)
        if result.commitments:
            yield "  Обещано: " + "; ".join(f"«{c.strip()}»" for c in result.commitments)
        yield from _left(result, verbose)
    if verbose:
        yield from _attempts(result)
    yield _time(result, verbose)


def _status(result: Result) -> str:
    if result.status == "ok":
        why = f": {result.reason}" if result.reason else ""
        how = f" (черновик исправлен правилами, слов модели здесь нет{why})" if result.attempts and result.attempts[-1].repair == "rules-only" else ""
        return click.style(f"✓ Можно отправлять{how}", fg="green", bold=True)
    if result.status == "needs_review":
        reason = result.reason or plural(len(result.errors), "нарушение", "нарушения", "нарушений")
        return click.style(f"! Проверьте перед отправкой: {reason}", fg="yellow", bold=True)
    return click.style(f"✗ Не переписано: {result.reason or 'причина не названа'} Черновик возвращён без изменений.", fg="red", bold=True)


def _facts(result: Result, verbose: bool) -> Iterator[str]:
    if not result.facts:
        yield "  Факты: в черновике нет"
        return
    lost = [f for f in result.facts if not f.kept]
    line = f"  Факты: {len(result.facts) - len(lost)} из {len(result.facts)}"
    yield line + (click.style("; нет: " + ", ".join(f"«{f.text}»" for f in lost), fg="red") if lost else "")
    if verbose:
        yield from (f"    {'✓' if f.kept else '✗'} «{f.text}» ({f.kind}: {f.value})" for f in result.facts)


def _questions(result: Result, verbose: bool) -> Iterator[str]:
    if not result.questions:
        return
    answered = sum(q.answered is True for q in result.questions)
    yield f"  Вопросы: {answered} из {len(result.questions)}"
    for number, question in enumerate(result.questions, 1):
        where = result.reply[slice(*question.span)] if question.span else ""
        mark = {True: "→", False: "→ нет ответа", None: "→ не ясно, есть ли ответ" + (", похоже:" if where else "")}[question.answered]
        yield f"    {number}. «{_short(question.text, verbose)}» {mark}" + (f" «{_short(where, verbose)}»" if where else "")


def _repaired(result: Result, draft: CheckResult | None, verbose: bool) -> Iterator[str]:
    if draft is None:
        return
    from rewriter.rules import rules

    # What still stands in the reply is not repaired, whatever else of its rule is.
    left = Counter((v.rule, v.text.lower()) for v in result.violations)
    mended = []
    for violation in draft.violations:
        key = (violation.rule, violation.text.lower())
        if left[key]:
            left[key] -= 1
        else:
            mended.append(violation)
    if not mended:
        return
    gone = Counter(v.rule for v in mended)
    known = rules()
    yield "  Исправлено: " + ", ".join(f"{known[r].title if r in known else r}" + (f" ×{n}" if n > 1 else "") for r, n in gone.items())
    if verbose:
        yield from (f"    {v.rule}: «{_short(v.text.strip(), verbose)}»" for v in mended)


def _left(result: Result, verbose: bool) -> Iterator[str]:
    shown = [v for v in result.violations if verbose or v.severity == "error"]
    for violation in shown:
        yield from ("  " + line for line in violation_lines(result.reply, violation))
    if hidden := len(result.violations) - len(shown):
        yield f"  Ещё {plural(hidden, 'замечание', 'замечания', 'замечаний')} (-v покажет)"


def _attempts(result: Result) -> Iterator[str]:
    for number, attempt in enumerate(result.attempts, 1):
        broken = Counter(v.rule for v in attempt.violations if v.severity == "error")
        yield f"  Попытка {number} ({_REPAIRS[attempt.repair]}): " + (", ".join(broken) if broken else "все правила соблюдены")
    if result.reply and len(result.messages) > 1:
        yield f"  Сообщений в чат: {len(result.messages)}"
    if result.readability.draft is not None and result.readability.reply is not None:
        yield f"  Канцелярит: было {result.readability.draft:.0f}, стало {result.readability.reply:.0f} из 100 (меньше — проще)"


def _time(result: Result, verbose: bool) -> str:
    t = result.timing_ms
    line = f"  Время: {seconds(t.total)}"
    if result.attempts:
        line += f", {plural(len(result.attempts), 'попытка', 'попытки', 'попыток')}"
    if verbose:
        line += f" (запрос {seconds(t.prompt)}, модель {seconds(t.model)}, проверка {seconds(t.check)})"
        if result.model:
            line += f"\n  Модель: {result.model} ({result.backend}); токенов {result.usage.prompt_tokens} + {result.usage.completion_tokens}, из кэша {result.usage.cached_tokens}"
    return line


def _short(text: str, verbose: bool) -> str:
    text = " ".join(text.split())
    return text if verbose or len(text) <= 70 else text[:69] + "…"

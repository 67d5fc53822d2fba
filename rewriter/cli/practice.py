"""`rewriter practice`: a trainee rewrites a draft, the rules judge and explain."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rewriter.cli.errors import UserError
from rewriter.cli.look import Command, Number, RuleId
from rewriter.cli.options import FILE, formats, pack_option, settings_of
from rewriter.cli.words import plural

if TYPE_CHECKING:
    from rewriter.pack import Pack
    from rewriter.result import CheckResult, Violation
    from rewriter.training.pairs import Placed
    from rewriter.training.progress import ByRule, Exercise

_TRIES = 3
_LITTLE = 0.8


@click.command(cls=Command)
@pack_option
@click.option("--rule", "-r", type=RuleId(), metavar="ПРАВИЛО", help="Только пары, которые учат этому правилу.")
@click.option("--number", "-n", "count", type=Number(1), default=5, help="Сколько упражнений (5).")
@click.option("--editor", is_flag=True, help="Писать ответ в редакторе ($EDITOR): черновик уже будет в нём.")
@click.option("--progress", is_flag=True, help="Показать, что уже получается, и выйти.")
@click.option("--file", "kept_in", type=FILE, metavar="ФАЙЛ.jsonl", help="Где хранить успехи (свой файл у каждого; иначе REWRITER_PRACTICE или папка данных).")
@formats("text", "json")
def command(pack: str | None, rule: str | None, count: int, editor: bool, progress: bool, kept_in: str | None, form: str) -> None:
    """Упражнения: письмо клиента и черновик — Вы переписываете, правила проверяют и объясняют.

    Не получилось с первого раза — попробуйте ещё. В конце показан один из хороших ответов. Что не давалось, вернётся скорее.

    \b
    Примеры:
      rewriter practice --pack post
      rewriter practice --pack post --rule empathy -n 3
      rewriter practice --progress

    Успехи остаются на этом компьютере; текстов ответов там нет.
    """  # noqa: D301 - click reads \b
    from rewriter.training.progress import default_file, load

    path = Path(kept_in) if kept_in else default_file()
    try:
        history, torn = load(path)
    except OSError as error:
        raise UserError(f"{path}: не прочитать ({error.strerror}). Другой файл: --file.") from None
    if torn:
        click.echo(f"{path}: не прочитано строк: {torn}, остальное на месте.", err=True)
    if progress:
        _tell_progress(history, form)
        return
    if form == "json":
        raise UserError("--format json — только вместе с --progress: упражнение — это разговор.")
    loaded, pairs = _pairs(settings_of({"pack": pack}).pack, rule)
    _practise(loaded, pairs, history, count, editor, path)


def _pairs(pack: str, rule: str | None) -> tuple[Pack, list[Placed]]:
    from rewriter.cli.examples.chosen import known_rule
    from rewriter.pack import load_pack
    from rewriter.training.pairs import Placed, file_of

    known_rule(rule)
    loaded = load_pack(pack)
    # A pack without pairs of its own practises with those that it inherits.
    pairs = [Placed(pair, loaded.name, file_of(loaded), 1) for pair in loaded.pairs if rule is None or rule in pair.teaches]
    if not pairs:
        raise UserError(f"В пакете {loaded.name} нет пар, которые учат {rule or 'чему-нибудь'}. Какие есть: rewriter examples list.")
    return loaded, pairs


def _practise(pack: Pack, pairs: list[Placed], history: list[Exercise], count: int, editor: bool, path: Path) -> None:
    from rewriter.training.progress import following, keep

    done: list[Exercise] = []
    for number in range(1, min(count, len(pairs)) + 1):
        placed = following(pairs, history)
        click.secho(f"Упражнение {number} из {min(count, len(pairs))} · {placed.pair.id}", bold=True)
        exercise = _exercise(placed, pack, editor)
        if exercise is None:
            click.echo("Ответа нет — упражнение не засчитано.")
            if not sys.stdin.isatty() and not editor:
                break
            continue
        history.append(exercise)
        done.append(exercise)
        try:
            keep(path, exercise)
        except OSError as error:
            raise UserError(f"{path}: не записать ({error.strerror}). Другой файл: --file.") from None
    if done:
        _tell_score(done)


def _exercise(placed: Placed, pack: Pack, editor: bool) -> Exercise | None:
    """What came of it; None where nothing was written."""
    from rewriter.checker import check
    from rewriter.training.lessons import case_of
    from rewriter.training.progress import Exercise

    pair, case = placed.pair, case_of(placed.pair, pack.name)
    for line in _task(placed):
        click.echo(line)
    tries, wrong, passed, last = 0, [""], False, pair.draft
    while tries < _TRIES and not passed:
        last = _answer(last, editor, again=tries > 0)
        if not last.strip():
            break
        tries += 1
        result = check(case.model_copy(update={"reply": last}), pack)
        broken = [v for v in result.violations if v.severity != "info"]
        passed = not broken
        if tries == 1:
            wrong = list(dict.fromkeys(v.rule for v in broken))
        for line in _judged(last, result, broken):
            click.echo(line)
    if not tries:
        return None
    click.echo()
    click.secho("Один из хороших ответов", bold=True)
    click.echo(_indented(pair.reply))
    click.echo()
    draft = check(case, pack).violations
    met = dict.fromkeys((*pair.teaches, *(v.rule for v in draft if v.severity != "info")))
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return Exercise(at=at, pack=placed.pack, pair=pair.id, rules=tuple(met), wrong=tuple(wrong), tries=tries, passed=passed)


def _task(placed: Placed) -> Iterator[str]:
    pair = placed.pair
    if pair.client.strip():
        yield click.style("Клиент пишет", bold=True)
        yield _indented(pair.client)
    context = pair.context
    known = [
        f"имя клиента — {context.client_name}" if context.client_name else "",
        f"Вас зовут {context.operator_name}" if context.operator_name else "",
        {"f": "Вы женщина", "m": "Вы мужчина"}.get(context.operator_gender or "", ""),
        "" if context.first_contact is None else "первое обращение" if context.first_contact else "разговор уже идёт",
        f"номер обращения {context.ticket_id}" if context.ticket_id else "",
        *context.facts,
    ]
    if told := "; ".join(part for part in known if part):
        yield f"    ({told})"
    yield click.style("Черновик", bold=True)
    yield _indented(pair.draft)


def _answer(before: str, editor: bool, *, again: bool) -> str:
    """What the trainee writes; empty: no more of it."""
    if editor:
        text = click.edit(before.rstrip("\n") + "\n", extension=".txt")
        # None: closed without saving; the text as it was: nothing done.
        return "" if text is None or text.strip() == before.strip() else text.strip()
    from rewriter.cli.asking import ask

    sys.stdout.flush()
    return ask("Ещё раз (сразу конец — показать хороший ответ)" if again else "Ваш ответ")


def _judged(text: str, result: CheckResult, broken: list[Violation]) -> Iterator[str]:
    """What is wrong and why, each rule explained once; hints last."""
    from rewriter.cli.report import violation_lines
    from rewriter.rules import rules

    click.echo()
    if not broken:
        yield click.style("✓ Все правила соблюдены, факты на месте.", fg="green", bold=True)
    else:
        yield click.style(f"Ещё не так: {plural(len(broken), 'место', 'места', 'мест')}.", fg="yellow", bold=True)
    known, told = rules(), set()
    for violation in broken:
        yield from violation_lines(text, violation)
        if violation.rule not in told and violation.rule in known and known[violation.rule].why:
            told.add(violation.rule)
            yield f"    Почему: {known[violation.rule].why}"
    hints = [v for v in result.violations if v.severity == "info" and v.rule not in ("commitments", "sticker-hint")]
    yield from (f"  Совет: {v.message}" for v in hints)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.strip("\n").split("\n"))


def _tell_score(done: list[Exercise]) -> None:
    clean, passed = sum(e.clean for e in done), sum(e.passed for e in done)
    click.secho(f"Сделано {plural(len(done), 'упражнение', 'упражнения', 'упражнений')}: с первого раза верно {clean}, в итоге верно {passed}.", bold=True)
    from rewriter.training.progress import by_rule

    if wrong := [row.rule for row in by_rule(done) if row.kept < row.met]:
        click.echo(f"Над чем поработать: {', '.join(_named(rule) for rule in wrong[:5])}. Объяснение: rewriter rules explain {wrong[0]}.")


def _tell_progress(history: list[Exercise], form: str) -> None:
    from rewriter.training.progress import by_rule

    rows = by_rule(history)
    if form == "json":
        value = {
            "exercises": len(history),
            "clean": sum(e.clean for e in history),
            "passed": sum(e.passed for e in history),
            "rules": [{"rule": r.rule, "met": r.met, "kept": r.kept, "lately": list(r.lately)} for r in rows],
        }
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
        return
    if not history:
        click.echo("Упражнений ещё не было. Начать: rewriter practice --pack post.")
        return
    clean = sum(e.clean for e in history)
    click.secho(f"Сделано {plural(len(history), 'упражнение', 'упражнения', 'упражнений')}, с первого раза верно {clean}.", bold=True)
    wide = max(len(row.rule) for row in rows)
    for row in rows:
        click.echo(_line(row, wide))


def _line(row: ByRule, wide: int) -> str:
    share = row.kept / row.met
    bar = "█" * round(20 * share)
    lately = "".join("✓" if kept else "✗" for kept in row.lately)
    return f"  {row.rule:{wide}} {click.style(f'{bar:░<20}', fg='green' if share >= _LITTLE else 'yellow')} {row.kept} из {row.met}  {lately:5}  {_named(row.rule)}"


def _named(rule: str) -> str:
    from rewriter.rules import rules

    known = rules()
    return f"«{known[rule].title}»" if rule in known else rule

"""What the rules say of a candidate, in lines that a screen shows and a screen reader reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from rewriter.cli.errors import UserError
from rewriter.cli.words import plural

if TYPE_CHECKING:
    from rewriter.pack import Pack
    from rewriter.pack_schema import Pair
    from rewriter.result import CheckResult
    from rewriter.training.reviewing import Desk, Writing


class Findings(NamedTuple):
    """Both texts judged. `lesson`: the rules that the draft breaks and the reply mends."""

    before: CheckResult
    after: CheckResult
    lesson: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """What is wrong with the reply first, then facts, questions, what the pair teaches."""
        wrong = [v for v in self.after.violations if v.severity != "info"]
        for v in wrong:
            yield f"✗ {v.rule}: {v.message}"
        if not wrong:
            yield "✓ Ответ не нарушает ни одного правила."
        facts = self.after.facts
        lost = [f.text for f in facts if not f.kept]
        if lost:
            yield f"✗ Потеряно из черновика: {', '.join(f'«{text}»' for text in lost)}."
        elif facts:
            yield f"✓ Факты на месте: {', '.join(dict.fromkeys(f.text for f in facts))}."
        questions = self.after.questions
        if questions:
            sure = sum(q.answered is True for q in questions)
            rest = [q.text for q in questions if q.answered is not True]
            yield f"Вопросы: {sure} из {len(questions)} с ответом" + (f"; проверьте сами: {'; '.join(f'«{text}»' for text in rest)}." if rest else ".")
        if self.lesson:
            yield f"Чему учит: {', '.join(self.lesson)}."
        else:
            yield "✗ Черновик не нарушает ничего, чего не нарушал бы ответ: учить нечему."
        draft, reply = self.before.readability.draft, self.after.readability.reply
        if draft is not None and reply is not None:
            yield f"Канцелярит: {draft:.0f} → {reply:.0f}."
        for v in self.after.violations:
            if v.severity == "info":
                yield f"· {v.rule}: {v.message}"


def findings(pair: Pair, pack: Pack) -> Findings:
    """Judges the pair."""
    from rewriter.training.judging import with_lesson

    judged = with_lesson(pair, pack)
    return Findings(judged.before, judged.after, judged.pair.teaches)


def written(desk: Desk, writing: Writing) -> Iterator[str]:
    """Writes the pairs into their packs; a line a file. Raises UserError."""
    from rewriter.training.pairs import shown
    from rewriter.training.reviewing import write

    try:
        for path, ids in write(desk, writing):
            yield f"{shown(path)}: {plural(len(ids), 'пара', 'пары', 'пар')}: {', '.join(ids)}."
    except OSError as error:
        raise UserError(f"{error.filename or 'Файл пакета'}: не записано ({error.strerror}); файл остался прежним.") from None
    if writing.already:
        yield f"Были в пакете раньше: {', '.join(pair_id for _, pair_id in writing.already)}."

"""structure: topics and steps stand on their own lines, a long reply is offered as several messages (000, 002 rule 3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rewriter.rules.base import Found, Options, rule
from rewriter.text.answering import Answer, answers
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.layout import commands_in, lines_of, points_in, words_in
from rewriter.text.reading import Reading
from rewriter.text.salutations import is_farewell

# «1) чайник, 2) чашки» is no list of steps.
_LEAST_LIST = 8
# So many words are read at a glance: lines of their own would only be nicer.
_SHORT = 25


class Structure(Options):
    """From how many words on a line is parted: `two_topics`, `more_topics` (answers to so many questions), `unsure` (three questions and more, whatever answers which), `paragraph`.

    `steps`: sentences with a step, `commands`: steps in all, that make a list; `message`: words of a chat reply that is offered in parts.
    """

    two_topics: int = 60
    more_topics: int = 12
    unsure: int = 36
    paragraph: int = 90
    steps: int = 3
    commands: int = 4
    message: int = 100


@rule("structure", number=29, title="Темы и шаги — с новой строки", source="000, 002", severity="warning", hard=False, options=Structure)
def structure(reply: Document, case: Reading, options: Structure) -> Iterator[Found]:
    """Сплошной текст читают через слово. Каждая тема и каждый шаг с новой строки видны сразу, длинный ответ удобнее частями."""
    listed: set[int] = set()
    for run in points_in(reply):
        if (told := _inline_list(reply, run)) is not None:
            listed.update(range(run[0].sentence, run[-1].sentence + 1))
            yield told
    found = _answers(reply, case)
    placed = frozenset(a.sentence for a in found)
    commands = commands_in(reply)
    for line in lines_of(reply):
        if len(line) < 2 and line[0].index not in commands:
            continue  # one sentence that orders nothing
        # What a list is made of gets its lines with the list.
        if listed.isdisjoint(range(line[0].index, line[-1].index + 1)):
            yield from _of_line(reply, line, found, options)
    if case.channel == "chat" and len(placed) > 1 and len(reply.words) >= options.message:
        at = reply.sentences[sorted(placed)[1]]
        yield Found(
            at.start, at.end, f"Длинный ответ на {_counted(len(placed), 'вопрос')}. Отправьте его частями: на каждый вопрос — своё сообщение.", None, "info"
        )


def _of_line(reply: Document, line: tuple[Sentence, ...], found: Sequence[Answer], options: Structure) -> Iterator[Found]:
    """The one thing that is most wrong with the line."""
    steps = _steps(reply, line, options)
    if len(line) < 2:
        if steps is not None:
            yield steps
        return
    told = [s for s in line if any(a.sure and a.sentence == s.index for a in found)]
    size = words_in(reply, line)
    if (len(told) > 2 and size >= options.more_topics) or (len(told) == 2 and size >= options.two_topics):
        parted = _parted(reply, told, f"Ответы на {_counted(len(told), 'вопрос')} в одной строке. Начните каждый с новой строки.")
        yield parted if size >= _SHORT else parted._replace(severity="info")
    elif steps is not None:
        yield steps
    elif size >= options.unsure and len({a.sentence for a in found} & {s.index for s in line}) > 2:
        yield Found(line[0].start, line[-1].end, f"Ответ на {_counted(len(found), 'вопрос')} одним абзацем. Начните каждый ответ с новой строки.")
    elif size >= options.paragraph and len(line) > 2:
        yield Found(line[0].start, line[-1].end, f"Сплошной абзац из {size} слов. Разбейте его на части: одна мысль — одна строка.")


def _counted(number: int, noun: str) -> str:
    """«3 вопроса», «5 вопросов»."""
    return f"{number} {noun}{'а' if number < 5 else 'ов'}"


def _answers(reply: Document, case: Reading) -> list[Answer]:
    """The answers to several questions."""
    if len(case.questions) < 2 or len(reply.sentences) < 2:
        return []
    draft = case.draft if case.case.draft.strip() else reply
    return [a for a in answers(case.questions, reply, draft) if a is not None]


def _parted(reply: Document, sentences: Sequence[Sentence], message: str) -> Found:
    """Each of the sentences on a line of its own; what stands between them goes with the one before."""
    parts, at = [], sentences[0].start
    for sentence in sentences[1:]:
        parts.append(reply.text[at : sentence.start].rstrip())
        at = sentence.start
    parts.append(reply.text[at : sentences[-1].end])
    return Found(sentences[0].start, sentences[-1].end, message, "\n".join(parts))


def _steps(reply: Document, line: tuple[Sentence, ...], options: Structure) -> Found | None:
    """«Откройте … Нажмите … Введите …» in a row."""
    commands = commands_in(reply)
    doing = [s for s in line if s.index in commands and not is_farewell(s)]
    if not doing:
        return None
    if len(doing) >= options.steps:
        return _parted(reply, doing, f"{_counted(len(doing), 'шаг')} подряд в одной строке. Поставьте каждый с новой строки, лучше по номерам.")
    if sum(len(commands[s.index]) for s in doing) >= options.commands:
        return Found(doing[0].start, doing[-1].end, "Несколько шагов в одной строке. Поставьте каждый с новой строки, лучше по номерам.")
    return None


def _inline_list(reply: Document, run: tuple[Token, ...]) -> Found | None:
    """«1) … 2) …» in one line, each point put on its own; None where it is no list of thoughts."""
    first, last = run[0], run[-1]
    stop = reply.sentences[last.sentence].end
    if len(run) < 3 and sum(t.kind == "word" for t in reply.between(first.start, stop)) < _LEAST_LIST:
        return None
    heading = first.index > 0 and "\n" not in reply.text[reply.tokens[first.index - 1].end : first.start]
    start = reply.tokens[first.index - 1].end if heading else first.start
    points = [reply.text[a.start : b.start].rstrip() for a, b in pairwise(run)] + [reply.text[last.start : last.end + 1]]
    return Found(start, last.end + 1, "Пункты стоят в одной строке. Начните каждый с новой строки.", ("\n" if heading else "") + "\n".join(points))

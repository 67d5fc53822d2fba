"""What the client's message brings up, one matter after another: its questions, and where it asks less than two, what is to be done or was told in front of «и ещё вопрос».

For the order of answers alone: what must be answered is told by the questions (`rewriter.text.questions`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from rewriter.text.asking import INDIRECT, Stretch, ask_of, asking, demands, request_parts
from rewriter.text.concepts import keys_of
from rewriter.text.document import Document, Token, read
from rewriter.text.expressions import Expression
from rewriter.text.facts import flat
from rewriter.text.questions import Question, questions_in

# «Хочу отказаться», «прошу вернуть», «надо поменять».
_WISHES = frozenset("хочу хотим хотел хотела хотели прошу просим надо нужно желаю".split())
# Told to do, and nothing to be done: «помогите», «извините».
_IDLE = INDIRECT | frozenset(
    "помочь простить извинить посмотреть понять подождать представить поверить пожаловать здравствовать решить разобраться прекратить".split()
)
# What begins a second matter behind a story.
_SECOND = Expression(
    r"(?:и |а |да )?(?:ещ[её](?: (?:один |такой )?(?:вопрос|момент|хотел|хочу|подскаж|скаж)|(?= ?[:,—–-])| (?:[а-я]+ ){0,1}[а-я]{3,}(?:ть|ти|чь)(?!\w))|заодно|второй вопрос|вопрос второй|второе|отдельный вопрос|кстати)(?!\w)"
)
_COURTESY = Expression(r"(?:здравствуйте|добрый|доброе|доброго|привет|спасибо|благодарю|пожалуйста|меня зовут|это)(?!\w)")
_OF_ITS_OWN = 2
_ASKING = frozenset("узнать спросить уточнить".split())
_JOINTS = frozenset("и а заодно также еще".split())
_NEAR = 6


def matters_in(document: Document) -> tuple[Question, ...]:
    """The matters of a client's message in the order they stand; a wish counts as one that asks whether."""
    return _matters(document.text)


@lru_cache(maxsize=64)
def _matters(text: str) -> tuple[Question, ...]:
    document = read(text)
    questions = questions_in(document)
    if not questions:
        wishes: list[Question] = []
        for tokens, _ in asking(document):
            wishes += _wishes(text, tokens, goes_on=bool(wishes))
        return tuple(wishes) if len(wishes) > 1 else ()
    if len(questions) > 1:
        return questions
    return _apart(document, questions[0]) or _with_story(document, questions[0])


def _wishes(text: str, tokens: Stretch, *, goes_on: bool) -> list[Question]:
    """Each thing of the stretch that is to be done: «отмените заказ», «хочу отказаться», «чтобы мне больше не звонили»; behind one of them also «и ещё добавить плед»."""
    pieces = (p for p in request_parts(tokens) if _is_wish(p) or goes_on and _goes_on(p))
    return [wish for piece in pieces if (wish := _matter(text, piece)) is not None]


def _is_wish(tokens: Stretch) -> bool:
    wanted = any(t.norm in _WISHES for t in tokens)
    words = [t.norm for t in tokens if t.kind == "word"][:2]
    return any(t.word is not None and t.lemmas.isdisjoint(_IDLE) and (demands(t) or (wanted and "inf" in t.word.tags)) for t in tokens) or (
        bool(words) and ("чтобы" in words or "чтоб" in words) and any(t.norm == "не" for t in tokens)
    )


def _goes_on(tokens: Stretch) -> bool:
    words = [t for t in tokens if t.kind == "word"]
    first = next((i for i, t in enumerate(words) if t.norm not in _JOINTS), len(words))
    return 0 < first < len(words) and words[first].word is not None and "inf" in words[first].tags


def _apart(document: Document, question: Question) -> tuple[Question, ...]:
    """«Можно ли оплатить частями и вернуть потом одну вещь?»: two deeds joined by «и», each with words of its own."""
    tokens = [t for t in document.tokens if question.start <= t.start < question.end]
    if (at := _asked_besides(tokens)) is not None and (wish := _matter(document.text, tuple(tokens[:at]))) is not None:
        asked = tuple(tokens[at:])
        return (wish, replace(question, start=asked[0].start, text=document.text[asked[0].start : question.end], keys=_keys(asked)))
    if question.asks != "can":
        return ()
    deeds = [i for i, t in enumerate(tokens) if t.word is not None and "inf" in t.word.tags]
    joints = [i for i, t in enumerate(tokens) if t.norm == "и" and i + 1 < len(tokens) and i + 1 in deeds]
    if len(deeds) != 2 or len(joints) != 1 or not deeds[0] < joints[0] < deeds[1] or any(ask_of(t) not in (None, "can") for t in tokens):
        return ()
    halves = [_matter(document.text, tuple(tokens[a:b])) for a, b in pairwise((0, joints[0], len(tokens)))]
    told = tuple(h for h in halves if h is not None and len(h.keys) >= _OF_ITS_OWN)
    return told if len(told) == len(halves) else ()


def _asked_besides(tokens: list[Token]) -> int | None:
    """Where the question begins in «хочу отказаться от заказа и заодно узнать, можно ли …»."""
    if not any(t.norm in _WISHES for t in tokens[:_NEAR]):
        return None
    for i, token in enumerate(tokens[1:], 1):
        if token.norm in _ASKING and token.word is not None and "inf" in token.word.tags:
            first = i
            while first > 1 and tokens[first - 1].norm in _JOINTS:
                first -= 1
            return first if first < i and any(t.word is not None and "inf" in t.word.tags for t in tokens[:first]) else None
    return None


def _with_story(document: Document, question: Question) -> tuple[Question, ...]:
    """The question behind «и ещё вопрос», and what was told in front of it."""
    parts = asking(document)
    at = next((i for i, (tokens, _) in enumerate(parts) if i and tokens[0].start <= question.start < tokens[-1].end), None)
    if at is None or not _SECOND.match(flat(document.text[parts[at][0][0].start :])):
        return (question,)
    told = [tokens for tokens, _ in parts[:at] if not _COURTESY.match(flat(document.text[tokens[0].start : tokens[-1].end]))]
    if not told:
        return (question,)
    story = _matter(document.text, tuple(t for tokens in told for t in tokens))
    return (story, question) if story is not None and len(story.keys) >= _OF_ITS_OWN else (question,)


def _matter(text: str, tokens: tuple[Token, ...]) -> Question | None:
    while tokens and (tokens[0].kind == "punct" or tokens[0].norm in ("и", "а", "также", "еще", "заодно")):
        tokens = tokens[1:]
    keys = _keys(tokens)
    if not keys:
        return None
    start, end = tokens[0].start, tokens[-1].end
    return Question(start, end, text[start:end], keys, "can")


def _keys(tokens: tuple[Token, ...]) -> tuple[frozenset[str], ...]:
    return tuple(k for t in tokens if (k := keys_of(t)))

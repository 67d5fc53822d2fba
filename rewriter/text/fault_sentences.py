"""Sentences that tell of a fault, said by what came of it: «пересорт допущен складом» → «произошла ошибка», «продавец проигнорировал Вас, поэтому вопрос передан …» → «вопрос передан …»."""

from __future__ import annotations

from rewriter.text.clauses import Edit, opening
from rewriter.text.document import Document
from rewriter.text.people import is_staff

_VALUES = frozenset(("number", "code", "link", "email"))
_MISTAKES = frozenset("ошибка пересорт путаница недовложение неточность накладка".split())
_MADE = frozenset("допущен допущена допущено совершена совершен".split())


def mistake_made(document: Document, start: int, end: int) -> Edit | None:
    """«Пересорт товара по заказу 655310 допущен работниками склада, которые …» → «По заказу 655310 произошла ошибка»: whose, and what else they did, goes."""
    sentence = document.sentence_at(start)
    if sentence is None:
        return None
    tokens = document.of(sentence)
    made = next((i for i, t in enumerate(tokens) if t.norm in _MADE), None)
    noun = next((i for i, t in enumerate(tokens[:made]) if t.lemmas & _MISTAKES), None) if made is not None else None
    if made is None or noun is None or noun > 1 or tokens[made].start >= end or not any(is_staff(tokens, i) for i in range(made + 1, len(tokens))):
        return None
    lead = next((i for i in range(noun + 1, made) if tokens[i].norm in ("по", "при", "в")), None)
    stop = next(
        (
            i
            for i in range(made + 1, len(tokens))
            if tokens[i].text in ";.!" or tokens[i].text == "," and not tokens[min(i + 1, len(tokens) - 1)].is_("который")
        ),
        None,
    )
    if stop is None or any(t.kind in _VALUES for t in tokens[made:stop]) or lead is None and not any(t.text == "," for t in tokens[made:stop]):
        return None
    told = document.text[tokens[lead].start : tokens[made - 1].end] if lead is not None else ""
    said = f"{told} произошла ошибка" if told else "произошла ошибка"
    return tokens[0].start, tokens[stop - 1].end, opening(document, tokens[0], said)


def consequence(document: Document, start: int, end: int) -> Edit | None:
    """«Продавец проигнорировал обращение, что является нарушением, поэтому вопрос передан …» → «Вопрос передан …»: what was done about it stays."""
    sentence = document.sentence_at(start)
    if sentence is None:
        return None
    tokens = document.of(sentence)
    so = next((i for i, t in enumerate(tokens) if t.norm == "поэтому" and t.start >= end and i and tokens[i - 1].text == ","), None)
    if so is None or so + 1 >= len(tokens) or any(t.kind in _VALUES for t in tokens[:so]):
        return None
    if not any(is_staff(tokens, i) for i in range(so)) or any(t.text in ";:" for t in tokens[:so]):
        return None
    return tokens[0].start, tokens[so + 1].end, opening(document, tokens[0], tokens[so + 1].text)


_COMMITTED = frozenset("допустил допустила допустили совершил совершила совершили сделали сделал сделала".split())
_COMMITTED_BY = frozenset(("допустить", "совершить"))


def mistake_of(document: Document, start: int, end: int) -> Edit | None:
    """«Причина — ошибка, которую допустили разработчики при выпуске» → «Причина — ошибка при выпуске»; «ошибка, допущенная складом» → «ошибка»."""
    sentence = document.sentence_at(start)
    if sentence is None:
        return None
    tokens = document.of(sentence)
    comma = next((i for i in range(1, len(tokens) - 2) if tokens[i].text == "," and tokens[i - 1].lemmas & _MISTAKES and tokens[i].end <= end), None)
    if comma is None:
        return None
    following = tokens[comma + 1]
    relative = following.is_("который") and any(t.norm in _COMMITTED for t in tokens[comma + 2 : comma + 6])
    participle = not following.lemmas.isdisjoint(_COMMITTED_BY) and following.word is not None and following.word.verb_form == "Part"
    stop = next(
        (i for i in range(comma + 1, len(tokens)) if tokens[i].text in ",;.!?" or tokens[i].norm in ("при", "в", "во", "на", "с", "со", "из-за", "поэтому")),
        len(tokens),
    )
    if not (relative or participle) or not any(is_staff(tokens, i) for i in range(comma + 1, stop)) or any(t.kind in _VALUES for t in tokens[comma:stop]):
        return None
    return tokens[comma - 1].end, tokens[stop - 1].end, ""

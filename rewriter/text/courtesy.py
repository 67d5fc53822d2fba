"""Courtesy: greetings, empathy, apologies, thanks, wishes, farewells and offers of help, which need no source."""

from __future__ import annotations

from rewriter.text.segments import Segment

_OPENS = frozenset(
    "здравствуйте привет приветствуем спасибо благодарим благодарю извините простите извиняемся сожалею сожалеем понимаю понимаем рад рада рады поздравляю поздравляем желаю желаем надеюсь надеемся пусть удачи всего хорошего хорошей "
    "приятного приятной приятных отличного отличной прекрасного чудесного доброго добрый доброе обращайтесь жаль сочувствую сочувствуем уважением берегите счастливого счастливой теплого радостного увы".split()
)
_FEARS = frozenset("волнуйтесь беспокойтесь переживайте стесняйтесь тревожьтесь расстраивайтесь сомневайтесь волноваться беспокоиться переживать".split())
_ANYWHERE = frozenset("извинение прощение соболезнование".split())
_HELP = frozenset(
    "вопрос помощь помочь написать писать обращаться обратиться подсказать связь ответить подсказывать понадобиться сложность дополнительный".split()
)
_WHOLE = frozenset(
    "понимаю понимаем жаль сожалею сожалеем сочувствую сочувствуем извините простите благодарим благодарю спасибо поздравляю поздравляем желаю желаем надеюсь надеемся пусть рад рада рады хорошего хорошей приятного приятной удачи".split()
)


def is_courtesy(segment: Segment, *, whole: bool = False) -> bool:
    """Whether the segment is courtesy alone. `whole`: whether it makes its entire sentence one («Понимаем, как неприятно, что…»)."""
    words = [t for t in segment.tokens if t.kind == "word"]
    norms = [t.norm for t in words]
    if not norms:
        return True
    lead = norms[1:] if norms[0] in ("очень", "мне", "нам", "и", "еще", "искренне", "а", "с", "большое") else norms
    if norms[0] in ("мне", "нам", "искренне") and lead and lead[0] == "очень":
        lead = lead[1:]
    if lead and lead[0] in ("мы", "я"):
        lead = lead[1:]
    if not lead:
        return True
    if whole:
        return lead[0] in _WHOLE and not any(t.text == ":" for t in segment.tokens)
    if lead[0] in _OPENS or any(t.lemmas & _ANYWHERE for t in words):
        return True
    return bool(norms[0] == "не" and len(norms) > 1 and norms[1] in _FEARS or any(n in _FEARS for n in norms[:4]))


def is_offer(segments: tuple[Segment, ...] | list[Segment]) -> bool:
    """«Если появятся вопросы, пишите», «мы на связи»: an offer of help, not a promise."""
    words = [t for s in segments for t in s.tokens if t.kind == "word"]
    if any(t.is_("вопрос", "связь", "затруднение", "трудность") for t in words) and any(
        t.is_("если", "возникнуть", "остаться", "появиться", "быть", "всегда", "на", "любой") for t in words
    ):
        return True
    helping = sum(1 for t in words if t.lemmas & _HELP)
    return helping > 0 and any(t.norm in ("чем", "чемто", "чем-то", "чем-нибудь", "всегда", "еще", "рады", "рад", "рада", "готовы") for t in words)

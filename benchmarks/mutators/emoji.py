"""Emoji that the team does not use, that are out of place, or too many (allowed-emoji)."""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.mutators.base import Broken, Good, mutator, put
from rewriter.text.emoji import base, emoji_in

_RULE = "allowed-emoji"
_FOREIGN = ("🔥", "😍", "👍", "❤️", "🥰", "😂", "🤝", "🚀", "😉", "🙈", "👍🏽", "👨‍👩‍👧", "🇷🇺", "1️⃣", "☀️", "💔", "🤷‍♀️")
_SMILEYS = (":)", ")))", ":-)", ";)", ":D", "=)", "))", ":(", "((", "^_^", "<3", ":-D")


def _ends(good: Good) -> list[int]:
    """Where an emoji may stand: behind a sentence that has none."""
    used = emoji_in(good.document)
    return [s.end for s in good.document.sentences if not any(s.start <= e.start <= s.end + 2 for e in used) and not s.text.endswith((":", "»", "руб."))]


def _at(good: Good, rng: random.Random, sign: str, what: str = "", glue: str | None = None, **case: object) -> Iterator[Broken]:
    if ends := _ends(good):
        end = rng.choice(ends)
        yield put(good.text, end, end, (rng.choice((" ", " ", "")) if glue is None else glue) + sign, sign, what or sign, **case)


@mutator(_RULE, "not in the table")
def foreign(good: Good, rng: random.Random) -> Iterator[Broken]:
    table = {base(e.emoji) for e in good.pack.emoji.emoji}
    for sign in rng.sample([s for s in _FOREIGN if base(s) not in table], 3):
        yield from _at(good, rng, sign)


@mutator(_RULE, "a smiley of signs")
def smileys(good: Good, rng: random.Random) -> Iterator[Broken]:
    for sign in rng.sample(_SMILEYS, 3):
        yield from _at(good, rng, sign, glue=" ")


@mutator(_RULE, "a run")
def runs(good: Good, rng: random.Random) -> Iterator[Broken]:
    for use in emoji_in(good.document):
        for times in (1, 2):
            yield put(good.text, use.end, use.end, use.text * times)
    if not emoji_in(good.document):
        yield from _at(good, rng, "😊😊😊")


@mutator(_RULE, "to an upset client")
def upset(good: Good, rng: random.Random) -> Iterator[Broken]:
    if not good.pack.emoji.emoji:
        return
    if good.mood == "upset":
        for sign in ("😊", "🙏", "😄"):
            yield from _at(good, rng, sign)
    elif used := emoji_in(good.document):
        message = rng.choice(("Это просто безобразие! ", "Вы издеваетесь?! ", "Сколько можно ждать!!! ", "Ужасный сервис, я очень зла! "))
        yield Broken(good.text, used[0].start, used[0].end, f"{used[0].text} to «{message}»", {"client_message": message + good.case.client_message})


@mutator(_RULE, "out of place")
def misplaced(good: Good, rng: random.Random) -> Iterator[Broken]:
    if not good.pack.emoji.emoji or good.mood == "upset":
        return
    words = good.text.lower()
    for sign, topics in (
        ("🎄", ("новы", "рождеств", "праздник", "наступ")),
        ("🎂", ("рожден", "юбиле", "именин")),
        ("💐", ("марта", "рожден", "праздник", "юбиле", "поздрав")),
        ("💻", ("компьютер", "портал", "сайт", "браузер", "кабинет", "страниц")),
    ):
        if not any(t in words for t in topics):
            yield from _at(good, rng, sign)


@mutator(_RULE, "more than the pack allows")
def too_many(good: Good, rng: random.Random) -> Iterator[Broken]:
    if not good.pack.emoji.emoji or good.mood == "upset":
        return
    ends = _ends(good)
    missing = 3 - len(emoji_in(good.document))
    if len(ends) >= missing > 0:
        text = good.text
        for end, sign in sorted(zip(rng.sample(ends, missing), ("😊", "👌", "😄"), strict=False), reverse=True):
            text = f"{text[:end]} {sign}{text[end:]}"
        yield Broken(text, None, None, "three emoji")

"""Unknown words and what they were meant to be: known words one slip away, the likeliest slips and the commonest words first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from rewriter.text import morph

_ALPHABET = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
# Parts that make a new word with one that is known: «видеосвязь», «автодобавление», «незачёт».
_PARTS = tuple(
    "авто видео аудио фото веб онлайн интернет кибер био электро микро мини макро супер гипер мульти теле радио спец тех гос мед эко энерго термо гидро крио мото вело смарт промо кросс топ "
    "экс квази псевдо ультра экстра анти контр само одно двух трех четырех много нано евро пост пред пере недо меж над под сверх не бес без вне все обще разно ново за вы до от про раз рас".split()
)
_LONG = 5
# «Заказик», «посылочками»: words made fond, no typos.
_FOND = tuple(f"{suffix}{ending}" for suffix in ("ик", "чик") for ending in ("", "а", "у", "ом", "е", "и", "ов", "ам", "ами", "ах")) + tuple(
    f"{suffix}{ending}" for suffix in ("очк", "ечк", "ушк", "еньк") for ending in ("а", "и", "е", "у", "ой", "ам", "ами", "ах")
)
# How letters are mistaken for one another: by ear and by the keys beside them.
_BY_EAR = frozenset(frozenset(pair) for pair in "ао еи яе ае ыи эе юу зс дт гк бп вф жш щш цс чш оу яа ия ьъ".split())
_HUSHING = tuple("жшчщц")
_KEYS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_BESIDE = frozenset(frozenset(row[i : i + 2]) for row in _KEYS for i in range(len(row) - 1))
_MARGIN, _TAIL = 0.25, 3
_LEAST = 4
_SMALL_SLIP = 0.4


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Lemmas that replies are made of, ё folded; they decide between several corrections."""
    text = files("rewriter.text").joinpath("common_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.replace("ё", "е").split())


def _common(form: str) -> bool:
    return not morph.word(form).lemmas.isdisjoint(common_words())


@lru_cache(maxsize=4_096)
def is_word(form: str) -> bool:
    """Whether the folded form is a Russian word: in the dictionary, or made of such a one by a part in front or «-ся» behind."""
    known = morph.analyzer().is_known
    if len(form) < _LEAST or known(form):
        return True
    if form.endswith(("ся", "сь")) and known(form[:-2]) and morph.word(form[:-2]).tags & {"verb", "inf", "past", "participle", "gerund", "imper"}:
        return True
    if form.endswith(_FOND) and any(
        known(form[: -len(end)] + last) for end in _FOND if form.endswith(end) for last in ("", "а", "к", "ка") if len(form) > len(end) + 2
    ):
        return True
    for part in _PARTS:
        rest = form[len(part) :]
        if not form.startswith(part) or len(rest) < _LEAST or not known(rest) or part == "не" and morph.word(rest).tags & {"verb", "inf", "past"}:
            continue
        if len(part) >= _LONG or _common(rest) and not any(cost <= 0.6 and _common(other) for other, cost in corrections(form)):
            return True
    return False


def _mistaken(before: str, letter: str, other: str) -> float:
    """What writing `letter` for `other` costs."""
    pair = frozenset((other, letter))
    if before in _HUSHING and pair == {"о", "е"}:
        return 0.1  # «пришол»
    return 0.4 if pair in _BY_EAR else 0.7 if pair in _BESIDE else 1.0


def _slips(form: str) -> Iterator[tuple[str, float]]:
    """Forms one slip away with what the slip costs: a doubled or single letter, two letters swapped, one mistaken for another, lost or added."""
    last = len(form)
    for i, letter in enumerate(form):
        before = form[i - 1] if i else ""
        if letter == "ь" and form[i + 1 :] == "ся":
            yield form[:i] + form[i + 1 :], 0.0
        if before == letter:
            yield form[:i] + form[i + 1 :], 0.3
        elif i < last - _TAIL:  # nearer to the end it may be a suffix: «курьерка»
            yield form[:i] + form[i + 1 :], 0.8
        if i + 1 < last and form[i + 1] != letter:
            yield form[:i] + form[i + 1] + letter + form[i + 2 :], 0.4
        for other in _ALPHABET:
            if other != letter:
                cost = _mistaken(before, letter, other) + (0.2 if i == 0 else 0)
                if cost < 1 or 0 < i < last - _TAIL:
                    yield form[:i] + other + form[i + 1 :], cost
    for i in range(last + 1):
        for other in _ALPHABET:
            beside = 0 < i < last - 1 and other in (form[i - 1], form[i])
            yield form[:i] + other + form[i:], 0.3 if beside else 0.4 if other in "ьъ" else 0.6 + (0.2 if i in (0, last) else 0)


@lru_cache(maxsize=5_000)
def corrections(form: str) -> tuple[tuple[str, float], ...]:
    """Words that replies are made of and the form may have been meant for, folded, the likeliest first, each with the cost of its slip."""
    known = morph.analyzer().is_known
    best: dict[str, float] = {}
    for other, cost in _slips(form):
        # «Отделенье» is for poems.
        dear = cost + (0.6 if "нье" in other else 0)
        if len(other) > 2 and dear < best.get(other, 9) and known(other):
            best[other] = dear
    ordered = sorted(best.items(), key=lambda item: (item[1], item[0]))
    common = tuple(item for item in ordered if _common(item[0]))
    rare = len(ordered) == 1 and ordered[0][1] <= _SMALL_SLIP and len(form) > 2 * _LEAST
    return common or (tuple(ordered) if rare else ())


@lru_cache(maxsize=5_000)
def torn(form: str) -> str | None:
    """The form with the space that it lacks: «насайте» → «на сайте», «неполучится» → «не получится»; None where there is none."""
    known = morph.analyzer().is_known
    if form.startswith("не") and known(form[2:]) and _common(form[2:]) and morph.word(form[2:]).tags & {"verb", "past"}:
        return f"не {form[2:]}"
    if corrections(form) and corrections(form)[0][1] <= 0.7:
        return None
    for first in ("для", "при", "без", "на", "по", "до", "от", "из", "за", "в", "с", "к"):
        rest = form[len(first) :]
        if form.startswith(first) and len(rest) > _LEAST and known(rest) and _common(rest) and "noun" in morph.word(rest).tags:
            return f"{first} {rest}"
    return None


def meant(form: str) -> tuple[str | None, tuple[str, ...]]:
    """What the unknown form was clearly meant for, else None; and all that it may have been meant for, none where nobody knows."""
    apart = torn(form)
    if apart is not None:
        return apart, (apart,)
    far = 0.6 if len(form) <= _LEAST else 0.8 if len(form) <= _LONG + 1 else 1.0
    found = [item for item in corrections(form) if item[1] <= far]
    if not found:
        return None, ()
    clear = len(found) == 1 or found[1][1] - found[0][1] >= _MARGIN
    return found[0][0] if clear else None, tuple(word for word, _ in found[:3])

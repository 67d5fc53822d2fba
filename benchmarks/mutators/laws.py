"""Laws where nobody asked for them (no-law-citations)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.mutators.base import Broken, Good, insert, mutator, put

_RULE = "no-law-citations"


class _Law(NamedTuple):
    gen: str
    dat: str
    ins: str
    nom: str


# Abbreviations, articles before and behind, names spelled out, the government's papers, and the vague appeal.
_LAWS = (
    _Law("115-ФЗ", "115-ФЗ", "115-ФЗ", "115-ФЗ"),
    _Law("ФЗ № 152", "ФЗ № 152", "ФЗ № 152", "ФЗ № 152"),
    _Law("Федерального закона «О почтовой связи»", "Федеральному закону «О почтовой связи»", "Федеральным законом «О почтовой связи»", "Федеральный закон «О почтовой связи»"),
    _Law("п. 4 ст. 26.1 Закона РФ «О защите прав потребителей»", "п. 4 ст. 26.1 Закона РФ «О защите прав потребителей»", "п. 4 ст. 26.1 Закона РФ «О защите прав потребителей»", "п. 4 ст. 26.1 Закона РФ «О защите прав потребителей»"),
    _Law("закона о защите прав потребителей", "закону о защите прав потребителей", "законом о защите прав потребителей", "закон о защите прав потребителей"),
    _Law("ст. 22 ЗоЗПП", "ст. 22 ЗоЗПП", "ст. 22 ЗоЗПП", "ст. 22 ЗоЗПП"),
    _Law("статьи 782 ГК РФ", "статье 782 ГК РФ", "статьёй 782 ГК РФ", "статья 782 ГК РФ"),
    _Law("Гражданского кодекса", "Гражданскому кодексу", "Гражданским кодексом", "Гражданский кодекс"),
    _Law("ч. 2 ст. 13.11 КоАП РФ", "ч. 2 ст. 13.11 КоАП РФ", "ч. 2 ст. 13.11 КоАП РФ", "ч. 2 ст. 13.11 КоАП РФ"),
    _Law("Правил оказания услуг почтовой связи", "Правилам оказания услуг почтовой связи", "Правилами оказания услуг почтовой связи", "Правила оказания услуг почтовой связи"),
    _Law("постановления Правительства РФ № 2463", "постановлению Правительства РФ № 2463", "постановлением Правительства РФ № 2463", "постановление Правительства РФ № 2463"),
    _Law("приказа Минцифры России № 382", "приказу Минцифры России № 382", "приказом Минцифры России № 382", "приказ Минцифры России № 382"),
    _Law("действующего законодательства", "действующему законодательству", "действующим законодательством", "действующее законодательство"),
    _Law("законодательства Российской Федерации", "законодательству Российской Федерации", "законодательством Российской Федерации", "законодательство Российской Федерации"),
)  # fmt: skip


def _asked(good: Good) -> bool:
    return good.asks(r"закон|основани")


@mutator(_RULE, "in front of a sentence")
def in_front(good: Good, rng: random.Random) -> Iterator[Broken]:
    if _asked(good):
        return
    for law in rng.sample(_LAWS, 3):
        sentence = rng.choice([s for s in good.body if s.text[0].isalpha()] or good.body or [None])
        if sentence is None:
            return
        lead, named = rng.choice(
            (
                ("Согласно {} ", law.dat),
                ("В соответствии с {} ", law.ins),
                ("На основании {} ", law.gen),
                ("По {} ", law.dat),
                ("Как установлено {}, ", law.ins),
            )
        )
        new = lead.format(named)
        yield put(good.text, sentence.start, sentence.start + 1, new + sentence.text[0].lower(), named)


@mutator(_RULE, "behind a sentence")
def behind(good: Good, rng: random.Random) -> Iterator[Broken]:
    if _asked(good):
        return
    ends = [s for s in good.body if s.text.endswith(".") and not s.text.endswith("руб.")]
    for law in rng.sample(_LAWS, 3 if ends else 0):
        end = rng.choice(ends).end - 1
        lead, named = rng.choice(
            ((" согласно {}", law.dat), (" ({})", law.nom), (" на основании {}", law.gen), (", как предусмотрено {}", law.ins), (" в силу {}", law.gen))
        )
        yield put(good.text, end, end, lead.format(named), named)


@mutator(_RULE, "as a sentence of its own")
def alone(good: Good, rng: random.Random) -> Iterator[Broken]:
    if _asked(good):
        return
    for law in rng.sample(_LAWS, 3):
        sentence, named = rng.choice(
            (
                ("Это установлено {}.", law.ins),
                ("Так требует {}.", law.nom),
                ("Это следует из {}.", law.gen),
                ("Об этом говорит {}.", law.nom),
                ("Это не противоречит {}.", law.dat),
            )
        )
        if "говорит" in sentence and law.nom.startswith("Правила"):
            sentence = "Об этом говорят {}."
        if "требует" in sentence and law.nom.startswith("Правила"):
            sentence = "Так требуют {}."
        yield insert(good, rng, sentence.format(named), named)

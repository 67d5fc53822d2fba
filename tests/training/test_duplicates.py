"""Near-duplicates: exact against comparing everything, quick for thousands, the same whatever the hash seed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time

import pytest

from rewriter.pack import load_pack, pack_names
from rewriter.training import duplicates
from rewriter.training.choosing import repeating
from rewriter.training.duplicates import BEFORE, BOTH, REPLY, Texts, clusters, jaccard, lemmas, near, shingles
from tests.cli.running import ROOT
from tests.training.making import pair, placed

PAIRS = [one for name in pack_names() for one in load_pack(name).pairs]
TEXTS = [Texts(one.client, one.draft, one.reply) for one in PAIRS]


def test_lemmas_and_masked_facts():
    assert lemmas("Посылку RA123456785RU привезут 15 мая!") == ("посылка", "[tracking]", "привезти", "[date]")
    assert lemmas("Посылки 80110423115079 привезли 3 июня") == ("посылка", "[tracking]", "привезти", "[date]")
    assert lemmas(" \n👍…") == ()
    assert shingles("Да") == {("да",)}
    assert shingles("", "") == frozenset()
    assert jaccard(frozenset(), frozenset()) == 0.0


def _changed(rng: random.Random, texts: Texts) -> Texts:
    """The same pair told a little differently: words left out, sentences moved."""

    def told(text: str) -> str:
        words = [word for word in text.split() if rng.random() > 0.07]
        return " ".join(words)

    return Texts(told(texts.client), told(texts.draft), told(texts.reply))


def test_the_index_finds_all_and_only_what_comparing_everything_finds():
    rng = random.Random(7)
    texts = [*TEXTS[::3], *(_changed(rng, one) for one in TEXTS[::3])]
    before = [shingles(t.client, t.draft) for t in texts]
    reply = [shingles(t.reply) for t in texts]
    long = [len(lemmas(t.reply)) >= duplicates._OWN_WORDS for t in texts]
    slow = []
    for b in range(len(texts)):
        for a in range(b):
            both = jaccard(before[a], before[b]), jaccard(reply[a], reply[b])
            if both[0] >= BEFORE or (long[a] and long[b] and both[1] >= REPLY and both[0] >= BOTH):
                slow.append((a, b))
    found = near(texts)
    assert [(one.first, one.second) for one in found] == sorted(slow)
    assert len(found) > len(TEXTS) // 4, "most of the changed ones are found again"


def test_nothing_in_the_library_repeats():
    assert near(TEXTS) == []


def test_across_two_lists_only():
    found = near(TEXTS[:2], [TEXTS[1], TEXTS[0], TEXTS[5]])
    assert [(one.first, one.second) for one in found] == [(0, 3), (1, 2)]
    assert near([], TEXTS) == near(TEXTS, []) == near([]) == []


def test_thousands_in_seconds():
    rng = random.Random(3)
    words = [word for one in TEXTS for word in (one.client + " " + one.draft).split()]
    texts = [Texts(" ".join(rng.sample(words, 8)), " ".join(rng.sample(words, 14)), " ".join(rng.sample(words, 12))) for _ in range(2_000)]
    texts += [Texts(t.client, t.draft, "Другой ответ") for t in texts[:50]]
    started = time.process_time()
    found = near(texts)
    assert [(one.first, one.second) for one in found] == [(i, 2_000 + i) for i in range(50)]
    assert time.process_time() - started < 12


def test_clusters():
    def one(a: int, b: int) -> duplicates.Near:
        return duplicates.Near(a, b, 1.0, 1.0)

    assert clusters([one(4, 9), one(0, 2), one(2, 7), one(7, 8)]) == [(0, 2, 7, 8), (4, 9)]
    assert clusters([]) == []


@pytest.mark.parametrize(
    ("changed", "inside", "kept", "why"),
    [
        ({}, (True, False), "post-77", "уже в пакете"),
        ({}, (False, True), "post-78", "уже в пакете"),
        ({}, (False, False), "post-77", "стоит раньше"),
        ({"teaches": ("no-law-citations", "plain-words", "farewell")}, (False, False), "post-78", "учит большему"),
    ],
)
def test_which_to_keep(changed, inside, kept, why):
    (cluster,) = repeating([placed(pair()), placed(pair(id="post-78", **changed), line=30)], inside=inside)
    assert cluster.kept.pair.id == kept
    assert why in cluster.why
    assert {one.pair.id for one in cluster.others} == {"post-77", "post-78"} - {kept}


def test_a_bad_reply_is_not_kept():
    bad = pair(id="post-70", reply="Согласно п. 34 Правил, посылка RA123456785RU хранится 30 календарных дней. Хорошего Вам дня!")
    (cluster,) = repeating([placed(bad), placed(pair(), line=30)], inside=(False, False))
    assert cluster.kept.pair.id == "post-77"


SCRIPT = """
import random
from rewriter.training.coverage import wanted
from rewriter.pack import load_pack
from rewriter.training.duplicates import near
from tests.training.test_duplicates import TEXTS, _changed
rng = random.Random(1)
print(near([*TEXTS[:30], *(_changed(rng, t) for t in TEXTS[:30])]), wanted([load_pack("post")], 20, 5))
"""


def test_the_hash_seed_changes_nothing():
    told = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True, timeout=120,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(told) == 1
    assert "Near(first=0, second=30" in told.pop()

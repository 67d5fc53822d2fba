"""Trains the probe of `rewriter.loop.suspicion` and prints how well it hears: found at 1%, 2% and 5% false alarms a sentence.

    python benchmarks/suspicion.py [--write]

Two minutes on two cores, nearly all of it embedding. `--write` replaces `rewriter/loop/suspicion.json`. Learnt: `suspicion/sentences.jsonl`, written for this,
and the labelled cases of the rules. Never learnt: replies of the packs' pairs (all good) and `suspicion/fresh.jsonl`. `refusal` and
`confidential` have data and no probe: what was trained on them was wrong too often (docs/quality.md).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from rewriter.backends import embedding
from rewriter.loop.suspicion import CLASSES, THRESHOLD
from rewriter.text.courtesy import is_apology, is_empathy
from rewriter.text.document import read
from rewriter.text.salutations import body_of

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent / "suspicion"
ABOUT = {"no-blame-shifting": "third-party", "no-internal-details": "inner-kitchen", "forbidden-phrases": "refusal", "no-confidential-claims": "confidential"}
RIDGE = 3.0
SCALE = 10.0  # embeddings of this model lie close together: their differences are some hundredths


def sentences_of(text: str) -> list[str]:
    found = [s.text for s in body_of(read(text))]
    return [s for s in found if len(s) >= 12 and not is_apology(s) and not is_empathy(s)]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def learnt() -> list[tuple[str, str]]:
    found = {line["text"]: line["label"] for line in lines(HERE / "sentences.jsonl")}
    wrong = set((HERE / "not-fine.txt").read_text(encoding="utf-8").splitlines())
    for path in sorted((ROOT / "rewriter" / "rules" / "cases").glob("*.jsonl")):
        for case in lines(path):
            if case["expect"] and path.stem not in ABOUT:
                continue
            for text in sentences_of(case.get("reply") or ""):
                if not case["expect"]:
                    if text not in wrong:
                        found.setdefault(text, "fine")
                elif case["span"] and case["span"] in text:
                    label = ABOUT[path.stem]
                    spoken = any(w in text.lower() for w in ("вы ", "вами", "вас ", "вам ", "ваш"))
                    found[text] = "client" if label == "third-party" and spoken else label
    for text in heldout():
        found.pop(text, None)
    return list(found.items())


def heldout() -> dict[str, str]:
    """Sentences that nothing is learnt from, with their labels."""
    found = {line["text"]: line["label"] for line in lines(HERE / "fresh.jsonl")}
    for path in sorted((ROOT / "prompts").glob("*/pairs.yaml")):
        for pair in yaml.safe_load(path.read_text(encoding="utf-8")):
            found.update(dict.fromkeys(sentences_of(pair["reply"]), "fine"))
    return found


def logistic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights of a ridge logistic regression, the bias last, by Newton's method."""
    x = np.hstack([x, np.ones((len(x), 1))])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[-1] = 1e-6
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge), x.T @ (p - y) + ridge * w)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def trained(vectors: np.ndarray, labels: np.ndarray) -> dict[str, list[float]]:
    """For each class its bias and weights; what another class has is no example against it."""
    middle = vectors.mean(0)
    found = {}
    for name in CLASSES:
        some = (labels == name) | (labels == "fine")
        w = logistic((vectors[some] - middle) * SCALE, (labels[some] == name).astype(float))
        found[name] = [round(float(w[-1] - SCALE * w[:-1] @ middle), 4), *(round(float(v) * SCALE, 3) for v in w[:-1])]
    return found


def scored(probe: dict[str, list[float]], vectors: np.ndarray) -> np.ndarray:
    scores: np.ndarray = np.array([vectors @ np.array(probe[name][1:]) + probe[name][0] for name in CLASSES]).max(0)
    return scores


def curve(title: str, scores: np.ndarray, labels: np.ndarray) -> None:
    fine, wrong = scores[labels == "fine"], scores[np.isin(labels, list(CLASSES))]
    at = ", ".join(f"{np.mean(wrong > np.quantile(fine, 1 - share)):.0%} at {share:.0%}" for share in (0.01, 0.02, 0.05))
    print(
        f"{title}: found {at} false alarms; as shipped {np.mean(wrong > THRESHOLD):.0%} at {np.mean(fine > THRESHOLD):.1%} ({len(wrong)} wrong, {len(fine)} fine)"
    )
    for name in CLASSES:
        print(f"  {name}: {np.mean(scores[labels == name] > THRESHOLD):.0%} of {np.sum(labels == name)}")


def main() -> None:
    texts, names = zip(*learnt(), strict=True)
    vectors, labels = np.array([embedding.vector(t) for t in texts]), np.array(names)
    fold = np.random.default_rng(0).integers(0, 5, len(texts))
    scores = np.zeros(len(texts))
    for number in range(5):
        scores[fold == number] = scored(trained(vectors[fold != number], labels[fold != number]), vectors[fold == number])
    curve("learnt, five folds", scores, labels)
    probe = trained(vectors, labels)
    held = heldout()
    curve("held out", scored(probe, np.array([embedding.vector(t) for t in held])), np.array(list(held.values())))
    if "--write" in sys.argv:
        shipped = ",\n".join(f'"{name}": {json.dumps(probe[name])}' for name in CLASSES)
        (ROOT / "rewriter" / "loop" / "suspicion.json").write_text(f"{{\n{shipped}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

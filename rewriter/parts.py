"""Which parts of the loop are at work. All of them are, but where it is measured what each one earns (`rewriter.evaluation.variants`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Parts:
    """`pairs`: examples in the prompt. `guide`: the style guide, or, sentence by sentence, the instruction. `fixes`: the rules' own repairs, before the model and after it."""

    pairs: bool = True
    guide: bool = True
    fixes: bool = True


EVERY_PART = Parts()

"""One reply through all rules, against reading it alone (tokens, sentences, lemmas) and against guardrails' `Guard.validate`; then long and hostile texts."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

from rewriter.case import Case
from rewriter.checker import check
from rewriter.pack import load_pack
from rewriter.text.document import Document

PACK = load_pack("post")
HOSTILE = {  # repeated to 20,000 characters; each is meant for a family of expressions
    "letters and hyphens (word)": "а-", "domain (link)": "a.", "address (e-mail)": "a@b-", "code": "а1-", "digits (number)": "1", "thousands (amount)": "1 000 ",
    "digits apart (phone, tracking)": "1 ", "range (period)": "от 3 до ", "numerals": "два ", "street (address)": "ул. А ", "full stops (sentences)": "т. д. ",
    "brackets (smileys)": "(", "smileys": ":)", "emoji": "😊", "joined emoji": "😊\u200d", "quotes": "«А» ", "open quotes": "«", "placeholders": "[", "braces": "{",
    "spaces": " ", "new lines": "\n", "commas (clauses)": ",", "law": "ст. 5 закона ", "not (patterns)": "не ", "names": "Анна ",
}  # fmt: skip


def cases(count: int, seed: int) -> list[Case]:
    """Finished replies of about 120 words, each new: whole replies of the pack's pairs in ever new company."""
    rng, found = random.Random(seed), []
    for _ in range(count):
        words: list[str] = []
        for pair in rng.sample(PACK.pairs, 6):
            words += pair.reply.replace("\n", " \n ").split(" ")
        found.append(Case(pack=PACK.name, reply=" ".join(words[:120])))
    return found


def median(work: Callable[[Any], object], items: Iterable[Any]) -> float:
    taken = []
    for item in items:
        start = time.perf_counter()
        work(item)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def long_text(part: str, length: int) -> float:
    """Milliseconds for the part repeated to this length; the fastest of two different texts."""
    return min(median(lambda case: check(case, PACK), [Case(pack=PACK.name, reply=(part * length)[: length - n])]) for n in range(2))


def against_guard() -> Callable[[Case], object] | None:
    try:
        from rewriter.guard import guard

        ready = guard(PACK)
        ready.validate("Здравствуйте!")
    except ImportError as error:
        print(f"Guard.validate: not measured ({error})")
        return None

    def validate(case: Case) -> object:
        return ready.validate(case.checked_text)

    return validate


def main() -> None:
    for case in cases(150, 1):  # the words are known after that, the texts are not
        check(case, PACK)
    alone = median(lambda case: Document(case.checked_text), cases(150, 2))
    judged = median(lambda case: check(case, PACK), cases(150, 3))
    print(f"reading alone            {alone:7.2f} ms")
    print(f"all rules, a new text    {judged:7.2f} ms   {judged / alone:5.1f} times reading   (budget 1 ms)")
    drafts = [c.model_copy(update={"draft": c.checked_text, "reply": o.checked_text}) for c, o in zip(cases(60, 4), cases(60, 5), strict=True)]
    held = median(lambda case: check(case, PACK), drafts)
    print(f"the same with a draft    {held:7.2f} ms   {held / alone:5.1f} times reading")
    if (validate := against_guard()) is not None:
        guarded = median(validate, cases(20, 6))
        print(f"Guard.validate           {guarded:7.2f} ms   {guarded / judged:5.1f} times our check")

    text, base = "\n".join(pair.reply for pair in PACK.pairs), 0.0
    print("\ncharacters   all rules   a character, times that of 1,000")
    for length in (1_000, 10_000, 20_000):
        taken = long_text(text * 40, length)
        base = base or taken / length
        print(f"{length:>10}{taken:>9.0f} ms{taken / length / base:>9.2f}")

    print("\n5,000 characters of                 all rules   twice as many cost")
    for name, part in HOSTILE.items():
        short, long = long_text(part, 5_000), long_text(part, 10_000)
        print(f"{name:<36}{short:>7.0f} ms{long / short:>8.1f} times{'   NOT LINEAR' if long > 3 * short and long > 300 else ''}")


if __name__ == "__main__":
    main()

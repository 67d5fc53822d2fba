"""Good replies broken one by one: does the rule that must see it say so, there, and do the good ones stay unblamed?

python benchmarks/mutations.py [-v] [-m MUTATOR] [--markdown] [RULE …]     -v: what was missed; --markdown: writes docs/mutations.md
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.mutators import MUTATORS, Mutant, Mutator, goods, mutants, verdict
from rewriter.checker import check
from rewriter.rules import rules

PAGE = Path(__file__).parent.parent / "docs" / "mutations.md"
_SHOWN = 12
_LISTED = 3
_LONG = 90


@dataclass
class Tally:
    """What became of a mutator's mutants."""

    by: Mutator
    counts: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, Mutant]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share that was found."""
        return self.counts["found"] / (sum(self.counts.values()) or 1)


def tallied(of: Iterable[Mutator]) -> Iterator[Tally]:
    """Each mutator's tally; mutators of rules that are not there yield none."""
    for each in of:
        if each.rule not in rules():
            continue
        tally = Tally(each)
        for mutant in mutants(each):
            became = verdict(mutant)
            tally.counts[became] += 1
            if became != "found":
                tally.missed.append((became, mutant))
        yield tally


def false_alarms() -> Counter[tuple[str, str]]:
    """What the rules say of the good replies, by rule and severity."""
    return Counter((v.rule, v.severity) for good in goods() for v in check(good.case, good.pack).violations)


def main() -> None:
    """Prints a row a rule and a row a mutator."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", nargs="*")
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("-m", "--mutator", default="", help="only mutators with these words in their name")
    parser.add_argument("--markdown", action="store_true")
    given = parser.parse_args()
    chosen = [m for m in MUTATORS if (not given.rules or m.rule in given.rules) and given.mutator in m.about]
    alarms = false_alarms()
    tallies = list(tallied(chosen))
    for rule_id in dict.fromkeys(t.by.rule for t in sorted(tallies, key=lambda t: rules()[t.by.rule].number)):
        own = [t for t in tallies if t.by.rule == rule_id]
        print(_row(rule_id, sum((t.counts for t in own), Counter()), alarms))
        for tally in own:
            print(f"    {tally.by.about:<46} {_numbers(tally.counts)}")
            for became, mutant in tally.missed[: _SHOWN if given.verbose else 0]:
                print(f"        {became}: {mutant}")
    print(f"\nerrors on {len(goods())} good replies: {sum(n for (_, severity), n in alarms.items() if severity == 'error')}")
    if given.markdown:
        PAGE.write_text(page(tallies, alarms), encoding="utf-8")
        print(f"written: {PAGE}")


def _numbers(counts: Counter[str]) -> str:
    total = sum(counts.values())
    return f"{total:>6} {counts['found'] / (total or 1):>8.1%} {counts['elsewhere']:>6} {counts['softened']:>6} {counts['missed']:>6}"


def _row(rule_id: str, counts: Counter[str], alarms: Counter[tuple[str, str]]) -> str:
    return f"{rule_id:<50} {_numbers(counts)}   " + " ".join(f"{severity} {n}" for (rule, severity), n in sorted(alarms.items()) if rule == rule_id)


def page(tallies: list[Tally], alarms: Counter[tuple[str, str]]) -> str:
    """docs/mutations.md."""
    by_rule: dict[str, list[Tally]] = {}
    for tally in sorted(tallies, key=lambda t: rules()[t.by.rule].number):
        by_rule.setdefault(tally.by.rule, []).append(tally)
    lines = [
        "# Good replies, broken on purpose",
        "",
        f"Made by `python benchmarks/mutations.py --markdown`. The {len(goods())} replies of the pairs break no rule. Each mutator (`benchmarks/mutators/`) breaks them in one known way, one rule a",
        "mutator, at most three ways a reply, the same ones in every run. **Found**: the rule says of the broken reply what it does not say of the good one, as an error where it is a hard rule,",
        "and where a stretch of the text is wrong, its span overlaps that stretch. **Softened**: a hard rule says so only as a warning. **Elsewhere**: at another place. A mutator that cannot",
        "be sure that its change is wrong (the dropped fact stands elsewhere, the draft may mean it so) makes no mutant. **Alarms**: what the rule says of the good replies themselves.",
        "",
        "Rules and mutators were written in the same weeks, the rules were mended on what mutants showed, and a mutator knows a few dozen sentences that many replies share: these numbers flatter.",
        "What a rule finds in texts that nobody tuned it on stands in [quality.md](quality.md).",
        "",
        "| rule | mutants | found | softened | elsewhere | missed | alarms: error, warning, info |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for rule_id, own in by_rule.items():
        total = sum((t.counts for t in own), Counter[str]())
        alarm = ", ".join(str(alarms[rule_id, severity]) for severity in ("error", "warning", "info"))
        lines.append(f"| `{rule_id}` | {_cells(total)} | {alarm} |")
    hard = sum((t.counts for t in tallies if rules()[t.by.rule].hard), Counter[str]())
    errors = sum(n for (_, severity), n in alarms.items() if severity == "error")
    lines += ["", f"All hard rules together: {hard['found']} of {sum(hard.values())} found. Errors on the good replies: {errors}.", "", "## By mutator", ""]
    lines += ["| rule | what is done to the reply | mutants | found | softened | elsewhere | missed |", "| --- | --- | ---: | ---: | ---: | ---: | ---: |"]
    lines += [f"| `{t.by.rule}` | {t.by.about} | {_cells(t.counts)} |" for own in by_rule.values() for t in own]
    lines += ["", "## What is missed", "", "Of each mutator the first mutants that were not found, each change once.", ""]
    for rule_id, own in by_rule.items():
        for tally in own:
            shown = list({_short(m): f"{m.good.id}: {_short(m)}" for _, m in reversed(tally.missed)}.values())[-_LISTED:]
            if shown:
                lines.append(f"- `{rule_id}`, {tally.by.about}: " + "; ".join(reversed(shown)))
    return "\n".join(lines) + "\n"


def _short(mutant: Mutant) -> str:
    what = mutant.broken.what.replace("\n", " ").replace("|", "¦")
    return what if len(what) <= _LONG else what[: _LONG - 1] + "…"


def _cells(counts: Counter[str]) -> str:
    total = sum(counts.values())
    return f"{total} | {counts['found'] / (total or 1):.1%} | {counts['softened']} | {counts['elsewhere']} | {counts['missed']}"


if __name__ == "__main__":
    main()

"""What a rule catches and lets pass, how its findings are mended, how much it weighs in each pack: for `rewriter rules explain` and docs/rules.md."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rewriter.case import Case, Context
from rewriter.checker import Fixed, fix, selection, violations_of
from rewriter.pack import Pack, load_pack, pack_names
from rewriter.result import Violation
from rewriter.rules.base import Rule
from rewriter.rules.labelled import labelled
from rewriter.text.document import read
from rewriter.text.reading import Reading

SHOWN = 3
_SHORT, _LONG = 30, 260
# Fields of a context in words, as far as rules ask for them.
_KNOWN = {
    "first_contact": {"True": "первое обращение", "False": "разговор уже идёт"},
    "operator_gender": {"f": "оператор — женщина", "m": "оператор — мужчина"},
}
_NAMED = {"client_name": "имя клиента — {}", "operator_name": "имя оператора — {}", "ticket_id": "номер обращения — {}", "channel": "канал — {}"}


@dataclass(frozen=True)
class Example:
    """A text with what of its case counts for the rule: empty where it does not. `message`, `fixed`: what the rule says and what its fixes leave; None where it says nothing."""

    text: str
    client: str = ""
    draft: str = ""
    known: str = ""
    span: str = ""
    message: str | None = None
    fixed: str | None = None


def severities(rule: Rule) -> dict[str, str]:
    """The rule's severity in each pack that comes with the library."""
    return {name: rule.severity_in(load_pack(name).setting(rule.id)) for name in pack_names()}


def options_in(rule: Rule, pack: Pack) -> dict[str, Any]:
    """The rule's options with what the pack sets."""
    values = {name: field.get_default(call_default_factory=True) for name, field in rule.options.model_fields.items()}
    return values | dict(pack.setting(rule.id).model_extra or {})


@dataclass(frozen=True)
class Examples:
    """Texts that the rule catches and that it rightly lets pass. `mended` of `labelled` violations have a repair that can be applied as it is."""

    caught: tuple[Example, ...]
    passed: tuple[Example, ...]
    mended: int
    labelled: int


def examples(rule: Rule) -> Examples:
    """Labelled texts of the rule, short ones of different kinds; of a rule that has none, those of its word list in `base`."""
    found = [said for item in labelled(rule.id) if item["expect"] and (said := _said(rule, Case.model_validate(item)))]
    mended = sum(all(v.suggestion is not None for v in said) for said in found)
    bad = tuple(_chosen(rule, expect=True))
    # What tells the caught ones tells the passed ones, too, even where these would pass without it.
    shown = frozenset(name for name in ("client", "draft") if any(getattr(e, name) for e in bad))
    good = tuple(_chosen(rule, expect=False, shown=shown))
    entries = load_pack("base").entries.get(rule.id, ())[:SHOWN]
    return Examples(bad or tuple(Example(e.caught[0]) for e in entries), good or tuple(Example(e.passed[0]) for e in entries), mended, len(found))


def _chosen(rule: Rule, *, expect: bool, shown: frozenset[str] = frozenset()) -> Iterator[Example]:
    """Of the labelled cases that the rule tells rightly, short ones of different kinds; those that it has nothing to judge in come last."""
    seen: set[str] = set()
    cases = sorted(labelled(rule.id), key=lambda item: (not _SHORT <= len(item["reply"]) <= _LONG, len(item["reply"] + item["draft"]), item["id"]))
    told = [(item, Case.model_validate(item)) for item in cases if bool(item["expect"]) is expect]
    for judged in (True, False):
        for item, case in told:
            if len(seen) == SHOWN:
                return
            if item.get("note", "") in seen or bool(found := _said(rule, case)) is not expect or (found is not None) is not judged:
                continue
            seen.add(item.get("note", ""))
            yield _example(rule, case, found, shown)


def _said(rule: Rule, case: Case) -> list[Violation] | None:
    """What the rule says; None where it does not judge."""
    found, checked, _ = violations_of(Reading(case, load_pack(case.pack)), read(case.checked_text), selection([rule.id]))
    return [v for v in found if v.severity == "error" or not rule.hard] if checked else None


def _example(rule: Rule, case: Case, found: list[Violation] | None, shown: frozenset[str]) -> Example:
    def counts(**without: Any) -> bool:
        """Whether the rule judges otherwise without this."""
        other = _said(rule, case.model_copy(update=without))
        return (other is None) != (found is None) or bool(other) != bool(found)

    first = found[0] if found else None
    return Example(
        text=case.checked_text,
        client=case.client_message if case.client_message and ("client" in shown or counts(client_message="")) else "",
        draft=case.draft if case.draft and ("draft" in shown or counts(draft="")) else "",
        known=_known(case.context) if counts(context=Context()) else "",
        span=first.text if first else "",
        message=first.message if first else None,
        fixed=_fixed(rule, case) if first else None,
    )


def _known(context: Context) -> str:
    told = [_KNOWN[name].get(str(getattr(context, name)), "") for name in _KNOWN]
    told += [words.format(getattr(context, name)) for name, words in _NAMED.items() if getattr(context, name) is not None]
    return ", ".join(t for t in (*told, *context.facts) if t)


def _fixed(rule: Rule, case: Case) -> str | None:
    """The text after the rule's fixes, where none of its violations is left."""
    reading, chosen = Reading(case, load_pack(case.pack)), selection([rule.id])
    done: Fixed = fix(reading, case.checked_text, chosen)
    if not done.applied or [v for v in violations_of(reading, read(done.text), chosen)[0] if v.severity == "error" or not rule.hard]:
        return None
    return done.text

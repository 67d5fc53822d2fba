"""In what two runs' manifests differ: where a change of scores may come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rewriter.evaluation.compared import Difference
from rewriter.evaluation.scored import Scored

_PLAIN = (
    ("suite", "набор"),
    ("suite_hash", "случаи набора"),
    ("variant", "вариант"),
    ("backend", "где работает модель"),
    ("model", "модель"),
    ("model_hash", "файл модели"),
    ("seed", "начальное число генератора"),
    ("repeats", "повторов"),
    ("attempts", "попыток модели"),
    ("pack", "пакет для всех случаев"),
)
_HASH = 12


def differences(base: Scored, new: Scored) -> tuple[Difference, ...]:
    """What differs, the likeliest causes first; commit and machine are no causes of their own and stand last."""
    return tuple(Difference(what=what, base=_short(old), new=_short(now)) for what, old, now in _compared(base, new) if old != now)


def _compared(base: Scored, new: Scored) -> Iterator[tuple[str, object, object]]:
    then, now = base.manifest, new.manifest
    for name, what in _PLAIN:
        yield what, getattr(then, name), getattr(now, name)
    yield from _packs("промпт", {p: h.get("prompt") for p, h in then.packs.items()}, {p: h.get("prompt") for p, h in now.packs.items()})
    yield from _packs("правила при прогоне", {p: h.get("policy") for p, h in then.packs.items()}, {p: h.get("policy") for p, h in now.packs.items()})
    if base.judged_by and new.judged_by:
        yield from _packs("правила при оценке", base.judged_by.policies, new.judged_by.policies)
    yield "код правил при прогоне", then.rules, now.rules
    if base.judged_by and new.judged_by:
        yield "код правил при оценке", base.judged_by.rules, new.judged_by.rules
    for library in sorted({*then.versions, *now.versions}):
        yield f"версия {library}", then.versions.get(library), now.versions.get(library)
    yield "коммит", then.commit, now.commit
    yield "машина", then.machine, now.machine


def _packs(what: str, then: Mapping[str, str | None], now: Mapping[str, str | None]) -> Iterator[tuple[str, object, object]]:
    """One change of many packs is one line: what they share has changed."""
    changed = [pack for pack in sorted({*then, *now}) if then.get(pack) != now.get(pack)]
    if len(changed) == 1:
        yield f"{what} пакета {changed[0]}", then.get(changed[0]), now.get(changed[0])
    elif changed:
        yield f"{what} пакетов {', '.join(changed)}", "прежнее", "новое"


def _short(value: object) -> str:
    """Hashes are told apart by their beginnings."""
    text = "—" if value is None else str(value)
    return text[:_HASH] if len(text) >= 40 and all(c in "0123456789abcdef" for c in text) else text

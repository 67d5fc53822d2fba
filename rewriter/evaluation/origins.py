"""In what two runs' manifests differ: where a change of scores may come from."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.evaluation.compared import Difference
from rewriter.evaluation.records import Manifest

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
)
_PACK = (("prompt", "что пакет {} отправляет модели (промпт)"), ("policy", "по чему пакет {} судит (правила и словари)"))
_HASH = 12


def differences(base: Manifest, new: Manifest) -> tuple[Difference, ...]:
    """What differs, the likeliest causes first; commit, machine and time are no causes of their own and stand last."""
    return tuple(_differences(base, new))


def _differences(base: Manifest, new: Manifest) -> Iterator[Difference]:
    for name, what in _PLAIN:
        if (old := getattr(base, name)) != (now := getattr(new, name)):
            yield Difference(what=what, base=_short(old), new=_short(now))
    for pack in sorted({*base.packs, *new.packs}):
        for kind, what in _PACK:
            old, now = base.packs.get(pack, {}).get(kind), new.packs.get(pack, {}).get(kind)  # type: ignore[call-overload]
            if old != now:
                yield Difference(what=what.format(pack), base=_short(old), new=_short(now))
    if base.rules != new.rules:
        yield Difference(what="код, который судит", base=_short(base.rules), new=_short(new.rules))
    for library in sorted({*base.versions, *new.versions}):
        if (old := base.versions.get(library)) != (now := new.versions.get(library)):
            yield Difference(what=f"версия {library}", base=_short(old), new=_short(now))
    for name, what in (("commit", "коммит"), ("machine", "машина")):
        if (old := getattr(base, name)) != (now := getattr(new, name)):
            yield Difference(what=what, base=_short(old), new=_short(now))


def _short(value: object) -> str:
    """Hashes are told apart by their beginnings."""
    text = "—" if value is None else str(value)
    return text[:_HASH] if len(text) >= 40 and all(c in "0123456789abcdef" for c in text) else text

"""The rules, one module each, named like the rule's id; outside packages add theirs through the entry point group `rewriter.rules`."""

from __future__ import annotations

from functools import lru_cache

from rewriter.rules.base import REGISTRY, Rule


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """All rules by id, ours in the order of the catalogue, then those of other packages. A module dropped into this folder is a rule."""
    from importlib import import_module
    from importlib.metadata import entry_points
    from pkgutil import iter_modules

    for module in iter_modules(__path__):
        if module.name not in _NO_RULES:
            import_module(f"{__name__}.{module.name}")
    for point in entry_points(group="rewriter.rules"):
        try:
            point.load()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a package that does not load must not take the others down
            package = f"{point.dist.name} {point.dist.version}, " if point.dist else ""
            _BROKEN[point.name] = f"не загружается ({package}{point.value}): {type(error).__name__}: {error}"
    return dict(sorted(REGISTRY.items(), key=lambda item: item[1].number))


def broken() -> dict[str, str]:
    """Rules of other packages that could not be loaded, by the name of their entry point, each with the reason (Russian)."""
    rules()
    return _BROKEN


_BROKEN: dict[str, str] = {}
_NO_RULES = frozenset(("base", "entries", "labelled"))

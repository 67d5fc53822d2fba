"""The rules, one module each, named like the rule's id; outside packages add theirs through the entry point group `rewriter.rules`."""

from __future__ import annotations

from functools import lru_cache

from rewriter.rules.base import REGISTRY, Rule

MODULES = (
    "no_law_citations", "no_blame_shifting", "question_order", "all_questions_answered", "allowed_emoji", "facts_preserved", "no_new_facts", "forbidden_phrases",
    "no_internal_details", "no_confidential_claims", "no_familiarity", "clean_output", "ticket_id", "meaning_kept", "plain_words",
)  # fmt: skip


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """All rules by id, ours in the order of the catalogue, then those of other packages."""
    from importlib import import_module
    from importlib.metadata import entry_points

    for module in MODULES:
        import_module(f"rewriter.rules.{module}")
    for point in entry_points(group="rewriter.rules"):
        point.load()
    order = {module.replace("_", "-"): n for n, module in enumerate(MODULES)}
    return dict(sorted(REGISTRY.items(), key=lambda item: order.get(item[0], len(order))))

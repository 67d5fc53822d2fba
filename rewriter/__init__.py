"""Rewrites the replies of Russian customer support and judges them by deterministic rules.

Names are imported when they are first used: `import rewriter` itself loads nothing heavy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rewriter.case import Case, Context
    from rewriter.checker import check
    from rewriter.pack import load_pack
    from rewriter.pipeline import rewrite
    from rewriter.result import CheckResult, Result

__version__ = "0.1.0"
__all__ = ["Case", "CheckResult", "Context", "Result", "check", "load_pack", "rewrite"]
_HOMES = {"Case": "case", "Context": "case", "check": "checker", "load_pack": "pack", "rewrite": "pipeline", "CheckResult": "result", "Result": "result"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

"""What goes wrong in an evaluation."""

from __future__ import annotations


class EvaluationError(Exception):
    """A suite, a run or a recording that cannot be used; the message, in Russian, says what, where and what to do."""

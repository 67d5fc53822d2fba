"""promptfoo's provider: a case of the suite through the pipeline. `config.backend`: `rules-only` (default), `local` or `openai`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


def call_api(prompt: str, options: dict[str, Any], context: dict[str, Any]) -> dict[str, Any]:
    """The reply, its status in `metadata`; `error` where there is none. `prompt` is the draft; the rest of the case is in the variables."""
    from evals.ours import RULES_ONLY, NoReply, rewritten
    from rewriter.evaluation.records import SuiteCase

    case = SuiteCase.model_validate({**context["vars"]["case"], "draft": prompt})
    try:
        result = rewritten(case, (options.get("config") or {}).get("backend") or RULES_ONLY)
    except NoReply as error:
        return {"error": str(error)}
    usage = result.usage
    return {
        "output": result.reply,
        "tokenUsage": {"prompt": usage.prompt_tokens, "completion": usage.completion_tokens, "total": usage.prompt_tokens + usage.completion_tokens},
        "metadata": {"status": result.status, "reason": result.reason, "model": result.model},
    }

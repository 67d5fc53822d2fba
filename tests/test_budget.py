"""What an import of the library costs (design.md, Limits); what commands cost and import: tests/cli/test_start.py."""

from __future__ import annotations

import subprocess
import sys

LATER = {"click", "guardrails", "jinja2", "llama_cpp", "numpy", "openai", "pydantic", "rumorph", "yaml"}


def loaded(code: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"], capture_output=True, text=True, timeout=60, check=True)
    return {name.split(".")[0] for name in done.stdout.split()}


def test_importing_the_library_imports_nothing_else():
    assert not loaded("import rewriter") & LATER


def test_a_check_from_python_needs_no_model_and_no_web():
    used = loaded("import rewriter; rewriter.check(rewriter.Case(reply='Здравствуйте!'))")
    assert not used & {"click", "fastapi", "guardrails", "httpx", "jinja2", "llama_cpp", "numpy", "openai"}


def test_packs_once_read_are_read_without_yaml():
    loaded("import rewriter; rewriter.load_pack('post')")
    assert "yaml" not in loaded("import rewriter; rewriter.load_pack('post')")

"""Evaluation suites as the trainer's side reads them: only to keep pairs out of them."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from rewriter.case import Case
from rewriter.pack import PackError, data_root
from rewriter.training.lint import Suite
from rewriter.values import value_in_russian


def default_suites() -> tuple[Path, ...]:
    """Those of the repository; none where the library is installed without it."""
    return tuple(sorted((data_root() / "evals" / "suites").glob("*.jsonl")))


def read_suite(path: Path) -> Suite:
    """A suite of a case a line. Raises PackError with `file:line`."""
    cases: list[tuple[int, Case]] = []
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path}:1:1: файл не читается: {getattr(error, 'strerror', None) or error}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            case = Case.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            raise PackError(f"{path}:{number}:{error.colno}: строка проверочного набора — один случай в JSON, а это не он: {error.msg}") from None
        except ValidationError as error:
            raise PackError(f"{path}:{number}:1: {value_in_russian(error.errors(include_url=False)[0])}") from None
        cases.append((number, case))
    return Suite(path, tuple(cases))

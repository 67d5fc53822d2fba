"""What `batch` does with each line, wherever it is done: in this process, in others, on other machines."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from rewriter.cli.cases import Line
from rewriter.cli.options import backend_of
from rewriter.settings import Settings

if TYPE_CHECKING:
    from rewriter.backends import Backend
    from rewriter.result import Result


class Rewritten(NamedTuple):
    """A line's result. `note`: what went wrong, with the line's number; `unusable`: the input was to blame."""

    result: Result
    note: str = ""
    unusable: bool = False


@dataclass
class Rewriting:
    """A call rewrites a line. `share`: how many such processes share this machine's cores. The backend is opened at the first draft and kept."""

    settings: Settings
    rules_only: bool = False
    share: int = 1
    _backend: list[Backend] = field(default_factory=list)

    def __call__(self, line: Line) -> Rewritten:
        """The line's result. Raises BackendUnavailable: then no line is to be had."""
        from rewriter.backends.protocol import BackendUnavailable
        from rewriter.cli.rewrite import failed
        from rewriter.pack import PackError
        from rewriter.pipeline import Budget, rewrite

        if line.case is None:
            return Rewritten(failed(line.draft, line.pack, line.problem, line.id), line.problem, unusable=True)
        try:
            return Rewritten(rewrite(line.case, backend=self._opened(), budget=Budget(self.settings.attempts, self.settings.time_budget_s)))
        except BackendUnavailable:
            raise
        except PackError as error:
            return Rewritten(failed(line.draft, line.pack, str(error), line.id), f"строка {line.number}: {error}", unusable=True)
        except Exception as error:  # one case must not take the others down
            if os.environ.get("REWRITER_DEBUG"):
                raise
            reason = f"ошибка в самой программе: {type(error).__name__}: {error}"
            return Rewritten(failed(line.draft, line.pack, reason, line.id), f"строка {line.number}: {reason}")

    def _opened(self) -> Backend | None:
        if self.rules_only:
            return None
        if not self._backend:
            settings = self.settings
            if settings.backend == "local" and self.share > 1 and not settings.threads:
                from rewriter.backends.machine import physical_cores

                settings = replace(settings, threads=max(1, physical_cores() // self.share))
            self._backend.append(backend_of(settings))
        return self._backend[0]

    def close(self) -> None:
        """Frees what was opened in this process."""
        while self._backend:
            self._backend.pop().close()


def given_up(line: Line, why: str) -> Rewritten:
    """The result of a draft on which the process died twice: the draft itself."""
    from rewriter.cli.rewrite import failed

    reason = f"рабочий процесс дважды умер на этом черновике ({why})"
    return Rewritten(failed(line.draft, line.pack, reason, line.id), f"строка {line.number}: {reason}")

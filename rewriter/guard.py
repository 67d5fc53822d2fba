"""The rules as guardrails-ai validators, and a Guard of a pack: docs/guardrails.md.

Importing this module imports guardrails-ai (seconds); nothing else in the library does. What guardrails-ai sends to its makers is off from then on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from typing import Any, ClassVar

from rewriter.case import Case
from rewriter.checker import Selection, fix, selection, violations_of
from rewriter.pack import Pack, PackError, load_pack, pack_names
from rewriter.pack_schema import Guardrail
from rewriter.result import Violation
from rewriter.rules import rules
from rewriter.rules.base import Rule
from rewriter.text.document import Document, read
from rewriter.text.reading import Reading

os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")  # else litellm, once imported, fetches a list of prices

try:
    from guardrails import Guard, Validator, register_validator
    from guardrails.settings import settings
    from guardrails.utils.hub_telemetry_utils import HubTelemetry
    from guardrails.validator_base import ErrorSpan, FailResult, PassResult, ValidationResult
except ImportError as error:
    raise ImportError(
        f"Нет пакета guardrails-ai ({error}). Установите: pip install 'rewriter[guardrails]'; точную команду для этой машины покажет rewriter doctor."
    ) from error

PREFIX = "rewriter/"


def _silence() -> None:
    """Keeps clients' texts and usage inside this process, whatever the user's `~/.guardrailsrc` says.

    Each `Guard()` reads that file anew, and where metrics are not forbidden in it turns on a tracer that reports every call to a remote
    collector: so the tracer itself goes, not the setting. Spans for the host's own OpenTelemetry hold the texts: off, unless the host asked for them.
    """
    if HubTelemetry._instance is None:  # noqa: SLF001 - no public way
        before = os.environ.get("OTEL_SDK_DISABLED")
        os.environ["OTEL_SDK_DISABLED"] = "true"  # a tracer made now never records; the host's own tracers stay
        try:
            HubTelemetry(enabled=False)._tracer_provider.shutdown()  # noqa: SLF001 - else its thread stays
        finally:
            if before is None:
                del os.environ["OTEL_SDK_DISABLED"]
            else:
                os.environ["OTEL_SDK_DISABLED"] = before
    hub = HubTelemetry()
    hub._enabled, hub._tracer = False, None  # noqa: SLF001
    settings.rc.enable_metrics = False
    if settings.disable_tracing is None:
        settings.disable_tracing = True


class _Judge:
    """A pack, and the cases it has just read: all validators of a Guard judge one reading."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.readings = lru_cache(maxsize=4)(self._read)

    def _read(self, case: Case, text: str) -> tuple[Reading, Document]:
        return Reading(case, self.pack), read(text)

    def read(self, text: str, metadata: dict[str, Any]) -> tuple[Reading, Document]:
        """The case of the metadata, as a Case or its JSON object, with `text` for its reply. Raises pydantic's ValidationError."""
        case = Case.model_validate(metadata.get("case") or {})
        return self.readings(case.model_copy(update={"reply": text}), text)


class RuleValidator(Validator):  # type: ignore[misc]
    """A rule as a validator; each rule has its own class, registered as `rewriter/<rule id>`.

    Fails where the rule finds an error. The result's metadata: `rule`; `violations` of severity error and `warnings`, as in the check's output;
    `skipped`, the reason, where the rule was not judged. `fix_value` is there only where it breaks the rule no more and breaks no other.
    """

    rule: ClassVar[Rule]

    def __init__(self, pack: str | os.PathLike[str] | Pack | _Judge = "base", on_fail: Any = "noop", **kwargs: Any) -> None:
        judge = pack if isinstance(pack, _Judge) else _Judge(pack if isinstance(pack, Pack) else load_pack(pack))
        known = judge.pack.name in pack_names()
        super().__init__(on_fail=on_fail, pack=judge.pack.name if known else str(judge.pack.folders[0]), **kwargs)
        self._judge = judge

    def _validate(self, value: Any, metadata: dict[str, Any]) -> ValidationResult:
        only = Selection(frozenset((self.rule.id,)))
        reading, reply = self._judge.read(value, metadata)
        violations, _, skipped = violations_of(reading, reply, only)
        errors = [v for v in violations if v.severity == "error"]
        known: dict[str, Any] = {"rule": self.rule.id, "warnings": [v.model_dump() for v in violations if v.severity != "error"]}
        if skipped:
            known["skipped"] = skipped[self.rule.id]
        if not errors:
            return PassResult(metadata=known)
        return FailResult(
            metadata=known | {"violations": [v.model_dump() for v in errors]},
            error_message=" ".join(dict.fromkeys(v.message for v in errors)),
            error_spans=[ErrorSpan(start=v.start, end=v.end, reason=v.message) for v in errors],
            fix_value=self._fixed(reading, value, errors, only),
        )

    def _fixed(self, reading: Reading, text: str, errors: list[Violation], only: Selection) -> str | None:
        """The text with the rule's suggestions applied; None where one is missing, or where it would not do."""
        if any(v.suggestion is None for v in errors):
            return None
        fixed = fix(reading, text, only).text
        left, _, _ = violations_of(reading, read(fixed), only)
        return None if any(v.severity == "error" for v in left) else fixed

    async def async_validate(self, value: Any, metadata: dict[str, Any]) -> ValidationResult:
        """At once, not in a thread: a rule takes less time than the way there, and what comes after the rules really does."""
        return self.validate(value, metadata)

    def _chunking_function(self, chunk: str) -> list[str]:  # noqa: ARG002
        """A stream is judged whole, at its end: rules look beyond a sentence."""
        return []


@lru_cache(maxsize=1)
def validators() -> dict[str, type[RuleValidator]]:
    """The validator class of each rule, by the rule's id; registered with guardrails-ai as `rewriter/<rule id>`."""
    return {rule.id: _registered(rule) for rule in rules().values()}


def _registered(rule: Rule) -> type[RuleValidator]:
    name = "".join(part.capitalize() for part in rule.id.split("-"))
    made = type(name, (RuleValidator,), {"rule": rule, "__doc__": rule.title, "__module__": __name__})
    return register_validator(PREFIX + rule.id, data_type="string")(made)  # type: ignore[no-any-return]


def guard(pack: str | os.PathLike[str] | Pack, *, select: Iterable[str] = (), ignore: Iterable[str] = (), on_fail: str = "noop") -> Guard:
    """A Guard that judges a text by every rule of the pack (or those of `select`, without `ignore`), then by the pack's own guardrails-ai validators.

    `guard(pack).validate(text, metadata={"case": case})`; its verdict is that of `rewriter.check`. The Guard's pack counts, not the case's. It changes no text.
    `on_fail`: of our validators; `reask` for guardrails-ai's own loop, which asks a model again in English and without the case (docs/evaluation.md has what that comes to).
    Raises PackError, UnknownRule.
    """
    pack = pack if isinstance(pack, Pack) else load_pack(pack)
    chosen = selection(select, ignore)
    _silence()
    judge = _Judge(pack)
    ours = [validator(judge, on_fail=on_fail) for rule_id, validator in validators().items() if chosen.takes(rule_id)]
    built = Guard(name=f"rewriter-{pack.name}", use_server=False)
    built.configure(allow_metrics_collection=False)
    settings.rc.enable_metrics = False  # both lines above have read the user's file again
    built.use(*ours, *(_extra(place, spec) for place, spec in pack.guardrails))  # one call: a second one would drop the first's
    return built


def _extra(place: str, spec: Guardrail) -> Validator:
    module, _, name = spec.validator.partition(":")
    try:
        found = getattr(import_module(module), name)
    except ImportError as error:
        raise PackError(f"{place}: модуль «{module}» не загружается: {error}") from error
    except AttributeError:
        raise PackError(f"{place}: в модуле «{module}» нет класса «{name}»") from None
    if not (isinstance(found, type) and issubclass(found, Validator)):
        raise PackError(f"{place}: «{spec.validator}» — не валидатор guardrails-ai")
    try:
        validator = found(on_fail=spec.on_fail, **spec.args)
    except Exception as error:
        raise PackError(f"{place}: «{spec.validator}» не создаётся с args {spec.args}: {str(error) or type(error).__name__}") from error
    validator.override_value_on_pass = False  # Guard takes our failures for mended once a validator that passes puts another text in its place
    return validator


_silence()
validators()

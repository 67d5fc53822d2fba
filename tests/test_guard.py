"""The rules through guardrails-ai: the same verdicts, nothing sent, a pack's own validators after ours."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rewriter.case import Case
from rewriter.checker import UnknownRule, check, violations_of
from rewriter.pack import PackError, load_pack, pack_names
from rewriter.rules import rules
from rewriter.rules.labelled import FOLDER, labelled
from rewriter.text.document import read
from rewriter.text.reading import Reading

ROOT = Path(__file__).parent.parent
LAW = "Согласно ст. 32 Закона «О защите прав потребителей» мы вернём деньги 14 мая."


@pytest.fixture(scope="module")
def guarding(own_loop):
    """The module, imported late: guardrails-ai takes seconds."""
    from rewriter import guard

    return guard


@pytest.fixture(scope="module")
def guards(guarding):
    return {name: guarding.guard(name) for name in pack_names()}


def corpus():
    """Drafts and replies of all pairs, and the labelled cases of every rule."""
    for name in pack_names():
        for pair in load_pack(name).pairs:
            for text in (pair.draft, pair.reply):
                yield Case(id=pair.id, pack=name, client_message=pair.client, draft=pair.draft, reply=text, context=pair.context)
    for path in sorted(FOLDER.glob("*.jsonl")):
        for item in labelled(path.stem):
            case = Case.model_validate(item)
            yield case.model_copy(update={"reply": case.checked_text})


def results(guard):
    return {log.registered_name: log.validation_result for log in guard.history.last.validator_logs}


def test_verdicts_and_spans_are_ours_on_the_whole_corpus(guards):
    seen = {"pass": 0, "fail": 0}
    fixes = 0
    for case in corpus():
        ours = check(case)
        outcome = guards[case.pack].validate(case.reply, metadata={"case": case})
        assert outcome.validation_passed == (ours.verdict == "pass"), case
        seen[ours.verdict] += 1
        if not case.reply.strip():
            continue  # guardrails-ai refuses an empty text itself
        found = results(guards[case.pack])
        assert list(found) == [f"rewriter/{rule_id}" for rule_id in rules()]
        for rule_id in rules():
            result = found[f"rewriter/{rule_id}"]
            mine = [v for v in ours.violations if v.rule == rule_id]
            errors = [v for v in mine if v.severity == "error"]
            assert [(s.start, s.end, s.reason) for s in getattr(result, "error_spans", [])] == [(v.start, v.end, v.message) for v in errors]
            assert result.metadata["warnings"] == [v.model_dump() for v in mine if v.severity != "error"]
            assert result.metadata.get("skipped") == ours.rules.skipped.get(rule_id)
            if errors and (fixed := result.fix_value) is not None:
                fixes += 1
                assert fixed != case.reply
                assert not [v for v in violations_of(Reading(case, load_pack(case.pack)), read(fixed))[0] if v.severity == "error" and v.rule == rule_id]
    assert min(seen.values()) > 100
    assert fixes > 50


def test_every_rule_is_registered(guarding):
    from guardrails.validator_base import get_validator_class

    for rule_id, validator in guarding.validators().items():
        assert get_validator_class(f"rewriter/{rule_id}") is validator
        assert issubclass(validator, guarding.RuleValidator)


def test_a_failing_rule_names_what_is_wrong_and_the_fix(guards):
    outcome = guards["post"].validate(LAW)
    assert not outcome.validation_passed
    assert outcome.validated_output == LAW
    (summary,) = (s for s in outcome.validation_summaries if s.validator_name == "NoLawCitations")
    assert re.search("[а-я]", summary.failure_reason)
    (span,) = summary.error_spans
    assert LAW[span.start : span.end].startswith("Согласно ст. 32 Закона «О защите прав потребителей»")
    result = results(guards["post"])["rewriter/no-law-citations"]
    assert result.fix_value == "Мы вернём деньги 14 мая."
    assert [v["rule"] for v in result.metadata["violations"]] == ["no-law-citations"]


def test_there_is_no_fix_where_a_suggestion_is_missing(guards):
    draft = "Стоимость пересылки письма в г. Пермь составляет 75 рублей. Срок доставки — 5 дней."
    case = {"client_message": "Сколько стоит отправить письмо в Пермь? И за сколько дней оно дойдёт?", "draft": draft}
    guards["post"].validate("До Перми оно дойдёт за 5 дней. Хорошего дня!", metadata={"case": case})
    failed = results(guards["post"])["rewriter/all-questions-answered"]
    assert failed.outcome == "fail"
    assert failed.fix_value is None


def test_a_warning_passes_and_is_reported(guards):
    outcome = guards["post"].validate("Согласно Вашей просьбе мы перенесли доставку.")
    result = results(guards["post"])["rewriter/plain-words"]
    assert outcome.validation_passed
    assert [(w["severity"], w["text"]) for w in result.metadata["warnings"]] == [("warning", "Согласно")]


def test_a_rule_that_cannot_judge_passes_as_skipped(guards):
    guards["post"].validate("Всё хорошо.")
    result = results(guards["post"])["rewriter/question-order"]
    assert result.outcome == "pass"
    assert result.metadata["skipped"]


@pytest.mark.parametrize("case", [{"draft": "Заказ приедет 14 мая."}, Case(draft="Заказ приедет 14 мая.", pack="teleshop", reply="Совсем другое.")])
def test_the_case_comes_with_the_metadata(guards, case):
    assert guards["base"].validate("Заказ приедет 14 мая.", metadata={"case": case}).validation_passed
    assert not guards["base"].validate("Заказ приедет завтра.", metadata={"case": case}).validation_passed


def test_a_case_that_is_none_is_refused(guards):
    with pytest.raises(ValueError, match="client_message"):
        guards["base"].validate("Заказ в пути.", metadata={"case": {"client_message": ["не текст"]}})


def test_select_and_ignore(guarding):
    only = guarding.guard("post", select=["no-law-citations"])
    assert not only.validate(LAW).validation_passed
    assert list(results(only)) == ["rewriter/no-law-citations"]
    assert "rewriter/no-law-citations" not in [v.rail_alias for v in guarding.guard("post", ignore=["no-law-citations"]).get_validators("output")]
    with pytest.raises(UnknownRule, match="no-laws"):
        guarding.guard("post", select=["no-laws"])


def test_one_validator_alone_by_its_name(guarding, tmp_path):
    from guardrails import Guard

    (tmp_path / "pack.yaml").write_text("title: Свой\nextends: post\n", encoding="utf-8")
    for pack in ("post", tmp_path):
        one = guarding.validators()["no-law-citations"](pack=pack)
        alone = Guard(use_server=False).use(one)
        assert not alone.validate(LAW).validation_passed
        assert alone.validate("Вернём деньги 14 мая.").validation_passed
        copy = Guard.from_dict(alone.to_dict())
        assert not copy.validate(LAW).validation_passed


def test_a_stream_is_judged_whole(guarding):
    validator = guarding.validators()["no-law-citations"]()
    pieces = [LAW[:20], LAW[20:40], LAW[40:]]
    assert [validator.validate_stream(piece, {}) for piece in pieces] == [None, None, None]
    judged = validator.validate_stream("", {}, remainder=True)
    assert (judged.outcome, judged.fix_value) == ("fail", "Мы вернём деньги 14 мая.")


# ── Validators of a pack ──

OWN = """
from guardrails.validator_base import FailResult, PassResult, Validator, register_validator

seen = []

@register_validator("tests/no-shouting", data_type="string")
class NoShouting(Validator):
    def __init__(self, most=0, on_fail=None):
        super().__init__(on_fail=on_fail, most=most)
        self.most = most

    def _validate(self, value, metadata):
        seen.append((self.most, metadata["case"]["draft"]))
        return FailResult(error_message="Не кричите.") if value.count("!") > self.most else PassResult()

@register_validator("tests/other-text", data_type="string")
class OtherText(Validator):
    override_value_on_pass = True

    def _validate(self, value, metadata):
        return PassResult(value_override="Другой текст.")

class Unregistered(Validator):
    pass

class Plain:
    pass
"""


@pytest.fixture
def own(guarding, tmp_path, monkeypatch):
    """A function that makes a pack of the lines under `guardrails:`, and the module they may name."""
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "own_checks.py").write_text(OWN, encoding="utf-8")

    def make(*lines, extends="post", folder="own"):
        (tmp_path / folder).mkdir()
        text = "\n".join(["title: Свой", f"extends: {extends}", "guardrails:", *(f"  - {line}" for line in lines)])
        (tmp_path / folder / "pack.yaml").write_text(text, encoding="utf-8")
        return tmp_path / folder

    yield make
    sys.modules.pop("own_checks", None)


def test_a_pack_s_own_validators_run_after_ours_the_parent_s_first(own, guarding):
    parent = own("{validator: 'own_checks:NoShouting', args: {most: 2}}", folder="parent")
    guard = guarding.guard(own("{validator: 'own_checks:NoShouting', args: {most: 1}, on_fail: noop}", extends=str(parent), folder="child"))
    metadata = {"case": {"draft": "Посылка в отделении."}}
    assert guard.validate("Посылка в отделении!", metadata=metadata).validation_passed
    outcome = guard.validate("Посылка! В отделении!", metadata=metadata)
    assert not outcome.validation_passed
    assert [s.failure_reason for s in outcome.validation_summaries] == ["Не кричите."]
    names = [log.registered_name for log in guard.history.last.validator_logs]
    assert names == [*(f"rewriter/{rule_id}" for rule_id in rules()), "tests/no-shouting", "tests/no-shouting"]
    assert sys.modules["own_checks"].seen[-2:] == [(2, "Посылка в отделении."), (1, "Посылка в отделении.")]


def test_an_own_validator_may_raise(own, guarding):
    from guardrails.errors import ValidationError

    guard = guarding.guard(own("{validator: 'own_checks:NoShouting', on_fail: exception}"))
    with pytest.raises(ValidationError, match="Не кричите"):
        guard.validate("Посылка в отделении!", metadata={"case": {"draft": ""}})


@pytest.mark.filterwarnings("ignore:Could not obtain an event loop")
def test_a_failure_stays_one_beside_a_validator_that_puts_another_text_in_its_place(own, guarding):
    guard = guarding.guard(own("{validator: 'own_checks:OtherText'}"))

    async def inside_a_loop():
        return guard.validate(LAW)

    for outcome in (guard.validate(LAW), asyncio.get_event_loop().run_until_complete(inside_a_loop())):
        assert not outcome.validation_passed
        assert outcome.validated_output == LAW


@pytest.mark.parametrize(
    ("line", "place", "word"),
    [
        ("{validator: 'no_such_module:Thing'}", ":4:6:", "no_such_module"),
        ("{validator: 'own_checks:Nothing'}", ":4:6:", "Nothing"),
        ("{validator: 'own_checks:Plain'}", ":4:6:", "не валидатор"),
        ("{validator: 'own_checks:Unregistered'}", ":4:6:", "not registered"),
        ("{validator: 'own_checks:NoShouting', args: {least: 1}}", ":4:6:", "least"),
        ("{validator: 'own_checks.NoShouting'}", ":4:6:", "образец"),
        ("{validator: 'own_checks:NoShouting', on_fail: fix}", ":4:42:", "noop"),
        ("{validators: 'own_checks:NoShouting'}", ":4:6:", "validators"),
    ],
)
def test_what_cannot_be_loaded_is_named_by_file_line_and_column(own, guarding, line, place, word):
    with pytest.raises(PackError) as raised:
        guarding.guard(own(line))
    assert f"pack.yaml{place}" in str(raised.value)
    assert word in str(raised.value)


def test_a_check_does_not_load_them(own):
    assert check(Case(draft="Посылка в отделении."), load_pack(own("{validator: 'no_such_module:Thing'}"))).verdict == "pass"


# ── A process of its own ──

NET = """
import os, sys
def watch(event, args):
    if event == "socket.getaddrinfo" or event == "socket.connect" and isinstance(args[1], tuple):
        os.write(2, f"NET {event} {args[:2]}".encode())
        os._exit(7)
sys.addaudithook(watch)
"""
QUIET = """
import threading
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
host, memory = TracerProvider(), InMemorySpanExporter()
host.add_span_processor(SimpleSpanProcessor(memory))
trace.set_tracer_provider(host)

from rewriter.guard import guard
from guardrails import Guard
post = guard("post")
for text in ("Согласно ст. 32 Закона о связи вернём деньги.", "Вернём деньги."):
    post.validate(text)
    Guard().use(*post.get_validators("output")).validate(text)     # someone else's Guard reads the user's file again
    post.validate(text)
assert memory.get_finished_spans() == (), "texts in the host's spans"
with host.get_tracer("host").start_as_current_span("own"):
    pass
assert len(memory.get_finished_spans()) == 1, "the host's own tracing goes on"
assert HOST_FIRST or not [t for t in threading.enumerate() if "Otel" in t.name]
assert "OTEL_SDK_DISABLED" not in os.environ
print("quiet")
"""
HOST = """
from guardrails import Guard
Guard()     # the host's own, before ours is imported: the tracer is there, and on
"""
LEAK = """
from guardrails import Guard
Guard().validate("Вернём деньги.")
"""


def alone(code, home, **more):
    """Runs code in a process of its own, in a home whose guardrails-ai settings allow metrics."""
    (home / ".guardrailsrc").write_text("id=someone\nenable_metrics=true\n", encoding="utf-8")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("OTEL_", "LITELLM_"))}
    where = kept | {"HOME": str(home), "PYTHONPATH": str(ROOT)} | more
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=where, timeout=100, check=False)


@pytest.mark.parametrize("host", ["", HOST], ids=["alone", "in a host that uses guardrails-ai"])
def test_nothing_is_sent_even_where_the_user_allows_it(tmp_path, host):
    done = alone(f"{NET}\nHOST_FIRST = {bool(host)}\n{host}{QUIET}", tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "quiet"), done.stderr[-2000:]


def test_that_test_would_see_it(tmp_path):
    done = alone(NET + LEAK, tmp_path)
    assert done.returncode == 7, done.stderr[-2000:]
    assert "amazonaws" in done.stderr


def test_without_guardrails_ai_the_command_is_named(tmp_path):
    done = alone("import sys; sys.modules['guardrails'] = None\nimport rewriter.guard", tmp_path)
    assert done.returncode == 1
    assert "ImportError: Нет пакета guardrails-ai" in done.stderr
    assert "pip install 'rewriter[guardrails]'" in done.stderr


def test_nothing_else_imports_guardrails_ai(tmp_path):
    """Every module of the library but this one and the peer that measures guardrails-ai's loop; the command line's own test says the same of its commands."""
    code = """
import importlib, pkgutil, sys, rewriter
for found in pkgutil.walk_packages(rewriter.__path__, "rewriter."):
    if found.name not in ("rewriter.guard", "rewriter.evaluation.peer_guardrails", "rewriter.__main__") and ".migrations." not in found.name:  # alembic runs those, nothing imports them
        importlib.import_module(found.name)
rewriter.check(rewriter.Case(draft="Посылка в пути."), rewriter.load_pack("post"))
print(sorted({name.split(".")[0] for name in sys.modules} & {"guardrails", "guardrails_ai", "litellm"}))
"""
    done = alone(code, tmp_path)
    assert done.stdout.strip() == "[]", done.stderr[-2000:]


def test_the_example_of_the_docs_works(guarding, capsys):
    text = (ROOT / "docs" / "guardrails.md").read_text(encoding="utf-8")
    ((code, shown),) = re.findall(r"```python\n(.*?)```\n\nprints\n\n```\n(.*?)```", text, re.DOTALL)
    exec(compile(code, "docs/guardrails.md", "exec"), {})
    assert capsys.readouterr().out == shown


def test_the_docs_show_a_pack_that_loads(tmp_path):
    text = (ROOT / "docs" / "guardrails.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "pack.yaml").write_text(f"title: Свой\n{block}", encoding="utf-8")
    ((place, found),) = load_pack(tmp_path).guardrails
    assert place.endswith("pack.yaml:4:5")
    assert json.loads(found.model_dump_json()) == {"validator": "my_package.checks:NoShouting", "args": {"most": 3}, "on_fail": "noop"}

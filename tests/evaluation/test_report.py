"""The report's files: numbers, order, Markdown, JUnit; texts of cases are data in each of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from rewriter.evaluation.comparison import compare
from rewriter.evaluation.report import html
from rewriter.evaluation.report.build import report_files
from rewriter.evaluation.report.cases import pieces
from rewriter.evaluation.report.markdown import comparison_markdown, escaped
from rewriter.evaluation.report.numbers import numbers_of
from rewriter.evaluation.report.words import amount, milliseconds, percent, shift
from rewriter.evaluation.report.worst import badness
from rewriter.result import Violation
from tests.evaluation.making import CASE, GOOD, LAW, SHORT, cases, output_of, run_of, scored_as, scored_run, written

EVIL = '<script>document.title="взломано"</script><img src=x onerror=alert(1)> | `x` [a](http://evil.example) @всем'


def violation(start: int, end: int, rule: str = "r", severity: str = "error") -> Violation:
    return Violation.model_validate({"rule": rule, "severity": severity, "start": start, "end": end, "text": "", "message": "м"})


def test_the_worst_stand_first_as_it_is_stated():
    of = [CASE.model_copy(update={"id": name}) for name in ("right", "review", "one-error", "two-errors", "unscored", "must")]
    right, review, one, two, unscored, must = (scored_as(c, GOOD, status="ok") for c in of)
    errors = scored_as(CASE, LAW).violations
    scores = [
        right,
        review.model_copy(update={"outcome": "review"}),
        one.model_copy(update={"outcome": "wrong", "violations": errors[:1]}),
        two.model_copy(update={"outcome": "wrong", "violations": errors[:1] * 2}),
        unscored.model_copy(update={"outcome": "unscored"}),
        must.model_copy(update={"outcome": "wrong", "must_pass": True}),
    ]
    assert [s.case for s in sorted(scores, key=badness)] == ["must", "two-errors", "one-error", "review", "unscored", "right"]
    assert [case for case, _ in numbers_of(scored_run(scores)).worst] == ["must", "two-errors", "one-error", "review", "unscored"]


def test_numbers_are_those_of_the_scores():
    run = run_of([GOOD, GOOD, LAW, SHORT])
    numbers = numbers_of(run)
    assert (numbers.all.right, numbers.all.wrong, numbers.all.scored) == (2, 2, 4)
    law = next(rule for rule in numbers.rules if rule.rule == "no-law-citations")
    assert (law.judged, law.broken, law.severity) == (4, 1, "error")
    assert numbers.facts is not None
    assert numbers.facts.mean == pytest.approx(sum(s.facts_kept / s.facts for s in run.scores) / 4)
    assert set(numbers.stages[-1].quantiles) == {810.0}
    assert numbers.officialese[0].cases == 4
    unscored = numbers_of(scored_run([s.model_copy(update={"outcome": "unscored"}) for s in run.scores])).all
    assert (unscored.scored, unscored.share) == (0, None)


def test_a_reply_is_cut_at_its_violations_and_loses_no_letter():
    text = "один два три"
    cut = list(pieces(text, (violation(5, 8), violation(7, 12, severity="warning"), violation(12, 12), violation(3, 99, severity="info"))))
    assert "".join(p.text for p in cut) == text
    assert [(p.text, p.severity, p.found) for p in cut] == [
        ("оди", None, ()),
        ("н ", "info", (4,)),
        ("дв", "error", (1, 4)),
        ("а", "error", (1, 2, 4)),
        (" три", "warning", (2, 4)),
        ("", "error", (3,)),
    ]
    assert [p.text for p in pieces("", (violation(0, 0),))] == [""]


def test_every_file_is_made_and_texts_in_them_are_data(tmp_path):
    evil = CASE.model_copy(update={"id": "e-01", "client_message": EVIL, "draft": f"Данная посылка {EVIL} приедет завтра."})
    of = [*cases(2), evil]
    run = run_of([GOOD, LAW, f"Здравствуйте! {EVIL}"], of=of)
    base = run_of([GOOD, GOOD, "Здравствуйте! Посылка RR482715360RU приедет завтра."], of=of, name="прежний")
    written(run, tmp_path, [output_of(CASE, GOOD, "ok")])
    files, numbers = report_files(run.__class__(run.name, tmp_path, run.manifest, run.scores), compare(base, run))
    assert sorted(files) == ["junit.xml", "report.html", "report.json", "report.md"]
    page = files["report.html"]
    assert "<script>document" not in page
    assert "<img" not in page
    assert page.count("<script>") == 1
    assert "http-equiv" in page
    assert not re.search(r"(?:src|href)=\"(?!#|data:,)", page)
    assert " style=" not in page
    assert json.loads(files["report.json"])["all"]["right"] == numbers.all.right == 1
    assert "<script" not in files["report.md"].replace("\\<script", "")
    assert "Стало хуже" in files["report.md"]


def test_the_script_reads_nothing_as_html_and_asks_nobody():
    script = (Path(html.__file__).parent / "report.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|fetch\(|XMLHttp|import\(|https?:", script)
    sources = list(Path(html.__file__).parent.glob("*.html.j2"))
    assert len(sources) == 3
    # What is not escaped is ours: style and script come in as Markup, no template says `safe`.
    assert not any("|safe" in text or "| safe" in text for text in (source.read_text(encoding="utf-8") for source in sources))


def test_html_is_the_same_whenever_it_is_made():
    run = run_of([GOOD, LAW])
    assert report_files(run)[0] == report_files(run)[0]


def test_junit_is_read_by_others():
    of = cases(4)
    scores = [scored_as(c, r, status="ok") for c, r in zip(of, (GOOD, LAW, GOOD, GOOD), strict=True)]
    scores[2] = scores[2].model_copy(update={"outcome": "review", "reply": "нельзя \x00 в XML"})
    scores[3] = scores[3].model_copy(update={"outcome": "unscored", "problem": "не записано"})
    root = ET.fromstring(report_files(scored_run(scores))[0]["junit.xml"])
    suite = root[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "2", "1")
    passed, wrong, review, unscored = suite
    assert len(passed) == 0
    assert wrong[0].tag == "failure"
    assert "no-law-citations" in str(wrong[0].get("message"))
    assert LAW in str(wrong[0].text)
    assert review[0].get("type") == "review"
    assert (unscored[0].tag, unscored[0].get("message")) == ("error", "не записано")
    assert passed.get("time") == "0.810"


def test_markdown_formats_nothing_that_a_client_wrote():
    assert escaped("a|b *c* <b> `d`\n# e") == r"a\|b \*c\* \<b\> \`d\` \# e"
    assert "http://" not in escaped(EVIL)
    said = comparison_markdown(compare(run_of([GOOD, GOOD]), run_of([GOOD, LAW])))
    assert said.startswith("## ❌ Стало хуже")
    assert "| верно | 100,0\u00a0% | 50,0\u00a0% | −50,0 п. п. |" in said
    assert "\n\n\n" not in said
    assert comparison_markdown(compare(run_of([GOOD]), run_of([GOOD]))).startswith("## ✅ Без изменений")


def test_numbers_are_written_the_russian_way():
    assert percent(0.934) == "93\u00a0%"
    assert milliseconds(35.4) == "35 мс"
    assert milliseconds(1234) == "1,2 с"
    assert shift(0.0166, "share") == "+1,7 п. п."
    assert shift(-0.05, "share") == "−5,0 п. п."
    assert shift(0.0001, "share") == "0,0 п. п."
    assert shift(-3.04, "points") == "−3,0"
    assert shift(-1500, "ms") == "−1,5 с"
    assert amount(62.44, "points") == "62,4"


def test_a_run_of_one_case_has_a_report():
    files, numbers = report_files(run_of([SHORT]))
    assert numbers.facts is not None
    assert numbers.facts.low is None
    assert "Худшие: 1" in files["report.html"]
    assert "Худших нет" in report_files(run_of([GOOD]))[0]["report.html"]

"""Two runs side by side: real replies judged by the real rules, and every kind of regression."""

from __future__ import annotations

import pytest

from rewriter.evaluation.comparison import Only, compare
from rewriter.evaluation.errors import EvaluationError
from rewriter.evaluation.records import Score
from rewriter.evaluation.scored import Scored
from rewriter.evaluation.summary import JudgedBy
from rewriter.evaluation.verdict import KINDS, BadFailOn, fail_on
from tests.evaluation.making import CASE, GOOD, LAW, MANIFEST, SHORT, cases, run_of, scored_as, scored_run


def kinds(base: Scored, new: Scored, *asked: str) -> list[str]:
    return [reason.kind for reason in compare(base, new, fail_on=fail_on(asked)).reasons]


def reviewed(score: Score) -> Score:
    return score.model_copy(update={"status": "needs_review", "outcome": "review"})


def test_the_fixtures_are_what_they_are_called():
    good, law, short = (scored_as(CASE, reply, status="ok") for reply in (GOOD, LAW, SHORT))
    assert (good.outcome, law.outcome, short.outcome) == ("right", "wrong", "wrong")
    assert "no-law-citations" in {v.rule for v in law.violations if v.severity == "error"}
    assert good.draft_rules["no-law-citations"] == 1


def test_a_run_against_itself_is_no_regression():
    run = run_of([GOOD, LAW, SHORT, GOOD])
    found = compare(run, run)
    assert not found.regressed
    assert (found.flips, found.rules, found.blinded, found.unpaired, found.differences) == ((), (), (), (), ())
    assert found.same_replies == found.pairs == 4
    assert found.all.p == 1.0
    assert all(m.difference.mean == 0 for m in found.all.measures)


def test_a_flip_tells_what_broke_and_holds_both_texts():
    found = compare(run_of([GOOD, GOOD]), run_of([GOOD, LAW]))
    [flip] = found.flips
    assert (flip.case, flip.base, flip.new, flip.worse) == ("c-02", "right", "wrong", True)
    assert (flip.base_reply, flip.new_reply) == (GOOD, LAW)
    assert [(b.rule, b.text) for b in flip.broke] == [("no-law-citations", "Согласно п. 34 Правил п")]  # and the letter that becomes a capital
    assert flip.mended == ()
    assert {reason.kind for reason in found.reasons} == {"wrong", "flips"}
    assert "c-02" in found.reasons[0].text


def test_the_way_back_is_an_improvement():
    found = compare(run_of([GOOD, SHORT]), run_of([GOOD, GOOD]))
    assert not found.regressed
    [flip] = found.flips
    assert not flip.worse
    assert ("must_keep", "RR482715360RU") in [(b.expected, b.text) for b in flip.mended]
    assert (found.all.worse, found.all.better) == (0, 1)


def test_worse_flips_stand_first_the_obligatory_and_the_wrong_before_others():
    of = cases(4)
    of[2] = of[2].model_copy(update={"must_pass": True})
    base = scored_run([scored_as(c, r, status="ok") for c, r in zip(of, (GOOD, SHORT, GOOD, GOOD), strict=True)])
    after = [reviewed(scored_as(of[0], GOOD)), scored_as(of[1], GOOD), reviewed(scored_as(of[2], GOOD)), scored_as(of[3], LAW, status="ok")]
    assert [f.case for f in compare(base, scored_run(after)).flips] == ["c-03", "c-04", "c-01", "c-02"]


def test_an_obligatory_case_fails_alone():
    of = cases(3)
    of[0] = of[0].model_copy(update={"must_pass": True})
    base = scored_run([scored_as(c, r, status="ok") for c, r in zip(of, (GOOD, SHORT, SHORT), strict=True)])
    new = scored_run([reviewed(scored_as(of[0], GOOD)), *(scored_as(c, GOOD, status="ok") for c in of[1:])])
    assert kinds(base, new) == ["must-pass"]
    assert kinds(base, new, "wrong,flips,share") == []
    # It cannot be had by leaving the case out, either.
    assert kinds(base, scored_run(new.scores[1:])) == ["must-pass"]
    assert kinds(scored_run(base.scores[1:]), new) == ["must-pass"]


def test_flips_count_where_more_is_lost_than_won():
    base, new = run_of([GOOD, GOOD, SHORT]), run_of([GOOD, GOOD, GOOD])
    lost = scored_run([reviewed(base.scores[0]), base.scores[1], new.scores[2]])
    assert kinds(base, lost) == []
    worse = scored_run([reviewed(base.scores[0]), reviewed(base.scores[1]), new.scores[2]])
    assert kinds(base, worse) == ["flips"]
    assert kinds(base, worse, "flips:1") == []
    assert kinds(base, worse, "nothing") == []


def test_a_share_that_falls_not_by_chance():
    base = run_of([GOOD] * 6)
    assert kinds(base, scored_run([reviewed(s) for s in base.scores]), "share") == ["share"]
    assert kinds(base, scored_run([*map(reviewed, base.scores[:5]), base.scores[5]]), "share") == []


def test_repeats_are_one_case_and_a_single_loss_among_them_means_little():
    def repeated(*outcomes: str) -> Scored:
        scores = [
            scored_as(case, GOOD, status="ok").model_copy(update={"repeat": n, "outcome": outcome}) for case in cases(2) for n, outcome in enumerate(outcomes)
        ]
        return scored_run(scores)

    found = compare(repeated("right", "right", "right"), repeated("right", "review", "right"))
    assert (found.all.cases, found.all.worse, found.all.better) == (2, 2, 0)
    assert not found.regressed
    assert kinds(repeated("right", "right"), repeated("right", "review"), "flips:1") == ["flips"]
    assert found.all.measures[0].difference.cases == 2


def test_a_rule_gone_blind_is_told_though_every_reply_is_right():
    base = run_of([GOOD, GOOD])
    quiet = [s.model_copy(update={"draft_rules": {r: n for r, n in s.draft_rules.items() if r != "no-law-citations"}}) for s in base.scores]
    found = compare(base, scored_run(quiet))
    assert [reason.kind for reason in found.reasons] == ["blind"]
    assert found.blinded[0].model_dump() == {"rule": "no-law-citations", "base": 2, "new": 0, "cases": ("c-01", "c-02")}
    # An older scorer that judged no drafts says nothing of blindness.
    silent = scored_run([s.model_copy(update={"draft_rules": {}}) for s in base.scores])
    assert not compare(base, silent).regressed


def test_rules_broken_more_often_are_counted_with_their_cases():
    found = compare(run_of([GOOD, GOOD, LAW]), run_of([GOOD, LAW, LAW]))
    change = next(rule for rule in found.rules if rule.rule == "no-law-citations")
    assert (change.severity, change.base, change.new, change.cases) == ("error", 1, 2, ("c-02",))


def test_what_cannot_be_compared_is_named():
    base = run_of([GOOD] * 5)
    changed = base.scores[0].model_copy(update={"draft": "Другой черновик."})
    unscored = base.scores[1].model_copy(update={"outcome": "unscored", "problem": "не записано"})
    alone = scored_as(cases(9)[8], GOOD)
    found = compare(base, scored_run([changed, unscored, *base.scores[2:4], alone]))
    assert {(u.case, u.why) for u in found.unpaired} == {("c-01", "changed"), ("c-02", "unscored-new"), ("c-05", "only-base"), ("c-09", "only-new")}
    assert found.pairs == 2
    assert [reason.kind for reason in found.reasons] == ["unscored"]
    assert next(u for u in found.unpaired if u.case == "c-02").problem == "не записано"
    # All of them unscored is a regression, too, and no complaint about suites.
    dead = scored_run([s.model_copy(update={"outcome": "unscored"}) for s in base.scores])
    assert kinds(base, dead) == ["unscored"]
    assert kinds(dead, base) == []


def test_runs_of_different_suites_are_refused():
    other = scored_run([scored_as(CASE.model_copy(update={"id": "x"}), GOOD)], suite="other")
    with pytest.raises(EvaluationError, match="нет общих случаев"):
        compare(run_of([GOOD]), other)


def test_packs_and_tags_are_chosen_and_told_apart():
    of = [*cases(2), CASE.model_copy(update={"id": "b-01", "pack": "base", "tags": ("late",)})]
    base, new = run_of([GOOD] * 3, of=of), run_of([GOOD, GOOD, SHORT], of=of)
    found = compare(base, new)
    assert [(g.kind, g.name, g.cases, g.worse) for g in found.groups] == [
        ("all", "", 3, 1),
        ("pack", "base", 1, 1),
        ("pack", "post", 2, 0),
        ("tag", "late", 1, 1),
        ("tag", "law", 2, 0),
    ]
    assert not compare(base, new, only=Only(packs=frozenset({"post"}))).regressed
    assert compare(base, new, only=Only(tags=frozenset({"late"}))).pairs == 1
    with pytest.raises(EvaluationError, match="метка нет-такой"):
        compare(base, new, only=Only(tags=frozenset({"нет-такой"})))


def test_intervals_and_means_are_of_the_same_cases():
    base = run_of([GOOD, GOOD, GOOD])
    one = base.scores[0].model_copy(update={"similarity": 60.0, "officialese_after": None})
    found = compare(scored_run([one, *base.scores[1:]]), base)
    measures = {m.name: m for m in found.all.measures}
    assert "similarity" not in measures
    assert measures["officialese"].difference.cases == 2
    assert (measures["latency"].unit, measures["latency"].base) == ("ms", 810.0)


def test_the_cause_is_told():
    base, new = run_of([GOOD]), run_of([GOOD])
    prompt = {"post": {"prompt": "9" * 64, "policy": "2" * 64}}
    changed = Scored("new", new.folder, new.manifest.model_copy(update={"packs": prompt, "model": "other", "commit": "d" * 40}), new.scores)
    told = {d.what: (d.base, d.new) for d in compare(base, changed).differences}
    assert told == {"модель": ("sample-model", "other"), "промпт пакета post": ("1" * 12, "9" * 12), "коммит": ("c" * 12, "d" * 12)}
    judged = [
        Scored("x", run.folder, MANIFEST, run.scores, JudgedBy(rules=rules, policies={"post": rules, "base": rules}))
        for run, rules in ((base, "4" * 64), (new, "5" * 64))
    ]
    assert [d.what for d in compare(*judged).differences] == ["правила при оценке пакетов base, post", "код правил при оценке"]


def test_what_fails_can_be_chosen():
    assert fail_on(()).kinds == set(KINDS)
    assert fail_on(("wrong, flips:3",)).words() == ("wrong", "flips:3")
    assert fail_on(("nothing",)).kinds == set()
    for bad in ("worse", "flips:-1", "flips:x", ""):
        with pytest.raises(BadFailOn):
            fail_on((bad,))

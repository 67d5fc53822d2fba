"""A model as judge, asked through HTTP as in life."""

from __future__ import annotations

import pytest

from rewriter.backends import BackendUnavailable
from rewriter.evaluation.judging import judged
from rewriter.evaluation.records import Score
from tests.backends.fake_server import Reply, chat, serving

ONE = Score(case="a", pack="base", outcome="right", reply="Приедет завтра.", draft="Прибудет завтра.", client_message="Когда?")


@pytest.mark.parametrize(("answer", "grade"), [("4", 4.0), ("Оценка: 5.", 5.0), ("10", None), ("хорошо", None), ("3/5", 3.0), ("", None)])
def test_a_grade(answer: str, grade: float | None) -> None:
    with serving(chat(answer)) as server:
        (found,) = judged([ONE], server.url, "judge-1")
    assert found == ONE.model_copy(update={"judge": grade})
    assert server.requests[0]["model"] == "judge-1"
    told = server.requests[0]["messages"][1]["content"]
    assert all(text in told for text in (ONE.reply, ONE.draft, ONE.client_message))


def test_what_was_not_scored_is_not_shown_to_a_judge() -> None:
    with serving(chat("4")) as server:
        (found,) = judged([Score(case="a", pack="base", outcome="unscored")], server.url, "judge-1")
    assert (found.judge, server.requests) == (None, [])


def test_a_judge_that_is_not_there() -> None:
    with serving(Reply(status=401, body={"error": {"message": "no"}})) as server, pytest.raises(BackendUnavailable, match="не принял ключ"):
        list(judged([ONE], server.url, "judge-1"))

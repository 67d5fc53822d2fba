"""What a pair teaches, and whether its mood is its client's."""

from __future__ import annotations

import pytest

from rewriter.case import Context
from rewriter.pack import load_pack, pack_names
from rewriter.training.lessons import Judged, lesson, mood_agrees, shown
from tests.training.making import REPLY, pair

PAIRS = [pytest.param(name, one, id=one.id) for name in pack_names() for one in load_pack(name).pairs]


@pytest.mark.parametrize(("name", "one"), PAIRS)
def test_every_pair_teaches_what_it_says(name, one):
    judged = Judged(one, load_pack(name))
    assert [rule for rule in one.teaches if not judged.teaches(rule)] == []
    assert mood_agrees(one.mood, one.client)


def test_broken_and_mended():
    judged = Judged(pair(), load_pack("post"))
    assert {"no-law-citations", "plain-words"} <= set(judged.broken)
    assert judged.teaches("no-law-citations")
    assert not judged.teaches("no-blame-shifting")


def test_what_the_reply_still_breaks_is_not_taught():
    one = pair(reply="Согласно п. 34 Правил посылка RA123456785RU хранится 30 календарных дней.")
    judged = Judged(one, load_pack("post"))
    assert not judged.teaches("no-law-citations")
    assert lesson(judged.case, one.reply, judged.pack).passes is False


@pytest.mark.parametrize(
    ("rule", "changed", "seen"),
    [
        ("gendered-forms", {"client": "Спасибо!", "reply": "Рада помочь!", "context": Context(operator_gender="f")}, True),
        ("gendered-forms", {"client": "Спасибо!", "reply": "Всегда поможем!", "context": Context(operator_gender="f")}, False),
        ("no-law-citations", {"client": "По какому закону вы храните посылку?", "reply": "По п. 34 Правил оказания услуг почтовой связи."}, True),
        ("no-law-citations", {"reply": REPLY}, False),
        ("farewell", {"reply": REPLY}, True),
        ("explain-request", {"reply": "Чтобы найти посылку, пришлите, пожалуйста, её номер."}, True),
        ("explain-request", {"reply": "Пришлите, пожалуйста, номер посылки."}, False),
        ("self-service", {"reply": "Посылка едет. Следить за ней можно на сайте."}, True),
        ("self-service", {"reply": "Посылка едет."}, False),
    ],
)
def test_shown(rule, changed, seen):
    one = pair(**changed)
    judged = Judged(one, load_pack("post"))
    assert shown(rule, judged.case, one.reply, judged.pack) is seen


@pytest.mark.parametrize(
    ("client", "fits"),
    [
        ("Где посылка?", {"neutral"}),
        ("Безобразие! Третью неделю жду, вы меня обманули!", {"upset"}),
        ("Спасибо большое, всё понятно", {"neutral", "joyful"}),
        ("Ура, посылка пришла! Как же я рада!", {"joyful"}),
        ("Завтра улетаем в отпуск! Можно задержать письма?", {"neutral", "joyful"}),
        ("", {"neutral"}),
    ],
)
def test_moods(client, fits):
    assert {word for word in ("neutral", "upset", "joyful") if mood_agrees(word, client)} == fits

"""Apology, empathy, life event, greeting, farewell, sticker, holding phrase: what the fixes leave, what the loop composes, what packs set."""

from __future__ import annotations

import pytest

from rewriter.case import Case, Context
from rewriter.checker import fix, selection, violations_of
from rewriter.pack import PackError, load_pack
from rewriter.pipeline import rewrite
from rewriter.rules.labelled import labelled
from rewriter.text.document import read
from rewriter.text.edits import apply
from rewriter.text.reading import Reading

RULES = ("apology-fits", "empathy", "life-event", "greeting", "farewell", "sticker-hint", "holding-phrase")
CASES = [pytest.param(rule, item, id=item["id"]) for rule in RULES for item in labelled(rule) if item["expect"]]


def found(case, *rules, pack=None):
    return violations_of(Reading(case, pack or load_pack(case.pack)), read(case.checked_text), selection(rules))[0]


@pytest.mark.parametrize(("rule", "item"), CASES)
def test_a_fix_leaves_nothing_of_its_rule(rule, item):
    case = Case.model_validate(item)
    reading = Reading(case, load_pack(case.pack))
    text = case.checked_text
    for violation in (v for v in found(case, rule) if v.suggestion is not None):
        better = apply(text, [(violation.start, violation.end, violation.suggestion)])
        assert len(found(case.model_copy(update={"reply": better}), rule)) < len(found(case, rule)), better
        assert "  " not in better
        assert not better.startswith((" ", ",", "."))
        first = next(c for c in better if c.isalnum())
        assert not first.islower(), better
    once = fix(reading, text, selection(RULES)).text
    assert fix(reading, once, selection(RULES)).text == once


MESSAGES = [
    "Где посылка?",
    "Третий день жду, где она?! Сколько можно!",
    "Ура, посылка пришла! Как оставить отзыв?",
    "Уезжаю в отпуск, сколько пролежит письмо?",
    "У мамы завтра юбилей, успеет?",
    "Умер отец, на нём подписка. Что делать?",
    "Мама болеет, можно получить за неё?",
    "Ваза пришла разбитой, как вернуть деньги?",
    "спасибо!",
    "Почему доставка платная?",
]
DRAFTS = [
    "Посылка находится в отделении 214010, срок хранения составляет 30 дней.",
    "Здравствуйте! Приносим извинения за доставленные неудобства. Посылка находится в отделении 214010. Хорошего дня!",
    "Уважаемый клиент! Добрый день. Задержка произошла по вине склада. Доставка 5 мая.",
]


@pytest.mark.parametrize("pack", ["base", "post", "teleshop", "marketplace", "tech-support", "saas-chat"])
@pytest.mark.parametrize("message", MESSAGES)
def test_what_the_loop_composes_needs_no_repair(pack, message):
    for draft, first in zip(DRAFTS, (True, False, None), strict=True):
        case = Case(pack=pack, client_message=message, draft=draft, context=Context(client_name="Анна", first_contact=first, ticket_id="TS-1"))
        reply = rewrite(case).reply
        left = [v for v in found(case.model_copy(update={"reply": reply}), *RULES[:5]) if v.severity != "info"]
        assert not left, (reply, [v.message for v in left])


def test_greeting_follows_the_contact():
    case = Case(pack="base", client_message="Где заказ?", reply="Здравствуйте! Заказ в пути. Хорошего Вам дня!")
    assert not found(case, "greeting")
    (late,) = found(case.model_copy(update={"context": Context(first_contact=False)}), "greeting")
    assert late.suggestion == ""
    case = Case(pack="base", client_message="Где заказ?", reply="Заказ в пути.", context=Context(first_contact=True, client_name="Анна"))
    (missing,) = found(case, "greeting")
    assert (missing.start, missing.end, missing.suggestion) == (0, 0, "Здравствуйте, Анна! ")


def test_a_greeting_goes_with_its_comma_and_leaves_a_capital():
    case = Case(pack="base", client_message="А адрес?", reply="Добрый день, адрес: ул. Мира, 4.", context=Context(first_contact=False))
    (late,) = found(case, "greeting")
    assert apply(case.checked_text, [(late.start, late.end, late.suggestion or "")]) == "Адрес: ул. Мира, 4."


def test_an_upset_client_gets_no_wish():
    case = Case(pack="post", client_message="Безобразие! Третий день жду!", reply="Мне очень жаль. Курьер приедет завтра. Хорошего Вам дня!")
    (wish,) = found(case, "farewell")
    assert apply(case.checked_text, [(wish.start, wish.end, wish.suggestion or "")]) == "Мне очень жаль. Курьер приедет завтра."


def test_bare_thanks_make_the_whole_reply_a_goodbye():
    case = Case(pack="post", client_message="ок, спасибо", reply="Срок хранения составляет 30 дней.", context=Context(operator_gender="f"))
    (whole,) = found(case, "farewell")
    assert (whole.start, whole.end) == (0, len(case.checked_text))
    assert whole.suggestion is not None
    assert whole.suggestion.startswith("Рада помочь")


def test_a_farewell_goes_before_the_signature():
    case = Case(pack="tech-support", client_message="Как выгрузить журнал?", reply="Здравствуйте!\n\nОткройте «Отчёты».\n\nСлужба поддержки", context=Context())
    assert found(case, "farewell")
    signed = case.model_copy(update={"reply": "Здравствуйте!\n\nЖурнал есть в «Отчётах».\n\nС уважением, Ольга"})
    assert not found(signed, "farewell"), "a signature is an ending"


def test_a_phrase_takes_over_how_the_reply_addresses():
    case = Case(pack="base", client_message="Где заказ?", reply="Ваш заказ у вас в личном кабинете.")
    (missing,) = found(case, "farewell")
    assert "Вам" not in missing.suggestion


@pytest.mark.parametrize(("missing", "severity"), [("warning", "warning"), ("info", "info"), ("off", None)])
def test_how_grave_a_missing_farewell_is_is_the_packs_affair(tmp_path, missing, severity):
    (tmp_path / "pack.yaml").write_text(f"title: А\nextends: base\nrules:\n  farewell: {{missing: '{missing}'}}\n", encoding="utf-8")
    case = Case(client_message="До скольки вы открыты?", reply="Магазин открыт до 22:00.")
    assert [v.severity for v in found(case, "farewell", pack=load_pack(tmp_path))] == ([severity] if severity else [])


def test_a_pack_may_want_the_failure_named():
    case = Case(client_message="Ваза пришла разбитая", reply="Приносим извинения за доставленные неудобства. Новую вазу привезём завтра.")
    assert not found(case.model_copy(update={"pack": "base"}), "apology-fits")
    assert found(case.model_copy(update={"pack": "marketplace"}), "apology-fits")


def test_the_team_chooses_its_stickers(tmp_path):
    (tmp_path / "pack.yaml").write_text("title: А\nextends: post\n", encoding="utf-8")
    (tmp_path / "emoji.yaml").write_text("emoji: []\nstickers:\n  - {id: sun, when: Погода, reply: [солнце], client: [погода]}\n", encoding="utf-8")
    pack = load_pack(tmp_path)
    case = Case(client_message="Какая погода?", reply="Солнце!")
    (hint,) = found(case, "sticker-hint", pack=pack)
    assert "«sun»" in hint.message
    assert hint.severity == "info"
    assert not found(case.model_copy(update={"client_message": "Погода ужас, я в ярости!"}), "sticker-hint", pack=pack)


def test_a_sticker_with_a_bad_pattern_does_not_load(tmp_path):
    (tmp_path / "pack.yaml").write_text("title: А\nextends: post\n", encoding="utf-8")
    (tmp_path / "emoji.yaml").write_text("stickers:\n  - {id: a, when: б, reply: ['@nonsense']}\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"emoji\.yaml:2:"):
        load_pack(tmp_path)

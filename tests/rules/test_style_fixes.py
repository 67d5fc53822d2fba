"""Repairs of the style rules: they come out as written here, leave nothing of their rule to repair, and a second round changes nothing."""

from __future__ import annotations

import pytest

from rewriter.case import Case, Context
from rewriter.checker import fix, selection, violations_of
from rewriter.pack import load_pack
from rewriter.pipeline import rewrite
from rewriter.rules.labelled import labelled
from rewriter.text.document import read
from rewriter.text.reading import Reading

STYLE = ("no-bare-imperatives", "capital-vy", "gendered-forms", "spelling")
CASES = [pytest.param(rule, case, id=case["id"]) for rule in STYLE for case in labelled(rule)]


def repaired(rule, text, pack="post", **context):
    reading = Reading(Case(pack=pack, draft=text, context=Context(**context)), load_pack(pack))
    return fix(reading, text, selection([rule])).text


@pytest.mark.parametrize(("rule", "item"), CASES)
def test_repairs_leave_nothing_to_repair(rule, item):
    case = Case.model_validate(item)
    reading = Reading(case, load_pack(case.pack))
    once = fix(reading, case.checked_text, selection([rule])).text
    assert fix(reading, once, selection([rule])).text == once
    assert not [v for v in violations_of(reading, read(once), selection([rule]))[0] if v.suggestion is not None]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Подождите.", "Подождите, пожалуйста."),
        ("Проверьте её.", "Проверьте её, пожалуйста."),
        ("Пришлите его номер.", "Пришлите, пожалуйста, его номер."),
        ("Пришлите его в чат.", "Пришлите его, пожалуйста, в чат."),
        ("Напишите нам адрес.", "Напишите нам, пожалуйста, адрес."),
        ("Убедитесь, что дверь закрыта.", "Убедитесь, пожалуйста, что дверь закрыта."),
        ("Нажмите «Войти» и введите код.", "Нажмите, пожалуйста, «Войти» и введите код."),
        ("Имейте в виду: срок — 3 дня.", "Имейте в виду, пожалуйста: срок — 3 дня."),
        ("Если письма нет, проверьте спам.", "Если письма нет, проверьте, пожалуйста, спам."),
    ],
)
def test_please(before, after):
    assert repaired("no-bare-imperatives", before) == after


@pytest.mark.parametrize(
    ("before", "f", "m", "unknown"),
    [
        ("Рад/а помочь!", "Рада помочь!", "Рад помочь!", "Рады помочь!"),
        ("Был/а рада помочь!", "Была рада помочь!", "Был рад помочь!", "Были рады помочь!"),
        ("Буду рад(а) помочь!", "Буду рада помочь!", "Буду рад помочь!", "Будем рады помочь!"),
        ("Я нашёл(ла) заказ.", "Я нашла заказ.", "Я нашёл заказ.", "Мы нашли заказ."),
        ("Я проверил(а) и вернусь.", "Я проверила и вернусь.", "Я проверил и вернусь.", "Я проверил(а) и вернусь."),
        ("Уверен(а), что всё получится.", "Уверена, что всё получится.", "Уверен, что всё получится.", "Уверены, что всё получится."),
    ],
)
def test_gender(before, f, m, unknown):
    assert [repaired("gendered-forms", before, operator_gender=g) for g in ("f", "m", None)] == [f, m, unknown]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Пасылка приедет завтра.", "Посылка приедет завтра."),
        ("Курьер пришол.", "Курьер пришел."),
        ("Всё хорошо, курьер пришол.", "Всё хорошо, курьер пришёл."),
        ("Ответим в течении суток.", "Ответим в течение суток."),
        ("Спросите у чат бота что бы узнать срок.", "Спросите у чат-бота, чтобы узнать срок."),
        ("Звонки прекратиться завтра.", "Звонки прекратятся завтра."),
        ("Уточните пожалуйста номер.", "Уточните, пожалуйста, номер."),
        ("Отделение в котором он лежит, открыто.", "Отделение, в котором он лежит, открыто."),
        ("Сегодня, например, отделение в котором он лежит, открыто.", "Сегодня, например, отделение, в котором он лежит, открыто."),
        ("Придёт письмо, ссылка в котором активна 24 часа.", "Придёт письмо, ссылка в котором активна 24 часа."),
        ("Придёт письмо, файл в котором открыт всем.", "Придёт письмо, файл в котором открыт всем."),
        ("Код придёт в смс .Спасибо!", "Код придёт в смс. Спасибо!"),
        ("Здравствуйте Анна!", "Здравствуйте, Анна!"),
        ("Ещё раз: заказ еще едет.", "Ещё раз: заказ ещё едет."),
    ],
)
def test_spelling(before, after):
    assert repaired("spelling", before) == after


def test_yo_throughout_is_an_option(tmp_path):
    (tmp_path / "pack.yaml").write_text("title: Свой\nextends: base\nrules:\n  spelling: {yo: text}\n", encoding="utf-8")
    text = "Ещё раз: заказ придет завтра, все хорошо."
    assert repaired("spelling", text) == text
    assert repaired("spelling", text, pack=str(tmp_path)) == "Ещё раз: заказ придёт завтра, все хорошо."


def test_a_pack_has_words_of_its_own(tmp_path):
    (tmp_path / "pack.yaml").write_text("title: Свой\nextends: base\n", encoding="utf-8")
    text = "Закажите, пожалуйста, курьерку: с курьеркой быстрее."
    assert repaired("spelling", text) != text
    (tmp_path / "words.txt").write_text("# наши слова\nкурьерка\n", encoding="utf-8")
    assert repaired("spelling", text, pack=str(tmp_path)) == text


def test_a_team_may_call_a_verb_friendly(tmp_path):
    (tmp_path / "pack.yaml").write_text("title: Свой\nextends: base\nrules:\n  no-bare-imperatives: {friendly: [выбирать]}\n", encoding="utf-8")
    text = "Выбирайте удобный день."
    assert repaired("no-bare-imperatives", text) != text
    assert repaired("no-bare-imperatives", text, pack=str(tmp_path)) == text


@pytest.mark.parametrize(
    ("pack", "draft", "said"),
    [
        ("post", "Оформление отправки производится посредством сайта либо МП.", "с помощью сайта или мобильного приложения"),
        ("post", "Отследить можно на сайте или в МП.", "на сайте или в мобильном приложении"),
        ("marketplace", "Имеется возможность смены способа получения на ПВЗ.", "способ получения в пункт выдачи"),
        ("marketplace", "Заказ находится на ПВЗ.", "в пункте выдачи"),
        ("teleshop", "По вопросу создан ОПП.", "По вопросу"),
    ],
)
def test_what_takes_the_place_of_an_abbreviation_fits(pack, draft, said):
    assert said in rewrite(Case(pack=pack, draft=draft)).reply

"""What rules of content say and repair: the parts that labelled cases do not show."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.checker import check, fix, selection
from rewriter.pack import load_pack
from rewriter.text.reading import Reading


def found(rule_id, reply, **fields):
    case = Case(reply=reply, **{"pack": "base", **fields})
    return [v for v in check(case).violations if v.rule == rule_id]


def fixed(rule_id, text, **fields):
    case = Case(draft=text, **{"pack": "base", **fields})
    return fix(Reading(case, load_pack(case.pack)), text, selection([rule_id])).text


def test_a_term_that_the_draft_has_is_a_lost_fact_and_not_asked_for():
    assert [v.severity for v in found("concrete-terms", "Чек скоро придёт.")] == ["info"]
    assert not found("concrete-terms", "Чек скоро придёт.", draft="Чек придёт 15 мая.")
    assert found("facts-preserved", "Чек скоро придёт.", draft="Чек придёт 15 мая.")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Заберите заказ в ПВЗ.", "Заберите заказ в пункте выдачи."),
        ("Транзакция отклонена.", "Операция отклонена."),
        ("Инсталлируйте программу.", "Установите программу."),
        ("ККМ заменили.", "Кассу заменили."),
        ("Файл в ПВЗ-списке.", "Файл в ПВЗ-списке."),
    ],
)
def test_jargon_in_the_right_form_or_not_at_all(before, after):
    assert fixed("jargon", before) == after


def test_an_internal_word_is_jargon_too():
    reply = "Заказ уже в ПВЗ."
    assert {v.rule for v in check(Case(pack="marketplace", reply=reply)).violations} == {"jargon", "no-internal-details"}


@pytest.mark.parametrize(
    ("client", "before", "after"),
    [
        (
            "Как войти?",
            "Сделайте так: 1) откройте почту; 2) найдите письмо; 3) введите код.",
            "Сделайте так:\n1) откройте почту;\n2) найдите письмо;\n3) введите код.",
        ),
        ("Как войти?", "Здравствуйте! Откройте почту. Найдите письмо. Введите код.", "Здравствуйте! Откройте почту.\nНайдите письмо.\nВведите код."),
        (
            "Сколько стоит доставка? Когда привезут? Можно оплатить картой?",
            "Доставка стоит 300 рублей. Привезём заказ 5 мая с 10:00 до 14:00. Оплатить можно картой.",
            "Доставка стоит 300 рублей.\nПривезём заказ 5 мая с 10:00 до 14:00.\nОплатить можно картой.",
        ),
    ],
)
def test_lines_are_parted(client, before, after):
    assert fixed("structure", before, client_message=client) == after


def test_a_long_chat_reply_is_offered_in_parts_and_a_letter_is_not():
    client = "Сколько стоит доставка дивана? Когда привезут диван?"
    reply = (
        "Доставка дивана стоит 990 рублей, в эту сумму уже входит подъём на этаж и сборка. Отдельно платить за лифт, тяжёлую коробку или занос через "
        "узкую дверь не придётся, мастера всё делают сами и убирают за собой упаковку, если она Вам не нужна.\n"
        "Диван привезут 5 мая с 10:00 до 14:00. Водитель позвонит за час, в разговоре с ним время можно немного сдвинуть. Попросите его о грузчиках "
        "заранее, когда дверь подъезда заперта или рядом негде поставить машину. Возьмите с собой документ на имя покупателя: без него мебель на руки "
        "не отдают никому, даже соседям и родным, как бы они ни уговаривали. Чек останется у Вас, а накладную после подписи водитель увезёт на склад."
    )
    assert "info" in {v.severity for v in found("structure", reply, client_message=client)}
    letter = found("structure", reply, client_message=client, context={"channel": "email"})
    assert "info" not in {v.severity for v in letter}


def test_signature_is_put_under_the_letter():
    text = "Здравствуйте, Олег!\n\nПо обращению TS-1: замок заменили 12 мая."
    context = {"ticket_id": "TS-1", "operator_name": "Артём", "channel": "email"}
    signed = fixed("formula-letter", text, pack="tech-support", context=context)
    assert signed == f"{text}\n\nС уважением, Артём\nСлужба поддержки «Проход»"
    assert fixed("formula-letter", signed, pack="tech-support", context=context) == signed


def test_each_missing_part_is_named():
    told = found("formula-letter", "Заявку приняли.", pack="tech-support", context={"ticket_id": "TS-1", "channel": "email", "first_contact": True})
    assert [v.message.split(".")[0] for v in told] == [
        "Первое письмо: нет приветствия",
        "Первое письмо: нет номера обращения",
        "Первое письмо: нет срока или следующего шага",
        "Первое письмо: нет подписи",
    ]


def test_own_way_needs_a_question():
    skipped = {
        pack: check(Case(pack=pack, client_message=client, reply="Посылка в Самаре.")).rules.skipped.get("self-service")
        for pack, client in (("base", "Где посылка?"), ("post", ""), ("teleshop", "Где посылка?"), ("marketplace", "Где посылка?"))
    }
    assert skipped["post"] == "клиент ни о чём не спрашивает"
    assert {skipped[pack] for pack in ("base", "teleshop", "marketplace")} == {None}

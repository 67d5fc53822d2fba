"""«По обращению установлено: …»: what announces something goes with it, and never stays behind alone."""

from __future__ import annotations

import pytest

from rewriter.case import Case
from rewriter.loop.doubts import doubts
from rewriter.loop.prepare import prepare
from rewriter.pack import load_pack
from rewriter.text.document import read
from rewriter.text.reading import Reading

GONE = [
    ("tech-support", "В ходе проверки установлено: виноват провайдер. Связь вернётся до 12:30.", "Связь вернётся до 12:30."),
    ("marketplace", "По результатам проверки выявлено, что продавец виноват. Деньги вернём до 5 мая.", "Деньги вернём до 5 мая."),
    ("marketplace", "Проверка показала: склад накосячил. Деньги вернём до 5 мая.", "Деньги вернём до 5 мая."),
    ("teleshop", "Нами установлено, что супервайзер не передал заявку. Доставка 5 мая.", "Доставка 5 мая."),
    ("tech-support", "По обращению установлено: сами виноваты, что отключили питание. Починим 5 мая.", "Починим 5 мая."),
    ("tech-support", "Причина сбоя: девелоперы накосячили. Починим до 12:30.", "Починим до 12:30."),
    # whose number it is would go along: a person looks
    (
        "marketplace",
        "По заказу 88-1 установлено: курьер соврал. Деньги вернём до 5 мая.",
        "По заказу 88-1 установлено: курьер соврал. Деньги вернём до 5 мая.",
    ),
    ("post", "По обращению установлено, что сотрудник ошибся. Ждём до 5 мая.", "По обращению установлено, что мы ошиблись. Ждём до 5 мая."),
    (
        "tech-support",
        "По обращению TS-48120 выявлено: инженер забыл перезагрузить сервер.",
        "По обращению TS-48120 выявлено: сервер не перезагружен.",
    ),
    ("post", "Установлено: согласно п. 34 ПОУПС срок хранения — 30 дней.", "Установлено: срок хранения — 30 дней."),
]
STAYS = [
    "По обращению TS-48120 установлено: связь контроллера с сервером пропала в 07:40.",
    "По обращению установлено, что посылка вручена 5 мая.",
    "Время установлено.",
    "Проверка показала: датчик исправен.",
]


def _reading(pack: str, draft: str) -> Reading:
    return Reading(Case(id="x", pack=pack, draft=draft), load_pack(pack))


@pytest.mark.parametrize(("pack", "draft", "said"), GONE)
def test_the_announcement_goes_with_what_it_announces(pack: str, draft: str, said: str) -> None:
    assert " ".join(u.text for u in prepare(_reading(pack, draft))).strip() == said


@pytest.mark.parametrize("draft", STAYS)
def test_what_was_found_stays(draft: str) -> None:
    assert " ".join(u.text for u in prepare(_reading("tech-support", draft))).strip() == draft


@pytest.mark.parametrize("stump", ["По обращению TS-48120 установлено.", "По заявке выявлено:", "По заказу выяснено."])
def test_a_stump_is_doubted(stump: str) -> None:
    reading = _reading("tech-support", "По обращению TS-48120 установлено: связь пропала.")
    assert any("обрывок" in d for d in doubts(reading, read(f"{stump}\nПочиним.")))


@pytest.mark.parametrize(("phrase", "said"), [("В ходе диагностики", "Во время диагностики"), ("в процессе проверки", "во время проверки")])
def test_a_compound_preposition_keeps_its_form(phrase: str, said: str) -> None:
    draft = f"Дата {phrase} не изменится." if phrase[0].islower() else f"{phrase} дата не изменится."
    assert said in " ".join(u.text for u in prepare(_reading("tech-support", draft)))

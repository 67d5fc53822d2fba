"""Who works for us or beside us, and where: the words by which a reply puts a fault on somebody."""

from __future__ import annotations

from rewriter.text.document import Token

# Nobody of the client's side is among them.
STAFF = frozenset(
    "курьер водитель сотрудник сотрудница работник работница оператор менеджер кладовщик почтальон продавец поставщик отправитель коллега специалист инженер разработчик девелопер программист охранник охрана склад пункт отделение таможня банк "
    "провайдер партнер перевозчик магазин служба отдел бухгалтерия маркетолог администратор кассир консультант упаковщик сборщик замерщик наладчик подрядчик бригада комплектовщик диспетчер мастер монтажник установщик логист курьерша доставщик "
    "аналитик тестировщик модератор дизайнер бухгалтер стажер производитель эквайер наставник админ айтишник ребята сменщик сменщица напарник напарница сортировщик сортировщица грузчик курьерка".split()
)
# Of these we may say «мы»: they work for the company that answers.
OURS = frozenset(
    "курьер водитель сотрудник сотрудница работник работница оператор менеджер кладовщик почтальон коллега специалист инженер разработчик девелопер программист склад отдел бухгалтерия маркетолог кассир консультант упаковщик сборщик "
    "комплектовщик диспетчер мастер монтажник установщик логист доставщик аналитик тестировщик модератор дизайнер бухгалтер стажер наставник админ айтишник ребята сменщик сменщица напарник напарница сортировщик сортировщица грузчик".split()
)
_COMPANIES = (
    "курьерский",
    "транспортный",
    "сторонний",
    "партнерский",
    "почтовый",
    "управляющий",
    "управлять",
    "страховой",
    "логистический",
    "клининговый",
    "платежный",
)


_PEOPLE = ("девушка", "парень", "мальчик", "женщина", "мужчина", "человек", "товарищ")
_AT_WORK = frozenset(
    "смена поддержка отдел склад доставка колл-центр служба бухгалтерия касса пункт отделение магазин разработка офис сортировка сервис".split()
)


def is_staff(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the word names somebody who works for us or beside us: «курьер», «курьерская компания», but not «компания»."""
    token = tokens[at]
    if token.lemmas & STAFF:
        return True
    if "-" in token.norm and not {half.rstrip("аяуюоеыи") for half in token.norm.split("-")}.isdisjoint(STAFF):
        return True  # «банка-эквайера», «хостинг-провайдера»
    if token.is_(*_PEOPLE) and at + 1 < len(tokens) and tokens[at + 1].norm in ("из", "со", "с"):
        return any(not t.lemmas.isdisjoint(_AT_WORK) for t in tokens[at + 2 : at + 4])  # «девушка из вечерней смены»
    return at > 0 and (token.is_("компания", "сервис") and tokens[at - 1].is_(*_COMPANIES) or token.is_("смена") and tokens[at - 1].is_("дежурный", "ночной"))


def agrees(staff: Token, verb: Token) -> bool:
    """Whether the noun may be the subject of the verb in the past: «банк перечислил», not «банк перечислили»."""
    assert staff.word is not None
    assert verb.word is not None
    if staff.text.isascii():
        return any(p.feats.get("Tense") == "Past" for p in verb.word.parses)  # «Apple затянула», «Google затянул»
    numbers = {(p.feats.get("Number"), p.feats.get("Gender")) for p in staff.word.parses if p.feats.get("Case") == "Nom"}
    return any(
        p.feats.get("Tense") == "Past"
        and (
            ("Plur", p.feats.get("Gender")) in numbers
            or p.feats.get("Number") == "Plur"
            and any(n == "Plur" for n, _ in numbers)
            or (p.feats.get("Number"), p.feats.get("Gender")) in numbers
        )
        for p in verb.word.parses
    )


# Places, each with the preposition of «where».
PLACES = {
    "пункт": "в",
    "отделение": "в",
    "склад": "на",
    "магазин": "в",
    "офис": "в",
    "филиал": "в",
    "центр": "в",
    "почтомат": "в",
    "участок": "на",
    "салон": "в",
    "подразделение": "в",
}

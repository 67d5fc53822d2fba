"""Which imperatives order nothing (greetings, apologies, comfort, wishes, offers to write), and what makes an order a request."""

from __future__ import annotations

from itertools import pairwise

from rewriter.text.document import Document, Token

# Set phrases and wishes, whatever follows.
_FORMULAS = frozenset(
    "здравствовать давать извинить извинять простить прощать прощаться верить поверить хотеть знать отдыхать отдохнуть радоваться порадоваться наслаждаться "
    "выздоравливать поправляться праздновать спать улыбаться улыбнуться держаться жить путешествовать мочь".split()
)
_MAY_I = frozenset("позволить разрешить".split())
_FEARS = frozenset(
    "переживать волноваться беспокоиться тревожиться расстраиваться сомневаться стесняться бояться пугаться огорчаться обижаться сердиться болеть грустить отчаиваться скучать спешить торопиться".split()
)
_BE = frozenset("добры любезны уверены здоровы спокойны счастливы".split())
_OURS = frozenset("извинение поздравление благодарность соболезнование сочувствие пожелание сожаление".split())
_WELL = frozenset("удовольствие здоровье радость комфорт".split())
_US = frozenset(("мы",))
_THINK = frozenset("представить представлять смотреть слушать понимать считать".split())

_CONTACT = frozenset("писать обращаться звонить спрашивать заходить приходить возвращаться приезжать заглядывать делиться рассказывать задавать".split())
_CONTACT_ONCE = frozenset("написать обратиться позвонить спросить сообщить зайти вернуться задать связаться заглянуть дать поделиться".split())
_DOUBTS = frozenset("вопрос сложность трудность затруднение помощь понадобиться пригодиться потребоваться захотеть передумать решить".split())
_ANYTIME = frozenset("всегда снова любое любой любым любыми всем всеми возникновении возникновения появлении необходимости".split())
_WE_HELP = frozenset("нам нами связь рядом рад рада рады помочь ответить подсказать чат".split())
# Invitations, where the tone is one: «Приходите 12 мая!», «Выбирайте любой цвет!».
_INVITES = frozenset(
    "приходить приезжать заходить заглядывать пробовать пользоваться выбирать заказывать забирать менять участвовать присоединяться одеваться кататься знакомиться подключаться подписываться читать".split()
)
_SHORT = 3

_PLEASE = frozenset("пожалуйста просить просьба попросить".split())
_PARDON = frozenset("прощения извинения извинить простить".split())
_KINDLY = frozenset("добры любезны".split())
_TROUBLE = frozenset("сложно трудно затруднит".split())
_ADVICE = frozenset("рекомендовать советовать предлагать посоветовать предложить давайте попробуем можете".split())


def _any(tokens: tuple[Token, ...], words: frozenset[str]) -> bool:
    return any(not t.lemmas.isdisjoint(words) for t in tokens)


def is_friendly(document: Document, token: Token) -> bool:
    """Whether the imperative orders nothing: «здравствуйте», «не переживайте», «берегите себя», «пишите нам, мы на связи»."""
    lemmas = token.lemmas
    sentence = document.sentences[token.sentence]
    rest = document.tokens[token.index + 1 : sentence.last]
    after = rest[:3]
    if lemmas & _FORMULAS:
        return True
    if lemmas & _FEARS and token.index > sentence.first and document.tokens[token.index - 1].norm == "не":
        return True
    if "быть" in lemmas and _any(after, _BE) or lemmas & {"беречь", "оставаться"} and any(t.norm in ("себя", "нами") for t in after):
        return True
    if lemmas & {"принять", "принимать"} and _any(rest, _OURS):
        return True
    if (
        lemmas & {"передать", "передавать"}
        and any(t.norm in ("привет", "поздравления") for t in after)
        or "поздравить" in lemmas
        or "забывать" in lemmas
        and _any(after, _US)
    ):
        return True
    if lemmas & _THINK and rest and (rest[0].text in ",:" or rest[0].norm == "себе"):
        return True
    if lemmas & _MAY_I and rest and rest[0].word is not None and "inf" in rest[0].word.tags:
        return True
    if lemmas & _INVITES and (document.tokens[sentence.last - 1].text == "!" or any(t.norm in ("ждем", "рады") for t in rest)):
        return True
    return _any(after, _WELL) or _is_offer(document.of(sentence), lemmas)


def _is_offer(inside: tuple[Token, ...], lemmas: frozenset[str]) -> bool:
    """«Обращайтесь!», «Если появятся вопросы, напишите нам», «Пишите, мы на связи»; not «обращайтесь в банк»."""
    if not lemmas & (_CONTACT | _CONTACT_ONCE):
        return False
    norms = {t.norm for t in inside}
    if "если" in norms and (_any(inside, _DOUBTS) or any(a.norm == "если" and b.norm in ("что", "что-то") for a, b in pairwise(inside))) or norms & _ANYTIME:
        return True
    return bool(lemmas & _CONTACT) and (_any(inside, _WE_HELP) or sum(t.word is not None for t in inside) <= _SHORT)


def is_polite(document: Document, first: int, last: int) -> bool:
    """Whether the tokens [first, last) hold «пожалуйста», «просим», «будьте добры», «если не сложно»."""
    tokens = document.tokens[first:last]
    if any(not t.lemmas.isdisjoint(_PLEASE) and (n + 1 == len(tokens) or tokens[n + 1].norm not in _PARDON) for n, t in enumerate(tokens)):
        return True
    return any(t.norm in _KINDLY or t.norm in _TROUBLE and document.tokens[t.index - 1].norm == "не" for t in tokens)


def is_advice(document: Document, first: int, last: int) -> bool:
    """Whether the tokens [first, last) end in a colon and make what it brings advice: «Рекомендую сделать так:», «Давайте попробуем:»."""
    tokens = document.tokens[first:last]
    return bool(tokens) and tokens[-1].text == ":" and _any(tokens, _ADVICE)

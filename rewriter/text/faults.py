"""Somebody at fault in a clause: «сотрудник пункта на Мира, 48 ошибся», «разработчики выпустили обновление с ошибкой»."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.clauses import clauses
from rewriter.text.document import Document, Token
from rewriter.text.marks import Mark
from rewriter.text.people import OURS, STAFF, agrees, is_staff

_FAULT_NOUNS = frozenset(
    "ошибка недоработка халатность небрежность упущение недосмотр невнимательность нерасторопность безответственность вина промах просчет баг косяк".split()
)
_FAULTS = frozenset(
    "ошибиться перепутать напутать накосячить проглядеть недосмотреть прозевать забыть потерять повредить сорвать подвести напортачить облажаться схалтурить проигнорировать нарушить полениться опростоволоситься оплошать провиниться нагрубить нахамить накричать оскорбить обмануть обсчитать сломать разбить испортить уронить".split()
)
# A deed that went wrong: «выпустили с ошибкой», «неверно внёс», «положил чашку вместо кружки».
_BADLY = frozenset("неверно неправильно ошибочно некорректно криво небрежно невнимательно".split())
_WITH = frozenset("ошибка опечатка дефект опоздание нарушение баг косяк".split())
# Who finds or mends a mistake has not made it.
_MENDING = frozenset(
    "исправить проверить найти обнаружить увидеть заметить заменить вернуть обновить принять получить рассмотреть отменить удалить посмотреть сообщить подтвердить ответить уточнить связаться устранить выявить столкнуться "
    "переделать перепечатать привезти предложить отправить выслать изучить зарегистрировать".split()
)
_PACKING = frozenset("положить вложить отгрузить упаковать собрать прислать".split())
_BECAUSE = frozenset("так поскольку ведь потому".split())
# «Курьер не застал Вас», «не смог дозвониться» tell what happened and blame nobody.
_NEUTRAL = frozenset("застать мочь смочь дозвониться найти успеть получить обнаружить подтвердить увидеть выявить быть видеть требовать".split())
_TROUBLE = frozenset((*_BADLY, *_WITH, "вместо", "чужой", "тот"))
_SUSPICIOUS, _DOERS = Mark.of(_FAULTS | _FAULT_NOUNS | _TROUBLE), Mark.of(OURS)
_NOT = frozenset(("не",))


def faults(document: Document) -> Iterator[tuple[int, int]]:
    """Spans from somebody of the staff to the verb of his fault, within a clause: word lists cannot reach over addresses and numbers."""
    suspicious = {t.sentence for t in _SUSPICIOUS.words(document)}
    ours = {t.sentence for t in _DOERS.words(document)}
    undone = ours & {t.sentence for t in document.having(_NOT)} if ours else ours
    for sentence in [document.sentences[i] for i in sorted(suspicious | undone)]:
        if sentence.index in suspicious:
            yield from _fault_of(document, sentence.index)
        for part in clauses(document, sentence.index):
            found = next((x for find in (_fault_in, _wrong_one, _gone_wrong, _done_wrong_by, _not_done_by) if (x := find(part)) is not None), None)
            found = found or _because_not(document, part)
            if found is not None:
                yield found


def _staff(part: tuple[Token, ...], who: frozenset[str] = STAFF) -> Token | None:
    for i, token in enumerate(part):
        named = token.lemmas & who or who is STAFF and is_staff(part, i)
        if named and token.word is not None and any(p.feats.get("Case") == "Nom" for p in token.word.parses):
            return token
    return None


def _others(part: tuple[Token, ...]) -> bool:
    """«Мы», «если»: not told of somebody's fault."""
    return any(t.norm in ("мы", "я", "если", "чтобы", "вы", "ли") for t in part)


def _fault_in(part: tuple[Token, ...]) -> tuple[int, int] | None:
    staff = _staff(part)
    if staff is None:
        return None
    verb = next((t for t in part if t.lemmas & _FAULTS and t.word is not None and "past" in t.word.tags), None)
    if verb is None or _negated(part, verb) or not agrees(staff, verb) or any(t.norm in ("мы", "я", "если") for t in part):
        return None
    first, last = sorted((staff, verb), key=lambda t: t.start)
    return first.start, last.end


def _gone_wrong(part: tuple[Token, ...]) -> tuple[int, int] | None:
    """«Разработчики выпустили обновление с ошибкой», «Сотрудник внёс номер с опечаткой»."""
    sign = next((i for i, t in enumerate(part) if _is_sign(part, i)), None)
    if sign is None or _others(part):
        return None
    staff = _staff(part[:sign])
    if staff is None or any(t.lemmas & _MENDING for t in part):
        return None
    verb = next((t for t in part if t.word is not None and "past" in t.word.tags and t.index > staff.index and not t.is_("быть")), None)
    if verb is None or _negated(part, verb) or not agrees(staff, verb):
        return None
    return staff.start, max(verb.end, part[sign].end)


_HANDING = frozenset("отдать выдать положить прислать привезти вложить отправить отгрузить упаковать принести доставить вручить послать".split())


def _wrong_one(part: tuple[Token, ...]) -> tuple[int, int] | None:
    """«Сотрудник отдал Вам чужой пакет», «Склад отгрузил не тот цвет»."""
    sign = next((i for i, t in enumerate(part) if t.is_("чужой") or t.norm == "не" and i + 1 < len(part) and part[i + 1].is_("тот")), None)
    if sign is None or _others(part):
        return None
    staff = _staff(part)
    verb = next((t for t in part if t.lemmas & _HANDING and t.word is not None and "past" in t.word.tags), None)
    if staff is None or verb is None or _negated(part, verb) or not agrees(staff, verb):
        return None
    first, *_, last = sorted((staff, verb, part[sign]), key=lambda t: t.start)
    # «Продавец прислал фото, на нём не тот цвет» tells of two things.
    return (first.start, last.end) if not any(t.text == "," and verb.index < t.index < part[sign].index for t in part) else None


def _done_wrong_by(part: tuple[Token, ...]) -> tuple[int, int] | None:
    """«Автоответ настроен маркетологами с ошибкой»."""
    sign = next((i for i, t in enumerate(part) if _is_sign(part, i)), None)
    if sign is None or _others(part):
        return None
    by = next((t for i, t in enumerate(part) if t.word is not None and is_staff(part, i) and any(p.feats.get("Case") == "Ins" for p in t.word.parses)), None)
    done = next((t for t in part if t.word is not None and any(p.feats.get("Variant") == "Short" and p.pos == "VERB" for p in t.word.parses)), None)
    if (
        by is None
        or done is None
        or done.lemmas & _MENDING
        or by.index
        and any(t.index == by.index - 1 and t.norm in ("с", "со", "между", "перед", "за") for t in part)
    ):
        return None
    first, *_, last = sorted((by, done, part[sign]), key=lambda t: t.start)
    return first.start, last.end


_UNDECIDED = frozenset("рассмотреть подтвердить одобрить проверить обработать согласовать назначить требовать обнаружить найти выявить".split())


def _not_done_by(part: tuple[Token, ...]) -> tuple[int, int] | None:
    """«Чек не вложен упаковщиком»."""
    if _others(part) or any(t.norm in ("еще", "пока") for t in part):
        return None
    for i in range(1, len(part)):
        token = part[i]
        short = token.word is not None and any(p.feats.get("Variant") == "Short" and p.pos == "VERB" for p in token.word.parses)
        if part[i - 1].norm != "не" or not short or token.lemmas & _UNDECIDED:
            continue
        by = next((t for t in part[i + 1 : i + 4] if t.word is not None and t.lemmas & OURS and any(p.feats.get("Case") == "Ins" for p in t.word.parses)), None)
        if by is not None and not any(t.norm in ("с", "со", "между", "перед", "за") for t in part if token.index < t.index < by.index):
            return part[i - 1].start, by.end
    return None


def _is_sign(part: tuple[Token, ...], i: int) -> bool:
    token = part[i]
    following = part[i + 1] if i + 1 < len(part) else None
    if token.lemmas & _BADLY:
        # «неверно указанный индекс» says it of the thing.
        return following is None or following.word is None or not following.word.tags & {"participle", "adj"}
    if token.norm == "вместо":
        # «Синюю вместо белой», «48 вместо 52»; a thing for another is a mistake only of who packs.
        packed = any(t.lemmas & _PACKING for t in part[:i])
        return (
            following is not None
            and not following.lemmas & STAFF
            and (packed or following.kind != "word" or bool(following.word and following.word.tags & {"adj", "num"}))
        )
    if token.norm == "ошибке" and i > 0 and part[i - 1].norm == "по":
        return True
    return bool(token.lemmas & _WITH) and i > 0 and (part[i - 1].norm in ("с", "со") or i > 1 and part[i - 2].norm in ("с", "со"))


def _because_not(document: Document, part: tuple[Token, ...]) -> tuple[int, int] | None:
    """«…, так как оператор не внёс номер»: what somebody of ours has left undone, as the reason."""
    first = part[0]
    before = document.tokens[max(0, first.index - 2) : first.index]
    because = first.norm in _BECAUSE or first.norm == "что" and any(t.norm in ("того", "тем") for t in before)
    if not because or _others(part):
        return None
    staff = _staff(part, OURS)
    verb = next((t for i, t in enumerate(part) if i and part[i - 1].norm == "не" and t.word is not None and "past" in t.word.tags), None)
    if (
        any(t.norm in ("еще", "пока") for t in part)
        or staff is None
        or verb is None
        or verb.lemmas & _NEUTRAL
        or verb.index < staff.index
        or not agrees(staff, verb)
    ):
        return None
    return staff.start, verb.end


def _fault_of(document: Document, index: int) -> Iterator[tuple[int, int]]:
    """«ошибкой разработчиков», «действиями подрядчика»: a fault with whose it is."""
    tokens = document.of(document.sentences[index])
    for i, token in enumerate(tokens):
        if not token.lemmas & _FAULT_NOUNS or token.word is None:
            continue
        whose = next(
            (t for t in tokens[i + 1 : i + 4] if t.word is not None and t.lemmas & STAFF and any(p.feats.get("Case") == "Gen" for p in t.word.parses)), None
        )
        between = tokens[i + 1 : tokens.index(whose)] if whose is not None else ()
        if (
            whose is not None
            and all(t.word is not None and t.word.tags & {"adj", "noun"} for t in between)
            and not (i and tokens[i - 1].norm in ("нет", "без"))
        ):
            yield token.start, whose.end


def _negated(part: tuple[Token, ...], verb: Token) -> bool:
    return any(t.index == verb.index - 1 and t.norm == "не" for t in part)

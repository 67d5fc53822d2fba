"""What the operator is not sure of, vouches for by himself, tells of colleagues, or wrote to somebody else: a person has to see to it, whatever the words become."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rewriter.text import morph
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.expressions import Expression
from rewriter.text.facts import facts_in, flat
from rewriter.text.people import is_staff
from rewriter.text.reading import Reading
from rewriter.text.salutations import body_of

_UNSURE = Expression(
    r"(?<!\w)(?:не (?:помню|уверен[ао]?|знаю точно)|точно не (?:знаю|скажу|помню)|(?<!что-то )(?<!нечто )(?<!чего-то )вроде(?: бы| как)?|(?<!\d )(?<!\d)мб(?! каждая)|по-моему|если не ошибаюсь|если мне не изменяет память|"
    r"а может(?: быть)?,? и (?:нет|не)|хз|ч[её]рт (?:его )?знает|кто (?:его|их) знает)(?!\w)"
)
_VOUCHED = Expression(
    r"(?<!\w)(?:лично (?:вам )?гарантирую|гарантирую (?:вам )?лично|даю (?:вам )?(?:честное )?слово|клянусь|зуб даю|лично (?:вам )?обещаю|ручаюсь)(?!\w)"
)
_PRIVATE = Expression(r"(?<!\w)у (?:неё|нее|него|них) (?:там )?(?:муж|жена|развод|запой|похмелье|депрессия|роман|долги|ипотека)(?!\w)")
# Where only colleagues can look it up.
_HOUSE = Expression(
    r"(?<!\w)(?:по|согласно) (?:kb|кб|wiki|вики|sop|confluence|конфлюенс\w*)(?:-?\d+)?(?!\w)|(?<!\w)(?:customer care|service desk|back[- ]?office)(?!\w)"
)
# What only says that the letter has come.
_RECEIVED = Expression(
    r"(?:обращени|заявк|вопрос|запрос|письм|жалоб|претензи)\w* .{0,60}(?:важн|принят|получен|зарегистрирован|передан|рассмотр|в работе)|(?:он|она|оно|они) будет рассмотрен|в установленн\w+ поряд|"
    r"^\W*(?:ожидайте|ждите|спасибо за (?:обращение|ожидание)|благодарим за обращение|надеемся на понимание)"
)
# Whom a client meets by name.
_MET = frozenset("мастер инженер врач тренер преподаватель нотариус курьер монтажник водитель менеджер".split())
_ALSO_STAFF = frozenset("горничная руководитель начальник начальница директор секретарь администраторша консьержка сторож уборщица".split())
_SIDE = frozenset("с со из".split())
_REACH = 8


def unsure(reading: Reading, reply: Document) -> Iterator[str]:
    """Reasons (Russian) to look at the reply, or at the draft that it was made of."""
    known = frozenset(t.norm for document in (reading.client, reading.known) for t in document.tokens)
    for sentence in reply.sentences:
        told = flat(sentence.text)
        if _UNSURE.search(told):
            yield f"похоже, автор черновика не уверен: «{sentence.text}»"
        if _VOUCHED.search(told):
            yield f"личная гарантия, за которую никто не ручается: «{sentence.text}»"
        if _HOUSE.search(told) and not _HOUSE.search(flat(reading.client.text)):
            yield f"похоже на внутреннюю кухню: «{sentence.text}»"
        if _PRIVATE.search(told) or _colleague(reply, sentence, known):
            yield f"похоже на рассказ о коллегах: «{sentence.text}»"
    if (name := _another(reading)) is not None:
        yield f"черновик обращён к другому человеку: «{name}»"
    if _nothing_said(reading):
        yield "черновик не отвечает на вопросы клиента: только сообщает, что обращение принято"


def _colleague(reply: Document, sentence: Sentence, known: frozenset[str]) -> bool:
    """«Сотрудница Гаврилова Вам уже объясняла», «спросите Диму с бэка»: somebody of ours by name, and what he did. `known`: whom client and helpdesk name."""
    tokens = reply.of(sentence)
    for token, name in pairwise(tokens):
        if not (_is_name(name) and name.norm not in known):
            continue
        ours = not token.lemmas.isdisjoint(_ALSO_STAFF) or is_staff(reply.tokens, token.index) and token.lemmas.isdisjoint(_MET)
        if ours and any(_acted(t) for t in tokens[name.index - sentence.first + 1 :][:_REACH]):
            return True
    for name, side, place in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if _is_name(name) and side.norm in _SIDE and place.lemmas & _PLACES and name.norm not in known:
            return True
    return False


_PLACES = frozenset("бэк фронт отдел склад поддержка бухгалтерия логистика смена разработка саппорт продукт маркетинг".split())


def _is_name(token: Token) -> bool:
    return token.capital and token.kind == "word" and any(p.feats["NameType"] in ("Giv", "Sur") for p in morph.proper(token.text))


def _acted(token: Token) -> bool:
    top = token.word.top if token.word is not None else None
    return top is not None and top.feats.get("VerbForm") == "Fin" and top.feats.get("Tense") == "Past"


def _another(reading: Reading) -> str | None:
    """Whom the draft calls by name where the helpdesk names another client, and the client's message neither."""
    client = reading.case.context.client_name
    if not client:
        return None
    own = {w.lower().replace("ё", "е") for w in client.split()} | {t.norm for t in reading.client.tokens}
    draft = reading.draft
    for sentence in draft.sentences[:2]:
        tokens = [t for t in draft.of(sentence) if t.kind != "punct" or t.text in ",!"]
        for at, token in enumerate(tokens[:4]):
            if not _is_name(token) or not token.lemmas.isdisjoint(own) or any(w.startswith(token.norm[:3]) for w in own):
                continue
            fathers = tokens[at + 1] if at + 1 < len(tokens) else None
            if fathers is None or not _is_patronymic(fathers) or at + 2 >= len(tokens) or tokens[at + 2].text not in ",!":
                continue
            if at == 0 or tokens[at - 1].text == "," or tokens[at - 1].norm in ("здравствуйте", "день"):
                return draft.text[token.start : fathers.end]
    return None


def _is_patronymic(token: Token) -> bool:
    return token.capital and token.kind == "word" and any(p.feats["NameType"] == "Pat" for p in morph.proper(token.text))


# Values that answer when, how long, how much, till what hour.
_ANSWERS = frozenset(("date", "time", "period", "amount", "schedule"))


def _nothing_said(reading: Reading) -> bool:
    """Whether each sentence of the draft only says that the client has been heard."""
    body = body_of(reading.draft)
    if not reading.questions or not body or any(f.kind in _ANSWERS for f in facts_in(reading.draft)):
        return False
    return all(_RECEIVED.search(flat(s.text)) for s in body)

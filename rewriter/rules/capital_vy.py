"""capital-vy: «Вы», «Вам», «Ваш» with a capital where the pack wants it, elsewhere one way throughout (002, 000, 001)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, rule
from rewriter.text.document import Document, Token
from rewriter.text.quotes import in_quotes
from rewriter.text.reading import Reading

_LEMMAS = frozenset(("вы", "ваш"))
_YOU = frozenset("вы вас вам вами".split())
_FORMS = _YOU | frozenset("ваш ваша ваше ваши вашего вашей вашею вашему вашим вашу вашими вашем ваших".split())
_SEVERAL = frozenset("оба двое трое четверо".split())
_TO_MANY = frozenset("уважаемый дорогой".split())
_MANY = frozenset(
    "коллега друг клиент покупатель пользователь житель жилец сосед партнер родитель подписчик получатель отправитель гость собственник господин".split()
)
_STOPS = frozenset(".!?…)•*–—-")


@rule("capital-vy", number=18, title="«Вы» с большой буквы — или одинаково во всём ответе", source="000, 001, 002", severity="warning", hard=False)
def capital_vy(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Команды пишут «Вы» клиенту с большой буквы или с маленькой; вперемешку это выглядит небрежно."""
    words = [t for t in reply.having(_LEMMAS) if t.norm in _FORMS]
    if not words or _greets_many(reply):
        return
    several = {t.sentence for t in words if _to_several(reply, t)}
    words = [t for t in words if t.sentence not in several and not (len(t.text) > 1 and t.text.isupper()) and not in_quotes(reply, t.start)]
    small = [t for t in words if not t.capital]
    large = [t for t in words if t.capital and not _opens(reply, t)]
    if case.pack.address == "Вы":
        wrong, why = small, "Клиенту пишем с большой буквы"
    elif case.pack.address == "вы":
        wrong, why = large, "В этой команде пишут с маленькой буквы"
    else:
        small = [t for t in small if not _opens(reply, t)]
        if not small or not large:
            return
        # Of two ways the rarer one is a slip; of equally rare ones the later.
        if len(small) < len(large) or len(small) == len(large) and large[0].start < small[0].start:
            wrong, why = small, "В ответе есть «Вы» с большой буквы, а здесь маленькая"
        else:
            wrong, why = large, "В ответе есть «вы» с маленькой буквы, а здесь большая"
    for token in wrong:
        better = token.text[0].swapcase() + token.text[1:]
        yield Found(token.start, token.end, f"{why}: не «{token.text}», а «{better}».", better)


def _to_several(reply: Document, token: Token) -> bool:
    """«Вы оба», «вы все», «вы с мужем»: several people, who get no capital."""
    if token.norm not in _YOU:
        return False
    at = token.index
    before, after = reply.tokens[max(0, at - 1) : at], reply.tokens[at + 1 : at + 3]
    if any(t.lemmas & _SEVERAL or token.norm == "вы" and t.text == "все" for t in (*before, *after[:1])):
        return True
    return len(after) == 2 and after[0].norm in ("с", "со") and _with_whom(after[1])


def _with_whom(token: Token) -> bool:
    return token.word is not None and any(
        p.feats.get("Animacy") == "Anim" and p.feats.get("Case") == "Ins" for p in token.word.parses if p.pos in ("NOUN", "PROPN")
    )


def _greets_many(reply: Document) -> bool:
    """«Уважаемые покупатели!»."""
    greeted = (t for t in reply.having(_TO_MANY) if t.norm in ("уважаемые", "дорогие"))
    return any(t.lemmas & _MANY for g in greeted for t in reply.tokens[g.index + 1 : g.index + 3])


def _opens(reply: Document, token: Token) -> bool:
    """Whether a capital is due here anyway: at the start of a sentence, a line, a list's item."""
    if token.index == 0:
        return True
    before = reply.tokens[token.index - 1]
    if before.sentence != token.sentence or before.kind == "emoji" or "\n" in reply.text[before.end : token.start]:
        return True
    first = reply.sentences[token.sentence].first
    return before.text in _STOPS and (before.text in ".!?…" or all(t.kind in ("punct", "number") for t in reply.tokens[first : token.index]))

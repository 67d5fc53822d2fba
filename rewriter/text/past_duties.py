"""A past duty of the client told without a value: «нужно было делать бэкап», «хотя Вам следовало вскрывать посылку при операторе». It reproaches and tells nothing."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.clauses import clauses
from rewriter.text.document import TERMINAL, Document, Token
from rewriter.text.marks import Mark

_WAS = frozenset("надо нужно необходимо требовалось".split())
_OUGHT = frozenset("следовало надлежало полагалось".split())
_NEEDED = Mark.of(_WAS | _OUGHT)
# What a client might have done all along; «нужно было обновлять сертификат», «… ждать ответа банка» tell what kept us.
_HABITS = frozenset(
    "делать сохранять хранить вскрывать открывать выкидывать выбрасывать покупать заказывать оплачивать платить вводить заполнять вносить выбирать включать отключать нажимать снимать фотографировать приходить приезжать "
    "увидеть заметить прочитать прочесть посмотреть заглянуть догадаться учесть подумать предусмотреть "
    "звонить писать страховать слушать спрашивать копировать архивировать бэкапить резервировать удалять отдавать подписывать получать регистрировать измерять примерять мерить считать фиксировать упаковывать".split()
)
# What may stand before the duty of somebody who is not named.
_AHEAD = frozenset("что хотя но а и потом ведь вообще-то вообще просто конечно тогда всего лишь же впрочем вам все-таки так-то по-хорошему ну".split())
# Somebody else's duty, how it was in the past, why something took long.
_NOT_HIS = frozenset("нам мне нами теперь сейчас раньше чтобы поэтому если приходилось больше мы".split())


def past_duties(document: Document) -> Iterator[tuple[int, int]]:
    """The clauses, in reading order."""
    for index in sorted({t.sentence for t in _NEEDED.words(document)}):
        if document.text[document.sentences[index].end - 1] == "?" or not _NOT_HIS.isdisjoint(t.norm for t in document.of(document.sentences[index])):
            continue
        for part in clauses(document, index):
            if is_scolding(part):
                last = part[-1]
                yield part[0].start, last.start if last.text in TERMINAL else last.end


def is_scolding(part: tuple[Token, ...]) -> bool:
    """Whether the clause tells the client what he ought to have done, and no value by which to do it now."""
    norms = [t.norm for t in part]
    at = next((i for i, t in enumerate(part) if t.norm in _WAS and "было" in norms[i + 1 : i + 2 + ("же" in norms[i + 1 : i + 2])] or t.norm in _OUGHT), None)
    if at is None or any(t.kind not in ("word", "punct") for t in part) or any(t.norm not in _AHEAD for t in part[:at] if t.kind == "word"):
        return False
    told = any(t.norm == "вам" for t in part[:at])
    behind = part[at + 1 : at + 6]
    verb = next((i for i, t in enumerate(behind) if "inf" in t.tags), None)
    if verb is None or any(t.norm in ("нам", "мне", "вас", "сказать", "сообщить") for t in behind):
        return False
    if not told and any(t.norm == "вам" for t in behind[verb:]):
        return False  # «надо было прислать Вам письмо»
    denied = verb > 0 and behind[verb - 1].norm == "не"
    return told and _imperfective(behind[verb]) or denied or not behind[verb].lemmas.isdisjoint(_HABITS)


def _imperfective(token: Token) -> bool:
    return token.word is not None and any(p.feats.get("VerbForm") == "Inf" and p.feats.get("Aspect") == "Imp" for p in token.word.parses)

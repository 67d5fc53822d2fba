"""jargon: technical words unexplained, and abbreviations of other teams (003 do-not-say table, 004)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.pack_schema import Entry
from rewriter.rules.base import Found, rule
from rewriter.rules.entries import matches, repair
from rewriter.text.document import Document
from rewriter.text.phrases import Match
from rewriter.text.reading import Reading

# Lists whose words are judged by a stricter rule or put plainly by another one.
_ELSEWHERE = ("plain-words", "no-familiarity")
# The client's own word in Latin letters («invalid token») may be answered with the Russian one.
_IN_RUSSIAN = {
    "token": "токен", "cache": "кэш", "cookie": "куки", "cookies": "куки", "proxy": "прокси", "login": "логин", "host": "хост", "server": "сервер", "log": "лог", "backup": "бэкап", "bug": "баг",
    "backend": "бэкенд", "frontend": "фронтенд", "webhook": "вебхук", "endpoint": "эндпоинт", "dashboard": "дашборд", "timeout": "таймаут", "widget": "виджет", "update": "апдейт",
}  # fmt: skip
_EXPLAINS = frozenset(("то", "т", "или", "это", "иначе", "проще", "иными"))
_NAMED = frozenset(("называемый", "называться", "называть"))


@rule("jargon", number=30, title="Термины — с пояснением", source="003, 004", severity="warning", hard=False)
def jargon(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """Незнакомое слово останавливает клиента: он не знает, что делать, и пишет снова. Скажите просто или тут же поясните."""
    found = matches(case.pack, "jargon", reply)
    if not found:
        return
    asked = case.client.lemmas | frozenset(_IN_RUSSIAN[x] for x in case.client.lemmas & _IN_RUSSIAN.keys())
    taken = {t.index for name in _ELSEWHERE for _, m in matches(case.pack, name, reply) for t in m.tokens}
    explained = {lemma for _, m in found if _explained(reply, m) for t in m.tokens for lemma in t.lemmas}
    for entry, match in found:
        words = match.tokens
        # «ТС-48213» is a number of a ticket.
        if any(t.kind == "code" and "-" in t.text for t in words) or any(t.index in taken for t in words):
            continue
        if all(t.lemmas & asked for t in words) or any(t.lemmas & explained for t in words):
            continue
        text = reply.text[match.start : match.end]
        advice = f" Лучше: {entry.suggest.rstrip('.')}." if entry.suggest else ""
        yield Found(match.start, match.end, f"Клиент может не знать слова «{text}».{advice}", _fix(reply, entry, match), entry.severity)


def _fix(reply: Document, entry: Entry, match: Match) -> str | None:
    """The plain word in the right form; none for «ККМ заменили», where only the verb tells subject from object, or for «ПВЗ-список»."""
    if "-" in reply.text[match.start : match.end] and match.tokens[0].text[:2].isupper():
        return None
    fix = repair(reply, entry, match.tokens)
    opens = match.tokens[0].index == 0 or reply.tokens[match.tokens[0].index - 1].kind == "punct"
    return None if fix is not None and opens and match.tokens[0].text.isupper() and fix.split()[0].endswith(("а", "я")) else fix


def _explained(reply: Document, match: Match) -> bool:
    """«кэш (временные файлы)», «временные файлы (кэш)», «токен, то есть ключ», «дашборд — сводка», «так называемый линк»."""
    tokens = reply.tokens
    first, last = match.tokens[0], match.tokens[-1]
    before = [t for t in tokens[max(0, first.index - 2) : first.index] if t.sentence == first.sentence]
    after = [t for t in tokens[last.index + 1 : last.index + 4] if t.sentence == last.sentence]
    if any(t.text == "(" for t in (*before[-1:], *after[:1])) or any(t.lemmas & _NAMED for t in before):
        return True
    if len(after) < 2:
        return False
    defined = after[0].text in ("—", "–") and after[1].word is not None and not after[1].word.tags.isdisjoint(("noun", "adj"))
    return defined or (after[0].text in (",", "—", "–", "-", ":") and after[1].norm in _EXPLAINS)

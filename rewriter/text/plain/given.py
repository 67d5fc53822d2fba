"""What is given, awaited, taken: «договор предоставляется по запросу» → «договор даём по запросу», «поставка ожидается 25 марта» → «поставку ждём 25 марта».

Only where nothing surer is found in the sentence (`provided`, `not_charged`, `obligations` know more of what the things are).
"""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.text.document import Document, Token
from rewriter.text.morph import Parse
from rewriter.text.plain.agents import agent_at, agent_before
from rewriter.text.plain.noun_phrases import NounPhrase
from rewriter.text.plain.plainer import Plainer, clause_ends, norm_at, plainer
from rewriter.text.plain.subjects import agrees, last_said, subject_before

_GIVING = frozenset("предоставляться предоставить".split())
_AWAITED = frozenset(("ожидаться",))
WORDS = _GIVING | _AWAITED
# What a client gives, not we; and what nobody gives.
_CLIENTS = frozenset(
    "паспорт чек заявление доверенность документ копия скан фото фотография справка снилс удостоверение полис квитанция подтверждение реквизит свидетельство сведение данные объяснение возможность право файл список анкета бланк форма лог номер адрес".split()
)

_BROUGHT = frozenset(("поставка", "отправление", "пополнение"))


def given(document: Document) -> Iterator[Plainer]:
    """Every such verb whose subject is sure."""
    for token in document.having(WORDS):
        parse = next((p for p in token.word.parses if p.lemma in WORDS and p.pos == "VERB"), None) if token.word is not None else None
        found = _repaired(document, token, parse) if parse is not None else None
        if found is not None:
            yield found


def _repaired(document: Document, token: Token, parse: Parse) -> Plainer | None:
    here, first = token.sentence, token.index
    told = _told(document, token, parse)
    if told is None:
        return None
    if norm_at(document, first - 1, here) in ("будет", "будут"):
        first -= 1
    if norm_at(document, first - 1, here) == "не" or agent_at(document, token.index + 1, here) is not None or agent_before(document, first, here) is not None:
        return None
    subject = subject_before(document, first)
    if subject is None or not _ours(subject, parse) or not agrees(document, token.index, subject) or not last_said(document, token.index + 1):
        return None
    if parse.lemma in _AWAITED and subject.parse.lemma not in _BROUGHT and subject.parse.lemma.endswith(("ние", "тие", "вка", "ход", "ция")):
        return _dated(document, first, token)
    thing = subject.in_case("Acc")
    if thing is None:
        return None
    between = document.text[subject.end : document.tokens[first].start]
    return plainer(document, subject.first, token.index + 1, f"{thing}{between}{told}")


def _dated(document: Document, first: int, token: Token) -> Plainer | None:
    """«Прибытие ожидается 2 декабря» → «прибытие — 2 декабря»: a deed has its day and is not waited for."""
    if any(t.text in "—–" for t in document.of(document.sentences[token.sentence])) or clause_ends(document, token.index + 1):
        return None
    return plainer(document, first, token.index + 1, "—")


def _told(document: Document, token: Token, parse: Parse) -> str | None:
    if parse.lemma in _AWAITED:
        return "ждём" if parse.feats.get("Tense") == "Pres" else None
    if parse.feats.get("Variant") == "Short":
        return "дадим" if norm_at(document, token.index - 1, token.sentence) in ("будет", "будут") else "дали"
    return "даём" if parse.feats.get("Tense") == "Pres" else None


def _ours(subject: NounPhrase, parse: Parse) -> bool:
    if subject.parse.feats.get("Animacy") == "Anim":
        return False
    return parse.lemma in _AWAITED or subject.parse.lemma not in _CLIENTS

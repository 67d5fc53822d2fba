"""What a reply may draw on: content keys and roots of the draft, the client's message, what is known, and the pack's phrases."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rewriter.text.concepts import keys_of, keys_of_form
from rewriter.text.document import Document, Token, read
from rewriter.text.expressions import Expression
from rewriter.text.families import root
from rewriter.text.morph import word
from rewriter.text.paraphrases import meanings
from rewriter.text.reading import Reading

_PREFIX = Expression(r"^(?:не|пере|пред|при|про|под|раз|рас|рас|из|ис|вы|до|за|на|об|от|по|со|с|у|в)(?=[а-я]{4})")
_PLAIN = frozenset(
    "сделать делать просто шаг нужный раз момент сразу сначала затем потом далее дальше подробность подробный информация данные ответ вопрос обратиться пожаловать спокойно легко быстро удобно удобный человек файл кнопка меню раздел вкладка настройка страница пк компьютер пункт отсчет отсчёт".split()
)
_TIMES = frozenset(
    "день час минута сутки неделя месяц год течение число позже январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь сегодня завтра полгода полчаса тысяча миллион".split()
)


# «Держите под рукой», «данные на месте», «носите с удовольствием»: the noun of a set phrase names no thing.
_SET = frozenset(
    tuple(phrase.split())
    for phrase in (
        "под рукой", "перед глазами", "любое время", "любой момент", "любую минуту", "под руку", "на месте", "по душе", "в виду", "в силе", "в порядке", "с удовольствием", "на связи", "на руки", "на руках", "в руки", "к счастью", "в курсе",
        "первым делом", "всякий случай", "любом случае", "таком случае", "этом случае", "первую очередь", "по пути", "на здоровье", "к сожалению", "в помощь", "с радостью", "в силу",
        "без хлопот", "без проблем", "без спешки",
    )
)  # fmt: skip
_SET_ENDS = frozenset(end for _, end in _SET)


class Sources(NamedTuple):
    """Keys (and marks of `paraphrases`) and bare roots of all that is known."""

    keys: frozenset[str]
    roots: frozenset[str]

    def holds(self, token: Token) -> bool:
        """Whether the word has a source: the same key, or the same root under another prefix («непогода» — «погодный»)."""
        found = keys_of(token)
        return not found or not found.isdisjoint(self.keys) or not _roots(token.norm).isdisjoint(self.roots) or _plain(token.norm)

    def bears(self, token: Token) -> bool:
        """Whether the word, or another for the same thing, has a source: enough for a statement or a step, not for a question or a reason."""
        return self.holds(token) or not meanings(token.norm).isdisjoint(self.keys)


@lru_cache(maxsize=4_096)
def bare(lemma: str) -> str:
    """The root's first letters without a prefix."""
    found = root(lemma)
    if found.startswith("="):
        return found
    return _PREFIX.sub("", found)[:4]


@lru_cache(maxsize=64)
def _of(texts: tuple[str, ...]) -> Sources:
    return _joined(*map(_of_text, texts))


@lru_cache(maxsize=64)
def _of_text(text: str) -> Sources:
    forms = read(text).norms
    return Sources(_NONE.union(*map(keys_of_form, forms), *map(meanings, forms)), _NONE.union(*map(_roots, forms)))


@lru_cache(maxsize=4_096)
def _plain(form: str) -> bool:
    """Whether the word says so little that it needs no source."""
    found = word(form)
    return "быть" in found.lemmas or any(p.lemma in _PLAIN for p in found.parses if p.prob > 0.1)


@lru_cache(maxsize=4_096)
def _roots(form: str) -> frozenset[str]:
    return frozenset(bare(p.lemma) for p in word(form).parses if p.prob > 0.1) if keys_of_form(form) else _NONE


_NONE: frozenset[str] = frozenset()


def sources(case: Reading) -> Sources:
    """All that the case knows."""
    return _joined(of_texts(case), _of(case.pack.said), _of(case.instead))


def of_texts(case: Reading) -> Sources:
    """The draft, the client's message and what is known, without the pack's phrases."""
    return _of((case.draft.text, case.client.text, case.known.text))


def of_draft(case: Reading) -> Sources:
    """The draft and what is known to be true, without what the client says."""
    return _joined(_of((case.draft.text, case.known.text)), _of(case.instead))


def of_wording(case: Reading) -> Sources:
    """The client's words for what the draft says in ours."""
    return _of(case.instead)


def of_one(text: str) -> Sources:
    """One text alone."""
    return _of_text(text)


def _joined(*several: Sources) -> Sources:
    return Sources(_NONE.union(*[s.keys for s in several]), _NONE.union(*[s.roots for s in several]))


def content_words(tokens: tuple[Token, ...]) -> list[Token]:
    """Words that say something."""
    return [t for i, t in enumerate(tokens) if t.kind == "word" and _says(t.norm) and not (t.norm in _SET_ENDS and i and (tokens[i - 1].norm, t.norm) in _SET)]


@lru_cache(maxsize=4_096)
def _says(form: str) -> bool:
    """Whether the form is a content word."""
    found = word(form)
    return found.top is not None and found.top.pos not in ("PRON", "DET", "NUM", "ADP") and found.lemmas.isdisjoint(_TIMES) and bool(keys_of_form(form))


def unsourced(tokens: tuple[Token, ...], known: Sources) -> list[Token]:
    """Content words without a source."""
    return [t for t in content_words(tokens) if not known.bears(t)]


def share(document: Document, first: int, last: int, known: Sources) -> tuple[int, float]:
    """How many content words stand in the token range, and which share of them has a source."""
    words = content_words(document.tokens[first:last])
    return len(words), (sum(1 for t in words if known.bears(t)) / len(words) if words else 1.0)

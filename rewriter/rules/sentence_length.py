"""sentence-length: one thought in one sentence (002 rule 3, 004)."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from rewriter.rules.base import Found, Options, rule
from rewriter.text.document import Document, Token
from rewriter.text.reading import Reading
from rewriter.text.segments import is_predicate
from rewriter.text.spoken_length import pieces, spoken_words

# What begins a thought of its own behind a comma, and what begins the sentence that it becomes.
_OPENERS = {
    ("но",): "Но", ("однако",): "Однако", ("поэтому",): "Поэтому", ("после", "чего"): "После этого", ("после", "этого"): "После этого", ("затем",): "Затем",
    ("а", "затем"): "Затем", ("потом",): "Потом", ("а", "потом"): "Потом", ("при", "этом"): "При этом", ("кроме", "того"): "Кроме того", ("в", "результате", "чего"): "В результате",
}  # fmt: skip
_FIRST = frozenset(words[0] for words in _OPENERS)
# Under a condition or in a clause about a noun the thought is no thought of its own.
_BOUND = frozenset("если когда пока чтобы что который какой где куда откуда хотя поскольку раз".split())

# Longer than this a sentence wants rewriting, not one full stop.
_ENDLESS = 120
_MARKS = frozenset((",", ";", ":", "—", "–"))


class SentenceLength(Options):
    """`most`: how many words a sentence may have; a number, an address, a code, words in quotation marks count for one each, an item of a list for itself."""

    most: int = 25


@rule("sentence-length", number=16, title="Одна мысль — одно предложение", source="002", severity="warning", hard=False, options=SentenceLength)
def sentence_length(reply: Document, case: Reading, options: SentenceLength) -> Iterator[Found]:
    """К концу длинного предложения клиент забывает его начало; две коротких фразы понятнее одной длинной."""
    for sentence in reply.sentences:
        if sentence.last - sentence.first <= options.most:
            continue
        parts = [(spoken_words(reply, part), part) for part in pieces(reply, sentence) if len(part) > options.most]
        count, longest = max(parts, key=itemgetter(0), default=(0, ()))
        if count <= options.most:
            continue
        start, end = longest[0].start, longest[-1].end
        cut = _cut(reply, longest, options.most)
        where = f" Например, перед «{reply.text[cut[0] : cut[1]]}»." if cut else _where(reply, longest)
        message = f"В предложении {count} {_words(count)}, многовато: до {options.most}. Разбейте его: одна мысль — одно предложение.{where}"
        yield Found(start, end, message, f"{reply.text[start : cut[2]]}. {cut[3]}{reply.text[cut[1] : end]}" if cut else None)


def _words(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return "слово"
    return "слова" if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else "слов"


def _cut(reply: Document, tokens: tuple[Token, ...], most: int) -> tuple[int, int, int, str] | None:
    """Where a full stop may stand for a comma: span of the words behind it, the comma's place, the words that open the new sentence."""
    if len(tokens) > _ENDLESS or any(not t.lemmas.isdisjoint(_BOUND) for t in tokens):
        return None
    depth = 0
    for i, token in enumerate(tokens[:-1]):
        depth += (token.text in "(«") - (token.text in ")»") if token.kind == "punct" else 0
        if depth or token.text != "," or tokens[i + 1].norm not in _FIRST:
            continue
        words = next((w for w in _OPENERS if tuple(t.norm for t in tokens[i + 1 : i + 1 + len(w)]) == w), None)
        if words is None or (tokens[i + 1].norm == "но" and tokens[i + 2 : i + 3] and tokens[i + 2].norm == "и"):
            continue
        before, after = tokens[:i], tokens[i + 1 :]
        if not any(map(is_predicate, before)) or not _says(after):
            continue
        if max(spoken_words(reply, before), spoken_words(reply, after)) <= most:
            return after[0].start, after[len(words) - 1].end, token.start, _OPENERS[words]
    return None


def _says(tokens: tuple[Token, ...]) -> bool:
    """Whether a predicate stands before the next comma or dash."""
    clause = next((n for n, t in enumerate(tokens) if t.text in _MARKS), len(tokens))
    return any(map(is_predicate, tokens[:clause]))


def _where(reply: Document, tokens: tuple[Token, ...]) -> str:
    """The comma or dash nearest to the middle that a statement follows, as advice."""
    marks = [i for i, t in enumerate(tokens) if t.text in _MARKS and 4 < i < len(tokens) - 5 and tokens[i + 1].word is not None]
    for i in sorted(marks, key=lambda n: abs(n - len(tokens) / 2))[:5]:
        if any(map(is_predicate, tokens[:i])) and _says(tokens[i + 1 :]):
            return f" Например, перед «{reply.text[tokens[i + 1].start : tokens[i + 2].end]}»."
    return ""

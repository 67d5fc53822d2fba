"""How much of a text is officialese, 0 (plain) to 100: what is counted, with what weight and why, is in docs/readability.md.

Points are given for clerical words, verbal nouns, passives, chains of genitives, very long words and what a sentence has over
fifteen words; the score is the points that fall to ten words.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Literal, NamedTuple

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.marks import Mark
from rewriter.text.noun_chains import chains, shape, stacked
from rewriter.text.passives import passive
from rewriter.text.quotes import in_quotes, quoted

Kind = Literal["clerical", "deed", "passive", "chain", "long", "sentence"]

# Points: docs/readability.md says where each comes from.
CLERICAL, DRY, HEAVY, REFLEXIVE, PARTICIPLE, CHAINED, STACKED, LONG, OVER = 20, 10, 15, 8, 4, 8, 8, 5, 2
SENTENCE, SYLLABLES, NOUNS = 15, 6, 2
# A shorter text is measured as one of so many words: one heavy word in three is no catastrophe.
_SHORTEST = 10

_WORDS = frozenset(
    """
    адресат ввиду взимать взиматься возлагаться вследствие вышеизложенный вышеназванный вышеперечисленный вышеуказанный вышеупомянутый дабы допускаться запрещаться
    известить извещать изложить иметься имеющийся инициировать иной информировать инцидент исключительно касаемо касательно корректность мероприятие местонахождение
    надлежать надлежащий наименование направить направлять направляться настоящим нежели незамедлительно необходимо необходимый неукоснительно нижеследующий нижеуказанный
    обуславливать обусловить оповестить оповещать осведомить осуществить осуществиться осуществлять осуществляться переоформление подлежать посредством предоставить
    предоставлять предоставляться предписание представляться предусматривать предусмотреть препятствовать произвести произвестись производить производиться
    проинформировать процедура располагаться регламент регламентировать рекомендоваться своевременно совершать совершаться совершить содействие соответствующий
    способствовать сформировать сформулировать таковой транспортировка требоваться уведомить уведомлять уведомляться уполномоченный урегулировать формировать
    функционирование функционировать являться являющийся
    """.split()
)  # fmt: skip
# Dry rather than clerical.
_DRY = frozenset(
    "ожидать ожидаться зафиксировать фиксировать предъявить предъявлять предъявляться приобретать приобрести включительно повторно первоначально ориентировочно соответственно относительно".split()
)
_DRY_FORMS = frozenset("составляет составляют составит составила составило составил ранее согласно".split())
# Forms of words that otherwise are plain: «личные данные», «следующий», «составить список».
_FORMS = frozenset("установлено выявлено данный данного данному данном данная данной данную данное следует оказать оказано".split())
# «в целях», «в связи с»: prepositions made of nouns, and other pairs; the second word counts.
_PAIRS: dict[str, frozenset[str]] = {
    "в": frozenset("целях случае связи соответствии отношении рамках ходе размере качестве период настоящий настоящее обязательном установленном штатном части количестве адрес целом дальнейшем завтрашний указанный данный".split()),
    "с": frozenset("целью момента учетом указанием".split()),
    "при": frozenset("наличии отсутствии условии возникновении обращении непредоставлении неполучении".split()),
    "на": frozenset("основании предмет этапе рассмотрении стадии".split()),
    "по": frozenset("причине истечении вопросу факту существу итогам".split()),
    "во": frozenset(("избежание", "исполнение")),
    "за": frozenset(("исключением",)),
    "денежные": frozenset(("средства",)),
    "денежных": frozenset(("средств",)),
    "денежными": frozenset(("средствами",)),
    "денежным": frozenset(("средствам",)),
    "до": frozenset(("указанного", "момента", "указанной")),
}  # fmt: skip
_WORN = frozenset("момента период ходе учетом истечении адрес целом размере".split())
_VOWELS = frozenset("аеиоуыэюя")


class Cost(NamedTuple):
    """What costs points, where."""

    kind: Kind
    points: int
    start: int
    end: int


class Measure(NamedTuple):
    """The score, one decimal, and what it is made of, in reading order."""

    score: float
    costs: tuple[Cost, ...]


@lru_cache(maxsize=4_096)
def _weight(form: str) -> tuple[Kind, int] | None:
    """What a folded form costs by itself: the dearest of what it is."""
    word = morph.word(form)
    if form in _FORMS or not word.lemmas.isdisjoint(_WORDS):
        return "clerical", CLERICAL
    if form in _DRY_FORMS or not word.lemmas.isdisjoint(_DRY):
        return "clerical", DRY
    noun = shape(form)
    if noun.deed == "heavy":
        return "deed", HEAVY
    found = passive(form)
    if found is not None:
        return "passive", REFLEXIVE if found == "reflexive" else PARTICIPLE
    if len(form) > 2 * SYLLABLES - 2 and sum(c in _VOWELS for c in form) >= SYLLABLES and not noun.lemma.endswith("ение"):
        return "long", LONG
    return None


# What may cost something by itself, or behind the word before it.
_SECOND = frozenset().union(*_PAIRS.values())
_WEIGHTY = Mark(lambda form: form in _SECOND or _weight(form))


def _counts(token: Token) -> bool:
    """Whether it is a word: a letter alone, of a list or an initial, is none."""
    return token.word is not None and (len(token.norm) > 1 or token.word.known)


@lru_cache(maxsize=64)
def measured(document: Document) -> Measure:
    """The score of the text and what it is made of. What stands in quotation marks costs nothing."""
    counted = [t.sentence for t in document.words if len(t.norm) > 1 or _counts(t)]
    if not counted:
        return Measure(0.0, ())
    count, over = len(counted), 0
    if any(s.last - s.first > SENTENCE for s in document.sentences):
        over = sum(size - SENTENCE for size in Counter(counted).values() if size > SENTENCE)
    spans, span = quoted(document), 0
    costs: list[Cost] = []
    for token in _WEIGHTY.words(document):
        while span < len(spans) and spans[span][1] <= token.start:
            span += 1
        if not _counts(token) or (span < len(spans) and spans[span][0] <= token.start):
            continue
        found = _weight(token.norm)
        before = document.tokens[token.index - 1] if token.index else None
        if before is not None and before.sentence == token.sentence and token.norm in _PAIRS.get(before.norm, ()) and _counts(before):
            found = ("clerical", DRY if token.norm in _WORN else CLERICAL)
        if found is not None:
            costs.append(Cost(found[0], found[1], token.start, token.end))
    for chain in chains(document):
        heavy = CHAINED * max(0, chain.length - NOUNS) + (STACKED if stacked(chain) else 0)
        if heavy and not in_quotes(document, chain.start):
            costs.append(Cost("chain", heavy, chain.start, chain.end))
    points = sum(c.points for c in costs) + OVER * over
    if over:
        longest = max(document.sentences, key=lambda s: s.last - s.first)
        costs.append(Cost("sentence", OVER * over, longest.start, longest.end))
    return Measure(round(min(100.0, 10 * points / max(count, _SHORTEST)), 1), tuple(costs))


def officialese(document: Document) -> float:
    """The score alone."""
    return measured(document).score

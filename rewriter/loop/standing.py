"""Whether what a cut leaves behind can stand: whole sentences, no pronoun without its noun, no clause without what it hangs on."""

from __future__ import annotations

import re

from rewriter.loop.removable import Removable
from rewriter.text.clauses import has_predicate
from rewriter.text.document import Document, Sentence, Token, read
from rewriter.text.reference import refers

# A sentence of so many tokens may do without a predicate: «Срок хранения пятнадцать дней.»
_FRAGMENT = 6
_OPENING = r"(?:^|[.!?]\s+|\n)"
_DANGLING = (
    r"[—–]\s*[.,;:!?]",  # «Задержка — из-за ошибки склада»: a dash leads to nothing
    # a conjunction or relative at the beginning of a sentence
    _OPENING
    + r"(?:однако|зато|причём|причем|либо|но|а|который|которая|которое|которые|которых|которого|поскольку|чтобы|что|так как|потому|где)(?=[\s,])[^?]*?(?:[.!]|$)",
    # «Тогда бы всё работало.»: what would have been, without what it would have taken
    _OPENING + r"(?:и\s+)?(?:тогда|иначе)(?=\s)[^.!?]*?\sбы\s[^.!?]*[.!]",
    # a condition and no consequence
    _OPENING + r"(?:если|когда|хотя|раз)(?=\s)[^,?]*[.!]",
    r"[,:;]\s*[,:;]",
    r"[—–]\s*если [^.,;:—–]{1,40}[.!]",  # «… — если вскрывали.»
    r",\s*(?:который|которая|которое|которые)\s*[.!?]",
    r"(?:находится|состоит|является|числится)\s*[,.»]",
    # a preposition, «не», «связано с тем» at the end
    r"(?<!\w)(?:не|и|но|в|на|с|по|о|об|для|от|из|к|за|при|до)\s*[.,!?;:]",
    r"(?<!\w)(?:с|из-за|от|до|о|к|по|при|в|вызван[аоы]?|обусловлен[аоы]?|связан[аоы]?|объясняется|заключается)\s+(?:тем|того|том|тому)\s*[.!?]",
    r"(?<!\w)(?:вызван[аоы]?|обусловлен[аоы]?|связан[аоы]?|объясняется|заключается)\s*[.!?]",
    # «По обращению установлено.»: and nothing of what
    r"(?<!\w)(?:установлено|выявлено|выяснено|обнаружено|выяснилось|оказалось|выяснили|установили|(?:проверка|диагностика) (?:показала|выявила|установила))\s*[.!?]",
    # «По поводу пенсии сообщаем.»
    r"(?<!\w)(?:сообщаем|информируем|уведомляем|поясняем|отмечаем)\s*(?:[.!?]|,\s*(?:а|но|и|однако|за что)\s)",
)
_HANGING = re.compile("|".join(_DANGLING), re.IGNORECASE)


def stands(before: Document, after: Document, part: Removable) -> bool:
    """Whether the text without the part is whole Russian sentences that mean what they meant."""
    if _dangles(before.text, after.text):
        return False
    known = {s.text for s in before.sentences}
    gone = list(before.between(part.start, part.end))
    following = next((s.text for s in before.sentences if s.start >= part.end), None)
    for sentence in after.sentences:
        if sentence.text == following and _loses_noun(after, sentence, gone):
            return False
        if sentence.text not in known and (_is_torn(before, after, sentence) or _points_at(before, after, sentence, gone, part)):
            return False
    return True


def _dangles(before: str, after: str) -> bool:
    """A clause without what it hangs on, or quotes without their partner."""
    return len(_HANGING.findall(after)) > len(_HANGING.findall(before)) or after.count("«") != after.count("»") and before.count("«") == before.count("»")


def _is_torn(before: Document, after: Document, sentence: Sentence) -> bool:
    """A few words without a predicate where there was one."""
    tokens = after.of(sentence)
    if _verb_alone(tokens):
        return True
    if len(tokens) >= _FRAGMENT or has_predicate(tokens) or any(t.text in "—–-" or t.kind in ("number", "code") for t in tokens):
        return False
    words = {t.norm for t in read(sentence.text).words}
    source = max(before.sentences, key=lambda s: len(words & {t.norm for t in before.of(s)}))
    return has_predicate(before.of(source))


def _verb_alone(tokens: tuple[Token, ...]) -> bool:
    """«Везёт.»: one verb in the third person, and nobody who does it."""
    words = [t for t in tokens if t.kind == "word"]
    if len(words) != 1 or words[0].word is None or words[0].word.top is None:
        return False
    top = words[0].word.top
    return top.pos == "VERB" and top.feats.get("VerbForm") == "Fin" and top.feats.get("Person") == "3"


def _loses_noun(after: Document, sentence: Sentence, gone: list[Token]) -> bool:
    """Whether the sentence speaks of «его», and the noun has gone with what stood before."""
    ahead = after.of(after.sentences[sentence.index - 1]) if sentence.index else ()
    return any(refers(t.norm, gone) and not refers(t.norm, ahead) for t in after.of(sentence)[:4])


def _points_at(before: Document, after: Document, sentence: Sentence, gone: list[Token], part: Removable) -> bool:
    """Whether what is left of a sentence begins with «он» or «это» for what has gone: «Это не получится», «Учтите это»."""
    tokens = after.of(sentence)
    source = before.sentence_at(part.start)
    opened = before.of(source)[0].norm if source is not None and source.start < part.start else None
    first = tokens[0].norm
    if first != opened and (refers(first, gone) or first in ("там", "туда", "оттуда")):
        return True
    # «Мы не отвечаем за подрядчика, претензии направляйте туда.»
    if any(t.norm in ("туда", "оттуда") for t in tokens) and any("noun" in t.tags for t in gone):
        return not any(t.norm in ("в", "на") for t in tokens)
    named = tokens[1].word if len(tokens) > 1 else None
    if first == "это" and first != opened and not (named is not None and named.tags & {"noun", "adj"}):
        return True
    return len(tokens) < _FRAGMENT and first != "это" and any(t.norm in ("это", "этого", "этом", "этим") for t in tokens)

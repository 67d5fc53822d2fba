"""Whether a sentence's rewrite may stand for the sentence. Any doubt refuses it: the rule-fixed sentence is always there.

Stricter than `meaning-kept`, which judges whole replies and must not cry wolf; here a refusal costs nothing but style.
"""

from __future__ import annotations

import re
from collections import Counter

from rewriter.checker import Selection, violations_of
from rewriter.text.agreement import disagreement
from rewriter.text.concepts import key
from rewriter.text.document import Document, Token, read
from rewriter.text.facts import facts_in, flat
from rewriter.text.matching import stands_in
from rewriter.text.officialese import officialese
from rewriter.text.reading import Reading
from rewriter.text.receivers import receivers

SAME = "то же самое"
_RULES = Selection(
    frozenset(
        "no-law-citations no-blame-shifting allowed-emoji forbidden-phrases no-internal-details no-confidential-claims no-familiarity clean-output".split()
    )
)
_FILLER = frozenset(
    "являться осуществляться осуществлять осуществить производить произвести производиться составлять составить находиться иметь иметься быть мочь можно нужно необходимо надо понадобиться требоваться потребоваться данный этот весь "
    "ваш вы мы наш свой который возможный возможно доступный процесс порядок целях случай получение предоставление оформление осуществление выполнение проведение наличие чтобы когда если для при в с по на до за и или а но от из о об "
    "пожалуйста будет стать также уже просто самый получиться мой я он она оно они сделать делать дать давать посредством помощь срок момент время происходить проходить качество приходить".split()
)
_NEGATIONS = re.compile(
    r"(?<!\w)(?:не|ни|нет|нельзя|без|невозможн\w*|недоступн\w*|запрещ\w*|отсутств\w*|кроме|исключ\w*|непол\w*|непоступ\w*|невозвра\w*|неоплат\w*|неявк\w*|неуспешн\w*|невыполн\w*|непредостав\w*|несоблюд\w*|ненадлеж\w*)(?!\w)"
)
_MUST = frozenset(
    "должный обязанный обязательный обязательно необходимо необходимый нужно нужный надо требоваться потребоваться понадобиться следовать прийтись придется надлежать подлежать".split()
)
_MAY = frozenset("мочь можно возможно возможный допускаться разрешаться разрешать доступный вправе получиться".split())
_CONDITIONS = re.compile(r"(?<!\w)(?:если|при|только|лишь|до|после|пока|кроме|при условии|в случае|когда|чтобы|для)(?!\w)")
_PRONOUNS = frozenset("он она оно они его ее их ему ей им него нее них нем ней ними тот та те".split())
_JOINTS = re.compile(r"(?<!\w)(?:чтобы|который|которая|которое|которые|которого|которой|которую|если|когда|что|поэтому|но|а|где|потому)(?!\w)")
_ONLY = re.compile(r"(?<!\w)(?:только|лишь|исключительно|кроме|однократно|обязательно|повторно|автоматически|бесплатно|самостоятельно|ещё|еще|уже|снова)(?!\w)")
_DOUBLED = re.compile(r"(?<!\w)(?:в|на|с|со|до|за|от|по|к|через|около)\s+(?:в|на|с|со|до|за|от|по|к|через|около|не позднее|в течение)(?!\w)", re.IGNORECASE)


def refusal(reading: Reading, source: str, candidate: str) -> str | None:
    """Why the rewrite is refused (Russian, for the evidence); None: it may stand."""
    if candidate.strip() == source.strip():
        return SAME
    before, after = read(source), read(candidate)
    if wrong := flaw(before, after):
        return wrong
    if len(candidate) > 1.4 * len(source) + 25:
        return "стало длиннее"
    broken = [v for v in violations_of(reading, after, _RULES)[0] if v.severity == "error"]
    if broken:
        return f"нарушено {broken[0].rule}"
    if reason := _bent(before, after):
        return reason
    gain = officialese(before) - officialese(after)
    if gain < -3 or (gain < 3 and len(candidate) >= len(source)):
        return "не проще"
    return None


def flaw(before: Document, after: Document) -> str | None:
    """What is wrong with a sentence that a model has made of another, in whichever style it was to be: its facts, its words. None: nothing that can be told."""
    if len(after.sentences) != 1 or not after.words:
        return "не одно предложение"
    if any(not stands_in(f, after) for f in facts_in(before)) or any(not stands_in(f, before, strict_year=True) for f in facts_in(after)):
        return "факты не совпали"
    if unknown := [
        t.text for t in after.words if t.word is not None and not t.word.known and not t.text.isascii() and t.norm not in {u.norm for u in before.words}
    ]:
        return f"незнакомое слово «{unknown[0]}»"
    return "предлоги подряд" if _DOUBLED.search(after.text) else None


def _bent(before: Document, after: Document) -> str | None:
    low_before, low_after = flat(before.text), flat(after.text)
    if len(_NEGATIONS.findall(low_before)) != len(_NEGATIONS.findall(low_after)):
        return "изменилось отрицание"
    if set(_ONLY.findall(low_before)) - set(_ONLY.findall(low_after)):
        return "пропало уточнение"
    if (new := _modality(after) - _modality(before)) and not (new == {"may"} and _describes_a_way(before)):
        return "изменилось «можно» или «нужно»"
    if brought := _prepositions(after) - _prepositions(before):
        return f"новый предлог «{next(iter(brought))}»"
    if _predicated(before) and not _predicated(after):
        return "нет сказуемого"
    if _tenses(after) != _tenses(before):
        return "изменилось время"
    if new_pronouns := {t.norm for t in after.words} & _PRONOUNS - {t.norm for t in before.words}:
        return f"новое местоимение «{next(iter(new_pronouns))}»"
    if clash := disagreement(after):
        return f"не согласовано «{clash}»"
    if low_after.count(",") > low_before.count(",") and not set(_JOINTS.findall(low_after)) - set(_JOINTS.findall(low_before)):
        return "лишняя запятая"
    if _addressed(after) != _addressed(before):
        return "изменилось, кто действует"
    if receivers(after).keys() != receivers(before).keys():
        return "изменилось, кому"
    mine, theirs = _keys(before), _keys(after)
    had, has = _all_keys(before), _all_keys(after)
    if added := [t.text for t, k in theirs if not k & had]:
        return f"добавлено «{added[0]}»"
    if lost := [t.text for t, k in mine if not k & has]:
        return f"потеряно «{lost[0]}»"
    return None


# «Отключение осуществляется в разделе …» says how a thing can be done: «отключить можно в разделе …» says the same.
_WAYS = frozenset("осуществляться производиться оформляться выполняться подаваться происходить проводиться приниматься".split())


def _describes_a_way(document: Document) -> bool:
    return any(t.lemmas & _WAYS for t in document.words) and not _NEGATIONS.search(flat(document.text))


def _prepositions(document: Document) -> Counter[str]:
    return Counter(
        t.norm.removesuffix("о") if t.norm in ("во", "со", "ко", "обо") else t.norm
        for t in document.words
        if t.word is not None and t.word.top is not None and t.word.top.pos == "ADP"
    )


def _modality(document: Document) -> frozenset[str]:
    found = set()
    for token in document.words:
        if token.lemmas & _MUST:
            found.add("must")
        elif token.lemmas & _MAY:
            found.add("may")
    return frozenset(found)


def _predicated(document: Document) -> bool:
    """Whether somebody does something or something is so: an infinitive alone says neither («после 7 дней платить 490 рублей»)."""
    for token in document.words:
        top = token.word.top if token.word else None
        if top is None:
            continue
        if top.pos in ("VERB", "AUX") and (top.feats.get("VerbForm") == "Fin" or top.feats.get("Variant") == "Short"):
            return True
        if (top.pos == "ADJ" and top.feats.get("Variant") == "Short") or token.lemmas & (_MUST | _MAY) or token.norm in ("нельзя", "нет"):
            return True
    return "—" in document.text or "–" in document.text


def _tenses(document: Document) -> frozenset[str]:
    """`future` for «будет» and perfective futures, `past`; the reflexive present of instructions is neither."""
    found = set()
    for token in document.words:
        top = token.word.top if token.word else None
        if (
            top is not None
            and top.pos in ("VERB", "AUX")
            and top.feats.get("VerbForm") == "Fin"
            and top.feats.get("Mood") == "Ind"
            and top.feats.get("Tense") in ("Fut", "Past")
        ):
            found.add(top.feats["Tense"])
    return frozenset(found)


def _addressed(document: Document) -> frozenset[str]:
    """Who acts: `we` (first person), `you` (imperative, second person)."""
    found = set()
    for token in document.words:
        word = token.word
        if word is None or word.top is None:
            continue
        top = word.top
        if top.feats.get("Person") == "1" and top.pos == "VERB":
            found.add("we")
        if top.feats.get("Mood") == "Imp" and top.feats.get("Person") == "2" or (top.feats.get("Person") == "2" and top.pos == "VERB"):
            found.add("you")
    return frozenset(found)


def _all_keys(document: Document) -> frozenset[str]:
    """Keys of every word, fillers included: «получения» in one makes «получить» in the other no addition."""
    return frozenset(key(p.lemma) for t in document.words if t.word is not None for p in t.word.parses if p.prob > 0.05) | frozenset(
        key(t.norm) for t in document.words
    )


def _keys(document: Document) -> list[tuple[Token, frozenset[str]]]:
    result = []
    for token in document.words:
        if token.word is None or token.norm in _FILLER or token.lemmas & _FILLER:
            continue
        if token.word.top is not None and token.word.top.pos in ("ADP", "CCONJ", "SCONJ", "PART", "PRON", "DET", "NUM"):
            continue
        result.append((token, frozenset(key(p.lemma) for p in token.word.parses if p.prob > 0.05) | {key(token.norm)}))
    return result

"""The several questions of one stretch: «как добавить и сколько стоит» asks two things."""

from __future__ import annotations

from itertools import pairwise

from rewriter.text.asking import CAN, CAN_ASKED, INDIRECT, NOUNS_ASKED, ask_of, will_you
from rewriter.text.document import Token


def asked_parts(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """A sentence's questions: cut before a question word behind «и», «а», «или» or a comma; noun lists after «какие», «подскажите»."""
    cuts = []
    seen_ask = told = False
    first = 0  # the word that asked
    for i, token in enumerate(tokens):
        ask = ask_of(token)
        told = told or not token.lemmas.isdisjoint(INDIRECT)
        # «Вы вернёте деньги, куда отправлять флакон и …?»
        seen_ask = seen_ask or (will_you(token) and tokens[-1].text == "?" and all(t.norm not in ("если", "когда", "что", "же") for t in tokens[:i]))
        # «Подскажите размер коробки и влезет ли …»: the noun asks first.
        seen_ask = seen_ask or (told and not token.lemmas.isdisjoint(NOUNS_ASKED))
        if token.text == "?" and i + 2 < len(tokens) and tokens[i + 1].kind == "word":
            cuts.append(i + 1)  # «когда придут деньги? на ту же карту?»
            seen_ask = False
            continue
        # «Уезжаю в июле, можно ли заморозить абонемент»: what is asked in front of «ли» is asked by it.
        first = first if seen_ask else i
        if token.norm == "ли" and seen_ask and i > 3 and tokens[i - 2].norm == "не" and tokens[i - 3].norm in ("и", "а", ","):
            cuts.append(i - 2)  # «…, и не слетит ли при этом оплата»
            continue
        if token.norm == "ли" and seen_ask and first < i - 1 and i > 2 and tokens[i - 2].norm in ("и", "а", ","):
            # «…, и входит ли коврик»: the second question starts at its verb.
            cuts.append(i - 1)
            continue
        if seen_ask and token.norm in ("и", "а") and _asks_behind(tokens, i + 1):
            cuts.append(i)  # «…, и платить за это надо?»
            continue
        if seen_ask and token.norm in ("и", "а") and _of_you_behind(tokens, i + 1):
            cuts.append(i)  # «где остальное и за доставку вернёте»
            continue
        if seen_ask and token.norm in ("и", "а") and _noun_asked_behind(tokens, i + 1):
            cuts.append(i)  # «чек где взять и гарантия сколько»
            continue
        if ask is None and not (token.norm in CAN and i and tokens[i - 1].norm in ("и", "а")):
            continue
        if seen_ask and (at := _wished_from(tokens, i)) is not None:
            cuts.append(at)  # «…, ещё хотел спросить когда скидки»
            continue
        before = tokens[i - 1] if i else None
        back = tokens[i - 2] if i > 1 else None
        if (
            seen_ask
            and before is not None
            and (
                before.norm in ("и", "а", ",", ";", "-", "–", "—", "?", "/")
                or (
                    back is not None
                    and before.norm in ("в", "во", "на", "до", "с", "со", "о", "об", "по", "за", "к", "через", "от", "из", "ещё", "еще", "также", "вообще")
                    and (back.norm in ("и", "а", ",", "?") or before.norm in ("еще", "также", "вообще"))
                )
            )
        ):
            if before.norm == "," and token.is_("который") and back is not None and back.word is not None and "noun" in back.word.tags:
                continue  # «где мой заказ, который обещали в октябре?»
            if before.norm == "," and ((token.norm in ("что", "ли", "чем") and not _what_of(tokens, i)) or (token.norm == "когда" and _of_time(tokens, i))):
                continue
            at = i
            while at and (
                tokens[at - 1].kind == "word"
                and tokens[at - 1].norm
                in ("и", "а", "в", "во", "на", "до", "с", "со", "о", "об", "по", "за", "к", "через", "от", "из", "еще", "также", "вообще")
            ):
                at -= 1
            if any(t.kind == "word" and t.norm not in ("и", "а") for t in tokens[(cuts[-1] if cuts else 0) : at]):
                cuts.append(at)
        seen_ask = seen_ask or ask is not None or token.norm in CAN
    edges = [0, *cuts, len(tokens)]
    parts = [tokens[a:b] for a, b in pairwise(edges) if b > a]
    return [piece for part in parts for piece in _split_nouns(part)]


# In front of what is asked next: «, а ещё хотела бы узнать, …».
_LED_IN = frozenset("и а также еще хотел хотела хотели хочу хотелось бы вас у".split())


def _wished_from(tokens: tuple[Token, ...], at: int) -> int | None:
    """Where the words begin that lead in the question word at `at`: «ещё хотел спросить», «а также подскажите»."""
    start = at - 1 if at and tokens[at - 1].text == "," else at
    if start < 2 or tokens[start - 1].lemmas.isdisjoint(INDIRECT):
        return None
    start -= 1
    while start and tokens[start - 1].norm in _LED_IN:
        start -= 1
    return start if start and tokens[start].norm in _LED_IN else None


def _of_you_behind(tokens: tuple[Token, ...], start: int) -> bool:
    """Whether a clause of its own ends with what you will do: «за доставку вернёте»; in «когда приедете и заберёте» the verb alone goes on."""
    for i in range(start, min(start + 5, len(tokens))):
        token = tokens[i]
        if token.kind == "punct" or ask_of(token) is not None or token.norm in ("и", "а", "или"):
            return False
        if will_you(token):
            return i > start and all(t.kind == "punct" for t in tokens[i + 1 :])
    return False


_ASKED_OF = frozenset(("howmuch", "where", "when", "which"))


def _noun_asked_behind(tokens: tuple[Token, ...], start: int) -> bool:
    """Whether a clause begins with what is asked of and ends with the question word: «гарантия сколько», «возврат когда»."""
    word = tokens[start].word if start < len(tokens) else None
    if word is None or "noun" not in word.tags or all(p.feats.get("Case") != "Nom" for p in word.parses):
        return False
    for i in range(start + 1, min(start + 5, len(tokens))):
        token = tokens[i]
        if token.kind == "punct" or token.norm in ("и", "а", "или") or "verb" in token.tags:
            return False
        if ask_of(token) in _ASKED_OF:
            return all(t.kind == "punct" or "verb" in t.tags or "inf" in t.tags or t.norm in ("дней", "месяцев", "лет", "времени") for t in tokens[i + 1 :])
    return False


def _what_of(tokens: tuple[Token, ...], at: int) -> bool:
    """«…, что с обедом», «…, что насчёт парковки»: no clause that hangs on the words before."""
    return tokens[at].norm == "что" and at + 2 < len(tokens) and tokens[at + 1].norm in ("с", "со", "насчет", "по", "делать")


def _of_time(tokens: tuple[Token, ...], at: int) -> bool:
    """«Нужно ли мне быть дома, когда привезут холодильник?»: one question and the time of it; a row of questions has no «ли» in front, and more behind."""
    return any(t.norm == "ли" for t in tokens[:at]) and not any(ask_of(t) for t in tokens[at + 1 :])


def _asks_behind(tokens: tuple[Token, ...], start: int) -> bool:
    """Whether a clause begins with an infinitive and says only then what is asked of it: «платить за это надо»."""
    if start >= len(tokens) or tokens[start].word is None or "inf" not in tokens[start].tags:
        return False
    for token in tokens[start + 1 : start + 6]:
        if token.kind == "punct" or ask_of(token) is not None:
            return False
        if token.norm in CAN_ASKED:
            return True
    return False


def _split_nouns(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """«какие сроки, стоимость и адрес» → three."""
    nouns = [i for i, t in enumerate(tokens) if t.lemmas & NOUNS_ASKED and t.word and t.word.top and t.word.top.pos == "NOUN"]
    if len(nouns) < 2:
        return [tokens]
    cuts = []
    for a, b in pairwise(nouns):
        separators = [i for i in range(a + 1, b) if tokens[i].norm in ("и", ",", "а")]
        if separators and all(t.kind != "word" or not (t.word and "verb" in t.word.tags) for t in tokens[a + 1 : b]) and b - separators[-1] <= 3:
            cuts.append(separators[-1])
    if not cuts:
        return [tokens]
    edges = [0, *cuts, len(tokens)]
    return [tokens[a:b] for a, b in pairwise(edges)]

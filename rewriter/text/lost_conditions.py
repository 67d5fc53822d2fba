"""Conditions that the reply leaves out: «возврат возможен, если сохранён товарный вид» must not become «вернуть можно»."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rewriter.text.concepts import content, keys_of
from rewriter.text.document import Document, Sentence, Token
from rewriter.text.facts import facts_in
from rewriter.text.reading import Reading
from rewriter.text.segments import segments_in

_UNDER = frozenset(("условии", "наличии"))
_FRAME = frozenset("условие наличие отсутствие случай необходимость вопрос обращение возникновение желание".split())
_LIMITING = frozenset(("если", "при", "только", "когда", "лишь", "кроме"))
_REACH = 7


def lost_conditions(reply: Document, case: Reading) -> Iterator[tuple[Sentence, str]]:
    """Sentences of the reply that say what the draft says under a condition of which the whole reply has no word, with the condition.

    What the client's question names («если отправлю сегодня…») the answer need not repeat.
    """
    draft = case.draft
    said = _keys(reply.words) | _keys(case.client.words)
    for sentence in draft.sentences:
        for condition in _conditions(draft, sentence):
            named = _keys(condition)
            if not named or named & said:
                continue
            inside = range(condition[0].index, condition[-1].index + 1)
            rest = [keys_of(t) for t in draft.of(sentence) if t.index not in inside and keys_of(t)]
            if any(_limited(reply, mine, rest) for mine in reply.sentences):
                continue  # the condition in words that share nothing: «если он хорошо себя чувствует»
            for mine in reply.sentences:
                pool = _keys(reply.of(mine))
                held = sum(1 for k in rest if k & pool)
                words = content(reply, mine)
                told = frozenset(k for word in rest for k in word)
                if held >= 2 and 2 * sum(1 for w in words if w & told) >= len(words) and _LIMITING.isdisjoint(t.norm for t in reply.of(mine)):
                    yield mine, draft.text[condition[0].start : condition[-1].end]
                    break


def _limited(reply: Document, sentence: Sentence, rest: list[frozenset[str]]) -> bool:
    """Whether a sentence that says much of what the draft's does has a condition of its own."""
    pool = _keys(reply.of(sentence))
    return any(t.norm in ("если", "когда") for t in reply.of(sentence)) and sum(1 for k in rest if k & pool) >= _SAME_MATTER


_SAME_MATTER = 2


# «При оплате за год — 600 ₽ в месяц»: a price that holds for who pays so.
_BOUGHT = frozenset("оплате покупке заказе подписке сумме подключении".split())
_BY = frozenset(("за", "от"))


def _costs(document: Document, sentence: Sentence) -> bool:
    if any(t.is_("скидка", "кешбэк", "бонус", "акция") for t in document.of(sentence)):
        return True
    return any(f.kind in ("amount", "percent", "free") and sentence.start <= f.start < sentence.end for f in facts_in(document))


_ANY = frozenset("любой всякий каждый".split())


def widened(reply: Document, case: Reading) -> Iterator[tuple[Sentence, str]]:
    """Sentences that say «при любой оплате» or «независимо от срока» where the draft has «при оплате за год»: with the draft's condition."""
    told = {lemma for t in (*case.draft.words, *case.client.words) for lemma in t.lemmas}
    if told & (_ANY | {"независимо"}):
        return
    for sentence in reply.sentences:
        tokens = reply.of(sentence)
        if (condition := _for_any(reply, sentence, case.draft)) is not None:
            yield sentence, condition
            continue
        for i, token in enumerate(tokens[:-2]):
            if token.norm == "при" and tokens[i + 1].is_(*_ANY) or token.norm == "независимо" and tokens[i + 1].norm == "от":
                noun = tokens[i + 2]
            else:
                continue
            if (condition := _narrowed(case.draft, keys_of(noun))) is not None:
                yield sentence, condition


def _for_any(reply: Document, sentence: Sentence, draft: Document) -> str | None:
    """«На любой тариф скидка 20 %»: the draft's «при оплате за год» beside the same share or sum."""
    tokens = reply.of(sentence)
    if not any(a.norm in ("на", "для") and b.is_(*_ANY) for a, b in pairwise(tokens)):
        return None
    for fact in facts_in(reply):
        if fact.kind not in ("percent", "amount") or not sentence.start <= fact.start < sentence.end:
            continue
        for other in facts_in(draft):
            said = draft.sentence_at(other.start) if (other.kind, other.value) == (fact.kind, fact.value) else None
            lead = next((t for t in draft.of(said) if t.norm == "при"), None) if said is not None else None
            if said is not None and lead is not None:
                return draft.text[lead.start : said.end].rstrip(" .!")
    return None


def _narrowed(draft: Document, thing: frozenset[str]) -> str | None:
    """The draft's condition about the thing, where it has one: «при годовой оплате», «при оплате тарифа за год»."""
    for noun in draft.words:
        if not keys_of(noun) & thing:
            continue
        start = noun.index
        while start and "adj" in draft.tokens[start - 1].tags:
            start -= 1
        if start > 1 and draft.tokens[start - 1].norm in _BOUGHT and draft.tokens[start - 2].norm == "при":
            start -= 1  # «при оплате подписки за год» → «при любой подписке»
        end = noun.index + 1
        while end < len(draft.tokens) and end < noun.index + 4 and (word := draft.tokens[end].word) is not None and word.verb_form != "Fin":
            end += 1
        if start and draft.tokens[start - 1].norm == "при" and end - start > 1:
            return draft.text[draft.tokens[start - 1].start : draft.tokens[end - 1].end]
    return None


def _keys(tokens: tuple[Token, ...]) -> frozenset[str]:
    return frozenset(k for t in tokens if t.lemmas.isdisjoint(_FRAME) for k in keys_of(t))


def _conditions(document: Document, sentence: Sentence) -> Iterator[tuple[Token, ...]]:
    """«если …», «при условии …», «при наличии …»: the words of each."""
    for segment in segments_in(document):
        if segment.sentence != sentence.index:
            continue
        tokens = segment.tokens
        if segment.kind == "cond":
            if any(t.norm == "если" for t in tokens[:3]):
                yield tokens
            continue
        for i, token in enumerate(tokens[:-2]):
            if token.norm == "при" and tokens[i + 1].norm in _UNDER:
                end = next((j for j in range(i + 2, min(i + _REACH, len(tokens))) if not _genitive(tokens[j])), min(i + _REACH, len(tokens)))
                if end > i + 2:
                    yield tokens[i:end]
            elif token.norm == "при" and tokens[i + 1].norm in _BOUGHT and tokens[i + 2].norm in _BY and i + 3 < len(tokens) and _costs(document, sentence):
                yield tokens[i : i + 4]


def _genitive(token: Token) -> bool:
    """Whether the word may still belong to the condition: «при наличии брака | почтовые расходы компенсируются»."""
    return token.word is not None and any(p.feats.get("Case") == "Gen" for p in token.word.parses)

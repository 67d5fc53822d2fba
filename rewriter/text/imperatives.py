"""Imperatives to the client («откройте», «не забудьте»), told from the same forms of the future («если сообщите», «Вы получите»)."""

from __future__ import annotations

from functools import lru_cache

from rewriter.text.document import Document, Token
from rewriter.text.quotes import in_quotes

_CLAUSE_ENDS = frozenset(",;:—–().!?…")
# In a clause with one of these the form is an indicative.
_SUBORDINATE = frozenset(
    "если когда пока что чтобы где куда откуда почему зачем сколько насколько как который чей какой кто чем раз хотя ли будто едва коли ежели лишь поскольку".split()
)
_IS_ASKED = frozenset("подсказать сказать уточнить сообщить назвать написать напомнить пояснить объяснить рассказать ответить".split())
# What comes to the client rather than what is to be done: «Ответ получите завтра».
_COMES = frozenset("получить увидеть узнать понять заметить успеть потерять сэкономить застать ощутить".split())


@lru_cache(maxsize=256)
def imperatives(document: Document) -> tuple[Token, ...]:
    """Words in the imperative (second person plural) in reading order; not those in quotation marks, nor «Вы сообщите», «когда получите»."""
    return tuple(
        t
        for t in document.words
        if t.norm.endswith(("те", "тесь")) and t.word is not None and "imper" in t.word.tags and _orders(document, t) and not in_quotes(document, t.start)
    )


def _orders(document: Document, token: Token) -> bool:
    assert token.word is not None
    plural = [p for p in token.word.parses if p.feats.get("Mood") == "Imp" and p.feats.get("Number") == "Plur"]
    if not plural:
        return False
    indicative = [p for p in token.word.parses if p.feats.get("Mood") == "Ind"]
    if not indicative:
        return sum(p.prob for p in plural) > 0.3
    sentence = document.sentences[token.sentence]
    left = token.index
    while left > sentence.first and document.tokens[left - 1].text not in _CLAUSE_ENDS:
        left -= 1
    before = document.tokens[left : token.index]
    following = document.tokens[token.index + 1] if token.index + 1 < sentence.last else None
    if any(t.norm == "вы" or t.lemmas & _SUBORDINATE for t in before) or (following is not None and following.norm in ("вы", "ли")):
        return False
    lemmas = {p.lemma for p in plural}
    if document.tokens[sentence.last - 1].text == "?" and not lemmas & _IS_ASKED:
        return False
    return not lemmas & _COMES or left == sentence.first and not any(t.word is not None for t in before)

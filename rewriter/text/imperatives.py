"""Imperatives to the client («откройте», «не забудьте»), told from the same forms of the future («если сообщите», «Вы получите»)."""

from __future__ import annotations

from functools import lru_cache

from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.marks import Mark
from rewriter.text.quotes import in_quotes

_SURE, _OPEN = 1, 2
_LIKELY = 0.3
_CLAUSE_ENDS = frozenset(",;:—–().!?…")
# In a clause with one of these the form is an indicative.
_SUBORDINATE = frozenset(
    "если когда пока что чтобы где куда откуда почему зачем сколько насколько как который чей какой кто чем раз хотя ли будто едва коли ежели лишь поскольку".split()
)
_IS_ASKED = frozenset("подсказать сказать уточнить сообщить назвать написать напомнить пояснить объяснить рассказать ответить".split())
# What comes to the client rather than what is to be done: «Ответ получите завтра».
_COMES = frozenset("получить увидеть узнать понять заметить успеть потерять сэкономить застать ощутить".split())


@lru_cache(maxsize=64)
def imperatives(document: Document) -> tuple[Token, ...]:
    """Words in the imperative (second person plural) in reading order; not those in quotation marks, nor «Вы сообщите», «когда получите»."""
    return tuple(t for t in _FORMS.words(document) if (_reading(t.norm) == _SURE or _orders(document, t)) and not in_quotes(document, t.start))


@lru_cache(maxsize=4_096)
def _reading(form: str) -> int:
    """0: no imperative; _SURE: nothing else; _OPEN: the future or present, too."""
    word = morph.word(form)
    plural = sum(p.prob for p in word.parses if p.feats.get("Mood") == "Imp" and p.feats.get("Person") == "2" and p.feats.get("Number") == "Plur")
    if not plural or not word.known:
        return 0
    if any(p.feats.get("Mood") == "Ind" for p in word.parses):
        return _OPEN
    return _SURE if plural > _LIKELY else 0


_FORMS = Mark(lambda form: form.endswith(("те", "тесь")) and _reading(form))


def _orders(document: Document, token: Token) -> bool:
    """Whether an open form is an imperative where it stands."""
    sentence = document.sentences[token.sentence]
    left = token.index
    while left > sentence.first and document.tokens[left - 1].text not in _CLAUSE_ENDS:
        left -= 1
    before = document.tokens[left : token.index]
    following = document.tokens[token.index + 1] if token.index + 1 < sentence.last else None
    if any(t.norm == "вы" or not t.lemmas.isdisjoint(_SUBORDINATE) for t in before) or (following is not None and following.norm in ("вы", "ли")):
        return False
    if document.tokens[sentence.last - 1].text == "?" and token.lemmas.isdisjoint(_IS_ASKED):
        return False
    return token.lemmas.isdisjoint(_COMES) or left == sentence.first and not any(t.word is not None for t in before)

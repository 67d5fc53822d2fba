"""gendered-forms: «рад/а», «зафиксировал(а)» resolved by the operator's gender, else rephrased (000)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.rules.base import Found, rule
from rewriter.text import morph
from rewriter.text.document import Document, Token
from rewriter.text.gendered import DEEDS, FILLERS, REACH, STATES, STOPS, WAS, Doubled, Forms, doubled, said_of_oneself, someone_else, told
from rewriter.text.quotes import in_quotes
from rewriter.text.reading import Reading

_ME = frozenset("я мне меня мной мною мой моя мое мои моего моей моему моим моих моими".split())
# A doubled form has brackets of its own.
_CLAUSE_ENDS = STOPS - {"(", ")"}
_I = frozenset(("я",))
_SAID = STATES | WAS | DEEDS
_WHO = {"m": "мужчина", "f": "женщина"}


@rule("gendered-forms", number=19, title="Род — по оператору, без косых черт и скобок", source="000", severity="warning", hard=False)
def gendered_forms(reply: Document, case: Reading, options: object) -> Iterator[Found]:
    """«Рад/а» и «зафиксировал(а)» читаются как бланк: клиенту пишет человек, и род у него один."""
    gender = case.context.operator_gender
    taken: set[int] = set()
    found = {d.first: d for d in doubled(reply)}
    for both in found.values():
        if both.first in taken or in_quotes(reply, reply.tokens[both.first].start):
            continue
        if both.forms.kind == "full":
            yield _of_a_noun(reply, both)
            continue
        group = _group(reply, both, found)
        taken.update(i for first, last, _ in group for i in range(first, last + 1))
        yield _resolved(reply, group, gender)
    if gender is not None:
        yield from _wrong(reply, gender, taken)


Piece = tuple[int, int, Forms]  # first token, last token, the forms of what stands there


def _group(reply: Document, both: Doubled, others: dict[int, Doubled]) -> list[Piece]:
    """The doubled word with what must change along with it: «был/а рада», «буду рад(а)», «был(а) бы рад(а)»."""
    group: list[Piece] = [(both.first, both.last, both.forms)]
    at = both.first - 1
    while at >= 0 and reply.tokens[at].norm in FILLERS:
        at -= 1
    if at >= 0 and reply.tokens[at].norm in WAS and reply.tokens[at].sentence == reply.tokens[both.first].sentence:
        found = told(reply.tokens[at].norm)
        group.insert(0, (at, at, found[1] if found else Forms("буду", "буду", "будем", "past")))
    at = both.last + 1
    while at < len(reply.tokens) and reply.tokens[at].norm in FILLERS:
        at += 1
    if at < len(reply.tokens) and both.forms.masc in ("был", *STATES):
        if at in others:
            group.append((at, others[at].last, others[at].forms))
        elif reply.tokens[at].norm in (STATES if both.forms.masc == "был" else WAS) and (found := told(reply.tokens[at].norm)):
            group.append((at, at, found[1]))
    return group


def _resolved(reply: Document, group: list[Piece], gender: str | None) -> Found:
    first, last = group[0][0], group[-1][1]
    sentence = reply.sentences[reply.tokens[first].sentence]
    left = first
    while left > sentence.first and reply.tokens[left - 1].text not in _CLAUSE_ENDS:
        left -= 1
    right = last + 1
    while right < sentence.last and reply.tokens[right].text not in _CLAUSE_ENDS:
        right += 1
    before, after = reply.tokens[left:first], reply.tokens[last + 1 : right]
    clause = before + after
    start = reply.tokens[first].start
    shown = reply.text[start : reply.tokens[last].end]
    message = f"Две формы сразу: «{shown}»."
    own = any(t.norm == "я" for t in clause)
    if not own and any(t.norm == "вы" for t in clause):
        return Found(start, reply.tokens[last].end, message, _spelled(reply, group, None))
    forms = group[-1][2]
    if not own and (someone_else(clause, things=False) or forms.kind == "short" and (forms.masc not in ("сам", *STATES) or someone_else(before, things=True))):
        return Found(start, reply.tokens[last].end, f"{message} Назовите того, о ком речь, или перефразируйте.")
    if gender is not None:
        text = _spelled(reply, group, gender)
        return Found(start, reply.tokens[last].end, f"{message} Пишите по оператору: «{text}».", text)
    advice = f"{message} Род оператора неизвестен: перефразируйте («рады», «мы передали»)."
    mine = [t for t in reply.of(sentence) if _first_person(t) and not first <= t.index <= last]
    if not mine:
        return Found(start, reply.tokens[last].end, advice, _spelled(reply, group, None))
    lead = first - 1
    while lead >= 0 and reply.tokens[lead].norm in FILLERS:
        lead -= 1
    if len(mine) == 1 and mine[0].norm == "я" and mine[0].index == lead:
        me = mine[0]
        between = reply.text[me.end : start]
        return Found(me.start, reply.tokens[last].end, advice, ("Мы" if me.capital else "мы") + between + _spelled(reply, group, None))
    return Found(start, reply.tokens[last].end, advice)


def _first_person(token: Token) -> bool:
    if token.norm in _ME:
        return True
    top = token.word.top if token.word else None
    return top is not None and top.pos in ("VERB", "AUX") and top.feats.get("Person") == "1" and top.feats.get("Number") == "Sing"


def _spelled(reply: Document, group: list[Piece], gender: str | None) -> str:
    parts = []
    for n, (first, last, forms) in enumerate(group):
        token = reply.tokens[first]
        form = forms.of(gender)
        parts.append(form[0].upper() + form[1:] if token.capital else form)
        if n + 1 < len(group):
            parts.append(reply.text[reply.tokens[last].end : reply.tokens[group[n + 1][0]].start])
    return "".join(parts)


def _of_a_noun(reply: Document, both: Doubled) -> Found:
    """«Уважаемый(ая) Анна», «Ваш(а) посылка»: the noun decides."""
    first, last = reply.tokens[both.first], reply.tokens[both.last]
    noun = reply.tokens[both.last + 1] if both.last + 1 < len(reply.tokens) else None
    genders: set[str] = set()
    if noun is not None and noun.word is not None:
        readings = [p for p in morph.proper(noun.text) if p.feats.get("NameType") == "Giv"] if noun.capital else []
        readings = readings or [p for p in noun.word.parses if p.pos in ("NOUN", "PROPN")]
        genders = {p.feats.get("Gender", "") for p in readings if p.feats.get("Case") == "Nom" and p.feats.get("Number") == "Sing"}
    form = None
    if len(genders) == 1 and genders <= {"Masc", "Fem"}:
        form = both.forms.masc if genders == {"Masc"} else both.forms.fem
        form = form[0].upper() + form[1:] if first.capital else form
    shown = reply.text[first.start : last.end]
    return Found(first.start, last.end, f"Две формы сразу: «{shown}». Выберите одну.", form)


def _wrong(reply: Document, gender: str, taken: set[int]) -> Iterator[Found]:
    """The operator's own words in the other gender: «я проверила», «была рада помочь»; clear cases only."""
    mine = {i for t in reply.having(_I) for i in range(t.index + 1, min(t.index + 1 + REACH, len(reply.tokens)))}
    for i in sorted((mine | {t.index for t in reply.having(_SAID)}) - taken):
        token = reply.tokens[i]
        found = told(token.norm) if token.word is not None else None
        if found is None or found[0] == gender or not said_of_oneself(reply, token) or in_quotes(reply, token.start):
            continue
        form = found[1].of(gender)
        form = form[0].upper() + form[1:] if token.capital else form
        yield Found(token.start, token.end, f"Оператор — {_WHO[gender]}: не «{token.text}», а «{form}».", form)

"""Refusals turned round without a change of meaning: «мы не можем ускорить доставку» → «ускорить доставку не получится»."""

from __future__ import annotations

from rewriter.text.clauses import clauses
from rewriter.text.document import Document, Token
from rewriter.text.inflection import subject_before

_IMPOSSIBLE = frozenset("невозможно невозможен невозможна невозможны".split())


def rephrased(document: Document, start: int, end: int) -> tuple[int, int, str] | None:
    """An edit (start, end, replacement) for the refusal at the span, or None where no grammatical one is sure."""
    tokens = [t for t in document.between(start, end) if t.kind == "word"]
    if not tokens:
        return None
    if any(t.is_("мочь") for t in tokens) and any(t.norm == "не" for t in tokens):
        return _cannot_be_done(document, tokens) or _cannot(document, tokens)
    impossible = next((t for t in tokens if t.norm in _IMPOSSIBLE), None)
    if impossible is not None or (
        tokens[0].norm == "не" and any(t.is_("представляться", "представлять") for t in tokens) and any(t.is_("возможный") for t in tokens)
    ):
        return _impossible(document, tokens)
    return None


# «Быть осуществлена» says nothing but that it is done.
_EMPTY = frozenset("осуществить произвести выполнить предоставить провести обеспечить реализовать исполнить сделать".split())


def _cannot_be_done(document: Document, tokens: list[Token]) -> tuple[int, int, str] | None:
    """«Кешбэк не может быть переведён» → «кешбэк не получится перевести»; «отмена не может быть осуществлена» → «отмена недоступна»."""
    modal = next(t for t in tokens if t.is_("мочь"))
    sentence = document.of(document.sentences[modal.sentence])
    at = next(i for i, t in enumerate(sentence) if t.index == modal.index)
    near = range(max(0, at - 4), min(len(sentence), at + 5))
    being = next((i for i in near if sentence[i].norm == "быть"), None)
    negation = next((i for i in near if sentence[i].norm == "не" and i < len(sentence) - 1 and sentence[i + 1].index == modal.index), None)
    done = next(
        (
            (i, p)
            for i in near
            if (word := sentence[i].word) is not None
            for p in word.parses
            if p.pos == "VERB" and p.feats.get("Variant") == "Short" and p.prob > 0.3
        ),
        None,
    )
    if being is None or negation is None or done is None:
        return None
    first, last = min(being, negation, done[0], at), max(being, negation, done[0], at)
    if any(sentence[i].kind != "word" for i in range(first, last + 1)) or last - first > 4:
        return None
    following = sentence[last + 1 :]
    if any(t.norm == "и" and i + 1 < len(following) and (nxt := following[i + 1].word) is not None and nxt.tags & {"verb"} for i, t in enumerate(following)):
        return None  # «… и подлежит отмене» still needs the subject
    number, gender = done[1].feats.get("Number", "Sing"), done[1].feats.get("Gender", "Neut")
    start, end = sentence[first].start, sentence[last].end
    if done[1].lemma in _EMPTY:
        return start, end, "недоступны" if number == "Plur" else {"Masc": "недоступен", "Fem": "недоступна"}.get(gender, "недоступно")
    if first == 0:
        return None
    if number == "Sing" and gender == "Fem":
        return _with_object(document, sentence, first, end, done[1].lemma)
    return start, end, f"не получится {done[1].lemma}"


def _with_object(document: Document, sentence: tuple[Token, ...], first: int, end: int, verb: str) -> tuple[int, int, str] | None:
    """The feminine subject before the refusal becomes an object: «заявка» → «заявку»."""
    head = next((i for i in range(first - 1, -1, -1) if _acc(sentence[i], "NOUN") is not None), None)
    if head is None:
        return None
    begin = head
    while begin > 0 and _acc(sentence[begin - 1], "ADJ", "DET") is not None:
        begin -= 1
    words = [_acc(sentence[i], "NOUN", "ADJ", "DET") or sentence[i].text for i in range(begin, head + 1)]
    between = document.text[sentence[head].end : sentence[first].start]
    text = " ".join(words) + between + f"не получится {verb}"
    return sentence[begin].start, end, text[0].upper() + text[1:] if sentence[begin].capital else text


def _acc(token: Token, *parts: str) -> str | None:
    """The accusative of a feminine nominative singular, None for anything else."""
    if token.word is None:
        return None
    parse = next(
        (
            p
            for p in token.word.parses
            if p.pos in parts and p.feats.get("Case") == "Nom" and p.feats.get("Gender") == "Fem" and p.feats.get("Number") == "Sing"
        ),
        None,
    )
    return parse.inflect(Case="Acc") if parse is not None else None


def _impossible(document: Document, tokens: list[Token]) -> tuple[int, int, str] | None:
    """«Отследить невозможно» → «не получится»; «доставка невозможна» → «недоступна»."""
    first, last = tokens[0], tokens[-1]
    sentence = document.of(document.sentences[first.sentence])
    at = next(i for i, t in enumerate(sentence) if t.index == first.index)
    clause = next((c for c in clauses(document, first.sentence) if c[0].start <= first.start <= c[-1].start), tuple(sentence))
    near = [t for t in clause if t.kind == "word" and not first.start <= t.start <= last.start]
    opens = at == 0
    if any(
        t.word is not None and t.word.tags and "inf" in t.word.tags and t.word.top is not None and t.word.top.feats.get("VerbForm") == "Inf" for t in near
    ) or any(t.norm in ("это", "так") for t in sentence[max(0, at - 2) : at]):
        better = "не получится"
    else:
        subject = subject_before(document, first)
        if subject is None:
            return None
        better = "недоступны" if subject["Number"] == "Plur" else {"Masc": "недоступен", "Fem": "недоступна"}.get(subject["Gender"], "недоступно")
    return (first.start, last.end, better[0].upper() + better[1:] if opens else better)


def _cannot(document: Document, tokens: list[Token]) -> tuple[int, int, str] | None:
    modal = next(t for t in tokens if t.is_("мочь"))
    negation = next(t for t in tokens if t.norm == "не")
    sentence = document.of(document.sentences[modal.sentence])
    at = next(i for i, t in enumerate(sentence) if t.index == modal.index)
    word = modal.word
    assert word is not None
    # «…, который не может приехать», «если Вы не можете прийти» speak of somebody else.
    parses = [p for p in word.parses if p.feats.get("Person") in ("1", "3") or p.feats.get("Tense") == "Past"]
    if not parses or any(p.feats.get("Person") == "2" and p.feats.get("Mood") != "Imp" for p in word.parses):
        return None
    infinitive = any(t.word is not None and "inf" in t.word.tags for t in sentence[at + 1 : at + 5]) or any(
        t.word is not None and "inf" in t.word.tags for t in sentence[max(0, at - 7) : at]
    )
    if not infinitive:
        return None
    past = any(p.feats.get("Tense") == "Past" for p in parses)
    person = {p.feats.get("Person") for p in parses}
    first = person & {"1"}
    neg_at = next(i for i, t in enumerate(sentence) if t.index == negation.index)
    conditional = any(t.norm in ("бы", "б") for t in sentence[neg_at : at + 2])
    verb = "не получилось бы" if past and conditional else "не получилось" if past else "не получится"
    begin = negation.start
    subject = sentence[neg_at - 1] if neg_at else None
    dropped = subject is not None and subject.norm in ("мы", "я")
    if not dropped and not first:
        return None
    if dropped and subject is not None:
        begin = subject.start
    stop = modal.end
    if conditional and at + 1 < len(sentence) and sentence[at + 1].norm in ("бы", "б"):
        stop = sentence[at + 1].end
    opens = sentence[0].start == begin
    return (begin, stop, verb[0].upper() + verb[1:] if opens else verb)

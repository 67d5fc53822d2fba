"""The yes or no that a text gives to the client's questions, and what it thereby claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rewriter.text.claims import Claim, claims_in
from rewriter.text.concepts import content, shared
from rewriter.text.document import Document
from rewriter.text.modality import Mode
from rewriter.text.questions import questions_in

_YES = frozenset("да конечно верно безусловно разумеется".split())
_YES_OR_NO = _YES | {"нет"}
_NEGATED: dict[Mode, Mode] = {"can": "cannot", "cannot": "can", "is": "isnot", "isnot": "is", "must": "neednot", "neednot": "must"}


def _spoken(document: Document) -> list[tuple[int, bool]]:
    """Sentences that open with a yes or no, with which of the two."""
    found = []
    for sentence in document.sentences:
        words = document.of(sentence)
        words = words[2:5] if len(words) > 3 and words[0].kind == "number" and words[1].text in ".)" else words[:3]
        if not words or words[0].norm not in _YES_OR_NO or any(t.text == "?" for t in document.of(sentence)[-2:]):
            continue
        if words[0].norm in _YES and (len(words) == 1 or words[1].text in ",.!:—–-" or words[1].norm in _YES):
            found.append((sentence.index, True))
        elif words[0].norm == "нет" and (len(words) == 1 or words[1].text in ",.!:—–-"):
            found.append((sentence.index, False))
    return found


def answered_claims(document: Document, client: Document) -> tuple[Claim, ...]:
    """What «да» and «нет» claim: the question's own words, affirmed or denied. Only where it is clear which question is meant."""
    spoken = _spoken(document)
    if not spoken:
        return ()
    asked = _asked(client)
    result = []
    for index, yes in spoken:
        claim = _meant(document, index, client, asked)
        if claim is None or claim.mode not in _NEGATED:
            continue
        sentence = document.sentences[index]
        mode = claim.mode if yes else _NEGATED[claim.mode]
        # Words of the same sentence on the same thing say it better than «да» or «нет» does.
        own = any(
            c.sentence == index and (c.roots & claim.roots or c.kins & claim.kins or {n for n, _ in c.axes} & {n for n, _ in claim.axes})
            for c in claims_in(document)
        )
        result.append(
            replace(claim, start=sentence.start, end=sentence.end, mode=mode, sentence=index, actor=None, stated=False, past=False, relations={}, doubtful=own)
        )
    return tuple(result)


def _asked(client: Document) -> list[Claim]:
    """Claims of the yes-or-no questions: not those with a question word, a choice or a negation."""
    found = []
    for claim in claims_in(client):
        sentence = client.sentences[claim.sentence]
        norms = [t.norm for t in client.of(sentence)]
        if "?" not in norms[-2:] and "ли" not in norms:
            continue
        if {"или", "не", "как", "сколько", "когда", "где", "почему", "какой", "какая", "какие", "кто", "что", "куда"} & set(norms):
            continue
        found.append(claim)
    return found


def _meant(document: Document, index: int, client: Document, asked: list[Claim]) -> Claim | None:
    if len(asked) == 1:
        return asked[0]
    words = content(document, document.sentences[index])
    scored = sorted(((shared(words, content(client, client.sentences[c.sentence])), i) for i, c in enumerate(asked)), reverse=True)
    if not scored or not scored[0][0] or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return asked[scored[0][1]]


# Words behind which «нет» and a statement agree: «нет, не приходит», «нет, вернуть можно только на почте».
_TURNS = frozenset(
    ("не", "ни", "нет", "нельзя", "без", "кроме", "только", "лишь", "исключительно", "невозможно", "зато", "но", "а", "раньше", "было", "уже", "пока")
)
_AGREE = 0.6


def at_odds(reply: Document, client: Document) -> Iterator[tuple[int, int]]:
    """Spans of sentences whose «нет» is followed by the very thing that was asked, affirmed: «Нет, вернуть чайник можно»."""
    for index, yes in _spoken(reply):
        sentence = reply.sentences[index]
        told = reply.of(sentence)
        no = next((i for i, t in enumerate(told) if t.norm == "нет"), 0)
        if yes or len(told) < 3 or not _TURNS.isdisjoint(t.norm for t in told[no + 1 :]):
            continue
        if not any(c.sentence == index and c.mode in ("can", "is", "must", "ask") and not c.doubtful for c in claims_in(reply)):
            continue
        for question in questions_in(client):
            asked = [t.norm for t in client.between(question.start, question.end)]
            main = asked[: asked.index("если")] if "если" in asked[1:] else asked
            if (
                question.asks == "can"
                and _CONTRARY.isdisjoint(main)
                and not (_COSTS & {t[:6] for t in main} and any(t.norm.startswith("бесплатн") for t in told))
                and question.keys
                and shared(question.keys, content(reply, sentence)) >= _AGREE * len(question.keys)
            ):
                yield sentence.start, sentence.end
                break


# «Платно ли хранение?» — «Нет, бесплатно».
_COSTS = frozenset(("платно", "платна", "платны", "платит", "заплат", "оплачи", "стоит"))
_CONTRARY = frozenset(("не", "нет", "нельзя", "или", "либо", "невозможно", "без"))


def contrary_answers(reply: Document, draft: Document, client: Document) -> Iterator[tuple[int, int, str]]:
    """A spoken «да» where the draft speaks a «нет» of the same thing, and the other way round; a «нет» that its own sentence gives the lie."""
    yield from ((*span, "«Нет» спорит с остальным предложением: оно говорит «да».") for span in at_odds(reply, client))
    theirs, mine = _spoken(draft), _spoken(reply)
    if not theirs or not mine or len({yes for _, yes in theirs}) > 1 or len({yes for _, yes in mine}) > 1 or theirs[0][1] == mine[0][1]:
        return
    index = mine[0][0]
    sentence = reply.sentences[index]
    about = content(reply, sentence) + (content(reply, reply.sentences[index + 1]) if index + 1 < len(reply.sentences) else ())
    said = tuple(k for i, _ in theirs for k in content(draft, draft.sentences[i]))
    if len(_asked(client)) <= 1 and (shared(about, said) or not about):
        word = "Нет" if not theirs[0][1] else "Да"
        yield sentence.start, sentence.end, f"Ответ перевёрнут: в черновике «{word}»."

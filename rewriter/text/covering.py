"""Whether a reply says what the draft's answer to a question says."""

from __future__ import annotations

from collections.abc import Sequence

from rewriter.text.answering import CLEAR, KINDS_OF, MARGIN, PLAINLY, RIVAL, Answer, answers, distinct, distinctive, likeness, opening_word, own_facts, piece
from rewriter.text.concepts import content, key, overlap, shared
from rewriter.text.courtesy import evades, mere_courtesy, only_empathy
from rewriter.text.document import Document
from rewriter.text.facts import Fact
from rewriter.text.matching import stands_in
from rewriter.text.questions import Question, answer_score

# Words of leave and duty: every second sentence has them.
_MODAL = frozenset(key(w) for w in "мочь нужно нельзя сделать просить".split())


_CAUSE = frozenset("потому поскольку из-за так ведь поэтому".split())
# Facts that say which one is meant.
_NAMING = frozenset(("order", "tracking", "number", "postcode"))


def _explained(question: Question, draft: Document, answer: Answer, reply: Document, index: int, others: frozenset[int], *, sure: bool = False) -> bool:
    """Whether sentence `index` of the reply says rather what another sentence of the draft says, one that does not answer the question.

    `answer`: the draft's own; `others`: its answers to other questions, whatever words they share with this one.
    """
    own = likeness(draft, answer.sentence, reply, index)
    mine = content(reply, reply.sentences[index])
    told = tuple(word for word in question.keys if shared((word,), mine))
    if own > RIVAL and not sure:
        return False
    least = own + (PLAINLY if sure else RIVAL)
    # Beside a sure answer a sentence with some words of the question is none.
    enough = max(CLEAR, answer.score - MARGIN) if answer.sure else CLEAR
    return any(
        likeness(draft, other.index, reply, index) > least
        and (other.index in others or answer_score(question, draft, other.index) < enough)
        # What the question names and that sentence does not, the reply has not from there.
        and (sure or overlap(told, content(draft, other)) == 1 or not told)
        for other in draft.sentences
        if other.index != answer.sentence
    )


def _beside(draft: Document, asked: tuple[frozenset[str], ...], mine: tuple[frozenset[str], ...]) -> int:
    """How many words of the question the sentence has from the client: «Приходите с дочкой» where the draft says «посещение с ребёнком»."""
    told = frozenset(k for s in draft.sentences for word in content(draft, s) for k in word)
    return shared(tuple(word for word in asked if not word & told), mine)


def _own_words(draft: Document, reply: Document, index: int) -> bool:
    """Whether sentence `index` of the reply is like no sentence of the draft."""
    return all(likeness(draft, s.index, reply, index) < _STRANGE for s in draft.sentences)


# Less like a sentence of the draft than this: in words of its own; and of so few words it is a wish.
_STRANGE, _FEW = 0.3, 2


def covered(
    answer: Answer, question: Question, questions: Sequence[Question], draft: Document, reply: Document, keep: frozenset[Fact], client: Document
) -> bool:
    """Whether the reply says what the draft's answer says; `keep`: the facts that must survive. A doubt counts as yes: precision comes first."""
    facts = [f for f in own_facts(draft, answer.sentence) if (f.kind not in ("name", "place") or f.text[0] in '«"“„') and f in keep]
    # «Где отделение 443990?», «где чек за заказ 61-5590?»: the number that the client names answers nothing; «да, в пятницу» may.
    facts = [f for f in facts if not stands_in(f, client)] or [f for f in facts if f.kind not in _NAMING]
    facts = [f for f in facts if f.kind in KINDS_OF.get(question.asks, ())] or facts
    # A section's name that the reply has anyway is a word like others.
    names = facts if all(f.kind in ("name", "place") and stands_in(f, reply) for f in facts) else []
    facts = [] if names else facts
    if facts and any(stands_in(f, reply) for f in facts):
        return True
    if question.asks == "where" and any(f.kind == "place" and stands_in(f, reply) for f in own_facts(draft, answer.sentence)):
        return True
    if not facts and question is questions[0] and opening_word(tuple(questions), reply) is not None:
        return True
    words = distinctive(draft, answer.sentence)
    topic = _MODAL | frozenset(k for s in client.sentences if s.end <= question.start or s.start >= question.end for w in content(client, s) for k in w)
    words = tuple(w for w in words if not w & topic) or words
    asked = distinct(question, questions).keys
    others = frozenset(a.sentence for a in answers(tuple(questions), draft, draft) if a is not None and a.sure) - {answer.sentence}
    for i, sentence in enumerate(reply.sentences):
        if mere_courtesy(reply, sentence) or only_empathy(sentence) or evades(sentence):
            continue
        mine = content(reply, sentence)
        held = shared(words, mine)
        # One word in common is chance where the sentence plainly is another one of the draft.
        alone = held == 1 and len(words) > 2 and not any(stands_in(f, piece(reply, i)) for f in names)
        chance = alone and _explained(question, draft, answer, reply, i, others, sure=True)
        if not facts and held >= max(1, round(len(words) * 0.34)) and not chance:
            return True
        # The question's own words tell little where the sentence says what another one of the draft does.
        if (
            (not facts or question.asks not in KINDS_OF)
            and asked
            and shared(asked, mine) >= (least := max(1, round(len(asked) * 0.6)))
            and (_beside(draft, asked, mine) >= least or not _explained(question, draft, answer, reply, i, others))
        ):
            return True
        # What the draft says nowhere in these words may be its answer in others; «Бабушка обрадуется!» is a wish, and «когда» wants a term.
        if not facts and question.asks not in KINDS_OF and len(mine) > _FEW and shared(asked, mine) and _own_words(draft, reply, i):
            return True
        # «В чём дело?» — «…, потому что заполнился диск»
        if (
            not facts
            and question.asks == "why"
            and not chance
            and (held or _own_words(draft, reply, i))
            and not _CAUSE.isdisjoint(t.norm for t in reply.of(sentence))
        ):
            return True
        if facts and shared(words, mine) >= 2 and overlap(words, mine) >= 0.5 and answer_score(question, reply, i) >= 1.4:
            return True
    return False

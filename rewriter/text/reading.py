"""A case, read once: its documents, questions, mood; what every rule gets beside the reply."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from rewriter.text.document import Document, read
from rewriter.text.facts import Fact, facts_in
from rewriter.text.injection import injected
from rewriter.text.matching import stands_in
from rewriter.text.matters import matters_in
from rewriter.text.mood import Mood, mood_of
from rewriter.text.questions import Question, questions_in
from rewriter.text.statuses import statuses

if TYPE_CHECKING:
    from rewriter.case import Case, Context
    from rewriter.pack import Pack
    from rewriter.pack_schema import Entry
    from rewriter.text.phrases import Match


@lru_cache(maxsize=64)
def listed(pack: Pack, document: Document) -> tuple[tuple[str, Entry, Match], ...]:
    """All that the pack's word lists find in the text, with the list and entry of each, in reading order; nothing is excused yet."""
    patterns, of, _ = pack.patterns
    return tuple((*of[match.pattern], match) for match in patterns.find(document))


# Lists of words for which the client has his own.
_OURS = frozenset(("no-internal-details", "no-familiarity", "jargon"))


class Reading:
    """The case as rules see it. `draft` is empty where the case has none."""

    def __init__(self, case: Case, pack: Pack) -> None:
        self.case = case
        self.pack = pack
        self.draft: Document = read(case.draft)
        self.client: Document = read(case.client_message)

    @property
    def context(self) -> Context:
        """What the helpdesk knows."""
        return self.case.context

    @property
    def channel(self) -> str:
        """`chat` or `email`: the context's, else the pack's."""
        return self.context.channel or self.pack.channel

    @cached_property
    def mood(self) -> Mood:
        """The client's mood."""
        return mood_of(self.case.client_message)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What the client asked, in order; what speaks to a model asks nothing of us."""
        return self._of_us(questions_in(self.client))

    @cached_property
    def matters(self) -> tuple[Question, ...]:
        """What the answers are put in the order of: the questions, and where there are none or one, wishes and what was told in front of it."""
        return self._of_us(matters_in(self.client))

    def _of_us(self, asked: tuple[Question, ...]) -> tuple[Question, ...]:
        foreign = injected(self.client, clients=True)
        return tuple(q for q in asked if not any(a <= q.start < b for a, b in foreign))

    @cached_property
    def known(self) -> Document:
        """Everything beside the draft and the message that is known to be true: context and the pack's constants."""
        context = self.context
        parts = [context.client_name, context.operator_name, context.ticket_id, *context.facts, *self.pack.constants.texts()]
        return read("\n".join(p for p in parts if p))

    def sourced(self, fact: Fact) -> bool:
        """Whether the draft, the message, the context or the constants hold this fact."""
        return any(stands_in(fact, document, strict_year=True) for document in (self.draft, self.client, self.known))

    @cached_property
    def draft_facts(self) -> tuple[Fact, ...]:
        """Facts of the draft."""
        return facts_in(self.draft)

    @cached_property
    def instead(self) -> tuple[str, ...]:
        """The client's words for what the draft says in ours («ПВЗ» → «пункт выдачи», «Буфер» → «ждёт поставки товара», «скиньте» → «пришлите»)."""
        pack, draft = self.pack, self.draft
        words = [e.replace for name, e, _ in listed(pack, draft) if name in _OURS and e.replace]
        table = (pack.setting("no-internal-details").model_extra or {}).get("statuses", {})
        words.extend(s.said for s in statuses(draft, table) if s.said)
        plain = (pack.setting("no-familiarity").model_extra or {}).get("plain", {})
        words.extend(said for word, said in plain.items() if word in draft.lemmas)
        return tuple(words)

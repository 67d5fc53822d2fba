"""Case + pack → chat messages: the part that is the same for every case of a pack first, then pairs chosen for the case, then the case as data."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from rewriter.backends.protocol import Message
from rewriter.pack import Pack, data_root
from rewriter.pack_schema import Pair
from rewriter.parts import EVERY_PART, Parts
from rewriter.rules import rules
from rewriter.rules.facts_preserved import facts_to_keep
from rewriter.text.concepts import content, overlap
from rewriter.text.document import Document, read
from rewriter.text.mood import mood_of
from rewriter.text.reading import Reading

if TYPE_CHECKING:
    from jinja2 import Environment

    from rewriter.result import Violation

_FIXED_PAIRS = 2
_MOST_CHOSEN = 3
_BARE_INSTRUCTION = "Перепиши предложение."
# The rules that a line of a guide teaches.
_NAMED = re.compile(r"\[([a-z]+(?:-[a-z]+)*(?:, [a-z]+(?:-[a-z]+)*)*)\]")


@dataclass(frozen=True)
class Part:
    """A part of the prompt: its name, text and tokens."""

    name: str
    text: str
    tokens: int


@dataclass(frozen=True)
class Prompt:
    """The exact messages; the first `static_messages` of them are the same for every case of the pack."""

    messages: tuple[Message, ...]
    static_messages: int
    parts: tuple[Part, ...]

    @property
    def tokens(self) -> int:
        """Tokens of all parts."""
        return sum(p.tokens for p in self.parts)


@lru_cache(maxsize=8)
def _environment(folders: tuple[str, ...]) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # Plain text for a model, not HTML: nothing is escaped, and an undefined name is an error.
    return Environment(loader=FileSystemLoader(folders), undefined=StrictUndefined, autoescape=False, trim_blocks=False, keep_trailing_newline=False)  # noqa: S701


def render(pack: Pack, template: str, **values: Any) -> str:
    """A template of the pack, or of the nearest pack it extends."""
    folders = (*(str(f) for f in pack.prompt_folders), str(data_root() / "prompts" / "base"))
    return _environment(folders).get_template(template).render(**values).strip()


def system_message(pack: Pack, parts: Parts = EVERY_PART) -> str:
    """The pack's guide, the hard rules, and of the others those that the guide does not name (`[plain-words]`) and that are no mere hint to the operator.

    What the guide says in its own words is not said again: the room is for pairs. Without the guide nothing stands in for it.
    """
    named = frozenset(name for names in _NAMED.findall(pack.guide) for name in names.split(", "))
    weights = {rule: rule.severity_in(pack.setting(rule.id)) for rule in rules().values()}
    told = [r for r, weight in weights.items() if weight != "off" and (r.hard or (weight != "info" and r.id not in named))]
    return render(pack, "system.md.j2", title=pack.title, guide=pack.guide.strip() if parts.guide else "", rules=told, named=named)


def _case_message(pack: Pack, client: str, draft: str, questions: Sequence[str], facts: Sequence[str], context: str) -> str:
    return render(
        pack, "case.md.j2", client=client.strip(), draft=draft.strip(), questions=questions if len(questions) > 1 else (), facts=facts, context=context
    )


def _known(reading: Reading) -> str:
    c = reading.context
    gender = {"f": "оператор — женщина", "m": "оператор — мужчина"}.get(c.operator_gender or "", "")
    first = "" if c.first_contact is None else "первое обращение" if c.first_contact else "разговор уже идёт, здороваться не нужно"
    parts = [
        f"клиента зовут {c.client_name}" if c.client_name else "",
        f"оператора зовут {c.operator_name}" if c.operator_name else "",
        gender,
        first,
        f"номер обращения {c.ticket_id}" if c.ticket_id else "",
        "клиент расстроен" if reading.mood.upset else "",
        *c.facts,
    ]
    return "; ".join(p for p in parts if p)


def _pair_messages(pack: Pack, pair: Pair) -> tuple[Message, Message]:
    from rewriter.case import Case

    case = Case(pack=pack.name, client_message=pair.client, draft=pair.draft, context=pair.context)
    reading = Reading(case, pack)
    text = _case_message(pack, pair.client, pair.draft, [q.text for q in reading.questions], (), _known(reading))
    return {"role": "user", "content": text}, {"role": "assistant", "content": pair.reply.strip()}


def chosen_pairs(reading: Reading, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs nearest to the case, deterministically: shared words of draft and message, the same mood; never the case itself."""
    own = (reading.case.draft.strip(), reading.case.client_message.strip())
    mine = _words(read(own[0] + "\n" + own[1]))
    mood = "upset" if reading.mood.upset else "joyful" if reading.mood.positive else "neutral"
    scored = []
    for pair in pairs:
        theirs = _words(read(pair.draft + "\n" + pair.client))
        near = overlap(mine, theirs) + overlap(theirs, mine)
        if pair.draft.strip() == own[0] or near > 1.8:
            continue
        bonus = (0.15 if pair.mood == mood else 0) + (0.1 if mood_of(pair.client).thanks_only == reading.mood.thanks_only else 0)
        scored.append((-(near + bonus), pair.id, pair))
    return [p for _, _, p in sorted(scored, key=lambda x: x[:2])]


def _words(document: Document) -> tuple[frozenset[str], ...]:
    return tuple(w for s in document.sentences for w in content(document, s))


def build(reading: Reading, count_tokens: Callable[[str], int], budget_tokens: int = 3000, parts: Parts = EVERY_PART) -> Prompt:
    """The messages for a whole reply; as many chosen pairs as the budget holds."""
    pack = reading.pack
    messages: list[Message] = [{"role": "system", "content": system_message(pack, parts)}]
    sent = [Part("system", messages[0]["content"], count_tokens(messages[0]["content"]))]
    pairs = pack.pairs if parts.pairs else ()
    fixed = list(pairs[:_FIXED_PAIRS])
    for pair in fixed:
        both = _pair_messages(pack, pair)
        messages.extend(both)
        text = both[0]["content"] + "\n---\n" + both[1]["content"]
        sent.append(Part(f"pair {pair.id}", text, count_tokens(text)))
    static = len(messages)
    facts = [f.text for f in facts_to_keep(reading)]
    case_text = _case_message(pack, reading.case.client_message, reading.case.draft, [q.text for q in reading.questions], facts, _known(reading))
    last = Part("case", case_text, count_tokens(case_text))
    left = budget_tokens - sum(p.tokens for p in sent) - last.tokens
    for pair in [p for p in chosen_pairs(reading, pairs) if p not in fixed][:_MOST_CHOSEN]:
        both = _pair_messages(pack, pair)
        text = both[0]["content"] + "\n---\n" + both[1]["content"]
        tokens = count_tokens(text)
        if tokens > left:
            continue
        left -= tokens
        messages.extend(both)
        sent.append(Part(f"pair {pair.id}", text, tokens))
    messages.append({"role": "user", "content": case_text})
    return Prompt(tuple(messages), static, (*sent, last))


def repair_message(reading: Reading, reply: Document, violations: Sequence[Violation]) -> Message:
    """What is still wrong, each with its sentence, in Russian."""
    items = []
    for v in violations:
        sentence = reply.sentence_at(v.start) if v.end > v.start else None
        items.append({"message": v.message, "sentence": sentence.text if sentence else ""})
    return {"role": "user", "content": render(reading.pack, "repair.md.j2", violations=items)}


@lru_cache(maxsize=4)
def sentence_examples() -> tuple[tuple[str, str], ...]:
    """Sentences before and after, as the sentence stage shows them to the model, values as placeholders."""
    with (data_root() / "prompts" / "base" / "sentences.yaml").open(encoding="utf-8") as stream:
        return tuple((x["before"], x["after"]) for x in yaml.safe_load(stream))


def sentence_messages(pack: Pack, sentence: str, parts: Parts = EVERY_PART) -> tuple[tuple[Message, ...], int]:
    """The messages for one sentence, values already placeholders; the second value is how many of them are static.

    Here the instruction is the guide, and the examples are the pairs.
    """
    address = "Вы" if pack.address in ("Вы", "any") else "вы"
    instruction = render(pack, "sentence_system.md.j2", address=address) if parts.guide else _BARE_INSTRUCTION
    messages: list[Message] = [{"role": "system", "content": instruction}]
    for before, after in sentence_examples() if parts.pairs else ():
        messages.append({"role": "user", "content": before})
        messages.append({"role": "assistant", "content": after if address == "Вы" else after.replace("Вам", "вам")})
    return (*messages, {"role": "user", "content": sentence}), len(messages)

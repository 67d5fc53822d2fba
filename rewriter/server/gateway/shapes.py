"""Who asks for what, told by a request's shape: a probe, a draft to rewrite, or something that is not for us (a summary, labels, a talk)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from rewriter.case import Context
from rewriter.server.gateway.bodies import Asked, Turn
from rewriter.server.gateway.conversation import Told, draft_in, is_transcript, told, without_data
from rewriter.server.gateway.html import is_html
from rewriter.server.gateway.osticket import from_window, is_plugin, told_by, was_cut, window_of

Client = Literal["chatwoot", "zammad", "libredesk", "osticket", "openai"]

# How long each waits, less what the way there and back may take. The rest has the settings' own budget.
SECONDS: dict[Client, float] = {"chatwoot": 12.5, "osticket": 8.5, "zammad": 55.0, "libredesk": 55.0}

_PROBES = frozenset("hello hi hey ping test hello! hi! привет тест проверка ok".split()) | {"say hi", "say hello", "hello, world!", "this is a test"}
_FEW_TOKENS = 16
_REWRITES = re.compile(
    r"\b(?:re-?writ\w+|re-?phras\w+|paraphras\w+|improv\w+|proofread\w*|polish\w*|fix\w*|grammar|spelling|tone|simplif\w+|shorten\w*|expand\w*|draft|wording|correct\w*"
    r"|friendl\w+|edit\w*)\b|перепи[шс]\w*|перефразир\w*|улучш\w*|исправ\w*|отредактир\w*|вежлив\w*|дружелюб\w*|сократи\w*|упрост\w*|черновик\w*|тон\b|грамматик\w*|орфограф\w*"
)
_OTHERS = re.compile(
    r"\b(?:summar\w+|condens\w+|labels?|classif\w+|categor\w+|translat\w+|sentiment|json|extract\w*|topics?|titles?|tags?|detect\w*|keywords?|search quer\w+|suggest (?:a )?repl\w+|reply suggestion"
    r"|(?:generate|draft|write|compose|suggest) (?:an? |the |their |your )?(?:\w+,? ){0,3}(?:repl\w+|respons\w+|answers?)|(?:answer|reply to|respond to) the (?:customer|client|user|question)\w*)\b|резюм\w*|сводк\w*|кратк\w+ (?:содержан|излож)\w*|изложи\w*|метк[иу]\w*|ярлык\w*|классифици\w*|категори\w*|перевед\w*|перевод\w*|тональност\w*|заголов\w*|извлек\w*"
)
_LABELS = re.compile(r"^\s*messages:\n.*\nlabels:\n", re.DOTALL | re.IGNORECASE)
_REFINES = re.compile(r"\brefine\b.*\bfeedback\b", re.DOTALL)


class Probe(NamedTuple):
    """Is anybody there?"""

    client: Client


class Other(NamedTuple):
    """Not a draft: for the model as it stands. `why`: in Russian, for the answer's extra object."""

    client: Client
    why: str


@dataclass(frozen=True)
class Rewriting:
    """A draft. `fragment`: the operator marked a part of a letter, so that nothing is to be added before or behind it."""

    client: Client
    draft: str
    client_message: str = ""
    context: Context = field(default_factory=Context)
    fragment: bool = False
    note: str | None = None
    """What is to be looked at, however good the reply is."""


def recognised(asked: Asked) -> Probe | Rewriting | Other:
    """What the request is."""
    client = client_of(asked)
    if _probes(asked):
        return Probe(client)
    if asked.structured:
        return Other(client, "в запросе инструменты или схема JSON")
    named = draft_in(asked.instruction) if asked.instruction else None
    if client == "osticket" and is_plugin(asked):
        return _of_osticket(asked, named)
    last = asked.turns[-1].text
    if named is None and _talks(asked.turns):
        return Other(client, "это разговор, а не черновик")
    if named is None and _LABELS.match(last):
        return Other(client, "просят метки разговора")
    if named is None and draft_in(last) is None and is_transcript(last):
        return Other(client, "это разговор, а не черновик")
    if named is None and (why := _asks_for_something_else(asked.instruction)):
        return Other(client, why)
    return _rewriting(asked, client, named)


def _of_osticket(asked: Asked, named: str | None) -> Rewriting | Other:
    """Its messages are the ticket's, never a draft: that stands in the plugin's window, or there is none."""
    draft = named if named is not None else window_of(asked) if from_window(asked) else None
    if draft is None:
        return Other("osticket", _asks_for_something_else(asked.instruction) or "черновика нет: он пишется в окне плагина после слова «Черновик:»")
    known = told_by(asked.turns)
    message = asked.ours.get("client_message", known.message)
    context = asked.ours.get("context") or Context(client_name=known.name)
    note = "черновик, похоже, обрезан: плагин пропускает около 250 русских букв" if was_cut(asked) else None
    return Rewriting("osticket", draft, message, context, note=note)


def _rewriting(asked: Asked, client: Client, named: str | None) -> Rewriting:
    last = asked.turns[-1]
    known = told(asked.instruction)
    if named is not None and last.text.strip() == named:
        draft = last.text
    elif named is not None:
        # The talk goes to the model as messages, the operator's draft stands in the instruction.
        draft, known = named, known if known.message else Told(_said_last(asked.turns), known.name)
    else:
        draft, known = _own(last.text, known, asked.turns)
    message = asked.ours.get("client_message", known.message)
    context = asked.ours.get("context") or Context(client_name=known.name)
    return Rewriting(client, draft, message, context, fragment=client == "zammad")


def _own(text: str, known: Told, turns: tuple[Turn, ...]) -> tuple[str, Told]:
    """The draft of the user's own message; what the client wrote stands beside it in tags, or in a message before it."""
    drafted = draft_in(text)
    if drafted is not None:
        beside = told(text)
        return drafted, beside if beside.message else known
    if not known.message and len(turns) > 1:
        known = Told("\n".join(t.text for t in turns[:-1]), known.name)
    return text, known


def _said_last(turns: tuple[Turn, ...]) -> str:
    said: list[str] = []
    for turn in reversed(turns):
        if turn.role == "user":
            said.append(turn.text.strip())
        elif said:
            break
    return "\n".join(reversed(said))


def _probes(asked: Asked) -> bool:
    text = asked.turns[-1].text.strip().lower()
    if len(asked.turns) != 1 or asked.instruction.strip():
        return False
    return text.rstrip(".?") in _PROBES or (asked.limit is not None and asked.limit <= _FEW_TOKENS and not re.search("[а-яё]", text))


def _talks(turns: tuple[Turn, ...]) -> bool:
    return any(t.role == "assistant" for t in turns)


def _asks_for_something_else(instruction: str) -> str | None:
    """Of an instruction's words for rewriting and for other things the first decides; one without either comes with a draft."""
    own = without_data(instruction).lower()
    if _REFINES.search(own):
        return "просят поправить прежний ответ"
    other = _OTHERS.search(own)
    if other is None:
        return None
    rewrites = _REWRITES.search(own)
    return None if rewrites is not None and rewrites.start() < other.start() else f"просят не переписать («{other.group()}»)"


def client_of(asked: Asked) -> Client:
    """Which helpdesk this is; `openai` where nothing tells."""
    agent, instruction = asked.agent.lower(), asked.instruction.lower()
    if "openai" in agent:
        return "openai"
    if "zammad" in agent or "zammad" in instruction:
        return "zammad"
    if asked.api == "responses":
        return "osticket"
    if asked.developer or "chatwoot" in instruction or "<conversation_context>" in instruction:
        return "chatwoot"
    if asked.temperature == 0.1 and asked.limit is None and (is_html(asked.turns[-1].text) or not asked.instruction):
        return "zammad"
    if asked.limit is not None and is_html(asked.turns[-1].text):
        return "libredesk"
    return "openai"

"""no-internal-details: statuses, abbreviations and systems of the inner kitchen stay inside (001, 002 rules 2 and 9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field

from rewriter.pack import Pack
from rewriter.rules.base import Found, Options, rule
from rewriter.rules.entries import found_by_list
from rewriter.text.concord import concordant
from rewriter.text.document import Document, Token
from rewriter.text.edits import cut_span
from rewriter.text.reading import Reading
from rewriter.text.statuses import statuses
from rewriter.text.superiors import approved_by_us, deed_without_agent
from rewriter.text.tracker_keys import reason_codes, tracker_keys


class NoInternalDetails(Options):
    """`statuses`: the name of an order's status → what to tell the client, as a predicate of a masculine noun («ждёт поставки товара»)."""

    statuses: dict[str, str] = Field(default_factory=dict)


def statuses_of(pack: Pack) -> Mapping[str, str]:
    """The pack's table of statuses."""
    table: Mapping[str, str] = (pack.setting("no-internal-details").model_extra or {}).get("statuses", {})
    return table


def known_to(case: Reading) -> str:
    """What the client has written or been told: numbers that are no secret."""
    return " ".join((case.case.client_message, case.context.ticket_id or "", *case.context.facts))


def _is_name(reply: Document, found: Found) -> bool:
    """«Стоит «Запрос на аннуляцию»»: a name is not put otherwise, it goes."""
    text = reply.text
    return text[: found.start].endswith("«") and text[found.end : found.end + 1] == "»" or text[found.start : found.start + 1] == "«"


_MOVES = (
    "прибыть",
    "поступить",
    "находиться",
    "покинуть",
    "прийти",
    "ожидать",
    "хранить",
    "храниться",
    "вручить",
    "отправить",
    "вернуть",
    "возвратить",
    "следовать",
)


def _sent(reply: Document, tokens: tuple[Token, ...]) -> str | None:
    """«ШПИ 39402277518031 прибыло»: it is the mailing that moves, not its number."""
    if len(tokens) != 1 or tokens[0].text != "ШПИ" or tokens[0].index + 2 >= len(reply.tokens):
        return None
    number, verb = reply.tokens[tokens[0].index + 1 : tokens[0].index + 3]
    moves = number.kind in ("number", "code") and verb.is_(*_MOVES) and "inf" not in verb.tags and (verb.norm.endswith("о") or verb.norm.endswith("тся"))
    opens = tokens[0].index == reply.sentences[tokens[0].sentence].first
    if not opens and reply.tokens[tokens[0].index - 1].kind != "punct":
        return None  # «отправление с ШПИ … прибыло»
    return ("Отправление" if opens else "отправление") if moves else None


_PLACES = ("кнопка", "раздел", "пункт", "меню", "вкладка", "команда", "нажать", "выбрать", "ссылка", "действие", "опция", "переключатель")


def _is_button(reply: Document, found: Found) -> bool:
    """«Импорт» → «Откатить»: what the client sees on the screen is called as it is called there."""
    at = reply.first_from(found.start)
    before = [t for t in reply.tokens[max(0, at - 3) : at] if t.text not in "«"]
    return bool(before) and (before[-1].text in "→>›" or before[-1].is_(*_PLACES))


@rule("no-internal-details", number=9, title="Без внутренней кухни", source="001, 002", options=NoInternalDetails)
def no_internal_details(reply: Document, case: Reading, options: NoInternalDetails) -> Iterator[Found]:
    """Статусы, сокращения и системы понятны только нам; клиенту они ничего не говорят или говорят лишнее."""
    # «1С» is a code, not a word.
    asked = case.client.lemmas | {t.norm for t in case.client.tokens if t.kind == "code"}
    named = list(statuses(reply, options.statuses))
    for status in named:
        said = f" Лучше: «{status.said.strip(' ,')}»." if status.said else " Лучше: скажите, что происходит с заказом."
        yield Found(status.start, status.end, f"«{reply.text[status.start : status.end]}» — статус, который видим только мы.{said}", status.said)
    for key in tracker_keys(reply, known_to(case)):
        start = reply.tokens[key.index - 1].end
        yield Found(start, key.end, f"«{key.text}» — номер задачи в нашем трекере, клиенту он ничего не говорит.", "")
    for start, end in reason_codes(reply, known_to(case)):
        begin, stop, put = cut_span(reply, start, end)
        yield Found(begin, stop, f"«{reply.text[start:end]}» — наше внутреннее обозначение. Лучше: назовите саму причину.", put)
    for found in found_by_list(case.pack, "no-internal-details", reply, "Внутреннее слово «{text}»"):
        tokens = tuple(reply.between(found.start, found.end))
        words = [t for t in tokens if t.kind in ("word", "code")]
        # The client's own word (a CRM that he connects, a book about Jira) is no secret of ours.
        if words and all(t.lemmas & asked for t in words) or any(s.start < found.end and found.start < s.end for s in named):
            continue
        if _is_name(reply, found) and _is_button(reply, found):
            continue
        if _is_name(reply, found):
            yield found._replace(suggestion=None)
            continue
        if (deed := deed_without_agent(reply, found.start, found.end)) is not None:
            yield Found(deed[0], deed[1], found.message, deed[2], found.severity)
            continue
        if (sent := _sent(reply, tokens)) is not None:
            yield found._replace(suggestion=sent)
            continue
        wider = concordant(reply, tokens, found.suggestion) if found.suggestion and tokens else approved_by_us(reply, found.start, found.end)
        yield Found(wider[0], wider[1], found.message, wider[2], found.severity) if wider else found

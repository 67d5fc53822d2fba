"""positive-framing: what will be and when, rather than what will not (004)."""

from __future__ import annotations

from collections.abc import Iterator

from rewriter.result import Severity
from rewriter.rules.base import Found, Options, rule
from rewriter.rules.entries import found_by_list
from rewriter.text.absence import absences
from rewriter.text.document import Document, Token
from rewriter.text.framing import Framing, framings, told_otherwise
from rewriter.text.later import later
from rewriter.text.noun_chains import shape
from rewriter.text.reading import Reading
from rewriter.text.standstill import refusal_with_way, status_only

_ADVICE = {
    "until": "Переверните: «как только …, сразу …».",
    "unless": "Переверните: «сделаем, как только …».",
    "time": "Скажите, когда это будет, а не когда не будет.",
    "otherwise": "Скажите, что получит клиент, если сделает это.",
    "only": "Назовите срок без «только»: он и так понятен.",
    "earlier": "Скажите, с какого срока это будет.",
}
_MILD = frozenset(("only", "earlier"))


class PositiveFraming(Options):
    """`mild`: the severity of what is only a shade: «только в понедельник», «не раньше среды», a status with no next step."""

    mild: Severity = "info"


@rule("positive-framing", number=27, title="Что будет, а не чего не будет", source="004", severity="warning", hard=False, options=PositiveFraming)
def positive_framing(reply: Document, case: Reading, options: PositiveFraming) -> Iterator[Found]:
    """Клиенту важно, что будет и когда; то же самое, сказанное через «не», огорчает и ничего не добавляет."""
    yield from found_by_list(case.pack, "positive-framing", reply, "Сказано, чего не будет: «{text}»")
    asked = _asked(case)
    said = list(framings(reply))
    said += [a for a in absences(reply) if not any(f.start < a.end and a.start < f.end for f in said)]
    for found in said:
        # Asked about that very time or condition, one may say no; not where the better half of the answer stands right behind.
        no = _says_no(reply, found)
        if (no or _answers(found, asked)) and not (told_otherwise(reply, found) and (not no or _grudging(reply, found))):
            continue
        text = reply.text[found.start : found.end]
        better = later(reply, found) if found.kind == "earlier" else None
        advice = f"Лучше: «{better}»." if better else _with_what(found.bound[-1]) if found.kind == "without" else _ADVICE[found.kind]
        head = "Срок назван через ограничение" if found.kind in _MILD else "Сказано, чего не будет"
        yield Found(found.start, found.end, f"{head}: «{text}». {advice}", better, options.mild if found.kind in _MILD else None)
    if (way := refusal_with_way(reply, asked)) is not None and not any(f.start < way[1] and way[0] < f.end for f in said):
        start, end, offered = way
        text = reply.text[start:end]
        yield Found(start, end, f"Сначала отказ: «{text}». Начните с того, что можно: «{_short(reply, offered)}».")
    if (status := status_only(reply)) is not None and not status.lemmas & asked and not any(f.start <= status.start < f.end for f in said):
        yield Found(
            status.start,
            status.end,
            f"Сказано только, чего ещё нет: «{reply.text[status.start : status.end]}». Добавьте, что будет дальше и когда.",
            None,
            options.mild,
        )


def _asked(case: Reading) -> frozenset[str]:
    """Words of the client's questions: where a negation takes them up, it is the answer."""
    return frozenset(x for q in case.questions for t in case.client.between(q.start, q.end) if t.word is not None and len(t.norm) > 2 for x in t.lemmas)


def _says_no(reply: Document, found: Framing) -> bool:
    """«Нет, на этой неделе не успеем»: a plain no to a plain question."""
    return reply.tokens[reply.sentences[found.sentence].first].norm == "нет"


def _grudging(reply: Document, found: Framing) -> bool:
    """«Нет, сегодня не привезут, приедет только завтра»: even what will be is said as a limit."""
    return any(t.norm in ("только", "лишь") for t in reply.of(reply.sentences[found.sentence]))


def _answers(found: Framing, asked: frozenset[str]) -> bool:
    """Whether the client asked about this very condition or time: «Можно без паспорта?» — «Без паспорта не выдадут»."""
    return any(not t.lemmas.isdisjoint(asked) for t in found.bound if t.word is not None and t.word.top is not None and t.word.top.pos in ("NOUN", "ADV"))


def _with_what(needed: Token) -> str:
    """«без оплаты» → «после оплаты», «без паспорта» → «с паспортом»."""
    if shape(needed.norm).deed:
        return f"Скажите, когда это будет: «после {needed.norm} …»."
    form = next(
        (f for p in (needed.word.parses if needed.word else ()) if p.pos == "NOUN" and p.feats.get("Case") == "Gen" and (f := p.inflect(Case="Ins"))), None
    )
    return f"Скажите, что для этого нужно: «с {form} …»." if form else "Скажите, что для этого нужно и что тогда будет."


def _short(reply: Document, offered: tuple[Token, ...]) -> str:
    return reply.text[offered[0].start : offered[min(5, len(offered) - 1)].end]

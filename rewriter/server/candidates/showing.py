"""What the API says of candidates, and what it takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rewriter.case import Context
from rewriter.pack import Pack
from rewriter.pack_schema import Pair
from rewriter.result import CheckResult
from rewriter.rules import rules
from rewriter.training.judging import with_lesson
from rewriter.training.lint import sound
from rewriter.training.pairs import Placed
from rewriter.training.reviewing import Decision, Item, Status

LONGEST = 20_000
"""Characters of a text (design.md, Limits)."""
_LONGEST_REASON = 300


def _well_formed(text: str) -> str:
    """Line breaks as Unix has them. Raises ValueError for half a surrogate pair, which no file takes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("недопустимые знаки: половина суррогатной пары") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


Text = Annotated[str, Field(max_length=LONGEST), AfterValidator(_well_formed)]
Reason = Annotated[str, Field(max_length=_LONGEST_REASON), AfterValidator(_well_formed)]


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    file: Annotated[int, Field(ge=0, description="Номер файла из GET /v1/candidates")] = 0
    id: Annotated[str, Field(max_length=300)]
    draft: Annotated[Text | None, Field(description="Черновик с правкой")] = None
    reply: Annotated[Text | None, Field(description="Ответ с правкой")] = None


class ToJudge(_Asked):
    """A candidate as it is being mended."""


class ToDecide(_Asked):
    """What was decided. Texts are kept as an edit before `accept` and `reject`. `mark`: that of the candidate as the person saw it; another one now is a refusal."""

    action: Literal["accept", "reject", "edit", "undo"]
    reason: Annotated[Reason, Field(description="Почему отклонён; нужна при reject")] = ""
    mark: Annotated[str | None, Field(max_length=100, description="Метка кандидата, как его видели")] = None


class Row(BaseModel):
    """A candidate in the list."""

    id: str
    pack: str
    situation: str
    status: Status
    reason: str
    edited: bool
    teaches: tuple[str, ...]
    opening: str
    mark: str


class Counts(BaseModel):
    """How many stand so."""

    open: int
    accepted: int
    rejected: int
    written: int


class File(BaseModel):
    """A file of candidates by its name. `problem`: why it cannot be shown."""

    number: int
    name: str
    problem: str = ""


class Listing(BaseModel):
    """The candidates of one file. `none`: what to do where the service was given no file; `command`: how a person writes accepted pairs into packs."""

    files: tuple[File, ...] = ()
    file: int = 0
    rows: tuple[Row, ...] = ()
    counts: Counts
    reasons: tuple[str, ...] = ()
    command: str = ""
    none: str = ""


class Origin(BaseModel):
    """How a candidate was made: which way, and the rule that its draft was to break."""

    way: str
    asked: str
    model: str


class Shown(BaseModel):
    """A candidate with its texts as mended; `was`: draft and reply as they came."""

    row: Row
    mood: str
    client: str
    draft: str
    reply: str
    was: tuple[str, str]
    context: Context
    origin: Origin | None


class Taught(BaseModel):
    """A rule of the pair: `claimed` by it, `broken` by the draft and mended by the reply, `shown` by the reply alone."""

    rule: str
    title: str
    claimed: bool
    broken: bool
    shown: bool


class Judgement(BaseModel):
    """Both texts by the pack's rules. `problems`: what would keep the pair out of its pack."""

    before: CheckResult
    after: CheckResult
    lesson: tuple[Taught, ...]
    problems: tuple[str, ...]


class Decided(BaseModel):
    """The candidate after the decision, and the numbers."""

    shown: Shown
    counts: Counts


def mark_of(done: list[Decision]) -> str:
    """What changes with each decision about a candidate."""
    return f"{len(done)} {done[-1].action} {done[-1].at}" if done else "0"


def row(item: Item) -> Row:
    """The candidate in a line."""
    pair = item.pair
    return Row(
        id=item.id,
        pack=item.pack,
        situation=pair.situation,
        status=item.status,
        reason=item.reason,
        edited=item.edited,
        teaches=pair.teaches,
        opening=" ".join((pair.client.strip() or pair.draft).split())[:80],
        mark=mark_of(item.done),
    )


def shown(item: Item) -> Shown:
    """The candidate in full."""
    pair, made, came = item.pair, item.candidate.made, item.candidate.pair
    return Shown(
        row=row(item),
        mood=pair.mood,
        client=pair.client.strip(),
        draft=pair.draft.strip(),
        reply=pair.reply.strip(),
        was=(came.draft.strip(), came.reply.strip()),
        context=pair.context,
        origin=Origin(way=made.way, asked=made.asked, model=made.model) if made else None,
    )


def judgement(pair: Pair, pack: Pack, *, mended: bool) -> Judgement:
    """The pair judged. `mended`: a person has changed it, so that what it teaches is told anew, as it will be when it is written."""
    told = with_lesson(pair, pack)
    claims = told if mended or not pair.teaches else told.claiming(pair.teaches)
    known = rules()
    lesson = tuple(
        Taught(
            rule=name,
            title=known[name].title if name in known else name,
            claimed=name in pair.teaches,
            broken=name in told.broken,
            shown=name not in told.broken and name in known and told.teaches(name),
        )
        for name in dict.fromkeys((*pair.teaches, *told.pair.teaches))
    )
    problems = tuple(problem.message for problem in sound(Placed(claims.pair, pack.name, Path("-"), 1), pack, claims))
    return Judgement(before=told.before, after=told.after, lesson=lesson, problems=problems)

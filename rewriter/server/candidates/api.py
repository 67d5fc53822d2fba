"""Candidates over HTTP: the list, one of them, the rules' word on it as it is being mended, a decision. Endpoints are plain functions: the framework runs them in threads.

Nothing enters a pack from here: the page tells the command, a person at the machine gives it.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from rewriter.pack import Pack, PackError
from rewriter.server.api import bearer
from rewriter.server.candidates.shelf import Shelf, ShelfError
from rewriter.server.candidates.showing import Counts, Decided, File, Judgement, Listing, Shown, ToDecide, ToJudge, judgement, mark_of, row, shown
from rewriter.server.errors import ServiceError
from rewriter.training.reviewing import REASONS, Desk, Item

router = APIRouter(
    prefix="/v1/candidates",
    tags=["candidates"],
    dependencies=[bearer],
    responses={404: {"description": "Такого кандидата нет"}, 409: {"description": "Решить сейчас нельзя: сказано, почему"}},
)
_NONE = (
    "Смотреть нечего: составьте кандидатов (rewriter examples generate -o candidates.jsonl) "
    "и запустите сервис с ними (rewriter serve --candidates candidates.jsonl)."
)
_NAMES = {"accepted": "принят", "rejected": "отклонён", "written": "записан в пакет", "open": "снова не решён"}


def shelves_of(request: Request) -> tuple[Shelf, ...]:
    """The shelves of this app."""
    found: tuple[Shelf, ...] = request.app.state.shelves
    return found


Shelves = Annotated[tuple[Shelf, ...], Depends(shelves_of)]
Number = Annotated[int, Query(ge=0, description="Номер файла из GET /v1/candidates")]


@contextmanager
def _answered() -> Iterator[None]:
    """What cannot be had, as an answer."""
    try:
        yield
    except ShelfError as error:
        raise ServiceError(409, "candidates_busy" if error.busy else "candidates", str(error)) from error


def _shelf(shelves: tuple[Shelf, ...], number: int) -> Shelf:
    if number >= len(shelves):
        raise ServiceError(404, "unknown_candidates", f"Файла кандидатов номер {number} здесь нет. {_NONE if not shelves else ''}".strip())
    return shelves[number]


def _item(desk: Desk, candidate_id: str) -> Item:
    if candidate_id not in desk:
        raise ServiceError(404, "unknown_candidate", f"Кандидата «{candidate_id[:60]}» в этом файле нет: наверно, файл составили заново.")
    return desk[candidate_id]


def _pack(desk: Desk, item: Item) -> Pack:
    try:
        return desk.pack_for(item)
    except PackError as error:
        raise ServiceError(409, "unknown_pack", str(error)) from error


def _counts(desk: Desk) -> Counts:
    return Counts(**{status: desk.count(status) for status in ("open", "accepted", "rejected", "written")})


@router.get("")
def listing(shelves: Shelves, file: Number = 0) -> Listing:
    """Кандидаты одного файла с решениями о них, и какие файлы есть."""
    files = tuple(File(number=number, name=shelf.name) for number, shelf in enumerate(shelves))
    nothing = Counts(open=0, accepted=0, rejected=0, written=0)
    if not shelves:
        return Listing(counts=nothing, none=_NONE)
    shelf = _shelf(shelves, file)
    try:
        desk = shelf.desk()
    except ShelfError as error:  # the others can be looked at all the same
        files = tuple(one.model_copy(update={"problem": str(error)}) if one.number == file else one for one in files)
        return Listing(files=files, file=file, counts=nothing, reasons=REASONS)
    return Listing(
        files=files,
        file=file,
        rows=tuple(row(item) for item in desk.items),
        counts=_counts(desk),
        reasons=REASONS,
        command=f"rewriter examples review {shlex.quote(shelf.name)} --write",
    )


@router.get("/one")
def one(shelves: Shelves, candidate: Annotated[str, Query(alias="id", max_length=300)], file: Number = 0) -> Shown:
    """Один кандидат целиком."""
    with _answered():
        return shown(_item(_shelf(shelves, file).desk(), candidate))


@router.post("/judge")
def judge(asked: ToJudge, shelves: Shelves) -> Judgement:
    """Что правила пакета говорят об обоих текстах, и чему пара учит. Ничего не сохраняется."""
    with _answered():
        desk = _shelf(shelves, asked.file).desk()
        item = _item(desk, asked.id)
        pair = item.pair
        texts = {name: f"{text.strip()}\n" for name in ("draft", "reply") if (text := getattr(asked, name)) is not None}
        changed = any(getattr(pair, name).strip() != text.strip() for name, text in texts.items())
        return judgement(pair.model_copy(update=texts), _pack(desk, item), mended=item.edited or changed)


@router.post("/decide")
def decide(asked: ToDecide, shelves: Shelves) -> Decided:
    """Решение: принять, отклонить с причиной, исправить тексты, отменить последнее. Оно на диске раньше, чем приходит ответ."""
    if asked.action == "reject" and not asked.reason.strip():
        raise ServiceError(422, "no_reason", "Отклонить можно только с причиной: reason.")
    for text in (asked.draft, asked.reply):
        if text is not None and not text.strip():
            raise ServiceError(422, "empty_text", "Пустой текст не сохранён: в паре есть и черновик, и ответ.")
    with _answered(), _shelf(shelves, asked.file).deciding() as desk:
        item = _item(desk, asked.id)
        _still(item, asked)
        if asked.action != "undo":
            desk.edit(item, draft=asked.draft, reply=asked.reply)
        if asked.action == "accept":
            desk.accept(item)
        elif asked.action == "reject":
            desk.reject(item, asked.reason)
        elif asked.action == "undo" and desk.undo(item) is None:
            raise ServiceError(409, "nothing_to_undo", "Отменять нечего.")
        return Decided(shown=shown(item), counts=_counts(desk))


def _still(item: Item, asked: ToDecide) -> None:
    """The candidate is what the person has seen, and can be decided of. Raises ServiceError."""
    if item.status == "written":
        raise ServiceError(409, "written", f"{item.id}: уже записан в пакет {item.pack}. Поправить его можно там, в pairs.yaml.")
    if asked.mark is not None and asked.mark != mark_of(item.done):
        now = f"исправлен ({_NAMES[item.status]})" if item.done and item.done[-1].action == "edit" else _NAMES[item.status]
        raise ServiceError(409, "changed", f"Пока Вы смотрели, решили в другом окне: кандидат {now}. Взгляните ещё раз.")

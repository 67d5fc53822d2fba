"""Rewrites, desks and histories for the tests."""

from __future__ import annotations

import itertools
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from rewriter.case import Case
from rewriter.pack import load_pack
from rewriter.result import Result, RulesEvidence, Timing, Violation
from rewriter.server.desk import Rewritten
from rewriter.server.history.clients import Marks
from rewriter.server.history.feedback import Told, keep
from rewriter.server.history.models import Rewrite
from rewriter.server.history.rows import Row, row_of, write
from rewriter.server.history.store import Store
from tests.server.conftest import desk_with

MARKS = Marks(b"a key of the tests, long enough")
PACKS = {name: load_pack(name) for name in ("base", "post")}
NOW = datetime.now(UTC)
# Everything here that must be found nowhere in a database that keeps masked texts or none.
PERSONAL = ("Смирнов", "Анна", "Анны", "Игорь", "912 345", "345-67-89", "smirnova", "RA123456785RU", "ОБР-30417", "Полевая", "operator-7")
PERSONAL_CASE = {
    "pack": "post",
    "client_message": "Здравствуйте, меня зовут Анна Смирнова. Где RA123456785RU? Мой телефон +7 912 345-67-89, почта smirnova@example.ru, адрес: ул. Полевая, д. 12.",
    "draft": "Уважаемая Анна! Осуществляется доставка отправления RA123456785RU. Звоните: +7 912 345-67-89. По обращению Анны ответит Игорь.",
    "context": {"client_name": "Анна Смирнова", "operator_name": "Игорь", "ticket_id": "ОБР-30417", "first_contact": True},
}
_numbers = itertools.count(1)


def rewritten(
    *, pack: str = "post", draft: str = "Осуществляется доставка.", reply: str = "Доставляем.", status: Any = "ok", total: float = 100.0, **more: Any
) -> Rewritten:
    """A finished rewrite without any model; `context` and `client_message` as in a case, `broken` rules left in the reply."""
    broken = [Violation(rule=rule, severity="error", start=0, end=1, text="x", message="m") for rule in more.pop("broken", ())]
    request_id, user = more.pop("request_id", uuid.uuid4().hex), more.pop("user", "operator-7")
    case = Case.model_validate({"pack": pack, "draft": draft, **more})
    result = Result(
        id="", pack=pack, verdict="fail" if broken else "pass", violations=tuple(broken), rules=RulesEvidence(), status=status, reply=reply,
        backend="stub", model="stub-1", timing_ms=Timing(model=total - 1, check=1, total=total),
    )  # fmt: skip
    return Rewritten(request_id, user, "api", case, result, 0.5)


def row(done: Rewritten | None = None, *, days_ago: float = 0, setting: Any = "masked") -> Row:
    return row_of(done or rewritten(), NOW - timedelta(days=days_ago), keep=setting, marks=MARKS, packs=PACKS)


def put(store: Store, *rows: Row) -> None:
    with store.writing() as connection:
        for one in rows:
            write(connection, one)


def tell(store: Store, request_id: str, outcome: Any, **more: Any) -> None:
    with store.writing() as connection:
        assert keep(connection, Told(request_id=request_id, outcome=outcome, **more), None, PACKS, "masked") is not None


def kept_ids(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.execute(select(Rewrite.request_id).order_by(Rewrite.id)).scalars())


def desk_for(database: str, *backends: object, **serve: Any):
    return desk_with(*backends, database=database, **serve)

"""The tables. A change here needs a revision in `migrations/versions/`; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Double, ForeignKey, Index, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite has no time zones: there it is written without one and read as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database."""
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables. Constraints have names, so that a later revision can drop them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Text, float: Double, datetime: Moment, dict[str, Any]: JSON, list[str]: JSON}  # noqa: RUF012 - as SQLAlchemy declares it


class Rewrite(Base):
    """A rewrite. `texts`: the setting when it was kept (off, masked, full); without texts, the three of them and the context are NULL. Times in ms."""

    __tablename__ = "rewrites"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    user: Mapped[str]  # a mark of the name, and the name itself only where texts are kept as they are
    way: Mapped[str]
    pack: Mapped[str]
    status: Mapped[str]
    verdict: Mapped[str]
    backend: Mapped[str]
    model: Mapped[str]
    attempts: Mapped[int]
    waited_ms: Mapped[float]
    prompt_ms: Mapped[float]
    model_ms: Mapped[float]
    check_ms: Mapped[float]
    total_ms: Mapped[float]
    texts: Mapped[str]
    client_message: Mapped[str | None]
    draft: Mapped[str | None]
    reply: Mapped[str | None]
    context: Mapped[dict[str, Any] | None]


class Broken(Base):
    """A rule broken so many times, in the `draft` or in the `reply` that went back."""

    __tablename__ = "broken_rules"

    rewrite_id: Mapped[int] = mapped_column(ForeignKey("rewrites.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(primary_key=True)
    severity: Mapped[str]
    times: Mapped[int]


class Mark(Base):
    """By what a client's rewrites are found: keyed hashes of name, ticket, phone, … (`clients`)."""

    __tablename__ = "client_marks"
    __table_args__ = (Index("ix_client_marks_mark", "mark"),)

    rewrite_id: Mapped[int] = mapped_column(ForeignKey("rewrites.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[str] = mapped_column(primary_key=True)


class Feedback(Base):
    """What the operator did with a rewrite. `seconds` from the rewrite to that; `passes`, `teaches`: of the edited text, judged when it came."""

    __tablename__ = "feedback"

    rewrite_id: Mapped[int] = mapped_column(ForeignKey("rewrites.id", ondelete="CASCADE"), primary_key=True)
    created_at: Mapped[datetime]
    seconds: Mapped[float]
    outcome: Mapped[str]
    text: Mapped[str | None]
    thumb: Mapped[str | None]
    word: Mapped[str | None]
    passes: Mapped[bool | None]
    teaches: Mapped[list[str] | None]

"""Alembic runs this for every migration; the connection and its transaction are the caller's."""

from __future__ import annotations

from alembic import context

from rewriter.server.history.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()

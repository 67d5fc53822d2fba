"""Alembic's environment and revisions, applied by `rewriter.server.history.migrating`."""

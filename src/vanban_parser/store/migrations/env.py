"""What Alembic runs: the migrations on the connection that `store.migrate` gives."""

from __future__ import annotations

from alembic import context

from vanban_parser.store import tables_review  # noqa: F401 - its tables
from vanban_parser.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata
)
# The transaction is the caller's: all steps are taken, or none.
context.run_migrations()

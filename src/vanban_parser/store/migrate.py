"""Bring a database to the state that this version of the program knows."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from vanban_parser.store.errors import StoreTooNewError

HEAD = "0003"
"""The last migration; a test holds it against the folder."""

_FOLDER = Path(__file__).with_name("migrations")
# Any number, the same in every watcher: they start at once and one of them migrates.
_LOCK = 4_305_202_0


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, within the caller's transaction.

    Raises:
        StoreTooNewError: the database is of a later version.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
    if current(connection) == HEAD:
        return
    # Alembic takes 0.1 s to import: only where there is something to do.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreTooNewError("database", current(connection) or "") from error


def current(connection: Connection) -> str | None:
    """Return the last migration that the database has seen, None for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version"))
    revision: str | None = found.scalar()
    return revision

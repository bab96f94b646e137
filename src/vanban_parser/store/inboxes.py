"""Inboxes, and where their folders are now."""

from __future__ import annotations

from sqlalchemy import (
    select,
    update,
)

from vanban_parser.store.engine import Tx
from vanban_parser.store.inserting import insert_new
from vanban_parser.store.tables import inboxes


def know(tx: Tx, inbox: str, path: str) -> None:
    """Remember where the inbox is now."""
    moved = update(inboxes).where(inboxes.c.id == inbox).values(path=path)
    if tx.execute(moved).rowcount == 0:
        insert_new(tx, inboxes, {"id": inbox, "path": path})


def paths(tx: Tx) -> dict[str, str]:
    """Return the folder of each inbox by its id."""
    found = tx.execute(select(inboxes.c.id, inboxes.c.path))
    return {row.id: row.path for row in found}

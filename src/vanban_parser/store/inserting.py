"""Rows inserted where their key is not there yet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from vanban_parser.store.engine import Tx


def insert_new(tx: Tx, table: Any, values: Mapping[str, object]) -> bool:
    """Insert a row unless its key is there; tell whether it was inserted."""
    # Both databases have the clause, each in a dialect module of its own.
    return tx.execute(_new(table, tx.dialect.name), values).first() is not None


@cache
def _new(table: Any, dialect: str) -> Any:
    module = postgresql if dialect == "postgresql" else sqlite
    return module.insert(table).on_conflict_do_nothing().returning(*table.primary_key)

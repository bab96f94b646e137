"""An empty store on each kind of database, and letters to put into it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from vanban_parser.store.engine import Store, open_store


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = open_store(database)
    yield opened
    opened.close()

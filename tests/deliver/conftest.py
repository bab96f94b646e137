"""A store for each test; SQLite alone where the database makes no difference."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vanban_parser.store.engine import Store, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vanban.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(str(path))
    yield opened
    opened.close()

"""A page with nobody but the person at this machine, and one with users."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.house import Page, add_user, make_office, served
from tests.web.tabs import launched, tab_of, watched
from vanban_parser.store.engine import Store, open_store

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "vanban.db"))
    yield opened
    opened.close()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def page(store: Store, tmp_path: Path) -> Iterator[Page]:
    """Give a page that is opened by its link."""
    with served(make_office(store, tmp_path)) as found:
        yield found


@pytest.fixture
def office_page(store: Store, tmp_path: Path) -> Iterator[Page]:
    """Give a page with a user of each role, named like it."""
    for role in ("clerk", "leader", "viewer", "admin"):
        add_user(store, role, role)
    with served(make_office(store, tmp_path, linked=False)) as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def office(store: Store, tmp_path: Path, inbox: Path) -> Iterator[Page]:
    """Give a page whose inbox is watched by the real reader."""
    with watched(store, tmp_path, inbox) as found:
        yield found


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Tab]:
    with tab_of(chromium) as made:
        yield made

"""A store for each test, SQLite where any would do; trackers, started once."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.deliver.real.bench import ELSEWHERE, Bench, Fresh
from tests.deliver.real.calendars import radicale, xandikos
from tests.deliver.real.redmine import redmine
from tests.deliver.real.warrior import taskwarrior
from vanban_parser.store.engine import Store, open_store

BENCHES: dict[str, Callable[[Path, Path, str], AbstractContextManager[Fresh]]] = {
    "radicale": lambda folder, _, zone: radicale(folder, zone),
    "xandikos": lambda folder, _, zone: xandikos(folder, zone),
    "taskwarrior": lambda folder, _, zone: taskwarrior(folder, zone),
    "redmine": redmine,
}
Start = Callable[[str, str], Fresh]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vanban.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(str(path))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def started(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Start]:
    """Start a tracker in a zone when it is first asked for; end all at the end."""
    running: dict[tuple[str, str], Fresh] = {}
    with contextlib.ExitStack() as stack:

        def start(name: str, zone: str) -> Fresh:
            if (name, zone) not in running:
                kept = request.config.cache.mkdir(f"vanban-{name}")
                folder = tmp_path_factory.mktemp(name)
                made = BENCHES[name](folder, kept, zone)
                running[name, zone] = stack.enter_context(made)
            return running[name, zone]

        yield start


@pytest.fixture(params=BENCHES)
def bench(request: pytest.FixtureRequest, started: Start) -> Bench:
    """Return an empty tracker of each kind, in another zone than the office's."""
    return started(request.param, ELSEWHERE)()


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Give what moves this process to another time zone, until the test ends."""
    if not hasattr(time, "tzset"):
        pytest.skip("Windows moves no process to another zone")

    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()

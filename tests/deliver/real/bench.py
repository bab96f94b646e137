"""A tracker that runs here, seen as the people see it who use it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

ELSEWHERE = "America/Los_Angeles"
"""The zone of every server here: a day of the office must be the same day there."""


@dataclass(frozen=True)
class Seen:
    """A task as the tracker itself shows it; `key` is our id."""

    key: str
    title: str
    text: str
    due: str
    assignee: str
    priority: str
    is_done: bool
    comments: tuple[str, ...]


class Bench(Protocol):
    """A tracker, and people who work with it."""

    table: dict[str, Any]
    """Its table in the settings."""

    def seen(self) -> list[Seen]:
        """Return all tasks that are there."""

    def complete(self, key: str) -> None: ...

    def change(self, key: str, **values: str) -> None:
        """Change title, due (a day) or assignee, as a person does."""

    def annotate(self, key: str, words: str) -> None: ...

    def delete(self, key: str) -> None: ...


Fresh = Callable[[], Bench]
"""Makes an empty one: a collection, a project, a folder."""


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextlib.contextmanager
def running(
    command: Sequence[str], port: int, folder: Path, env: Mapping[str, str]
) -> Iterator[None]:
    """Run a server in another time zone until the block ends."""
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env={**os.environ, "TZ": ELSEWHERE, **env},
        )
    try:
        _wait(process, port, log)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    ends = time.monotonic() + 90
    while time.monotonic() < ends:
        if process.poll() is not None:
            break
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), timeout=1),
        ):
            return
        time.sleep(0.1)
    raise AssertionError(f"the server does not start:\n{log.read_text()[-3000:]}")


def program(name: str) -> str:
    """Return where a program is; without it the test is skipped, in CI it fails."""
    found = shutil.which(name)
    if found is None:
        lacking(f"{name} is not installed (make system installs it)")
    return str(found)


def lacking(reason: str) -> None:
    """Skip with a reason; fail in CI, where a test that is skipped never runs."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)

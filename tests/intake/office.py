"""An inbox with a watcher whose reader does what the bytes of a file tell it."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.cli.fakes import letter
from vanban_parser.errors import (
    CrashedError,
    DamagedFileError,
    FileMissingError,
    SecretLetterError,
    TimeLimitError,
    VanbanError,
)
from vanban_parser.intake.folders import Folders
from vanban_parser.intake.journal import Event, Journal
from vanban_parser.intake.pace import Pace
from vanban_parser.intake.reader import Asked
from vanban_parser.intake.watcher import Watcher
from vanban_parser.model.letter import Letter
from vanban_parser.store.engine import Store

OFFICE = dt.timezone(dt.timedelta(hours=7))
# Everything as fast as a test can wait for.
FAST = Pace(
    scan=0.05,
    settle=0.03,
    patience=600,
    lease=5,
    grace=5,
    pause=0.1,
    stale=0.5,
    nap=0.0,
    rest=0.0,
)


def silent(event: Event) -> None:
    """Tell nobody."""


class Clock:
    """The office's time, which a test may set forward."""

    def __init__(self) -> None:
        self.ahead = dt.timedelta()

    def now(self) -> dt.datetime:
        return dt.datetime.now(OFFICE) + self.ahead

    def chance(self) -> float:
        return 0.0


class Stub:
    """Reads no letter: ``ok 12`` becomes the letter number 12 of that office."""

    def read(self, asked: Asked) -> tuple[Letter, ...]:
        path = asked.path
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        order, _, rest = data.decode("utf-8", "replace").partition(" ")
        if order == "secret" and asked.not_secret == sha256:
            order = "ok"
        if order in FAILURES:
            raise FAILURES[order](path.name, "detail")
        if order == "bug":
            raise ZeroDivisionError(rest)
        if order == "slow":
            seconds, _, rest = rest.partition(" ")
            time.sleep(float(seconds))
        number = rest.split(" ")[0].strip() or None
        source = letter().source.model_copy(
            update={
                "filename": path.name.encode("utf-8", "replace").decode(),
                "sha256": sha256,
            }
        )
        code = f"{number}/UBND-VX" if number else None
        one = letter(source=source, number=number, code=code)
        if order != "several":
            return (one,)
        # ``several 1 2 3``: the letters of those numbers in one file.
        return tuple(
            one.model_copy(update={"number": n, "code": f"{n}/UBND-VX"})
            for n in rest.split()
        )

    def close(self) -> None:
        pass


FAILURES: dict[str, type[VanbanError]] = {
    "damaged": DamagedFileError,
    "crash": CrashedError,
    "hang": TimeLimitError,
    "locked": FileMissingError,
    "secret": SecretLetterError,
}


def explain(code: str, problem: str, remedy: str) -> tuple[str, str]:
    return f"lỗi {code}", f"hãy sửa {code}"


def watcher(
    inbox: Path,
    store: Store,
    *,
    journal: Journal = silent,
    clock: Clock | None = None,
    pace: Pace = FAST,
    n_readers: int = 2,
    source: Path | None = None,
) -> Watcher:
    inbox.mkdir(exist_ok=True)
    return Watcher(
        Folders(inbox),
        store,
        Stub,
        clock=clock or Clock(),
        explain=explain,
        journal=journal,
        n_readers=n_readers,
        pace=pace,
        source=source,
    )


def drop(inbox: Path, name: str, order: str) -> Path:
    path = inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(order, encoding="utf-8")
    return path


def tree(inbox: Path) -> dict[str, str]:
    """Return what lies in the inbox: contents by path, our own notes left out."""
    found: dict[str, str] = {}
    for top, _, names in os.walk(inbox):
        for name in names:
            path = Path(top, name).relative_to(inbox).as_posix()
            own = path.startswith(".vanban/") and not path.startswith(".vanban/work/")
            if own or not Path(top, name).is_file():
                continue
            # A watcher at work may move it between the look and the reading.
            with contextlib.suppress(FileNotFoundError):
                found[path] = Path(top, name).read_text("utf-8", "replace")
    return found


class Running:
    """A watcher in a thread, until the block ends."""

    def __init__(self, watched: Watcher) -> None:
        self.watcher = watched
        self._thread = threading.Thread(target=watched.run)

    def __enter__(self) -> Running:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.watcher.stop()
        self._thread.join(20)
        assert not self._thread.is_alive(), "it did not stop"


def until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait for `condition`, or fail."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def dying_at(step: str, nth: int = 1) -> Journal:
    """Return a journal that kills this process at the `nth` event of that name."""
    seen = 0

    def journal(event: Event) -> None:
        nonlocal seen
        if event.name == step:
            seen += 1
            if seen == nth:
                os.kill(os.getpid(), signal.SIGKILL)

    return journal

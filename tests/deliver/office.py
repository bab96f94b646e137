"""A store with letters to tell of, targets to tell, and a clock that tests turn."""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.cli.fakes import letter
from tests.store.arriving import NOON, filed, of_bytes
from vanban_parser.deliver.outcomes import Event, Tally
from vanban_parser.deliver.parcels import Packer
from vanban_parser.deliver.sender import Pace, Sender
from vanban_parser.deliver.target import Target
from vanban_parser.deliver.targets import World, open_target
from vanban_parser.model.letter import Deadline, Evidence, Letter, Task
from vanban_parser.model.targets import Target as Configured
from vanban_parser.settings import Settings
from vanban_parser.store.engine import Store

PATIENT = Pace()
LOOPBACK = ["127.0.0.0/8"]


@dataclass
class Clock:
    """Stands at noon; tests turn it."""

    at: dt.datetime = NOON
    chances: list[float] = field(default_factory=list)

    def now(self) -> dt.datetime:
        return self.at

    def chance(self) -> float:
        return self.chances.pop(0) if self.chances else 0.5

    def forward(self, seconds: float) -> None:
        self.at += dt.timedelta(seconds=seconds)


def task(number: int, **changes: Any) -> Task:
    """Return a task of an invented letter, known by its number."""
    values: dict[str, Any] = {
        "id": uuid.uuid5(uuid.NAMESPACE_OID, f"task {number}"),
        "title": f"Báo cáo số {number}",
        "action": f"báo cáo kết quả rà soát hồ sơ của thôn {number}",
        "assignees": ("Phòng Nội vụ",),
        "deadline": Deadline(text="trước ngày 30/11/2026", date="2026-11-30"),
    }
    return Task(**(values | changes))


def letter_with(*tasks: Task, data: str = "one", **changes: Any) -> Letter:
    """Return a letter with these tasks; each is quoted on page 2."""
    words = letter().text
    evidence = {
        f"/tasks/{n}/action": (
            Evidence(
                start=0,
                end=10,
                text=f"Giao Phòng Nội vụ: {one.action}",
                page=2,
                bbox=None,
                rule="task-order",
            ),
        )
        for n, one in enumerate(tasks)
    }
    return of_bytes(data, tasks=tasks, evidence=evidence, text=words, **changes)


def fill(store: Store, n: int, per_letter: int = 30) -> list[str]:
    """Let letters with `n` tasks come in; return the tasks' ids."""
    ids: list[str] = []
    for start in range(0, n, per_letter):
        some = [task(k) for k in range(start, min(start + per_letter, n))]
        head = {"number": str(start + 1), "code": f"{start + 1}/UBND-VX"}
        filed(store, letter_with(*some, data=f"letter {start}", **head))
        ids += [str(one.id) for one in some]
    return ids


def configured(kind: str, **keys: Any) -> Configured:
    """Return a target as the settings file has it; this machine may be sent to."""
    here = {} if kind == "taskwarrior" else {"allow_addresses": LOOPBACK}
    table = {"kind": kind, **here, **keys}
    return Settings.model_validate({"targets": {"here": table}}).targets["here"]


SECRET = {"VANBAN_SECRET_HERE": "mat-khau-cua-co-quan-mau-2026"}


def opened(config: Configured, clock: Any, *, rehearsing: bool = False) -> Target:
    """Open a target."""
    world = World(
        {**os.environ, **SECRET}, lambda: clock.now().timestamp(), rehearsing=rehearsing
    )
    return open_target("here", config, world)


def sender(
    store: Store,
    target: Target,
    clock: Any,
    *,
    owner: str = "sender-1",
    pace: Pace = PATIENT,
    since: str | None = None,
    link: str | None = None,
    journal: Callable[[Event], None] = lambda _: None,
) -> Sender:
    """Return what sends to a target."""
    packer = Packer("here", link)
    return Sender(store, "here", target, packer, clock, owner, since, pace, journal)


def deliver(store: Store, config: Configured, clock: Clock | None = None) -> Tally:
    """Send what waits, once through."""
    clock = clock or Clock()
    target = opened(config, clock)
    try:
        return sender(store, target, clock, link=config.link).run()
    finally:
        target.close()

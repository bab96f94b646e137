"""Taskwarrior, the program of the system's package."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.deliver.real.bench import ELSEWHERE, Fresh, Seen, program

OFFICE = dt.timezone(dt.timedelta(hours=7))


class Warrior:
    """The tasks of one folder; a person who types commands."""

    def __init__(self, folder: Path, name: str, zone: str) -> None:
        folder.mkdir()
        self._zone = zone
        self._folder = folder
        self._name = name
        self.table: dict[str, Any] = {
            "kind": "taskwarrior",
            "program": name,
            "data": str(folder),
            "assignees": {"Phòng Nội vụ": "noivu"},
        }

    def task(self, *words: str, zone: str | None = None) -> str:
        """Run a command, in another zone than the office's."""
        quiet = ["rc.confirmation=off", "rc.verbose=nothing", "rc.color=off"]
        own = [
            f"rc.uda.vanban{field}.type=string"
            for field in ("text", "assignee", "letter", "link")
        ]
        env = {**os.environ, "TASKRC": os.devnull, "TASKDATA": str(self._folder)}
        done = subprocess.run(
            [self._name, *quiet, *own, *words],
            env={**env, "TZ": zone or self._zone},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        # 1: a report without a line.
        assert done.returncode in (0, 1), done.stderr
        assert not done.stderr, done.stderr
        return done.stdout

    def export(self) -> list[dict[str, Any]]:
        """Return all tasks that are not deleted, as the program exports them."""
        found: list[dict[str, Any]] = json.loads(self.task("export") or "[]")
        return [one for one in found if one["status"] != "deleted"]

    def shown(self, zone: str | None = None) -> dict[str, str]:
        """Return by id the moments that the program shows in a zone."""
        report = [
            "rc.report.han.columns=uuid,due",
            "rc.report.han.labels=U,D",
            "rc.report.han.dateformat=Y-M-DTH:N:S",
            "rc.defaultwidth=200",
        ]
        lines = [
            line.split() for line in self.task(*report, "han", zone=zone).split("\n")
        ]
        return {cells[0]: cells[1] for cells in lines if len(cells) == 2}

    def seen(self) -> list[Seen]:
        shown = self.shown()
        return [_seen(one, shown.get(one["uuid"], "")) for one in self.export()]

    def complete(self, key: str) -> None:
        self.task(f"uuid:{key}", "done")

    def change(self, key: str, **values: str) -> None:
        words = {"title": "description", "due": "due", "assignee": "vanbanassignee"}
        given = [f"{words[name]}:{value}" for name, value in values.items()]
        self.task(f"uuid:{key}", "modify", *given)

    def annotate(self, key: str, words: str) -> None:
        self.task(f"uuid:{key}", "annotate", words)

    def delete(self, key: str) -> None:
        self.task(f"uuid:{key}", "delete")


@contextmanager
def taskwarrior(folder: Path, zone: str = ELSEWHERE) -> Iterator[Fresh]:
    """Yield what makes an empty folder of tasks."""
    name = program("task")
    yield lambda: Warrior(folder / uuid.uuid4().hex, name, zone)


def _seen(one: dict[str, Any], shown: str) -> Seen:
    return Seen(
        key=one["uuid"],
        title=one["description"],
        text=one.get("vanbantext", ""),
        due=_due(one.get("due", ""), shown),
        assignee=one.get("vanbanassignee", ""),
        priority=one.get("priority", ""),
        is_done=one["status"] == "completed",
        comments=tuple(a["description"] for a in one.get("annotations", ())),
    )


def _due(exported: str, shown: str) -> str:
    """Return a day as it is shown; an hour as the office says it."""
    if not exported:
        return ""
    at = dt.datetime.strptime(exported, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
    if at.hour == 10:  # 17:00 of the office, as one test has it
        return at.astimezone(OFFICE).isoformat()
    return shown[:10] or at.astimezone(OFFICE).date().isoformat()

"""The ways an official letter gives a task, and what only looks like one.

``task_catalogue.toml`` has the patterns of the catalogue of task language, and
``task_traps.toml`` what must not be taken for an order; every wording is invented.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.letters_of import tasks_of
from vanban_parser.model.letter import Task

HERE = Path(__file__).parent


def cases(name: str) -> list[dict[str, Any]]:
    table = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    return list(table["case"])


def shown(task: Task) -> dict[str, Any]:
    """Return a task as the tables write one: what is empty is left out."""
    due = task.deadline
    parts = {
        "who": list(task.assignees),
        "does": task.action,
        "helped_by": list(task.coordinators),
        "report_to": list(task.report_to),
        "due": (due.date or due.rrule or due.duration) if due is not None else None,
        "kind": task.kind if task.kind != "task" else None,
        "condition": task.condition,
        "consequence": task.consequence,
    }
    return {key: value for key, value in parts.items() if value}


def found(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [shown(task) for task in tasks_of(case["text"], **case.get("letter", {}))]


@pytest.mark.parametrize("case", cases("task_catalogue"), ids=lambda c: c["text"][:40])
def test_pattern(case: dict[str, Any]) -> None:
    assert found(case) == case["tasks"], f"pattern {case['pattern']}"


def test_every_pattern_has_two_wordings() -> None:
    numbers = [case["pattern"] for case in cases("task_catalogue")]

    assert all(numbers.count(number) >= 2 for number in range(1, 57))


@pytest.mark.parametrize("case", cases("task_traps"), ids=lambda c: c["text"][:40])
def test_trap(case: dict[str, Any]) -> None:
    assert found(case) == case["tasks"], f"trap {case['trap']}"


def test_every_trap_has_two_wordings() -> None:
    numbers = [case["trap"] for case in cases("task_traps")]

    assert all(numbers.count(number) >= 2 for number in range(1, 22))

"""Days that only an order makes a limit, read in whole letters."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.letters_of import parse, tasks_of, typed_letter
from vanban_parser.model.letter import Task

_FILE = Path(__file__).with_name("deadline_orders.toml")
ORDERS: dict[str, list[list[str]]] = tomllib.loads(_FILE.read_text("utf-8"))


def sets(tasks: tuple[Task, ...]) -> str:
    """Return when each of the tasks is due, ``words`` where these name no time."""
    due = [task.deadline for task in tasks if task.deadline is not None]
    found = [one.date or one.rrule or one.duration or "words" for one in due]
    return " | ".join(found) or "none"


@pytest.mark.parametrize(
    ("order", "due"),
    [
        pytest.param(order, due, id=f"{part}: {order}")
        for part, orders in ORDERS.items()
        for order, due in orders
    ],
)
def test_an_order_sets_what_it_names(order: str, due: str) -> None:
    assert sets(tasks_of(f"Yêu cầu Phòng Nội vụ {order}.")) == due


def test_a_line_with_a_day_under_a_name_and_a_verb_makes_them_a_task() -> None:
    (task,) = parse(
        typed_letter(
            "1. Tổ dân phố Mẫu trực chốt phân luồng tại đầu cầu\n"
            "Thời gian thực hiện: Từ ngày 14/9 đến ngày 18/9/2026.\n"
        )
    ).tasks
    assert task.assignees == ("Tổ dân phố Mẫu",)
    assert task.deadline is not None
    assert task.deadline.date == "2026-09-18"

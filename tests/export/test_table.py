"""A letter as a line of the register."""

from __future__ import annotations

import pytest

from tests.cli.fakes import TASK, WARNING, letter
from vanban_parser.export.table import TaskRow, WarningRow, day_first, to_register
from vanban_parser.model.letter import Deadline


def test_a_letter_is_filed_by_number_day_body_and_subject() -> None:
    entry = to_register(letter(issued_on="2020-10-14", warnings=(WARNING,)))
    assert (entry.code, entry.issued_on) == ("12/UBND-VX", "14/10/2020")
    assert entry.issuing_body == "Ủy ban nhân dân xã Mẫu"
    assert entry.tasks == (
        TaskRow("Báo cáo kết quả", ("Phòng Nội vụ", "Phòng Y tế"), "15/10/2020"),
    )
    assert entry.warnings == (
        WarningRow("day-missing", "Ngày ban hành để trống.", "/issued_on"),
    )


def test_a_blank_number_leaves_the_notation() -> None:
    assert to_register(letter(code=None, number=None)).code == "UBND-VX"


def test_a_deadline_that_has_no_day_is_given_in_the_letters_words() -> None:
    due = Deadline(text="hằng tháng", rrule="FREQ=MONTHLY")
    task = TASK.model_copy(update={"deadline": due})
    assert to_register(letter(tasks=(task,))).tasks[0].deadline == "hằng tháng"


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("2020-10-14", "14/10/2020"),
        ("2020-10", "10/2020"),
        ("2020", "2020"),
        ("2020-10-14T16:30", "14/10/2020 16:30"),
        ("", ""),
    ],
)
def test_days_are_written_day_first(iso: str, written: str) -> None:
    assert day_first(iso) == written

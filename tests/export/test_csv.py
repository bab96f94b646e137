"""A letter as rows of a spreadsheet, none of which is a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.fakes import TASK, letter
from vanban_parser.export.csv import (
    COLUMNS,
    failed_row,
    safe_cell,
    to_csv,
    to_rows,
)


def cells(**changes: Any) -> list[dict[str, str]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in to_rows(letter(**changes))]


def test_each_task_has_its_row_with_the_columns_of_the_letter() -> None:
    rows = cells(tasks=(TASK, TASK.model_copy(update={"annex": True})))
    assert [row["code"] for row in rows] == ["12/UBND-VX"] * 2
    assert [row["deadline"] for row in rows] == ["2020-10-15"] * 2
    assert [row["task_annex"] for row in rows] == ["", "true"]


def test_a_letter_without_tasks_has_its_row_too() -> None:
    (row,) = cells(tasks=())
    assert row["subject"] == "rà soát hồ sơ"
    assert row["task_id"] == ""


def test_a_file_that_failed_has_a_row_with_its_code() -> None:
    row = dict(zip(COLUMNS, failed_row("a.pdf", "", "no-text"), strict=True))
    assert {name: cell for name, cell in row.items() if cell} == {
        "filename": "a.pdf",
        "error": "no-text",
    }


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_a_cell_that_looks_like_a_formula_is_made_text(first: str) -> None:
    assert safe_cell(f"{first}HYPERLINK(1)") == f"'{first}HYPERLINK(1)"


@pytest.mark.parametrize("text", ["", "12/UBND-VX", "a=1", "'=1", "2020-10-15"])
def test_any_other_cell_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_what_is_written_is_what_a_spreadsheet_reads(row: list[str]) -> None:
    row = [cell.replace("\x00", "") for cell in row]
    (read,) = csv.reader(io.StringIO(to_csv([tuple(row)]), newline=""))
    assert read == [safe_cell(cell) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in read)

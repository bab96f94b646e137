"""Letters as CSV: one row a task, with the columns of its letter.

Made for spreadsheets: lines end in CR LF, and a cell that a spreadsheet would take
for a formula is made text.  Who writes the file encodes it as UTF-8 with a byte order
mark (``utf-8-sig``), without which Excel does not see UTF-8.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vanban_parser.model.letter import Letter, Task

Row = tuple[str, ...]

_OF_LETTER = (
    "filename",
    "sha256",
    "document_type",
    "code",
    "number",
    "notation",
    "issued_on",
    "issuing_body",
    "parent_body",
    "place",
    "subject",
    "urgency",
    "secrecy",
    "signer",
    "warnings",
)
_OF_TASK = (
    "task_id",
    "task_kind",
    "task_title",
    "task_action",
    "task_assignees",
    "task_coordinators",
    "task_report_to",
    "deadline",
    "deadline_text",
    "deadline_rrule",
    "deadline_duration",
    "task_communes",
    "task_annex",
)
COLUMNS = (*_OF_LETTER, *_OF_TASK, "error")
"""Names of the columns, in order.  ``error`` holds the code of a file that failed.

Several values in one cell stand on lines of their own.
"""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_rows(letter: Letter) -> tuple[Row, ...]:
    """Return one row a task; a letter without tasks has one row, so that it is seen."""
    head = _letter_cells(letter)
    if not letter.tasks:
        return ((*head, *[""] * len(_OF_TASK), ""),)
    return tuple((*head, *_task_cells(task), "") for task in letter.tasks)


def failed_row(filename: str, sha256: str, code: str) -> Row:
    """Return the row of a file that could not be parsed."""
    return (filename, sha256, *[""] * (len(COLUMNS) - 3), code)


def to_csv(rows: Iterable[Row]) -> str:
    """Return `rows` as CSV text; `COLUMNS` is the head row, if one is wanted."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def safe_cell(text: str) -> str:
    """Return `text` so that a spreadsheet shows it and does not compute it.

    Source:
        OWASP, CSV Injection: a quote before ``= + - @``, tab and carriage return.
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def _letter_cells(letter: Letter) -> Row:
    return (
        letter.source.filename,
        letter.source.sha256,
        letter.document_type or "",
        letter.code or "",
        letter.number or "",
        letter.notation or "",
        letter.issued_on or "",
        letter.issuing_body.name or "",
        letter.issuing_body.parent or "",
        letter.place or "",
        letter.subject or "",
        letter.urgency or "",
        letter.secrecy or "",
        letter.signature.name or "",
        "\n".join(warning.code for warning in letter.warnings),
    )


def _task_cells(task: Task) -> Row:
    due = task.deadline
    return (
        str(task.id),
        task.kind,
        task.title,
        task.action,
        "\n".join(task.assignees),
        "\n".join(task.coordinators),
        "\n".join(task.report_to),
        (due and due.date) or "",
        (due and due.text) or "",
        (due and due.rrule) or "",
        (due and due.duration) or "",
        "\n".join(task.communes),
        "true" if task.annex else "",
    )

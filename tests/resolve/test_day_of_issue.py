"""A day that a hand wrote, by the letter's other dates and its signature."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.letters_of import document_of
from vanban_parser.model.document import Box, Document, Notice, TextSource
from vanban_parser.pipeline import Parser
from vanban_parser.settings import Settings

HEAD = """\
<< UBND TỈNH MẪU
<< Số: 15/UBND-VP
<< V/v rà soát nhà văn hóa
>> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
>> Độc lập - Tự do - Hạnh phúc
>> Mẫu Sơn, ngày tháng 9 năm 2026
"""
ORDER = "Kính gửi: Phòng Nội vụ.\nĐề nghị Phòng Nội vụ báo cáo trước ngày {due}./.\n"
CITED = "Thực hiện Công văn số 14/UBND-VX ngày {day}/9/2026 của UBND tỉnh Mẫu.\n"
SIGNED = "## Thời gian ký: {day}/09/2026 10:15:00\n"


def letter(
    *readings: tuple[str, float],
    cited: str = "",
    due: str = "30/11/2026",
    rest: str = "",
) -> Document:
    body = (CITED.format(day=cited) if cited else "") + ORDER.format(due=due)
    document = document_of(HEAD + body + rest)
    notice = Notice(
        "day-unread", 1, "/issued_on", Box(1, 400, 90, 430, 110), readings=readings
    )
    source = replace(document.source, text_source=TextSource.OCR)
    return replace(document, source=source, notices=(notice,))


def dated(document: Document) -> tuple[str | None, set[str]]:
    """Return the date of issue and the codes of its warnings."""
    read = Parser(Settings(model=False)).resolve(document).letter
    return read.issued_on, {w.code for w in read.warnings if w.field == "/issued_on"}


def test_of_few_days_the_far_likelier_reading_is_claimed_and_said_so() -> None:
    found = dated(
        letter(("28", 0.3), ("22", 0.2), ("20", 0.01), cited="19", due="26/9/2026")
    )
    assert found == ("2026-09-22", {"day-by-calendar"})


@pytest.mark.parametrize(
    ("readings", "cited", "due"),
    [
        # As likely as another day that is possible.
        ((("22", 0.2), ("20", 0.1)), "19", "26/9/2026"),
        # Any day of the month is possible.
        ((("22", 0.3), ("20", 0.01)), "", "30/11/2026"),
        # No reading is possible.
        ((("08", 0.5), ("03", 0.1)), "19", "26/9/2026"),
        # Hardly a reading at all.
        ((("22", 0.05),), "19", "26/9/2026"),
        # The letter's own dates contradict each other.
        ((("22", 0.5),), "27", "20/9/2026"),
        ((), "19", "26/9/2026"),
    ],
)
def test_else_the_day_stays_unread(
    readings: tuple[tuple[str, float], ...], cited: str, due: str
) -> None:
    value, codes = dated(letter(*readings, cited=cited, due=due))
    assert value == "2026-09"
    assert "day-unread" in codes


def test_a_signature_of_the_same_day_decides() -> None:
    readings = (("14", 0.6), ("11", 0.04), ("1", 0.01))
    found = dated(letter(*readings, rest=SIGNED.format(day="11")))
    assert found == ("2026-09-11", {"day-by-calendar"})


def test_a_signature_of_another_day_puts_no_day_that_nobody_read() -> None:
    value, codes = dated(
        letter(("14", 0.6), ("08", 0.04), rest=SIGNED.format(day="11"))
    )
    assert value == "2026-09"
    assert "day-unread" in codes


def test_deadlines_are_reckoned_from_the_day_that_was_found() -> None:
    document = letter(("22", 0.4), cited="19", due="26/9")
    read = Parser(Settings(model=False)).resolve(document).letter
    assert read.issued_on == "2026-09-22"
    assert [task.deadline.date for task in read.tasks if task.deadline] == [
        "2026-09-26"
    ]

"""A mark among the words of a page: alone in its place, in the upper part."""

from __future__ import annotations

import pytest

from vanban_parser.gate.words import Printed, page_mark

HEIGHT = 842.0
MOTTO = (320.0, 60.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")


def words(*lines: tuple[float, float, str]) -> list[Printed]:
    """Return the words of lines at x, y, seven points a letter and thirteen high."""
    found = []
    for x, y, line in lines:
        left = x
        for word in line.split(" "):
            width = 7.0 * len(word)
            if word:
                found.append(Printed(word, left, y, left + width, y + 13))
            left += width + 4
    return found


def level(
    *lines: tuple[float, float, str], first: bool = True, recognised: bool = False
) -> str | None:
    return page_mark(words(*lines), HEIGHT, first=first, recognised=recognised)


@pytest.mark.parametrize("x", [90.0, 400.0])
@pytest.mark.parametrize(
    ("text", "found"),
    [("MẬT", "mật"), ("TỐI MẬT", "tối mật"), ("TUYỆT MẬT", "tuyệt mật")],
)
def test_a_mark_stands_alone(text: str, found: str, x: float) -> None:
    assert level(MOTTO, (90, 100, "Số: 5/UBND"), (x, 130, text)) == found


def test_a_mark_may_share_its_line_with_the_other_column() -> None:
    assert level(MOTTO, (90, 100, "MẬT"), (320, 100, "Mẫu Sơn, ngày 5")) == "mật"


def test_a_mark_may_stand_on_two_lines() -> None:
    assert level(MOTTO, (90, 100, "TUYỆT"), (91, 116, "MẬT")) == "tuyệt mật"


@pytest.mark.parametrize(
    "lines",
    [
        [(90.0, 130.0, "KẾ HOẠCH BẢO VỆ BÍ MẬT NHÀ NƯỚC")],
        [(90.0, 130.0, "VỀ CÔNG TÁC BẢO VỆ BÍ"), (200.0, 146.0, "MẬT")],
        [(90.0, 130.0, "ỦY BAN"), (90.0, 146.0, "MẶT TRẬN TỔ QUỐC")],
        [(90.0, 130.0, "Mật")],
        [(90.0, 600.0, "MẬT")],
    ],
    ids=["title", "title goes on", "front", "small letters", "low on the page"],
)
def test_words_are_no_mark(lines: list[tuple[float, float, str]]) -> None:
    assert level(MOTTO, *lines) is None


def test_another_page_counts_where_a_document_begins_on_it() -> None:
    mark = (90.0, 100.0, "MẬT")
    assert level(mark, first=False) is None
    assert level(MOTTO, mark, first=False) == "mật"
    assert level((300, 60, "ĐẢNG CỘNG SẢN VIỆT NAM"), mark, first=False) == "mật"


@pytest.mark.parametrize(
    "motto",
    [
        "Độc lập – Tự do – Hạnh phúc",
        "ĐỘC LẬP - TỰ DO - HẠNH PHÚC",
        "*ĐẢNG CỘNG SẢN VIỆT NAM*",
    ],
)
def test_a_document_begins_however_its_motto_is_set(motto: str) -> None:
    mark = (90.0, 100.0, "MẬT")

    assert level((300, 60, motto), mark, first=False) == "mật"
    # Its words alone, in other lines, begin none.
    apart = [(300.0, 30.0 * n, word) for n, word in enumerate(motto.split(), start=1)]
    assert level(*apart, mark, first=False) is None


def test_what_was_read_off_a_picture_is_doubted() -> None:
    assert level(MOTTO, (90, 100, "|MẶT"), recognised=True) == "mật"
    assert level(MOTTO, (90, 100, "MAT")) is None
    assert level(MOTTO, (90, 100, "MẶT TRẬN"), recognised=True) is None


def test_a_page_without_words_has_none() -> None:
    assert page_mark([], HEIGHT, first=True, recognised=False) is None

"""Rows, columns and paragraphs, of words placed by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.layout import (
    Column,
    Ink,
    Row,
    cell_paragraphs,
    column_of,
    insert,
    is_centred,
    is_new_paragraph,
    rows,
    starts_with_marker,
)

# A text column like that of a page of A4, its base lines 20 points apart.
COLUMN = Column(85.0, 545.0, 20.0)
SIGN = 6.0
"""Width of one character, of words set by hand."""


def ink(x0: float, y0: float, text: str, **look: object) -> Ink:
    width = SIGN * len(text)
    return Ink(x0, y0, x0 + width, y0 + 14.0, text, size=14.0, **look)  # type: ignore[arg-type]


def line(x0: float, y0: float, text: str, **look: object) -> Row:
    """Return a row of words, one character of space between them."""
    found: list[Ink] = []
    for word in text.split():
        found.append(ink(x0, y0, word, **look))
        x0 = found[-1].x1 + SIGN
    return Row(found)


def full(y0: float, text: str = "chữ", x0: float = 85.0, **look: object) -> Row:
    """Return a row that reaches the right margin: its last word is stretched."""
    *words, last = line(x0, y0, text, **look).words
    return Row([*words, last._replace(x1=COLUMN.right)])


def middle(y0: float, text: str, **look: object) -> Row:
    """Return a row centred in the column."""
    width = line(0, 0, text).x1
    return line(COLUMN.centre - width / 2, y0, text, **look)


# Rows -------------------------------------------------------------------------


def test_words_make_rows_from_top_to_bottom_and_left_to_right() -> None:
    words = [ink(200, 50, "hai"), ink(90, 80, "ba"), ink(90, 50.5, "một")]

    assert [row.text for row in rows(words)] == ["một hai", "ba"]


def test_a_raised_word_stays_in_its_row_and_the_next_line_does_not() -> None:
    words = [ink(90, 50, "m"), ink(96, 46, "2"), ink(90, 62, "dưới")]

    assert [row.text for row in rows(words)] == ["m 2", "dưới"]


def test_a_row_knows_its_edges_and_its_usual_look() -> None:
    row = Row(
        [
            ink(90, 50, "đậm", bold=True),
            ink(130, 48, "đậm", bold=True),
            ink(170, 50, "nghiêng", italic=True),
        ]
    )

    assert (row.x0, row.x1, row.y0, row.y1) == (90, 212, 48, 64)
    assert row.centre == 151
    assert row.bold
    assert not row.italic
    assert row.size == 14


boxes = st.tuples(st.floats(0, 500), st.floats(0, 700), st.text("abc", min_size=1))


@given(st.lists(boxes, max_size=25))
def test_every_word_is_in_one_row(found: list[tuple[float, float, str]]) -> None:
    words = [ink(*box) for box in found]

    out = rows(words)

    assert sorted(id(word) for row in out for word in row.words) == sorted(
        map(id, words)
    )
    assert all(
        [word.x0 for word in row.words] == sorted(word.x0 for word in row.words)
        for row in out
    )


# Stamped words ----------------------------------------------------------------


def test_a_stamped_number_goes_into_the_blank_of_its_line() -> None:
    lines = [line(90, 20, "UBND HUYỆN"), line(90, 50, "Số: ______ /UBND")]

    left = insert(lines, [ink(118, 46, "128", inserted=True)])

    assert left == []
    assert lines[1].text.replace("_", "") == "Số:  128 /UBND"
    assert lines[0].text == "UBND HUYỆN"


def test_a_stamp_over_printed_words_is_left_over() -> None:
    lines = [line(90, 50, "Số: 15/UBND-VP ngày")]
    stamp = ink(115, 50, "128", inserted=True)

    assert insert(lines, [stamp]) == [stamp]
    assert "128" not in lines[0].text


@pytest.mark.parametrize(("x0", "y0"), [(400, 50), (118, 75)])
def test_a_stamp_far_from_any_line_is_left_over(x0: float, y0: float) -> None:
    row = line(90, 50, "Số: /UBND-VP")
    stamp = ink(x0, y0, "128", inserted=True)

    assert insert([row], [stamp]) == [stamp]


def test_of_two_lines_the_nearer_one_takes_the_stamp() -> None:
    lines = [line(90, 40, "Số: ____"), line(90, 56, "Ngày ____")]

    insert(lines, [ink(120, 54, "05", inserted=True)])

    assert "05" in lines[1].text
    assert "05" not in lines[0].text


# Columns ----------------------------------------------------------------------


def test_a_column_is_measured_past_a_few_outliers() -> None:
    lines = [full(20 * n, "chữ") for n in range(30)]
    lines[4] = line(40, 80, "lề")
    lines[9] = Row([Ink(500, 180, 590, 194, "lề", 14.0)])

    column = column_of(lines)

    assert (column.left, column.right, column.pitch) == (85, 545, 20)


def test_the_pitch_is_that_inside_paragraphs() -> None:
    tops = [0, 20, 40, 70, 90, 110, 140, 160]

    assert column_of([full(y) for y in tops]).pitch == 20


def test_no_line_makes_an_empty_column() -> None:
    assert column_of([]) == Column(0.0, 0.0, 0.0)


def test_a_row_in_the_middle_is_centred_and_a_full_line_is_not() -> None:
    assert is_centred(middle(50, "KẾ HOẠCH"), COLUMN)
    assert not is_centred(full(50, "một dòng đầy"), COLUMN)
    assert not is_centred(line(85, 50, "sát lề trái"), COLUMN)
    assert not is_centred(line(360, 50, "bên phải trang giấy"), COLUMN)


# Paragraphs -------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["- Sở Y tế", "+ Lập sổ", "1. Giao", "2.1. Rà soát", "a) Nộp", "đ) Nộp", "IV. Kết"],
)
def test_a_list_item_is_known_by_its_marker(text: str) -> None:
    assert starts_with_marker(text)


@pytest.mark.parametrize("text", ["-Sở", "1.200 hộ", "Sở Y tế", "12/QĐ", "VII Đại hội"])
def test_what_only_resembles_a_marker_is_none(text: str) -> None:
    assert not starts_with_marker(text)


def starts(above: Row, row: Row, *, indent: float = 36.0) -> bool:
    return is_new_paragraph(above, row, COLUMN, indent=indent)


def test_a_full_line_goes_on_in_the_next_one() -> None:
    assert not starts(full(50, "một câu dài"), full(70, "còn tiếp"))
    assert not starts(full(50, "hết câu."), full(70, "câu sau còn tiếp"))


def test_a_last_line_is_short() -> None:
    above = line(85, 50, "hết đoạn")

    assert starts(above, line(85, 70, "đoạn sau"))


def test_a_first_line_is_set_in() -> None:
    assert starts(full(50, "hết đoạn"), line(121, 70, "đoạn sau"))


def test_a_wide_gap_parts_paragraphs() -> None:
    assert starts(full(50, "chưa hết"), full(100, "xa quá"))
    assert starts(full(50, "hết câu."), full(78, "cách ra"))
    assert not starts(full(50, "chưa hết"), full(78, "cách ra"))


def test_another_size_parts_paragraphs() -> None:
    below = Row([Ink(85, 70, 545, 80, "chú thích", size=11.0)])

    assert starts(full(50, "chữ thường"), below)


@pytest.mark.parametrize("ended", [".", ";", ":"])
def test_a_marker_after_a_closed_line_starts_an_item(ended: str) -> None:
    above = full(50, f"việc sau{ended}")

    assert starts(above, full(70, "- Sửa đường"))
    assert starts(above, full(70, "1. Sửa đường"))


def test_a_dash_at_a_line_start_may_be_the_middle_of_a_name() -> None:
    assert not starts(full(50, "Phòng Văn hóa"), full(70, "- Xã hội huyện Mẫu Sơn"))


def test_a_number_at_a_line_start_may_be_the_middle_of_a_sentence() -> None:
    assert not starts(full(50, "theo phụ lục số"), full(70, "1. Đến nay"))


def test_a_centred_line_under_running_text_is_its_own() -> None:
    assert starts(full(50, "hết phần."), middle(70, "QUYẾT ĐỊNH:", bold=True))


def test_lines_of_a_centred_title_are_told_apart_by_weight() -> None:
    # Full enough: the first word of the second line would not have fitted above.
    above = middle(50, "Kế hoạch sửa đường thôn xóm năm nay ở các xã miền")
    wide = "núi-và-ven-biển-ngoài-đảo-xa"

    assert not starts(above, middle(70, wide))
    assert starts(above, middle(70, wide, bold=True))


def test_a_hanging_item_goes_on_right_of_its_dash() -> None:
    above = full(50, "- Sửa đường")

    assert not starts(above, full(70, "thôn xóm", x0=103))


def test_rows_on_two_pages_are_as_far_apart_as_told() -> None:
    above, below = full(760, "còn tiếp"), full(60, "trang sau")

    assert not is_new_paragraph(above, below, COLUMN, indent=36, step=20)
    assert is_new_paragraph(above, below, COLUMN, indent=36, step=60)


# Cells ------------------------------------------------------------------------

CELL = Column(0.0, 100.0, 16.0)


def in_cell(*texts: str) -> list[str]:
    lines = [line(2, 16 * n, text) for n, text in enumerate(texts)]
    return [
        " ".join(row.text for row in group) for group in cell_paragraphs(lines, CELL)
    ]


def test_lines_of_a_cell_are_one_paragraph_where_no_more_would_have_fitted() -> None:
    assert in_cell("Phòng Thể thao", "và Du lịch") == ["Phòng Thể thao và Du lịch"]


def test_a_line_of_a_cell_that_ends_early_ends_its_paragraph() -> None:
    assert in_cell("Sở Y tế", "BHXH tỉnh") == ["Sở Y tế", "BHXH tỉnh"]


def test_a_dash_in_a_cell_starts_an_item_only_after_an_item_or_a_sign() -> None:
    assert in_cell("Phòng Văn hóa", "- Xã hội") == ["Phòng Văn hóa - Xã hội"]
    assert in_cell("- Phòng Kinh tế", "- Thống kê xã") == [
        "- Phòng Kinh tế",
        "- Thống kê xã",
    ]
    assert in_cell("Những việc này:", "- Sửa cầu") == ["Những việc này:", "- Sửa cầu"]


def test_a_numbered_point_in_a_cell_is_a_paragraph() -> None:
    assert in_cell("Sửa đường ngõ x", "1. Xây cầu") == ["Sửa đường ngõ x", "1. Xây cầu"]


def test_an_empty_cell_has_no_paragraph() -> None:
    assert cell_paragraphs([], CELL) == []


def sized(row: Row, size: float) -> Row:
    return Row([word._replace(size=size) for word in row.words])


def test_a_size_told_from_a_picture_parts_no_sentence() -> None:
    full = line(
        85, 100, "- Thành lập tổ giúp việc, tổ thẩm định, các tổ xây dựng hồ sơ và tổ"
    )
    rest = sized(line(85, 120, "tiếp nhận hồ sơ của các đơn vị."), 16.0)
    heading = sized(line(85, 120, "Tổ chức thực hiện"), 16.0)

    assert not is_new_paragraph(full, rest, COLUMN, indent=0.0)
    assert is_new_paragraph(full, heading, COLUMN, indent=0.0)


def test_a_ragged_margin_parts_no_sentence() -> None:
    above = line(
        95, 100, "Danh sách cử cán bộ tham dự gửi về Phòng Nội vụ của huyện và gửi"
    )
    rest = line(95, 120, "qua thư điện tử trước ngày 18/10.")
    capital = line(95, 120, "Kinh phí do đơn vị tự lo.")
    wide = replace(COLUMN, right=COLUMN.right + 20)

    assert not is_new_paragraph(above, rest, wide, indent=0.0)
    assert is_new_paragraph(above, capital, wide, indent=0.0)

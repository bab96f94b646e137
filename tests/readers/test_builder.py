"""How rows become one text with its layers."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.readers.ink_making import ink, inks, row
from vanban_parser.layout import Ink, Row
from vanban_parser.model.document import Align, Box, Document, Flow, Source, Span
from vanban_parser.readers.builder import Builder, Paragraph
from vanban_parser.readers.tables import Grid, GridCell

SOURCE = Source("thu.pdf", "0" * 64, "application/pdf", 1)


def paragraph(*rows: Row, page: int = 1, flow: Flow = Flow.FULL) -> Paragraph:
    return Paragraph(rows, page, flow, Align.LEFT, gap=0.0)


def one(text: str, page: int = 1, flow: Flow = Flow.FULL) -> Paragraph:
    return paragraph(row(20, (90, text)), page=page, flow=flow)


def built(builder: Builder) -> Document:
    return builder.document(SOURCE, ())


def joined(*lines: str) -> str:
    builder = Builder()
    builder.add(paragraph(*(row(20 * n, (90, line)) for n, line in enumerate(lines))))
    return built(builder).text


# Text and layers --------------------------------------------------------------


def test_paragraphs_are_lines_of_one_text() -> None:
    builder = Builder()
    first, second = builder.add(one("Một đoạn.")), builder.add(one("Hai đoạn."))

    document = built(builder)

    assert document.text == "Một đoạn.\nHai đoạn."
    assert (first, second) == (Span(0, 9), Span(10, 19))
    assert [block.span for block in document.blocks] == [first, second]


def test_rows_of_a_paragraph_are_joined_by_a_space() -> None:
    assert joined("rà soát nhà", "văn hóa") == "rà soát nhà văn hóa"


def test_a_word_keeps_its_box_and_its_offsets() -> None:
    builder = Builder()
    builder.add(one("rà soát"))

    document = built(builder)

    second = document.words[1]
    assert document.text[second.start : second.end] == "soát"
    assert second.box == Box(1, 108, 20, 132, 34)


def test_what_a_widget_put_in_is_remembered() -> None:
    builder = Builder()
    builder.add(
        paragraph(Row([*inks(90, 20, "Số:"), ink(120, 20, "128", inserted=True)]))
    )

    document = built(builder)

    assert [span.of(document.text) for span in document.inserted] == ["128"]


def test_a_paragraph_of_nothing_printable_leaves_no_trace() -> None:
    builder = Builder()
    builder.add(one("Một"))

    assert builder.add(one("\u200b")) is None
    builder.add(one("Hai"))
    document = built(builder)

    assert document.text == "Một\nHai"
    assert len(document.blocks) == 2


def test_a_paragraph_goes_on_over_the_pages_end() -> None:
    builder = Builder()
    builder.add(one("một câu", page=1))
    builder.extend(one("dài", page=2))

    document = built(builder)

    assert document.text == "một câu dài"
    (block,) = document.blocks
    assert (block.start, block.end, block.page) == (0, 11, 1)
    assert [word.box.page for word in document.words] == [1, 1, 2]


def boxed(word: Ink) -> Box:
    builder = Builder()
    builder.add(paragraph(Row([word])))
    return built(builder).words[0].box


single = st.floats(-20_000, 20_000, width=32)
double = st.floats(-20_000, 20_000)


@given(single, single, single, single)
@example(70.125, -70.125, 0.375, 2.6749999523162842)
def test_boxes_of_a_file_are_rounded_to_the_nearest_hundredth(
    x0: float, y0: float, x1: float, y1: float
) -> None:
    expected = Box(1, *(round(measure, 2) for measure in (x0, y0, x1, y1)))
    assert boxed(Ink(x0, y0, x1, y1, "chữ")) == expected


@given(double, double, double, double)
@example(131.595, 210.015, 165.185, 449.195)
def test_boxes_of_a_picture_are_rounded_to_the_nearest_hundredth(
    x0: float, y0: float, x1: float, y1: float
) -> None:
    expected = Box(1, *(round(measure, 2) for measure in (x0, y0, x1, y1)))
    assert boxed(Ink(x0, y0, x1, y1, "chữ", sure=0.9)) == expected


def test_only_running_text_stays_open_for_the_next_page() -> None:
    builder = Builder()
    builder.add(one("chạy"))
    assert builder.open is not None
    builder.add(one("trái", flow=Flow.LEFT))
    assert builder.open is None


def test_notes_then_stamps_come_last() -> None:
    builder = Builder()
    builder.add(one("thân"))
    builder.finish([one("chú thích", flow=Flow.NOTE)], [one("dấu", flow=Flow.STAMP)])

    assert built(builder).text == "thân\nchú thích\ndấu"


lines = st.lists(st.text("ab -/1\u200b\u0301", max_size=8), max_size=5)


@given(st.lists(lines, max_size=5))
def test_words_and_blocks_quote_the_text_in_order(paragraphs: list[list[str]]) -> None:
    builder = Builder()
    for found in paragraphs:
        printed = [
            row(20 * n, (90, text)) for n, text in enumerate(found) if text.strip()
        ]
        if printed:
            builder.add(paragraph(*printed))
    document = built(builder)

    assert "\n".join(b.span.of(document.text) for b in document.blocks) == document.text
    end = 0
    for word in document.words:
        assert end <= word.start < word.end <= len(document.text)
        end = word.end


# Numbers broken at the end of a line ------------------------------------------


@pytest.mark.parametrize(
    ("above", "below", "number"),
    [
        ("theo Công văn số 14385/UBND-", "CNTT ngày 14/10", "14385/UBND-CNTT"),
        ("theo Nghị định số 30/2020/", "NĐ-CP của", "30/2020/NĐ-CP"),
        ("theo Quyết định số 12/QĐ-", "UBND.", "12/QĐ-UBND."),
        ("Công văn số 123-", "CV/HU ngày", "123-CV/HU"),
        ("Nghị định số 30/", "2020/NĐ-CP", "30/2020/NĐ-CP"),
    ],
)
def test_a_number_broken_at_its_hyphen_is_one_word(
    above: str, below: str, number: str
) -> None:
    assert number in joined(above, below)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("gồm Phòng Văn hóa -", "Xã hội"),
        ("từ ngày 10/9/2026 -", "15/9/2026"),
        ("giai đoạn 2021-", "đến nay"),
        ("và/", "hoặc"),
    ],
)
def test_other_words_at_a_hyphen_stay_apart(above: str, below: str) -> None:
    assert joined(above, below) == f"{above} {below}"


def test_a_number_broken_by_the_page_is_one_word() -> None:
    builder = Builder()
    builder.add(one("theo Công văn số 15/UBND-", page=1))
    builder.extend(one("VP ngày 10/9", page=2))

    assert built(builder).text == "theo Công văn số 15/UBND-VP ngày 10/9"


# Tables -----------------------------------------------------------------------


def grid(*columns: float, n_rows: int = 1) -> Grid:
    cells = tuple(
        GridCell(x0, 20.0 * n, x1, 20.0 * n + 20, n, i, 1, 1)
        for n in range(n_rows)
        for i, (x0, x1) in enumerate(pairwise(columns))
    )
    return Grid(cells, n_rows, len(columns) - 1)


def add(builder: Builder, made: Grid, *texts: str) -> None:
    cells = [
        (cell, (one(text, flow=Flow.CELL),) if text else ())
        for cell, text in zip(made.cells, texts, strict=True)
    ]
    builder.add_table(made, cells)


def test_a_table_with_the_same_columns_goes_on_over_the_page() -> None:
    builder = Builder()
    add(builder, grid(80, 200, 500, n_rows=2), "TT", "Việc", "1", "Sửa cầu")
    add(builder, grid(81, 201, 499), "2", "Xây trường")

    document = built(builder)

    (table,) = document.tables
    assert (table.n_rows, table.n_columns) == (3, 2)
    assert [
        [span.of(document.text) for cell in table.row(n) for span in cell.spans]
        for n in range(3)
    ] == [["TT", "Việc"], ["1", "Sửa cầu"], ["2", "Xây trường"]]
    assert {block.region for block in document.blocks} == {table.region}


def test_a_copied_page_may_lie_to_the_side_of_the_one_before() -> None:
    builder = Builder()
    add(builder, grid(80, 200, 500), "1", "Sửa cầu")
    add(builder, grid(70, 193, 491), "2", "Xây trường")

    (table,) = built(builder).tables

    assert (table.n_rows, table.n_columns) == (2, 2)


def test_other_columns_or_words_between_make_a_new_table() -> None:
    builder = Builder()
    add(builder, grid(80, 200, 500), "1", "Sửa cầu")
    add(builder, grid(80, 300, 500), "A", "Khác cột")
    builder.add(one("Một đoạn giữa hai bảng."))
    add(builder, grid(80, 300, 500), "B", "Bảng sau")

    tables = built(builder).tables

    assert [table.n_rows for table in tables] == [1, 1, 1]
    assert len({table.region for table in tables}) == 3


def test_an_empty_cell_has_no_words() -> None:
    builder = Builder()
    add(builder, grid(80, 200, 500), "", "Sửa cầu")

    (table,) = built(builder).tables

    assert [len(cell.spans) for cell in table.cells] == [0, 1]

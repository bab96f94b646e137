"""Tables of a DOCX: those that set columns, and those that hold data."""

from __future__ import annotations

import pytest

from tests.readers.docx_making import cell, flows, lines, p, read, row, t, table
from vanban_parser.model.document import Document, Flow, Span

LEFT = ("ỦY BAN NHÂN DÂN", "XÃ TRE XANH", "Số: 12/UBND-VP")
RIGHT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Tre Xanh, ngày 05 tháng 6 năm 2025",
)
SPAN = '<w:gridSpan w:val="{}"/>'
NAMED = '<w:ind w:left="5000"/>'


def words(document: Document, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(document.text) for span in spans]


def in_rows(border: str | None = None) -> str:
    """A header with one row for each pair of lines."""
    return table(*map(row, LEFT, RIGHT), border=border)


@pytest.mark.parametrize(
    "header",
    [
        table(row(cell(*LEFT), cell(*RIGHT))),
        in_rows(),
        in_rows(border="single"),
        in_rows(border="nil"),
        table(row(cell("\n".join(LEFT)), cell("\n".join(RIGHT)))),
        table(row(cell(*LEFT), cell(""), cell(*RIGHT)), widths=(4000, 500, 5000)),
        table(row(cell(table(*map(row, LEFT), widths=[4000])), cell(*RIGHT))),
        table(row(cell(table(row(cell(*LEFT), cell(*RIGHT))))), widths=[9000]),
        table(
            row(cell(*LEFT, properties=SPAN.format(2)), cell(*RIGHT)),
            row("", cell("", properties=SPAN.format(2))),
            widths=(3000, 1000, 5000),
        ),
        table(row(cell(*LEFT), cell(*RIGHT)), widths=()),
    ],
    ids=[
        *("one-row", "rows", "with-borders", "nil-borders", "line-breaks"),
        *("three-columns", "nested-left", "nested-whole", "merged", "no-widths"),
    ],
)
def test_a_header_table_is_read_column_by_column(header: str) -> None:
    document = read(header + p("Kính gửi: Trường Trúc"))
    assert lines(document) == [*LEFT, *RIGHT, "Kính gửi: Trường Trúc"]
    assert flows(document) == "LLLRRRF"
    assert [block.region for block in document.blocks] == [1] * 6 + [0]
    assert document.tables == ()


def test_the_signature_table_is_a_region_of_its_own() -> None:
    tail = table(
        row("Nơi nhận:", "KT. CHỦ TỊCH"),
        row(cell("- Như trên;", "- Lưu: VT."), cell("PHÓ CHỦ TỊCH", "", "Lê Thị Trúc")),
    )
    document = read(in_rows() + p("Thân") + tail)
    assert flows(document) == "LLLRRRFLLLRRR"
    assert lines(document)[-6:] == [
        *("Nơi nhận:", "- Như trên;", "- Lưu: VT."),
        *("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Trúc"),
    ]
    assert {block.region for block in document.blocks[-6:]} == {2}
    assert document.blocks[-1].gap == 1.0


def test_a_signature_with_nothing_beside_it_is_on_the_right() -> None:
    tail = table(row("", cell("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")))
    assert flows(read(p("Thân") + tail)) == "FRR"


def test_kinh_gui_inside_the_header_table_is_running_text() -> None:
    header = table(
        row(cell(*LEFT), cell(*RIGHT)),
        row(cell("V/v trồng tre"), ""),
        row(cell("Kính gửi:"), cell("- Trường Trúc;", "- Trường Tre.")),
    )
    document = read(header + p("Thân"))
    assert flows(document) == "LLLLRRRFFFF"
    assert lines(document, Flow.LEFT)[-1] == "V/v trồng tre"
    assert lines(document, Flow.FULL)[0] == "Kính gửi:"


def test_a_row_of_one_cell_is_running_text_between_two_regions() -> None:
    whole = row(cell("QUYẾT ĐỊNH", properties=SPAN.format(2)))
    letter = table(row(cell(*LEFT), cell(*RIGHT)), whole, row("Nơi nhận:", "CHỦ TỊCH"))
    document = read(letter)
    assert flows(document) == "LLLRRRFLR"
    assert [block.region for block in document.blocks[-3:]] == [0, 2, 2]


def test_a_second_table_or_line_goes_on_with_the_header() -> None:
    two = table(row(cell(*LEFT[:2]), cell(*RIGHT[:2])))
    more = table(row("Số: 12/UBND-VP", "Tre Xanh, ngày 05 tháng 6 năm 2025"))
    subject = table(row("V/v trồng tre", ""))
    line = p("Số: 12/UBND-VP\t\tTre Xanh, ngày 05 tháng 6 năm 2025")
    expected = [*LEFT, "V/v trồng tre", *RIGHT, "Kính gửi: A"]
    for below in (more + p() + subject, line + p("V/v trồng tre")):
        document = read(two + below + p("Kính gửi: A"))
        assert lines(document) == expected
        assert flows(document) == "LLLLRRRF"


def test_the_name_below_a_signature_table_belongs_to_it() -> None:
    tail = table(row("Nơi nhận:", "CHỦ TỊCH"))
    document = read(tail + p() + p() + p("Lê Văn Tre", NAMED) + p("Phụ lục", NAMED))
    assert flows(document) == "LRRF"
    assert document.blocks[2].gap == 2.0


@pytest.mark.parametrize(
    "after",
    ["Mẫu số 02", "Phụ Lục I", "Đạt 5 xã", "Lê Văn Tre và các đồng chí trong đoàn"],
)
def test_an_annex_below_a_signature_table_does_not(after: str) -> None:
    tail = table(row("Nơi nhận:", "CHỦ TỊCH"))
    assert flows(read(tail + p(after, NAMED))) == "LRF"


def test_a_name_on_the_next_page_does_not_belong_to_the_signature() -> None:
    page = p('<w:r><w:br w:type="page"/></w:r>')
    tail = table(row("Nơi nhận:", "CHỦ TỊCH"))
    assert flows(read(tail + page + p("Lê Văn Tre", NAMED))) == "LRF"


def test_a_ruled_table_is_read_row_by_row() -> None:
    data = table(
        row("TT", "Nội dung", "Đơn vị"),
        row("1", cell("Trồng tre", "Trồng trúc"), "Phòng A"),
        widths=(700, 4000, 3000),
        border="single",
    )
    document = read(p("Bảng") + data + p("Hết"))
    assert lines(document, Flow.CELL) == [
        *("TT", "Nội dung", "Đơn vị"),
        *("1", "Trồng tre", "Trồng trúc", "Phòng A"),
    ]
    (found,) = document.tables
    assert (found.n_rows, found.n_columns, found.region) == (2, 3, 1)
    assert {block.region for block in document.blocks[1:-1]} == {1}
    assert [words(document, c.spans) for c in found.row(1)] == [
        ["1"],
        ["Trồng tre", "Trồng trúc"],
        ["Phòng A"],
    ]


def test_two_columns_of_data_stay_a_table() -> None:
    data = table(row("Xã Tre", "10%"), row("Xã Trúc", ""), border="single")
    document = read(data)
    assert flows(document) == "CCC"
    assert document.tables[0].cells[3].spans == ()


def test_borders_may_come_from_the_table_style_or_the_cells() -> None:
    grid = (
        '<w:style w:type="table" w:styleId="G"><w:tblPr><w:tblBorders>'
        '<w:insideH w:val="single"/><w:insideV w:val="single"/>'
        "</w:tblBorders></w:tblPr></w:style>"
        '<w:style w:type="table" w:styleId="H"><w:basedOn w:val="G"/></w:style>'
    )
    plain = table(row("Xã Tre", "10%"))
    styled = plain.replace("<w:tblPr>", '<w:tblPr><w:tblStyle w:val="H"/>')
    sides = "".join(f"<w:{x} w:val='{{0}}'/>" for x in ("top", "bottom", "left", "end"))
    borders = f"<w:tcBorders>{sides}</w:tcBorders>"
    celled = plain.replace("<w:tcPr>", "<w:tcPr>" + borders.format("single"))
    bared = styled.replace("<w:tcPr>", "<w:tcPr>" + borders.format("nil"))
    assert flows(read(plain, styles=grid)) == "LR"
    assert flows(read(styled, styles=grid)) == "CC"
    assert flows(read(celled, styles=grid)) == "CC"
    assert flows(read(bared, styles=grid)) == "LR"


def test_many_columns_are_data_even_without_lines() -> None:
    data = table(row("1", "Tre", "2", "Trúc"), widths=(500, 2000, 500, 2000))
    assert flows(read(data)) == "CCCC"


def test_many_rows_are_data_even_without_lines() -> None:
    assert flows(read(table(*[row("Tre", "10%")] * 9))) == "C" * 18


def test_merged_cells_are_told_once() -> None:
    begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    data = table(
        row(cell("Xã", properties=begin), cell("Kết quả", properties=SPAN.format(2))),
        row(cell("", properties=go_on), "2024", "2025"),
        row("Tre", "1", "2"),
        widths=(2000, 1000, 1000),
        border="single",
    )
    document = read(data)
    found = [
        (c.row, c.column, c.row_span, c.column_span, words(document, c.spans))
        for c in document.tables[0].cells
    ]
    assert found[:4] == [
        (0, 0, 2, 1, ["Xã"]),
        (0, 1, 1, 2, ["Kết quả"]),
        (1, 1, 1, 1, ["2024"]),
        (1, 2, 1, 1, ["2025"]),
    ]
    assert len(found) == 7


def test_rows_may_begin_late_and_merge_in_the_old_way() -> None:
    old = '<w:hMerge w:val="{}"/>'
    data = table(
        row(
            cell("A", properties=old.format("restart")),
            cell("", properties=old.format("continue")),
            "B",
        ),
        row("C", "D", properties='<w:gridBefore w:val="1"/>'),
        widths=(1000, 1000, 1000),
        border="single",
    )
    found = [(c.column, c.column_span) for c in read(data).tables[0].cells]
    assert found == [(0, 2), (2, 1), (1, 1), (2, 1)]


def test_deleted_rows_and_cells_are_left_out() -> None:
    data = table(
        row("A", "B", properties="<w:del/>"),
        row("C", cell("D", properties="<w:cellDel/>"), "E"),
        border="single",
    )
    document = read(data)
    assert lines(document) == ["C", "E"]
    assert document.tables[0].n_rows == 1


def test_a_frame_around_text_is_no_table() -> None:
    framed = table(row(cell("KHẨN")), widths=[2000], border="single")
    document = read(framed + p("Thư"))
    assert (flows(document), document.tables) == ("FF", ())


def test_a_table_inside_a_data_cell_is_read_in_its_place() -> None:
    inner = table(row("a", "b"), row("c", "d"), border="single")
    outer = table(row(cell(inner), "e"), row("f", "g"), border="single")
    document = read(outer)
    assert lines(document) == list("abcdefg")
    assert [len(c.spans) for c in document.tables[0].cells] == [4, 1, 1, 1]


def test_a_text_box_in_a_header_cell_stays_in_its_column() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('KHẨN')}</w:txbxContent></w:pict></w:r>"
    header = table(row(cell(*LEFT, p(box + t(" "))), cell(*RIGHT)))
    document = read(header)
    assert lines(document, Flow.LEFT) == [*LEFT, "KHẨN"]

"""Headers and signature blocks typed with spaces or tabs."""

from __future__ import annotations

import pytest

from tests.readers.docx_making import flows, lines, p, read, row, table
from vanban_parser.model.document import Flow

GAP = " " * 20
HEADER = (
    p(f"ỦY BAN NHÂN DÂN{GAP}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    + p(f"  XÃ TRE XANH{GAP}Độc lập - Tự do - Hạnh phúc")
    + p(f"Số:      /QĐ-UBND{GAP}Tre Xanh, ngày      tháng      năm 2025")
)


@pytest.mark.parametrize("gap", [GAP, "\t", "\t\t\t", "   \t   \t  ", "\u00a0" * 9])
def test_a_header_typed_with_gaps_is_read_left_then_right(gap: str) -> None:
    document = read(HEADER.replace(GAP, gap) + p("QUYẾT ĐỊNH"))
    assert lines(document) == [
        "ỦY BAN NHÂN DÂN",
        "XÃ TRE XANH",
        "Số: /QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Tre Xanh, ngày tháng năm 2025",
        "QUYẾT ĐỊNH",
    ]
    assert flows(document) == "LLLRRRF"
    assert [block.region for block in document.blocks] == [1] * 6 + [0]


def test_a_typed_rule_below_the_issuer_does_not_end_the_header() -> None:
    rows = HEADER.split("</w:p>")
    rows.insert(2, p("VĂN PHÒNG") + p("*****").removesuffix("</w:p>"))
    document = read("</w:p>".join(rows) + p("QUYẾT ĐỊNH"))
    assert lines(document, Flow.LEFT)[2:] == ["VĂN PHÒNG", "*****", "Số: /QĐ-UBND"]
    assert lines(document, Flow.FULL) == ["QUYẾT ĐỊNH"]


def test_the_party_header_is_known_too() -> None:
    body = p(f"HUYỆN ỦY TRE XANH{GAP}ĐẢNG CỘNG SẢN VIỆT NAM") + p(
        f"Số 5-CV/HU{GAP}Tre Xanh, ngày 5 tháng 6 năm 2025"
    )
    assert flows(read(body + p("Kính gửi: A"))) == "LLRRF"


def test_the_subject_below_the_number_goes_with_the_left_column() -> None:
    document = read(HEADER + p("V/v trồng tre") + p("Kính gửi: A"))
    assert lines(document, Flow.LEFT)[-1] == "V/v trồng tre"


def test_blank_and_one_sided_lines_do_not_end_the_header() -> None:
    first, second, third = HEADER.split("</w:p>")[:3]
    body = "</w:p>".join([first, p("PHÒNG TRÚC") + p() + second, third, ""])
    assert flows(read(body + p("QUYẾT ĐỊNH", '<w:jc w:val="center"/>'))) == "LLLLRRRF"


def test_a_signature_typed_with_gaps_is_read_left_then_right() -> None:
    body = (
        p("Điều 2. Thi hành.")
        + p(f"Nơi nhận:{GAP}TM. ỦY BAN NHÂN DÂN")
        + p("- Như Điều 2;\t\t\t\tCHỦ TỊCH")
        + p("- Sở Tre;          ")
        + p()
        + p("- Phòng Trúc,")
        + p("  Phòng Nứa;")
        + p("-\tBan Mây;\tĐã ký: Lê Văn Tre")
        + p("- Lưu:     VT.")
        + p("Phụ lục", '<w:jc w:val="center"/>')
    )
    document = read(body)
    assert lines(document) == [
        "Điều 2. Thi hành.",
        *("Nơi nhận:", "- Như Điều 2;", "- Sở Tre;", "- Phòng Trúc,", "Phòng Nứa;"),
        *("- Ban Mây;", "- Lưu: VT."),
        *("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đã ký: Lê Văn Tre", "Phụ lục"),
    ]
    assert flows(document) == "F" + "L" * 7 + "RRRF"


@pytest.mark.parametrize(
    "right", ["TM. BAN THƯỜNG VỤ", "T/M BAN THƯỜNG VỤ", "K/T TRƯỞNG BAN", "Q. GIÁM ĐỐC"]
)
def test_who_signs_for_whom_tells_a_signature_without_noi_nhan(right: str) -> None:
    assert flows(read(p("Thân") + p(f"XÁC NHẬN CỦA XÃ{GAP}{right}"))) == "FLR"


def test_the_signature_may_begin_below_noi_nhan() -> None:
    body = p("Nơi nhận:") + p(f"- Như trên;{GAP}GIÁM ĐỐC") + p(f"{GAP * 3}Lê Tre")
    document = read(body)
    assert lines(document, Flow.RIGHT) == ["GIÁM ĐỐC", "Lê Tre"]


def test_a_list_of_recipients_with_nothing_beside_it_is_running_text() -> None:
    assert flows(read(p("Nơi nhận:") + p("- Như trên;") + p("- Lưu: VT."))) == "FFF"


@pytest.mark.parametrize(
    "line",
    [
        "- Tiêu thụ 10 m3 đầu tiên\t\t\t4.500 đồng/m3",
        "1. Trồng tre..............          5 xã",
        "Kính gửi:\t\t- Sở Tre;",
        "Ngày          tháng          năm 2025",
        "Số:          /UBND",
    ],
)
def test_gaps_in_running_text_part_nothing(line: str) -> None:
    assert flows(read(HEADER + p("Thân") + p(line))) == "LLLRRRFF"
    assert flows(read(p(line) + p("Thân"))) == "FF"


def test_the_look_of_each_side_is_its_own() -> None:
    body = p(
        "<w:r><w:rPr><w:i/></w:rPr><w:t>Nơi nhận:</w:t></w:r>"
        "<w:r><w:tab/></w:r>"
        "<w:r><w:rPr><w:b/></w:rPr><w:t>KT. GIÁM ĐỐC</w:t></w:r>"
    )
    left, right = read(body).blocks
    assert (left.italic, left.bold) == (True, False)
    assert (right.italic, right.bold) == (False, True)


def test_a_table_ends_a_header_or_signature_typed_with_gaps() -> None:
    data = table(row("Xã Tre", "10%"), border="single")
    first = HEADER.split("</w:p>")[0] + "</w:p>"
    assert flows(read(first + data)) == "LRCC"
    assert flows(read(p(f"Nơi nhận:{GAP}KT. CHỦ TỊCH") + data)) == "LRCC"

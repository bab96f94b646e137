"""Percentages: value, bound, whom they are said of; on invented sentences."""

from __future__ import annotations

import tomllib
from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban_parser.extract.percentages import find_percentages
from vanban_parser.model.document import (
    Block,
    Cell,
    Document,
    Flow,
    Source,
    Span,
    Table,
)
from vanban_parser.model.letter import Percentage
from vanban_parser.model.zones import Zones

SOURCE = Source("letter.docx", "0" * 64, "application/docx", None)


def document(text: str) -> Document:
    return Document(SOURCE, text)


def found(text: str) -> list[Percentage]:
    zones = Zones(annex_start=len(text))
    return [finding.value for finding in find_percentages(document(text), zones)]


def bounds(text: str) -> list[tuple[str, float]]:
    return [(share.comparator, share.value) for share in found(text)]


def subjects(text: str) -> list[str | None]:
    return [share.subject for share in found(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("đạt 66,67%", 66.67),
        ("đạt 98.5%", 98.5),
        ("đạt 98.37 %", 98.37),
        ("đạt 1.250%", 1250.0),
        ("đạt 1.234,5%", 1234.5),
        ("đạt 0.033%", 0.033),
        ("đạt 90 phần trăm", 90.0),
        ("giảm (-0,5%)", -0.5),
        ("- 12%", 12.0),
        ("-12% số hộ", 12.0),
        ("tăng (+0,5%)", 0.5),
    ],
)
def test_a_share_is_read_as_vietnamese_print_means_it(text: str, value: float) -> None:
    assert [share.value for share in found(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "tăng 0,5 điểm %",
        "tỷ lệ phần trăm (%) trên tổng số",
        "tỷ suất sinh 0,35%o",
        "tại https://vidu.vn/Tai%20lieu/Huong5%20dan.html",
        "1.23.4%",
        "12 phần trămn",
    ],
)
def test_what_is_no_share_is_left_out(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đạt 90% trở lên", [(">=", 90)]),
        ("đạt từ 80%/năm trở lên", [(">=", 80)]),
        ("phấn đấu đạt trên 90%", [(">", 90)]),
        ("đạt hơn 60%", [(">", 60)]),
        ("tối thiểu đạt 75%", [(">=", 75)]),
        ("đạt ít nhất là 75%", [(">=", 75)]),
        ("không dưới 50%", [(">=", 50)]),
        ("không quá 20%", [("<=", 20)]),
        ("tối đa 30%", [("<=", 30)]),
        ("dưới 5%", [("<", 5)]),
        ("chưa đạt 40%", [("<", 40)]),
        ("40% trở xuống", [("<=", 40)]),
        ("khoảng 15%", [("~", 15)]),
        ("gần 50%", [("~", 50)]),
        ("đạt từ 80%", [(">=", 80)]),
        ("đạt 95%", [("=", 95)]),
        ("các xã nêu trên đạt 95%", [("=", 95)]),
        ("cao hơn 5% so với cùng kỳ", [("=", 5)]),
        ("từ 5-10%", [(">=", 5), ("<=", 10)]),
        ("đạt 20 - 30%", [(">=", 20), ("<=", 30)]),
        ("từ 65% đến dưới 80%", [(">=", 65), ("<", 80)]),
        ("70% - dưới 90%", [(">=", 70), ("<", 90)]),
        ("giảm từ 32% xuống 20%", [("=", 32), ("=", 20)]),
        ("tăng từ 40% năm 2020 lên 55%", [("=", 40), ("=", 55)]),
        ("chiếm từ 3% tổng số hộ trên địa bàn trở lên", [(">=", 3)]),
        ("lần lượt 10%, 20% và 30%", [("=", 10), ("=", 20), ("=", 30)]),
    ],
)
def test_the_words_around_set_the_bound(
    text: str, expected: list[tuple[str, float]]
) -> None:
    assert bounds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "100% văn bản, hồ sơ của các phòng được ký số trước ngày 05/5/2021.",
            ["văn bản, hồ sơ của các phòng"],
        ),
        ("Quán triệt cho 100% cán bộ, đảng viên.", ["cán bộ, đảng viên"]),
        ("12 xã, thị trấn đã nộp báo cáo, đạt 90% trở lên.", ["12 xã, thị trấn"]),
        (
            "ba đơn vị đạt thấp là: An Bình 61,5%, An Hòa 40%, riêng xã An Lạc 0%.",
            ["An Bình", "An Hòa", "xã An Lạc"],
        ),
        ("xã An Bình (85%), xã An Hòa: 79%", ["xã An Bình", "xã An Hòa"]),
        (
            "Đến hết năm 2026, mức độ hài lòng của người dân về cấp phép đạt 90%.",
            ["người dân"],
        ),
        ("Chỉ số CCHC năm 2026 của các địa phương đạt trên 85%.", ["các địa phương"]),
        ("Tỷ lệ hồ sơ trực tuyến đạt 90,5%.", ["hồ sơ trực tuyến"]),
        (
            "Thu ngân sách ước đạt 12 tỷ đồng, bằng 85% dự toán, tăng 4% so với 2020.",
            ["Thu ngân sách", "Thu ngân sách"],
        ),
        (
            "Mức phí 2,5%/năm áp dụng cho hộ kinh doanh tại chợ; các hộ khác miễn.",
            ["hộ kinh doanh tại chợ"],
        ),
        ("nhân sự của công ty do Nhà nước nắm giữ trên 50% vốn điều lệ", ["công ty"]),
        (
            "Riêng đối với Ban Quản lý Chợ được giao thu, tỷ lệ trích là 20%.",
            ["Ban Quản lý Chợ"],
        ),
        ("Cần Thơ (24,9% và 15,1%); Hà Tiên (3%)", ["Cần Thơ", "Cần Thơ", "Hà Tiên"]),
        ("số hồ sơ trễ hạn là 12 (tỷ lệ 0,9%)", ["số hồ sơ trễ hạn"]),
        (
            "Giá trị sản xuất tăng 7% (Nghị quyết: tăng 8%)",
            ["Giá trị sản xuất", "Giá trị sản xuất"],
        ),
        (
            "Hoàn thành 80% việc đo đạc trên địa bàn xã.",
            ["việc đo đạc trên địa bàn xã"],
        ),
        (
            "Cả xã có 62 ca mắc; so với cùng kỳ năm 2025 số ca mắc giảm 58,3%.",
            ["số ca mắc"],
        ),
        ("Số hộ nghèo là 12; so với tháng 8/2026 tăng 5%.", ["Số hộ nghèo"]),
        ("đạt 5%", [None]),
    ],
)
def test_the_subject_is_whom_the_share_is_said_of(
    text: str, expected: list[str | None]
) -> None:
    assert subjects(text) == expected


def test_the_measure_is_what_is_counted() -> None:
    (share,) = found("Mức độ hài lòng của người dân về cấp phép đạt 90%.")
    assert share.measure == "Mức độ hài lòng"


def test_a_new_sentence_does_not_take_its_subject_from_a_longer_number() -> None:
    assert subjects("Chi 34,525 tỷ đồng. TP. An Hòa đạt 30,9%.") == ["TP. An Hòa"]


def test_a_share_in_a_table_is_said_of_its_row() -> None:
    lines = ["TT", "Đơn vị", "Tỷ lệ ký số", "1", "Xã An Bình", "93,5%"]
    text = "\n".join(lines)
    spans, at = [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    cells = tuple(
        Cell(index // 3, index % 3, (span,)) for index, span in enumerate(spans)
    )
    blocks = tuple(Block(s.start, s.end, Flow.CELL, 1) for s in spans)
    table = Table(1, 2, 3, cells)
    letter = Document(SOURCE, text, blocks, tables=(table,))
    (finding,) = find_percentages(letter, Zones(annex_start=len(text)))
    assert finding.value.subject == "Xã An Bình"
    assert finding.value.measure == "Tỷ lệ ký số"
    assert finding.rule == "percentage-row"


def test_stamps_are_skipped() -> None:
    text = "ĐẾN 10%\nđạt 20%"
    blocks = (Block(0, 7, Flow.STAMP), Block(8, 15))
    letter = Document(SOURCE, text, blocks)
    shares = find_percentages(letter, Zones(annex_start=len(text)))
    assert [finding.value.value for finding in shares] == [20.0]


def test_what_follows_the_letter_is_marked_as_annex() -> None:
    text = "đạt 10%\nđạt 20%"
    shares = find_percentages(document(text), Zones(annex_start=8))
    assert [finding.value.annex for finding in shares] == [False, True]


WORDS = (
    "đạt |xã An Bình |90%|66,67 %|5-10%|; |, |(|)|: |100% văn bản |được |của |trở lên"
    "|từ |trên |\n|. |và |cho |thì |tỷ lệ |do Nhà nước nắm giữ |phần trăm|áp dụng cho "
)
PIECES = st.lists(st.sampled_from(WORDS.split("|")), max_size=30).map("".join)
ANY_TEXT = st.one_of(PIECES, st.text(max_size=80))


@settings(max_examples=150, deadline=None)
@given(ANY_TEXT)
def test_spans_quote_the_text_in_order_and_reading_is_pure(text: str) -> None:
    letter, zones = document(text), Zones(annex_start=len(text))
    findings = find_percentages(letter, zones)
    assert findings == find_percentages(letter, zones)
    for finding in findings:
        quoted = [span.of(text) for span in finding.spans]
        assert all(a.start <= b.start for a, b in pairwise(finding.spans))
        assert any("%" in words or "trăm" in words.lower() for words in quoted)
        if finding.value.subject is not None:
            assert finding.value.subject in quoted


@settings(max_examples=100, deadline=None)
@given(st.decimals(min_value=0, max_value=9999, places=2))
def test_what_is_written_is_what_is_read(share: object) -> None:
    printed = f"{share:,.2f}%".translate(str.maketrans(",.", ".,"))
    (read,) = found(f"Xã An Bình đạt {printed} kế hoạch")
    assert read.value == pytest.approx(float(str(share)))


def test_the_word_lists_hold_no_word_twice() -> None:
    raw = resources.files("vanban_parser.data").joinpath("percentages.toml")
    data = tomllib.loads(raw.read_text(encoding="utf-8"))
    for name, section in data.items():
        if isinstance(section, dict) and "words" in section:
            assert len(set(section["words"])) == len(section["words"]), name


@pytest.mark.parametrize(
    ("text", "said_of"),
    [
        (
            "Giá nước là 12.345 đồng/m3 (đã gồm thuế giá trị gia tăng 5%).",
            "thuế giá trị gia tăng",
        ),
        (
            "Gạo nếp giá 31.000đ/kg, gạo nương hạt tròn 15% giá 12.500đ/kg.",
            "gạo nương hạt tròn",
        ),
        ("Giá gạo tẻ tăng 5% so với tháng trước.", "Giá gạo tẻ"),
        (
            "Số thu thuế thu nhập cá nhân đạt 5% dự toán.",
            "Số thu thuế thu nhập cá nhân",
        ),
    ],
)
def test_a_rate_in_a_name_is_that_name_s(text: str, said_of: str) -> None:
    assert subjects(text) == [said_of]


def test_the_fineness_of_gold_is_not_what_rises() -> None:
    text = "Giá vàng (nhẫn 99,99%) bình quân tăng 6,65% so với tháng trước."

    assert subjects(text)[1] == "Giá vàng"


def test_what_was_to_be_reached_is_said_of_the_same() -> None:
    text = (
        "Đã kiểm tra 12/40 cơ quan, đạt tỷ lệ 30% (3/16 sở và 9/24 xã, chỉ tiêu "
        "đề ra là tối thiểu 20%)."
    )

    assert subjects(text)[0] == subjects(text)[1]

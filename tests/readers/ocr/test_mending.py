"""Marks and specks of a scan's text; what is right as it was read stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.readers.ocr.scan_making import typed
from vanban_parser.readers.ocr.inks import lines_of
from vanban_parser.readers.ocr.mending import mended


def said(line: str) -> str:
    lines = mended(lines_of(typed(line)))
    return " ".join(word.text for line in lines for word in line.words)


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("giao các đơn vị tô chức thực hiện", "giao các đơn vị tổ chức thực hiện"),
        ("cung cập thông tín theo mẫu", "cung cấp thông tin theo mẫu"),
        ("quy định chỉ tiết và thì hành", "quy định chi tiết và thi hành"),
        ("sửa đồi, bồ sung một sô điều", "sửa đổi, bổ sung một số điều"),
        ("Lớp tâp huân cho cán bộ", "Lớp tập huấn cho cán bộ"),  # both at once
        ("cập nhật hô sơ địa chính", "cập nhật hồ sơ địa chính"),  # no Sở Địa chính
        ("SỞ Ý TÊ TỈNH", "SỞ Y TẾ TỈNH"),
        ("Giám đốc Sở Y tê yêu câu", "Giám đốc Sở Y tế yêu cầu"),
        ("V/v cùng cấp thông tin học viên", "V/v cung cấp thông tin học viên"),
        ("Phòng Đào fạo và các khoa", "Phòng Đào tạo và các khoa"),
        ("giáo dục truyền. thông cho trẻ", "giáo dục truyền thông cho trẻ"),
        ("Trung: tâm Y tế", "Trung tâm Y tế"),
        ("điểm có Hội đông thi", "điểm có Hội đồng thi"),  # no "cơ hội"
        ("ban ,đạo triển: khai", "ban ,đạo triển khai"),
        ("yêu cầu thủ trưởng. các đơn vị", "yêu cầu thủ trưởng các đơn vị"),
    ],
)
def test_a_known_word_is_spelt_right(read: str, right: str) -> None:
    assert said(read) == right


@pytest.mark.parametrize(
    "line",
    [
        "UBND cùng cấp và các cơ quan",
        "hệ thông tin nhắn",  # the second word makes another word with the third
        "do thị xã An Khê thực hiện",  # no đô thị
        "Lý do: không có",
        "các sở, ban, ngành",
        "phòng, chống dịch",
        "tổ chức; thực hiện",
        "bà Trần Thị Chi tiết lộ",
        "đường Đoàn Thị Điểm, xã Tân Thành",
        "gửi file qua hộp thư",
        "tr. 5 và đ/c. nam",
        "https://abc.vn/thu_tuc/chi_tiet",
        "Kết thúc. Các đơn vị",
    ],
)
def test_what_is_right_as_read_stays(line: str) -> None:
    assert said(line) == line


def test_what_was_read_is_kept_beside_and_lines_stay_where_they_are() -> None:
    before = lines_of(typed("các tô chức"))
    after = mended(before)
    assert [word.others for word in after[0].words] == [(), ("tô",), ()]
    assert (after[0].level, after[0].size) == (before[0].level, before[0].size)


def test_what_a_hand_or_a_stamp_put_there_is_left() -> None:
    words = [replace(word, filled=True) for word in typed("tô chức")]
    assert [w.text for line in mended(lines_of(words)) for w in line.words] == [
        "tô",
        "chức",
    ]


def test_a_word_goes_on_in_the_next_line() -> None:
    first = typed("Giao Ủy ban nhân", x=120, base=100)
    second = [replace(w, line=1) for w in typed("đân tỉnh và", x=80, base=118)]
    words = [w.text for line in mended(lines_of([*first, *second])) for w in line.words]
    assert words[4] == "dân"

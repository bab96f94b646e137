"""Kính gửi and Nơi nhận as lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.model.document import Span
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.addressing import addressees, distribution


def spans_of(text: str) -> tuple[Span, ...]:
    found = []
    start = 0
    for line in text.split("\n"):
        if line:
            found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return tuple(found)


def to(text: str) -> list[str]:
    return [f.value for f in addressees(text, Zones(addressees=spans_of(text)))]


def recipients(text: str) -> list[str]:
    return [f.value for f in distribution(text, Zones(distribution=spans_of(text)))]


# Kính gửi --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("Kính gửi: Sở Nội vụ tỉnh Mẫu.", ["Sở Nội vụ tỉnh Mẫu"]),
        ("Kính gửi: Sở Nội vụ; Sở Y tế.", ["Sở Nội vụ", "Sở Y tế"]),
        ("Kính gửi: Các xã (danh sách kèm theo).", ["Các xã"]),
        ("Kính gửi: Các xã (khu A).", ["Các xã (khu A)"]),
        ("Kính gửi:\n- Sở Nội vụ;\n- Sở Y tế.", ["Sở Nội vụ", "Sở Y tế"]),
        ("Kính gửi:\n+ Sở Nội vụ;\n• Sở Y tế./.", ["Sở Nội vụ", "Sở Y tế"]),
        ("Kính gửi: - Sở Nội vụ;\n- Sở Y tế.", ["Sở Nội vụ", "Sở Y tế"]),
        ("Kính gửi: - Sở Nội vụ; - Sở Y tế.", ["Sở Nội vụ", "Sở Y tế"]),
        ("KÍNH GỬI: CÁC XÃ", ["CÁC XÃ"]),
        (
            "Kính gửi:\n- Các xã;\n(sau đây gọi chung là thủ trưởng các đơn vị)",
            ["Các xã"],
        ),
        ("Kính gửi: Bà Lê Thị Mẫu\n(Địa chỉ: thôn 2, xã Hợp Mẫu)", ["Bà Lê Thị Mẫu"]),
        (
            "Kính gửi: Bà Lê Thị Mẫu và ông Trần Văn Thử\n"
            "Địa chỉ: Thôn 2, xã Hợp Mẫu, thị xã\nĐông Mẫu, tỉnh Mẫu",
            ["Bà Lê Thị Mẫu và ông Trần Văn Thử"],
        ),
        (
            "Kính gửi:\n- Ông Trần Văn Thử;\nThường trú tại: xóm 3, xã Hợp Mẫu;\n"
            "- Bà Lê Thị Mẫu;\nSố điện thoại: 0900;\nCác hộ liền kề.",
            ["Ông Trần Văn Thử", "Bà Lê Thị Mẫu", "Các hộ liền kề"],
        ),
        ("Kính gửi:\n- Sở Thường trú Mẫu;", ["Sở Thường trú Mẫu"]),
        ("Kính trình: Ủy ban nhân dân tỉnh", ["Ủy ban nhân dân tỉnh"]),
        ("Kính mời: Đồng chí Lê Văn Mẫu", ["Đồng chí Lê Văn Mẫu"]),
        ("Chủ tịch UBND huyện Mẫu điện:\n- Các xã;", ["Các xã"]),
        (
            "Kính gửi:\n- Chủ tịch UBND các xã, thị trấn;",
            ["Chủ tịch UBND các xã, thị trấn"],
        ),
        ("Kính gửi:\n- Các sở: Nội vụ, Y tế;", ["Các sở: Nội vụ, Y tế"]),
        ("Kính gửi:\n- Sở Y tế (Phòng A; Phòng B);", ["Sở Y tế (Phòng A; Phòng B)"]),
        ("Kính gửi:\n- Phòng Văn hóa - Xã hội;", ["Phòng Văn hóa - Xã hội"]),
        ("Kính gửi:", []),
    ],
)
def test_addressees_are_one_a_line_or_semicolon(typed: str, items: list[str]) -> None:
    assert to(typed) == items


def test_an_addressee_points_to_its_own_words() -> None:
    text = "Kính gửi:\n- Sở Nội vụ;\n- Sở Y tế."

    found = addressees(text, Zones(addressees=spans_of(text)))

    assert [f.spans[0].of(text) for f in found] == ["Sở Nội vụ", "Sở Y tế"]


# Nơi nhận --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("- Như trên;\n- Lưu: VT, VHTT.", ["Như trên", "Lưu: VT, VHTT"]),
        ("- Sở Nội vụ (để b/c);", ["Sở Nội vụ"]),
        ("- Sở Nội vụ (để báo cáo);", ["Sở Nội vụ"]),
        ("- Các xã (t/h);", ["Các xã"]),
        ("- Các xã (để thực hiện);", ["Các xã"]),
        ("- Các ban (p/h t/h);", ["Các ban"]),
        ("- Các ban (đề phối hợp);", ["Các ban"]),
        ("- Các ban đề biết);", ["Các ban"]),
        ("- Các ban (đề án 06);", ["Các ban (đề án 06)"]),
        ("- Các ban để phối hợp chỉ đạo;", ["Các ban để phối hợp chỉ đạo"]),
        ("- Ông Mẫu (để biết);", ["Ông Mẫu"]),
        ("- Cổng TTĐT (đăng tải);", ["Cổng TTĐT"]),
        ("- Như Điều 3;", ["Như Điều 3"]),
        ("- Ban Quản lý (khu A);", ["Ban Quản lý (khu A)"]),
        ("- CT, các PCT UBND huyện;", ["CT, các PCT UBND huyện"]),
        ("- Phòng Nội vụ; Phòng Y tế;", ["Phòng Nội vụ", "Phòng Y tế"]),
        ("- Sở Nội vụ (để báo cáo;", ["Sở Nội vụ"]),
        ("- Bộ Mẫu (Cục Giá) (báo cáo) (VBĐT);", ["Bộ Mẫu (Cục Giá)"]),
        ("- Sở Nội vụ (bản điện tử);", ["Sở Nội vụ"]),
        ("- Công an tỉnh (Phòng Hậu cần-để biết);", ["Công an tỉnh (Phòng Hậu cần)"]),
        ("- VKSND tối cao (Vụ 14, VP) để b/c;", ["VKSND tối cao (Vụ 14, VP)"]),
        ("- Lưu: VT, NV (05b).", ["Lưu: VT, NV"]),
        ("- Lưu: VT; Hồ sơ.", ["Lưu: VT; Hồ sơ"]),
        ("- Lưu: VT, NV. 20b", ["Lưu: VT, NV"]),
        ("- Lưu Văn phòng Huyện ủy.", ["Lưu Văn phòng Huyện ủy"]),
        ("-----", []),
    ],
)
def test_recipients_lose_purposes_and_copies(typed: str, items: list[str]) -> None:
    assert recipients(typed) == items


def test_a_wrapped_recipient_is_one_item() -> None:
    typed = "- Văn phòng HĐND và\nUBND huyện (để b/c);\n- Lưu: VT."

    assert recipients(typed) == ["Văn phòng HĐND và UBND huyện", "Lưu: VT"]


def test_a_line_after_a_finished_item_is_its_own() -> None:
    assert recipients("- Như trên;\nPhòng Y tế;\nLưu: VT.") == [
        "Như trên",
        "Phòng Y tế",
        "Lưu: VT",
    ]


pieces = st.sampled_from(
    [
        "- ",
        "+ ",
        ";",
        ":",
        " ",
        "(",
        ")",
        "(để b/c)",
        "Sở Y tế",
        "Lưu: VT",
        "\n",
        ".",
        "12b",
    ]
)


@given(st.lists(pieces, max_size=14).map("".join))
def test_any_list_gives_items_in_order_that_stand_in_it(text: str) -> None:
    zones = Zones(addressees=spans_of(text), distribution=spans_of(text))

    for found in (addressees(text, zones), distribution(text, zones)):
        starts = [finding.spans[0].start for finding in found]
        assert starts == sorted(starts)
        for finding in found:
            assert finding.value == finding.value.strip()
            # What is dropped from the middle of an item are whole remarks.
            signs = iter(finding.spans[0].of(text).replace("\n", " "))
            assert all(sign in signs for sign in finding.value)


def test_what_a_seal_leaves_beside_an_item_gets_no_letter() -> None:
    assert recipients("- Các bộ, ngành; ⁄ã\n- Văn phòng; KÁ\n- UBND tỉnh; TU") == [
        "Các bộ, ngành",
        "Văn phòng",
        "UBND tỉnh",
        "TU",
    ]

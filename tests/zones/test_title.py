"""Type name and subject under it, and Kính gửi."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from tests.letters_of import document_of, words_of, zones_of
from vanban_parser.model.document import Document, TextSource
from vanban_parser.zones import cut

HEAD = """\
<< ỦY BAN NHÂN DÂN HUYỆN MẪU SƠN
<< Số: 15/XX-UBND
>> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
>> Độc lập - Tự do - Hạnh phúc
>> Mẫu Sơn, ngày 10 tháng 9 năm 2026
"""
BODY = """\
Thực hiện chỉ đạo của tỉnh, huyện rà soát nhà văn hóa các thôn như sau.
Các xã báo cáo trước ngày 30/9/2026./.
"""


@pytest.mark.parametrize(
    "kind",
    [
        "KẾ HOẠCH",
        "QUYẾT ĐỊNH",
        "THÔNG BÁO",
        "CHỈ THỊ",
        "TỜ TRÌNH",
        "BÁO CÁO",
        "GIẤY MỜI",
    ],
)
def test_a_type_name_in_capitals_is_the_title(kind: str) -> None:
    document, zones = zones_of(f"{HEAD}== {kind}\n== Rà soát nhà văn hóa\n{BODY}")

    assert zones.title is not None
    assert zones.title.of(document.text) == kind
    assert words_of(document, zones.subject) == ["Rà soát nhà văn hóa"]
    assert words_of(document, [block.span for block in zones.body]) == BODY.splitlines()


@pytest.mark.parametrize("printed", ["THÔNG BÁO.", "„THÔNG BÁO", "*THÔNG BÁO,"])
def test_specks_beside_a_type_name_do_not_count(printed: str) -> None:
    document, zones = zones_of(f"{HEAD}== {printed}\n== Rà soát nhà văn hóa\n{BODY}")

    assert zones.title is not None
    assert zones.title.of(document.text) == "THÔNG BÁO"
    assert words_of(document, zones.subject) == ["Rà soát nhà văn hóa"]


def test_a_subject_may_take_several_lines() -> None:
    typed = "== KẾ HOẠCH\n== Rà soát nhà văn hóa\n== các thôn, xóm\n== năm 2026\n"
    document, zones = zones_of(HEAD + typed + BODY)

    assert words_of(document, zones.subject) == [
        "Rà soát nhà văn hóa",
        "các thôn, xóm",
        "năm 2026",
    ]


def test_a_line_in_small_letters_goes_on_though_it_ends_with_a_comma() -> None:
    typed = "== QUYẾT ĐỊNH\n== Quy định mức thu của nhà trẻ,\ncủa lớp học buổi tối,\n"
    document, zones = zones_of(HEAD + typed + "== năm học 2026 - 2027\n" + BODY)

    assert words_of(document, zones.subject) == [
        "Quy định mức thu của nhà trẻ,",
        "của lớp học buổi tối,",
        "năm học 2026 - 2027",
    ]


def test_a_line_of_dashes_ends_nothing() -> None:
    typed = "== KẾ HOẠCH\n== Rà soát nhà văn hóa\n== ----------\n"
    document, zones = zones_of(HEAD + typed + BODY)

    assert words_of(document, zones.subject) == ["Rà soát nhà văn hóa"]
    assert zones.body[0].span.of(document.text).startswith("Thực hiện")


def test_type_and_subject_may_share_a_line() -> None:
    document, zones = zones_of(f"{HEAD}== KẾ HOẠCH RÀ SOÁT NHÀ VĂN HÓA\n{BODY}")

    assert zones.title is not None
    assert zones.title.of(document.text) == "KẾ HOẠCH"
    assert words_of(document, zones.subject) == ["RÀ SOÁT NHÀ VĂN HÓA"]


def test_who_decides_is_no_subject() -> None:
    typed = (
        "== QUYẾT ĐỊNH\n== Về việc thành lập Tổ rà soát\n"
        "== CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN MẪU SƠN\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương;\n"
        "== QUYẾT ĐỊNH:\n## Điều 1. Thành lập Tổ rà soát.\n"
    )
    document, zones = zones_of(HEAD + typed)

    assert words_of(document, zones.subject) == ["Về việc thành lập Tổ rà soát"]
    assert zones.body[0].span.of(document.text).startswith("CHỦ TỊCH")


def test_the_older_form_names_the_issuer_under_the_type() -> None:
    typed = "== CHỈ THỊ\n== CỦA ỦY BAN NHÂN DÂN HUYỆN\n== Về việc rà soát nhà văn hóa\n"
    document, zones = zones_of(HEAD + typed + BODY)

    assert words_of(document, zones.subject) == ["Về việc rà soát nhà văn hóa"]


def test_a_line_that_encloses_is_no_subject() -> None:
    typed = (
        "== QUY CHẾ\n== Sử dụng nhà văn hóa\n== (Kèm theo Quyết định số 15/QĐ-UBND)\n"
    )
    document, zones = zones_of(HEAD + typed + BODY)

    assert words_of(document, zones.subject) == ["Sử dụng nhà văn hóa"]


def test_a_type_name_in_running_text_is_no_title() -> None:
    _, zones = zones_of(f"{HEAD}Kính gửi: Các xã.\nKế hoạch rà soát như sau.\n{BODY}")

    assert zones.title is None


# Kính gửi --------------------------------------------------------------------


def addressed(typed: str) -> list[str]:
    document, zones = zones_of(HEAD + typed + BODY)
    assert zones.body[0].span.of(document.text).startswith("Thực hiện")
    return words_of(document, zones.addressees)


def test_one_addressee_stands_on_the_line() -> None:
    assert addressed("Kính gửi: Sở Nội vụ tỉnh Mẫu\n") == [
        "Kính gửi: Sở Nội vụ tỉnh Mẫu"
    ]


def test_several_addressees_stand_in_a_list() -> None:
    typed = "Kính gửi:\n- Các phòng, ban;\n- Trạm Y tế xã;\n- Các thôn.\n"

    assert addressed(typed) == typed.splitlines()


def test_a_list_may_start_on_the_line_of_kinh_gui() -> None:
    typed = "Kính gửi: - Các phòng, ban;\n- Các thôn.\n"

    assert addressed(typed) == typed.splitlines()


def test_a_list_without_dashes_goes_on_as_long_as_its_items_are_open() -> None:
    typed = "Kính gửi:\nCác phòng, ban;\nTrạm Y tế xã;\nCác thôn.\n"

    assert addressed(typed) == typed.splitlines()


def test_addressees_in_a_two_column_table_are_taken() -> None:
    assert addressed("<< Kính gửi:\n>> - Các phòng;\n>> - Các thôn.\n") == [
        "Kính gửi:",
        "- Các phòng;",
        "- Các thôn.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Kính trình: Ủy ban nhân dân tỉnh",
        "Kính mời: Đồng chí Lê Văn Mẫu",
        "KÍNH GỬI: CÁC PHÒNG, BAN",
    ],
)
def test_other_words_address_too(line: str) -> None:
    assert addressed(f"{line}\n") == [line]


def test_a_telegram_says_dien() -> None:
    typed = (
        "Chủ tịch Ủy ban nhân dân huyện Mẫu Sơn điện:\n- Các xã;\n- Công an huyện.\n"
    )

    assert addressed(f"== CÔNG ĐIỆN\n== Về việc ứng phó bão\n{typed}") == (
        typed.splitlines()
    )


def test_the_body_does_not_belong_to_the_list() -> None:
    document, zones = zones_of(
        f"{HEAD}Kính gửi:\n- Các phòng.\nUBND huyện yêu cầu các phòng rà soát:\n- Nhà kho;\n"  # noqa: E501
    )

    assert words_of(document, zones.addressees) == ["Kính gửi:", "- Các phòng."]
    assert len(zones.body) == 2


def test_without_kinh_gui_the_body_starts_after_the_title() -> None:
    assert addressed("== KẾ HOẠCH\n== Rà soát nhà văn hóa\n") == []


def set_in(typed: str, *, head: str = "Kính gửi:\n") -> list[str]:
    """Return the addressees of lines that are set in as a scan shows them."""
    document, _ = zones_of(f"{HEAD}{head}{typed}{BODY}")
    deep = {*typed.splitlines()}
    blocks = tuple(
        replace(block, indent=130.0 if block.span.of(document.text) in deep else 36.0)
        for block in document.blocks
    )
    document = replace(document, blocks=blocks)
    return words_of(document, cut(document, sys.maxsize).addressees)[bool(head) :]


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        (
            "- Trạm Y tế các xã, các phòng khám\nđa khoa khu vực;\n- Các thôn.\n",
            ["- Trạm Y tế các xã, các phòng khám\nđa khoa khu vực;", "- Các thôn."],
        ),
        # A capital may come first on the line, too.
        (
            "- Trung tâm Phòng chống\nHIV/AIDS huyện;\n- Các thôn.\n",
            ["- Trung tâm Phòng chống\nHIV/AIDS huyện;", "- Các thôn."],
        ),
        # Its dash was not seen.
        ("- Các phòng;\nTrạm Y tế xã.\n", ["- Các phòng;", "Trạm Y tế xã."]),
    ],
)
def test_a_line_set_in_as_the_items_are_goes_on_with_the_list(
    typed: str, items: list[str]
) -> None:
    assert set_in(typed) == items


def test_a_full_stop_ends_a_list_with_dashes() -> None:
    # A scan's paragraphs that were cut in pieces tell a wrong margin.
    typed = "- Các phòng;\n- Các thôn.\nThực hiện Công văn số 15 của huyện\n"
    assert set_in(typed) == ["- Các phòng;", "- Các thôn."]


@pytest.mark.parametrize(
    "naming",
    [
        "(sau đây gọi chung là các đơn vị)",
        "(gọi tắt là đơn vị)",
        "(œọi chung là đơn vị)",
    ],
)
def test_what_they_are_called_in_the_body_is_no_addressee(naming: str) -> None:
    assert addressed(f"Kính gửi:\n- Các phòng;\n- Các thôn.\n{naming}\n") == [
        "Kính gửi:",
        "- Các phòng;",
        "- Các thôn.",
    ]


def test_a_list_whose_head_is_stamped_over_is_told_by_its_place() -> None:
    assert set_in("- Các phòng;\n- Các thôn.\n", head="") == [
        "- Các phòng;",
        "- Các thôn.",
    ]


def test_a_list_of_the_body_is_no_list_of_addressees() -> None:
    assert addressed("== KẾ HOẠCH\n== Rà soát nhà văn hóa\n") == []
    document, zones = zones_of(f"{HEAD}- Rà soát nhà kho;\n- Báo cáo huyện.\n{BODY}")
    assert words_of(document, zones.addressees) == []


STAMPED = """\
== QUYẾT ĐỊNH
Bãi bỏ toàn bộ Quyết định số 7/2030/QĐ-UBND ngày 30 tháng 11 năm 2030
Da Ủy ban nhân dân tỉnh về mức giá nước sạch
CÔNG BÁO TỈNH MẪU bán cho hộ dân ở nông thôn
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
"""
LINE_OF_STAMP = """\
== QUYẾT ĐỊNH
Quy định chức năng, nhiệm vụ, quyền hạn và
CÔNG BÁO TỈNH MẪU LÊN
ơ cấu tổ chức của Sở Y tế
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
"""


def scanned(typed: str) -> Document:
    document = document_of(HEAD + typed + BODY)
    source = replace(document.source, text_source=TextSource.OCR)
    return replace(document, source=source)


@pytest.mark.parametrize(
    ("typed", "subject"),
    [
        (
            STAMPED,
            [
                "Bãi bỏ toàn bộ Quyết định số 7/2030/QĐ-UBND ngày 30 tháng 11 năm 2030",
                "Da Ủy ban nhân dân tỉnh về mức giá nước sạch",
                "bán cho hộ dân ở nông thôn",
            ],
        ),
        (
            LINE_OF_STAMP,
            ["Quy định chức năng, nhiệm vụ, quyền hạn và", "ơ cấu tổ chức của Sở Y tế"],
        ),
    ],
)
def test_on_a_scan_a_subject_goes_on_behind_a_stamp_of_arrival(
    typed: str, subject: list[str]
) -> None:
    document = scanned(typed)

    assert words_of(document, cut(document).subject) == subject


def test_in_print_capitals_end_a_subject() -> None:
    document, zones = zones_of(HEAD + LINE_OF_STAMP + BODY)

    assert words_of(document, zones.subject) == [
        "Quy định chức năng, nhiệm vụ, quyền hạn và"
    ]


def test_on_a_scan_the_body_without_grounds_is_no_subject() -> None:
    document = scanned("== THÔNG BÁO\nLịch trực Tết\nCác phòng trực theo lịch này\n")

    assert words_of(document, cut(document).subject) == ["Lịch trực Tết"]

"""The header's parts: state and Party forms, one column and two."""

from __future__ import annotations

import pytest

from tests.letters_of import words_of, zones_of

STATE = """\
<< UBND TỈNH MẪU
<< SỞ NỘI VỤ
<< -------
<< Số: 15/SNV-VP
<< V/v rà soát nhà văn hóa
<< các thôn, xóm
>> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
>> Độc lập - Tự do - Hạnh phúc
>> Mẫu Sơn, ngày 10 tháng 9 năm 2026
"""
PARTY = """\
<< HUYỆN ỦY MẪU SƠN
<< BAN TUYÊN GIÁO
<< *
<< Số 45-CV/BTGHU
<< rà soát nhà văn hóa
<< các thôn, xóm
>> ĐẢNG CỘNG SẢN VIỆT NAM
>> Mẫu Sơn, ngày 10 tháng 9 năm 2026
"""
REST = """\
Kính gửi: Phòng Nội vụ.
Đề nghị Phòng Nội vụ rà soát nhà văn hóa các thôn./.
"""


def test_the_state_form() -> None:
    document, zones = zones_of(STATE + REST)

    assert words_of(document, zones.issuer) == ["UBND TỈNH MẪU", "SỞ NỘI VỤ"]
    assert zones.number is not None
    assert zones.number.of(document.text) == "Số: 15/SNV-VP"
    assert zones.place_date is not None
    assert zones.place_date.of(document.text) == "Mẫu Sơn, ngày 10 tháng 9 năm 2026"
    assert words_of(document, zones.subject) == [
        "V/v rà soát nhà văn hóa",
        "các thôn, xóm",
    ]
    assert zones.title is None
    assert words_of(document, zones.addressees) == ["Kính gửi: Phòng Nội vụ."]


def test_the_party_prints_its_subject_without_v_v() -> None:
    document, zones = zones_of(PARTY + REST)

    assert words_of(document, zones.issuer) == ["HUYỆN ỦY MẪU SƠN", "BAN TUYÊN GIÁO"]
    assert zones.number is not None
    assert zones.number.of(document.text) == "Số 45-CV/BTGHU"
    assert words_of(document, zones.subject) == ["rà soát nhà văn hóa", "các thôn, xóm"]
    assert zones.place_date is not None
    assert zones.place_date.of(document.text).startswith("Mẫu Sơn, ngày 10")


def test_the_two_columns_may_be_exchanged() -> None:
    left = [line for line in STATE.splitlines() if line.startswith("<<")]
    right = [line for line in STATE.splitlines() if line.startswith(">>")]
    turned = [">>" + line[2:] for line in left], ["<<" + line[2:] for line in right]
    document, zones = zones_of("\n".join([*turned[1], *turned[0]]) + "\n" + REST)

    assert words_of(document, zones.issuer) == ["UBND TỈNH MẪU", "SỞ NỘI VỤ"]
    assert zones.number is not None
    assert zones.place_date is not None


def test_a_header_in_one_column() -> None:
    document, zones = zones_of(
        "== ỦY BAN NHÂN DÂN XÃ MẪU\n"
        "== CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "== Độc lập - Tự do - Hạnh phúc\n"
        "Số: 15/KH-UBND\n"
        "Mẫu, ngày 10 tháng 9 năm 2026\n"
        "== KẾ HOẠCH\n"
        "== Sửa đường thôn\n"
        "Thực hiện chỉ đạo của huyện, xã lập kế hoạch sửa đường thôn.\n"
    )

    assert words_of(document, zones.issuer) == ["ỦY BAN NHÂN DÂN XÃ MẪU"]
    assert zones.number is not None
    assert zones.number.of(document.text) == "Số: 15/KH-UBND"
    assert zones.place_date is not None
    assert zones.title is not None
    assert zones.title.of(document.text) == "KẾ HOẠCH"
    assert words_of(document, zones.subject) == ["Sửa đường thôn"]


def test_the_date_may_stand_under_the_title() -> None:
    document, zones = zones_of(
        "<< CÔNG TY MẪU\n"
        ">> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        ">> Độc lập - Tự do - Hạnh phúc\n"
        "== THÔNG BÁO\n"
        "== Về việc nghỉ hè\n"
        "== Mẫu Sơn, ngày 10 tháng 9 năm 2026\n"
        "Công ty thông báo lịch nghỉ hè cho các phòng.\n"
    )

    assert zones.place_date is not None
    assert zones.place_date.of(document.text) == "Mẫu Sơn, ngày 10 tháng 9 năm 2026"


@pytest.mark.parametrize(
    "printed",
    [
        "Số: 15/SNV-VP",
        "Số:      /SNV-VP",
        "Số 15/SNV-VP",
        "SỐ: 15/SNV-VP",
        "Số: 05-CV/HU",
    ],
)
def test_the_number_is_known_by_its_word(printed: str) -> None:
    document, zones = zones_of(STATE.replace("Số: 15/SNV-VP", printed) + REST)

    assert zones.number is not None
    assert zones.number.of(document.text) == " ".join(printed.split())


def test_a_body_named_so_is_no_number() -> None:
    document, zones = zones_of(
        STATE.replace("Số: 15/SNV-VP\n<< ", "").replace("SỞ NỘI VỤ", "SỞ Y TẾ") + REST
    )

    assert zones.number is None
    assert words_of(document, zones.issuer)[:2] == ["UBND TỈNH MẪU", "SỞ Y TẾ"]


def test_text_without_motto_has_no_header() -> None:
    _, zones = zones_of("Một đoạn văn không phải công văn.\nMột đoạn nữa.")

    assert zones.issuer == ()
    assert zones.number is None
    assert zones.place_date is None
    assert len(zones.body) == 2


# Marks -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "mark",
    [
        "HỎA TỐC",
        "HOẢ TỐC",
        "KHẨN",
        "THƯỢNG KHẨN",
        "MẬT",
        "TỐI MẬT",
        "TUYỆT MẬT",
        "(KHẨN)",
    ],
)
@pytest.mark.parametrize("where", ["<< ", ">> ", "[] "])
def test_a_mark_alone_on_its_line_is_one(mark: str, where: str) -> None:
    typed = f"{STATE}{where}{mark}\n{REST}"
    if where == ">> ":
        typed = STATE + f">> {mark}\n" + REST
    document, zones = zones_of(typed)

    assert words_of(document, zones.marks) == [mark]
    assert mark not in words_of(document, (*zones.subject, *zones.issuer))


@pytest.mark.parametrize(
    "line",
    [
        "<< ỦY BAN MẶT TRẬN TỔ QUỐC",
        "<< Mật",
        "<< BẢO MẬT THÔNG TIN",
        "[] ĐẾN",
        "[] KHẨN TRƯƠNG GIẢI QUYẾT",
        "<< DỰ THẢO",
    ],
)
def test_words_that_hold_a_mark_are_none(line: str) -> None:
    _, zones = zones_of(f"{STATE}{line}\n{REST}")

    assert zones.marks == ()


def test_a_mark_in_the_body_is_none() -> None:
    _, zones = zones_of(STATE + REST + "Các phòng đọc kỹ mục sau.\nMẬT\nHết.\n")

    assert zones.marks == ()


def test_words_of_an_arrival_stamp_are_in_no_part() -> None:
    stamp = "[] CÔNG VĂN ĐẾN Số: 777 Ngày 12/9/2026\n"
    document, zones = zones_of(STATE + REST + stamp)

    assert zones.number is not None
    assert "777" not in zones.number.of(document.text)
    at = document.text.index("777")
    spans = [*zones.issuer, *zones.subject, *zones.addressees, *zones.signature]
    spans += [block.span for block in zones.body]
    assert [span for span in spans if span.start <= at < span.end] == []


def test_a_title_beside_a_stamp_is_no_line_of_the_header() -> None:
    """The stamp makes it look like one of the right column."""
    plan = STATE.replace(
        "<< V/v rà soát nhà văn hóa\n<< các thôn, xóm\n", "<< nóA TỐC\n"
    )
    document, zones = zones_of(plan + ">> KÉ HOẠCH\n== Rà soát nhà văn hóa\n" + REST)

    assert zones.title is not None
    assert zones.title.of(document.text) == "KÉ HOẠCH"
    assert words_of(document, zones.subject) == ["Rà soát nhà văn hóa"]
    assert words_of(document, zones.marks) == ["nóA TỐC"]


def test_a_commune_that_is_called_like_a_mark_is_a_body() -> None:
    head = STATE.replace("SỞ NỘI VỤ", "XÃ\n<< HÒA LỘC")
    document, zones = zones_of(head + REST)

    assert words_of(document, zones.issuer) == ["UBND TỈNH MẪU", "XÃ", "HÒA LỘC"]
    assert zones.marks == ()


def test_the_end_of_a_date_on_the_issuers_side_is_no_subject() -> None:
    """Columns set by tabs: what the right one has no room for goes on at the left."""
    head = STATE.replace(
        "<< V/v rà soát nhà văn hóa\n<< các thôn, xóm\n", "<< năm 2026\n"
    )
    document, zones = zones_of(head + REST)

    assert words_of(document, zones.subject) == []

"""Headers as offices really set them: each form gives the same facts as the model.

The forms are those of NĐ 30/2020 annex I and of HD 36-HD/VPTW, and the deviations that
letters show: numbers left blank, odd dashes, stamps and drafts among the lines, text
taken from a page line by line.  All letters are invented.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import pytest

from tests.letters_of import parse
from vanban_parser.model.letter import Letter

BODY = "<< ỦY BAN NHÂN DÂN\n<< HUYỆN MẪU SƠN\n"
NUMBER = "<< Số: 15/UBND-VP\n"
SUBJECT = "<< V/v rà soát nhà văn hóa\n"
LEFT = BODY + NUMBER + SUBJECT
MOTTO = ">> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n>> Độc lập - Tự do - Hạnh phúc\n"
DATE = ">> Mẫu Sơn, ngày 10 tháng 9 năm 2026\n"
RIGHT = MOTTO + DATE
REST = """\
Kính gửi: Phòng Nội vụ.
Đề nghị Phòng Nội vụ rà soát nhà văn hóa các thôn và báo cáo trước ngày 30/9/2026./.
<< Nơi nhận:
<< - Như trên;
<< - Lưu: VT, VP.
>> KT. CHỦ TỊCH
>> PHÓ CHỦ TỊCH
>> Lê Văn Mẫu
"""
MODEL: Mapping[str, str | None] = {
    "issuer": "Ủy ban nhân dân huyện Mẫu Sơn",
    "parent": None,
    "number": "15",
    "notation": "UBND-VP",
    "place": "Mẫu Sơn",
    "issued_on": "2026-09-10",
    "type": "công văn",
    "subject": "rà soát nhà văn hóa",
    "urgency": None,
    "to": "Phòng Nội vụ",
    "signer": "Lê Văn Mẫu",
}


def facts(letter: Letter) -> dict[str, str | None]:
    """Return what the header of a letter says, and whom it addresses."""
    body = letter.issuing_body
    return {
        "issuer": body.name if body else None,
        "parent": body.parent if body else None,
        "number": letter.number,
        "notation": letter.notation,
        "place": letter.place,
        "issued_on": letter.issued_on,
        "type": letter.document_type,
        "subject": letter.subject,
        "urgency": letter.urgency,
        "to": "; ".join(letter.addressees),
        "signer": letter.signature.name if letter.signature else None,
    }


def numbered(line: str) -> str:
    return BODY + f"<< {line}\n" + SUBJECT + RIGHT + REST


def dated(line: str) -> str:
    return LEFT + MOTTO + f">> {line}\n" + REST


def issued_by(*lines: str, number: str = "15/UBND-VP") -> str:
    printed = "".join(f"<< {line}\n" for line in lines)
    return printed + f"<< Số: {number}\n" + SUBJECT + RIGHT + REST


def with_left(*lines: str) -> str:
    return LEFT + "".join(f"<< {line}\n" for line in lines) + RIGHT + REST


# Forms that say the same as the model.
SAME = {
    "the model itself": LEFT + RIGHT + REST,
    "number under place and date": BODY
    + SUBJECT
    + RIGHT
    + ">> Số: 15/UBND-VP\n"
    + REST,
    "number below the columns": BODY + SUBJECT + RIGHT + "== Số: 15/UBND-VP\n" + REST,
    "number and date on one line": BODY
    + SUBJECT
    + MOTTO
    + ">> Số: 15/UBND-VP Mẫu Sơn, ngày 10 tháng 9 năm 2026\n"
    + REST,
    "subject below the columns": BODY
    + NUMBER
    + RIGHT
    + "== V/v rà soát\n== nhà văn hóa\n"
    + REST,
    "en dash with spaces": numbered("Số: 15 /UBND – VP"),
    "em dash": numbered("Số: 15/UBND—VP"),
    "no-break hyphen": numbered("Số: 15/UBND\u2011VP"),
    "soft hyphen": numbered("Số: 15/UBND\u00adVP"),
    "minus sign": numbered("Số: 15/UBND\u2212VP"),
    "full stop after the label": numbered("Số. 15/UBND-VP"),
    "space before the colon": numbered("Số : 15/UBND-VP"),
    "label in capitals": numbered("SỐ: 15/UBND-VP"),
    "label and number on two lines": numbered("Số:\n<< 15/UBND-VP"),
    "motto in wrong case": LEFT
    + ">> Cộng Hòa Xã Hội Chủ Nghĩa Việt Nam\n>> Độc Lập - Tự Do - Hạnh Phúc\n"
    + DATE
    + REST,
    "motto without its hyphens": LEFT
    + ">> CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\n>> Độc lập Tự do Hạnh phúc\n"
    + DATE
    + REST,
    "motto over three lines": LEFT
    + ">> CỘNG HÒA XÃ HỘI CHỦ NGHĨA\n>> VIỆT NAM\n>> Độc lập – Tự do – Hạnh phúc\n"
    + DATE
    + REST,
    "the mottos' ends on the other side": BODY.replace(
        "\n<< HUYỆN", "\n<< VIỆT NAM\n<< HUYỆN"
    )
    + "<< Hạnh phúc\n"
    + NUMBER
    + SUBJECT
    + ">> CỘNG HÒA XÃ HỘI CHỦ NGHĨA\n>> Độc lập - Tự do -\n"
    + DATE
    + REST,
    "no motto": LEFT + DATE + REST,
    "decomposed letters": unicodedata.normalize("NFD", LEFT + RIGHT + REST),
    "Eth for Đ": (LEFT + RIGHT + REST).replace("Đ", "Ð"),
    "number cut at its hyphen": numbered("Số: 15/UBND-\n<< VP"),
    "date with its year below": dated("Mẫu Sơn, ngày 10 tháng 9 năm\n>> 2026"),
    "date with its year under both columns": LEFT
    + MOTTO
    + ">> Mẫu Sơn, ngày 10 tháng 9\nnăm 2026\n"
    + REST,
    "numeric date": dated("Mẫu Sơn, 10/9/2026"),
    "numeric date with its word": dated("Mẫu Sơn, ngày 10/9/2026"),
    "numeric date with dots": dated("Mẫu Sơn, ngày 10.9.2026"),
    "date without comma": dated("Mẫu Sơn ngày 10 tháng 09 năm 2026"),
    "date over two lines": dated("Mẫu Sơn, ngày 10\n>> tháng 9 năm 2026"),
    "date without spaces": dated("Mẫu Sơn,ngày10 tháng9 năm2026"),
    "date with capitals": dated("Mẫu Sơn, Ngày 10 Tháng 9 Năm 2026"),
    "date in brackets": dated("(Mẫu Sơn, ngày 10 tháng 9 năm 2026)"),
    "date with dashes": dated("Mẫu Sơn, ngày 10 - 9 - 2026"),
    "the southern Kính gởi": LEFT + RIGHT + REST.replace("Kính gửi:", "Kính gởi :"),
    "arrival stamp apart": "[] CÔNG VĂN ĐẾN\n[] Số: 999\n[] Ngày: 12/9/2026\n"
    + LEFT
    + RIGHT
    + REST,
    "arrival stamp under the subject": with_left(
        "ỦY BAN NHÂN DÂN XÃ MẪU", "ĐẾN", "Số: 999", "Ngày: 12/9/2026", "Chuyển:"
    ),
    "arrival stamp over the number": BODY
    + "<< ĐẾN Số: 999\n<< Ngày: 12/9/2026\n"
    + NUMBER
    + SUBJECT
    + RIGHT
    + REST,
    "draft under the subject": with_left("(DỰ THẢO)"),
    "draft over the issuer": "<< DỰ THẢO LẦN 2\n" + LEFT + RIGHT + REST,
    "draft over all": "== DỰ THẢO 3\n" + LEFT + RIGHT + REST,
    "draft over the motto": LEFT + ">> DỰ THẢO\n" + RIGHT + REST,
    "circulation under the subject": with_left("LƯU HÀNH NỘI BỘ"),
    "circulation over all": "== XEM XONG TRẢ LẠI\n" + LEFT + RIGHT + REST,
    "address under the issuer": BODY
    + "<< Địa chỉ: Số 1 đường Mẫu, xã Mẫu\n<< Điện thoại: 0200.123456\n"
    + NUMBER
    + SUBJECT
    + RIGHT
    + REST,
    "address under the subject": with_left(
        "Điện thoại: 0200.123456; Fax: 0200.123457", "Email: vp@mau.vn"
    ),
    "copy's mark over all": "[] SAO Y; UBND XÃ MẪU; 12/09/2026\n" + LEFT + RIGHT + REST,
    "subject in brackets": BODY
    + NUMBER
    + "<< (V/v rà soát nhà văn hóa)\n"
    + RIGHT
    + REST,
    "subject in small letters": BODY
    + NUMBER
    + "<< v/v: rà soát nhà văn hóa\n"
    + RIGHT
    + REST,
    "subject without its slash": BODY
    + NUMBER
    + "<< Vv: rà soát nhà văn hóa\n"
    + RIGHT
    + REST,
    "subject called so": BODY
    + NUMBER
    + "<< Trích yếu: rà soát nhà văn hóa\n"
    + RIGHT
    + REST,
    "one column, motto below": "ỦY BAN NHÂN DÂN\nHUYỆN MẪU SƠN\n"
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 15/UBND-VP\nMẫu Sơn, ngày 10 tháng 9 năm 2026\nV/v rà soát nhà văn hóa\n"
    + REST,
    "one column, motto above": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\nỦY BAN NHÂN DÂN\nHUYỆN MẪU SƠN\nSố: 15/UBND-VP\n"
    "V/v rà soát nhà văn hóa\nMẫu Sơn, ngày 10 tháng 9 năm 2026\n" + REST,
    "both sides on each line": "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "HUYỆN MẪU SƠN Độc lập - Tự do - Hạnh phúc\n"
    "Số: 15/UBND-VP Mẫu Sơn, ngày 10 tháng 9 năm 2026\nV/v rà soát nhà văn hóa\n"
    + REST,
}


@pytest.mark.parametrize("form", SAME)
def test_a_form_says_what_the_model_says(form: str) -> None:
    assert facts(parse(SAME[form])) == MODEL


# Forms that say something else, and what.
OTHER: Mapping[str, tuple[str, dict[str, str | None]]] = {
    "a quarter that has a number": (
        dated("Quận 7, ngày 10 tháng 9 năm 2026"),
        {"place": "Quận 7"},
    ),
    "units joined by a plus": (
        numbered("Số: 15/KTPC-KT+AT"),
        {"number": "15", "notation": "KTPC-KT+AT"},
    ),
    "number and day of dots": (
        BODY
        + "<< Số: …………/UBND-VP\n"
        + SUBJECT
        + MOTTO
        + ">> Mẫu Sơn, ngày …… tháng 9 năm 2026\n"
        + REST,
        {"number": None, "issued_on": "2026-09"},
    ),
    "nothing filled in": (
        BODY
        + "<< Số:\n<< /UBND-VP\n"
        + SUBJECT
        + MOTTO
        + ">> Mẫu Sơn, ngày ... tháng ... năm 20...\n"
        + REST,
        {"number": None, "issued_on": None},
    ),
    "a date without its year": (
        dated("Mẫu Sơn, ngày 10 tháng 9"),
        {"issued_on": None},
    ),
    "a number with a letter": (numbered("Số: 15a/UBND-VP"), {"number": "15a"}),
    "a number with a dot": (
        numbered("Số: 66.25/2026/NQ-CP"),
        {"number": "66.25", "notation": "2026/NQ-CP", "type": "nghị quyết"},
    ),
    "a label misread": (numbered("Sô: 15/UBND-VP"), {}),
    "a label misread, number by hand": (
        numbered("S6:     /UBND-VP"),
        {"number": None},
    ),
    "a label lost": (numbered("/UBND-VP"), {"number": None}),
    "an old notation with dots": (
        numbered("Số: 15/QĐ. UBND-VP"),
        {"notation": "QĐ.UBND-VP", "type": "quyết định"},
    ),
    "urgent": (with_left("HỎA TỐC"), {"urgency": "hỏa tốc"}),
    "urgent to the hour": (
        with_left("HỎA TỐC HẸN GIỜ: trước 16h00 ngày 12/9/2026"),
        {"urgency": "hỏa tốc hẹn giờ"},
    ),
    "urgent with a sign": (with_left("HỎA TỐC!"), {"urgency": "hỏa tốc"}),
    "urgent over all": ("[] KHẨN\n" + LEFT + RIGHT + REST, {"urgency": "khẩn"}),
    "urgent below the columns": (
        LEFT + RIGHT + "THƯỢNG KHẨN\n" + REST,
        {"urgency": "thượng khẩn"},
    ),
    "a subject that cites": (
        BODY
        + NUMBER
        + "<< V/v triển khai Nghị quyết\n<< số 12/NQ-HĐND ngày 01/8/2026\n<< của tỉnh\n"
        + RIGHT
        + REST,
        {"subject": "triển khai Nghị quyết số 12/NQ-HĐND ngày 01/8/2026 của tỉnh"},
    ),
    "a body over three lines": (
        issued_by(
            "UBND TỈNH MẪU",
            "BAN QUẢN LÝ DỰ ÁN",
            "ĐẦU TƯ XÂY DỰNG CÁC CÔNG TRÌNH",
            "DÂN DỤNG VÀ CÔNG NGHIỆP",
        ),
        {
            "parent": "UBND tỉnh Mẫu",
            "issuer": "Ban Quản lý dự án đầu tư xây dựng các công trình dân dụng và"
            " công nghiệp",
        },
    ),
    "a commune of two tiers": (
        issued_by("ỦY BAN NHÂN DÂN", "ĐẶC KHU MẪU SƠN"),
        {"issuer": "Ủy ban nhân dân đặc khu Mẫu Sơn"},
    ),
    "its office": (
        issued_by("UBND XÃ MẪU SƠN", "PHÒNG VĂN HÓA - XÃ HỘI"),
        {"parent": "UBND xã Mẫu Sơn", "issuer": "Phòng Văn hóa - Xã hội"},
    ),
    "a school": (
        issued_by("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG THPT MẪU SƠN", number="15/THPTMS"),
        {
            "parent": "Sở Giáo dục và Đào tạo",
            "issuer": "Trường THPT Mẫu Sơn",
            "notation": "THPTMS",
        },
    ),
    "an office of the police": (
        issued_by(
            "CÔNG AN TỈNH MẪU",
            "PHÒNG CẢNH SÁT QUẢN LÝ HÀNH CHÍNH",
            "VỀ TRẬT TỰ XÃ HỘI",
            number="15/PC06-Đ2",
        ),
        {
            "parent": "Công an tỉnh Mẫu",
            "issuer": "Phòng Cảnh sát quản lý hành chính về trật tự xã hội",
            "notation": "PC06-Đ2",
        },
    ),
    "the Youth Union": (
        "<< BCH ĐOÀN TỈNH MẪU\n<< BAN TUYÊN GIÁO\n<< ***\n<< Số: 15-CV/TĐTN-BTG\n"
        + SUBJECT
        + ">> ĐOÀN TNCS HỒ CHÍ MINH\n"
        + DATE
        + REST,
        {
            "parent": "BCH Đoàn tỉnh Mẫu",
            "issuer": "Ban Tuyên giáo",
            "notation": "CV/TĐTN-BTG",
        },
    ),
    "the Front": (
        issued_by(
            "ỦY BAN MTTQ VIỆT NAM", "TỈNH MẪU", "BAN THƯỜNG TRỰC", number="15/MTTQ-BTT"
        ),
        {
            "parent": "Ủy ban MTTQ Việt Nam tỉnh Mẫu",
            "issuer": "Ban Thường trực",
            "notation": "MTTQ-BTT",
        },
    ),
    "the Party": (
        "<< ĐẢNG BỘ TỈNH MẪU\n<< HUYỆN ỦY MẪU SƠN\n<< *\n<< Số 15-CV/HU\n"
        "<< rà soát nhà văn hóa\n>> ĐẢNG CỘNG SẢN VIỆT NAM\n" + DATE + REST,
        {
            "parent": "Đảng bộ tỉnh Mẫu",
            "issuer": "Huyện ủy Mẫu Sơn",
            "notation": "CV/HU",
        },
    ),
    "the Party, number to be written": (
        "<< HUYỆN ỦY MẪU SƠN\n<< *\n<< Số     -CV/HU\n<< về việc rà soát nhà văn hóa\n"
        ">> ĐẢNG CỘNG SẢN VIỆT NAM\n>> Mẫu Sơn, ngày    tháng 9 năm 2026\n" + REST,
        {
            "issuer": "Huyện ủy Mẫu Sơn",
            "number": None,
            "notation": "CV/HU",
            "issued_on": "2026-09",
        },
    ),
}


@pytest.mark.parametrize("form", OTHER)
def test_a_form_says_its_own(form: str) -> None:
    typed, said = OTHER[form]

    assert facts(parse(typed)) == {**MODEL, **said}


@pytest.mark.parametrize(
    ("form", "code", "field"),
    [
        ("number and day of dots", "number-blank", "/number"),
        ("number and day of dots", "day-blank", "/issued_on"),
        ("nothing filled in", "number-blank", "/number"),
        ("nothing filled in", "date-missing", "/issued_on"),
        ("a date without its year", "date-missing", "/issued_on"),
    ],
)
def test_what_is_left_blank_is_said(form: str, code: str, field: str) -> None:
    warnings = parse(OTHER[form][0]).warnings

    assert (code, field) in {(warning.code, warning.field) for warning in warnings}


# A title instead of V/v -------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "kind", "subject"),
    [
        ("== THÔNG BÁO\n== Rà soát nhà văn hóa", "thông báo", "Rà soát nhà văn hóa"),
        ("== K Ế H O Ạ C H\n== Rà soát nhà văn hóa", "kế hoạch", "Rà soát nhà văn hóa"),
        ("== BẢN QUY CHẾ\n== Sử dụng nhà văn hóa", "quy chế", "Sử dụng nhà văn hóa"),
        (
            "== QUY ĐỊNH\n== Về nhà văn hóa\n== (Ban hành kèm theo Quyết định\n"
            "== số 12/QĐ-UBND ngày 01/8/2026)",
            "quy định",
            "Về nhà văn hóa",
        ),
        (
            "== THÔNG BÁO\n== Rà soát nhà văn hóa\n"
            "== Mẫu Sơn, ngày 10 tháng 9 năm 2026",
            "thông báo",
            "Rà soát nhà văn hóa",
        ),
        (
            "== QUY CHẾ\n== “Nhà văn hóa mở” của huyện\n== Chương I",
            "quy chế",
            "“Nhà văn hóa mở” của huyện",
        ),
    ],
)
def test_a_title_may_be_set_in_many_ways(title: str, kind: str, subject: str) -> None:
    typed = BODY + "<< Số: 15/XX-UBND\n" + RIGHT + title + "\nCác thôn rà soát nhà.\n"

    letter = parse(typed)

    assert (letter.document_type, letter.subject) == (kind, subject)
    assert letter.issued_on == "2026-09-10"


def test_running_text_that_names_the_state_is_no_motto() -> None:
    letter = parse(
        "Điều 1. Công dân nước Cộng hòa xã hội chủ nghĩa Việt Nam được vào nhà.\n"
        "Điều 2. Nhà văn hóa mở cửa từ ngày 10 tháng 9 năm 2026.\n"
    )

    assert letter.issuing_body is None or letter.issuing_body.name is None
    assert letter.issued_on is None

"""Letters as a text dump has them: one column, every line alone.  All are invented."""

from __future__ import annotations

import pytest

from tests.letters_of import parse
from vanban_parser.model.letter import Letter

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
DATE = "Mẫu Sơn, ngày 10 tháng 9 năm 2026\n"
REST = """\
Kính gửi: Phòng Nội vụ.
Đề nghị Phòng Nội vụ rà soát nhà văn hóa các thôn và báo cáo trước ngày 30/9/2026./.
Nơi nhận:
- Như trên;
- Lưu: VT, VP.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Văn Mẫu
"""
ISSUER = "Ủy ban nhân dân huyện Mẫu Sơn"


def facts(letter: Letter) -> tuple[str | None, ...]:
    body, signature = letter.issuing_body, letter.signature
    return (
        body.name if body else None,
        letter.notation,
        letter.issued_on,
        letter.document_type,
        letter.subject,
        signature.position if signature else None,
        signature.name if signature else None,
    )


FORMS: dict[str, tuple[str, tuple[str | None, ...]]] = {
    "date above the issuer": (
        MOTTO + DATE + "ỦY BAN NHÂN DÂN HUYỆN MẪU SƠN\nSố: 15/UBND-VP\n"
        "V/v rà soát nhà văn hóa\n" + REST,
        (ISSUER, "UBND-VP", "2026-09-10", "công văn", "rà soát nhà văn hóa"),
    ),
    "rules between the lines": (
        "ỦY BAN NHÂN DÂN\nHUYỆN MẪU SƠN\n-------\n" + MOTTO + "---------------\n"
        "Số: 15/UBND-VP\nV/v rà soát nhà văn hóa\n" + DATE + REST,
        (ISSUER, "UBND-VP", "2026-09-10", "công văn", "rà soát nhà văn hóa"),
    ),
    "neither motto nor date": (
        "TẬP ĐOÀN MẪU\nCÔNG TY ĐIỆN LỰC MẪU\nSố: 15/P.KT\n"
        "V/v: rà soát nhà văn hóa\n" + REST,
        ("Công ty Điện lực Mẫu", "P.KT", None, "công văn", "rà soát nhà văn hóa"),
    ),
    "công văn as a title": (
        MOTTO + "CÔNG TY MẪU\nSố: 15/CV-BGĐ\n" + DATE + "CÔNG VĂN\n"
        "V/v rà soát nhà văn hóa\n" + REST,
        ("Công ty Mẫu", "CV-BGĐ", "2026-09-10", "công văn", "rà soát nhà văn hóa"),
    ),
    "number and date under the title": (
        "TỜ TRÌNH\nV/v rà soát nhà văn hóa\nSố: 15/TTr-VP\n" + DATE + REST,
        (None, "TTr-VP", "2026-09-10", "tờ trình", "rà soát nhà văn hóa"),
    ),
    "motto under the title": (
        "TRƯỜNG TIỂU HỌC MẪU SƠN\nSố: .../TB-TH\nTHÔNG BÁO\nrà soát nhà văn hóa\n"
        + MOTTO
        + "Mẫu Sơn, ngày ... tháng ... năm 2026\n"
        + REST,
        (
            "Trường Tiểu học Mẫu Sơn",
            "TB-TH",
            "2026",
            "thông báo",
            "rà soát nhà văn hóa",
        ),
    ),
    "a subject over two lines": (
        "CHÍNH PHỦ\n" + MOTTO + "Số: 15/NQ-CP\n" + DATE + "NGHỊ QUYẾT\n"
        "Về việc rà soát nhà văn hóa\nvề các thôn quản lý\nCHÍNH PHỦ\n"
        "Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025;\n" + REST,
        (
            "Chính phủ",
            "NQ-CP",
            "2026-09-10",
            "nghị quyết",
            "rà soát nhà văn hóa về các thôn quản lý",
        ),
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_dump_is_read(form: str) -> None:
    typed, said = FORMS[form]

    assert facts(parse(typed)) == (*said, "PHÓ CHỦ TỊCH", "Lê Văn Mẫu")


@pytest.mark.parametrize(
    "note",
    ["(Đã ký)", "(Đã ký & Đóng dấu)", "(Ký, ghi rõ họ tên và đóng dấu)", "đã ký"],
)
def test_a_note_of_signing_stands_between_title_and_name(note: str) -> None:
    typed = "ỦY BAN NHÂN DÂN HUYỆN MẪU SƠN\n" + MOTTO + "Số: 15/UBND-VP\n" + DATE
    letter = parse(typed + REST.replace("Lê Văn Mẫu", f"{note}\nLê Văn Mẫu"))

    assert facts(letter)[-2:] == ("PHÓ CHỦ TỊCH", "Lê Văn Mẫu")
    assert letter.distribution == ("Như trên", "Lưu: VT, VP")


def test_recipients_may_have_no_dashes() -> None:
    typed = "ỦY BAN NHÂN DÂN HUYỆN MẪU SƠN\n" + MOTTO + "Số: 15/UBND-VP\n" + DATE
    plain = REST.replace("- Như trên;", "Như trên;\nSở Nội vụ (để báo cáo);")
    letter = parse(typed + plain.replace("- Lưu", "Lưu").replace("nhận:", "nhận"))

    assert letter.distribution == ("Như trên", "Sở Nội vụ", "Lưu: VT, VP")
    assert facts(letter)[-2:] == ("PHÓ CHỦ TỊCH", "Lê Văn Mẫu")


def test_two_titles_may_stand_on_one_line() -> None:
    typed = "ỦY BAN NHÂN DÂN HUYỆN MẪU SƠN\n" + MOTTO + "Số: 15/UBND-VP\n" + DATE
    letter = parse(typed + REST.replace("TỊCH\nPHÓ", "TỊCH PHÓ"))

    assert letter.signature is not None
    assert letter.signature.authority == "KT. CHỦ TỊCH"
    assert letter.signature.position == "PHÓ CHỦ TỊCH"

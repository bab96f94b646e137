"""Signature and Nơi nhận as offices really set them.  All letters are invented."""

from __future__ import annotations

import pytest

from tests.letters_of import parse

HEAD = """\
<< {issuer}
<< Số: 15/XX
<< V/v rà soát nhà văn hóa
>> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
>> Độc lập - Tự do - Hạnh phúc
>> Mẫu Sơn, ngày 10 tháng 9 năm 2026
Kính gửi: Phòng Nội vụ.
Đề nghị Phòng Nội vụ rà soát nhà văn hóa các thôn./.
"""
RECIPIENTS = "<< Nơi nhận:\n<< - Như trên;\n<< - Lưu: VT.\n"
SIGNED = ">> KT. CHỦ TỊCH\n>> PHÓ CHỦ TỊCH\n>> Lê Văn Mẫu\n"
NAME = "Lê Văn Mẫu"
TITLES = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu")


def closing(typed: str, issuer: str = "UBND HUYỆN MẪU SƠN") -> tuple[object, ...]:
    """Return authority, position, name and Nơi nhận of a letter that ends so."""
    letter = parse(HEAD.format(issuer=issuer) + typed)
    signature = letter.signature
    if signature is None:
        return (None, None, None, letter.distribution)
    return (
        signature.authority,
        signature.position,
        signature.name,
        letter.distribution,
    )


SAME = {
    "two columns": RECIPIENTS + SIGNED,
    "one column, recipients first": "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn Mẫu\n",
    "one column, signature first": "== KT. CHỦ TỊCH\n== PHÓ CHỦ TỊCH\n== Lê Văn Mẫu\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n",
    "both on each line": "Nơi nhận: KT. CHỦ TỊCH\n- Như trên; PHÓ CHỦ TỊCH\n"
    "- Lưu: VT.\nLê Văn Mẫu\n",
    "a stamp's words between": RECIPIENTS
    + ">> KT. CHỦ TỊCH\n>> PHÓ CHỦ TỊCH\n>> (Đã ký)\n>> Lê Văn Mẫu\n",
    "signed by machine": RECIPIENTS
    + ">> KT. CHỦ TỊCH\n>> PHÓ CHỦ TỊCH\n>> Ký bởi: Lê Văn Mẫu\n>> Lê Văn Mẫu\n",
    "a copy's block below": RECIPIENTS
    + SIGNED
    + "SAO Y BẢN CHÍNH\n<< UBND XÃ MẪU\n<< Số: 10/SY-UBND\n"
    ">> Mẫu, ngày 12 tháng 9 năm 2026\n<< Nơi nhận:\n<< - Các thôn;\n"
    ">> CHỦ TỊCH\n>> Trần Thị Mẫu\n",
    "another letter's header below": RECIPIENTS
    + SIGNED
    + "== *\n<< ỦY BAN NHÂN DÂN\n<< HUYỆN MẪU SƠN\n"
    ">> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n>> Độc lập - Tự do - Hạnh phúc\n"
    "== QUY CHẾ\nĐiều 1. Nhà văn hóa mở cửa cả ngày.\n",
    "a line in capitals below": RECIPIENTS + SIGNED + "TỆP KÈM THEO VĂN BẢN\n",
}


@pytest.mark.parametrize("form", SAME)
def test_a_form_says_what_two_columns_say(form: str) -> None:
    assert closing(SAME[form]) == (*TITLES, ("Như trên", "Lưu: VT"))


def test_an_enclosed_letter_right_below_a_signature_without_columns() -> None:
    typed = (
        "## TM. UBND HUYỆN MẪU SƠN\n## CHỦ TỊCH\n## Đã ký\n## LÊ VĂN MẪU\n"
        "<< ỦY BAN NHÂN DÂN\n<< HUYỆN MẪU SƠN\n"
        ">> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n>> Độc lập - Tự do - Hạnh phúc\n"
        "== QUY ĐỊNH\nĐiều 1. Nhà văn hóa mở cửa cả ngày.\n"
    )

    assert closing(typed) == ("TM. UBND HUYỆN MẪU SƠN", "CHỦ TỊCH", "Lê Văn Mẫu", ())


def test_a_columns_head_in_a_table_is_no_list_of_recipients() -> None:
    typed = "| Biểu | Nơi nhận |\n| Biểu 1 | Phòng Nội vụ |\n" + RECIPIENTS + SIGNED

    assert closing(typed) == (*TITLES, ("Như trên", "Lưu: VT"))


@pytest.mark.parametrize(
    "heading",
    ["Nơi nhận :", "NƠI NHẬN:", "Nơi nhận", "Nơi gửi:", "* Nơi nhận:", "- Nơi nhận:"],
)
def test_the_heading_may_be_typed_in_many_ways(heading: str) -> None:
    typed = RECIPIENTS.replace("Nơi nhận:", heading) + SIGNED

    assert closing(typed) == (*TITLES, ("Như trên", "Lưu: VT"))


def test_where_papers_are_taken_in_is_no_list_of_recipients() -> None:
    typed = "Nơi nhận hồ sơ: Bộ phận một cửa của huyện.\n" + RECIPIENTS + SIGNED

    assert closing(typed) == (*TITLES, ("Như trên", "Lưu: VT"))


@pytest.mark.parametrize(
    ("lines", "authority", "position", "name"),
    [
        (("KT.CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Y Thông Niê"), "KT.CHỦ TỊCH", None, None),
        (("HIỆU TRƯỞNG", "PGS.TS. Lê Văn Mẫu"), None, "HIỆU TRƯỞNG", "Lê Văn Mẫu"),
        (("Ký thay CHỦ TỊCH", "PHÓ CHỦ TỊCH", NAME), "Ký thay CHỦ TỊCH", None, NAME),
        (("Chủ tịch", NAME), None, "Chủ tịch", NAME),
        (("Giám Đốc", NAME), None, "Giám Đốc", NAME),
        (("GIÁM ĐỐC", "(Đã ký và đóng dấu)", NAME), None, "GIÁM ĐỐC", NAME),
        (("T/M BAN CHẤP HÀNH", "BÍ THƯ", NAME), "T/M BAN CHẤP HÀNH", "BÍ THƯ", NAME),
        (("QUYỀN GIÁM ĐỐC", NAME), None, "QUYỀN GIÁM ĐỐC", NAME),
        (("THỦ TRƯỞNG ĐƠN VỊ", "Thượng tá Lê Văn Mẫu"), None, None, NAME),
    ],
)
def test_titles_and_names_in_their_forms(
    lines: tuple[str, ...],
    authority: str | None,
    position: str | None,
    name: str | None,
) -> None:
    typed = RECIPIENTS + "".join(f">> {line}\n" for line in lines)

    found = closing(typed)

    assert found[0] == authority
    assert found[1] == (position or lines[-2])
    assert found[2] == (name or lines[-1])


def test_what_is_decided_is_no_signature() -> None:
    typed = HEAD.format(issuer="UBND HUYỆN MẪU SƠN") + (
        "== QUYẾT ĐỊNH:\nĐiều 1. Rà soát nhà văn hóa.\nĐiều 2. Thi hành từ ngày ký./.\n"
    )
    letter = parse(typed + SIGNED)

    assert letter.signature is not None
    assert letter.signature.position == "PHÓ CHỦ TỊCH"


# Two boxes side by side --------------------------------------------------------

LEFT = "<< KT. GIÁM ĐỐC SỞ TÀI CHÍNH\n<< PHÓ GIÁM ĐỐC\n<< Trần Thị Mẫu\n"
RIGHT = ">> GIÁM ĐỐC SỞ NỘI VỤ\n>> Lê Văn Mẫu\n"


def test_of_two_bodies_the_one_named_first_signs_the_letter() -> None:
    first = closing(LEFT + RIGHT, "SỞ NỘI VỤ - SỞ TÀI CHÍNH")
    second = closing(LEFT + RIGHT, "SỞ TÀI CHÍNH - SỞ NỘI VỤ")

    assert first[:3] == (None, "GIÁM ĐỐC SỞ NỘI VỤ", "Lê Văn Mẫu")
    assert second[:3] == (
        "KT. GIÁM ĐỐC SỞ TÀI CHÍNH",
        "PHÓ GIÁM ĐỐC",
        "Trần Thị Mẫu",
    )


def test_where_nothing_tells_whose_it_is_the_signer_stays_open() -> None:
    typed = HEAD.format(issuer="LIÊN NGÀNH") + LEFT + RIGHT

    letter = parse(typed)

    assert letter.signature is None or letter.signature.name is None
    assert "signer-missing" in {warning.code for warning in letter.warnings}


@pytest.mark.parametrize(
    ("left", "right", "name"),
    [
        ("THƯ KÝ", "CHỦ TRÌ", "Lê Văn Mẫu"),
        ("CHỦ TỌA", "THƯ KÝ", "Trần Thị Mẫu"),
        ("NGƯỜI LẬP BIỂU", "HIỆU TRƯỞNG", "Lê Văn Mẫu"),
        ("Người lập", "GIÁM ĐỐC", "Lê Văn Mẫu"),
    ],
)
def test_who_only_writes_does_not_sign_the_letter(
    left: str, right: str, name: str
) -> None:
    typed = f"<< {left}\n<< Trần Thị Mẫu\n>> {right}\n>> Lê Văn Mẫu\n"

    assert closing(typed)[2] == name


# Nơi nhận ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "items"),
    [
        (
            "- Các sở, ngành: NV; TC; NN&MT; VH,TT&DL;",
            ("Các sở, ngành: NV; TC; NN&MT; VH,TT&DL",),
        ),
        ("- Các đơn vị: Sở Nội vụ; Sở Y tế;", ("Các đơn vị: Sở Nội vụ", "Sở Y tế")),
        ("- Sở Nội vụ; Sở Y tế;", ("Sở Nội vụ", "Sở Y tế")),
        ("- Lưu (TTLT);", ("Lưu (TTLT)",)),
    ],
)
def test_abbreviations_share_their_head_word(line: str, items: tuple[str, ...]) -> None:
    typed = f"<< Nơi nhận:\n<< {line}\n<< - Lưu: VT.\n" + SIGNED

    assert closing(typed)[3] == (*items, "Lưu: VT")


def test_after_items_with_dashes_the_body_starts_without_one() -> None:
    letter = parse(
        "<< UBND TỈNH MẪU\n<< Số: 15/CĐ-UBND\n"
        ">> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        ">> Mẫu Sơn, ngày 10 tháng 9 năm 2026\n== CÔNG ĐIỆN\n== Rà soát\n"
        "CHỦ TỊCH UBND TỈNH điện:\n- Chủ tịch UBND các xã;\n"
        "Đề nghị các xã rà soát.\n" + RECIPIENTS + SIGNED
    )

    assert letter.addressees == ("Chủ tịch UBND các xã",)
    assert letter.distribution == ("Như trên", "Lưu: VT")

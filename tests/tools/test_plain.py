"""A letter typed off as plain text can be set in both formats."""

from __future__ import annotations

import pymupdf
import pytest

from tools.letters.docx import set_docx
from tools.letters.model import LetterSourceError, Motto
from tools.letters.pdf import set_pdf
from tools.letters.plain import parse

TYPED = """\
ỦY BAN NHÂN DÂN
HUYỆN MẪU SƠN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc

Số: /UBND - VP

Mẫu Sơn, ngày tháng 5 năm 2021

V/v rà soát hộ nghèo
trên địa bàn huyện.

Kính gửi:

- Chủ tịch UBND các xã;
- Trưởng các phòng.

Căn cứ kết quả rà soát, Chủ tịch UBND huyện yêu cầu:

- Chủ tịch UBND các xã:
+ Lập danh sách hộ nghèo.
+ Niêm yết công khai.

Yêu cầu các đơn vị thực hiện./.

Nơi nhận:

- Như trên;
- Lưu: VT.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Nguyễn Thị Mẫu
"""


def test_each_block_goes_to_its_place() -> None:
    letter = parse(TYPED)

    assert letter.issuer == ("ỦY BAN NHÂN DÂN", "HUYỆN MẪU SƠN")
    assert letter.motto is Motto.STATE
    assert letter.kind is None
    assert letter.subject == ("V/v rà soát hộ nghèo", "trên địa bàn huyện.")
    assert letter.addressees == ("- Chủ tịch UBND các xã;", "- Trưởng các phòng.")
    assert [block.text for block in letter.blocks] == [
        "Căn cứ kết quả rà soát, Chủ tịch UBND huyện yêu cầu:",
        "- Chủ tịch UBND các xã:",
        "+ Lập danh sách hộ nghèo.",
        "+ Niêm yết công khai.",
        "Yêu cầu các đơn vị thực hiện./.",
    ]
    assert letter.distribution == ("- Như trên;", "- Lưu: VT.")
    assert letter.signature == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert letter.signer == "Nguyễn Thị Mẫu"


def test_blanks_are_as_wide_as_on_paper() -> None:
    letter = parse(TYPED)

    assert letter.number == "Số:          /UBND - VP"
    assert letter.place_date == "Mẫu Sơn, ngày      tháng 5 năm 2021"


def test_a_type_name_above_the_subject_is_the_letters_kind() -> None:
    letter = parse(TYPED.replace("V/v rà soát", "THÔNG BÁO\nVề việc rà soát"))

    assert letter.kind == "THÔNG BÁO"
    assert letter.subject[0] == "Về việc rà soát hộ nghèo"


def test_the_party_is_known_by_its_motto() -> None:
    typed = TYPED.replace(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"
    )

    assert parse(typed).motto is Motto.PARTY


@pytest.mark.parametrize("missing", ["Kính gửi:", "Nơi nhận:"])
def test_a_letter_without_a_block_is_refused(missing: str) -> None:
    with pytest.raises(LetterSourceError, match=missing):
        parse(TYPED.replace(missing, "Khác:"))


def test_a_typed_letter_can_be_set_in_both_formats() -> None:
    letter = parse(TYPED)
    with pymupdf.open("pdf", set_pdf(letter)) as document:
        assert "Nguyễn Thị Mẫu" in document[0].get_text()
    assert set_docx(letter)[:2] == b"PK"

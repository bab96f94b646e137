"""The issuing body of a scan of which a part of the name is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.letters_of import document_of
from vanban_parser.model.document import TextSource
from vanban_parser.resolve.header import Header, read_header
from vanban_parser.zones import cut

MOTTO = ">> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n>> Độc lập - Tự do - Hạnh phúc\n"
DATE = ">> Mẫu Sơn, ngày 10 tháng 9 năm 2026\n"
REST = "Kính gửi: Phòng Nội vụ.\nGiám đốc Sở Y tế đề nghị rà soát hồ sơ./.\n"


def read(left: str, source: TextSource = TextSource.OCR) -> Header:
    lines = "".join(f"<< {line}\n" for line in left.splitlines())
    typed = document_of(f"{lines}{MOTTO}{DATE}{REST}")
    document = replace(typed, source=replace(typed.source, text_source=source))
    return read_header(document, cut(document))


@pytest.mark.parametrize(
    ("left", "name", "parent", "doubt"),
    [
        # The notation and the letter say what is missing.
        ("UBND TỈNH AN BÌNH\nSỞ\nSố: 15/SYT-VP", "Sở Y tế", "UBND tỉnh An Bình", 1),
        ("UBND TỈNH AN BÌNH\nSỞ\nSố: 15/QĐ-SYT", "Sở Y tế", "UBND tỉnh An Bình", 1),
        ("UBND TỈNH AN BÌNH\nY TẾ\nSố: 15/SYT-VP", "Sở Y tế", "UBND tỉnh An Bình", 1),
        ("UBND TỈNH AN BÌNH\nSỞ Y TẾẾ\nSố: 15/SYT", "Sở Y tế", "UBND tỉnh An Bình", 0),
        # Here the letter names no such body: what was read stays, and is doubted.
        ("UBND TỈNH AN BÌNH\nSỞ\nSố: 15/SNV-VP", "Sở", "UBND tỉnh An Bình", 1),
        ("ỦY BAN NHÂN DÂN\nSố: 15/UBND-VP", "Ủy ban nhân dân", None, 1),
        # Whole names.
        ("UBND TỈNH AN BÌNH\nSỞ Y TẾ\nSố: 15/SYT", "Sở Y tế", "UBND tỉnh An Bình", 0),
        ("ỦY BAN NHÂN DÂN\nXÃ MẪU\nSố: 5/UBND", "Ủy ban nhân dân xã Mẫu", None, 0),
        ("KHU BẢO TỒN MẪU SƠN\nSố: 15/KBT", "Khu Bảo Tồn Mẫu Sơn", None, 0),
        # A stamp's day and a speck are no part of a name.
        (
            "15.8.2026 UBND TỈNH, AN BÌNH.\nSỞ Y TẾ\nSố: 15/SYT",
            "Sở Y tế",
            "UBND tỉnh An Bình",
            0,
        ),
    ],
)
def test_the_issuer_of_a_scan_is_whole_or_doubted(
    left: str, name: str, parent: str | None, doubt: int
) -> None:
    header = read(left)

    assert header.issuer is not None
    assert header.issuer.value == name
    assert (header.parent.value if header.parent else None) == parent
    assert (header.issuer.inferred == "issuer-incomplete") is bool(doubt)


def test_a_name_that_begins_in_its_midst_is_doubted() -> None:
    left = "VÀ MÔI TRƯỜNG AN BÌNH\nSố: 15/CTN"
    issuer = read(left, TextSource.NATIVE).issuer

    assert issuer is not None
    assert issuer.inferred == "issuer-incomplete"


def test_typed_letters_say_what_they_say() -> None:
    issuer = read("UBND TỈNH AN BÌNH\nSỞ\nSố: 15/SYT-VP", TextSource.NATIVE).issuer

    assert issuer is not None
    assert (issuer.value, issuer.inferred) == ("Sở", None)


@pytest.mark.parametrize(
    ("left", "name", "parent"),
    [
        (
            "BỘ DỮ LIỆU VÀ CHUYỂN ĐỔI\nSỐ\nCỤC HẠ TẦNG\nSố: 15/CHT-VP",
            "Cục Hạ tầng",
            "Bộ Dữ liệu và Chuyển đổi số",
        ),
        (
            "BỘ DỮ LIỆU\nCỤC CHUYỂN ĐỔI\nSỐ QUỐC GIA\nSố: 15/CCĐS-VP",
            "Cục Chuyển đổi số quốc gia",
            "Bộ Dữ liệu",
        ),
        (
            "UBND TỈNH MẪU\nBAN CHỈ ĐẠO CHUYỂN ĐỔI\nSỐ\nSố: 15/BCĐ-VP",
            "Ban Chỉ đạo chuyển đổi số",
            "UBND tỉnh Mẫu",
        ),
    ],
)
def test_the_last_word_of_chuyen_doi_so_is_no_number_and_no_body(
    left: str, name: str, parent: str
) -> None:
    header = read(left, TextSource.NATIVE)

    assert header.issuer is not None
    assert header.issuer.value == name
    assert header.parent is not None
    assert header.parent.value == parent
    assert header.number is not None
    assert header.number.value == "15"


@pytest.mark.parametrize(
    ("left", "name", "parent"),
    [
        # A field's name is one body's over two lines, whatever its second line is.
        (
            "UBND TỈNH MẪU\nSỞ NÔNG NGHIỆP VÀ MÔI\nTRƯỜNG\nSố: 15/SNNMT",
            "Sở Nông nghiệp và Môi trường",
            "UBND tỉnh Mẫu",
        ),
        (
            "BỘ QUỐC PHÒNG\nQUÂN KHU 30\nSố: 15/QK30-TM",
            "Quân khu 30",
            "Bộ Quốc phòng",
        ),
        (
            "TỈNH ỦY MẪU\nBAN CHỈ ĐẠO 30\nHUYỆN ỦY KHE LÁ\nSố: 15-CV/BCĐ30",
            "Ban Chỉ đạo 30 Huyện ủy Khe Lá",
            "Tỉnh ủy Mẫu",
        ),
        # The letter knows which words are a place's.
        (
            "SỞ Y TẾ KHE LÁ\nPHÒNG NỘI VỤ\nSố: 15/PNV",
            "Phòng Nội vụ",
            "Sở Y tế Khe Lá",
        ),
        (
            "UBND TỈNH MẪU\nTRUNG TÂM PHỤC HỒI TRE NỨA\nSố: 15/TTPH",
            "Trung tâm Phục hồi tre nứa",
            "UBND tỉnh Mẫu",
        ),
    ],
)
def test_lines_and_capitals_of_a_name(left: str, name: str, parent: str) -> None:
    lines = "".join(f"<< {line}\n" for line in left.splitlines())
    place = DATE.replace("Mẫu Sơn", "Khe Lá")
    rest = REST.replace("hồ sơ", "tre nứa")
    document = document_of(f"{lines}{MOTTO}{place}{rest}")

    header = read_header(document, cut(document))

    assert header.issuer is not None
    assert header.issuer.value == name
    assert header.parent is not None
    assert header.parent.value == parent


@pytest.mark.parametrize(
    ("left", "doubt"),
    [
        ("UBND TỈNH AN BÌNH\nSỞ Y TẾ (DỰ ÁN XANH", "unsure"),
        ("UBND TỈNH AN BÌNH\nSỞ Y TẾ (DỰ ÁN WBh)", "unsure"),
        ("UBND TỈNH AN BÌNH\nSỞ Y TẾ (DỰ ÁN WB)", None),
    ],
)
def test_a_name_that_nobody_spells_so_is_doubted(left: str, doubt: str | None) -> None:
    issuer = read(f"{left}\nSố: 15/DA").issuer

    assert issuer is not None
    assert issuer.inferred == doubt

"""The signature block: authority, position, name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.model.document import Span
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.respelling import respelt_signing
from vanban_parser.resolve.signing import read_signature

NAME = "Lê Văn Mẫu"


def sign(*lines: str) -> tuple[str | None, str | None, str | None]:
    """Return authority, position and name of a block of these lines."""
    text = "\n".join(lines)
    spans = []
    start = 0
    for line in lines:
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    found = read_signature(text, Zones(signature=tuple(spans)))
    parts = (found.authority, found.position, found.name)
    for part in parts:
        for span in part.spans if part is not None else ():
            assert span.of(text).strip()
    values = [part.value if part is not None else None for part in parts]
    return values[0], values[1], values[2]


@pytest.mark.parametrize(
    ("lines", "authority", "position"),
    [
        (["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        (
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
        ),
        (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        (["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"], "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        (
            ["TL. BỘ TRƯỞNG", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
            "TL. BỘ TRƯỞNG KT. CHÁNH VĂN PHÒNG",
            "PHÓ CHÁNH VĂN PHÒNG",
        ),
        (
            ["TL. CHỦ TỊCH", "TRƯỞNG PHÒNG", "VĂN HÓA VÀ THÔNG TIN"],
            "TL. CHỦ TỊCH",
            "TRƯỞNG PHÒNG VĂN HÓA VÀ THÔNG TIN",
        ),
        (
            ["TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"],
            "TUQ. CHỦ TỊCH",
            "GIÁM ĐỐC SỞ NỘI VỤ",
        ),
        (["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"], "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"),
        (["KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"], "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"),
        (
            ["TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"],
            "TM. CHÍNH PHỦ KT. THỦ TƯỚNG",
            "PHÓ THỦ TƯỚNG",
        ),
        (
            [
                "TM. BAN CHỈ ĐẠO",
                "KT. TRƯỞNG BAN",
                "PHÓ TRƯỞNG BAN",
                "PHÓ CHỦ TỊCH UBND HUYỆN",
            ],
            "TM. BAN CHỈ ĐẠO KT. TRƯỞNG BAN",
            "PHÓ TRƯỞNG BAN PHÓ CHỦ TỊCH UBND HUYỆN",
        ),
        (
            ["TM. THƯỜNG TRỰC HĐND", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            "TM. THƯỜNG TRỰC HĐND KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
        ),
        (["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"], "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"),
        (
            ["T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG"],
            "T/L BAN THƯỜNG VỤ",
            "CHÁNH VĂN PHÒNG",
        ),
        (["TRƯỞNG PHÒNG"], None, "TRƯỞNG PHÒNG"),
        (["Q. GIÁM ĐỐC"], None, "Q. GIÁM ĐỐC"),
        (
            ["TM. ỦY BAN NHÂN DÂN", "XÃ MẪU SƠN", "CHỦ TỊCH"],
            "TM. ỦY BAN NHÂN DÂN XÃ MẪU SƠN",
            "CHỦ TỊCH",
        ),
        (["PHÓ CHỦ TỊCH", "THƯỜNG TRỰC"], None, "PHÓ CHỦ TỊCH THƯỜNG TRỰC"),
    ],
)
def test_prefixes_are_the_authority_and_the_last_title_the_position(
    lines: list[str], authority: str | None, position: str
) -> None:
    assert sign(*lines, NAME) == (authority, position, NAME)


@pytest.mark.parametrize(
    "prefix", ["KT.", "KT ", "K/T", "K.T.", "TL.", "T.L ", "TUQ.", "T/M", "TM "]
)
def test_a_prefix_may_be_typed_in_many_ways(prefix: str) -> None:
    line = f"{prefix} CHỦ TỊCH".replace("  ", " ")

    assert sign(line, "PHÓ CHỦ TỊCH", NAME) == (line, "PHÓ CHỦ TỊCH", NAME)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Ksor H’Bơ Khăp", "Ksor H’Bơ Khăp"),
        ("Ksor H'Bơ Khăp", "Ksor H'Bơ Khăp"),
        ("Y Thông", "Y Thông"),
        ("Hà Sỹ Mẫu", "Hà Sỹ Mẫu"),
        ("Điểu K'Ré", "Điểu K'Ré"),
        ("Đặng Ngọc Mẫu", "Đặng Ngọc Mẫu"),
        ("Tôn Nữ Thị Ngọc Mẫu", "Tôn Nữ Thị Ngọc Mẫu"),
    ],
)
def test_names_of_all_peoples(printed: str, name: str) -> None:
    assert sign("CHỦ TỊCH", printed)[2] == name


@pytest.mark.parametrize(
    "honorific",
    [
        "TS.",
        "ThS.",
        "PGS.TS.",
        "GS. TS.",
        "BSCKII.",
        "BS.CKI",
        "Thượng tá",
        "Đại tướng",
        "Thiếu úy",
        "Ông",
        "Bà",
        "Đồng chí",
    ],
)
def test_degrees_and_ranks_are_no_part_of_the_name(honorific: str) -> None:
    assert sign("GIÁM ĐỐC", f"{honorific} {NAME}") == (None, "GIÁM ĐỐC", NAME)


def test_a_name_in_capitals_stands_last_and_gets_normal_capitals() -> None:
    assert sign("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "LÊ VĂN MẪU") == (
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lê Văn Mẫu",
    )


def test_titles_alone_have_no_name() -> None:
    assert sign("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") == (
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        None,
    )
    assert sign("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")[2] is None


@pytest.mark.parametrize(
    "noise",
    [
        "(Đã ký)",
        "Đã ký",
        "(Ký, đóng dấu)",
        "[daky]",
        "(Chữ ký, dấu)",
        "Thời gian ký: 10/9/2026",
        "_____",
    ],
)
def test_a_note_that_it_is_signed_is_skipped(noise: str) -> None:
    assert sign("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", noise, NAME) == (
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        NAME,
    )


def test_a_name_may_stand_behind_da_ky() -> None:
    assert sign("CHỦ TỊCH", f"Đã ký: {NAME}") == (None, "CHỦ TỊCH", NAME)


def test_of_a_scan_the_marks_of_known_titles_are_mended() -> None:
    text = "KT. GIÁM ĐÓC\nPHO GIÁM ĐỐC\nLê Văn Mẫu"
    zones = Zones(signature=(Span(0, 12), Span(13, 25), Span(26, 36)))

    scanned = respelt_signing(read_signature(text, zones, scanned=True), text)
    native = read_signature(text, zones)

    assert scanned.authority is not None
    assert scanned.position is not None
    assert (scanned.authority.value, scanned.position.value) == (
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
    )
    assert scanned.position.inferred == "marks-mended"
    assert native.position is not None
    assert native.position.value == "PHO GIÁM ĐỐC"


def test_nothing_signed_says_nothing() -> None:
    assert sign() == (None, None, None)


@given(
    st.lists(st.text("KTM. LQ/CHỦỊPÓabcơ’'-()", min_size=1, max_size=14), max_size=6)
)
def test_any_lines_are_read_without_an_exception(lines: list[str]) -> None:
    sign(*[line for line in (" ".join(x.split()) for x in lines) if line])


def test_in_a_scan_a_name_begins_with_a_family_name() -> None:
    text = f"GIÁM ĐỐC\nWebsite Y\n{NAME}"
    zones = Zones(signature=(Span(0, 8), Span(9, 18), Span(19, len(text))))

    scanned = read_signature(text, zones, scanned=True)
    footer = read_signature(text, Zones(signature=zones.signature[:2]), scanned=True)

    assert scanned.name is not None
    assert scanned.name.value == NAME
    assert footer.name is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("+guyễn Văn Mẫu", "Nguyễn Văn Mẫu"),
        ("guyên Văn Mẫu", "Nguyễn Văn Mẫu"),
        ("“Nguyễn Văn Mẫu .", "Nguyễn Văn Mẫu"),
        # Too little is left to know whose name it is.
        ("ễn Văn Mẫu", None),
        ("guyễn Mẫu", None),
    ],
)
def test_a_scanned_name_whose_first_letters_a_seal_hides(
    line: str, name: str | None
) -> None:
    text = f"GIÁM ĐỐC\n{line}"
    spans = (Span(0, 8), Span(9, len(text)))
    found = read_signature(text, Zones(signature=spans), scanned=True).name

    assert (found.value if found else None) == name
    if found is not None and not line.startswith("“"):
        assert found.inferred == "marks-mended"


@pytest.mark.parametrize(("scanned", "doubt"), [(True, "unsure"), (False, None)])
def test_a_name_of_two_words_is_doubted_on_a_scan(
    doubt: str | None, *, scanned: bool
) -> None:
    text = "GIÁM ĐỐC\nHoàng Mẫu"
    spans = (Span(0, 8), Span(9, len(text)))
    found = read_signature(text, Zones(signature=spans), scanned=scanned).name

    assert found is not None
    assert (found.value, found.inferred) == ("Hoàng Mẫu", doubt)

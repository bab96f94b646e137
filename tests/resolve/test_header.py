"""What the header says: issuer, number, place, date, type, subject, marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.letters_of import document_of
from vanban_parser.model.document import Document, Span, TextSource
from vanban_parser.model.findings import Finding
from vanban_parser.resolve.header import Header, read_header
from vanban_parser.zones import cut

REST = "Kính gửi: Phòng Nội vụ.\nĐề nghị rà soát nhà văn hóa các thôn./.\n"
MOTTO = ">> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n>> Độc lập - Tự do - Hạnh phúc\n"


def read(
    issuer: str = "ỦY BAN NHÂN DÂN HUYỆN MẪU SƠN",
    *,
    number: str = "Số: 15/UBND-VP",
    side: str = "V/v rà soát nhà văn hóa",
    date: str = "Mẫu Sơn, ngày 10 tháng 9 năm 2026",
    rest: str = REST,
) -> Header:
    """Read a header; `issuer` and `side` may hold several lines."""
    lines = [*issuer.splitlines(), number, *side.splitlines()]
    left = "".join(f"<< {line}\n" for line in lines if line)
    right = MOTTO + (f">> {date}\n" if date else "")
    return of(document_of(left + right + rest))


def of(document: Document) -> Header:
    return read_header(document, cut(document))


def value(finding: Finding[str] | None) -> str | None:
    return finding.value if finding is not None else None


# Issuer ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "parent", "name"),
    [
        ("UBND TỈNH MẪU\nSỞ NỘI VỤ", "UBND tỉnh Mẫu", "Sở Nội vụ"),
        ("ỦY BAN NHÂN DÂN\nTỈNH MẪU", None, "Ủy ban nhân dân tỉnh Mẫu"),
        ("ỦY BAN NHÂN DÂN XÃ MẪU", None, "Ủy ban nhân dân xã Mẫu"),
        ("HỘI ĐỒNG NHÂN DÂN\nHUYỆN MẪU SƠN", None, "Hội đồng nhân dân huyện Mẫu Sơn"),
        (
            "ỦY BAN NHÂN DÂN\nTHỊ XÃ MẪU\nPHÒNG NỘI VỤ",
            "Ủy ban nhân dân thị xã Mẫu",
            "Phòng Nội vụ",
        ),
        (
            "UBND TỈNH MẪU\nSỞ VĂN HÓA, THỂ THAO\nVÀ DU LỊCH",
            "UBND tỉnh Mẫu",
            "Sở Văn hóa, Thể thao và Du lịch",
        ),
        (
            "BỘ NỘI VỤ\nCỤC VĂN THƯ VÀ\nLƯU TRỮ NHÀ NƯỚC",
            "Bộ Nội vụ",
            "Cục Văn thư và Lưu trữ nhà nước",
        ),
        (
            "UBND HUYỆN MẪU SƠN\nPHÒNG VĂN HÓA\n- XÃ HỘI",
            "UBND huyện Mẫu Sơn",
            "Phòng Văn hóa - Xã hội",
        ),
        ("THỦ TƯỚNG CHÍNH PHỦ", None, "Thủ tướng Chính phủ"),
    ],
)
def test_the_last_body_is_the_issuer_and_the_one_above_its_superior(
    printed: str, parent: str | None, name: str
) -> None:
    header = read(printed)

    assert value(header.parent) == parent
    assert value(header.issuer) == name


def test_weight_tells_superior_from_issuer() -> None:
    # As an office of two lines without a word that starts a body.
    typed = "<< TẬP ĐOÀN MẪU\n<< XƯỞNG MAY SỐ 2\n<< Số: 15/XM\n" + MOTTO
    document = document_of(typed + REST)
    blocks = list(document.blocks)
    blocks[1] = replace(blocks[1], bold=True)

    plain, bold = of(document), of(replace(document, blocks=tuple(blocks)))

    assert plain.parent is None
    assert plain.issuer is not None
    assert len(plain.issuer.spans) == 2
    assert value(bold.parent) == "Tập đoàn Mẫu"
    assert bold.issuer is not None
    assert len(bold.issuer.spans) == 1


def test_weight_does_not_part_a_body_from_its_territory() -> None:
    typed = "<< ỦY BAN NHÂN DÂN\n<< TỈNH MẪU\n<< Số: 15/UBND-VP\n" + MOTTO
    document = document_of(typed + REST)
    blocks = list(document.blocks)
    blocks[1] = replace(blocks[1], bold=True)

    header = of(replace(document, blocks=tuple(blocks)))

    assert value(header.issuer) == "Ủy ban nhân dân tỉnh Mẫu"
    assert header.parent is None


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("BỘ NỘI VỤ", "central"),
        ("ỦY BAN NHÂN DÂN\nTỈNH MẪU", "province"),
        ("UBND HUYỆN MẪU SƠN\nPHÒNG NỘI VỤ", "district"),
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG MẪU", "commune"),
    ],
)
def test_the_level_is_that_of_the_issuer(printed: str, level: str) -> None:
    assert read(printed).level == level


def test_ornaments_are_no_part_of_the_name() -> None:
    assert value(read("ỦY BAN NHÂN DÂN HUYỆN MẪU SƠN\n*******").issuer) == (
        "Ủy ban nhân dân huyện Mẫu Sơn"
    )


def test_evidence_of_the_issuer_covers_all_its_lines() -> None:
    typed = "<< ỦY BAN NHÂN DÂN\n<< TỈNH MẪU\n<< Số: 15/UBND-VP\n" + MOTTO + REST
    document = document_of(typed)
    finding = of(document).issuer

    assert finding is not None
    assert [span.of(document.text) for span in finding.spans] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH MẪU",
    ]
    assert finding.rule == "header-issuer"


@pytest.mark.parametrize(
    ("source", "name", "inferred"),
    [
        (TextSource.OCR, "Sở Y tế", "marks-mended"),
        (TextSource.NATIVE, "Sơ Y Te", None),
    ],
)
def test_only_in_scans_are_misread_marks_mended(
    source: TextSource, name: str, inferred: str | None
) -> None:
    document = document_of("<< SƠ Y TE\n<< Số: 15/SYT-VP\n" + MOTTO + REST)
    scanned = replace(document.source, text_source=source)

    issuer = of(replace(document, source=scanned)).issuer

    assert issuer is not None
    assert issuer.inferred == inferred
    assert issuer.value.casefold() == name.casefold()


# Number ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "number", "notation", "code"),
    [
        ("Số: 15/UBND-VP", "15", "UBND-VP", "15/UBND-VP"),
        ("Số: 05 / UBND - VH TT", "05", "UBND-VHTT", "05/UBND-VHTT"),
        ("Số: 30/2026/QĐ-UBND", "30", "2026/QĐ-UBND", "30/2026/QĐ-UBND"),
        ("Số 45-CV/HU", "45", "CV/HU", "45-CV/HU"),
        ("Số: 30c/NQ-HĐND", "30c", "NQ-HĐND", "30c/NQ-HĐND"),
        ("Số:        /UBND-VP", None, "UBND-VP", None),
        ("Số: ...../UBND-VP", None, "UBND-VP", None),
        ("Số      -CV/HU", None, "CV/HU", None),
    ],
)
def test_number_notation_and_code(
    printed: str, number: str | None, notation: str, code: str | None
) -> None:
    header = read(number=printed)

    assert value(header.number) == number
    assert value(header.notation) == notation
    assert value(header.code) == code


def test_a_stamped_number_is_told_by_its_rule() -> None:
    document = document_of("<< UBND HUYỆN MẪU\n<< Số: 15/UBND-VP\n" + MOTTO + REST)
    at = document.text.index("15")
    stamped = of(replace(document, inserted=(Span(at, at + 2),)))

    assert stamped.number is not None
    assert stamped.number.rule == "header-number-widget"
    plain = of(document).number
    assert plain is not None
    assert plain.rule == "header-number"


# Place and date --------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "place", "day"),
    [
        ("Mẫu Sơn, ngày 10 tháng 9 năm 2026", "Mẫu Sơn", "2026-09-10"),
        ("Mẫu Sơn, ngày 05 tháng 02 năm 2026", "Mẫu Sơn", "2026-02-05"),
        ("Mẫu Sơn, ngày    tháng 9 năm 2026", "Mẫu Sơn", "2026-09"),
        ("Mẫu Sơn, ngày ... tháng ... năm 2026", "Mẫu Sơn", "2026"),
        ("Mẫu Sơn, ngày 31 tháng 02 năm 2026", "Mẫu Sơn", "2026-02"),
        ("Mẫu Sơn, ngày 10 tháng 13 năm 2026", "Mẫu Sơn", "2026"),
        ("Mẫu Sơn ngày 10 tháng 9 năm 2026", "Mẫu Sơn", "2026-09-10"),
        ("MẪU SƠN, NGÀY 10 THÁNG 9 NĂM 2026", "Mẫu Sơn", "2026-09-10"),
        ("Mẫu Sơn, 10/9/2026 (ngày 10 tháng 9)", "Mẫu Sơn", "2026-09-10"),
        ("TP. Mẫu, ngày 10 tháng 9 năm 2026", "TP. Mẫu", "2026-09-10"),
        ("ngày 10 tháng 9 năm 2026", None, "2026-09-10"),
    ],
)
def test_place_and_date(printed: str, place: str | None, day: str) -> None:
    header = read(date=printed)

    assert value(header.place) == place
    assert value(header.issued_on) == day


def test_without_a_date_there_is_neither() -> None:
    header = read(date="")

    assert header.place is None
    assert header.issued_on is None


# Type ------------------------------------------------------------------------

PLAN = "== KẾ HOẠCH\n== Rà soát nhà văn hóa\nCác thôn rà soát nhà văn hóa.\n"


def test_the_title_says_the_type() -> None:
    header = read(number="Số: 15/KH-UBND", side="", rest=PLAN)

    assert header.document_type is not None
    assert header.document_type.value == "kế hoạch"
    assert header.document_type.rule == "title"
    assert header.document_type.rivals == ()


def test_the_title_wins_against_the_notation_and_the_conflict_is_kept() -> None:
    header = read(number="Số: 15/CT-UBND", side="", rest=PLAN)

    assert header.document_type is not None
    assert header.document_type.value == "kế hoạch"
    (rival,) = header.document_type.rivals
    assert "chỉ thị" in rival.reason


def test_a_letter_without_type_name_is_a_cong_van() -> None:
    header = read()

    assert value(header.document_type) == "công văn"
    assert header.document_type is not None
    assert header.document_type.inferred is None


@pytest.mark.parametrize(
    ("printed", "kind"), [("Số: 15/BC-UBND", "báo cáo"), ("Số 12-TB/HU", "thông báo")]
)
def test_a_type_that_only_the_notation_names_is_inferred(
    printed: str, kind: str
) -> None:
    header = read(number=printed)

    assert header.document_type is not None
    assert header.document_type.value == kind
    assert header.document_type.inferred == "type-inferred"


def test_a_group_of_the_issuers_initials_is_no_type() -> None:
    header = read(number="Số: 15/CT-CS", issuer="BỘ TÀI CHÍNH\nCỤC THUẾ")

    assert value(header.document_type) == "công văn"


def test_one_group_alone_is_a_body_and_no_type() -> None:
    assert value(read(number="Số: 15/CT").document_type) == "công văn"


def test_words_without_any_sign_of_a_letter_have_no_type() -> None:
    assert of(document_of("Một đoạn văn.\nMột đoạn nữa.")).document_type is None


# Subject ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "subject"),
    [
        ("V/v rà soát nhà văn hóa", "rà soát nhà văn hóa"),
        ("V/v: rà soát nhà văn hóa", "rà soát nhà văn hóa"),
        ("Vệ việc rà soát nhà văn hóa", "rà soát nhà văn hóa"),
        ("Về việc rà soát\nnhà văn hóa thôn.", "rà soát nhà văn hóa thôn"),
        ("V/ v rà soát", "rà soát"),
        ("V/v rà soát\ncác thôn\nnăm 2026", "rà soát các thôn năm 2026"),
    ],
)
def test_the_subject_is_one_line_without_its_lead(printed: str, subject: str) -> None:
    assert value(read(side=printed).subject) == subject


def test_the_subject_under_a_title_loses_what_it_is_enclosed_to() -> None:
    rest = (
        "== QUY CHẾ\n== Sử dụng nhà (kèm theo Quyết định số 1/QĐ-UBND)\nĐiều 1. Một.\n"
    )

    assert value(read(side="", rest=rest).subject) == "Sử dụng nhà"


# Marks -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "urgency", "secrecy"),
    [
        ("HỎA TỐC", "hỏa tốc", None),
        ("HOẢ TỐC", "hỏa tốc", None),
        ("HỎA TỐC HẸN GIỜ", "hỏa tốc hẹn giờ", None),
        ("THƯỢNG KHẨN", "thượng khẩn", None),
        ("KHẨN", "khẩn", None),
        ("MẬT", None, "mật"),
        ("TỐI MẬT", None, "tối mật"),
        ("TUYỆT MẬT", None, "tuyệt mật"),
        ("MẶT", None, None),
    ],
)
def test_a_mark_says_urgency_or_secrecy(
    printed: str, urgency: str | None, secrecy: str | None
) -> None:
    header = read(side=f"V/v rà soát\n{printed}")

    assert value(header.urgency) == urgency
    assert value(header.secrecy) == secrecy


@pytest.mark.parametrize(
    "until",
    [
        ": trước 16h00 ngày 12/9/2026",
        " (trước 16 giờ, ngày 12 tháng 9 năm 2026)",
        " TRƯỚC 16H00",
        "",
    ],
)
def test_a_mark_may_say_until_when(until: str) -> None:
    header = read(side=f"V/v rà soát\nHỎA TỐC HẸN GIỜ{until}")

    assert value(header.urgency) == "hỏa tốc hẹn giờ"
    assert value(header.issued_on) == "2026-09-10"


def test_a_sentence_on_urgency_is_no_mark() -> None:
    header = read(side="V/v rà soát\nHỏa tốc hẹn giờ: trước 16h00")

    assert header.urgency is None


def test_a_letter_may_bear_both_marks() -> None:
    header = read(side="V/v rà soát\nMẬT\nHỎA TỐC")

    assert (value(header.urgency), value(header.secrecy)) == ("hỏa tốc", "mật")


def test_the_fatherland_front_is_no_mark() -> None:
    header = read("ỦY BAN MẶT TRẬN TỔ QUỐC\nHUYỆN MẪU SƠN")

    assert header.secrecy is None
    assert value(header.issuer) == "Ủy ban Mặt trận Tổ quốc huyện Mẫu Sơn"


def test_what_a_hand_filled_in_is_told_by_its_rule() -> None:
    dated = ">> Mẫu Sơn, ngày 10 tháng 9 năm 2026\n"
    document = document_of(
        "<< UBND HUYỆN MẪU\n<< Số: 15/UBND-VP\n" + MOTTO + dated + REST
    )
    number = document.text.index("15/")
    day = document.text.index("ngày") + len("ngày ")
    spans = (Span(number, number + 2), Span(day, day + 2))
    filled = of(replace(document, inserted=spans, filled=spans))

    assert filled.number is not None
    assert filled.number.rule == "header-number-filled"
    assert filled.issued_on is not None
    assert filled.issued_on.rule == "header-date-filled"
    plain = of(document).issued_on
    assert plain is not None
    assert plain.rule == "header-date"


@pytest.mark.parametrize(
    ("printed", "place", "doubt"),
    [
        ("Hà Nội", "Hà Nội", None),
        ("Tre", "Bến Tre", "marks-mended"),
        ("Nội", "Hà Nội", "marks-mended"),
        ("Bình", "Bình", "unsure"),
    ],
)
def test_a_place_of_which_a_scan_lost_a_word_is_completed_or_doubted(
    printed: str, place: str, doubt: str | None
) -> None:
    typed = document_of(
        f"<< UBND TỈNH MẪU\n<< Số: 15/UBND\n{MOTTO}"
        f">> {printed}, ngày 10 tháng 9 năm 2026\n{REST}"
    )
    source = replace(typed.source, text_source=TextSource.OCR)
    found = of(replace(typed, source=source)).place

    assert found is not None
    assert (found.value, found.inferred) == (place, doubt)


@pytest.mark.parametrize(
    ("source", "subject", "doubt"),
    [
        (TextSource.OCR, "thông báo năm thứ lỄ", "unsure"),
        (TextSource.OCR, "họp TRăng hàm mặt", "unsure"),
        (TextSource.OCR, "thực hiện Quyết định số 3/QĐ-TTg", None),
        (TextSource.OCR, "họp HĐND huyện", None),
        (TextSource.NATIVE, "thông báo năm thứ lỄ", None),
    ],
)
def test_capitals_within_a_word_of_a_scan_are_doubted(
    source: TextSource, subject: str, doubt: str | None
) -> None:
    typed = document_of(f"<< UBND XÃ\n<< Số: 15/UBND\n<< V/v {subject}\n{MOTTO}{REST}")
    found = of(replace(typed, source=replace(typed.source, text_source=source))).subject

    assert found is not None
    assert (found.value, found.inferred) == (subject, doubt)


def test_a_stamp_over_a_subject_is_told() -> None:
    typed = document_of(
        f"<< UBND TỈNH MẪU\n<< Số: 15/QĐ-UBND\n{MOTTO}== QUYẾT ĐỊNH\n"
        "Quy định chức năng, nhiệm vụ và\nCÔNG BÁO TỈNH MẪU LÊN\n"
        "ơ cấu tổ chức của Sở Y tế\nCăn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;\n"
    )
    source = replace(typed.source, text_source=TextSource.OCR)
    found = of(replace(typed, source=source)).subject

    assert found is not None
    assert found.value.startswith("Quy định chức năng, nhiệm vụ và")
    assert found.value.endswith("của Sở Y tế")
    assert found.inferred == "subject-stamped"


@pytest.mark.parametrize(
    ("preamble", "end"),
    [
        (
            "Ủy ban nhân dân tỉnh ban hành Quyết định quy định chức năng, nhiệm vụ và\n"
            "cơ cấu tổ chức của Sở Y tế tỉnh Mẫu như sau:\n",
            "nhiệm vụ và cơ cấu tổ chức của Sở Y tế tỉnh Mẫu",
        ),
        # It repeats other words.
        (
            "Ủy ban nhân dân tỉnh ban hành Quyết định giao đất xây chợ cho xã.\n",
            "nhiệm vụ và ơ cấu tổ. chức của Sở Y tế",
        ),
    ],
)
def test_what_a_stamp_hides_of_a_subject_the_preamble_says(
    preamble: str, end: str
) -> None:
    typed = document_of(
        f"<< UBND TỈNH MẪU\n<< Số: 15/QĐ-UBND\n{MOTTO}== QUYẾT ĐỊNH\n"
        "Quy định chức năng, nhiệm vụ và\nCÔNG BÁO TỈNH MẪU LÊN\n"
        "ơ cấu tổ. chức của Sở Y tế\nCăn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;\n"
        f"{preamble}Điều 1. Sở Y tế là cơ quan chuyên môn.\n"
    )
    source = replace(typed.source, text_source=TextSource.OCR)
    found = of(replace(typed, source=source)).subject

    assert found is not None
    assert found.value == f"Quy định chức năng, {end}"
    assert found.inferred == "subject-stamped"

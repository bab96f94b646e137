"""What a person should look at."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.letters_of import document_of, parse, typed_letter
from vanban_parser.lexicon.load import table
from vanban_parser.model.document import Box, Notice, TextSource
from vanban_parser.pipeline import Parser
from vanban_parser.settings import Settings

WHOLE = typed_letter("Giao Phòng Nội vụ rà soát hồ sơ trước ngày 30/9/2026.")


def warned(typed: str) -> set[tuple[str, str | None]]:
    return {(warning.code, warning.field) for warning in parse(typed).warnings}


def test_a_whole_letter_needs_no_look() -> None:
    assert warned(WHOLE) == set()


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("Số: 15/UBND-VP", "Số:      /UBND-VP", ("number-blank", "/number")),
        ("<< Số: 15/UBND-VP\n", "", ("number-missing", "/notation")),
        ("ngày 10 tháng 9", "ngày    tháng 9", ("day-blank", "/issued_on")),
        (">> Mẫu Sơn, ngày 10 tháng 9 năm 2026\n", "", ("date-missing", "/issued_on")),
        (
            "<< ỦY BAN NHÂN DÂN HUYỆN MẪU SƠN\n",
            "",
            ("issuer-missing", "/issuing_body/name"),
        ),
        ("<< V/v rà soát nhà văn hóa thôn\n", "", ("subject-missing", "/subject")),
        (">> Lê Văn Mẫu\n", "", ("signer-missing", "/signature/name")),
        (
            "trước ngày 30/9/2026",
            "trước ngày 30/9",
            ("year-inferred", "/tasks/0/deadline"),
        ),
        (
            "trước ngày 30/9/2026",
            "trước ngày 01/9/2026",
            ("deadline-before-letter", "/tasks/0/deadline"),
        ),
        (
            "Giao Phòng Nội vụ rà",
            "Đề nghị rà",
            ("assignee-from-addressees", "/tasks/0/assignees/0"),
        ),
    ],
)
def test_what_is_missing_or_inferred_is_told(
    old: str, new: str, warning: tuple[str, str]
) -> None:
    assert old in WHOLE
    assert warning in warned(WHOLE.replace(old, new))


def test_a_row_without_anybody_is_told() -> None:
    rows = "| TT | Nội dung | Đơn vị chủ trì |\n| 1 | Lập danh sách thôn | . |\n"

    assert ("assignee-missing", "/tasks/0/assignees") in warned(typed_letter(rows))


def test_a_type_that_differs_from_the_notation_is_told() -> None:
    typed = typed_letter("Các xã lập sổ.", kind="KẾ HOẠCH", number="15/CT-UBND")

    assert ("type-conflict", "/document_type") in warned(typed)


def test_a_type_from_the_notation_is_told() -> None:
    typed = typed_letter("Các xã lập sổ.", number="15/BC-UBND")

    assert ("type-inferred", "/document_type") in warned(typed)


def test_text_that_is_no_letter_has_no_type() -> None:
    assert ("type-missing", "/document_type") in warned("Một đoạn văn.")


def test_a_deadline_of_the_same_month_is_not_before_a_letter_without_day() -> None:
    typed = WHOLE.replace("ngày 10 tháng 9", "ngày    tháng 9")

    assert "deadline-before-letter" not in {code for code, _ in warned(typed)}


def test_pages_without_words_are_named() -> None:
    document = document_of(WHOLE)
    pages = (Notice("page-without-text", 2), Notice("page-without-text", 4))

    letter = Parser().resolve(replace(document, notices=pages)).letter

    (warning,) = letter.warnings
    assert warning.code == "page-without-text"
    assert warning.field is None
    assert "(2, 4)" in warning.message


def test_a_message_is_in_the_language_of_the_settings() -> None:
    document = document_of(WHOLE.replace("Số: 15/UBND-VP", "Số:     /UBND-VP"))
    rows = {row["code"]: row for row in table("warnings")["warning"]}

    for language in ("vi", "en"):
        settings = Settings.model_validate({"language": language})
        (warning,) = Parser(settings).resolve(document).letter.warnings
        assert warning.message == rows["number-blank"][language]


def test_every_warning_has_one_sentence_in_each_language() -> None:
    rows = table("warnings")["warning"]

    codes = [row["code"] for row in rows]
    assert len(set(codes)) == len(codes)
    assert [c for c in codes if not re.fullmatch(r"[a-z]+(-[a-z]+)*", c)] == []
    assert [row["code"] for row in rows if not row["vi"].endswith(".")] == []
    assert [row["code"] for row in rows if not row["en"].endswith(".")] == []


def test_every_warning_points_to_a_value_or_its_place() -> None:
    body = "Đề nghị rà soát hồ sơ trước ngày 30/9.\nTỷ lệ xã Mẫu đạt 40%."
    letter = parse(typed_letter(body).replace("Số: 15", "Số:   "))
    record = letter.model_dump(mode="json")

    for warning in letter.warnings:
        assert warning.field is not None
        found: object = record
        for part in warning.field.split("/")[1:]:
            found = found[int(part)] if isinstance(found, list) else found[part]  # type: ignore[index]


def test_ink_that_nobody_could_read_is_shown_on_the_page() -> None:
    blank = WHOLE.replace("Số: 15/UBND-VP", "Số:      /UBND-VP")
    where = Notice("number-unread", 1, "/number", Box(1, 100, 80, 140, 100))
    document = replace(document_of(blank), notices=(where,))

    (warning,) = Parser(Settings()).resolve(document).letter.warnings
    assert (warning.code, warning.field) == ("number-unread", "/number")
    assert (warning.page, warning.bbox) == (1, (100, 80, 140, 100))


def test_ink_over_what_the_text_says_needs_no_look() -> None:
    where = Notice("day-unread", 1, "/issued_on", Box(1, 400, 80, 420, 100))
    document = replace(document_of(WHOLE), notices=(where,))

    assert Parser(Settings()).resolve(document).letter.warnings == ()


@pytest.mark.parametrize(
    ("titles", "warns"),
    [
        (">> PHÓ CHỦ TỊCH\n", True),
        (">> THỨ TRƯỞNG\n", True),
        (">> KT. CHỦ TỊCH\n>> PHÓ CHỦ TỊCH\n", False),
        (">> CHỦ TỊCH\n", False),
    ],
)
def test_a_deputy_whose_authority_a_scan_does_not_show_is_asked_for(
    titles: str, *, warns: bool
) -> None:
    typed = document_of(WHOLE.replace(">> KT. CHỦ TỊCH\n>> PHÓ CHỦ TỊCH\n", titles))
    source = replace(typed.source, text_source=TextSource.OCR)

    letter = Parser().resolve(replace(typed, source=source)).letter

    codes = {(warning.code, warning.field) for warning in letter.warnings}
    assert (("authority-missing", "/signature/authority") in codes) is warns


def test_an_authority_on_another_line_of_a_scan_is_asked_for() -> None:
    # The engine took it for the end of the line beside it, and its dot for a comma.
    alone = WHOLE.replace(">> KT. CHỦ TỊCH\n>> PHÓ CHỦ TỊCH\n", ">> CHỦ TỊCH\n")
    typed = document_of(alone.replace("- Lưu: VT", "- Lưu: VT KT, CHỦ TỊCH"))
    source = replace(typed.source, text_source=TextSource.OCR)

    letter = Parser().resolve(replace(typed, source=source)).letter

    codes = {(warning.code, warning.field) for warning in letter.warnings}
    assert ("authority-missing", "/signature/authority") in codes


@pytest.mark.parametrize(
    ("subject", "warns"),
    [
        ("rà soát nhà văn hóa và", True),
        ("rà soát nhà văn hóa của", True),
        ("thực hiện Quyết định số /QĐ-UBND của huyện", True),
        ("thực hiện Quyết định số 3/QĐ-UBND của huyện", False),
        ("rà soát nhà văn hóa trong thời gian tới", False),
        ("rà soát nhà văn hóa", False),
    ],
)
def test_a_subject_that_ends_in_mid_phrase_is_doubted(
    subject: str, *, warns: bool
) -> None:
    typed = typed_letter("Giao Phòng Nội vụ rà soát hồ sơ.", subject=subject)
    codes = {code for code, _ in warned(typed)}

    assert ("subject-incomplete" in codes) is warns


@pytest.mark.parametrize(
    ("source", "archived", "is_asked"),
    [
        (TextSource.OCR, "", True),
        (TextSource.OCR, "<< - Lưu: VT.\n", False),
        (TextSource.NATIVE, "", False),
    ],
)
def test_a_scanned_list_without_the_archive_s_line_is_asked_for(
    *, source: TextSource, archived: str, is_asked: bool
) -> None:
    closing = f"<< Nơi nhận:\n<< - Như trên;\n{archived}>> CHỦ TỊCH\n>> Lê Văn Mẫu\n"
    typed = document_of(typed_letter("Đề nghị các xã báo cáo./.", closing=closing))
    read = replace(typed, source=replace(typed.source, text_source=source))

    letter = Parser(Settings(model=False)).resolve(read).letter

    found = {(w.code, w.field) for w in letter.warnings}
    assert (("distribution-incomplete", "/distribution") in found) is is_asked

"""A letter's source, and how it is set."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pymupdf
import pytest

from tools.letters.docx import set_docx
from tools.letters.model import Letter, Motto, Paragraph, Run, Style, Table
from tools.letters.pdf import set_pdf
from tools.letters.press import RIGHT
from tools.letters.shown import docx_text, pdf_text
from tools.letters.source import LetterSourceError, body, parse, runs

# -- the source


def test_a_line_is_cut_where_its_face_changes() -> None:
    assert runs("**Điều 1.** Nay __tạm__ dừng[^Đến khi có văn bản mới.].") == (
        Run("Điều 1.", bold=True),
        Run(" Nay "),
        Run("tạm", italic=True),
        Run(" dừng", note="Đến khi có văn bản mới."),
        Run("."),
    )


def test_a_body_has_styled_paragraphs_and_tables() -> None:
    blocks = body(
        "= QUYẾT ĐỊNH:\n~ Căn cứ;\n|> 1 3\n| STT | Việc\n| I. Mục\n| 1 | Rà soát"
    )

    assert blocks == (
        Paragraph((Run("QUYẾT ĐỊNH:"),), Style.CENTRE),
        Paragraph((Run("Căn cứ;"),), Style.BASIS),
        Table((0.25, 0.75), (("STT", "Việc"), ("I. Mục",), ("1", "Rà soát"))),
    )


def test_a_row_with_a_cell_too_many_is_refused() -> None:
    with pytest.raises(LetterSourceError, match="3 cells, 2 columns"):
        body("|> 1 1\n| a | b | c")


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(LetterSourceError, match="isuer"):
        parse('isuer = ["XÃ A"]')


# -- the setters


def letter(**changes: Any) -> Letter:
    fields: dict[str, Any] = {
        "issuer": ("ỦY BAN NHÂN DÂN", "XÃ MẪU"),
        "number": "Số:        /UBND-VP",
        "place_date": "Mẫu, ngày      tháng 9 năm 2025",
        "blocks": body("Kính đề nghị các đơn vị thực hiện./."),
        "distribution": ("- Như trên;", "- Lưu: VT."),
        "signature": ("CHỦ TỊCH",),
        "signer": "Nguyễn Văn Mẫu",
        "subject": ("V/v báo cáo",),
        "addressees": ("Các đơn vị.",),
    }
    return Letter(**(fields | changes))


def test_blanks_left_for_number_and_day_stay_as_wide_as_they_are() -> None:
    text = pdf_text(set_pdf(letter()))

    assert "Số:        /UBND-VP" in text
    assert "ngày      tháng 9" in text
    assert "Số:        /UBND-VP" in docx_text(set_docx(letter()))


def test_justified_lines_end_at_the_right_margin_but_for_the_last() -> None:
    long = "Đề nghị các cơ quan, đơn vị khẩn trương rà soát, báo cáo kết quả. " * 6
    with pymupdf.open("pdf", set_pdf(letter(blocks=body(long)))) as document:
        lines = [
            line
            for block in document[0].get_text("dict")["blocks"]
            for line in block["lines"]
            if line["spans"][0]["size"] == pytest.approx(14)
            and line["bbox"][2] > RIGHT - 1
        ]

    assert len(lines) >= 4
    assert {round(line["bbox"][2]) for line in lines} == {round(RIGHT)}


def test_a_symbol_may_break_after_its_hyphen_and_nowhere_else() -> None:
    symbol = "12345/UBND-VHXHTTDLMT"
    sentence = "Căn cứ các văn bản " + " ".join([f"số {symbol},"] * 12)
    lines = pdf_text(set_pdf(letter(blocks=body(sentence)))).splitlines()

    assert any(line.endswith("12345/UBND-") for line in lines)
    assert not any(re.search(r"/$|UBND$|12345$", line) for line in lines)


def test_pages_are_numbered_from_the_second_one_on() -> None:
    many = body("\n".join(["Yêu cầu các đơn vị nghiêm túc thực hiện."] * 70))
    with pymupdf.open("pdf", set_pdf(letter(blocks=many))) as document:
        first = [page.get_text("words")[0][4] for page in document]

    assert first == ["ỦY", *(str(n) for n in range(2, len(first) + 1))]
    assert len(first) >= 3


def test_a_party_letter_shows_no_national_motto() -> None:
    party = letter(motto=Motto.PARTY, number="Số 7-CV/ĐU")
    for text in (pdf_text(set_pdf(party)), docx_text(set_docx(party))):
        assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
        assert "CỘNG HÒA" not in text


def test_the_head_of_a_docx_is_a_table_of_two_by_two_cells() -> None:
    document = docx.Document(io.BytesIO(set_docx(letter())))
    head, foot = document.tables
    cells = [[cell.text.split("\n")[0] for cell in row.cells] for row in head.rows]

    assert cells == [
        ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["Số:        /UBND-VP", "Mẫu, ngày      tháng 9 năm 2025"],
    ]
    assert [cell.text.split("\n")[0] for cell in foot.rows[0].cells] == [
        "Nơi nhận:",
        "CHỦ TỊCH",
    ]


def test_a_character_that_the_faces_lack_is_refused() -> None:
    with pytest.raises(ValueError, match="no glyph in regular"):
        set_pdf(letter(blocks=body("漢")))

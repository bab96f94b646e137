"""Every reader stops at a mark, before a converter or a record gets any of it."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from tests.readers.docx_making import cell, p, packed, parts, relationships, row, table
from tests.readers.pdf_making import LETTER, drawn
from tools.letters.docx import set_docx
from tools.letters.model import Letter
from tools.letters.pdf import set_pdf
from vanban_parser.errors import (
    SecrecyUncheckedError,
    SecretLetterError,
    SuspectedSecretError,
    VanbanError,
)
from vanban_parser.gate import Gate
from vanban_parser.pipeline import Parser
from vanban_parser.readers import doc_glimpse, registry, soffice
from vanban_parser.settings import Settings

SECRET = replace(LETTER, urgency="TỐI MẬT")
ORDINARY = Settings()
APART = Settings(allow_secret_letters=True)
FRONT = replace(
    LETTER,
    issuer=("ỦY BAN MẶT TRẬN TỔ QUỐC", "HUYỆN MẪU SƠN"),
    subject=("V/v bảo vệ bí mật", "nhà nước, bảo mật thông tin"),
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
    'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>Công văn</dc:title><cp:keywords>{}</cp:keywords></cp:coreProperties>"
)


@pytest.mark.parametrize("make", [set_pdf, set_docx])
def test_a_marked_letter_is_not_read_but_where_it_is_allowed(
    make: Callable[[Letter], bytes],
) -> None:
    data = make(SECRET)
    with pytest.raises(SecretLetterError) as caught:
        registry.read_bytes(data, "thư.pdf", ORDINARY)
    assert caught.value.detail == "tối mật"
    assert "TỐI MẬT" in registry.read_bytes(data, "thư.pdf", APART).text


@pytest.mark.parametrize("make", [set_pdf, set_docx])
def test_a_letter_about_secrecy_is_ordinary(make: Callable[[Letter], bytes]) -> None:
    assert "bí mật" in registry.read_bytes(make(FRONT), "thư.pdf", ORDINARY).text


@pytest.mark.parametrize("make", [set_pdf, set_docx])
@pytest.mark.parametrize("name", ["thư.pdf", "12 MẬT.pdf"])
def test_what_a_person_looked_at_passes_for_its_very_bytes(
    make: Callable[[Letter], bytes], name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(make(SECRET))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    looked_at = Settings(not_secret=(sha256,))
    letter = Parser(looked_at).parse(path)
    assert "secrecy-released" in {warning.code for warning in letter.warnings}
    assert letter.secrecy is None
    with pytest.raises(SecretLetterError):
        registry.read_bytes(make(replace(SECRET, number="99")), name, looked_at)


def test_a_first_page_that_nobody_could_look_at_stops_the_letter() -> None:
    data = with_first_page_of_pixels(set_pdf(LETTER))
    with pytest.raises(SecrecyUncheckedError):
        registry.read_bytes(data, "thư.pdf", Settings(ocr="off"))
    apart = Settings(ocr="off", allow_secret_letters=True)
    assert registry.read_bytes(data, "thư.pdf", apart).text
    looked_at = Settings(ocr="off", not_secret=(hashlib.sha256(data).hexdigest(),))
    codes = [n.code for n in registry.read_bytes(data, "thư.pdf", looked_at).notices]
    assert codes == ["page-without-text", "secrecy-released"]


def with_first_page_of_pixels(data: bytes) -> bytes:
    """Return a PDF with a picture before its first page."""
    with pymupdf.open("pdf", data) as pdf:
        image = pdf[0].get_pixmap(dpi=50).tobytes("png")
        page = pdf.new_page(0, width=595, height=842)
        page.insert_image(page.rect, stream=image)
        return bytes(pdf.tobytes())


def test_the_second_document_of_a_file_is_looked_at_too() -> None:
    first = [(90.0, 60.0, "UBND xã giao các thôn báo cáo. " * 2)]
    motto = (300.0, 60.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    mark = (90.0, 120.0, "MẬT")
    with pytest.raises(SecretLetterError):
        registry.read_bytes(drawn(first, [motto, mark]), "thư.pdf", ORDINARY)
    assert registry.read_bytes(drawn(first, [mark, *first]), "thư.pdf", ORDINARY)


def test_the_error_names_no_file_and_keeps_no_words(tmp_path: Path) -> None:
    path = tmp_path / "nội dung.pdf"
    path.write_bytes(set_pdf(SECRET))
    with pytest.raises(SecretLetterError) as caught:
        registry.read(path, ORDINARY)
    error = caught.value
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    kept = "".join(repr(frame.f_locals) for frame in frames[1:])
    said = "".join(traceback.format_exception(error))
    for word in ("Mẫu Sơn", "rà soát"):
        assert word not in kept + said
    assert "nội dung" not in str(error)
    assert error.__context__ is None


@pytest.mark.parametrize("name", ["12 MẬT.pdf", "TUYỆT_MẬT_3.docx"])
def test_a_file_named_so_is_not_even_opened(tmp_path: Path, name: str) -> None:
    with pytest.raises(SecretLetterError):
        registry.read(tmp_path / name, ORDINARY)
    with pytest.raises(SecretLetterError):
        registry.read_bytes(b"", name, ORDINARY)


@pytest.mark.parametrize(
    ("info", "xmp"),
    [({"keywords": "MẬT"}, ""), ({}, "<x:Confidentiality>Secret</x:Confidentiality>")],
)
def test_properties_of_a_pdf_are_looked_at(info: dict[str, str], xmp: str) -> None:
    with pymupdf.open("pdf", set_pdf(LETTER)) as pdf:
        pdf.set_metadata(info)
        pdf.set_xml_metadata(xmp)
        data = pdf.tobytes()
    with pytest.raises(SecretLetterError):
        registry.read_bytes(data, "thư.pdf", ORDINARY)
    assert registry.read_bytes(data, "thư.pdf", APART)


def with_keywords(keywords: str) -> bytes:
    """Return a DOCX with these keywords among its properties."""
    target = "docProps/core.xml"
    rels = relationships(officeDocument="word/document.xml", properties=target)
    return packed(
        parts(p("Thư"))
        | {
            target: CORE.format(keywords),
            "_rels/.rels": rels.replace("/properties", "/core-properties"),
        }
    )


def test_properties_of_a_docx_are_looked_at() -> None:
    with pytest.raises(SecretLetterError):
        registry.read_bytes(with_keywords("MẬT"), "a.docx", ORDINARY)
    assert registry.read_bytes(with_keywords("bảo mật"), "a.docx", ORDINARY)


def test_a_mark_in_a_box_of_one_cell_counts_and_one_in_a_table_does_not() -> None:
    box = table(row(cell("MẬT")), widths=(2000,), border="single")
    data = table(
        row("STT", "Độ mật", "Số"),
        row("1", "MẬT", "5"),
        row("2", "TỐI MẬT", "7"),
        widths=(2000, 3000, 3000),
        border="single",
    )
    with pytest.raises(SecretLetterError):
        registry.read_bytes(packed(parts(p("Thư") + box)), "a.docx", ORDINARY)
    assert registry.read_bytes(packed(parts(p("Thư") + data)), "a.docx", ORDINARY)


def test_a_mark_far_below_the_header_is_none_unless_a_document_begins_there() -> None:
    long = "".join(p(f"Đoạn {n}") for n in range(40))
    motto = p("Độc lập - Tự do - Hạnh phúc")
    assert registry.read_bytes(packed(parts(long + p("MẬT"))), "a.docx", ORDINARY)
    with pytest.raises(SecretLetterError):
        registry.read_bytes(packed(parts(long + motto + p("MẬT"))), "a.docx", ORDINARY)


RTF = r"{\rtf1\ansi{\fonttbl{\f0 MAT;}}\f0 Th\u432?\par \b M\u7852?T\b0\par Hai}"
PAGE = "<html><body><p>Thư</p><div><b>M&#7852;T</b></div></body></html>"


@pytest.mark.parametrize(("data", "name"), [(RTF, "a.rtf"), (PAGE, "a.doc")])
def test_no_copy_of_an_old_file_is_made_for_the_converter(
    data: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def converted(*_: object) -> list[bytes]:
        raise AssertionError("it was handed on")

    monkeypatch.setattr(soffice, "program", lambda: Path("soffice"))
    monkeypatch.setattr(soffice, "to_docx", converted)
    with pytest.raises(SecretLetterError):
        registry.read_bytes(data.encode(), name, ORDINARY)


def test_words_of_an_rtf_are_seen_without_its_tables_of_fonts() -> None:
    assert doc_glimpse.of_rtf(RTF.encode()) == ["Thư", "MẬT", "Hai"]
    assert doc_glimpse.of_rtf(rb"{\rtf1 M\'c2T \'d0\par{\*\x MAT}b}") == ["MÂT Đ", "b"]


@pytest.mark.parametrize(
    ("reading", "level"),
    [("TỐI MẬT", "tối mật"), ("| MẠT ũ", "mật"), ("TUYET MAT", "tuyệt mật")],
)
def test_a_stamp_that_says_it_stops_the_letter(reading: str, level: str) -> None:
    with pytest.raises(SecretLetterError) as caught:
        Gate(ORDINARY).stamp(["", reading], is_framed=False)
    assert (caught.value.code, caught.value.detail) == ("secret-letter", level)
    Gate(APART).stamp([reading], is_framed=True)


@pytest.mark.parametrize(
    ("readings", "framed", "stops"),
    [
        (["", "`"], True, True),
        (["MAY", ""], False, True),
        (["TOI MNT", ""], False, True),
        (["", ""], False, False),
        (["KHẨN", ""], True, False),
        (["HỎA TỐC", ""], True, False),
        (["CÔNG VĂN ĐẾN 15"], True, False),
        (["", "12/9"], True, False),
    ],
)
def test_a_stamp_that_cannot_be_read_is_for_a_person(
    readings: list[str], *, framed: bool, stops: bool
) -> None:
    if not stops:
        Gate(ORDINARY).stamp(readings, is_framed=framed)
        return
    with pytest.raises(SuspectedSecretError):
        Gate(ORDINARY).stamp(readings, is_framed=framed)
    Gate(APART).stamp(readings, is_framed=framed)


def test_locked_files_are_refused_before_any_of_it_is_seen() -> None:
    with pymupdf.open("pdf", set_pdf(SECRET)) as pdf:
        data = pdf.tobytes(encryption=5, user_pw="x", owner_pw="y")
    with pytest.raises(VanbanError) as caught:
        registry.read_bytes(data, "a.pdf", ORDINARY)
    assert caught.value.code == "encrypted-file"

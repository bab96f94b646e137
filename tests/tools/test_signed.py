"""The signed sample: digits in widgets, real signatures, the page's own blanks kept."""

from __future__ import annotations

import io
from pathlib import Path

import pymupdf
import pytest

from tools.letters.samples import SOURCE
from tools.letters.source import read

FOLDER = Path(__file__).parents[2] / "samples" / "02-ky-so-trong-widget"
PDF = FOLDER / "letter.pdf"
NAMES = [f"Signature{n}" for n in range(1, 6)]


def test_the_page_itself_has_blanks_for_number_and_day() -> None:
    with pymupdf.open(PDF) as document:
        document.xref_set_key(document[0].xref, "Annots", "null")
        text = document[0].get_text()

    assert "Số:            /UBND-VP" in text
    assert "ngày        tháng 9 năm 2025" in text
    assert "4127" not in text
    assert "Ký bởi" not in text


def test_the_widgets_show_the_digits_between_the_printed_words() -> None:
    with pymupdf.open(PDF) as document:
        document.bake(widgets=True)
        words = document[0].get_text("words")
    number = next(w for w in words if w[4] == "4127")
    label = next(w for w in words if w[4] == "Số:")
    rest = next(w for w in words if w[4] == "/UBND-VP")
    day = next(w for w in words if w[4] == "09")

    assert label[2] < number[0] < number[2] < rest[0]
    assert number[3] == pytest.approx(label[3], abs=0.5)
    assert day[3] == pytest.approx(label[3], abs=0.5)


def test_every_widget_is_a_signed_field() -> None:
    with pymupdf.open(PDF) as document:
        fields = [
            (widget.field_name, document.xref_get_key(widget.xref, "V")[0])
            for widget in document[0].widgets()
        ]

    assert fields == [(name, "xref") for name in NAMES]


def test_the_signatures_are_intact_and_trusted_by_their_own_authority_only() -> None:
    pytest.importorskip("pyhanko")
    from asn1crypto.x509 import Certificate
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    from tools.letters.pki import authority

    reader = PdfFileReader(io.BytesIO(PDF.read_bytes()))
    ours = Certificate.load(authority().certificate)
    for roots, trusted in (([ours], True), ([], False)):
        for signature in reader.embedded_regular_signatures:
            context = ValidationContext(trust_roots=roots, allow_fetching=False)
            status = validate_pdf_signature(signature, context)
            assert (status.intact, status.valid) == (True, True)
            assert status.trusted is trusted


def test_the_committed_file_is_what_its_source_makes() -> None:
    pytest.importorskip("pyhanko")
    from tools.letters.signed import sign_pdf

    made = sign_pdf(read(FOLDER / SOURCE))

    def shown(pdf: bytes) -> list[tuple[object, ...]]:
        with pymupdf.open("pdf", pdf) as document:
            document.bake(widgets=True)
            return [word[:5] for page in document for word in page.get_text("words")]

    assert shown(made) == shown(PDF.read_bytes())
    assert made == sign_pdf(read(FOLDER / SOURCE))

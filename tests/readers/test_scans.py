"""Scans from the file to the document, with Tesseract itself."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from tests.readers.ocr.scan_making import needs_tesseract, rendered, scan
from tests.readers.pdf_making import FILLER, LETTER, made, read
from tools.letters.pdf import set_pdf
from vanban_parser.model.document import Document, Flow, Notice, TextSource
from vanban_parser.pipeline import Parser
from vanban_parser.readers.pdf import read_pdf
from vanban_parser.settings import Settings

pytestmark = needs_tesseract


@pytest.fixture(scope="module")
def cached(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(ocr_cache=tmp_path_factory.mktemp("ocr"))


def alike(seen: str, printed: str) -> bool:
    """Tell whether two texts differ in no more than one character of a hundred."""
    matcher = SequenceMatcher(a=seen, b=printed, autojunk=False)
    return matcher.ratio() >= 0.99 and seen.count("\n") == printed.count("\n")


@pytest.fixture(scope="module")
def scanned(cached: Settings) -> Document:
    return read(scan([rendered(set_pdf(LETTER))]), cached)


def test_a_scan_gives_the_text_of_the_letter(scanned: Document) -> None:
    printed = read(set_pdf(LETTER))
    assert scanned.source.text_source is TextSource.OCR
    assert alike(scanned.text, printed.text)
    assert [b.flow for b in scanned.blocks] == [b.flow for b in printed.blocks]


def test_words_stand_where_they_are_printed(scanned: Document) -> None:
    printed = read(set_pdf(LETTER))
    for seen, word in zip(scanned.words, printed.words, strict=True):
        assert seen.box.x0 == pytest.approx(word.box.x0, abs=2)
        assert seen.box.y1 == pytest.approx(word.box.y1, abs=5)


def test_a_tilted_scan_reads_the_same_and_its_boxes_tilt(cached: Settings) -> None:
    image = rendered(set_pdf(LETTER))
    tilted = image.rotate(2, Image.Resampling.BICUBIC, fillcolor="white")
    document = read(scan([tilted]), cached)
    assert alike(document.text, read(set_pdf(LETTER)).text)
    motto = document.text.index("CỘNG HÒA")
    issuer = document.text.index("ỦY BAN")
    left, right = (
        next(w.box for w in document.words if w.start == at) for at in (issuer, motto)
    )
    # Turned counter-clockwise by 2 degrees, what is 200 pt to the right is 7 pt up.
    assert left.y0 - right.y0 == pytest.approx(0.035 * (right.x0 - left.x0), abs=2.5)


@pytest.mark.parametrize(
    "turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180]
)
def test_a_page_that_lies_wrong_is_turned(
    turn: Image.Transpose, cached: Settings
) -> None:
    image = rendered(set_pdf(LETTER)).transpose(turn)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in read(scan([image]), cached).text


def test_a_letter_with_one_scanned_page_is_mixed(cached: Settings) -> None:
    pdf = pymupdf.open("pdf", set_pdf(LETTER))
    annex = pymupdf.open("pdf", scan([rendered(made(FILLER * 3))]))
    pdf.insert_pdf(annex)
    document = read(pdf.tobytes(), cached)
    assert document.source.text_source is TextSource.MIXED
    assert document.notices == ()
    native = read(set_pdf(LETTER))
    assert document.text.startswith(native.text[:400])
    assert {word.box.page for word in document.words} == {1, 2}


def test_typed_words_over_a_scan_win(cached: Settings) -> None:
    letter = replace(LETTER, number="Số:      /UBND-VP")
    pdf = pymupdf.open("pdf", scan([rendered(set_pdf(letter))]))
    native = read(set_pdf(letter))
    head = next(word for word in native.words if native.text[word.start :][:3] == "Số:")
    page = pdf[0]
    page.insert_text((head.box.x1 + 4, head.box.y1 - 3), "347", fontsize=12)
    document = read(pdf.tobytes(), cached)
    assert "Số: 347 /UBND-VP" in document.text
    assert [span.of(document.text) for span in document.inserted] == ["347"]


def test_a_signature_over_a_scan_is_a_stamp(cached: Settings) -> None:
    pdf = pymupdf.open("pdf", scan([rendered(set_pdf(LETTER))]))
    for line, text in enumerate(("Signed by: UBND huyen", "Time: 10.09.2026 07:46")):
        pdf[0].insert_text((420, 20 + 9 * line), text, fontsize=8)
    document = read(pdf.tobytes(), cached)
    stamps = [b.span.of(document.text) for b in document.blocks if b.flow is Flow.STAMP]
    assert stamps == ["Signed by: UBND huyen", "Time: 10.09.2026 07:46"]


def test_a_hidden_layer_of_poor_words_is_read_anew(cached: Settings) -> None:
    pdf = pymupdf.open("pdf", scan([rendered(set_pdf(LETTER))]))
    for line in range(30):
        where = (60, 60 + 20 * line)
        pdf[0].insert_text(where, "UY BAN NHAN DAN xqz huyen Mau Son", render_mode=3)
    document = read(pdf.tobytes(), cached)
    assert alike(document.text, read(set_pdf(LETTER)).text)


def test_a_hidden_layer_of_good_words_is_taken(cached: Settings) -> None:
    image = scan([rendered(set_pdf(LETTER))])
    pdf = pymupdf.open("pdf", set_pdf(LETTER))
    with pymupdf.open("pdf", image) as picture:
        stream = picture.extract_image(picture[0].get_images()[0][0])["image"]
    # Over the words: they are there, and nobody sees them.
    pdf[0].insert_image(pdf[0].rect, stream=stream)
    told: list[int] = []
    document = read_pdf(
        pdf.tobytes(), "thu.pdf", cached, lambda page, of: told.append(page)
    )
    assert document.source.text_source is TextSource.NATIVE
    assert told == []


def test_progress_is_told_page_by_page(cached: Settings) -> None:
    told: list[tuple[int, int]] = []
    pages = [rendered(set_pdf(LETTER)), rendered(made(FILLER))]
    read_pdf(scan(pages), "thu.pdf", cached, lambda page, of: told.append((page, of)))
    assert told == [(1, 2), (2, 2)]


def test_reading_can_be_switched_off() -> None:
    data = made(FILLER * 3)
    pdf = pymupdf.open("pdf", data)
    pdf.insert_pdf(pymupdf.open("pdf", scan([rendered(data)])))
    document = read(pdf.tobytes(), Settings(ocr="off"))
    assert document.notices == (
        Notice("page-without-text", 2),
        Notice("secrecy-unchecked", 2),
    )


def test_the_same_scan_twice_gives_the_same_letter(tmp_path: Path) -> None:
    data = scan([rendered(set_pdf(LETTER))])
    fresh = Settings(ocr_cache=tmp_path)
    letters = [
        Parser(settings).parse_bytes(data, "thu.pdf").model_dump_json()
        for settings in (fresh, fresh, Settings(ocr_cache_bytes=0))
    ]
    assert len(set(letters)) == 1
    assert '"15/UBND-VP"' in letters[0]

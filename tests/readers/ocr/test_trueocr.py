"""The substitute for Tesseract: real models, on invented letters."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.readers.ocr.scan_making import rendered, scan
from tests.readers.pdf_making import LETTER, made
from tools.letters.pdf import set_pdf
from vanban_parser.errors import SecretLetterError
from vanban_parser.model.document import Document
from vanban_parser.pipeline import Parser
from vanban_parser.readers import scans
from vanban_parser.readers.ocr.nouns import EngineError, Picture
from vanban_parser.readers.ocr.trueocr import trueocr
from vanban_parser.readers.pdf import read_pdf
from vanban_parser.settings import Settings
from vanban_parser.text import fold

pytest.importorskip("trueocr", reason="the extra ocr is not installed")

SUBSTITUTE = Settings(ocr="trueocr", ocr_cache_bytes=0)


def read(data: bytes, settings: Settings = SUBSTITUTE) -> Document:
    return read_pdf(data, "thu.pdf", settings)


def test_a_scanned_letter_is_read_and_says_by_what() -> None:
    letter = Parser(SUBSTITUTE).parse_bytes(scan([rendered(set_pdf(LETTER))]), "a.pdf")
    assert (letter.number, letter.notation) == ("15", "UBND-VP")
    assert letter.issued_on == "2026-09-10"
    assert letter.issuing_body.name == "Ủy ban nhân dân huyện Mẫu Sơn"
    assert "read-by-substitute" in {warning.code for warning in letter.warnings}
    assert letter.source.text_source == "ocr"


def test_words_stand_where_they_are_printed() -> None:
    printed = read(set_pdf(LETTER))
    seen = read(scan([rendered(set_pdf(LETTER))]))
    there = {printed.text[w.start : w.end]: w.box for w in printed.words}
    here = {seen.text[w.start : w.end]: w.box for w in seen.words}
    for word in ("NGHĨA", "Lê", "Kính"):
        assert abs(there[word].x0 - here[word].x0) < 4
        assert abs(there[word].y1 - here[word].y1) < 4


@pytest.mark.parametrize("number", ["80%", "66,67%", "100%,", "(4,5%);"])
def test_a_percent_sign_is_no_figure(number: str) -> None:
    line = f"đạt tỷ lệ {number} số xã trong huyện"
    document = read(scan([rendered(made(line))]))
    assert re.search(r"[\d,.]+%", document.text) is not None
    assert fold(number.strip("(),;")) in fold(document.text)


def test_words_that_a_comma_joins_are_told_apart() -> None:
    line = "UBND huyện giao các phòng,ban rà soát trước 16:30 ngày mai"
    text = read(scan([rendered(made(line))])).text
    assert "phòng, ban" in text
    assert "16:30" in text


def test_a_mark_of_secrecy_stops_it_too() -> None:
    data = scan([rendered(set_pdf(replace(LETTER, urgency="TỐI MẬT")))])
    with pytest.raises(SecretLetterError):
        read(data)


def test_it_stands_in_where_tesseract_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scans, "tesseract", lambda seconds: None)
    found = scans.recogniser(Settings(ocr_cache_bytes=0))
    assert found is not None
    assert found.is_substitute
    assert scans.recogniser(Settings(ocr="tesseract")) is None
    assert scans.recogniser(Settings(ocr="off")) is None


def test_what_its_libraries_raise_is_an_error_of_the_engine() -> None:
    engine = trueocr()
    assert engine is not None
    with pytest.raises(EngineError):
        engine.read(Picture(np.zeros((0, 0), np.uint8), 200.0))


def test_the_same_page_gives_the_same_words(tmp_path: Path) -> None:
    data = scan([rendered(set_pdf(LETTER))])
    kept = Settings(ocr="trueocr", ocr_cache=tmp_path)
    letters = {
        Parser(settings).parse_bytes(data, "a.pdf").model_dump_json()
        for settings in (SUBSTITUTE, kept, kept)
    }
    assert len(letters) == 1

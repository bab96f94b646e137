"""What is parsed twice gives the same bytes, without OCR; what would not is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.ocr.scan_making import needs_tesseract, rendered, scan
from tests.readers.pdf_making import LETTER
from tools.letters.pdf import set_pdf
from tools.twice import twice
from vanban_parser.settings import Settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = set_pdf(LETTER)
    (tmp_path / "text.pdf").write_bytes(data)
    (tmp_path / "scan.pdf").write_bytes(scan([rendered(data)]))
    (tmp_path / "empty.pdf").write_bytes(b"")
    return tmp_path


@needs_tesseract
def test_the_second_time_nothing_is_read_anew(folder: Path) -> None:
    paths = sorted(folder.glob("*.pdf"))
    counted = twice(paths, Settings(ocr_cache=folder / "cache"))
    assert (counted.letters, counted.failed, counted.scanned_pages) == (3, 1, 1)
    assert counted.is_well


@needs_tesseract
def test_what_is_not_kept_is_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = twice([folder / "scan.pdf"], Settings(ocr_cache_bytes=0))
    assert not counted.is_well
    assert (counted.differing, counted.asked_again) == (1, 1)
    assert "scan.pdf: differs" in capsys.readouterr().out

"""Pictures of letters are read as scans are."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.readers.ocr.scan_making import needs_tesseract, rendered
from tests.readers.pdf_making import FILLER, LETTER, made
from tools.letters.pdf import set_pdf
from vanban_parser.errors import DamagedFileError, NoTextError, TooLargeError
from vanban_parser.model.document import Document
from vanban_parser.readers import pictures, registry, scans
from vanban_parser.readers.ocr.nouns import Unread
from vanban_parser.readers.scans import Scan
from vanban_parser.settings import Settings

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


@pytest.fixture(scope="module")
def cached(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(ocr_cache=tmp_path_factory.mktemp("ocr"))


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return rendered(set_pdf(LETTER))


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def read(data: bytes, settings: Settings, name: str = "thu") -> Document:
    return registry.read_bytes(data, name, settings)


@needs_tesseract
@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
def test_a_picture_is_read_whatever_its_name(
    form: str, page: Image.Image, cached: Settings
) -> None:
    document = read(saved(page.convert("L"), form, dpi=(200, 200)), cached)
    assert MOTTO in document.text
    assert document.source.media_type == f"image/{form.lower()}"
    assert (document.source.page_count, document.source.text_source) == (1, "ocr")
    right = max(word.box.x1 for word in document.words)
    assert 450 < right < 595


@needs_tesseract
def test_pages_of_a_tiff_follow_each_other(page: Image.Image, cached: Settings) -> None:
    annex = rendered(made(FILLER * 2))
    told: list[tuple[int, int]] = []
    data = saved(page, "TIFF", save_all=True, append_images=[annex], compression="jpeg")
    document = registry.read_bytes(
        data, "thu.tif", cached, lambda number, of: told.append((number, of))
    )
    assert document.source.page_count == 2
    assert {word.box.page for word in document.words} == {1, 2}
    assert told == [(1, 2), (2, 2)]


@needs_tesseract
def test_a_photo_that_the_camera_turned_is_put_upright(
    page: Image.Image, cached: Settings
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = page.transpose(Image.Transpose.ROTATE_90)
    assert MOTTO in read(saved(turned, "JPEG", exif=exif, dpi=(72, 72)), cached).text


def test_a_bomb_is_refused_before_it_is_unpacked(cached: Settings) -> None:
    bomb = saved(Image.new("1", (20_000, 20_000)), "PNG")
    assert len(bomb) < 100_000
    with pytest.raises(TooLargeError):
        read(bomb, cached)


def test_too_many_pages_are_refused(cached: Settings) -> None:
    small = Image.new("L", (20, 20), 255)
    data = saved(small, "TIFF", save_all=True, append_images=[small] * 4)
    with pytest.raises(TooLargeError):
        read(data, cached.model_copy(update={"max_pages": 3}))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
def test_a_picture_that_breaks_off_is_damaged(form: str, page: Image.Image) -> None:
    data = saved(page.convert("L").resize((400, 600)), form)
    for length in (12, len(data) // 2):
        with pytest.raises((DamagedFileError, NoTextError)):
            read(data[:length], Settings(ocr_cache_bytes=0))


def test_a_picture_of_nothing_has_no_text() -> None:
    blank = saved(Image.new("L", (827, 1169), 255), "PNG")
    with pytest.raises(NoTextError):
        read(blank, Settings(ocr_cache_bytes=0))


def test_without_ocr_a_picture_has_no_text(page: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "thu.png"
    path.write_bytes(saved(page, "PNG"))
    with pytest.raises(NoTextError):
        registry.read(path, Settings(ocr="off"))


@pytest.mark.parametrize(
    ("said", "size", "dpi"),
    [
        (200, (1654, 2339), 200),
        (72, (1654, 2339), 200),
        (0, (2339, 1654), 200),
        (300, (2480, 3508), 300),
        (96, (2480, 3508), 300),
    ],
)
def test_the_resolution_is_that_of_a_page(
    said: int, size: tuple[int, int], dpi: int
) -> None:
    assert pictures._dpi(said, size) == pytest.approx(dpi, rel=0.02)  # noqa: SLF001


def test_transparent_paper_is_white() -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert np.all(pictures._picture(clear).pixels == 255)  # noqa: SLF001


@needs_tesseract
def test_a_blank_that_nobody_can_read_is_shown(
    page: Image.Image, cached: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scanned(*given: Any, **more: Any) -> Scan | None:
        scan = scans.scanned(*given, **more)
        return scan and replace(scan, unread=(Unread("/number", 90, 80, 130, 95),))

    monkeypatch.setattr(pictures, "scanned", scanned)
    document = read(saved(page.convert("L"), "PNG", dpi=(200, 200)), cached)
    (notice,) = [n for n in document.notices if n.code == "number-unread"]
    assert (notice.field, notice.page) == ("/number", 1)
    assert notice.box is not None

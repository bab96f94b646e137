"""The committed samples are what their sources make, in both formats."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from pathlib import Path

import pymupdf
import pytest

from tools.letters.docx import set_docx
from tools.letters.pdf import set_pdf
from tools.letters.press import BOTTOM, RIGHT
from tools.letters.samples import SOURCE, folders, make
from tools.letters.shown import docx_text, pdf_text, printed
from tools.letters.source import read

SAMPLES = Path(__file__).parents[2] / "samples"
FOLDERS = folders(SAMPLES)
UNSIGNED = [f for f in FOLDERS if read(f / SOURCE).stamps is None]
LARGEST = 80 * 1024  # bytes: a repository is no place for large files

over_samples = pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
over_unsigned = pytest.mark.parametrize("folder", UNSIGNED, ids=lambda f: f.name)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def placed_words(pdf: bytes) -> list[tuple[str, ...]]:
    with pymupdf.open("pdf", pdf) as document:
        return [
            (str(page.number), word[4], *(f"{x:.1f}" for x in word[:4]))
            for page in document
            for word in page.get_text("words")
        ]


@over_unsigned
def test_a_committed_sample_is_what_its_source_makes(folder: Path) -> None:
    made = dict(make(folder))

    assert set(made) == {"letter.docx", "letter.pdf"}
    committed = {name: (folder / name).read_bytes() for name in made}
    assert placed_words(committed["letter.pdf"]) == placed_words(made["letter.pdf"])
    # Part by part: how a part is packed is up to the zlib of the machine.
    with (
        zipfile.ZipFile(io.BytesIO(committed["letter.docx"])) as old,
        zipfile.ZipFile(io.BytesIO(made["letter.docx"])) as new,
    ):
        assert old.namelist() == new.namelist()
        assert [n for n in old.namelist() if old.read(n) != new.read(n)] == []


@over_unsigned
def test_the_same_source_gives_the_same_bytes(folder: Path) -> None:
    letter = read(folder / SOURCE)

    assert set_pdf(letter) == set_pdf(letter)
    assert set_docx(letter) == set_docx(letter)


@over_samples
def test_a_pdf_holds_every_word_of_its_letter_in_nfc(folder: Path) -> None:
    text = pdf_text((folder / "letter.pdf").read_bytes())
    letter = read(folder / SOURCE)

    assert unicodedata.is_normalized("NFC", text)
    # Squeezed: a line may end after any blank or hyphen.  A footnote's number stands
    # behind its word and a page's number between two lines.
    shown = re.sub(r"\d", "", squeezed(text))
    missing = [
        s for s in printed(letter) if re.sub(r"\d", "", squeezed(s)) not in shown
    ]
    assert missing == []


@over_unsigned
def test_a_docx_holds_every_word_of_its_letter_in_nfc(folder: Path) -> None:
    text = docx_text((folder / "letter.docx").read_bytes())
    letter = read(folder / SOURCE)

    assert unicodedata.is_normalized("NFC", text)
    assert [s for s in printed(letter) if s not in text] == []


@over_unsigned
def test_pdf_and_docx_of_a_sample_say_the_same_words(folder: Path) -> None:
    pdf = words(pdf_text((folder / "letter.pdf").read_bytes()))
    package = words(docx_text((folder / "letter.docx").read_bytes()))

    # Only the PDF shows the numbers of pages and notes.
    assert sorted(w for w in pdf if not w.isdigit()) == sorted(
        w for w in package if not w.isdigit()
    )


@over_samples
def test_a_sample_is_small(folder: Path) -> None:
    sizes = {f.name: f.stat().st_size for f in folder.iterdir()}

    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


@over_unsigned
def test_no_word_stands_outside_the_type_area(folder: Path) -> None:
    with pymupdf.open(folder / "letter.pdf") as document:
        boxes = [
            (word[4], page.number, word[2], word[3])
            for page in document
            for word in page.get_text("words")
        ]

    # The head's right column reaches 6 points into the margin, as in real letters.
    outside = [b for b in boxes if b[2] > RIGHT + 8 or b[3] > BOTTOM + 4]
    assert outside == []

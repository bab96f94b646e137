"""A file is read by what its bytes are, whatever it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.docx_making import p, packed, parts
from tests.readers.pdf_making import made
from vanban_parser.errors import (
    EmptyFileError,
    FileMissingError,
    TooLargeError,
    UnsupportedFormatError,
    VanbanError,
)
from vanban_parser.readers import registry
from vanban_parser.settings import Settings

PDF = made("Giao Phòng Nội vụ rà soát các nhà văn hóa thôn.")
DOCX = packed(parts(p("Một đoạn.")))
RTF = rb"{\rtf1\ansi Mot doan.}"


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PDF, "application/pdf"),
        (b"\x00" * 40 + PDF, "application/pdf"),
        (
            DOCX,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
    ids=["PDF", "PDF after other bytes", "DOCX"],
)
@pytest.mark.parametrize("name", ["thu.pdf", "thu.docx", "thu", "thu.txt"])
def test_the_bytes_say_which_reader_not_the_name(
    data: bytes, media_type: str, name: str
) -> None:
    source = registry.read_bytes(data, name, Settings()).source

    assert source.media_type == media_type
    assert source.filename == name


def test_a_file_and_its_bytes_give_the_same_document(tmp_path: Path) -> None:
    file = tmp_path / "thu.pdf"
    file.write_bytes(PDF)

    assert registry.read(file, Settings()) == registry.read_bytes(
        PDF, "thu.pdf", Settings()
    )
    assert file.read_bytes() == PDF


@pytest.mark.parametrize(
    ("data", "error", "code"),
    [
        (b"", EmptyFileError, "empty-file"),
        (b"plain words, no letter", UnsupportedFormatError, "unsupported-format"),
        (
            b"GIF89a" + b"\x00" * 40,
            UnsupportedFormatError,
            "unsupported-format",
        ),
        (b"\x00" * 2000 + PDF, UnsupportedFormatError, "unsupported-format"),
    ],
    ids=["empty", "text", "animation", "PDF header too late"],
)
def test_what_is_no_letter_is_refused(
    data: bytes, error: type[VanbanError], code: str
) -> None:
    with pytest.raises(error, match=r"thu\.pdf") as caught:
        registry.read_bytes(data, "thu.pdf", Settings())
    assert caught.value.code == code


def test_a_file_over_the_limit_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "thu.pdf"
    file.write_bytes(PDF)
    limit = Settings(max_bytes=len(PDF) - 1)

    with pytest.raises(TooLargeError, match=f"{len(PDF)} bytes, limit {len(PDF) - 1}"):
        registry.read(file, limit)
    with pytest.raises(TooLargeError, match=r"thu\.pdf"):
        registry.read_bytes(PDF, "thu.pdf", limit)
    assert registry.read(file, Settings(max_bytes=len(PDF))).text


def test_a_missing_file_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError, match=r"khong-co\.pdf") as caught:
        registry.read(tmp_path / "khong-co.pdf", Settings())
    assert caught.value.code == "unreadable-file"


def test_a_folder_is_no_letter(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        registry.read(tmp_path, Settings())

"""Which reader reads a file: told by its first bytes, not by its name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from vanban_parser.errors import (
    EmptyFileError,
    FileMissingError,
    SecretLetterError,
    TooLargeError,
    UnsupportedFormatError,
)
from vanban_parser.gate import Gate, passed
from vanban_parser.model.document import Document, Notice
from vanban_parser.settings import Settings

SUFFIXES = (
    *(".pdf", ".docx", ".doc", ".rtf"),
    *(".jpg", ".jpeg", ".png", ".tif", ".tiff"),
)

Progress = Callable[[int, int], None]
"""Told before each page that is read by OCR: its number (from 1), of how many."""

_PDF = b"%PDF-"
# Some producers put a few bytes before the PDF's own header; readers accept 1,024.
_PDF_WITHIN = 1024
_ZIP = b"PK\x03\x04"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")


def read(path: Path, settings: Settings, on_page: Progress | None = None) -> Document:
    """Return the document in the file at `path`.

    Raises:
        VanbanError: it is missing, empty, too large, of no known kind, or damaged.
        SecretLetterError: it bears a mark of secrecy.
    """
    if not settings.not_secret:
        # Else what a person said of its bytes comes first.
        Gate(settings).name(path.name)
    try:
        size = path.stat().st_size
        if size > settings.max_bytes:
            raise TooLargeError(path.name, f"{size} bytes, limit {settings.max_bytes}")
        data = path.read_bytes()
    except OSError as error:
        raise FileMissingError(path.name, error.strerror or "") from error
    return read_bytes(data, path.name, settings, on_page)


def read_bytes(
    data: bytes, filename: str, settings: Settings, on_page: Progress | None = None
) -> Document:
    """Return the document in `data`; `filename` is only for messages.

    Raises:
        VanbanError: as `read`.
    """
    opened = _passed(data, settings)
    Gate(opened or settings).name(filename)
    try:
        document = _read(data, filename, opened or settings, on_page)
        return _as_released(document) if opened is not None else document
    except SecretLetterError as error:
        stopped = error
    # Raised anew: frames of the readers, which a traceback would keep, hold its words.
    raise type(stopped)(detail=stopped.detail)


def _passed(data: bytes, settings: Settings) -> Settings | None:
    if not settings.not_secret:
        return None
    return passed(settings, hashlib.sha256(data).hexdigest())


def _as_released(document: Document) -> Document:
    released = Notice("secrecy-released")
    return replace(document, notices=(*document.notices, released))


def _read(
    data: bytes, filename: str, settings: Settings, on_page: Progress | None
) -> Document:
    if not data:
        raise EmptyFileError(filename)
    if len(data) > settings.max_bytes:
        detail = f"{len(data)} bytes, limit {settings.max_bytes}"
        raise TooLargeError(filename, detail)
    # Each reader is imported when a file needs it: cold start counts.
    if data.find(_PDF, 0, _PDF_WITHIN) >= 0:
        from vanban_parser.readers.pdf import read_pdf

        return read_pdf(data, filename, settings, on_page)
    if data.startswith(_ZIP):
        from vanban_parser.readers.docx import read_docx

        return read_docx(data, filename, settings)
    if data.startswith(_PICTURES):
        from vanban_parser.readers.pictures import read_picture

        return read_picture(data, filename, settings, on_page)
    from vanban_parser.readers.doc import kind_of, read_doc

    if kind_of(data, filename) is not None:
        return read_doc(data, filename, settings)
    raise UnsupportedFormatError(filename, "unknown first bytes")

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

Progress = Callable[[int, int], None]
"""Told before each page that is read by OCR: its number (from 1), of how many."""

_PDF = b"%PDF-"
# Some producers put a few bytes before the PDF's own header; readers accept 1,024.
_PDF_WITHIN = 1024
_ZIP = b"PK\x03\x04"
_PACKET_WITHIN = 4096
_UTF16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")


def is_packet(data: bytes) -> bool:
    """Tell whether a file that begins with `data` is an edXML packet (`edxml`)."""
    head = data[:_PACKET_WITHIN]
    for mark, encoding in _UTF16:
        if head.startswith(mark):
            head = head[2:].decode(encoding, "ignore").encode("utf-8", "ignore")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"<") and b"edxml" in head.lower()


def read(path: Path, settings: Settings, on_page: Progress | None = None) -> Document:
    """Return the document in the file at `path`.

    Raises:
        VanbanError: it is missing, empty, too large, of no known kind, or damaged.
        SecretLetterError: it bears a mark of secrecy.
    """
    return read_bytes(bytes_of(path, settings), path.name, settings, on_page)


def bytes_of(path: Path, settings: Settings) -> bytes:
    """Return what is in the file at `path`.

    Raises:
        VanbanError: it is missing or too large.
        SecretLetterError: its name bears a mark of secrecy.
    """
    if not settings.not_secret:
        # Else what a person said of its bytes comes first.
        Gate(settings).name(path.name)
    try:
        size = path.stat().st_size
        if size > settings.max_bytes:
            raise TooLargeError(path.name, f"{size} bytes, limit {settings.max_bytes}")
        return path.read_bytes()
    except OSError as error:
        raise FileMissingError(path.name, error.strerror or "") from error


def read_bytes(
    data: bytes, filename: str, settings: Settings, on_page: Progress | None = None
) -> Document:
    """Return the document in `data`; `filename` is only for messages.

    Raises:
        VanbanError: as `read`.
    """
    opened = released(data, settings)
    Gate(opened or settings).name(filename)
    try:
        document = _read(data, filename, opened or settings, on_page)
        return _as_released(document) if opened is not None else document
    except SecretLetterError as error:
        stopped = error
    # Raised anew: frames of the readers, which a traceback would keep, hold its words.
    raise type(stopped)(detail=stopped.detail)


def released(data: bytes, settings: Settings) -> Settings | None:
    """Return settings by which a file is read that a person let pass, else None."""
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

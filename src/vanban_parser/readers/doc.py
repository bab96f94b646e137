"""Reads a .doc (Word 6 to 2003), an RTF, and what goes by the name of .doc: as DOCX.

LibreOffice converts, `read_docx` reads.  Where there is no LibreOffice, words and
tables of a .doc are read from its own streams; RTF and web pages then are not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from hashlib import sha256
from pathlib import PurePath

from vanban_parser.errors import (
    ConversionTimeoutError,
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    MissingProgramError,
    TooLargeError,
    UnsupportedFormatError,
)
from vanban_parser.gate import Gate
from vanban_parser.model.document import Document
from vanban_parser.readers import doc_glimpse, ole, soffice
from vanban_parser.readers.doc_html import harmless, html_of_archive
from vanban_parser.readers.doc_plain import CONVERTER, read_plain
from vanban_parser.readers.docx import read_docx
from vanban_parser.settings import Settings


class Kind(Enum):
    """What a file is that LibreOffice converts: media type, suffix, its filter's name.

    The filter is named where LibreOffice would take the file for something else.
    """

    WORD = ("application/msword", ".doc", "")
    RTF = ("text/rtf", ".rtf", "")
    WORD_XML = ("application/xml", ".xml", "MS Word 2003 XML")
    HTML = ("text/html", ".html", "HTML (StarWriter)")
    WEB_ARCHIVE = ("multipart/related", ".html", "HTML (StarWriter)")


_RTF = b"{\\rtf"
_OLE = ole.SIGNATURE
# Programs save web pages under the name of a Word file; elsewhere HTML is no letter.
_WORD_SUFFIXES = (".doc", ".dot", ".rtf")
_HEAD_BYTES = 4096
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_HTML = (b"<html", b"<!doctype html", b"<head", b"<body", b"<meta", b"<table")
# Streams of an OLE file, and what has them.
_OTHERS = {
    "Workbook": "a table of Excel",
    "Book": "a table of Excel",
    "PowerPoint Document": "slides of PowerPoint",
    "PerfectOffice_MAIN": "a WordPerfect file",
    "MatOST": "a file of Microsoft Works",
    "HwpSummaryInformation": "a Hangul file",
    "__properties_version1.0": "a message of Outlook",
    "VisioDocument": "a drawing of Visio",
}


@dataclass(frozen=True, slots=True)
class _File:
    data: bytes
    name: str
    kind: Kind

    def original(self) -> soffice.Original:
        """Return what LibreOffice is given; of web pages nothing that loads more."""
        _, suffix, filter_name = self.kind.value
        data = self.data
        if self.kind is Kind.WEB_ARCHIVE:
            data = html_of_archive(data)
        if self.kind in (Kind.HTML, Kind.WEB_ARCHIVE):
            data = harmless(data)
        return soffice.Original(data, suffix, filter_name)

    def guard(self, gate: Gate) -> None:
        """Stop at a mark of secrecy, before a copy is written for the converter."""
        if gate.is_open:
            return
        if self.kind is Kind.WORD:
            gate.paragraphs(doc_glimpse.of_word(self.data, self.name))
        elif self.kind is Kind.RTF:
            gate.paragraphs(doc_glimpse.of_rtf(self.data))
        else:
            gate.paragraphs(doc_glimpse.of_markup(self.original().data))


def kind_of(data: bytes, filename: str) -> Kind | None:
    """Return what `data` is by its first bytes; None: nothing for this reader."""
    if data.startswith(_OLE):
        return Kind.WORD
    head = data[:_HEAD_BYTES].removeprefix(_BYTE_ORDER_MARK).lstrip().lower()
    if head.startswith(_RTF):
        return Kind.RTF
    if not filename.lower().endswith(_WORD_SUFFIXES):
        return None
    if b"schemas.microsoft.com/office/word/2003/wordml" in head:
        return Kind.WORD_XML
    if head.startswith(b"mime-version:") and b"multipart/related" in head:
        return Kind.WEB_ARCHIVE
    return Kind.HTML if head.startswith(_HTML) else None


def read_doc(data: bytes, filename: str, settings: Settings) -> Document:
    """Return the document in the bytes of a .doc or RTF file.

    Its source is the file itself, not the DOCX that was made of it.

    Raises:
        EncryptedFileError: it needs a password.
        DamagedFileError: it starts like its kind and cannot be converted.
        UnsupportedFormatError: it is another program's.
        ConversionTimeoutError: it took longer than the settings allow.
        MissingProgramError: LibreOffice is not installed and the file is no .doc.
        SecretLetterError: it bears a mark of secrecy.
    """
    file = _checked(data, filename, settings)
    file.guard(Gate(settings))
    program = soffice.program()
    if program is None:
        return _without_program(file)
    seconds = settings.max_conversion_seconds
    (result,) = soffice.to_docx(program, [file.original()], seconds)
    return _read(file, result, settings)


def _checked(data: bytes, filename: str, settings: Settings) -> _File:
    if not data:
        raise EmptyFileError(filename)
    if len(data) > settings.max_bytes:
        raise TooLargeError(filename, f"{len(data):,} bytes")
    kind = kind_of(data, filename)
    if kind is None:
        raise UnsupportedFormatError(filename, PurePath(filename).suffix)
    if kind is Kind.WORD:
        _refuse_other_programs(data, filename)
    return _File(data, filename, kind)


def _refuse_other_programs(data: bytes, filename: str) -> None:
    if ole.has_stream(data, "EncryptedPackage") or ole.is_encrypted_word(data):
        raise EncryptedFileError(filename)
    if ole.is_word(data):
        return
    for stream, what in _OTHERS.items():
        if ole.has_stream(data, stream):
            raise UnsupportedFormatError(filename, what)
    raise DamagedFileError(filename, "no Word document in it")


def _read(file: _File, result: bytes | soffice.Failure, settings: Settings) -> Document:
    if result is soffice.Failure.TIMEOUT:
        limit = f"{settings.max_conversion_seconds} s"
        raise ConversionTimeoutError(file.name, limit)
    if isinstance(result, soffice.Failure):
        raise DamagedFileError(file.name, "LibreOffice cannot open it")
    return _as(file, read_docx(result, file.name, settings))


def _without_program(file: _File) -> Document:
    if file.kind is not Kind.WORD:
        raise MissingProgramError(file.name, CONVERTER)
    return read_plain(file.data, file.name, file.kind.value[0])


def _as(file: _File, document: Document) -> Document:
    """Return the document as one of the original file."""
    source = replace(
        document.source,
        filename=file.name,
        sha256=sha256(file.data).hexdigest(),
        media_type=file.kind.value[0],
    )
    return replace(document, source=source)

"""PDF by PyMuPDF: what may be opened, which pages are read how, one document of all.

The file's bytes are never written to.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING

import pymupdf

from vanban_parser.errors import (
    DamagedFileError,
    EncryptedFileError,
    NoTextError,
    TooLargeError,
)
from vanban_parser.gate import Gate
from vanban_parser.model.document import Document, Notice, Source
from vanban_parser.readers.flow import Page, assemble
from vanban_parser.readers.legacy import Decoder, Survey, main_encoding
from vanban_parser.readers.pdf_pages import Sheet, read_page
from vanban_parser.readers.pdf_scans import placed, read_scans
from vanban_parser.readers.signatures import read_signatures
from vanban_parser.settings import Settings

if TYPE_CHECKING:
    from vanban_parser.readers.registry import Progress

MEDIA_TYPE = "application/pdf"

# Readers look for the end in the last KiB; some mail servers add a line or two.
_END, _END_WITHIN = b"%%EOF", 2048
# In points: the longest that a page may be (ISO 32000-1, annex C.2), five metres.
_LONGEST_SIDE = 14_400
# Values of XMP: an element with text alone; its lists have one in each.
_XMP_VALUE = re.compile(r"<(?:[\w.-]+:)?(?P<name>[\w.-]+)[^<>]*>(?P<text>[^<]{1,99})</")
_MOST_XMP = 1_000_000
# What MuPDF raises of its own is neither a RuntimeError nor a ValueError.
_BROKEN = (RuntimeError, ValueError, MemoryError, pymupdf.mupdf.FzErrorBase)

pymupdf.TOOLS.mupdf_display_errors(False)  # noqa: FBT003 - its own signature
pymupdf.TOOLS.mupdf_display_warnings(False)  # noqa: FBT003 - its own signature


def read_pdf(
    data: bytes, filename: str, settings: Settings, progress: Progress | None = None
) -> Document:
    """Return the document in the PDF `data`.

    Raises:
        DamagedFileError: it cannot be opened or a page cannot be read.
        EncryptedFileError: it needs a password.
        TooLargeError: it has more pages than the settings allow.
        NoTextError: no page holds usable text (a scan).
        SecretLetterError: it bears a mark of secrecy.
        SecrecyUncheckedError: nothing could look at its first page.
    """
    gate = Gate(settings)
    pdf = open_pdf(data, filename, settings)
    with pdf:
        try:
            gate.properties(dict(_properties(pdf)))
            pages, encoding = _pages(pdf)
            for page in pages:
                _guard(page, gate)
            sheets = read_scans(pdf, pages, settings, progress)
            for page in sheets.pages:
                if page.number in sheets.backs:
                    _guard(page, gate, recognised=True)
            signatures = read_signatures(pdf, data, settings)
        except _BROKEN as error:
            raise DamagedFileError(filename, type(error).__name__) from error
    if not any(page.words for page in sheets.pages) or not sheets.n_usable:
        raise NoTextError(filename, f"{len(pages)} page(s)")
    doubtful = gate.unread(sheets.unlooked, filename)
    source = Source(
        filename=filename,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPE,
        page_count=len(pages),
        text_source=sheets.text_source,
        encoding=encoding,
    )
    unchecked = (Notice("secrecy-unchecked", number) for number in doubtful)
    document = assemble(sheets.pages, source, (*sheets.notices, *unchecked))
    return replace(placed(document, sheets.backs), signatures=signatures)


def open_pdf(data: bytes, filename: str, settings: Settings) -> pymupdf.Document:
    """Return the PDF `data`, within the limits of the settings.

    Raises:
        VanbanError: as `read_pdf`.
    """
    try:
        pdf = pymupdf.open(stream=data, filetype="pdf")
        if pdf.needs_pass:
            raise EncryptedFileError(filename)
        _refuse_excess(pdf, filename, settings)
    except _BROKEN as error:
        raise DamagedFileError(filename, type(error).__name__) from error
    if pdf.is_repaired and _END not in data[-_END_WITHIN:]:
        # MuPDF mends what it can: of a letter cut off in the middle it shows the rest.
        raise DamagedFileError(filename, "it breaks off")
    return pdf


def _refuse_excess(pdf: pymupdf.Document, filename: str, settings: Settings) -> None:
    count = pdf.page_count
    if count > settings.max_pages:
        raise TooLargeError(filename, f"{count} pages, limit {settings.max_pages}")
    if count == 0:
        raise DamagedFileError(filename, "no page")
    for number in range(count):
        box = pdf.page_cropbox(number)
        if max(box.width, box.height) > _LONGEST_SIDE:
            detail = f"page {number + 1} is {box.width:.0f} x {box.height:.0f} pt"
            raise TooLargeError(filename, detail)


def _guard(page: Page, gate: Gate, *, recognised: bool = False) -> None:
    words = (*page.words, *page.margin_notes)
    gate.page(words, page.height, first=page.number == 1, recognised=recognised)


def _properties(pdf: pymupdf.Document) -> Iterator[tuple[str, str]]:
    """Yield what the file says of itself, by name: its Info dictionary and its XMP."""
    kind, where = pdf.xref_get_key(-1, "Info")
    if kind == "xref":
        number = int(where.split()[0])
        for key in pdf.xref_get_keys(number):
            kind, value = pdf.xref_get_key(number, key)
            if kind == "string":
                yield key, value
    for match in _XMP_VALUE.finditer(pdf.get_xml_metadata()[:_MOST_XMP]):
        yield match["name"], unescape(match["text"])


def _pages(pdf: pymupdf.Document) -> tuple[list[Page], str]:
    """Return the pages in Unicode, and the encoding that most of it was in."""
    sheets = [read_page(pdf[index]) for index in range(pdf.page_count)]
    survey = _survey(sheets)
    if not survey.is_legacy():
        return [sheet.decoded(None) for sheet in sheets], main_encoding(Counter())
    decoder = Decoder(survey)
    pages = [sheet.decoded(decoder.read) for sheet in sheets]
    return pages, main_encoding(decoder.letters)


def _survey(sheets: Iterable[Sheet]) -> Survey:
    """Return what each font holds; a word counts once a font."""
    pieces = dict.fromkeys(chain.from_iterable(sheet.pieces() for sheet in sheets))
    words: dict[str, list[str]] = {}
    for font, word in pieces:
        words.setdefault(font, []).append(word)
    survey = Survey()
    for font, found in words.items():
        survey.add(font, " ".join(found))
    return survey

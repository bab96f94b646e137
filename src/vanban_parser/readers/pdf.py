"""PDF by PyMuPDF: printed words with boxes, fonts and what widgets put on top.

Only this module and those of the signatures import pymupdf.  The file's bytes are
never written to; number and day that stand only in the appearance of a form field,
annotation or signature widget (58 of 69 signed letters measured) are read from MuPDF's
own rendering of it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pymupdf

from vanban_parser.errors import (
    DamagedFileError,
    EncryptedFileError,
    NoTextError,
    TooLargeError,
)
from vanban_parser.gate import Gate, Printed, is_upper
from vanban_parser.model.document import Document, Notice, Source
from vanban_parser.readers.flow import Page, assemble
from vanban_parser.readers.legacy import Decoder, Survey, main_encoding
from vanban_parser.readers.pdf_pictures import covered
from vanban_parser.readers.pdf_scans import placed, read_scans
from vanban_parser.readers.pdf_words import Printing, inks
from vanban_parser.readers.signatures import read_signatures
from vanban_parser.readers.tables import Rule
from vanban_parser.settings import Settings

if TYPE_CHECKING:
    from vanban_parser.readers.registry import Progress

MEDIA_TYPE = "application/pdf"

_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
# Where the images are comes with the words: to ask for it apart reads the page again.
_WITH_IMAGES = _FLAGS | pymupdf.TEXT_PRESERVE_IMAGES
# Readers look for the end in the last KiB; some mail servers add a line or two.
_END, _END_WITHIN = b"%%EOF", 2048
# In points: the longest that a page may be (ISO 32000-1, annex C.2), five metres.
_LONGEST_SIDE = 14_400
# A page that images cover by more than this may be a scan.
_MOSTLY = 0.5
# Values of XMP: an element with text alone; its lists have one in each.
_XMP_VALUE = re.compile(r"<(?:[\w.-]+:)?(?P<name>[\w.-]+)[^<>]*>(?P<text>[^<]{1,99})</")
_MOST_XMP = 1_000_000
# A vector drawing with more paths than this is a map or a plan, not a ruled table.
_MOST_PATHS = 3000
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
    words = [
        Printed(word.text, word.x0, word.y0, word.x1, word.y1)
        for word in (*page.words, *page.margin_notes)
        if is_upper(word.y0, word.y1, page.height)
    ]
    first = page.number == 1
    gate.page(words, page.height, first=first, recognised=recognised)


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
    """Return the pages in Unicode, and the encoding that most of it was in.

    Which encoding a font holds is known at the end: the few letters that have one of
    before Unicode are read twice.
    """
    survey = Survey()
    pages = [_page(pdf[index], survey.note) for index in range(pdf.page_count)]
    if not survey.is_legacy():
        return pages, main_encoding(Counter())
    decoder = Decoder(survey)
    pages = [_page(pdf[index], decoder.read) for index in range(pdf.page_count)]
    return pages, main_encoding(decoder.letters)


def _page(page: pymupdf.Page, decode: Callable[[str, str], str]) -> Page:
    textpage = page.get_textpage(flags=_WITH_IMAGES)
    images = textpage.extractIMGINFO()
    if images:
        # The rest of what is asked for would unpack them.
        textpage = page.get_textpage(flags=_FLAGS)
    words = textpage.extractWORDS()
    blocks = textpage.extractDICT()["blocks"] if words else ()
    printed: Printing | None = None
    if page.first_widget is not None or page.first_annot is not None:
        bare = pymupdf.TextPage(
            page.get_displaylist(annots=0).get_textpage(flags=_FLAGS)
        )
        printed = Printing(bare.extractWORDS())
    ink = tuple(inks(words, blocks, printed, decode))
    bounds = page.rect
    return Page(
        number=page.number + 1,
        width=bounds.width,
        height=bounds.height,
        words=tuple([word for word, upright in ink if upright]),
        margin_notes=tuple([word for word, upright in ink if not upright]),
        rules=tuple(_rules(page)) if ink else (),
        is_picture=covered(page, images) > _MOSTLY,
    )


def _rules(page: pymupdf.Page) -> Iterator[Rule]:
    """Yield the straight lines drawn on a page, thin filled boxes included."""
    drawings = page.get_cdrawings()
    if len(drawings) > _MOST_PATHS:
        return
    for drawing in drawings:
        for item in drawing["items"]:
            if item[0] == "l":
                (ax, ay), (bx, by) = item[1], item[2]
                yield Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            elif item[0] == "re":
                # A filled box is a highlight or a background, unless it is thin.
                yield from _box_rules(*item[1][:4], stroked="s" in drawing["type"])


def _box_rules(
    x0: float, y0: float, x1: float, y1: float, *, stroked: bool
) -> Iterator[Rule]:
    if x1 - x0 < 3 or y1 - y0 < 3:
        yield Rule(x0, y0, x1, y1)
        return
    if not stroked:
        return
    yield Rule(x0, y0, x1, y0)
    yield Rule(x0, y1, x1, y1)
    yield Rule(x0, y0, x0, y1)
    yield Rule(x1, y0, x1, y1)

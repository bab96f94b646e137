"""Which pages of a PDF are read from their picture, and the pages after that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vanban_parser.model.document import Box, Notice, TextSource
from vanban_parser.readers.flow import Page
from vanban_parser.readers.page_quality import Quality, quality
from vanban_parser.readers.pdf_pictures import is_bomb, is_hidden, picture_of

if TYPE_CHECKING:
    import pymupdf

    from vanban_parser.model.document import Document
    from vanban_parser.readers.ocr.nouns import Affine
    from vanban_parser.readers.registry import Progress
    from vanban_parser.readers.scans import Scan
    from vanban_parser.settings import Settings


@dataclass(frozen=True, slots=True)
class Sheets:
    """The pages of a file, scanned ones read; `backs` as `scans.placed` takes them.

    `unlooked` are the numbers of pages whose picture nothing has looked at.
    """

    pages: tuple[Page, ...]
    n_usable: int
    text_source: TextSource
    notices: tuple[Notice, ...]
    backs: Mapping[int, Affine]
    unlooked: tuple[int, ...] = ()


def read_scans(
    pdf: pymupdf.Document,
    pages: Sequence[Page],
    settings: Settings,
    progress: Progress | None,
) -> Sheets:
    """Return `pages` with those read from their picture that have no usable text."""
    worth = {page.number: _quality(pdf, page) for page in pages}
    wanted = [
        page
        for page in pages
        if worth[page.number] is not Quality.GOOD and _shows(pdf, page)
    ]
    scans = _scans(pdf, wanted, worth, settings, progress) if wanted else {}
    good = sum(value is Quality.GOOD for value in worth.values())
    read = {n: scan for n, scan in scans.items() if scan is not None and _says(scan)}
    unread = [page for page in wanted if page.number not in read and page.is_picture]
    source = TextSource.NATIVE
    if read or unread:
        source = TextSource.MIXED if good else TextSource.OCR
    return Sheets(
        tuple(
            read[page.number].page if page.number in read else page for page in pages
        ),
        good + len(read),
        source,
        (
            *(Notice("page-without-text", page.number) for page in unread),
            *substitutes(read.values()),
            *blanks(read.get(1)),
        ),
        {number: scan.back for number, scan in read.items()},
        tuple(page.number for page in wanted if scans.get(page.number) is None),
    )


def substitutes(scans: Iterable[Scan]) -> Iterator[Notice]:
    """Yield a notice where an engine read that stands in for a better one."""
    if any(scan.is_substitute for scan in scans):
        yield Notice("read-by-substitute")


def blanks(first: Scan | None) -> Iterator[Notice]:
    """Yield the blanks of a letter's header that hold ink nobody could read."""
    for blank in first.unread if first is not None else ():
        code = "number-unread" if blank.field == "/number" else "day-unread"
        code = "year-reread" if blank.reread else code
        box = Box(1, *(round(v, 2) for v in (blank.x0, blank.y0, blank.x1, blank.y1)))
        yield Notice(code, 1, blank.field, box, readings=blank.readings)


def _says(scan: Scan) -> bool:
    """Tell whether something was read of a page."""
    return any(not word.inserted for word in scan.page.words)


def placed(document: Document, backs: Mapping[int, Affine]) -> Document:
    """Return `document` with boxes of scanned pages where the words stand on them."""
    if not backs:
        return document
    from vanban_parser.readers.scans import placed as put_back

    return put_back(document, backs)


def _quality(pdf: pymupdf.Document, page: Page) -> Quality:
    hidden = bool(page.words) and page.is_picture and is_hidden(pdf[page.number - 1])
    return quality(
        page.words,
        page.width * page.height,
        is_picture=page.is_picture,
        is_hidden=hidden,
    )


def _shows(pdf: pymupdf.Document, page: Page) -> bool:
    """Tell whether there is something on a page that a picture of it would show."""
    sheet = pdf[page.number - 1]
    return page.is_picture or bool(page.words) or bool(sheet.get_bboxlog())


def _scans(
    pdf: pymupdf.Document,
    wanted: Sequence[Page],
    worth: Mapping[int, Quality],
    settings: Settings,
    progress: Progress | None,
) -> dict[int, Scan | None]:
    # Imported here: a text letter must not pay for what reads pictures.
    from vanban_parser.readers.scans import recogniser, scanned

    reader = recogniser(settings)
    if reader is None:
        return {}
    found: dict[int, Scan | None] = {}
    for page in wanted:
        if progress is not None:
            progress(page.number, pdf.page_count)
        sheet = pdf[page.number - 1]
        if is_bomb(sheet):
            continue
        picture, place = picture_of(sheet)
        # A poor layer of words is what the picture says, only worse.
        kept = () if worth[page.number] in _WORTHLESS else page.words
        scan = scanned(reader, picture, page.number, place, kept)
        if scan is not None and page.margin_notes:
            notes = scan.page.margin_notes + page.margin_notes
            scan = replace(scan, page=replace(scan.page, margin_notes=notes))
        found[page.number] = scan
    return found


_WORTHLESS = (Quality.POOR, Quality.BROKEN)

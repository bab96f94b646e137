"""Pages whose picture is read: engine, cache, and the way back to a printed page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vanban_parser.gate import Gate
from vanban_parser.layout import Ink
from vanban_parser.model.document import Box, Document
from vanban_parser.readers.flow import Page
from vanban_parser.readers.ocr import header_blanks
from vanban_parser.readers.ocr.cache import Cache, default_folder
from vanban_parser.readers.ocr.inks import lines_of, to_inks
from vanban_parser.readers.ocr.mending import mended
from vanban_parser.readers.ocr.nouns import SAME, Affine, Engine, Picture, Read, Unread
from vanban_parser.readers.ocr.recognise import Recogniser
from vanban_parser.readers.ocr.stamps import SecrecyLook
from vanban_parser.readers.ocr.tesseract import tesseract
from vanban_parser.readers.ocr.trueocr import trueocr
from vanban_parser.readers.tables import Rule

if TYPE_CHECKING:
    from vanban_parser.settings import Settings

# A word that a typed one covers by this share is the same ink, seen worse.
_SAME_INK = 0.4


@dataclass(frozen=True, slots=True)
class Scan:
    """A page read from its picture, level, with the map back to the page as it is.

    `is_substitute`: by an engine that stands in for a better one.
    """

    page: Page
    back: Affine
    unread: tuple[Unread, ...] = ()
    is_substitute: bool = False


def recogniser(settings: Settings) -> Recogniser | None:
    """Return what reads pictures under `settings`; None: off, or no engine here."""
    engine = _engine(settings)
    if engine is None:
        return None
    cache = None
    if settings.ocr_cache_bytes:
        folder = settings.ocr_cache or default_folder()
        cache = Cache(folder, settings.ocr_cache_bytes)
    gate = Gate(settings)
    # Where the gate is open, pages are kept under other keys: they were not looked at.
    guard = None if gate.is_open else SecrecyLook(gate, engine)
    looks = [(header_blanks.name(), header_blanks.look)]
    return Recogniser(engine, cache, looks, guard)


def _engine(settings: Settings) -> Engine | None:
    first: Engine | None = None
    if settings.ocr in ("auto", "tesseract"):
        first = tesseract(settings.max_ocr_seconds)
    if first is None and settings.ocr in ("auto", "trueocr"):
        return trueocr()
    return first


def scanned(
    reader: Recogniser,
    picture: Picture,
    number: int,
    place: Affine = SAME,
    typed: Sequence[Ink] = (),
) -> Scan | None:
    """Return page `number` as its picture shows it; None where nothing can be read.

    Args:
        reader: Reads pictures.
        picture: The page's.
        number: The page's, from 1.
        place: Maps the picture's points to the page's.
        typed: Words of the page's own that are to be seen over the picture, in points
            of the page; they stay, and what OCR saw of them goes.
    """
    read = reader.read(picture)
    if read is None:
        return None
    back = place.after(read.back)
    unread = tuple(
        Unread(u.field, *back.box(u.x0, u.y0, u.x1, u.y1), u.readings, u.reread)
        for u in read.unread
    )
    page = _page(read, number, _levelled(typed, back))
    return Scan(page, back, unread, reader.is_substitute)


def _levelled(typed: Iterable[Ink], back: Affine) -> tuple[Ink, ...]:
    there = back.inverse()
    out = []
    for word in typed:
        x0, y0, x1, y1 = there.box(word.x0, word.y0, word.x1, word.y1)
        out.append(word._replace(x0=x0, y0=y0, x1=x1, y1=y1, inserted=True))
    return tuple(out)


def _page(read: Read, number: int, typed: Sequence[Ink]) -> Page:
    seen = [
        word
        for word in to_inks(mended(lines_of(read.words)))
        if not any(_covers(other, word) for other in typed)
    ]
    return Page(
        number=number,
        width=read.width,
        height=read.height,
        words=(*seen, *typed),
        rules=tuple(Rule(*stroke) for stroke in read.strokes),
        is_picture=True,
    )


def _covers(typed: Ink, seen: Ink) -> bool:
    width = min(typed.x1, seen.x1) - max(typed.x0, seen.x0)
    height = min(typed.y1, seen.y1) - max(typed.y0, seen.y0)
    if width <= 0 or height <= 0:
        return False
    area = (seen.x1 - seen.x0) * (seen.y1 - seen.y0)
    return width * height > _SAME_INK * area


def placed(document: Document, backs: Mapping[int, Affine]) -> Document:
    """Return `document` with boxes of scanned pages where the words stand on them.

    `backs` maps the points of a page made level to its own, by page number.
    """
    if not backs:
        return document
    words = tuple(
        word._replace(box=_back(word.box, backs[word.box.page]))
        if word.box.page in backs
        else word
        for word in document.words
    )
    return replace(document, words=words)


def _back(box: Box, back: Affine) -> Box:
    x0, y0, x1, y1 = (round(v, 2) for v in back.box(box.x0, box.y0, box.x1, box.y1))
    return Box(box.page, x0, y0, x1, y1)

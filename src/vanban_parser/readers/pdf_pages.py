"""One page of a PDF: its words with fonts, its ruled lines, what images cover of it.

MuPDF interprets a page once, and that is most of what reading costs: words, images,
lines and fonts all come from one text page.  Number and day that stand only in the
appearance of a form field, annotation or signature widget (58 of 69 signed letters
measured) are read from MuPDF's own rendering of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import pymupdf
from pymupdf import mupdf

from vanban_parser.readers.flow import Page
from vanban_parser.readers.pdf_pictures import covered
from vanban_parser.readers.pdf_words import Lettering, lettering
from vanban_parser.readers.tables import Rule

_FLAGS = (
    pymupdf.TEXT_PRESERVE_WHITESPACE
    | pymupdf.TEXT_MEDIABOX_CLIP
    | pymupdf.TEXT_PRESERVE_IMAGES
    | pymupdf.TEXT_COLLECT_VECTORS
    # What is drawn amid a line of text would else end the line.
    | pymupdf.TEXT_LAZY_VECTORS
)
# Annotations that print nothing of their own.
_SILENT = (mupdf.PDF_ANNOT_LINK, mupdf.PDF_ANNOT_POPUP)
# A page that images cover by more than this may be a scan.
_MOSTLY = 0.5
# A drawing with more parts than this is a map or a plan, not a ruled table.
_MOST_PARTS = 3000
# A box no wider, in points, is a line.
_THIN = 3.0
_OFF_PAGE = -1e6

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as its file has it: which encoding a font holds, the whole file tells."""

    page: Page
    """All of it but the words."""
    upright: Lettering
    turned: Lettering

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Yield the font and the text of each word."""
        return chain(self.upright.pieces(), self.turned.pieces())

    def decoded(self, decode: Callable[[str, str], str] | None) -> Page:
        """Return the page in Unicode.

        `decode` makes it of a font and a word set in it; None: it is Unicode.
        """
        if decode is None:
            words, notes = tuple(self.upright.inks), tuple(self.turned.inks)
        else:
            words, notes = self.upright.decoded(decode), self.turned.decoded(decode)
        return replace(self.page, words=words, margin_notes=notes)


def read_page(page: pymupdf.Page) -> Sheet:
    """Return a page as it is printed and shown, its rotation heeded.

    Where its words are upright only without that, somebody turned it the wrong way.
    """
    rotation = page.rotation
    shown = _read(page, rotation)
    if rotation and len(shown.turned.inks) > len(shown.upright.inks):
        page.set_rotation(0)
        try:
            return _read(page, 0)
        finally:
            page.set_rotation(rotation)
    return shown


def _read(page: pymupdf.Page, rotation: int) -> Sheet:
    # The rotation is asked for once: MuPDF looks it up through the tree of pages.
    text, n_printed = _interpreted(page, rotation)
    words = text.extractWORDS()
    images = _images_taken_out(text)
    blocks = text.extractDICT()["blocks"] if words else ()
    bounds = page.rect
    frame = Page(
        number=page.number + 1,
        width=bounds.width,
        height=bounds.height,
        words=(),
        rules=_rules(page, rotation, blocks),
        is_picture=covered(bounds, images) > _MOSTLY,
    )
    return Sheet(frame, *lettering(words, blocks, n_printed))


def _interpreted(
    page: pymupdf.Page, rotation: int
) -> tuple[pymupdf.TextPage, int | None]:
    """Return the text page of a page, and how many words the page itself prints.

    None: all, for it bears no annotation.
    """
    is_bare = all(kind in _SILENT for _, kind, _ in page.annot_xrefs())
    if is_bare and not rotation:
        return page.get_textpage(flags=_FLAGS), None
    # In steps, and with the rotation of the page, which `get_textpage` leaves out.
    text = mupdf.FzStextPage(mupdf.fz_bound_page(page.this))
    device = mupdf.fz_new_stext_device(text, mupdf.FzStextOptions(_FLAGS))
    how = mupdf.FzMatrix(), mupdf.FzCookie()
    mupdf.fz_run_page_contents(page.this, device, *how)
    found = pymupdf.TextPage(text)
    n_printed = None if is_bare else len(found.extractWORDS())
    mupdf.fz_run_page_annots(page.this, device, *how)
    mupdf.fz_run_page_widgets(page.this, device, *how)
    mupdf.fz_close_device(device)
    return found, n_printed


def _images_taken_out(text: pymupdf.TextPage) -> list[_Box]:
    """Return where images are; `extractDICT` will not unpack them any more.

    It leaves out images that are not within the page: there they are put.
    """
    found: list[_Box] = []
    block = text.this.m_internal.first_block
    while block:
        if block.type == mupdf.FZ_STEXT_BLOCK_IMAGE:
            box = block.bbox
            found.append((box.x0, box.y0, box.x1, box.y1))
            box.x0 = _OFF_PAGE
        block = block.next
    return found


def _rules(
    page: pymupdf.Page, rotation: int, blocks: Sequence[Mapping[str, Any]]
) -> tuple[Rule, ...]:
    """Return the straight lines drawn on a page, thin filled boxes included.

    A filled box is a highlight or a background, unless it is thin.  Of a box that is
    drawn with a pen, and of shapes, the text page only knows where they are.
    """
    rules: list[Rule] = []
    parts = [b for b in blocks if b["type"] == mupdf.FZ_STEXT_BLOCK_VECTOR]
    if len(parts) > _MOST_PARTS:
        return ()
    for part in parts:
        x0, y0, x1, y1 = part["bbox"]
        thickness = min(x1 - x0, y1 - y0)
        if thickness < _THIN:
            # The pen goes over each end of its line by half its width.
            over = thickness / 2 if part["stroked"] else 0.0
            rules.append(Rule(x0 + over, y0 + over, x1 - over, y1 - over))
        elif part["stroked"] or not part["isrect"]:
            drawn = _drawn(page)
            return tuple(_turned(drawn, page.rotation_matrix) if rotation else drawn)
    return tuple(rules)


def _drawn(page: pymupdf.Page) -> Iterator[Rule]:
    """Yield the lines on a page, from the paths that draw them: it is read again."""
    drawings = page.get_cdrawings()
    if len(drawings) > _MOST_PARTS:
        return
    for drawing in drawings:
        for item in drawing["items"]:
            if item[0] == "l":
                (ax, ay), (bx, by) = item[1], item[2]
                yield Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            elif item[0] == "re":
                # A box of turned content has its corners the other way round.
                ax, ay, bx, by = item[1][:4]
                box = min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
                yield from _box_rules(*box, stroked="s" in drawing["type"])


def _turned(rules: Iterable[Rule], turn: pymupdf.Matrix) -> Iterator[Rule]:
    """Yield lines as the rotation of their page has them."""
    for rule in rules:
        start = pymupdf.Point(rule.x0, rule.y0) * turn
        end = pymupdf.Point(rule.x1, rule.y1) * turn
        (x0, x1), (y0, y1) = sorted((start.x, end.x)), sorted((start.y, end.y))
        yield Rule(x0, y0, x1, y1)


def _box_rules(
    x0: float, y0: float, x1: float, y1: float, *, stroked: bool
) -> Iterator[Rule]:
    if x1 - x0 < _THIN or y1 - y0 < _THIN:
        yield Rule(x0, y0, x1, y1)
        return
    if not stroked:
        return
    yield Rule(x0, y0, x1, y0)
    yield Rule(x0, y1, x1, y1)
    yield Rule(x0, y0, x0, y1)
    yield Rule(x1, y0, x1, y1)

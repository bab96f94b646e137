"""Signature fields with appearances, as Vietnamese signing programs leave them.

Each appearance nests three forms (``FRM``, ``n0``, ``n2``) as iText's does; the digits
of number and day are text of the innermost one, slanted by the text matrix where the
line below is italic.
"""

from __future__ import annotations

from dataclasses import dataclass

import pymupdf

from tools.letters.faces import embed, face
from tools.letters.model import Letter, Stamps

_SIZE = 13.0
_RISE = 5.3  # of the base line over the widget's bottom
_SLANT = 0.21256
_NUMBER_WIDTH, _DAY_WIDTH, _HEIGHT = 198.0, 45.0, 29.0
# Circle of radius 1 by four curves.
_K = 0.5523


@dataclass(frozen=True, kw_only=True)
class Widget:
    """A field: its name, who signs it, its page (from 0), rectangle and contents.

    The rectangle counts from the top left, as PyMuPDF does.
    """

    name: str
    by_agency: bool
    page: int
    rect: pymupdf.Rect
    operators: str


def plan(document: pymupdf.Document, letter: Letter, stamps: Stamps) -> list[Widget]:
    """Return the fields of a signed letter, in the order in which they are signed."""
    first, last = document[0], document.page_count - 1
    signer = document[last].search_for(letter.signer)[-1]
    number = _after(first, "Số:")
    day = _after(first, "ngày ")
    lines = (
        f"Ký bởi: {stamps.agency}",
        f"Cơ quan: {stamps.agency}",
        f"Thời gian ký: {_as_shown(stamps.signed_at)}",
    )
    middle, top = (signer.x0 + signer.x1) / 2, signer.y0 - 62
    return [
        Widget(
            name="Signature1",
            by_agency=False,
            page=last,
            rect=pymupdf.Rect(middle - 50, top, middle + 50, top + 56),
            operators=_scribble(),
        ),
        Widget(
            name="Signature2",
            by_agency=True,
            page=last,
            rect=pymupdf.Rect(middle - 110, top - 16, middle - 22, top + 72),
            operators=_seal(44),
        ),
        Widget(
            name="Signature3",
            by_agency=True,
            page=0,
            rect=_over(number, _NUMBER_WIDTH),
            operators=_digits(stamps.number, slant=0),
        ),
        Widget(
            name="Signature4",
            by_agency=True,
            page=0,
            rect=_over(day, _DAY_WIDTH),
            operators=_digits(stamps.day, slant=_SLANT),
        ),
        Widget(
            name="Signature5",
            by_agency=True,
            page=0,
            rect=pymupdf.Rect(330, 8, 560, 44),
            operators=_visible_text(lines),
        ),
    ]


def _over(blank: tuple[float, float], width: float) -> pymupdf.Rect:
    """Return a field whose base line begins at `blank`."""
    x, base = blank
    return pymupdf.Rect(x, base - _HEIGHT + _RISE, x + width, base + _RISE)


def lay(document: pymupdf.Document, widgets: list[Widget]) -> None:
    """Add the fields to `document`, unsigned."""
    page = document[0]
    embed(page, ["stamped"], source="regular")
    font = document.xref_get_key(page.xref, "Resources/Font/stamped")[1]
    if font == "null":
        resources = document.xref_get_key(page.xref, "Resources")[1].split()[0]
        font = document.xref_get_key(int(resources), "Font/stamped")[1]
    fields = [_field(document, widget, font) for widget in widgets]
    for n in {widget.page for widget in widgets}:
        own = [f for f, w in zip(fields, widgets, strict=True) if w.page == n]
        annotations = " ".join(f"{xref} 0 R" for xref in own)
        document.xref_set_key(document[n].xref, "Annots", f"[{annotations}]")
    everything = " ".join(f"{xref} 0 R" for xref in fields)
    document.xref_set_key(
        document.pdf_catalog(), "AcroForm", f"<</Fields[{everything}]/SigFlags 3>>"
    )


def _field(document: pymupdf.Document, widget: Widget, font: str) -> int:
    page = document[widget.page]
    rect = widget.rect * ~page.transformation_matrix
    box = f"[0 0 {widget.rect.width:g} {widget.rect.height:g}]"
    blank = _form(document, "[0 0 100 100]", "<<>>", "% DSBlank\n")
    inner = _form(document, box, f"<</Font<</F1 {font}>>>>", widget.operators)
    frame = _form(
        document,
        box,
        f"<</XObject<</n0 {blank} 0 R/n2 {inner} 0 R>>>>",
        "q 1 0 0 1 0 0 cm /n0 Do Q\nq 1 0 0 1 0 0 cm /n2 Do Q\n",
    )
    outer = _form(
        document,
        box,
        f"<</XObject<</FRM {frame} 0 R>>>>",
        "q 1 0 0 1 0 0 cm /FRM Do Q\n",
    )
    xref = document.get_new_xref()
    corners = f"{rect.x0:.2f} {rect.y0:.2f} {rect.x1:.2f} {rect.y1:.2f}"
    document.update_object(
        xref,
        f"<</Type/Annot/Subtype/Widget/FT/Sig/T({widget.name})/F 132"
        f"/Rect[{corners}]/P {page.xref} 0 R/AP<</N {outer} 0 R>>>>",
    )
    return int(xref)


def _form(document: pymupdf.Document, box: str, resources: str, shown: str) -> int:
    xref = document.get_new_xref()
    document.update_object(
        xref,
        f"<</Type/XObject/Subtype/Form/FormType 1/BBox{box}"
        f"/Matrix[1 0 0 1 0 0]/Resources{resources}>>",
    )
    document.update_stream(xref, shown.encode("ascii"))
    return int(xref)


def _after(page: pymupdf.Page, words: str) -> tuple[float, float]:
    """Return the end of the base line of the first `words` on the page."""
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", ()):
            characters = [c for span in line["spans"] for c in span["chars"]]
            at = "".join(c["c"] for c in characters).find(words)
            if at >= 0:
                last = characters[at + len(words) - 1]
                return last["bbox"][2], last["origin"][1]
    raise ValueError(f"not on the page: {words!r}")


def _digits(text: str, slant: float) -> str:
    matrix = f"1 0 {slant:g} 1 2 {_RISE:g} Tm"
    return (
        f"BT\n{matrix}\n/F1 {_SIZE:g} Tf\n0 0 0 rg\n{face().codes(text)}Tj\n0 g\nET\n"
    )


def _visible_text(lines: tuple[str, ...]) -> str:
    shown = [
        f"1 0 0 1 4 {26 - 10 * n} Tm {face().codes(line)}Tj"
        for n, line in enumerate(lines)
    ]
    return "BT\n/F1 8 Tf\n1 0 0 rg\n" + "\n".join(shown) + "\nET\n"


def _as_shown(moment: str) -> str:
    """``2025-09-09T16:05:31+07:00`` as signing programs print it."""
    date, time = moment.split("T")
    year, month, day = date.split("-")
    return f"{day}.{month}.{year} {time[:8]} {time[8:]}"


def _scribble() -> str:
    return (
        "q 0.1 0.2 0.7 RG 1.4 w 6 20 m 22 60 28 -8 40 30 c 46 52 50 4 58 26 c "
        "64 44 70 8 94 34 c S 30 12 m 60 20 80 22 98 20 c S Q\n"
    )


def _seal(radius: float) -> str:
    return (
        "q 0.85 0 0 RG 1.6 w\n"
        + "\n".join(_circle(radius, radius, radius * part) for part in (0.95, 0.7))
        + "\nQ\n"
    )


def _circle(x: float, y: float, r: float) -> str:
    k = r * _K
    return (
        f"{x + r:g} {y:g} m "
        f"{x + r:g} {y + k:g} {x + k:g} {y + r:g} {x:g} {y + r:g} c "
        f"{x - k:g} {y + r:g} {x - r:g} {y + k:g} {x - r:g} {y:g} c "
        f"{x - r:g} {y - k:g} {x - k:g} {y - r:g} {x:g} {y - r:g} c "
        f"{x + k:g} {y - r:g} {x + r:g} {y - k:g} {x + r:g} {y:g} c S"
    )

"""The signed fields of a PDF: where they are shown, and what the file says of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pymupdf

from vanban_parser.model.document import Box
from vanban_parser.text import normalise

REFERENCE = re.compile(r"\b(\d{1,9}) \d{1,5} R\b")
"""A reference to an object, in what ``xref_object`` and ``xref_get_key`` return."""

MUPDF_ERRORS = (RuntimeError, ValueError, IndexError, pymupdf.mupdf.FzErrorBase)
"""What MuPDF raises about objects that make no sense."""

# No letter has so many; each is a digest of the whole file.
_MOST_SIGNATURES = 50
_MOST_FIELDS = 5000
_DEEPEST = 20
# What stands for a time and signs for nobody (ISO 32000-2, 12.8.5).
_TIME_STAMP = "/ETSI.RFC3161"
_CONTENTS = re.compile(r"/Contents\s*<([0-9A-Fa-f]*)>")
_NUMBERS = re.compile(r"\d{1,15}")

_At = Callable[[int], tuple[pymupdf.Matrix, pymupdf.Matrix]]


@dataclass(frozen=True, slots=True)
class SignedField:
    """A signature field with a value; `byte_range` is empty where it makes no sense.

    `contents` is the CMS object as it stands, zeros after it included; `time` is the
    signing time in the notation of PDF.
    """

    name: str
    byte_range: tuple[int, ...]
    contents: bytes
    format: str
    time: str
    page: int | None
    box: Box | None

    @property
    def end(self) -> int:
        """Where the signed revision ends, in bytes."""
        return self.byte_range[2] + self.byte_range[3] if self.byte_range else 0


def signed_fields(pdf: pymupdf.Document) -> tuple[SignedField, ...]:
    """Return the signed fields, those signed first before the others."""
    pages = {
        xref: number
        for number in range(pdf.page_count)
        for xref, _, _ in pdf.page_annot_xrefs(number)
        if pdf.xref_get_key(xref, "Subtype")[1] == "/Widget"
    }
    at = cache(lambda number: _onto_page(pdf[number]))
    found: dict[int, SignedField] = {}
    for xref in dict.fromkeys((*_tree(pdf), *pages)):
        if len(found) == _MOST_SIGNATURES:
            break
        owner = owner_of(pdf, xref, "V")
        if owner is None or owner in found or not is_signature(pdf, xref):
            continue
        if not is_null(pdf, owner, "V/ByteRange"):
            found[owner] = _field(pdf, owner, pages, at)
    signed = (field for field in found.values() if not _is_time_stamp(field))
    return tuple(sorted(signed, key=lambda field: field.end))


def _is_time_stamp(field: SignedField) -> bool:
    """Tell whether a field signs for nobody; what can be seen, somebody has to."""
    return field.format == _TIME_STAMP and field.box is None


def is_signature(pdf: pymupdf.Document, xref: int) -> bool:
    """Tell whether a field, or the widget of one, is for a signature."""
    owner = owner_of(pdf, xref, "FT")
    return owner is not None and pdf.xref_get_key(owner, "FT")[1] == "/Sig"


def owner_of(pdf: pymupdf.Document, xref: int, key: str) -> int | None:
    """Return the object that `xref` has `key` from: itself or a field above it."""
    for _ in range(_DEEPEST):
        if not is_null(pdf, xref, key):
            return xref
        above = _above(pdf, xref)
        if above is None:
            return None
        xref = above
    return None


def is_null(pdf: pymupdf.Document, xref: int, key: str) -> bool:
    """Tell whether an object has no such key."""
    return bool(pdf.xref_get_key(xref, key)[0] == "null")


def resolved(pdf: pymupdf.Document, xref: int, key: str) -> str:
    """Return what stands under `key`, or the object that it refers to."""
    kind, value = pdf.xref_get_key(xref, key)
    if kind == "null":
        return ""
    if kind == "xref":
        return str(pdf.xref_object(int(value.split()[0]), compressed=True))
    return str(value)


def references(value: str) -> list[int]:
    """Return the numbers of the objects that a value refers to."""
    if " R" not in value:  # the widths of a font are thousands of numbers
        return []
    return [int(number) for number in REFERENCE.findall(value)]


def _above(pdf: pymupdf.Document, xref: int) -> int | None:
    kind, parent = pdf.xref_get_key(xref, "Parent")
    number = int(parent.split()[0]) if kind == "xref" else 0
    return number if 0 < number < pdf.xref_length() else None


def _tree(pdf: pymupdf.Document) -> Iterator[int]:
    """Yield the objects of the form's tree of fields."""
    todo = references(resolved(pdf, pdf.pdf_catalog(), "AcroForm/Fields"))
    seen: set[int] = set()
    while todo and len(seen) < _MOST_FIELDS:
        xref = todo.pop(0)
        if xref in seen or not 0 < xref < pdf.xref_length():
            continue
        seen.add(xref)
        yield xref
        todo.extend(references(resolved(pdf, xref, "Kids")))


def _field(
    pdf: pymupdf.Document, xref: int, pages: dict[int, int], at: _At
) -> SignedField:
    contents = _CONTENTS.search(resolved(pdf, xref, "V"))
    widgets = [xref, *references(resolved(pdf, xref, "Kids"))]
    shown = next((widget for widget in widgets if widget in pages), None)
    return SignedField(
        name=_name(pdf, xref),
        byte_range=_byte_range(resolved(pdf, xref, "V/ByteRange")),
        contents=bytes.fromhex(contents[1]) if contents else b"",
        format=resolved(pdf, xref, "V/SubFilter"),
        time=resolved(pdf, xref, "V/M"),
        page=None if shown is None else pages[shown] + 1,
        box=None if shown is None else _box(pdf, shown, pages[shown], at),
    )


def _name(pdf: pymupdf.Document, xref: int) -> str:
    """Return the field's full name, its parts joined by full stops."""
    parts: list[str] = []
    owner: int | None = xref
    while owner is not None and len(parts) < _DEEPEST:
        owner = owner_of(pdf, owner, "T")
        if owner is not None:
            parts.insert(0, normalise(pdf.xref_get_key(owner, "T")[1]))
            owner = _above(pdf, owner)
    return ".".join(parts)


def _byte_range(value: str) -> tuple[int, ...]:
    numbers = tuple(map(int, _NUMBERS.findall(value)))
    return numbers if len(numbers) == 4 and "-" not in value else ()


def _onto_page(page: pymupdf.Page) -> tuple[pymupdf.Matrix, pymupdf.Matrix]:
    """Return what puts a place of the file onto the page as it is shown."""
    return page.transformation_matrix, page.rotation_matrix


def _box(pdf: pymupdf.Document, xref: int, number: int, at: _At) -> Box | None:
    corners = re.findall(r"-?\d+\.?\d*|-?\.\d+", resolved(pdf, xref, "Rect"))
    if len(corners) != 4:
        return None
    upright, turned = at(number)
    box = pymupdf.Rect(*map(float, corners)).normalize() * upright * turned
    box.normalize()
    return None if box.is_empty else Box(number + 1, *(round(side, 1) for side in box))
